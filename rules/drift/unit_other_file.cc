// The file that Patroni runs with is the one that its unit starts it with.
#include "linter/model/live_documents.h"
#include "rules/drift/shared_host.h"

namespace patrol::rules {
namespace {

// The word of a command line that names a settings file; empty for a command that is not Patroni.
std::string settings_path(std::string_view command) {
  bool is_patroni = false;
  for (const std::string_view word : split(command, ' ')) {
    const std::string_view base = word.substr(word.rfind('/') + 1);
    if (base == "patroni" || base == "patroni.py") is_patroni = true;
    const bool is_yaml = base.ends_with(".yml") || base.ends_with(".yaml");
    if (is_patroni && is_yaml && word.starts_with('/')) return std::string(word);
  }
  return {};
}

std::string running_path(const MemberObservation& member) {
  if (!member.host) return {};
  for (const std::string& command : member.host->commands)
    if (std::string path = settings_path(command); !path.empty()) return path;
  return {};
}

struct UnitLine {
  std::string path;
  Span at;
};

std::optional<UnitLine> unit_path(const Snapshot& cluster, const LiveFile& unit) {
  const std::uint32_t count = cluster.sources->line_count(unit.file);
  for (std::uint32_t number = 1; number <= count; ++number) {
    const std::string_view line = cluster.sources->line(unit.file, number);
    if (!trim(line).starts_with("ExecStart=")) continue;
    std::string path = settings_path(line.substr(line.find('=') + 1));
    if (path.empty()) continue;
    const std::uint32_t begin = cluster.sources->line_start(unit.file, number);
    return UnitLine{std::move(path),
                    {unit.file, begin, begin + static_cast<std::uint32_t>(line.size())}};
  }
  return std::nullopt;
}

std::string_view folder_and_name(const LiveFile& unit, const Snapshot& cluster, bool is_name) {
  const std::string_view path = path_on_machine(cluster.sources->name(unit.file));
  const auto slash = path.rfind('/') + 1;
  return is_name ? path.substr(slash) : path.substr(0, slash);
}

// systemd takes a unit in /etc over one of the same name in /lib; templates run under other names.
bool is_in_use(const LiveFile& unit, const Snapshot& cluster) {
  const std::string_view name = folder_and_name(unit, cluster, true);
  if (contains(name, "@.")) return false;
  if (folder_and_name(unit, cluster, false).starts_with("/etc/")) return true;
  return std::none_of(cluster.live_files.begin(), cluster.live_files.end(),
                      [&](const LiveFile& other) {
                        return other.kind == FileKind::unit && other.member == unit.member &&
                               folder_and_name(other, cluster, true) == name &&
                               folder_and_name(other, cluster, false).starts_with("/etc/");
                      });
}

void check(const Snapshot& cluster, Report& report) {
  for (const LiveFile& unit : cluster.live_files) {
    if (unit.kind != FileKind::unit || unit.member == nullptr || !is_in_use(unit, cluster))
      continue;
    const std::string running = running_path(*unit.member);
    const auto started = unit_path(cluster, unit);
    if (running.empty() || !started || started->path == running) continue;
    report
        .add({started->at, {}}, cat("the unit starts Patroni with ", shown(started->path, 40),
                                    ", it runs with ", shown(running, 40)))
        .label(said_by(*unit.member, Surface::host, "commands"), shown(running, 80))
        .note("the next start of the unit takes the other file, or fails because it is not there")
        .fix("let the unit name the file that is meant, then systemctl daemon-reload")
        .member(unit.member->name);
  }
}

}  // namespace

extern constinit const Rule unit_other_file{
    .id = "DRF086",
    .name = "unit-other-file",
    .severity = Severity::info,
    .summary = "Patroni runs with another file than its unit names",
    .why =
        "Somebody started it by hand, or the unit was changed since. The audit reads the file that "
        "is in use; the next boot will not.",
    .bad = R"(# finding: DRF086 n1
--- snapshot.json
{"scope": "shop", "members": [{"name": "n1", "files": [],
  "host": {"commands": ["/usr/bin/python3 /usr/bin/patroni /etc/patroni/patroni.yml"]}}]}
--- n1:/etc/systemd/system/patroni.service
[Service]
User=postgres
ExecStart=/usr/bin/patroni /etc/patroni/config.yml
)",
    .good = R"(--- snapshot.json
{"scope": "shop", "members": [{"name": "n1", "files": [],
  "host": {"commands": ["/usr/bin/python3 /usr/bin/patroni /etc/patroni/config.yml"]}}]}
--- n1:/etc/systemd/system/patroni.service
[Service]
User=postgres
ExecStart=/usr/bin/patroni /etc/patroni/config.yml
)",
    .sources = {"patroni 4.1.4 extras/startup-scripts/patroni.service"},
    .needs = {Surface::host, Surface::files},
    .check = check,
};

}  // namespace patrol::rules
