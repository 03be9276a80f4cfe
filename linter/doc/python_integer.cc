// Integers of any size from YAML 1.1 notations.
#include <algorithm>
#include <charconv>
#include <limits>
#include <vector>

#include "linter/base/text.h"
#include "linter/doc/python_number.h"
#include "linter/doc/utf8.h"

namespace patrol {
namespace {

constexpr std::size_t longest_integer = 4300;  // Python's own limit for decimal texts
constexpr std::uint32_t limb_base = 1'000'000'000;

// Nine decimal digits a limb, the lowest first.
class BigInteger {
 public:
  /// value * factor + addend, both at most a limb.
  void shift_in(std::uint32_t factor, std::uint32_t addend) {
    std::uint64_t carry = addend;
    for (std::uint32_t& limb : limbs_) {
      carry += std::uint64_t{limb} * factor;
      limb = static_cast<std::uint32_t>(carry % limb_base);
      carry /= limb_base;
    }
    if (carry != 0) limbs_.push_back(static_cast<std::uint32_t>(carry));
  }
  [[nodiscard]] std::string decimal() const {
    if (limbs_.empty()) return "0";
    std::string out = std::to_string(limbs_.back());
    for (std::size_t at = limbs_.size() - 1; at-- > 0;) {
      const std::string digits = std::to_string(limbs_[at]);
      out.append(9 - digits.size(), '0').append(digits);
    }
    return out;
  }

 private:
  std::vector<std::uint32_t> limbs_;
};

// Gathers digits until a limb is full, so that long numbers cost few passes.
class DigitFeed {
 public:
  DigitFeed(BigInteger& sum, std::uint32_t base) : sum_(sum), base_(base) {}
  void feed(std::uint32_t digit) {
    if (digit >= base_) flush();
    gathered_ = gathered_ * base_ + digit;
    factor_ *= base_;
    if (digit >= base_ || factor_ > limb_base / base_) flush();
  }
  void flush() {
    sum_.shift_in(factor_, gathered_);
    gathered_ = 0;
    factor_ = 1;
  }

 private:
  BigInteger& sum_;
  std::uint32_t base_;
  std::uint32_t gathered_ = 0;
  std::uint32_t factor_ = 1;
};

bool is_python_space(char letter) {
  return letter == ' ' || (letter >= '\t' && letter <= '\r') ||
         (letter >= '\x1C' && letter <= '\x1F');
}

std::string_view strip(std::string_view text) {
  while (!text.empty() && is_python_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_python_space(text.back())) text.remove_suffix(1);
  return text;
}

bool take_sign(std::string_view& text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  return is_negative;
}

char prefix_letter(std::uint32_t base) {
  return base == 16 ? 'x' : base == 8 ? 'o' : 'b';
}

// What Python's int(text, base) accepts, without its sign; underscores are gone already.
std::optional<std::string_view> plain_digits(std::string_view text, std::uint32_t base) {
  if (base != 10 && text.size() > 2 && text[0] == '0' && (text[1] | 0x20) == prefix_letter(base))
    text.remove_prefix(2);
  const auto is_digit = [base](char letter) {
    const int digit = hex_digit(letter);
    return digit >= 0 && static_cast<std::uint32_t>(digit) < base;
  };
  if (text.empty() || text.size() > longest_integer) return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  return text;
}

struct Signed {
  bool is_negative = false;
  BigInteger size;
};

std::optional<Signed> python_int(std::string_view text, std::uint32_t base) {
  text = strip(text);
  Signed out;
  out.is_negative = take_sign(text);
  const auto digits = plain_digits(text, base);
  if (!digits) return std::nullopt;
  DigitFeed feed(out.size, base);
  for (const char letter : *digits) feed.feed(static_cast<std::uint32_t>(hex_digit(letter)));
  feed.flush();
  return out;
}

// 190:20:30. Under an explicit tag a later group may be 60 and more.
std::optional<Signed> sexagesimal(std::string_view text) {
  if (text.size() > longest_integer) return std::nullopt;
  const auto groups = split(text, ':');
  auto out = python_int(groups.front(), 10);
  if (!out) return std::nullopt;
  DigitFeed feed(out->size, 60);
  for (std::size_t at = 1; at < groups.size(); ++at) {
    const auto group = to_integer(strip(groups[at]));
    if (!group || *group < 0 || *group >= limb_base) return std::nullopt;
    feed.feed(static_cast<std::uint32_t>(*group));
  }
  feed.flush();
  return out;
}

std::optional<Signed> read_unsigned(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.starts_with("0b")) return python_int(text.substr(2), 2);
  if (text.starts_with("0x")) return python_int(text.substr(2), 16);
  if (text != "0" && text[0] == '0') return python_int(text, 8);
  if (text.find(':') != std::string_view::npos) return sexagesimal(text);
  return python_int(text, 10);
}

PythonInteger finish(const Signed& number, bool is_negative) {
  PythonInteger out;
  const std::string digits = number.size.decimal();
  const std::string decimal = is_negative && digits != "0" ? cat('-', digits) : digits;
  const char* const end = decimal.data() + decimal.size();
  out.is_small = std::from_chars(decimal.data(), end, out.small).ec == std::errc{};
  if (!out.is_small) out.decimal = decimal;
  return out;
}

}  // namespace

std::optional<PythonInteger> read_yaml_integer(std::string_view text) {
  const bool is_simple = text.size() < 18 && !text.empty() && (text[0] != '0' || text.size() == 1);
  if (is_simple) {
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    if (std::from_chars(text.data(), end, value).ptr == end && text[0] != '-')
      return PythonInteger{true, value, {}};
  }
  std::string digits(text);
  std::erase(digits, '_');
  std::string_view rest = digits;
  const bool is_negative = take_sign(rest);
  auto number = read_unsigned(rest);
  if (!number) return std::nullopt;
  return finish(*number, is_negative != number->is_negative);
}

}  // namespace patrol
