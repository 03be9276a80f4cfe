// Recognises booleans, numbers, dates and null among unquoted texts.
#include <algorithm>
#include <array>
#include <utility>

#include "linter/doc/utf8.h"
#include "linter/doc/yaml_scalar.h"

namespace patrol {
namespace {

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_sign(char letter) {
  return letter == '-' || letter == '+';
}
bool is_blank(char letter) {
  return letter == ' ' || letter == '\t';
}
bool is_grouped_digit(char letter) {
  return is_digit(letter) || letter == '_';
}
bool is_grouped_binary(char letter) {
  return letter == '0' || letter == '1' || letter == '_';
}
bool is_grouped_octal(char letter) {
  return (letter >= '0' && letter <= '7') || letter == '_';
}
bool is_grouped_hex(char letter) {
  return hex_digit(letter) >= 0 || letter == '_';
}
bool is_exponent_mark(char letter) {
  return letter == 'e' || letter == 'E';
}

// A text that is eaten from the front.
class Eater {
 public:
  explicit Eater(std::string_view text) : rest_(text) {}
  [[nodiscard]] bool is_empty() const { return rest_.empty(); }
  [[nodiscard]] char next() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool eat(char letter) {
    if (next() != letter || rest_.empty()) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// One letter of a kind.
  template <typename Kind>
  bool eat_one(Kind kind) {
    if (rest_.empty() || !kind(rest_.front())) return false;
    rest_.remove_prefix(1);
    return true;
  }
  template <typename Kind>
  std::size_t eat_all(Kind kind, std::size_t most = std::string_view::npos) {
    std::size_t count = 0;
    while (count < most && count < rest_.size() && kind(rest_[count])) ++count;
    rest_.remove_prefix(count);
    return count;
  }
  std::size_t eat_digits(std::size_t most = std::string_view::npos) {
    return eat_all(is_digit, most);
  }
  void eat_sign() { eat_one(is_sign); }

 private:
  std::string_view rest_;
};

// `:0` to `:59`, once or more.
bool eat_sexagesimal(Eater& eater) {
  std::size_t groups = 0;
  while (eater.eat(':')) {
    const char first = eater.next();
    const std::size_t digits = eater.eat_digits(2);
    if (digits == 0 || (digits == 2 && first > '5')) return false;
    ++groups;
  }
  return groups > 0;
}

template <typename Digit>
bool is_prefixed(std::string_view text, char letter, Digit digits) {
  Eater eater(text);
  eater.eat_sign();
  return eater.eat('0') && eater.eat(letter) && eater.eat_all(digits) > 0 && eater.is_empty();
}

bool is_integer(std::string_view text) {
  Eater eater(text);
  eater.eat_sign();
  if (eater.next() == '0') {
    if (is_prefixed(text, 'b', is_grouped_binary)) return true;
    if (is_prefixed(text, 'x', is_grouped_hex)) return true;
    eater.eat('0');
    eater.eat_all(is_grouped_octal);
    return eater.is_empty();
  }
  if (eater.eat_digits(1) == 0) return false;
  eater.eat_all(is_grouped_digit);
  return eater.is_empty() || (eat_sexagesimal(eater) && eater.is_empty());
}

// An exponent needs a sign; none is fine too.
bool is_exponent(Eater& eater) {
  if (eater.is_empty()) return true;
  return eater.eat_one(is_exponent_mark) && eater.eat_one(is_sign) && eater.eat_digits() > 0 &&
         eater.is_empty();
}

bool is_special_float(std::string_view text) {
  if (text == ".nan" || text == ".NaN" || text == ".NAN") return true;
  if (!text.empty() && is_sign(text.front())) text.remove_prefix(1);
  return text == ".inf" || text == ".Inf" || text == ".INF";
}

bool is_float(std::string_view text) {
  if (text.front() == '.' && text.size() > 1 && is_digit(text[1])) {
    Eater fraction(text.substr(1));
    fraction.eat_all(is_grouped_digit);
    return is_exponent(fraction);
  }
  Eater eater(text);
  eater.eat_sign();
  if (!is_digit(eater.next())) return is_special_float(text);
  eater.eat_all(is_grouped_digit);
  if (eater.eat('.')) {
    eater.eat_all(is_grouped_digit);
    return is_exponent(eater);
  }
  if (eater.next() != ':' || !eat_sexagesimal(eater) || !eater.eat('.')) return false;
  eater.eat_all(is_grouped_digit);
  return eater.is_empty();
}

bool eat_time(Eater& eater) {
  const auto eat_pair = [&eater] { return eater.eat_digits(2) == 2; };
  const bool has_clock =
      eater.eat_digits(2) > 0 && eater.eat(':') && eat_pair() && eater.eat(':') && eat_pair();
  if (!has_clock) return false;
  if (eater.eat('.')) eater.eat_digits();
  const bool has_blanks = eater.eat_all(is_blank) > 0;
  if (eater.eat('Z')) return true;
  if (!eater.eat_one(is_sign)) return !has_blanks;
  return eater.eat_digits(2) > 0 && (!eater.eat(':') || eat_pair());
}

bool is_timestamp(std::string_view text) {
  Eater eater(text);
  if (eater.eat_digits(4) != 4 || !eater.eat('-')) return false;
  const std::size_t month = eater.eat_digits(2);
  if (month == 0 || !eater.eat('-')) return false;
  const std::size_t day = eater.eat_digits(2);
  if (day == 0) return false;
  if (eater.is_empty()) return month == 2 && day == 2;
  if (!eater.eat('T') && !eater.eat('t') && eater.eat_all(is_blank) == 0) return false;
  return eat_time(eater) && eater.is_empty();
}

template <std::size_t Count>
bool is_one_of(std::string_view text, const std::array<std::string_view, Count>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

YamlTag resolve_word(std::string_view text) {
  constexpr std::array<std::string_view, 18> booleans = {
      "yes",   "Yes",   "YES",   "no", "No", "NO", "true", "True", "TRUE",
      "false", "False", "FALSE", "on", "On", "ON", "off",  "Off",  "OFF"};
  constexpr std::array<std::string_view, 4> nulls = {"~", "null", "Null", "NULL"};
  if (text.size() > 5) return YamlTag::str;
  if (is_one_of(text, booleans)) return YamlTag::boolean;
  return is_one_of(text, nulls) ? YamlTag::null : YamlTag::str;
}

YamlTag resolve_number(std::string_view text) {
  if (is_float(text)) return YamlTag::floating;
  if (is_integer(text)) return YamlTag::integer;
  return is_timestamp(text) ? YamlTag::timestamp : YamlTag::str;
}

}  // namespace

YamlTag resolve_plain(std::string_view text) {
  if (text.empty()) return YamlTag::null;
  const char first = text.front();
  if (is_digit(first) || is_sign(first) || first == '.') return resolve_number(text);
  switch (first) {
    case 'y':
    case 'Y':
    case 'n':
    case 'N':
    case 't':
    case 'T':
    case 'f':
    case 'F':
    case 'o':
    case 'O':
    case '~':
      return resolve_word(text);
    case '<':
      return text == "<<" ? YamlTag::merge : YamlTag::str;
    case '=':
      return text == "=" ? YamlTag::value : YamlTag::str;
    default:
      // PyYAML has a tag without a constructor for a lone indicator (it needs `! "*"` to come
      // here).
      return text == "!" || text == "&" || text == "*" ? YamlTag::unknown : YamlTag::str;
  }
}

YamlTag find_yaml_tag(std::string_view name) {
  constexpr std::string_view prefix = "tag:yaml.org,2002:";
  constexpr std::array<std::pair<std::string_view, YamlTag>, 14> tags = {{
      {"str", YamlTag::str},
      {"null", YamlTag::null},
      {"bool", YamlTag::boolean},
      {"int", YamlTag::integer},
      {"float", YamlTag::floating},
      {"timestamp", YamlTag::timestamp},
      {"binary", YamlTag::binary},
      {"omap", YamlTag::omap},
      {"pairs", YamlTag::pairs},
      {"set", YamlTag::set},
      {"seq", YamlTag::seq},
      {"map", YamlTag::map},
      {"merge", YamlTag::merge},
      {"value", YamlTag::value},
  }};
  if (!name.starts_with(prefix)) return YamlTag::unknown;
  name.remove_prefix(prefix.size());
  const auto* const found =
      std::find_if(tags.begin(), tags.end(), [name](const auto& tag) { return tag.first == name; });
  return found == tags.end() ? YamlTag::unknown : found->second;
}

}  // namespace patrol
