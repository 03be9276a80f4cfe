// What Patroni's table of names, types and bounds makes of a value before it goes into
// postgresql.conf.
// Source: patroni 2.0.0 to 4.1.4 patroni/postgresql/validator.py.
#include <algorithm>

#include "linter/analysis/effective_parts.h"
#include "linter/base/text.h"
#include "linter/model/patroni_number.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

using facts::Guc;
using facts::GucSpan;
using facts::GucType;
using facts::ParameterJudge;
using facts::TableDifference;

WrittenParameter dropped(std::string reason) {
  return {false, {}, std::move(reason)};
}
WrittenParameter kept(std::string_view text, std::string remark = {}) {
  return {true, std::string(text), std::move(remark)};
}

std::string quoted(std::string_view text) {
  return cat('`', text.substr(0, 60), '`');
}

/// A row of the table: the server's, changed where Patroni's differs.
struct TableRow {
  GucType type{};
  std::string_view unit;
  std::optional<double> minimum, maximum;
  const GucSpan* span = nullptr;
  const TableDifference* difference = nullptr;
};

std::optional<double> bound(std::string_view digits) {
  return digits.empty() ? std::nullopt : patroni_real(digits, "");
}

TableRow row_of(const GucSpan& span, const TableDifference* difference) {
  TableRow row{span.type, span.unit, bound(span.minimum), bound(span.maximum), &span, difference};
  if (difference == nullptr) return row;
  if (difference->type) row.type = *difference->type;
  if (difference->minimum) row.minimum = difference->minimum;
  if (difference->maximum) row.maximum = difference->maximum;
  return row;
}

WrittenParameter write_boolean(std::string_view text) {
  if (patroni_bool(text)) return kept(text);
  return dropped(cat("Patroni leaves it out: ", quoted(text),
                     " is none of on, off, true, false, yes, no, 1 and 0"));
}

std::string bound_text(double value) {
  const bool is_whole = value == static_cast<double>(static_cast<long long>(value));
  return is_whole ? cat(static_cast<long long>(value)) : cat(value);
}

WrittenParameter write_number(const TableRow& row, std::string_view text) {
  const bool is_integer = row.type == GucType::integer;
  const auto number = is_integer ? patroni_integer(text, row.unit) : patroni_real(text, row.unit);
  if (!number)
    return dropped(cat("Patroni leaves it out: ", quoted(text), " is no ",
                       is_integer ? "integer" : "number",
                       row.unit.empty() ? "" : " with a unit that it knows"));
  if (row.minimum && *number < *row.minimum)
    return kept(bound_text(*row.minimum), cat("Patroni raises ", quoted(text), " to the minimum ",
                                              bound_text(*row.minimum), row.unit));
  if (row.maximum && *number > *row.maximum)
    return kept(bound_text(*row.maximum), cat("Patroni lowers ", quoted(text), " to the maximum ",
                                              bound_text(*row.maximum), row.unit));
  return kept(text);
}

bool has_word(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

WrittenParameter write_enum(const TableRow& row, std::string_view text) {
  const bool is_switch = has_word(row.span->words, "on");
  if (is_switch && patroni_bool(text)) return kept(text);
  const std::string word = lower(text);
  const bool is_lacking = row.difference != nullptr && has_word(row.difference->lacks_words, word);
  if (has_word(row.span->words, word) && !is_lacking) return kept(text);
  return dropped(cat("Patroni leaves it out: ", quoted(text), " is no word that it knows for it"));
}

WrittenParameter write_by(const TableRow& row, std::string_view text) {
  switch (row.type) {
    case GucType::boolean:
      return write_boolean(text);
    case GucType::integer:
    case GucType::real:
      return write_number(row, text);
    case GucType::enumeration:
      return write_enum(row, text);
    case GucType::string:
      break;
  }
  return kept(text);
}

WrittenParameter unexpected(int postgres) {
  return dropped(cat("Patroni leaves it out: no parameter of PostgreSQL ", postgres,
                     " that this release knows"));
}

// The span whose bounds the table has: for a name that only the table knows, the last one.
const GucSpan* span_for(const Guc& guc, int postgres) {
  const GucSpan* span = guc.in(postgres);
  return span != nullptr || guc.spans.empty() ? span : &guc.spans.back();
}

}  // namespace

WrittenParameter write_parameter(std::string_view name, const HeldParameter& held, Version patroni,
                                 int postgres) {
  if (held.is_null) return dropped("a null keeps the parameter out of postgresql.conf");
  if (contains(name, ".")) return kept(held.text);
  const Guc* guc = facts::find_guc(name);
  const bool is_listed = facts::is_in_patroni_table(name, patroni, postgres);
  const bool is_described = guc != nullptr && facts::is_described(*guc, postgres);
  const ParameterJudge judge = facts::parameter_judge(patroni);
  if (judge == ParameterJudge::described && !is_described) return unexpected(postgres);
  const GucSpan* span = guc == nullptr ? nullptr : span_for(*guc, postgres);
  if (is_listed && span != nullptr)
    return write_by(row_of(*span, facts::find_table_difference(name, patroni, postgres)),
                    held.text);
  if (judge != ParameterJudge::table && is_described) return kept(held.text);
  return unexpected(postgres);
}

WrittenParameter write_recovery(std::string_view name, const HeldParameter& held, int postgres) {
  if (held.layer == ValueLayer::computed) return kept(held.text);
  if (held.is_null) return dropped("a null keeps the setting out of postgresql.conf");
  const Guc* guc = facts::find_guc(name);
  const GucSpan* span = guc == nullptr ? nullptr : guc->in(postgres);
  if (span == nullptr) return unexpected(postgres);
  return write_by(row_of(*span, nullptr), held.text);
}

}  // namespace patrol
