// Patroni itself must be able to log in to the instance it manages.
#include <algorithm>

#include "linter/doc/hba_address.h"
#include "linter/engine/rule.h"
#include "linter/model/endpoints.h"
#include "linter/model/python.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

struct LocalWay {
  std::string shown_as;
  std::vector<IpBytes> from;  // any of these is enough; an empty address is the socket
};

bool means_localhost(std::string_view host) {
  return host == "*" || host == "localhost" || host == "0.0.0.0" || host == "127.0.0.1";
}

// Source: patroni 4.1.4 patroni/postgresql/config.py _get_tcp_local_address.
std::optional<LocalWay> tcp_way(const std::string& hosts) {
  const auto pieces = split(hosts, ',');
  const bool is_localhost = std::any_of(pieces.begin(), pieces.end(), [](std::string_view piece) {
    return means_localhost(lower(trim(piece)));
  });
  const std::string first(trim(pieces.front()));
  LocalWay way{.shown_as = is_localhost ? "localhost" : first, .from = {}};
  for (const std::string_view address : {"127.0.0.1", "::1"})
    if (const auto ip = read_ip(address); ip && is_localhost) way.from.push_back(*ip);
  if (is_localhost) return way;
  const auto ip = is_ip_address(first) && !is_wildcard(first) ? read_ip(first) : std::nullopt;
  if (!ip) return std::nullopt;
  way.from.push_back(*ip);
  return way;
}

std::optional<LocalWay> local_way(const PatroniDocument& member) {
  const Value postgresql = member.root()["postgresql"];
  const Value socket = postgresql["use_unix_socket"];
  const auto by_socket = socket ? python_truth(socket) : std::optional<bool>(false);
  if (!by_socket) return std::nullopt;
  if (*by_socket) return LocalWay{.shown_as = "the socket", .from = {IpBytes()}};
  const Value listen = postgresql["listen"];
  if (!listen.is_string()) return std::nullopt;
  return tcp_way(split_host_port(listen.text(), std::nullopt).host);
}

// How the superuser comes in, if none of the ways is open for sure or perhaps; else nothing.
std::vector<HbaLogin> closed_ways(const Snapshot& cluster, const ServedHba& served,
                                  const PatroniDocument& member, const LocalWay& way) {
  const HbaLoginUser user = login_user(member, "superuser");
  if (user.name.empty()) return {};
  auto logins =
      hba_logins(served.meaning(), std::span(&user, 1), way.from, has_tls(cluster, member));
  const bool is_closed = std::all_of(logins.begin(), logins.end(), [](const HbaLogin& login) {
    return login.state() == HbaLogin::State::refused;
  });
  return is_closed ? logins : std::vector<HbaLogin>();
}

void report_closed(const ServedHba& served, const PatroniDocument& member, const LocalWay& way,
                   const std::vector<HbaLogin>& closed, Report& report) {
  const std::string& user = closed.front().user.name;
  auto finding = report.add(end_of(served), cat("Patroni's superuser `", shown(user),
                                                "` is not admitted on ", way.shown_as));
  finding.label(at(member.root().at("postgresql.authentication.superuser.username")),
                "logs in to the local instance");
  const auto rejected = std::find_if(closed.begin(), closed.end(), [](const HbaLogin& login) {
    return login.rejecting() != nullptr;
  });
  if (rejected != closed.end()) finding.label(rejected->rejecting()->at, "rejected here");
  finding.note(
      "Patroni cannot manage the instance: `no pg_hba.conf entry for host`, and the member "
      "stays without leader lock");
  const IpBytes& from = closed.front().from;
  finding.fix(from.empty() ? cat("add `local all ", shown(user), " peer`")
                           : cat("add `host all ", shown(user), " ", show_ip(from), "/",
                                 8 * from.size(), " scram-sha-256`"));
}

void check(const Snapshot& cluster, Report& report) {
  for (const ServedHba& served : whole_policies(cluster)) {
    for (const PatroniDocument* member : served.members) {
      const auto way = local_way(*member);
      if (!way) continue;
      const auto closed = closed_ways(cluster, served, *member, *way);
      if (closed.empty()) continue;
      report_closed(served, *member, *way, closed, report);
      break;  // the other members say nothing new about the same list
    }
  }
}

}  // namespace

extern constinit const Rule hba_superuser{
    .id = "HBA013",
    .name = "hba-superuser",
    .severity = Severity::error,
    .summary = "pg_hba does not admit Patroni's superuser to its own instance",
    .why =
        "Patroni connects as superuser to the local instance in every loop, over the socket when "
        "`use_unix_socket` is set and over TCP otherwise. A list that leaves this out takes the "
        "cluster to no leader when it is rolled out.",
    .bad = R"(postgresql:
  listen: 0.0.0.0:5432
  authentication: {superuser: {username: postgres, password: eiX6phai}}
  pg_hba:  # finding: HBA013
    - host replication all 10.0.0.0/24 scram-sha-256
    - host all app 10.0.0.0/24 scram-sha-256
)",
    .good = R"(postgresql:
  data_dir: /var/lib/postgresql/16/main
  listen: 0.0.0.0:5432
  authentication: {superuser: {username: postgres, password: eiX6phai}}
  pg_hba:
    - host all postgres 127.0.0.1/32 scram-sha-256
    - host replication all 10.0.0.0/24 scram-sha-256
    - host all app 10.0.0.0/24 scram-sha-256
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py", "patroni 4.1.4 docs/faq.rst"},
    .check = check,
};

}  // namespace patrol::rules
