// What Patroni itself knows of PostgreSQL's parameters where it differs from the servers, as
// compiled from patroni_parameters.yaml. By this it drops or changes what it writes to
// postgresql.conf.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "linter/base/version.h"
#include "linter/facts/postgres.h"

namespace patrol::facts {

/// By what a release decides whether an ordinary name is written: its own table of names, what
/// `postgres --describe-config` lists, or either.
enum class ParameterJudge { table, described, either };

struct ParameterJudgeSpan {
  Version from{};  // holds until the next one
  ParameterJudge by{};
  std::string_view source{};
};
[[nodiscard]] std::span<const ParameterJudgeSpan> parameter_judges();
[[nodiscard]] ParameterJudge parameter_judge(Version patroni);

/// missing: the server knows it, Patroni's table does not; extra: the other way round.
enum class TableDifferenceKind { missing, extra, differs };

struct TableDifference {
  std::string_view name{};
  Version from{};    // first release of Patroni; {0,0,0}: 2.0.0
  Version before{};  // first release in which it no longer holds; {0,0,0}: none
  int postgres_from = 0;
  int postgres_till = 0;
  TableDifferenceKind kind{};
  std::optional<GucType> type{};  // what the table says otherwise
  std::optional<double> minimum{}, maximum{};
  std::span<const std::string_view> lacks_words{};
  std::string_view source{};
};
[[nodiscard]] std::span<const TableDifference> table_differences();

/// Name compared without case; null where Patroni's table agrees with that server.
[[nodiscard]] const TableDifference* find_table_difference(std::string_view name, Version patroni,
                                                           int major);
/// Whether the table of that release has the core parameter for that server version. The table
/// holds neither recovery parameters nor read-only ones.
[[nodiscard]] bool is_in_patroni_table(std::string_view name, Version patroni, int major);
/// Whether `postgres --describe-config` of that version lists the parameter.
[[nodiscard]] bool is_described(const Guc& guc, int major);

}  // namespace patrol::facts
