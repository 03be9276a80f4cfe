// Reads a text that may be a template, or be wrong in places: finds the first fault, repairs a copy
// of the text so that all offsets stay, and reads again.
#include <algorithm>
#include <utility>

#include "linter/base/text.h"
#include "linter/doc/yaml_compose.h"
#include "linter/doc/yaml_encoding.h"
#include "linter/doc/yaml_repair.h"
#include "linter/doc/yaml_template.h"

namespace patrol {
namespace {

// Reading again costs as much as reading: at most this often, and at most so many bytes in all.
constexpr std::size_t most_repairs = 60;
constexpr std::size_t most_repaired_bytes = std::size_t{32} << 20;
// A text with more broken bytes is none.
constexpr std::size_t most_broken_bytes = 1000;

// No YAML can start with a backquote.
bool is_fence(std::string_view line) {
  return line.starts_with("```");
}

std::string_view line_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  return rest.substr(0, rest.find_first_of("\r\n"));
}

// Where the next fenced line begins; npos for none.
std::size_t find_fence(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('\n', from); at != std::string_view::npos;
       at = text.find('\n', at + 1))
    if (is_fence(line_at(text, at + 1))) return at + 1;
  return std::string_view::npos;
}

class TolerantReader {
 public:
  TolerantReader(FileId file, std::string_view text) : file_(file), text_(text) {}

  YamlTree read() {
    step_over_fence();
    if (!replace_broken_bytes()) return take_problems(empty_yaml_tree(file_));
    options_.has_templates = may_have_templates(text_);
    YamlTree tree = read_to_end();
    if (!tree.is_ok || !is_ok_) prefer_plain(tree);
    mark_unknown(tree);
    return take_problems(std::move(tree));
  }

 private:
  RepairedText& repaired() {
    if (!is_repaired_) repaired_.text = text_;
    is_repaired_ = true;
    return repaired_;
  }
  [[nodiscard]] std::string_view current() const {
    return is_repaired_ ? std::string_view(repaired_.text) : text_;
  }

  // A text copied out of a Markdown page with the fence around it.
  void step_over_fence() {
    const std::size_t begin = text_.find_first_not_of(" \r\n");
    if (begin == std::string_view::npos || !is_fence(line_at(text_, begin))) return;
    const std::size_t end = begin + line_at(text_, begin).size();
    add_problem(YamlProblem::Kind::code_fence, begin, end,
                "a code fence around the text; it is not YAML");
    blank_out(repaired(), file_, begin, end);
    const std::size_t close = find_fence(text_, end);
    if (close != std::string_view::npos) blank_out(repaired(), file_, close, text_.size());
  }

  // False for a text with so many that it is none.
  bool replace_broken_bytes() {
    std::size_t count = 0;
    YamlByteFault first;
    std::size_t from = 0;
    while (const auto fault = find_byte_fault(current(), from, options_.is_ascii)) {
      if (count++ == 0) first = *fault;
      if (count > most_broken_bytes) break;
      std::fill(repaired().text.begin() + fault->begin, repaired().text.begin() + fault->end, '_');
      repaired().changes.push_back({file_, fault->begin, fault->end});
      from = fault->end;
    }
    if (count == 0) return true;
    is_ok_ = false;
    has_broken_bytes_ = true;
    const std::string more = count > 1 ? cat(" (", count, " places)") : "";
    add_problem(YamlProblem::Kind::encoding, first.begin, first.end,
                cat(first.is_control ? "control character that YAML does not allow"
                                     : "bytes that are not UTF-8",
                    more));
    return count <= most_broken_bytes;
  }

  YamlTree read_to_end() {
    std::size_t repairs = std::min(most_repairs, most_repaired_bytes / (text_.size() + 1));
    while (true) {
      YamlTree tree = empty_yaml_tree(file_, is_repaired_ ? std::move(repaired_.text) : "");
      const std::string_view text = is_repaired_ ? std::string_view(tree.owned.front()) : text_;
      auto fault = compose_yaml(tree, text, options_);
      if (!fault || repairs == 0) return tree;
      --repairs;
      if (is_repaired_) repaired_.text = std::move(tree.owned.front());
      if (!repair_yaml(repaired(), *fault)) return read_last();
      if (is_branch(tree, *fault)) continue;
      is_ok_ = false;
      add_problem(YamlProblem::Kind::syntax, fault->at.begin, fault->at.end, fault->message);
    }
  }

  // Behind a template line may come the other branch of a condition, which does not fit.
  [[nodiscard]] bool is_branch(const YamlTree& tree, const YamlFault& fault) const {
    const auto& lines = tree.template_lines;
    const auto next =
        std::upper_bound(lines.begin(), lines.end(), fault.place,
                         [](std::uint32_t place, const Span& line) { return place < line.begin; });
    return next != lines.begin() && is_gap(std::prev(next)->end, fault.place);
  }

  // What PyYAML reads as it stands is no template with faults.
  void prefer_plain(YamlTree& tree) {
    if (!options_.has_templates || has_broken_bytes_) return;
    YamlScanOptions options = options_;
    options.has_templates = false;
    YamlTree plain = empty_yaml_tree(file_);
    compose_yaml(plain, text_, options);
    if (!plain.is_ok) return;
    tree = std::move(plain);
    problems_.clear();
    repaired_.changes.clear();
    is_ok_ = true;
  }

  YamlTree read_last() {
    YamlTree tree = empty_yaml_tree(file_, std::move(repaired_.text));
    compose_yaml(tree, tree.owned.front(), options_);
    return tree;
  }

  // Values that were changed by a repair, and empty values where lines were left out, are not
  // known.
  void mark_unknown(YamlTree& tree) {
    auto& regions = repaired_.changes;
    regions.insert(regions.end(), tree.template_lines.begin(), tree.template_lines.end());
    if (regions.empty()) return;
    std::sort(regions.begin(), regions.end(),
              [](const Span& left, const Span& right) { return left.begin < right.begin; });
    for (Node& node : tree.nodes) {
      const bool is_single = node.kind < NodeKind::sequence;
      if (!is_single || !is_touched(node.span)) continue;
      node.kind = NodeKind::opaque;
      node.is_exact = true;
      node.content_begin = node.span.begin;
      node.text = text_.substr(node.span.begin, node.span.end - node.span.begin);
    }
  }

  // An empty span is touched when a region follows it.
  [[nodiscard]] bool is_touched(Span at) const {
    const auto& regions = repaired_.changes;
    auto next = std::upper_bound(
        regions.begin(), regions.end(), at.begin,
        [](std::uint32_t place, const Span& region) { return place < region.end; });
    if (next == regions.end()) return false;
    return at.begin == at.end ? is_gap(at.end, next->begin) : next->begin < at.end;
  }

  // Nothing but blanks, line ends and comments.
  [[nodiscard]] bool is_gap(std::uint32_t begin, std::uint32_t end) const {
    bool is_comment = false;
    for (std::uint32_t at = begin; at < end; ++at) {
      const char letter = text_[at];
      if (letter == '\n') is_comment = false;
      if (letter == '#') is_comment = true;
      const bool is_blank = letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
      if (!is_comment && !is_blank) return false;
    }
    return true;
  }

  YamlTree take_problems(YamlTree tree) {
    tree.is_ok = tree.is_ok && is_ok_;
    if (!tree.template_lines.empty()) {
      const std::size_t count = tree.template_lines.size();
      const Span first = tree.template_lines.front();
      add_problem(
          YamlProblem::Kind::template_line, first.begin, first.end,
          cat(count, count == 1 ? " template line was" : " template lines were", " stepped over"));
    }
    auto& problems = tree.problems;
    problems.insert(problems.end(), problems_.begin(), problems_.end());
    std::stable_sort(problems.begin(), problems.end(),
                     [](const YamlProblem& left, const YamlProblem& right) {
                       return left.at.begin < right.at.begin;
                     });
    return tree;
  }

  void add_problem(YamlProblem::Kind kind, std::size_t begin, std::size_t end,
                   std::string message) {
    problems_.push_back(
        {kind,
         {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
         std::move(message)});
  }

  FileId file_;
  std::string_view text_;
  RepairedText repaired_;
  bool is_repaired_ = false;
  bool is_ok_ = true;
  bool has_broken_bytes_ = false;
  YamlScanOptions options_{.is_ascii = true};
  std::vector<YamlProblem> problems_;
};

}  // namespace

YamlTree read_tolerant_yaml(FileId file, std::string_view text) {
  return TolerantReader(file, text).read();
}

}  // namespace patrol
