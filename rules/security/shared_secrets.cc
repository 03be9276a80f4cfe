// Collects credentials.
#include "rules/security/shared_secrets.h"

#include "linter/base/text.h"
#include "linter/model/endpoints.h"

namespace patrol::rules {

std::vector<Credentials> credentials_of(const PatroniDocument& member) {
  const Value root = member.root();
  std::vector<Credentials> out;
  const auto add = [&](std::string role, const Value& section) {
    if (section.is_mapping())
      out.push_back({.role = std::move(role),
                     .section = section,
                     .username = section["username"],
                     .password = section["password"]});
  };
  for (const std::string_view role : {"superuser", "replication", "rewind"})
    add(std::string(role), root.at("postgresql.authentication")[role]);
  add("REST API", root.at("restapi.authentication"));
  add("patronictl", root.at("ctl.authentication"));
  for (const std::string_view dcs : {"etcd", "etcd3"}) add(std::string(dcs), root[dcs]);
  for (const auto& user : root.at("bootstrap.users").members())
    if (user.value.is_mapping())
      out.push_back({.role = "new user",
                     .section = user.value,
                     .username = user.key,
                     .password = user.value["password"]});
  return out;
}

Value etcd_section(const PatroniDocument& member) {
  const auto sections = dcs_sections(member.root());
  if (sections.empty()) return {};
  if (sections.front() != DcsKind::etcd && sections.front() != DcsKind::etcd3) return {};
  return member.root()[to_string(sections.front())];
}

bool is_set(const Value& value) {
  return value && !value.is_null();
}

}  // namespace patrol::rules
