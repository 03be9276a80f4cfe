// The order of the layers, for single settings and for pg_hba lists.
#include "linter/model/layers.h"

#include <algorithm>

#include "linter/base/text.h"
#include "linter/facts/facts.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

const HbaList* list_at(const Snapshot& cluster, const Value& value) {
  const auto found = std::find_if(cluster.hba_lists.begin(), cluster.hba_lists.end(),
                                  [&](const HbaList* list) { return list->list == value; });
  return found == cluster.hba_lists.end() ? nullptr : *found;
}

bool has_template_lines(const YamlTree& tree) {
  return std::any_of(tree.problems.begin(), tree.problems.end(), [](const YamlProblem& problem) {
    return problem.kind == YamlProblem::Kind::template_line;
  });
}

bool is_whole(const HbaList& list) {
  const auto items = list.list.items();
  const bool has_placeholder =
      std::any_of(items.begin(), items.end(), [](const Value& item) { return item.is_opaque(); });
  return !has_placeholder && list.hba.errors.empty() && !has_template_lines(*list.list.tree());
}

EffectiveHba chosen(const Snapshot& cluster, const Value& value, EffectiveHba::Layer layer) {
  const HbaList* list = list_at(cluster, value);
  return {.layer = layer, .list = list, .is_whole = list != nullptr && is_whole(*list)};
}

}  // namespace

Value dynamic_root(const Snapshot& cluster, const PatroniDocument& member) {
  if (!cluster.dynamic.empty()) return cluster.dynamic.front()->root();
  if (const Value own = member.root().at("bootstrap.dcs"); own.is_mapping()) return own;
  for (const PatroniDocument* other : cluster.patroni)
    if (const Value dcs = other->root().at("bootstrap.dcs"); dcs.is_mapping()) return dcs;
  return {};
}

Value parameter_in(const Value& parameters, std::string_view name) {
  for (const auto& entry : parameters.members())
    if (entry.key.is_string() && equal_ignoring_case(entry.key.text(), name)) return entry.value;
  return {};
}

Value parameter(const Snapshot& cluster, const PatroniDocument& member, std::string_view name) {
  const Value local = parameter_in(member.root().at("postgresql.parameters"), name);
  if (local && facts::find_controlled_parameter(name) == nullptr) return local;
  return parameter_in(dynamic_root(cluster, member).at("postgresql.parameters"), name);
}

EffectiveHba effective_hba(const Snapshot& cluster, const PatroniDocument& member) {
  using Layer = EffectiveHba::Layer;
  if (parameter(cluster, member, "hba_file")) return {};
  const Value local = member.root().at("postgresql.pg_hba");
  const Value dynamic = dynamic_root(cluster, member).at("postgresql.pg_hba");
  const Value bootstrap = member.root().at("bootstrap.pg_hba");
  if (local && python_truth(local).value_or(true)) return chosen(cluster, local, Layer::local);
  if (local) return {};  // an empty list wins too, and then nobody writes the file
  if (python_truth(dynamic).value_or(static_cast<bool>(dynamic)))
    return chosen(cluster, dynamic, Layer::dynamic);
  if (python_truth(bootstrap).value_or(static_cast<bool>(bootstrap)))
    return chosen(cluster, bootstrap, Layer::bootstrap);
  return {};
}

}  // namespace patrol
