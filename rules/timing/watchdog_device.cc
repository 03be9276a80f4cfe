// The watchdog device is a character device below /dev.
#include "linter/engine/rule.h"
#include "rules/timing/shared_timing.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const auto watchdog = active_watchdog(*member);
    const Value device = member->root().at("watchdog.device");
    if (!watchdog || !device.is_string()) continue;
    const std::string_view path = device.text();
    if (path.starts_with("/dev/") && path != "/dev/null") continue;
    auto finding =
        report.add(at(device), cat("watchdog device `", shown(path), "` is no device below /dev"));
    finding.note(watchdog->is_required
                     ? "with mode required this member can never be leader, and a "
                       "new cluster cannot be bootstrapped on it"
                     : "the member runs without a watchdog");
    if (watchdog->is_required) finding.severity(Severity::error);
    finding.fix("name the device, for example /dev/watchdog");
  }
}

}  // namespace

extern constinit const Rule watchdog_device{
    .id = "TIM009",
    .name = "watchdog-device",
    .severity = Severity::warning,
    .summary = "`watchdog.device` is not a device",
    .why =
        "Patroni opens the path and speaks the kernel's watchdog protocol to it. Anything that is "
        "not such a device leaves the member without protection, and in mode required it cannot "
        "become leader.",
    .bad = R"(watchdog:
  mode: required
  device: watchdog  # finding: TIM009
)",
    .good = R"(watchdog:
  mode: required
  device: /dev/watchdog
)",
    .sources = {"patroni 4.1.4 patroni/watchdog/linux.py", "patroni 4.1.4 docs/watchdog.rst"},
    .check = check,
};

}  // namespace patrol::rules
