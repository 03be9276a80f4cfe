// bootstrap.dcs is applied once; when the DCS says something else, the DCS counts.
#include "linter/engine/rule.h"
#include "linter/model/same_value.h"

namespace patrol::rules {
namespace {

constexpr std::size_t most_labels = 20;

struct Difference {
  Value planned;  // in bootstrap.dcs
  Value counts;   // in the DCS; missing when the setting is not there
};

bool has_default_anyway(const Value& planned) {
  const Value key = planned.key();
  const auto* row = facts::find_patroni_setting(key.text());
  return planned.is_scalar() && row != nullptr &&
         lower(planned.python_str()) == lower(row->default_value);
}

void compare(const Value& planned, const Value& counts, std::vector<Difference>& out, int depth) {
  if (is_too_long(planned) || is_too_long(counts)) return;
  for (const auto& member : planned.members()) {
    const Value twin = counts[member.key.text()];
    if (twin && is_same_value(member.value, twin)) continue;
    if (!twin && (member.value.is_null() || has_default_anyway(member.value))) continue;
    const bool is_section = depth < 3 && member.value.is_mapping() && twin.is_mapping();
    if (is_section) {
      compare(member.value, twin, out, depth + 1);
    } else {
      out.push_back({member.value, twin});
    }
  }
}

std::string described(const Difference& difference) {
  const std::string name = cat('`', shown(difference.planned.key().text()), '`');
  if (!difference.counts) return cat(name, " is not in the dynamic configuration, which counts");
  if (!difference.planned.is_scalar() || !difference.counts.is_scalar())
    return cat(name, " differs from the dynamic configuration, which counts");
  return cat(name, " is ", shown(difference.planned.text()), " here and ",
             shown(difference.counts.text()), " in the DCS, which counts");
}

void tell(const std::vector<Difference>& section, bool is_running, Report& report) {
  auto finding = report.add(at(section.front().planned), described(section.front()));
  for (std::size_t i = 0; i < std::min(section.size(), most_labels); ++i) {
    if (i > 0) finding.label(at(section[i].planned), "no effect any more");
    if (section[i].counts) finding.label(at(section[i].counts), "counts");
  }
  // Whoever runs a cluster changes the DCS; the file is its history then.
  if (is_running) finding.severity(Severity::info);
  finding
      .note(
          "bootstrap.dcs is written to the DCS once, when the cluster is created; later changes "
          "to it do nothing")
      .fix("change the running cluster with patronictl edit-config, and the file after it");
}

// One finding for each section that differs.
void check_member(const Value& planned, const Value& counts, bool is_running, Report& report) {
  std::vector<Difference> all;
  compare(planned, counts, all, 0);
  std::vector<Difference> section;
  for (const Difference& difference : all) {
    if (!section.empty() && !(section.front().planned.parent() == difference.planned.parent())) {
      tell(section, is_running, report);
      section.clear();
    }
    section.push_back(difference);
  }
  if (!section.empty()) tell(section, is_running, report);
}

void check(const Snapshot& cluster, Report& report) {
  if (cluster.dynamic.size() != 1) return;  // which of them is this cluster's cannot be told
  const Value counts = cluster.dynamic.front()->root();
  if (!counts.is_mapping()) return;
  for (const PatroniDocument* member : cluster.patroni)
    check_member(member->root().at("bootstrap.dcs"), counts, cluster.live != nullptr, report);
}

}  // namespace

extern constinit const Rule stale_bootstrap{
    .id = "LAY008",
    .name = "stale-bootstrap",
    .severity = Severity::warning,
    .summary = "`bootstrap.dcs` says something else than the dynamic configuration",
    .why =
        "Patroni applies `bootstrap.dcs` once, when it creates the cluster. Edits made later "
        "look right in the file and change nothing; and a cluster rebuilt from the file would "
        "start with other settings than the running one has.",
    .bad = R"(--- patroni.yml
scope: main
bootstrap:
  dcs:
    ttl: 60  # finding: LAY008
--- dynamic.yml
ttl: 30
loop_wait: 10
retry_timeout: 10
)",
    .good = R"(--- patroni.yml
scope: main
bootstrap:
  dcs:
    ttl: 30
--- dynamic.yml
ttl: 30
loop_wait: 10
retry_timeout: 10
)",
    .sources = {"patroni 4.1.4 patroni/ha.py bootstrap",
                "patroni 4.1.4 docs/yaml_configuration.rst"},
    .check = check,
};

}  // namespace patrol::rules
