// What --show-probes prints: the whole list of what an audit may ask, from the constants that it
// asks with.
#include <string>

#include "auditor/collect/probes_host.h"
#include "auditor/collect/probes_http.h"
#include "auditor/collect/probes_sql.h"
#include "auditor/transport/pg.h"
#include "auditor/transport/ssh.h"
#include "cli/live/live.h"
#include "linter/base/text.h"

namespace patrol::cli {
namespace {

// A head in brackets with a word about it, the text itself, an empty line.
void add(std::string& out, std::string_view head, std::string_view doc, std::string_view text) {
  out += cat('[', head, ']', doc.empty() ? "" : " ", doc, '\n', text,
             text.ends_with('\n') ? "\n" : "\n\n");
}

std::string versions_of(const PgQuery& query) {
  if (query.since() == 0 && query.until() == 0) return "all versions";
  if (query.until() == 0) return cat(query.since(), " and later");
  if (query.since() == 0) return cat("up to ", query.until());
  return cat(query.since(), " to ", query.until());
}

std::string rights_of(const SqlRights& rights) {
  std::vector<std::string> needed;
  if (!rights.role.empty()) needed.emplace_back(rights.role);
  if (!rights.view.empty()) needed.push_back(cat("SELECT on ", rights.view));
  if (!rights.function.empty()) needed.push_back(cat("EXECUTE on ", rights.function));
  return needed.empty() ? "any login" : join(needed, ", ");
}

void add_sql(std::string& out) {
  for (const std::string_view statement : pg_framing()) add(out, "sql framing", "", statement);
  for (const SqlProbe& probe : sql_probes())
    add(out, cat("sql ", probe.query.name()),
        cat(versions_of(probe.query), "; needs ", rights_of(probe.rights), "; ", probe.doc),
        probe.query.sql());
}

void add_pages(std::string& out, std::string_view server, std::span<const HttpProbe> probes) {
  for (const HttpProbe& probe : probes)
    add(out, cat(server, ' ', probe.method), probe.doc, probe.path);
}

}  // namespace

std::string list_probes() {
  std::string out;
  add_sql(out);
  add_pages(out, "patroni", patroni_probes());
  add_pages(out, "etcd", etcd_probes());
  add_pages(out, "etcd v2", etcd_v2_probes());
  add_pages(out, "consul", consul_probes());
  add_pages(out, "zookeeper", zookeeper_probes());
  add(out, "ssh command", "", ssh_command(false));
  add(out, "ssh command", "with --sudo", ssh_command(true));
  add(out, "ssh script", "the shell's standard input", host_script().text());
  return out;
}

}  // namespace patrol::cli
