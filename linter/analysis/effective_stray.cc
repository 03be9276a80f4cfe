// Values in places that nothing reads: parameters beside `parameters`, variables that do not exist.
#include <algorithm>

#include "linter/analysis/effective_parts.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

class Strays {
 public:
  explicit Strays(const MemberInput& member) : member_(member) {}

  LostMentions run() {
    const Value root = member_.root();
    add_beside(root, "", ValueLayer::local);
    add_beside(root["postgresql"], "postgresql.", ValueLayer::local);
    const Value bootstrap = root.at("bootstrap.dcs");
    add_beside(bootstrap, "", ValueLayer::dynamic);
    add_beside(bootstrap["postgresql"], "postgresql.", ValueLayer::dynamic);
    if (member_.has_dynamic) {
      add_beside(member_.dynamic, "", ValueLayer::dynamic);
      add_beside(member_.dynamic["postgresql"], "postgresql.", ValueLayer::dynamic);
    }
    for (const PatroniDocument* document : member_.documents)
      if (document->is_environment) add_variables(document->env);
    return std::move(out_);
  }

 private:
  static bool is_parameter(std::string_view name) {
    return facts::find_guc(name) != nullptr || facts::is_recovery_parameter(name);
  }

  void add_beside(const Value& holder, std::string_view prefix, ValueLayer layer) {
    for (const auto& entry : holder.members()) {
      const std::string_view name = entry.key.text();
      if (!entry.key.is_string() || !is_parameter(name) || entry.value.is_mapping()) continue;
      if (facts::find_patroni_setting(cat(prefix, name)) != nullptr) continue;
      const bool is_close = prefix == "postgresql.";
      out_[lower(name)].push_back(mention_of(
          layer == ValueLayer::local ? local_layer(member_, entry.value) : layer, entry.value,
          LossRule::not_read,
          is_close ? "it stands beside `parameters`, not in it: nothing reads it there"
                   : "it stands outside of `postgresql.parameters`: nothing reads it there"));
    }
  }

  void add_variables(const EnvFile& env) {
    for (const EnvVariable& variable : env.variables) {
      if (variable.is_overridden || facts::find_patroni_variable(variable.name) != nullptr)
        continue;
      for (const std::string_view prefix :
           {"PATRONI_POSTGRESQL_PARAMETERS_", "PATRONI_POSTGRESQL_", "PATRONI_"}) {
        if (!variable.name.starts_with(prefix)) continue;
        const std::string name = lower(std::string_view(variable.name).substr(prefix.size()));
        const auto* row = facts::find_patroni_setting(name);
        if (!is_parameter(name) && row == nullptr) continue;
        out_[name].push_back({ValueLayer::environment, variable.value, variable.value_span,
                              variable.name, LossRule::not_read,
                              "Patroni reads no such variable: it has none for parameters and none "
                              "for what the DCS decides"});
        break;
      }
    }
  }

  const MemberInput& member_;
  LostMentions out_;
};

}  // namespace

LostMentions stray_mentions(const MemberInput& member) {
  return Strays(member).run();
}

}  // namespace patrol
