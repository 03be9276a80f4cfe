// Writes a YAML tree as JSON.
#include "linter/render/dump_yaml.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>
#include <vector>

#include "linter/base/text.h"
#include "linter/doc/yaml_construct.h"

namespace patrol {
namespace {

// Aliases can make a small text endless. Without them no value needs more than this.
constexpr std::size_t most_bytes_per_byte = 8;
constexpr std::size_t bytes_for_nothing = std::size_t{1} << 20;
constexpr std::size_t deepest_dump = 1000;

// A surrogate from an escape: three bytes that are no UTF-8 and no JSON either.
bool is_surrogate(std::string_view rest) {
  return rest.size() >= 3 && rest[0] == '\xED' && static_cast<unsigned char>(rest[1]) >= 0xA0;
}

void append_hex(std::string& out, unsigned code) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4)
    out.push_back(digits[(code >> static_cast<unsigned>(shift)) & 15U]);
}

void append_string(std::string& out, std::string_view text) {
  constexpr std::string_view named = "\"\\\n\r\t";
  constexpr std::string_view names = "\"\\nrt";
  out.push_back('"');
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::size_t name = named.find(text[at]);
    if (name != std::string_view::npos) {
      out += {'\\', names[name]};
    } else if (byte < 0x20 || byte == 0x7F) {
      append_hex(out, byte);
    } else if (is_surrogate(text.substr(at))) {
      const unsigned middle = static_cast<unsigned char>(text[at + 1]) & 0x3FU;
      append_hex(out, 0xD000U | middle << 6 | (static_cast<unsigned char>(text[at + 2]) & 0x3FU));
      at += 2;
    } else {
      out.push_back(text[at]);
    }
  }
  out.push_back('"');
}

class Dump {
 public:
  Dump(const YamlTree& tree, std::size_t source_size)
      : tree_(tree), longest_(most_bytes_per_byte * source_size + bytes_for_nothing) {}

  std::string run() {
    write(Value(tree_, tree_.root), 0);
    return std::move(out_);
  }
  [[nodiscard]] bool is_endless() const { return is_endless_; }

 private:
  void write(Value value, std::size_t depth) {
    is_endless_ = is_endless_ || out_.size() > longest_ || depth > deepest_dump;
    if (is_endless_) return;
    switch (value.kind()) {
      case NodeKind::null:
        out_ += "null";
        return;
      case NodeKind::boolean:
        out_ += *value.boolean() ? "true" : "false";
        return;
      case NodeKind::integer:
        out_ += value.python_str();
        return;
      case NodeKind::sequence:
      case NodeKind::set:
        return write_list(value.items(), depth);
      case NodeKind::mapping:
        return write_mapping(tree_.nodes[value.id()].entries, depth);
      default:
        return append_string(out_, value.python_str());
    }
  }

  void write_list(const std::vector<Value>& items, std::size_t depth) {
    out_.push_back('[');
    for (const Value& item : items) {
      if (out_.back() != '[') out_.push_back(',');
      write(item, depth + 1);
    }
    out_.push_back(']');
  }

  // As a Python dict: the first of equal keys, the value of the last.
  void write_mapping(const std::vector<Entry>& entries, std::size_t depth) {
    std::vector<Entry> kept;
    std::unordered_map<std::string, std::size_t> places;
    for (const Entry& entry : entries) {
      const auto [found, is_new] =
          places.try_emplace(python_key(tree_.nodes[entry.key]), kept.size());
      if (is_new) {
        kept.push_back(entry);
      } else {
        kept[found->second].value = entry.value;
      }
    }
    out_.push_back('{');
    for (const Entry& entry : kept) {
      if (&entry != kept.data()) out_.push_back(',');
      append_string(out_, Value(tree_, entry.key).python_str());
      out_.push_back(':');
      write(Value(tree_, entry.value), depth + 1);
    }
    out_.push_back('}');
  }

  const YamlTree& tree_;
  std::size_t longest_;
  std::string out_;
  bool is_endless_ = false;
};

std::string refusal(std::size_t line, std::string_view message) {
  std::string out = cat(R"({"ok":false,"line":)", line, R"(,"message":)");
  append_string(out, message);
  return out + "}\n";
}

}  // namespace

std::string dump_yaml(const YamlTree& tree, std::string_view text) {
  if (!tree.is_ok) {
    const YamlProblem problem = tree.problems.empty() ? YamlProblem{} : tree.problems.front();
    const std::string_view before = text.substr(0, problem.at.begin);
    return refusal(1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')),
                   problem.message);
  }
  Dump dump(tree, text.size());
  const std::string value = dump.run();
  if (dump.is_endless()) return refusal(1, "aliases make the value too large to print");
  return cat(R"({"ok":true,"value":)", value, "}\n");
}

}  // namespace patrol
