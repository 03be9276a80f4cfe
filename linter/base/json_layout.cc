// Lays a JSON text out without reading it: hostile texts cost no more than good ones.
#include "linter/base/json_layout.h"

#include <algorithm>

#include "linter/base/text.h"

namespace patrol {
namespace {

/// Puts line ends and blanks between the pieces of a JSON text; strings stay as they are.
class Layout {
 public:
  explicit Layout(std::string_view json) : json_(json) {}

  std::string run() {
    for (at_ = 0; at_ < json_.size(); ++at_) add(json_[at_]);
    out_ += '\n';
    return std::move(out_);
  }

 private:
  void add(char letter) {
    if (is_quoted_) return add_quoted(letter);
    if (letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r') return;
    const bool is_end = letter == '}' || letter == ']';
    const bool is_begin = letter == '{' || letter == '[';
    if (is_end && level_ > 0) --level_;
    if (is_end != is_fresh_) break_line();
    out_ += letter;
    is_quoted_ = letter == '"';
    if (is_begin) ++level_;
    is_fresh_ = is_begin || letter == ',';
    if (letter == ':') out_ += ' ';
  }

  void add_quoted(char letter) {
    out_ += letter;
    if (letter == '\\' && at_ + 1 < json_.size())
      out_ += json_[++at_];
    else if (letter == '"')
      is_quoted_ = false;
  }

  // A hostile text may be nested deeply; blanks must not make it grow out of bounds.
  void break_line() {
    out_ += '\n';
    out_.append(2 * std::min<std::size_t>(level_, 20), ' ');
    is_fresh_ = false;
  }

  std::string_view json_;
  std::size_t at_ = 0;
  std::size_t level_ = 0;
  bool is_quoted_ = false;
  bool is_fresh_ = false;  // behind a bracket or a comma: the next piece begins a line
  std::string out_;
};

}  // namespace

std::string laid_out(std::string_view json) {
  return trim(json).starts_with('{') ? Layout(trim(json)).run() : std::string(json);
}

}  // namespace patrol
