// Reads synchronous_standby_names by the grammar of PostgreSQL 10 to 18.
#include "linter/model/standby_names.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "linter/base/identifiers.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_name_start(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_' ||
         static_cast<unsigned char>(letter) >= 0x80;
}
bool is_name_part(char letter) {
  return is_name_start(letter) || is_digit(letter) || letter == '$';
}

struct Word {
  enum class Kind : std::uint8_t { end, name, number, any, first, sign, broken };
  Kind kind = Kind::end;
  std::string text;  // of a name without its quotes
};

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) { advance(); }

  [[nodiscard]] const Word& word() const { return word_; }
  [[nodiscard]] bool is_sign(std::string_view sign) const {
    return word_.kind == Word::Kind::sign && word_.text == sign;
  }
  void advance();

 private:
  void read_quoted();
  Word take(Word::Kind kind, std::size_t length) {
    Word out{kind, std::string(rest_.substr(0, length))};
    rest_.remove_prefix(length);
    return out;
  }
  std::string_view rest_;
  Word word_;
};

void Reader::advance() {
  rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\n\r\f\v"), rest_.size()));
  word_ = {};
  if (rest_.empty()) return;
  const auto run = [&](auto accepts) {
    return static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), accepts) -
                                    rest_.begin());
  };
  if (rest_.front() == '"') return read_quoted();
  if (rest_.front() == '*') {
    word_ = take(Word::Kind::name, 1);
  } else if (is_digit(rest_.front())) {
    word_ = take(Word::Kind::number, run(is_digit));
  } else if (is_name_start(rest_.front())) {
    word_ = take(Word::Kind::name, run(is_name_part));
    if (equal_ignoring_case(word_.text, "any")) word_.kind = Word::Kind::any;
    if (equal_ignoring_case(word_.text, "first")) word_.kind = Word::Kind::first;
  } else {
    const bool is_known = contains(",()", rest_.substr(0, 1));
    word_ = take(is_known ? Word::Kind::sign : Word::Kind::broken, 1);
  }
}

void Reader::read_quoted() {
  if (auto name = take_double_quoted(rest_)) {
    word_ = {Word::Kind::name, std::move(*name)};
  } else {
    rest_ = {};
    word_ = {Word::Kind::broken, "\""};
  }
}

std::string unexpected(const Word& word) {
  switch (word.kind) {
    case Word::Kind::end:
      return "ends too early";
    case Word::Kind::any:
    case Word::Kind::first:
      return cat("needs double quotes around the name `", word.text, "`");
    case Word::Kind::broken:
      if (word.text == "\"") return "has an unclosed double quote";
      return cat("has `", printable(word.text), "` in a name without double quotes");
    default:
      return cat("has an unexpected `", printable(word.text), "`");
  }
}

// name or number, separated by commas; empty when all is well.
std::optional<std::string> read_names(Reader& reader, std::vector<std::string>& names) {
  for (;;) {
    const Word word = reader.word();
    if (word.kind != Word::Kind::name && word.kind != Word::Kind::number) return unexpected(word);
    names.push_back(word.text);
    reader.advance();
    if (!reader.is_sign(",")) return std::nullopt;
    reader.advance();
  }
}

// The server reads the number with atoi; what does not fit an int wraps there, and is refused here.
int to_count(std::string_view digits) {
  int count = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), count);
  return count;
}

// "2 (a, b)" behind an optional keyword; `number` was read already.
tl::expected<StandbyNames, std::string> read_counted(Reader& reader, StandbyNames out,
                                                     std::string_view number) {
  out.count = to_count(number);
  if (out.count <= 0) return tl::unexpected(std::string("asks for no standby at all"));
  if (!reader.is_sign("(")) return tl::unexpected(unexpected(reader.word()));
  reader.advance();
  if (auto wrong = read_names(reader, out.names)) return tl::unexpected(*wrong);
  if (!reader.is_sign(")")) {
    if (reader.word().kind == Word::Kind::end)
      return tl::unexpected(std::string("has no closing parenthesis"));
    return tl::unexpected(unexpected(reader.word()));
  }
  reader.advance();
  return out;
}

tl::expected<StandbyNames, std::string> read_configuration(Reader& reader) {
  StandbyNames out{.method = StandbyNames::Method::list, .count = 1, .names = {}};
  const Word head = reader.word();
  if (head.kind == Word::Kind::any || head.kind == Word::Kind::first) {
    out.method =
        head.kind == Word::Kind::any ? StandbyNames::Method::any : StandbyNames::Method::first;
    reader.advance();
    const Word number = reader.word();
    if (number.kind != Word::Kind::number) return tl::unexpected(unexpected(number));
    reader.advance();
    return read_counted(reader, std::move(out), number.text);
  }
  if (head.kind == Word::Kind::number) {
    Reader ahead = reader;
    ahead.advance();
    if (ahead.is_sign("(")) {
      reader.advance();
      out.method = StandbyNames::Method::first;
      return read_counted(reader, std::move(out), head.text);
    }
  }
  if (auto wrong = read_names(reader, out.names)) return tl::unexpected(*wrong);
  return out;
}

}  // namespace

tl::expected<StandbyNames, std::string> parse_standby_names(std::string_view text) {
  if (text.empty()) return StandbyNames{};
  Reader reader(text);
  auto out = read_configuration(reader);
  if (out && reader.word().kind != Word::Kind::end)
    return tl::unexpected(unexpected(reader.word()));
  return out;
}

}  // namespace patrol
