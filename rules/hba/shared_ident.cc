// Reads pg_ident lists.
#include "rules/hba/shared_ident.h"

#include <algorithm>

#include "linter/model/layers.h"
#include "linter/model/read_document.h"

namespace patrol::rules {
namespace {

IdentList read_list(const Value& list, int major) {
  return {.list = list, .ident = read_ident_items(list.span().file, hba_lines(list), major)};
}

bool has_placeholder(const Value& list) {
  const auto items = list.items();
  return std::any_of(items.begin(), items.end(),
                     [](const Value& item) { return item.is_opaque(); });
}

}  // namespace

std::vector<IdentList> ident_lists(const Snapshot& cluster) {
  std::vector<IdentList> out;
  const auto add = [&](const Value& list, int major) {
    if (list.is_sequence()) out.push_back(read_list(list, major));
  };
  for (const PatroniDocument* member : cluster.patroni)
    add(member->root().at("postgresql.pg_ident"), member->postgres.version.major);
  for (const DynamicSection& dynamic : cluster.dynamic_sections())
    add(dynamic.root.at("postgresql.pg_ident"), cluster.postgres_version.version.major);
  return out;
}

std::optional<IdentList> effective_ident(const Snapshot& cluster, const PatroniDocument& member) {
  const Value local = member.root().at("postgresql.pg_ident");
  const Value dynamic = dynamic_root(cluster, member).at("postgresql.pg_ident");
  const Value list = local ? local : dynamic;
  if (!list.is_sequence() || has_placeholder(list)) return std::nullopt;
  return read_list(list, member.postgres.version.major);
}

}  // namespace patrol::rules
