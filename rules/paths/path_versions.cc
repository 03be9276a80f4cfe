// bin_dir, data_dir and config_dir should name one major version.
#include <array>
#include <optional>

#include "linter/engine/rule.h"
#include "linter/model/read_document.h"
#include "rules/paths/shared_path.h"

namespace patrol::rules {
namespace {

struct VersionedPath {
  WrittenPath path;
  int major = 0;
};

std::optional<VersionedPath> versioned(const PatroniDocument& member, std::string_view setting) {
  auto path = path_at(member.root(), setting);
  if (!path) return std::nullopt;
  const auto major = postgres_in_path(path->normal);
  if (!major) return std::nullopt;
  return VersionedPath{std::move(*path), *major};
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const auto binaries = versioned(*member, "postgresql.bin_dir");
    if (!binaries) continue;
    for (const std::string_view setting : {"postgresql.data_dir", "postgresql.config_dir"}) {
      const auto other = versioned(*member, setting);
      if (!other || other->major == binaries->major) continue;
      const bool is_data = setting == "postgresql.data_dir";
      auto finding =
          report.add(at(binaries->path.value),
                     cat("bin_dir is of version ", binaries->major, ", ",
                         is_data ? "data_dir" : "config_dir", " of version ", other->major));
      finding.label(at(other->path.value), cat("names version ", other->major));
      finding.note(
          "a server of another major version refuses the data: `database files are "
          "incompatible with server`");
      finding.fix("let all paths name the same version");
    }
  }
}

}  // namespace

extern constinit const Rule path_versions{
    .id = "PTH005",
    .name = "path-versions",
    .severity = Severity::warning,
    .summary = "`bin_dir` and `data_dir` name different major versions",
    .why =
        "After an upgrade one of the paths is easily forgotten. PostgreSQL does not start on data "
        "of "
        "another major version; on a new member the directory name lies.",
    .bad = R"(postgresql:
  data_dir: /var/lib/postgresql/15/main
  bin_dir: /usr/lib/postgresql/16/bin  # finding: PTH005
)",
    .good = R"(postgresql:
  data_dir: /var/lib/postgresql/16/main
  bin_dir: /usr/lib/postgresql/16/bin
)",
    .sources = {"postgresql 18 upgrading.html", "patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
