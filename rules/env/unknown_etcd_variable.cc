// etcd only warns about a variable it does not know.
#include <algorithm>
#include <array>
#include <vector>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/env/shared_env.h"

namespace patrol::rules {
namespace {

// Read by etcd's start scripts, images and tools, but no flag.
constexpr auto companions = std::to_array<std::string_view>(
    {"ETCD_UNSUPPORTED_ARCH", "ETCD_VERSION", "ETCD_VER", "ETCD_IMAGE", "ETCD_OPTS", "ETCD_ARGS",
     "ETCD_EXTRA_ARGS", "ETCD_DAEMON_ARGS", "ETCD_ROOT_PASSWORD", "ETCD_USER", "ETCD_PORT"});

bool is_companion(std::string_view name) {
  return name.starts_with("ETCDCTL_") || name.starts_with("ETCDUTL_") ||
         std::find(companions.begin(), companions.end(), name) != companions.end();
}

void check_variable(const EnvVariable& variable, std::span<const std::string_view> known,
                    Report& report) {
  auto finding =
      report.add({variable.name_span, variable.name},
                 cat('`', shown(variable.name), "` is no variable of etcd; it is ignored"));
  finding.note("etcd says: unrecognized environment variable");
  const auto near = nearest_variable(variable.name, known);
  if (!near) finding.severity(Severity::warning);
  if (near)
    finding.fix(cat("write ", *near), Safety::needs_review,
                {{variable.name_span, std::string(*near)}});
}

void check(const Snapshot& cluster, Report& report) {
  std::vector<std::string_view> known;
  for (const facts::EtcdSetting& setting : facts::etcd_settings())
    known.push_back(setting.variable);
  for (const EtcdDocument* member : cluster.etcd)
    for (const EnvVariable& variable : member->env.variables) {
      if (!variable.name.starts_with("ETCD") || is_companion(variable.name)) continue;
      if (facts::find_etcd_variable(variable.name) == nullptr)
        check_variable(variable, known, report);
    }
}

}  // namespace

extern constinit const Rule unknown_etcd_variable{
    .id = "ENV015",
    .name = "unknown-etcd-variable",
    .severity = Severity::error,
    .summary = "no version of etcd knows this variable",
    .why =
        "A misspelt variable changes nothing: etcd warns once in its log and starts with the "
        "default.",
    .bad = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_HEARBEAT_INTERVAL=200  # finding: ENV015
)",
    .good = R"(--- etcd.env
ETCD_NAME=etcd1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_HEARTBEAT_INTERVAL=200
)",
    .sources = {"etcd 3.5.16 pkg/flags/flag.go", "etcd issue 3319"},
    .check = check,
};

}  // namespace patrol::rules
