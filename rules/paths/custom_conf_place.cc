// custom_conf replaces postgresql.base.conf; it must be neither a file that Patroni writes nor one
// that goes away.
#include "linter/engine/rule.h"
#include "rules/paths/shared_path.h"

namespace patrol::rules {
namespace {

std::string_view base_name(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);
}

// postgresql.conf in the directory where Patroni writes it; a relative path counts from there.
bool is_patronis_own(const WrittenPath& path, const Value& root) {
  if (base_name(path.normal) != "postgresql.conf") return false;
  if (!is_absolute_path(path.normal)) return path.normal == base_name(path.normal);
  const auto config = path_at(root, "postgresql.config_dir");
  const auto folder = config ? config : path_at(root, "postgresql.data_dir");
  return folder && path.normal == cat(folder->normal, "/postgresql.conf");
}

void check_member(const Value& root, const WrittenPath& path, Report& report) {
  const std::string text = shown(path.value.text());
  if (is_patronis_own(path, root)) {
    report.add(at(path.value), cat("custom_conf is `", text, "`, the file that Patroni writes"))
        .note(
            "Patroni puts an include of custom_conf into postgresql.conf, which would include "
            "itself: `nesting depth exceeded`")
        .fix("keep your settings in another file");
    return;
  }
  const auto data = path_at(root, "postgresql.data_dir");
  if (!data || !is_inside(path.normal, data->normal)) return;
  report.add(at(path.value), cat("custom_conf `", text, "` lies inside data_dir"))
      .label(at(data->value), "is removed before the member is copied anew")
      .note(
          "a copied member gets the file of the leader, or none; PostgreSQL does not start when it "
          "is missing")
      .fix("put it outside, for example below /etc/patroni")
      .severity(Severity::warning);
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    if (const auto path = path_at(member->root(), "postgresql.custom_conf"))
      check_member(member->root(), *path, report);
}

}  // namespace

extern constinit const Rule custom_conf_place{
    .id = "PTH008",
    .name = "custom-conf-place",
    .severity = Severity::error,
    .summary = "`custom_conf` is Patroni's own file or lies inside the data directory",
    .why =
        "Patroni writes postgresql.conf anew at every start and only includes `custom_conf`. If "
        "both "
        "are one file, the settings are overwritten; a file in the data directory is replaced by "
        "the copy of another member.",
    .bad = R"(postgresql:
  data_dir: /var/lib/postgresql/16/main
  custom_conf: /var/lib/postgresql/16/main/postgresql.conf  # finding: PTH008
)",
    .good = R"(postgresql:
  data_dir: /var/lib/postgresql/16/main
  custom_conf: /etc/patroni/custom.conf
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/config.py write_postgresql_conf",
                "patroni 4.1.4 docs/yaml_configuration.rst postgresql"},
    .check = check,
};

}  // namespace patrol::rules
