// Takes libpq's messages apart and says what they mean for an audit.
#include "auditor/transport/pg_message.h"

#include <algorithm>
#include <optional>

#include "linter/base/text.h"

namespace patrol {
namespace {

std::string without(std::string text, std::string_view secret) {
  constexpr std::size_t shortest = 4;  // letters of words would go with a shorter one
  if (secret.size() < shortest) return text;
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + 3))
    text.replace(at, secret.size(), "***");
  return text;
}

bool is_sqlstate(std::string_view word) {
  return word.size() == 5 && std::all_of(word.begin(), word.end(), [](char letter) {
           return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z');
         });
}

// "FATAL:  28P01: password …" -> where the five letters stand.
std::optional<std::size_t> sqlstate_position(std::string_view line) {
  for (std::size_t at = line.find(":  "); at != std::string_view::npos;
       at = line.find(":  ", at + 1)) {
    const std::string_view rest = line.substr(at + 3);
    if (rest.size() > 7 && is_sqlstate(rest.substr(0, 5)) && rest.substr(5, 2) == ": ")
      return at + 3;
  }
  return std::nullopt;
}

}  // namespace

PgMessage read_message(std::string_view raw, std::string_view password) {
  constexpr std::size_t most_letters = 500;
  PgMessage out;
  std::string_view line = trim(raw);
  // libpq tells of each try on a line of its own; the last one counts.
  if (const auto location = line.rfind("\nLOCATION:"); location != std::string_view::npos)
    line = line.substr(0, location);
  if (const auto begin = line.rfind("\nconnection to "); begin != std::string_view::npos)
    line = line.substr(begin + 1);
  line = line.substr(0, line.find('\n'));
  std::string text(line);
  if (const auto at = sqlstate_position(text)) {
    out.sqlstate = text.substr(*at, 5);
    text.erase(*at - 1, 8);
    if (const auto prefix = text.find(" failed: "); prefix != std::string::npos && prefix < *at)
      text.erase(0, prefix + 9);
  }
  out.text = printable(without(text.substr(0, most_letters), password));
  return out;
}

Unavailable pg_refusal(const PgMessage& message) {
  const std::string_view state = message.sqlstate;
  Unavailable why{Cause::unreachable, message.text, {}};
  if (state == "28P01") {
    why.cause = Cause::denied;
    why.remedy = "give the password in PGPASSFILE or PGPASSWORD, or another role with --sql-user";
  } else if (state.starts_with("28")) {
    why.cause = Cause::denied;
    why.remedy =
        "let the role in from this host in pg_hba.conf, or use another one with --sql-user";
  } else if (state == "42501") {
    why.cause = Cause::denied;
  } else if (state == "3D000" || state.starts_with("42")) {
    why.cause = Cause::missing;
  } else if (state == "57014" || state == "55P03") {
    why.cause = Cause::timed_out;
  } else if (state.empty() && (contains(message.text, "received invalid response") ||
                               contains(message.text, "expected authentication request") ||
                               contains(message.text, "lost synchronization") ||
                               contains(message.text, "message contents do not agree"))) {
    why.cause = Cause::malformed;
  }
  return why;
}

}  // namespace patrol
