// The tables of facts as the JSON that `patrol dump facts postgres|patroni|etcd` prints.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patrol {

enum class FactTable { postgres, patroni, etcd };

[[nodiscard]] std::optional<FactTable> find_fact_table(std::string_view name);

/// One object with a list per section of the table, in its order; keys are those of the YAML file
/// where they say the same. What does not apply is left out.
[[nodiscard]] std::string dump_facts(FactTable table);

}  // namespace patrol
