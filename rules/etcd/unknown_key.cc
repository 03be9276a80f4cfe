// etcd says nothing about keys it does not know.
#include <vector>

#include "linter/engine/rule.h"
#include "linter/facts/facts.h"
#include "rules/etcd/shared_etcd.h"
#include "rules/etcd/shared_yaml.h"

namespace patrol::rules {
namespace {

// ETCD_DATA_DIR, data_dir and DATA-DIR are other spellings of data-dir.
std::string as_flag(std::string_view key) {
  std::string flag = lower(key);
  if (flag.starts_with("etcd_")) flag.erase(0, 5);
  for (char& letter : flag)
    if (letter == '_') letter = '-';
  return flag;
}

std::vector<std::string_view> names_below(std::string_view section) {
  std::vector<std::string_view> names;
  for (const facts::EtcdSetting& setting : facts::etcd_settings()) {
    const std::string_view path = setting.yaml_path;
    if (section.empty() && !contains(path, ".") && !path.empty()) names.push_back(path);
    if (!section.empty() && path.starts_with(section) && path.size() > section.size() + 1)
      names.push_back(path.substr(section.size() + 1));
  }
  if (section.empty()) names.insert(names.end(), {client_section, peer_section});
  return names;
}

void report_key(const Value& value, std::string_view section, Report& report) {
  const std::string_view key = value.key().text();
  const auto names = names_below(section);
  const std::string flag = as_flag(key);
  std::optional<std::string_view> meant = nearest_name(flag, names);
  for (const std::string_view name : names)
    if (name == flag) meant = name;
  auto finding =
      report.add(at_key(value), cat("etcd knows no key `", shown(key), "`; it is ignored"));
  finding.note("etcd does not mention keys it does not know");
  if (meant)
    finding.fix(cat("write `", *meant, '`'), Safety::needs_review,
                {{value.key_span(), std::string(*meant)}});
  else
    finding.severity(Severity::warning);
}

void check_keys(const Value& mapping, std::string_view section, Report& report) {
  for (const auto& [key, value, merged, overridden] : mapping.members()) {
    const std::string path =
        section.empty() ? std::string(key.text()) : cat(section, '.', key.text());
    if (is_etcd_key(path) || !yaml_path_of(key.text()).empty()) continue;  // security-keys says it
    report_key(value, section, report);
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : cluster.etcd) {
    if (!member->is_yaml) continue;
    const Value root{member->tree, member->tree.root};
    check_keys(root, {}, report);
    check_keys(root[client_section], client_section, report);
    check_keys(root[peer_section], peer_section, report);
  }
}

}  // namespace

extern constinit const Rule unknown_key{
    .id = "ETC024",
    .name = "unknown-key",
    .severity = Severity::error,
    .summary = "etcd's YAML file has a key that etcd does not know",
    .why =
        "Keys are the flags' names with hyphens. Underscores, names of variables and misspelt "
        "words are ignored without a message, and the default applies.",
    .bad = R"(--- etcd.conf.yml
name: e1
data_dir: /var/lib/etcd  # finding: ETC024
listen-client-urls: http://10.0.0.11:2379
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
