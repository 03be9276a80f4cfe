// The checks that single string parameters run, and the forms the server keeps them in.
#include "linter/model/parameter_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "linter/base/identifiers.h"
#include "linter/base/quantity.h"
#include "linter/base/text.h"
#include "linter/diag/report.h"
#include "linter/facts/encodings.h"
#include "linter/facts/time_zones.h"
#include "linter/model/standby_names.h"

namespace patrol {
namespace {

constexpr std::size_t longest_name = 63;  // bytes
constexpr int most_zone_hours = 167;

tl::unexpected<ParameterError> wrong(ParameterFault fault, std::string message,
                                     std::string allowed = {}, std::string suggestion = {}) {
  return tl::unexpected(
      ParameterError{fault, std::move(message), std::move(allowed), std::move(suggestion)});
}
tl::unexpected<ParameterError> refused(std::string_view text, std::string_view why,
                                       std::string allowed = {}) {
  return wrong(ParameterFault::refused, cat("is `", brief(text), "`, ", why), std::move(allowed));
}
ParameterVerdict accepted(std::string_view text) {
  return ParameterValue{std::string(text), std::nullopt};
}

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool has_only(std::string_view text, std::string_view letters) {
  return text.find_first_not_of(letters) == std::string_view::npos;
}

// ------------------------------------------------------------------------------------ lists

struct ListWords {
  std::string_view parameter;
  int from = 0;
  int till = 0;
  std::string_view words;  // separated by blanks
};
constexpr auto list_words = std::to_array<ListWords>({
    {"createrole_self_grant", 16, 99, "set inherit"},
    {"debug_io_direct", 16, 99, "data wal wal_init"},
    {"log_connections", 18, 99, "receipt authentication authorization setup_durations all"},
    {"log_destination", 10, 14, "stderr csvlog syslog"},
    {"log_destination", 15, 99, "stderr csvlog jsonlog syslog"},
    {"restrict_nonsystem_relation_kind", 10, 99, "view foreign-table"},
    {"wal_consistency_checking", 10, 14,
     "all heap heap2 btree hash gin gist sequence spgist brin generic"},
    // Only the syntax is checked; the words are the user's own.
    {"search_path", 10, 99, ""},
    {"temp_tablespaces", 10, 99, ""},
    {"wal_consistency_checking", 15, 99, ""},
});

ParameterVerdict judge_list(const ListWords& row, std::string_view text) {
  const auto items = split_identifiers(text);
  if (!items)
    return wrong(ParameterFault::broken_list, cat("is `", brief(text), "`, a broken list"),
                 "Commas separate, double quotes stand around what is more than a simple name");
  const auto words = split(row.words, ' ');
  for (const std::string& item : *items) {
    const bool is_known =
        row.words.empty() || std::any_of(words.begin(), words.end(), [&](std::string_view word) {
          return equal_ignoring_case(word, item);
        });
    if (is_known) continue;
    const auto meant = nearest_name(item, words);
    return wrong(
        ParameterFault::unknown_word, cat("has the unknown word `", brief(item), "`"),
        cat("Allowed are ", join(std::vector<std::string>(words.begin(), words.end()), ", ")),
        items->size() == 1 && meant ? std::string(*meant) : std::string());
  }
  return accepted(text);
}

// Until 17 a boolean, and those words still stand alone.
ParameterVerdict judge_log_connections(const ListWords& row, std::string_view text) {
  static constexpr auto old_words =
      std::to_array<std::string_view>({"on", "off", "true", "false", "yes", "no", "1", "0"});
  for (const auto word : old_words)
    if (equal_ignoring_case(word, trim(text))) return accepted(text);
  return judge_list(row, text);
}

// ------------------------------------------------------------------------------- single checks

// Style and order of dates: "ISO, DMY".
struct DateStyle {
  std::string_view style;
  std::string_view order;
  bool is_conflict = false;

  void set_style(std::string_view name) {
    is_conflict |= !style.empty() && style != name;
    style = name;
  }
  void set_order(std::string_view name) {
    is_conflict |= !order.empty() && order != name;
    order = name;
  }
};

bool begins(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && equal_ignoring_case(text.substr(0, start.size()), start);
}

bool take_date_word(DateStyle& date, std::string_view word) {
  if (word == "iso") {
    date.set_style("ISO");
  } else if (word == "sql") {
    date.set_style("SQL");
  } else if (begins(word, "postgres")) {
    date.set_style("Postgres");
  } else if (word == "german") {
    date.set_style("German");
  } else if (word == "ymd") {
    date.set_order("YMD");
  } else if (word == "dmy" || begins(word, "euro")) {
    date.set_order("DMY");
  } else if (word == "mdy" || word == "us" || begins(word, "noneuro")) {
    date.set_order("MDY");
  } else {
    return word == "default";
  }
  return true;
}

ParameterVerdict judge_date_style(int /*major*/, std::string_view text) {
  const auto words = split_identifiers(text);
  if (!words) return refused(text, "a broken list");
  DateStyle date;
  for (const std::string& word : *words)
    if (!take_date_word(date, word))
      return refused(text, cat("with the unknown word `", brief(word), "`"));
  if (date.is_conflict) return refused(text, "which contradicts itself");
  if (date.order.empty()) date.order = date.style == "German" ? "DMY" : "MDY";
  if (date.style.empty()) date.style = "ISO";
  return accepted(cat(date.style, ", ", date.order));
}

// "EST5EDT", "<+03>-3", also "5": a name, which may be empty, and an offset in hours.
bool is_posix_zone(std::string_view text) {
  if (text.starts_with('<')) {
    text.remove_prefix(std::min(text.find('>'), text.size() - 1) + 1);
  } else {
    text.remove_prefix(std::min(text.find_first_of("0123456789,+-"), text.size()));
  }
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  return to_integer(text.substr(0, digits)).value_or(most_zone_hours + 1) <= most_zone_hours;
}

bool is_known_zone(std::string_view text) {
  for (const std::string_view prefix : {"posix/", "right/"})
    if (begins(text, prefix)) text.remove_prefix(prefix.size());
  return facts::is_time_zone(text) || equal_ignoring_case(text, "localtime") ||
         equal_ignoring_case(text, "posixrules") || equal_ignoring_case(text, "Factory") ||
         is_posix_zone(text);
}

ParameterVerdict judge_zone(int /*major*/, std::string_view text) {
  const auto hours = parse_real(text, "", 10);
  if (hours && std::abs(*hours) > most_zone_hours) return refused(text, "too far from UTC");
  if (hours || is_known_zone(text)) return accepted(text);
  const auto zones = facts::time_zones();
  const auto near = nearest_name(text, zones);
  return wrong(ParameterFault::refused, cat("is `", brief(text), "`, no known time zone"), {},
               near ? std::string(*near) : std::string());
}

ParameterVerdict judge_encoding(int /*major*/, std::string_view text) {
  const auto name = facts::find_encoding(text);
  if (name.empty()) return refused(text, "no known encoding");
  return accepted(name);
}

ParameterVerdict judge_standbys(int /*major*/, std::string_view text) {
  if (const auto names = parse_standby_names(text); !names)
    return wrong(ParameterFault::refused, names.error(),
                 "It is `*`, a list of names, `FIRST n (list)` or `ANY n (list)`");
  return accepted(text);
}

ParameterVerdict judge_slot_name(int /*major*/, std::string_view text) {
  if (text.size() > longest_name) return refused(text, "longer than 63 characters");
  if (!has_only(text, "abcdefghijklmnopqrstuvwxyz0123456789_"))
    return refused(text, "no name of a replication slot",
                   "Lower-case letters, digits and underscores");
  return accepted(text);
}

ParameterVerdict judge_slot_names(int /*major*/, std::string_view text) {
  const auto names = split_identifiers(text);
  if (!names) return refused(text, "a broken list");
  for (const std::string& name : *names)
    if (auto verdict = judge_slot_name(0, name); !verdict) return verdict;
  return accepted(text);
}

ParameterVerdict judge_target(int /*major*/, std::string_view text) {
  if (text.empty() || text == "immediate") return accepted(text);
  return refused(text, "which is not `immediate`",
                 "Other targets are recovery_target_time, _lsn, _xid and _name");
}

ParameterVerdict judge_target_name(int /*major*/, std::string_view text) {
  if (text.size() > longest_name) return refused(text, "longer than 63 characters");
  return accepted(text);
}

ParameterVerdict judge_target_lsn(int /*major*/, std::string_view text) {
  const auto halves = split(text, '/');
  const auto is_half = [](std::string_view half) {
    return !half.empty() && half.size() <= 8 && has_only(half, "0123456789abcdefABCDEF");
  };
  if (text.empty() || (halves.size() == 2 && is_half(halves[0]) && is_half(halves[1])))
    return accepted(text);
  return refused(text, "no write-ahead log position", "Two hexadecimal numbers: 0/16B3748");
}

// A date of the form 2024-01-31 must be one. Other forms are many: a year in four digits, or all
// digits of the date together, or separated, is what they share.
bool is_possible_date(std::string_view text) {
  const bool has_form = text.size() >= 10 && has_only(text.substr(0, 4), "0123456789") &&
                        text[4] == '-' && text[7] == '-';
  if (has_form) {
    const auto month = to_integer(text.substr(5, 2)).value_or(0);
    const auto day = to_integer(text.substr(8, 2)).value_or(0);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }
  std::size_t run = 0;
  bool has_date = std::count(text.begin(), text.end(), '/') == 2;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool goes_on = at < text.size() && is_digit(text[at]);
    if (!goes_on) has_date |= run == 4 || run == 6 || run == 8;
    run = goes_on ? run + 1 : 0;
  }
  return has_date;
}

ParameterVerdict judge_target_time(int /*major*/, std::string_view text) {
  static constexpr auto moving = std::to_array<std::string_view>(
      {"now", "today", "tomorrow", "yesterday", "epoch", "infinity", "-infinity"});
  if (text.empty()) return accepted(text);
  for (const auto word : split(text, ' '))
    for (const auto name : moving)
      if (equal_ignoring_case(word, name)) return refused(text, "which is no fixed point in time");
  if (!is_possible_date(text)) return refused(text, "no date and time");
  return accepted(text);
}

ParameterVerdict judge_access_method(int /*major*/, std::string_view text) {
  if (text.empty()) return refused(text, "empty");
  return accepted(text.substr(0, longest_name));
}

ParameterVerdict judge_functions(int /*major*/, std::string_view text) {
  const bool is_fine = std::all_of(text.begin(), text.end(), [](char letter) {
    return is_digit(letter) || (letter >= 'a' && letter <= 'z') ||
           (letter >= 'A' && letter <= 'Z') || contains("_, \n\t", std::string_view(&letter, 1));
  });
  if (!is_fine) return refused(text, "with a sign that no function's name has");
  return accepted(text);
}

// Names for people: 63 bytes, ASCII only.
ParameterVerdict judge_label(int major, std::string_view text) {
  std::string out;
  for (const char letter : text.substr(0, longest_name)) {
    if (letter >= 0x20 && letter < 0x7F) {
      out += letter;
    } else if (major < 16) {
      out += '?';
    } else {
      constexpr std::string_view digits = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(letter);
      out += cat("\\x", digits[byte >> 4U], digits[byte & 15U]);
    }
  }
  return accepted(out);
}

// Without doubled and trailing slashes, `.` and `x/..`.
ParameterVerdict judge_path(int /*major*/, std::string_view text) {
  std::vector<std::string> parts;
  const bool is_absolute = text.starts_with('/');
  for (const auto part : split(text, '/')) {
    if (part.empty() || part == ".") continue;
    const bool is_up = part == "..";
    if (is_up && !parts.empty() && parts.back() != "..")
      parts.pop_back();
    else if (!is_up || !is_absolute)
      parts.emplace_back(part);
  }
  if (parts.empty() && !is_absolute) return accepted(text.empty() ? "" : ".");
  return accepted(cat(is_absolute ? "/" : "", join(parts, "/")));
}

struct TextCheck {
  std::string_view parameter;
  ParameterVerdict (*judge)(int major, std::string_view text);
};
constexpr auto checks = std::to_array<TextCheck>({
    {"application_name", judge_label},
    {"backtrace_functions", judge_functions},
    {"client_encoding", judge_encoding},
    {"cluster_name", judge_label},
    {"config_file", judge_path},
    {"data_directory", judge_path},
    {"DateStyle", judge_date_style},
    {"default_table_access_method", judge_access_method},
    {"external_pid_file", judge_path},
    {"hba_file", judge_path},
    {"ident_file", judge_path},
    {"log_directory", judge_path},
    {"log_timezone", judge_zone},
    {"primary_slot_name", judge_slot_name},
    {"promote_trigger_file", judge_path},
    {"recovery_target", judge_target},
    {"recovery_target_lsn", judge_target_lsn},
    {"recovery_target_name", judge_target_name},
    {"recovery_target_time", judge_target_time},
    {"stats_temp_directory", judge_path},
    {"synchronized_standby_slots", judge_slot_names},
    {"synchronous_standby_names", judge_standbys},
    {"TimeZone", judge_zone},
});

}  // namespace

std::string brief(std::string_view text) {
  constexpr std::size_t most = 20;
  return shown(text, most);
}

ParameterVerdict judge_text(std::string_view parameter, int postgres_major, std::string_view text) {
  for (const ListWords& row : list_words) {
    if (row.parameter != parameter || postgres_major < row.from || postgres_major > row.till)
      continue;
    return parameter == "log_connections" ? judge_log_connections(row, text)
                                          : judge_list(row, text);
  }
  for (const TextCheck& check : checks)
    if (check.parameter == parameter) return check.judge(postgres_major, text);
  return accepted(text);
}

}  // namespace patrol
