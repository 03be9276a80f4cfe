// The data directory must be a place that survives.
#include <algorithm>
#include <array>

#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

// Cleared at boot, or a memory file system.
constexpr auto volatile_places =
    std::to_array<std::string_view>({"/tmp", "/var/tmp", "/run", "/var/run", "/dev/shm"});

bool is_volatile(std::string_view path) {
  return std::any_of(volatile_places.begin(), volatile_places.end(), [&](std::string_view place) {
    return path.starts_with(place) && (path.size() == place.size() || path[place.size()] == '/');
  });
}

// unknown-key says it.
bool is_misspelt(const EtcdDocument& member) {
  return std::any_of(member.values.begin(), member.values.end(), [](const EtcdValue& value) {
    return value.flag == "data_dir" || value.flag == "ETCD_DATA_DIR";
  });
}

void check_member(const EtcdDocument& member, Report& report) {
  const EtcdValue* value = member.find("data-dir");
  if (value != nullptr && value->is_opaque) return;
  if (value == nullptr || trim(value->value).empty()) {
    if (is_argument(member, "data-dir") || setting(member, "name") == nullptr ||
        is_misspelt(member))
      return;
    auto finding = report.add(missing_flag(member, "data-dir"),
                              cat('`', spelled(member, "data-dir"), "` is not set"));
    if (!member.is_yaml) finding.severity(Severity::info).note("Debian's unit sets it");
    finding.note("etcd writes to NAME.etcd in whatever directory it is started in")
        .fix("set a directory of its own, for example below /var/lib/etcd");
    return;
  }
  if (is_volatile(value->value)) {
    report.add(at(*value), cat("etcd's data is in ", shown(value->value), ", which is cleared"))
        .note(
            "after a reboot the member is empty and cannot rejoin; the cluster's state may be lost")
        .fix("use a directory below /var/lib/etcd");
    return;
  }
  if (value->value.starts_with('/')) return;
  report.add(at(*value), cat("etcd's data directory ", shown(value->value), " is relative"))
      .note("it depends on the directory in which etcd is started")
      .fix("write an absolute path");
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) check_member(*member, report);
}

}  // namespace

extern constinit const Rule data_dir{
    .id = "ETC021",
    .name = "data-dir",
    .severity = Severity::warning,
    .summary = "etcd's data directory is not set or does not last",
    .why =
        "A member that loses its directory cannot come back under its name; when the majority "
        "does, the state of all clusters in it is gone.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/tmp/etcd  # finding: ETC021
ETCD_HEARTBEAT_INTERVAL=100
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_HEARTBEAT_INTERVAL=100
)",
    .sources = {"etcd 3.5 docs op-guide/configuration", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
