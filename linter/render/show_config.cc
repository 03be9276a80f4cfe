// Writes block style; a text is quoted wherever YAML could take it for something else.
#include "linter/render/show_config.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "linter/base/text.h"
#include "linter/render/json_writer.h"

namespace patrol {
namespace {

constexpr std::size_t longest_output = std::size_t{4} << 20;
constexpr std::size_t deepest_output = 100;
constexpr auto taken_words =
    std::to_array<std::string_view>({"y", "n", "yes", "no", "on", "off", "true", "false", "null"});

// Letters, digits and a few harmless signs behind a letter, and no word with a meaning of its own.
bool is_plain_safe(std::string_view text) {
  if (text.empty() || std::isalpha(static_cast<unsigned char>(text.front())) == 0) return false;
  const bool is_harmless = std::all_of(text.begin(), text.end(), [](char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || contains("_-./", {&letter, 1});
  });
  return is_harmless &&
         std::find(taken_words.begin(), taken_words.end(), lower(text)) == taken_words.end();
}

bool is_printable_line(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte >= 0x20 && byte < 0x7F;
  });
}

std::string quoted(std::string_view text) {
  if (is_plain_safe(text)) return std::string(text);
  if (!is_printable_line(text)) return JsonWriter().value(text).take();
  std::string out = "'";
  for (const char letter : text) out += letter == '\'' ? "''" : std::string(1, letter);
  return out + "'";
}

std::string scalar_text(const Value& value) {
  switch (value.kind()) {
    case NodeKind::null:
      return "null";
    case NodeKind::boolean:
      return value.boolean().value_or(false) ? "true" : "false";
    case NodeKind::integer:
      return value.python_str();
    case NodeKind::floating:
    case NodeKind::opaque:
    case NodeKind::date:
      return std::string(value.text());
    default:
      return quoted(value.text());
  }
}

class Writer {
 public:
  std::string run(const Value& root) {
    if (root.is_mapping() && !root.members().empty())
      add_mapping(root, 0);
    else
      out_ = "{}\n";
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is_over(std::size_t depth) const {
    return out_.size() > longest_output || depth > deepest_output;
  }

  void add_mapping(const Value& mapping, std::size_t depth) {
    auto members = mapping.members();
    std::stable_sort(members.begin(), members.end(), [](const auto& left, const auto& right) {
      return left.key.python_str() < right.key.python_str();
    });
    for (const Value::Member& member : members) {
      if (is_over(depth)) return;
      out_ += cat(std::string(2 * depth, ' '), quoted(member.key.python_str()), ':');
      add_value(member.value, depth);
    }
  }

  // Behind a colon.
  void add_value(const Value& value, std::size_t depth) {
    if (value.is_mapping() && !value.members().empty()) {
      out_ += '\n';
      add_mapping(value, depth + 1);
    } else if (value.is_sequence() && !value.items().empty()) {
      out_ += '\n';
      add_list(value, depth);
    } else {
      out_ += cat(' ',
                  value.is_mapping()    ? "{}"
                  : value.is_sequence() ? "[]"
                                        : scalar_text(value),
                  '\n');
    }
  }

  void add_list(const Value& list, std::size_t depth) {
    for (const Value& item : list.items()) {
      if (is_over(depth)) return;
      const std::string indent(2 * depth, ' ');
      if (item.is_scalar()) {
        out_ += cat(indent, "- ", scalar_text(item), '\n');
        continue;
      }
      out_ += cat(indent, "-");
      add_value(item, depth + 1);
    }
  }

  std::string out_;
};

}  // namespace

std::string show_config(const Value& root) {
  return Writer().run(root);
}

}  // namespace patrol
