// Judges booleans, numbers and enums by the facts; strings go on to parameter_text.
#include "linter/model/parameter.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "linter/base/quantity.h"
#include "linter/base/text.h"
#include "linter/diag/report.h"
#include "linter/model/parameter_text.h"

namespace patrol {
namespace {

using facts::Guc;
using facts::GucSpan;
using facts::GucType;

tl::unexpected<ParameterError> wrong(ParameterFault fault, std::string message,
                                     std::string allowed = {}, std::string suggestion = {}) {
  return tl::unexpected(
      ParameterError{fault, std::move(message), std::move(allowed), std::move(suggestion)});
}

std::string listed(std::span<const std::string_view> words) {
  std::string out;
  for (const auto word : words) out += cat(out.empty() ? "" : ", ", "`", word, "`");
  return out;
}

ParameterVerdict judge_boolean(std::string_view text) {
  if (const auto truth = parse_boolean(text))
    return ParameterValue{*truth ? "on" : "off", std::nullopt};
  static constexpr auto on_words = std::to_array<std::string_view>({"enable", "enabled", "always"});
  static constexpr auto off_words =
      std::to_array<std::string_view>({"disable", "disabled", "none", "never"});
  const auto is_one = [&](std::string_view word) { return equal_ignoring_case(word, trim(text)); };
  std::string meant;
  if (std::any_of(on_words.begin(), on_words.end(), is_one)) meant = "on";
  if (std::any_of(off_words.begin(), off_words.end(), is_one)) meant = "off";
  if (parse_boolean(trim(text))) meant = trim(text);
  return wrong(ParameterFault::not_boolean, cat("is `", brief(text), "`, not a boolean"),
               "A boolean is on, off, true, false, yes, no, 1 or 0", std::move(meant));
}

// The word of the list that a hidden word stands for.
std::string_view unhidden(const Guc& guc, std::string_view word) {
  struct Meaning {
    std::string_view hidden;
    std::string_view listed;
  };
  static constexpr auto meanings = std::to_array<Meaning>({{"true", "on"},
                                                           {"yes", "on"},
                                                           {"1", "on"},
                                                           {"false", "off"},
                                                           {"no", "off"},
                                                           {"0", "off"},
                                                           {"archive", "replica"},
                                                           {"hot_standby", "replica"},
                                                           {"debug", "debug2"}});
  for (const Meaning& meaning : meanings)
    if (meaning.hidden == word) word = meaning.listed;
  if (word == "on" && guc.name == "wal_compression") return "pglz";
  if (word == "on" && guc.name == "password_encryption") return "md5";
  return word;
}

std::string_view find_word(std::span<const std::string_view> words, std::string_view text) {
  const auto found = std::find_if(words.begin(), words.end(), [&](std::string_view word) {
    return equal_ignoring_case(word, text);
  });
  return found == words.end() ? std::string_view{} : *found;
}

// The nearest word, or the only one that goes on where the text ends: "scram".
std::string meant_word(std::span<const std::string_view> words, std::string_view text) {
  if (const auto near = nearest_name(text, words)) return std::string(*near);
  const auto goes_on = [&](std::string_view word) {
    return text.size() > 2 && word.size() > text.size() &&
           equal_ignoring_case(word.substr(0, text.size()), text);
  };
  if (std::count_if(words.begin(), words.end(), goes_on) != 1) return {};
  return std::string(*std::find_if(words.begin(), words.end(), goes_on));
}

ParameterVerdict judge_enum(const Guc& guc, const GucSpan& span, std::string_view text) {
  const bool is_empty_allowed =
      text.empty() && std::find(span.words.begin(), span.words.end(), "") != span.words.end();
  std::string_view word = find_word(span.words, text);
  if (word.empty() && !is_empty_allowed) word = find_word(span.hidden_words, text);
  if (!word.empty() || is_empty_allowed)
    return ParameterValue{std::string(unhidden(guc, word)), std::nullopt};
  std::string meant(find_word(span.words, trim(text)));
  if (meant.empty()) meant = meant_word(span.words, text);
  return wrong(ParameterFault::unknown_word, cat("is `", brief(text), "`, which is no word for it"),
               cat("Allowed are ", listed(span.words)), std::move(meant));
}

std::string units_of(const GucSpan& span, int major) {
  std::string out;
  for (const auto unit : unit_names(span.unit, major)) out += cat(out.empty() ? "" : ", ", unit);
  return out;
}

tl::unexpected<ParameterError> wrong_unit(const GucSpan& span, int major, std::string_view text) {
  const auto unit = unit_part(text);
  std::string meant;
  if (const auto near = meant_unit(unit, span.unit, major))
    meant = cat(trim(trim(text).substr(0, trim(text).size() - unit.size())), *near);
  return wrong(ParameterFault::unknown_unit,
               cat("is `", brief(text), "`, with the unknown unit `", shown(unit, 12), "`"),
               cat("Units are ", units_of(span, major), "; upper and lower case count"),
               std::move(meant));
}

tl::unexpected<ParameterError> wrong_number(const GucSpan& span, int major, std::string_view text,
                                            QuantityFault fault) {
  const std::string head = cat("is `", brief(text), "`, ");
  switch (fault) {
    case QuantityFault::fraction:
      return wrong(ParameterFault::fraction, cat(head, "a fraction"),
                   "Whole numbers only before PostgreSQL 12");
    case QuantityFault::unknown_unit:
      return wrong_unit(span, major, text);
    case QuantityFault::needless_unit:
      return wrong(ParameterFault::needless_unit, cat(head, "but it takes a plain number"));
    case QuantityFault::too_large:
      return wrong(ParameterFault::out_of_range, cat(head, "more than 32 bits can hold"));
    case QuantityFault::not_a_number:
      break;
  }
  return wrong(ParameterFault::not_number, cat(head, "not a number"),
               span.unit.empty() ? "" : cat("Units are ", units_of(span, major)));
}

bool is_file_mode(const Guc& guc) {
  return guc.name == "unix_socket_permissions" || guc.name == "log_file_mode";
}

std::optional<ParameterError> check_range(const Guc& guc, const GucSpan& span, double value,
                                          std::string_view text) {
  const auto bound = [](std::string_view digits) { return parse_real(digits, "", 10); };
  const auto least = bound(span.minimum);
  const auto most = bound(span.maximum);
  const bool is_low = least && value < *least;
  const bool is_high = most && value > *most;
  if (!is_low && !is_high) return std::nullopt;
  const auto side = is_low ? cat("below the minimum ", to_human(*least, span.unit))
                           : cat("above the maximum ", to_human(*most, span.unit));
  ParameterError error{ParameterFault::out_of_range,
                       cat("is `", brief(text), "`, ", side),
                       cat("The range is ", to_human(least.value_or(0), span.unit), " to ",
                           to_human(most.value_or(0), span.unit)),
                       {}};
  if (is_file_mode(guc) && parse_integer(cat("0", text), "", 18)) error.suggestion = cat("0", text);
  return error;
}

struct Adjustment {
  std::string_view name;
  int from = 0;
  int till = 99;
  int below = 0;  // values below become it; -1 stays
};
constexpr auto adjustments = std::to_array<Adjustment>({{"wal_buffers", 0, 99, 4},
                                                        {"autovacuum_work_mem", 0, 16, 1024},
                                                        {"autovacuum_work_mem", 17, 99, 64}});

int adjusted(const Guc& guc, int major, int value) {
  for (const Adjustment& row : adjustments)
    if (row.name == guc.name && major >= row.from && major <= row.till && value != -1)
      value = std::max(value, row.below);
  return value;
}

// Up to 17 these four together must stay below a limit; the others are taken at their defaults.
std::optional<std::string> check_processes(const Guc& guc, int major, int value) {
  static constexpr auto names = std::to_array<std::string_view>(
      {"max_connections", "autovacuum_max_workers", "max_worker_processes", "max_wal_senders"});
  constexpr int most = 262143;
  if (major > 17 || std::find(names.begin(), names.end(), guc.name) == names.end())
    return std::nullopt;
  long long sum = value + 1LL;
  for (const auto name : names) {
    const bool is_counted = name != guc.name && (name != "max_wal_senders" || major >= 12);
    const Guc* other = is_counted ? facts::find_guc(name) : nullptr;
    const GucSpan* span = other == nullptr ? nullptr : other->in(major);
    if (span != nullptr) sum += to_integer(span->boot).value_or(0);
  }
  if (guc.name == "max_wal_senders" && major < 12) return std::nullopt;
  if (sum <= most) return std::nullopt;
  return cat("is ", value, "; all processes together may be ", most);
}

std::optional<std::string> check_integer(const Guc& guc, int major, int value) {
  constexpr int usual_stack_limit = 7680;  // the usual 8 MB less 512 kB
  if (guc.name == "max_stack_depth" && value > usual_stack_limit)
    return cat("is ", to_human(std::int64_t{value}, "kB"), ", above the usual stack limit 7680kB");
  if (guc.name == "vacuum_buffer_usage_limit" && value > 0 && value < 128)
    return cat("is ", to_human(std::int64_t{value}, "kB"), "; it is 0 or at least 128kB");
  if (guc.name == "io_max_concurrency" && value == 0) return "is 0; it is -1 or at least 1";
  static constexpr auto by_sixteen = std::to_array<std::string_view>(
      {"commit_timestamp_buffers", "multixact_member_buffers", "multixact_offset_buffers",
       "notify_buffers", "serializable_buffers", "subtransaction_buffers", "transaction_buffers"});
  if (value % 16 != 0 &&
      std::find(by_sixteen.begin(), by_sixteen.end(), guc.name) != by_sixteen.end())
    return cat("is ", value, ", which is no multiple of 16 pages");
  return check_processes(guc, major, value);
}

ParameterVerdict judge_integer(const Guc& guc, int major, std::string_view text) {
  const GucSpan& span = *guc.in(major);
  const auto value = parse_integer(text, span.unit, major);
  if (!value) return wrong_number(span, major, text, value.error());
  if (auto error = check_range(guc, span, *value, text)) return tl::unexpected(std::move(*error));
  if (auto refused = check_integer(guc, major, *value))
    return wrong(ParameterFault::refused, std::move(*refused));
  const int kept = adjusted(guc, major, *value);
  return ParameterValue{cat(kept), kept};
}

ParameterVerdict judge_real(const Guc& guc, int major, std::string_view text) {
  const GucSpan& span = *guc.in(major);
  const auto value = parse_real(text, span.unit, major);
  if (!value) return wrong_number(span, major, text, value.error());
  if (auto error = check_range(guc, span, *value, text)) return tl::unexpected(std::move(*error));
  return ParameterValue{short_real(*value), *value};
}

bool begins_word(std::string_view word, std::string_view text, std::size_t least) {
  return text.size() >= least && text.size() <= word.size() &&
         equal_ignoring_case(word.substr(0, text.size()), text);
}

}  // namespace

std::optional<bool> parse_boolean(std::string_view text) {
  if (text == "1" || begins_word("true", text, 1) || begins_word("yes", text, 1) ||
      begins_word("on", text, 2))
    return true;
  if (text == "0" || begins_word("false", text, 1) || begins_word("no", text, 1) ||
      begins_word("off", text, 2))
    return false;
  return std::nullopt;
}

ParameterVerdict judge_parameter(const Guc& guc, int postgres_major, std::string_view text) {
  const GucSpan* span = guc.in(postgres_major);
  if (span == nullptr)
    return wrong(ParameterFault::absent, cat("does not exist in PostgreSQL ", postgres_major));
  if (span->context == facts::GucContext::internal)
    return wrong(ParameterFault::read_only, "cannot be set; the server reports it");
  switch (span->type) {
    case GucType::boolean:
      if (guc.name == "bonjour" && parse_boolean(text).value_or(false))
        return wrong(ParameterFault::refused, "is on, which no Linux build supports");
      return judge_boolean(text);
    case GucType::integer:
      return judge_integer(guc, postgres_major, text);
    case GucType::real:
      return judge_real(guc, postgres_major, text);
    case GucType::enumeration:
      return judge_enum(guc, *span, text);
    case GucType::string:
      break;
  }
  return judge_text(guc.name, postgres_major, text);
}

std::string human_value(const Guc& guc, int postgres_major, std::string_view text) {
  const auto verdict = judge_parameter(guc, postgres_major, text);
  if (!verdict) return std::string(text);
  if (!verdict->number) return verdict->canonical;
  return to_human(*verdict->number, guc.in(postgres_major)->unit);
}

bool means_same(const Guc& guc, int postgres_major, std::string_view left, std::string_view right) {
  if (left == right) return true;
  const auto one = judge_parameter(guc, postgres_major, left);
  const auto other = judge_parameter(guc, postgres_major, right);
  if (!one || !other) return false;
  if (one->number && other->number) return *one->number == *other->number;
  return one->canonical == other->canonical;
}

}  // namespace patrol
