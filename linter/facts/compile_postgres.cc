// The facts compiler: pg_settings.yaml. The head of that file says what every key means.
#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include "linter/facts/compile_output.h"
#include "linter/facts/compile_tables.h"

namespace patrol::facts {
namespace {

constexpr int oldest = 10;
constexpr int newest = 18;

enum Type { boolean_type, integer_type, real_type, string_type, enum_type };

struct SpanRow {
  int line = 0;
  int from = 0;
  int till = 0;
  int type = 0;
  int context = 0;
  int first_minor = 0;
  bool is_not_in_sample = false;
  bool is_after_gap = false;
  std::string unit, minimum, maximum, debian_boot, build_only, source;
  std::optional<std::string> boot;
  std::vector<std::string> words, build_words, hidden_words;
};

struct NameRow {
  std::string name{}, category{}, module{};
  int list_from = 0;
  bool is_list_quoted = false;
  std::array<int, 2> undescribed{};
  std::vector<SpanRow> spans{};
};

std::optional<double> number_of(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool holds(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

SpanRow read_span(Row& row, Sources& sources) {
  SpanRow span;
  span.line = row.line();
  span.from = row.number("from");
  span.till = row.number("till");
  span.type = row.word("type", {"bool", "integer", "real", "string", "enum"});
  span.unit = row.optional_text("unit").value_or("");
  span.minimum = row.optional_text("min").value_or("");
  span.maximum = row.optional_text("max").value_or("");
  span.words = row.list("words");
  span.build_words = row.list("build_words");
  span.hidden_words = row.list("hidden_words");
  span.boot = row.nullable_text("boot");
  span.debian_boot = row.optional_text("debian_boot").value_or("");
  span.context = row.word("context", {"internal", "postmaster", "sighup", "superuser-backend",
                                      "backend", "superuser", "user"});
  span.is_not_in_sample = row.flag("not_in_sample");
  span.first_minor = row.optional_number("first_minor").value_or(0);
  span.build_only = row.optional_text("build_only").value_or("");
  span.is_after_gap = row.flag("after_gap");
  span.source = sources.of(row);
  return span;
}

void read_name(Row& row, NameRow& name) {
  name.category = row.optional_text("category").value_or("");
  name.module = row.optional_text("module").value_or("");
  name.list_from = row.optional_number("list_from").value_or(0);
  name.is_list_quoted = row.flag("list_quoted");
  const auto range = row.list("undescribed");
  for (std::size_t index = 0; index < range.size() && range.size() == 2; ++index)
    name.undescribed.at(index) = static_cast<int>(number_of(range[index]).value_or(0));
  if (name.category.empty() == name.module.empty())
    row.refuse("one of `category` and `module` belongs on the first row of a name");
  if (name.is_list_quoted && name.list_from == 0) row.refuse("`list_quoted` without `list_from`");
  if (!range.empty() && (name.undescribed[0] < oldest || name.undescribed[1] > newest ||
                         name.undescribed[0] > name.undescribed[1]))
    row.refuse("`undescribed` is not a span of versions within 10 to 18");
}

void check_numbers(Row& row, const SpanRow& span) {
  const bool is_number = span.type == integer_type || span.type == real_type;
  if (!is_number && !(span.unit.empty() && span.minimum.empty() && span.maximum.empty()))
    row.refuse("`unit`, `min` and `max` are for numbers");
  if (!is_number) return;
  const auto least = number_of(span.minimum);
  const auto most = number_of(span.maximum);
  const auto boot = number_of(span.boot.value_or(""));
  if (span.boot && !boot) row.refuse("`boot` is not a number");
  if (least.has_value() == span.minimum.empty() || most.has_value() == span.maximum.empty())
    row.refuse("`min` or `max` is not a number");
  if (least && most && *least > *most) row.refuse("`min` is above `max`");
  if (boot && ((least && *boot < *least) || (most && *boot > *most)))
    row.refuse("`boot` is outside `min` and `max`");
}

void check_words(Row& row, const SpanRow& span) {
  if (span.type == boolean_type && span.boot != "on" && span.boot != "off")
    row.refuse("`boot` of a bool is on or off");
  if (span.type != enum_type) {
    if (row.has("words") || row.has("build_words") || row.has("hidden_words"))
      row.refuse("`words` are for enums");
    return;
  }
  if (span.words.empty()) row.refuse("an enum without `words`");
  if (span.boot && !holds(span.words, *span.boot)) row.refuse("`boot` is not among the words");
  for (const std::string& word : span.hidden_words)
    if (holds(span.words, word)) row.refuse("hidden word \"" + word + "\" is listed too");
  for (const std::string& word : span.build_words)
    if (!holds(span.words, word)) row.refuse("build word \"" + word + "\" is not among the words");
}

bool same_but_versions(const SpanRow& left, const SpanRow& right) {
  const auto fields = [](const SpanRow& span) {
    return std::tie(span.type, span.context, span.first_minor, span.is_not_in_sample, span.unit,
                    span.minimum, span.maximum, span.debian_boot, span.build_only, span.boot,
                    span.words, span.build_words, span.hidden_words);
  };
  return fields(left) == fields(right);
}

void check_versions(Row& row, const SpanRow& span, const SpanRow* before) {
  if (span.from > span.till) row.refuse("`from` is after `till`");
  if (span.from < oldest || span.till > newest) row.refuse("versions outside 10 to 18");
  const bool is_gap = before != nullptr && span.from > before->till + 1;
  if (before != nullptr && span.from <= before->till) row.refuse("overlaps the row before");
  if (is_gap && !span.is_after_gap) row.refuse("leaves a gap after the row before");
  if (!is_gap && span.is_after_gap) row.refuse("`after_gap` without a gap");
  if (before != nullptr && !is_gap && same_but_versions(*before, span))
    row.refuse("says the same as the row before; make that one longer");
}

void read_parameter(Row& row, Sources& sources, std::vector<NameRow>& names) {
  const std::string name = row.text("name");
  const bool is_new = names.empty() || names.back().name != name;
  if (is_new && !names.empty() && !name_less(names.back().name, name))
    row.refuse('"' + name + "\" is out of order");
  if (is_new) {
    names.push_back({.name = name});
    read_name(row, names.back());
  }
  SpanRow span = read_span(row, sources);
  check_numbers(row, span);
  check_words(row, span);
  auto& spans = names.back().spans;
  check_versions(row, span, spans.empty() ? nullptr : &spans.back());
  spans.push_back(std::move(span));
  row.finish();
}

std::string write_span(const SpanRow& span, Lists& lists) {
  constexpr std::array types{"boolean", "integer", "real", "string", "enumeration"};
  constexpr std::array contexts{"internal", "postmaster", "sighup", "superuser_backend",
                                "backend",  "superuser",  "user"};
  return Initializer()
      .set("from", std::to_string(span.from))
      .set("till", std::to_string(span.till))
      .set("type", std::string("GucType::") + types.at(static_cast<std::size_t>(span.type)))
      .set("unit", literal(span.unit))
      .set("minimum", literal(span.minimum))
      .set("maximum", literal(span.maximum))
      .set("words", lists.texts(span.words))
      .set("build_words", lists.texts(span.build_words))
      .set("hidden_words", lists.texts(span.hidden_words))
      .set("boot", literal(span.boot.value_or("")))
      .set("debian_boot", literal(span.debian_boot))
      .set("is_boot_null", boolean(!span.boot))
      .set("context",
           std::string("GucContext::") + contexts.at(static_cast<std::size_t>(span.context)))
      .set("is_not_in_sample", boolean(span.is_not_in_sample))
      .set("first_minor", std::to_string(span.first_minor))
      .set("build_only", literal(span.build_only))
      .set("source", literal(span.source))
      .code();
}

std::string write_name(const NameRow& name, std::size_t first_span) {
  return Initializer()
      .set("name", literal(name.name))
      .set("category", literal(name.category))
      .set("spans", "std::span(spans).subspan<" + std::to_string(first_span) + ", " +
                        std::to_string(name.spans.size()) + ">()")
      .set("is_list", boolean(name.list_from != 0))
      .set("list_from", std::to_string(name.list_from))
      .set("is_list_quoted", boolean(name.is_list_quoted))
      .set("undescribed_from", std::to_string(name.undescribed[0]))
      .set("undescribed_till", std::to_string(name.undescribed[1]))
      .set("module", literal(name.module))
      .set("source", literal(name.spans.front().source))
      .code();
}

std::string write_names(const std::vector<NameRow>& names, Lists& lists) {
  std::vector<std::string> spans;
  std::vector<std::string> rows;
  for (const NameRow& name : names) {
    rows.push_back(write_name(name, spans.size()));
    for (const SpanRow& span : name.spans) spans.push_back(write_span(span, lists));
  }
  return array("GucSpan", "spans", spans) + array("Guc", "names", rows);
}

/// Rows sorted by name; `read` gives the initializer.
template <typename Read>
std::string simple_table(const YAML::Node& root, std::string_view section, std::string_view type,
                         Problems& problems, const Read& read) {
  std::vector<std::string> rows;
  std::string last;
  for (Row& row : rows_of(root, section, problems)) {
    const std::string name = row.text("name");
    if (!last.empty() && !name_less(last, name)) row.refuse('"' + name + "\" is out of order");
    last = name;
    rows.push_back(read(row, name));
    row.finish();
  }
  return array(type, section, rows);
}

bool is_parameter(const std::vector<NameRow>& names, const std::string& name) {
  return std::any_of(names.begin(), names.end(),
                     [&name](const NameRow& row) { return row.name == name; });
}

std::string read_hidden(Row& row, const std::string& name, const std::vector<NameRow>& names,
                        Sources& sources) {
  constexpr std::array kinds{"spelling", "one_value", "any_value", "refused"};
  const auto kind = static_cast<std::size_t>(
      row.word("kind", std::vector<std::string_view>(kinds.begin(), kinds.end())));
  const int from = row.number("from");
  const int till = row.number("till");
  if (from < oldest || till > newest || from > till) row.refuse("versions outside 10 to 18");
  const auto target = row.optional_text("of").value_or("");
  if (target.empty() != (kind >= 2)) row.refuse("`of` goes with spelling and one_value only");
  if (kind == 0 && !is_parameter(names, target)) row.refuse('"' + target + "\" is no parameter");
  return Initializer()
      .set("name", literal(name))
      .set("from", std::to_string(from))
      .set("till", std::to_string(till))
      .set("kind", std::string("HiddenGucKind::") + kinds.at(kind))
      .set("of", literal(target))
      .set("source", literal(sources.of(row)))
      .code();
}

std::string read_successor(Row& row, const std::string& name, const std::vector<NameRow>& names,
                           Sources& sources) {
  const int removed_in = row.number("removed_in");
  const auto replacement = row.optional_text("replacement").value_or("");
  if (removed_in < oldest - 1 || removed_in > newest) row.refuse("`removed_in` is not 9 to 18");
  if (!replacement.empty() && !is_parameter(names, replacement))
    row.refuse('"' + replacement + "\" is no parameter");
  const auto still = std::find_if(names.begin(), names.end(), [&](const NameRow& row_of_name) {
    return row_of_name.name == name && row_of_name.spans.back().till != removed_in - 1;
  });
  if (still != names.end()) row.refuse("`removed_in` does not follow the last span of " + name);
  return Initializer()
      .set("name", literal(name))
      .set("removed_in", std::to_string(removed_in))
      .set("replacement", literal(replacement))
      .set("advice", literal(row.optional_text("advice").value_or("")))
      .set("source", literal(sources.of(row)))
      .code();
}

}  // namespace

std::string compile_postgres(const YAML::Node& root, Problems& problems) {
  check_sections(root, {"sources", "parameters", "hidden", "successors"}, problems);
  Sources sources(root, problems);
  std::vector<NameRow> names;
  for (Row& row : rows_of(root, "parameters", problems)) read_parameter(row, sources, names);
  const std::string hidden = simple_table(
      root, "hidden", "HiddenGuc", problems,
      [&](Row& row, const std::string& name) { return read_hidden(row, name, names, sources); });
  const std::string successors = simple_table(
      root, "successors", "GucSuccessor", problems,
      [&](Row& row, const std::string& name) { return read_successor(row, name, names, sources); });
  sources.finish(problems);
  Lists lists;
  const std::string tables = write_names(names, lists);
  return source_file("linter/facts/postgres.h", lists.definitions() + tables + hidden + successors,
                     {{"Guc", "gucs", "names"},
                      {"HiddenGuc", "hidden_gucs", "hidden"},
                      {"GucSuccessor", "guc_successors", "successors"}});
}

}  // namespace patrol::facts
