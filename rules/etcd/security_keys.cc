// TLS settings live in two sections, under short names.
#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"
#include "rules/etcd/shared_yaml.h"

namespace patrol::rules {
namespace {

// "peer-cert-file" inside a section stands for the section's "cert-file".
std::string short_name(std::string_view section, std::string_view key) {
  for (const std::string_view prefix : {"peer-", "client-"}) {
    if (!key.starts_with(prefix)) continue;
    const std::string_view rest = key.substr(prefix.size());
    if (is_etcd_key(cat(section, '.', rest))) return std::string(rest);
  }
  return {};
}

void check_section(const Value& root, std::string_view section, Report& report) {
  for (const auto& [key, value, merged, overridden] : root[section].members()) {
    if (is_etcd_key(cat(section, '.', key.text()))) continue;
    const std::string right = short_name(section, key.text());
    if (right.empty()) continue;
    report
        .add(at_key(value), cat('`', shown(key.text()), "` is ignored inside `", section,
                                "`; the key is `", right, '`'))
        .note("etcd does not mention keys it does not know, and starts without this setting")
        .fix(cat("write `", right, '`'), Safety::needs_review, {{value.key_span(), right}});
  }
}

void check_root(const Value& root, Report& report) {
  for (const auto& [key, value, merged, overridden] : root.members()) {
    const std::string_view path = yaml_path_of(key.text());
    if (!is_section_key(path)) continue;
    report
        .add(at_key(value), cat('`', shown(key.text()), "` is ignored here; it belongs to `",
                                path.substr(0, path.find('.')), '`'))
        .note(
            "etcd reads TLS settings only inside its two security sections, and does not mention "
            "this key")
        .fix(cat("move it to `", path, '`'));
  }
}

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : cluster.etcd) {
    if (!member->is_yaml) continue;
    const Value root{member->tree, member->tree.root};
    check_section(root, client_section, report);
    check_section(root, peer_section, report);
    check_root(root, report);
  }
}

}  // namespace

extern constinit const Rule security_keys{
    .id = "ETC023",
    .name = "security-keys",
    .severity = Severity::error,
    .summary = "a TLS setting of etcd stands under a name or in a place that is not read",
    .why =
        "In YAML the TLS settings stand in client-transport-security and peer-transport-security "
        "under the same short names. Names of flags are silently ignored there.",
    .bad = R"(--- etcd.conf.yml
name: e1
data-dir: /var/lib/etcd
peer-transport-security:
  cert-file: /etc/etcd/peer.crt
  peer-key-file: /etc/etcd/peer.key  # finding: ETC023
)",
    .good = R"(--- etcd.conf.yml
name: e1
data-dir: /var/lib/etcd
peer-transport-security:
  cert-file: /etc/etcd/peer.crt
  key-file: /etc/etcd/peer.key
)",
    .sources = {"etcd 3.5.16 server/embed/config.go securityConfig", "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
