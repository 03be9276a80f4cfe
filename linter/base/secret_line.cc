// A name that means a secret, then how far its value reaches.
#include "linter/base/secret_line.h"

#include <algorithm>
#include <string>

#include "linter/base/secret_name.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

using std::string_view;
constexpr auto npos = string_view::npos;

bool is_blank(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\r';
}

bool is_name_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '_' || letter == '-' || letter == '.';
}

bool is_quote(char letter) {
  return letter == '"' || letter == '\'';
}

std::size_t skip_blanks(string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

std::size_t end_without_blanks(string_view text, std::size_t begin) {
  auto end = text.size();
  while (end > begin && is_blank(text[end - 1])) --end;
  return end;
}

bool is_open_value(string_view value) {
  return value.empty() || value == "null" || value == "~" || is_placeholder(value);
}

// What stands before a value decides where it ends.
enum class Separator { colon, equals_first, equals_inside };

struct Name {
  std::string plain = {};
  std::size_t begin = 0;
  std::size_t value = 0;  // first byte that is no blank behind the separator
  Separator separator = Separator::colon;
  bool is_first = false;  // nothing but blanks, dashes, quotes and comment signs before it
  bool is_in_flow = false;
};

class LineScanner {
 public:
  LineScanner(SecretLine line, SecretContext context, std::vector<TextRange>& out)
      : line_(line.text), offset_(line.offset), context_(context), out_(out) {}

  SecretCarry scan(std::size_t from);

 private:
  void hide(std::size_t begin, std::size_t end) {
    if (begin < end) out_.push_back({offset_ + begin, offset_ + end});
  }
  [[nodiscard]] bool read_name(std::size_t begin, std::size_t end, Name& name) const;
  std::size_t hide_value(const Name& name);
  std::size_t hide_quoted(const Name& name);
  std::size_t hide_pair(const Name& name);
  [[nodiscard]] std::size_t closing_quote(std::size_t open, bool knows_backslash) const;
  [[nodiscard]] std::size_t closing_doubled_quote(const Name& name) const;
  [[nodiscard]] std::size_t end_of_plain(const Name& name) const;
  [[nodiscard]] std::size_t end_of_word(std::size_t at) const;
  [[nodiscard]] std::size_t end_in_flow(std::size_t at) const;
  [[nodiscard]] bool is_key_at(std::size_t at) const;
  [[nodiscard]] bool begins_block(const Name& name) const;
  std::size_t hide_pem(std::size_t at);
  std::size_t hide_word_option(std::size_t begin, std::size_t end);
  void hide_urls();
  void pass(char letter);
  std::size_t read_word(std::size_t begin);

  string_view line_;
  std::size_t offset_;
  SecretContext context_;
  std::vector<TextRange>& out_;
  SecretCarry carry_;
  bool is_first_ = true;
  int depth_ = 0;  // of brackets open in this line
};

// Whether a name ends at `end` and has a value behind it.
bool LineScanner::read_name(std::size_t begin, std::size_t end, Name& name) const {
  auto at = end;
  if (at < line_.size() && is_quote(line_[at])) ++at;
  at = skip_blanks(line_, at);
  if (at >= line_.size()) return false;
  if (line_[at] == ':') {
    name.separator = Separator::colon;
    ++at;
  } else if (line_[at] == '=') {
    name.separator = name.is_first ? Separator::equals_first : Separator::equals_inside;
    ++at;
  } else if (is_quote(line_[at]) && at > end) {
    name.separator = Separator::equals_inside;  // PASSWORD 'x'
  } else {
    return false;
  }
  name.begin = begin;
  name.value = skip_blanks(line_, at);
  name.plain = plain_name(line_.substr(begin, end - begin));
  return is_pair_name(name.plain) || is_secret_plain_name(name.plain);
}

std::size_t LineScanner::closing_quote(std::size_t open, bool knows_backslash) const {
  const char quote = line_[open];
  for (auto at = open + 1; at < line_.size(); ++at) {
    if (knows_backslash && line_[at] == '\\') {
      ++at;
    } else if (line_[at] == quote) {
      if (at + 1 >= line_.size() || line_[at + 1] != quote) return at;
      ++at;  // doubled: one quote of the value
    }
  }
  return npos;
}

std::size_t LineScanner::end_of_word(std::size_t at) const {
  while (at < line_.size() && !is_blank(line_[at])) ++at;
  return at;
}

// A flow value ends before the next `, key:` or before the brackets that close the line.
std::size_t LineScanner::end_in_flow(std::size_t at) const {
  for (auto comma = line_.find(',', at); comma != npos; comma = line_.find(',', comma + 1))
    if (is_key_at(skip_blanks(line_, comma + 1))) return comma;
  const auto last = line_.find_last_not_of("}] \t\r");
  return last == npos || last < at ? at : last + 1;
}

bool LineScanner::is_key_at(std::size_t at) const {
  const auto is_quote_at = [&](std::size_t place) {
    return place < line_.size() && is_quote(line_[place]);
  };
  if (is_quote_at(at)) ++at;
  const auto begin = at;
  while (at < line_.size() && is_name_letter(line_[at])) ++at;
  if (at == begin) return false;
  if (is_quote_at(at)) ++at;
  return at < line_.size() && line_[at] == ':';
}

std::size_t LineScanner::end_of_plain(const Name& name) const {
  if (name.separator != Separator::equals_inside)
    return name.is_in_flow ? end_in_flow(name.value) : end_without_blanks(line_, name.value);
  auto end = end_of_word(name.value);
  const bool is_query =
      name.begin > 0 && (line_[name.begin - 1] == '?' || line_[name.begin - 1] == '&');
  if (is_query) end = std::min(end, line_.find('&', name.value));
  // The quotes and brackets around the whole string are not part of it.
  const auto last = line_.substr(0, end).find_last_not_of("\"',;)]}`");
  return last == npos || last < name.value ? name.value : last + 1;
}

// The text between the quotes; everything where the quote does not close or more follows.
std::size_t LineScanner::hide_quoted(const Name& name) {
  const bool is_inside = name.separator == Separator::equals_inside;
  const bool is_double = line_[name.value] == '"';
  const auto close = closing_quote(name.value, is_double || name.separator != Separator::colon);
  if (close == npos) {
    hide(name.value, end_without_blanks(line_, name.value));
    if (!is_inside) carry_ = {.kind = SecretCarry::Kind::quote, .quote = line_[name.value]};
    return line_.size();
  }
  const auto rest = skip_blanks(line_, close + 1);
  // In an environment file what looks like a comment belongs to the value.
  const bool is_comment =
      rest < line_.size() && line_[rest] == '#' && name.separator != Separator::equals_first;
  const bool is_end = rest >= line_.size() || is_comment ||
                      (name.is_in_flow && contains(",}]", line_.substr(rest, 1))) ||
                      line_.find_first_not_of(",}] \t\r", rest) == npos;
  if (is_end || is_inside) {
    const auto value = line_.substr(name.value + 1, close - name.value - 1);
    if (!is_placeholder(value)) hide(name.value + 1, close);
    return close + 1;
  }
  hide(name.value, end_without_blanks(line_, name.value));
  return line_.size();
}

// The part behind the colon of "user:password".
std::size_t LineScanner::hide_pair(const Name& name) {
  const auto colon = line_.find(':', name.value);
  if (colon == npos) return name.value;
  auto end = end_without_blanks(line_, colon);
  while (end > colon + 1 && (is_quote(line_[end - 1]) || line_[end - 1] == '}')) --end;
  if (!is_placeholder(line_.substr(colon + 1, end - colon - 1))) hide(colon + 1, end);
  return end;
}

// A quote inside a quoted string is written twice: ''a b''. Returns the end of such a value.
std::size_t LineScanner::closing_doubled_quote(const Name& name) const {
  const auto open = line_.substr(name.value, 2);
  if (name.separator != Separator::equals_inside || open.size() < 2) return npos;
  if (!is_quote(open[0]) || open[0] != open[1]) return npos;
  const auto close = line_.find(open, name.value + 2);
  return close == npos ? npos : close + 2;
}

// Hides the value of a secret name; returns where reading goes on.
std::size_t LineScanner::hide_value(const Name& name) {
  if (name.value >= line_.size()) return line_.size();
  if (is_pair_name(name.plain)) return hide_pair(name);
  if (const auto close = closing_doubled_quote(name); close != npos) {
    hide(name.value, close);
    return close;
  }
  if (is_quote(line_[name.value])) return hide_quoted(name);
  const auto end = end_of_plain(name);
  const auto value = line_.substr(name.value, end - name.value);
  const bool is_block = value.find_first_not_of("|>+-0123456789") == npos &&
                        (value.starts_with('|') || value.starts_with('>'));
  if (is_block || is_open_value(value) || is_path_of_key(name.plain, value)) return end;
  hide(name.value, end);
  if (name.separator == Separator::equals_first && value.ends_with('\\'))
    carry_ = {.kind = SecretCarry::Kind::backslash};
  return end;
}

// `--password x` and `-u user:x` of commands.
std::size_t LineScanner::hide_word_option(std::size_t begin, std::size_t end) {
  const auto option = line_.substr(begin, end - begin);
  const auto word = skip_blanks(line_, end);
  if (word == end || word >= line_.size()) return end;
  if (option.starts_with("--") && is_secret_name(option)) {
    hide(word, end_of_word(word));
    return end_of_word(word);
  }
  if (option != "-u" && option != "--user") return end;
  const auto colon = line_.substr(0, end_of_word(word)).find(':', word);
  if (colon == npos) return end;
  hide(colon + 1, end_of_word(word));
  return end_of_word(word);
}

std::size_t LineScanner::hide_pem(std::size_t at) {
  const auto begin = line_.find("-----BEGIN ", at);
  if (begin == npos || line_.find("PRIVATE KEY", begin) == npos) return at;
  const auto close = line_.find("-----END ", begin);
  hide(begin, close == npos ? end_without_blanks(line_, begin) : line_.size());
  if (close == npos) carry_ = {.kind = SecretCarry::Kind::pem};
  return line_.size();
}

// user:password@ behind "://", to the last @ before a blank.
void LineScanner::hide_urls() {
  for (auto at = line_.find("://"); at != npos; at = line_.find("://", at)) {
    const auto begin = at + 3;
    at = end_of_word(begin);
    const auto sign = line_.substr(begin, at - begin).rfind('@');
    if (sign == npos) continue;
    const auto login = line_.substr(begin, sign);
    const auto colon = login.find(':');
    if (colon != npos && !is_placeholder(login.substr(colon + 1)))
      hide(begin + colon + 1, begin + sign);
    at = begin + sign;
  }
}

// Whether deeper lines below continue the value. A comment has no such lines.
bool LineScanner::begins_block(const Name& name) const {
  return carry_.kind == SecretCarry::Kind::nothing && name.is_first &&
         name.separator == Separator::colon && !is_pair_name(name.plain) &&
         line_[skip_blanks(line_, 0)] != '#';
}

// Goes on from `begin`, where a name or another word starts; returns where it stopped.
std::size_t LineScanner::read_word(std::size_t begin) {
  auto end = begin;
  while (end < line_.size() && is_name_letter(line_[end])) ++end;
  const auto word = line_.substr(begin, end - begin);
  if (is_first_ && word == "-") return end;
  Name name{.is_first = is_first_, .is_in_flow = depth_ > 0};
  is_first_ = is_first_ && word == "export";
  if (!read_name(begin, end, name)) return hide_word_option(begin, end);
  if (context_ == SecretContext::message && name.separator == Separator::colon) return end;
  const auto value_end = hide_value(name);
  if (begins_block(name))
    carry_ = {.kind = SecretCarry::Kind::block,
              .indent = begin,
              .is_list_possible = value_end <= name.value};
  return std::max(end, value_end);
}

void LineScanner::pass(char letter) {
  if (letter == '{' || letter == '[') ++depth_;
  if (letter == '}' || letter == ']') --depth_;
  is_first_ = is_first_ && (is_blank(letter) || is_quote(letter) || letter == '#');
}

SecretCarry LineScanner::scan(std::size_t from) {
  auto at = hide_pem(from);
  while (at < line_.size()) {
    if (is_name_letter(line_[at])) {
      at = read_word(at);
    } else {
      pass(line_[at]);
      ++at;
    }
  }
  hide_urls();
  return carry_;
}

}  // namespace

SecretCarry find_secrets(SecretLine line, SecretContext context, std::vector<TextRange>& out) {
  return LineScanner(line, context, out).scan(line.from);
}

}  // namespace patrol
