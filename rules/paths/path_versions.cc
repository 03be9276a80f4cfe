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

void tell(const VersionedPath& binaries, const std::vector<VersionedPath>& others, Report& report) {
  const VersionedPath& first = others.front();
  auto finding = report.add(at(binaries.path.value),
                            cat("bin_dir is of version ", binaries.major, ", ",
                                first.path.value.key().text(), " of version ", first.major));
  for (const VersionedPath& other : others)
    finding.label(at(other.path.value), cat("names version ", other.major));
  finding
      .note(
          "a server of another major version refuses the data: `database files are "
          "incompatible with server`")
      .fix("let all paths name the same version");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const auto binaries = versioned(*member, "postgresql.bin_dir");
    if (!binaries) continue;
    std::vector<VersionedPath> others;
    for (const std::string_view setting : {"postgresql.data_dir", "postgresql.config_dir"})
      if (auto other = versioned(*member, setting); other && other->major != binaries->major)
        others.push_back(std::move(*other));
    if (!others.empty()) tell(*binaries, others, report);
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
