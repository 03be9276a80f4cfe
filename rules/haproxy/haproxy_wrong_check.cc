// Checks go to the member's REST API and ask for a path that Patroni knows.
#include "linter/model/endpoints.h"
#include "rules/haproxy/shared_haproxy.h"

namespace patrol::rules {
namespace {

std::optional<long long> api_port(const MemberObservation& member) {
  const auto url = parse_url(member.api);
  return url ? url->port : std::nullopt;
}

void check_path(const MemberSection& section, const HttpCheck& http, Report& report) {
  if (is_health_path(http.path)) return;
  report
      .add({http.line->at, {}}, cat("Patroni has no health check `", shown(http.path, 30), "` (`",
                                    called(*section.section), "`)"))
      .note("it answers 503: no server of the section is ever up")
      .fix("ask for /primary, /replica or another path of Patroni's REST API");
}

void check_port(const MemberSection& section, const ServedMember& served, Report& report) {
  const auto api = api_port(*served.member);
  if (!api || !server_option(section, served.server, "check")) return;
  const auto option = server_option(section, served.server, "port");
  const bool has_value = option && option->index + 1 < option->line->words.size();
  const auto port =
      has_value ? to_integer(option->line->word(option->index + 1)) : served.server.port;
  if (!port || *port == *api) return;
  report
      .add({has_value ? option->line->words[option->index + 1].at : served.server.line->at, {}},
           cat("server ", shown(served.server.name, 20), " is checked on port ", *port,
               "; the REST API listens on ", *api))
      .note("the check never succeeds, and the server stays down")
      .fix(cat("write `check port ", *api, "`"))
      .member(served.member->name);
}

void check_tls(const MemberSection& section, const ServedMember& served, Report& report) {
  const bool has_tls = served.member->api.starts_with("https://");
  const bool asks_tls = server_option(section, served.server, "check-ssl").has_value();
  if (served.member->api.empty() || has_tls == asks_tls) return;
  if (!server_option(section, served.server, "check")) return;
  report
      .add({served.server.line->at, {}},
           has_tls ? cat("server ", shown(served.server.name, 20),
                         " is checked without TLS; the REST API speaks only TLS")
                   : cat("server ", shown(served.server.name, 20),
                         " is checked over TLS; the REST API speaks plain HTTP"))
      .note("the check never succeeds, and the server stays down")
      .fix(has_tls ? "add `check-ssl verify required ca-file …`" : "take `check-ssl` out")
      .member(served.member->name);
}

void check(const Snapshot& cluster, Report& report) {
  const MemberSections all = member_sections(cluster);
  for (const MemberSection& section : all.sections) {
    const auto http = http_check(section);
    if (!http) continue;
    check_path(section, *http, report);
    for (const ServedMember& served : section.servers) {
      if (served.member == nullptr) continue;
      check_port(section, served, report);
      check_tls(section, served, report);
    }
  }
}

}  // namespace

extern constinit const Rule haproxy_wrong_check{
    .id = "HAP004",
    .name = "haproxy-wrong-check",
    .severity = Severity::error,
    .summary = "HAProxy's check asks the wrong port, path or protocol",
    .why =
        "A check that cannot succeed takes the server away for good. It shows when the last one "
        "that was right fails.",
    .bad = R"(--- snapshot.json
{"scope": "shop", "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "address": "10.0.0.1:5432", "api": "http://10.0.0.1:8008/patroni"},
             {"name": "n2", "address": "10.0.0.2:5432", "api": "http://10.0.0.2:8008/patroni"}]}
--- haproxy.cfg
listen primary
    bind *:5000
    option httpchk OPTIONS /primary
    http-check expect status 200
    default-server inter 3s fall 3 rise 2 on-marked-down shutdown-sessions
    server n1 10.0.0.1:5432 check port 8008
    server n2 10.0.0.2:5432 check port 8080  # finding: HAP004
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "dcs": {"leader": "n1", "members": [{"name": "n1"}, {"name": "n2"}]},
 "members": [{"name": "n1", "address": "10.0.0.1:5432", "api": "http://10.0.0.1:8008/patroni"},
             {"name": "n2", "address": "10.0.0.2:5432", "api": "http://10.0.0.2:8008/patroni"}]}
--- haproxy.cfg
listen primary
    bind *:5000
    option httpchk OPTIONS /primary
    http-check expect status 200
    default-server inter 3s fall 3 rise 2 on-marked-down shutdown-sessions
    server n1 10.0.0.1:5432 check port 8008
    server n2 10.0.0.2:5432 check port 8008
)",
    .sources = {"haproxy 2.6 docs configuration.txt 5.2", "patroni 4.1.4 docs/rest_api.rst"},
    .needs = {Surface::dcs},
    .check = check,
};

}  // namespace patrol::rules
