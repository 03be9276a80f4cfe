// Three lanes for one member; each ends at the member's deadline.
#include "auditor/collect/ask_member.h"

#include <utility>

#include "auditor/collect/lane.h"
#include "auditor/collect/probes_host.h"
#include "auditor/collect/probes_sql.h"
#include "auditor/decode/host_files.h"
#include "auditor/decode/pg_rows.h"
#include "linter/base/text.h"
#include "linter/facts/ports.h"
#include "linter/model/endpoints.h"

namespace patrol {
namespace {

Unavailable late(std::string_view source) {
  return {Cause::timed_out, cat(source, ": no answer within the deadline"), ""};
}

bool is_ssh_wanted(const SshAccess& ssh) {
  return ssh.is_wanted && !(ssh.user.empty() && ssh.key_file.empty());
}

PgTarget pg_target(const SqlAccess& sql, const MemberTarget& member) {
  return {.host = member.host,
          .port = member.port,
          .database = sql.database,
          .user = sql.user,
          .password = sql.password,
          .options = sql.options,
          .ssl_password = sql.ssl_password};
}

SshTarget ssh_target(const SshAccess& ssh, const MemberTarget& member) {
  return {.host = member.ssh_host.empty() ? member.host : member.ssh_host,
          .port = member.ssh_port != 0 ? member.ssh_port : ssh.port,
          .user = ssh.user,
          .key_file = ssh.key_file,
          .known_hosts = ssh.known_hosts,
          .is_sudo = ssh.is_sudo};
}

PgReply ask_sql(const SqlAccess& sql, const MemberTarget& member, const Deadline& deadline) {
  PgReply reply;
  if (!sql.is_wanted) {
    reply.answers = Unavailable{Cause::not_asked, "sql: not asked", "leave --no-sql out"};
  } else if (member.host.empty()) {
    reply.answers = Unavailable{Cause::missing, "sql: the member's key names no address",
                                "set postgresql.connect_address"};
  } else {
    return ask_pg(pg_target(sql, member), sql_queries(), deadline);
  }
  return reply;
}

SshReply ask_host(const SshAccess& ssh, const MemberTarget& member, const Deadline& deadline) {
  SshReply reply;
  const SshTarget target = ssh_target(ssh, member);
  if (!is_ssh_wanted(ssh)) {
    reply.output = Unavailable{
        Cause::not_asked, "ssh: not asked",
        ssh.is_wanted ? "give --ssh-user, and --ssh-key or an agent" : "leave --no-ssh out"};
  } else if (target.host.empty()) {
    reply.output = Unavailable{Cause::missing, "ssh: the member's key names no address",
                               "set postgresql.connect_address"};
  } else {
    return ask_ssh(target, host_script(), deadline);
  }
  return reply;
}

std::string place(std::string_view host, int port) {
  return host.empty() ? std::string() : server_url("", host, port);
}

}  // namespace

MemberTarget member_target(const DcsMember& member) {
  MemberTarget target{.name = member.name, .port = facts::postgres_port, .api = member.api_url};
  const auto url = parse_url(member.conn_url);
  if (!url) return target;
  target.host = url->host;
  const long long port = url->port.value_or(facts::postgres_port);
  if (port > 0 && port <= 65535) target.port = static_cast<int>(port);
  return target;
}

MemberReplies ask_member(const ClusterSources& sources, const MemberTarget& member,
                         const Deadline& deadline) {
  // Copies: a lane that is left behind must not look at what is gone.
  Lane<PgReply> sql(
      [access = sources.sql, member, deadline] { return ask_sql(access, member, deadline); });
  Lane<SshReply> ssh(
      [access = sources.ssh, member, deadline] { return ask_host(access, member, deadline); });
  Lane<RestReplies> rest(
      [api = member.api, tls = sources.rest, deadline] { return ask_rest(api, tls, deadline); });
  MemberReplies replies;
  replies.sql.answers = late("sql");
  replies.ssh.output = late("ssh");
  replies.rest.status = late("rest");
  if (auto done = sql.take(deadline)) replies.sql = std::move(*done);
  if (auto done = ssh.take(deadline)) replies.ssh = std::move(*done);
  if (auto done = rest.take(deadline)) replies.rest = std::move(*done);
  return replies;
}

MemberObservation observe_member(const ClusterSources& sources, const MemberTarget& member,
                                 const MemberReplies& replies, SecretNumbers& numbers) {
  MemberObservation out;
  out.name = member.name;
  out.address = place(member.host, member.port);
  out.api = member.api;
  const SshTarget ssh = ssh_target(sources.ssh, member);
  if (is_ssh_wanted(sources.ssh)) out.ssh = place(ssh.host, ssh.port);
  decode_pg(replies.sql.answers, numbers, out);
  out.rest = decode_rest(replies.rest, numbers);
  decode_host(replies.ssh.output, numbers, out);
  return out;
}

}  // namespace patrol
