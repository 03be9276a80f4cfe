// Asks one server or host as an audit does, and prints what came: a line about the cost, then the
// observation as a snapshot. For tests/live/sql_ssh.py.
//
//   live_ask pg HOST PORT USER MILLISECONDS SSLMODE          (password: PGPASSWORD or PGPASSFILE)
//   live_ask ssh HOST PORT USER KEY KNOWN_HOSTS MILLISECONDS [sudo]
//   live_ask statements | script | grants ROLE
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "auditor/collect/grants_sql.h"
#include "auditor/collect/probes_host.h"
#include "auditor/collect/probes_sql.h"
#include "auditor/decode/host_files.h"
#include "auditor/decode/pg_rows.h"
#include "linter/base/text.h"
#include "linter/model/snapshot_json.h"

namespace {

using Words = std::vector<std::string>;

int number(const std::string& word) {
  return static_cast<int>(patrol::to_integer(word).value_or(0));
}

patrol::Deadline deadline_of(const std::string& milliseconds) {
  return patrol::Deadline::in(std::chrono::milliseconds(number(milliseconds)));
}

void print(const patrol::Traffic& traffic, patrol::MemberObservation member) {
  std::printf("{\"round_trips\": %d, \"milliseconds\": %.1f}\n", traffic.round_trips,
              traffic.milliseconds);
  patrol::ClusterObservation cluster;
  cluster.members.push_back(std::move(member));
  const std::vector<patrol::ClusterObservation> clusters{std::move(cluster)};
  std::fputs(patrol::write_snapshot(clusters).c_str(), stdout);
}

int ask_sql(const Words& words) {
  patrol::PgTarget target{.host = words[1], .port = number(words[2]), .user = words[3]};
  target.options = {{"sslmode", words[5]}};
  const auto reply = patrol::ask_pg(target, patrol::sql_queries(), deadline_of(words[4]));
  patrol::SecretNumbers numbers;
  patrol::MemberObservation member{.name = "m"};
  patrol::decode_pg(reply.answers, numbers, member);
  print(reply.traffic, std::move(member));
  return 0;
}

int ask_host(const Words& words) {
  patrol::SshTarget target{.host = words[1], .port = number(words[2]), .user = words[3]};
  target.key_file = words[4];
  target.known_hosts = words[5];
  target.is_sudo = words.size() > 7;
  const auto reply = patrol::ask_ssh(target, patrol::host_script(), deadline_of(words[6]));
  patrol::SecretNumbers numbers;
  patrol::MemberObservation member{.name = "m"};
  patrol::decode_host(reply.output, numbers, member);
  print(reply.traffic, std::move(member));
  return 0;
}

int list_statements() {
  for (const std::string_view statement : patrol::pg_framing())
    std::printf("%s\n", std::string(statement).c_str());
  for (const patrol::PgQuery& query : patrol::sql_queries())
    std::printf("%s\n", std::string(query.sql()).c_str());
  return 0;
}

int run(const Words& words) {
  if (words.size() == 6 && words[0] == "pg") return ask_sql(words);
  if (words.size() >= 7 && words[0] == "ssh") return ask_host(words);
  if (words.size() == 2 && words[0] == "grants")
    return std::fputs(patrol::grants_sql(words[1], "postgres").c_str(), stdout) < 0 ? 1 : 0;
  if (words.size() == 1 && words[0] == "statements") return list_statements();
  if (words.size() == 1 && words[0] == "script")
    return std::fputs(std::string(patrol::host_script().text()).c_str(), stdout) < 0 ? 1 : 0;
  std::fputs("live_ask pg|ssh|grants|statements|script …\n", stderr);
  return 2;
}

}  // namespace

int main(int count, char** words) {
  const std::span all(words, static_cast<std::size_t>(count));
  return run(Words(all.begin() + 1, all.end()));
}
