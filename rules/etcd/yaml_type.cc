// The YAML file is read into typed fields; a value of another type stops etcd.
#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/etcd/shared_etcd.h"
#include "rules/etcd/shared_yaml.h"

namespace patrol::rules {
namespace {

using facts::EtcdType;

std::string fault(const facts::EtcdSetting& fact, const Value& value) {
  if (fact.type == EtcdType::list) return {};
  if (!value.is_scalar())
    return value.is_sequence() ? "a list; one text with commas is read here"
                               : "a map; one value is read here";
  if (fact.type == EtcdType::boolean && !value.is_boolean()) return "not true or false";
  const bool is_number = fact.type == EtcdType::integer || fact.type == EtcdType::unsigned_integer;
  if (is_number && !value.is_integer()) return "not a plain number";
  if (fact.type == EtcdType::unsigned_integer && value.integer().value_or(0) < 0) return "below 0";
  return {};
}

void check_value(const Value& value, Report& report) {
  const facts::EtcdSetting* fact = facts::find_etcd_yaml(value.path());
  if (fact == nullptr || value.is_null() || value.is_opaque()) return;
  const std::string what = fault(*fact, value);
  if (what.empty()) return;
  auto finding = report.add(at(value), cat('`', value.path(), "` is ", what));
  finding.note("etcd ends at start: error unmarshaling JSON");
  if (value.is_string() && !value.is_plain())
    finding.fix("write it without quotes");
  else
    finding.fix(value.is_sequence() ? "join the items with commas"
                                    : "write a value of the right type");
}

void check_section(const Value& section, Report& report) {
  if (!section || section.is_null() || section.is_opaque()) return;
  if (!section.is_mapping()) {
    report.add(at(section), cat('`', section.path(), "` is no map"))
        .note("etcd ends at start: error unmarshaling JSON")
        .fix("put cert-file, key-file and trusted-ca-file below it");
    return;
  }
  for (const auto& [key, value, merged, overridden] : section.members()) check_value(value, report);
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : cluster.etcd) {
    if (!member->is_yaml) continue;
    const Value root{member->tree, member->tree.root};
    for (const auto& [key, value, merged, overridden] : root.members())
      if (!value.is_mapping() || facts::find_etcd_yaml(key.text()) != nullptr)
        check_value(value, report);
    check_section(root[client_section], report);
    check_section(root[peer_section], report);
  }
}

}  // namespace

extern constinit const Rule yaml_type{
    .id = "ETC029",
    .name = "yaml-type",
    .severity = Severity::error,
    .summary = "a value in etcd's YAML file has the wrong type",
    .why =
        "etcd reads the file into typed fields and ends at the first value that does not fit: a "
        "list of URLs where a text with commas belongs, a quoted number, yes and no as text.",
    .bad = R"(--- etcd.conf.yml
name: e1
data-dir: /var/lib/etcd
listen-client-urls:
  - http://10.0.0.11:2379  # finding: ETC029
advertise-client-urls: http://10.0.0.11:2379
)",
    .good = R"(--- etcd.conf.yml
name: e1
data-dir: /var/lib/etcd
listen-client-urls: http://10.0.0.11:2379
advertise-client-urls: http://10.0.0.11:2379
)",
    .sources = {"etcd 3.5.16 server/embed/config.go configYAML", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
