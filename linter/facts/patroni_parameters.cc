// Look-ups in what Patroni knows of PostgreSQL's parameters.
#include "linter/facts/patroni_parameters.h"

#include <algorithm>

#include "linter/facts/lookup.h"
#include "linter/facts/patroni.h"

namespace patrol::facts {

ParameterJudge parameter_judge(Version patroni) {
  const auto table = parameter_judges();
  const auto after =
      std::find_if(table.begin() + 1, table.end(),
                   [patroni](const ParameterJudgeSpan& span) { return patroni < span.from; });
  return (after - 1)->by;
}

const TableDifference* find_table_difference(std::string_view name, Version patroni, int major) {
  const auto table = table_differences();
  const TableDifference* const last = table.data() + table.size();
  const TableDifference* row = std::lower_bound(
      table.data(), last, name, [](const TableDifference& difference, std::string_view wanted) {
        return is_less_ignoring_case(difference.name, wanted);
      });
  for (; row != last && !is_less_ignoring_case(name, row->name); ++row) {
    const bool is_release =
        patroni >= row->from && (row->before == Version{} || patroni < row->before);
    if (is_release && row->postgres_from <= major && major <= row->postgres_till) return row;
  }
  return nullptr;
}

bool is_in_patroni_table(std::string_view name, Version patroni, int major) {
  const TableDifference* const difference = find_table_difference(name, patroni, major);
  if (difference != nullptr) return difference->kind != TableDifferenceKind::missing;
  const Guc* const guc = find_guc(name);
  if (guc == nullptr || !guc->module.empty() || is_recovery_parameter(name)) return false;
  const GucSpan* const span = guc->in(major);
  return span != nullptr && span->context != GucContext::internal;
}

bool is_described(const Guc& guc, int major) {
  const GucSpan* const span = guc.in(major);
  const bool is_left_out = guc.undescribed_from <= major && major <= guc.undescribed_till;
  return span != nullptr && !is_left_out && guc.module.empty() &&
         span->context != GucContext::internal;
}

}  // namespace patrol::facts
