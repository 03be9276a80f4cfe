// Finds settings by what people write for them.
#include "linter/render/why_names.h"

#include <algorithm>

#include "linter/base/text.h"
#include "linter/facts/facts.h"

namespace patrol {
namespace {

using Names = std::vector<std::string>;

// Where a setting stands in a file says nothing about what it is.
std::string_view without_holder(std::string_view word) {
  for (const std::string_view holder :
       {"bootstrap.dcs.", "postgresql.parameters.", "postgresql.recovery_conf."})
    if (word.starts_with(holder) && word.size() > holder.size()) word.remove_prefix(holder.size());
  return word;
}

std::string_view last_part(std::string_view path) {
  return path.substr(path.find_last_of('.') + 1);
}

template <typename Test>
Names names_where(const EffectiveConfiguration& configuration, const Test& test) {
  Names out;
  for (const EffectiveSetting& setting : configuration.settings)
    if (test(setting)) out.push_back(setting.name);
  return out;
}

std::string version_advice(const EffectiveConfiguration& configuration, std::string_view word) {
  const facts::Guc* guc = facts::find_guc(word);
  if (guc == nullptr || guc->spans.empty()) return {};
  const facts::GucSuccessor* successor = facts::find_successor(word);
  if (successor != nullptr && configuration.postgres >= successor->removed_in)
    return cat("PostgreSQL ", successor->removed_in, " removed `", guc->name, "`",
               successor->replacement.empty()
                   ? ""
                   : cat("; `", successor->replacement, "` takes its place"));
  return cat("`", guc->name, "` exists in PostgreSQL ", guc->spans.front().from, " to ",
             guc->spans.back().till, ", not in ", configuration.postgres);
}

}  // namespace

Names settings_called(const EffectiveConfiguration& configuration, std::string_view word) {
  const std::string_view name = without_holder(word);
  if (const EffectiveSetting* found = configuration.find(name)) return {found->name};
  const std::string section = cat(lower(name), '.');
  Names inside = names_where(configuration, [&](const EffectiveSetting& setting) {
    return !setting.is_parameter && lower(setting.name).starts_with(section);
  });
  if (!inside.empty()) return inside;
  return names_where(configuration, [&](const EffectiveSetting& setting) {
    return !setting.is_parameter && equal_ignoring_case(last_part(setting.name), name);
  });
}

std::string nothing_called(const EffectiveConfiguration& configuration, std::string_view word) {
  const std::string_view name = without_holder(word);
  std::string head = cat("`", printable(word), "` is neither a parameter of PostgreSQL ",
                         configuration.postgres, " nor a setting of Patroni");
  if (const std::string advice = version_advice(configuration, name); !advice.empty())
    return cat(head, ": ", advice);
  std::vector<std::string_view> known;
  for (const EffectiveSetting& setting : configuration.settings) {
    known.emplace_back(setting.name);
    if (!setting.is_parameter) known.push_back(last_part(setting.name));
  }
  for (const facts::PatroniSetting& row : facts::patroni_settings())
    if (!contains(row.path, "*")) known.push_back(last_part(row.path));
  const auto near = nearest_name(name, known);
  if (!near) return head;
  return cat(head, "; did you mean `", *near, "`?");
}

}  // namespace patrol
