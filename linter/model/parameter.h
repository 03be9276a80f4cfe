// One PostgreSQL parameter's value, judged as the server would judge it at start.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "linter/base/result.h"
#include "linter/facts/facts.h"

namespace patrol {

enum class ParameterFault : std::uint8_t {
  not_boolean,
  not_number,
  fraction,  // before PostgreSQL 12
  unknown_unit,
  needless_unit,
  out_of_range,  // also: does not fit 32 bits
  unknown_word,  // of an enum or of a list of fixed words
  broken_list,
  refused,  // the parameter's own check says no
  absent,   // the parameter does not exist in that version
  read_only,
};

struct ParameterError {
  ParameterFault fault{};
  /// Goes on behind the parameter's name: "is `mb`, which ...". At most about 60 characters.
  std::string message;
  std::string allowed;     // what would do, without a period; may be empty
  std::string suggestion;  // a value that was probably meant; may be empty
};

struct ParameterValue {
  std::string canonical;  // as `postgres -C` prints it: base unit, enum's own word, on or off
  std::optional<double> number;  // of integers and reals, in the base unit
};

using ParameterVerdict = tl::expected<ParameterValue, ParameterError>;

/// `text` is the value without its quotes. Parameters of modules are judged as well (the server
/// does so when it loads the module). Locale names, files and memory are the machine's business.
[[nodiscard]] ParameterVerdict judge_parameter(const facts::Guc& guc, int postgres_major,
                                               std::string_view text);

/// The value as people write it: "128MB" for 16384 pages; what cannot be read stays as it is.
[[nodiscard]] std::string human_value(const facts::Guc& guc, int postgres_major,
                                      std::string_view text);

/// Whether the server would make the same of both: "128MB" and "16384", "on" and "true".
[[nodiscard]] bool means_same(const facts::Guc& guc, int postgres_major, std::string_view left,
                              std::string_view right);

/// The server's reading of a boolean: any unambiguous beginning of on, off, true, false, yes, no,
/// and 1 and 0, in any case.
[[nodiscard]] std::optional<bool> parse_boolean(std::string_view text);

}  // namespace patrol
