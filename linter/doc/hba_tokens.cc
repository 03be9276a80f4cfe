// Words and fields of one line, and the files that a line names.
#include "linter/doc/hba_tokens.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "linter/base/text.h"
#include "linter/doc/hba_lines.h"

namespace patrol {
namespace {

constexpr int continuation_since = 14;
constexpr int include_since = 16;
constexpr int deepest_include = 10;   // the server's own limit from 16 on
constexpr int deepest_at_file = 100;  // before 16 the server runs out of descriptors or stack
constexpr std::size_t longest_token = 10239;  // up to 15
constexpr std::size_t longest_line = 20478;   // up to 13, with the newline
constexpr std::size_t most_bytes = 32U << 20U;
constexpr std::size_t cost_of_opening = 64;

bool is_blank(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\r';
}

bool is_plain(char letter) {
  static constexpr auto table = [] {
    std::array<bool, 256> plain{};
    plain.fill(true);
    for (const char special : {' ', '\t', '\r', ',', '"', '#'})
      plain[static_cast<unsigned char>(special)] = false;
    return plain;
  }();
  return table[static_cast<unsigned char>(letter)];
}

struct Word {
  std::string text;
  bool is_quoted = false;
  bool has_comma = false;  // a comma stands behind it: the list goes on
  std::size_t begin = 0;
  std::size_t end = 0;
};

void skip_separators(std::string_view line, std::size_t& at) {
  while (at < line.size() && (is_blank(line[at]) || line[at] == ',')) ++at;
}

std::size_t end_of_plain(std::string_view line, std::size_t at) {
  while (at < line.size() && is_plain(line[at])) ++at;
  return at;
}

// Behind an opening quote: the text up to the closing one or the end of the line. A doubled quote
// is a literal one; the server's reader takes it for the end of one quotation and the start of
// another.
void read_quotation(std::string_view line, std::size_t& at, std::string& text) {
  while (at < line.size()) {
    const std::size_t quote = std::min(line.find('"', at), line.size());
    text.append(line.substr(at, quote - at));
    at = std::min(quote + 1, line.size());
    if (at >= line.size() || line[at] != '"') return;
    text.push_back('"');
    ++at;
  }
}

// Reads on from `at`; false when only blanks or a comment are left.
bool next_word(std::string_view line, std::size_t& at, Word& word) {
  skip_separators(line, at);
  word = {.text = {}, .begin = at};
  bool saw_quote = false;
  while (at < line.size()) {
    const std::size_t plain_end = end_of_plain(line, at);
    word.text.append(line.substr(at, plain_end - at));
    at = plain_end;
    if (at >= line.size() || line[at] != '"') break;
    saw_quote = true;
    if (word.text.empty()) word.is_quoted = true;
    read_quotation(line, ++at, word.text);
  }
  word.end = at;
  const char stop = at < line.size() ? line[at] : ' ';
  word.has_comma = stop == ',';
  if (stop == ',') ++at;
  if (stop == '#') at = line.size();
  return saw_quote || !word.text.empty();
}

class Tokenizer {
 public:
  Tokenizer(int major, const IncludeFiles& files) : major_(major), files_(files) {}

  void run(HbaLineFeed feed, std::string_view file, int depth, const HbaLineSink& sink);

 private:
  using Field = std::vector<HbaToken>;
  struct Place {
    std::string_view file;
    int depth;
    Span at;
  };
  struct FieldReading {
    Place place;  // of the current word
    Field words = {};
    std::size_t begin = std::string_view::npos;
    std::size_t end = 0;
  };

  // Fields keep their memory from line to line.
  void recycle(std::vector<Field>& fields);
  Field unused_field();
  void read_fields(const LogicalLine& source, HbaTokenLine& line, int depth);
  std::string read_field(const LogicalLine& source, std::size_t& at, FieldReading& field);
  std::string expand(std::string_view name, Field& field, const Place& place);
  bool is_include(HbaTokenLine& line, int depth, const HbaLineSink& sink);
  std::string include(std::string_view name, bool may_miss, const Place& place,
                      const HbaLineSink& sink);
  std::string include_folder(std::string_view name, const Place& place, const HbaLineSink& sink);
  std::optional<IncludedFile> open(std::string_view name, const Place& place, std::string& error);
  void run_file(const IncludedFile& file, int depth, const HbaLineSink& sink);

  int major_;
  const IncludeFiles& files_;
  std::map<std::pair<std::string, std::string>, std::optional<IncludedFile>> opened_;
  std::vector<Field> unused_;
  std::size_t bytes_ = 0;  // of all files, each time they are read
};

void Tokenizer::run(HbaLineFeed feed, std::string_view file, int depth, const HbaLineSink& sink) {
  LogicalLine source;
  HbaTokenLine line;
  while (feed.next(source)) {
    line.line = source.number;
    line.file = file;
    recycle(line.fields);
    line.error.clear();
    read_fields(source, line, depth);
    if (line.fields.empty() && line.error.empty()) continue;
    if (is_include(line, depth, sink)) continue;
    sink(line);
  }
}

void Tokenizer::recycle(std::vector<Field>& fields) {
  for (Field& field : fields) {
    if (field.capacity() == 0) continue;
    field.clear();
    unused_.push_back(std::move(field));
  }
  fields.clear();
}

Tokenizer::Field Tokenizer::unused_field() {
  if (unused_.empty()) return {};
  Field field = std::move(unused_.back());
  unused_.pop_back();
  return field;
}

void Tokenizer::read_fields(const LogicalLine& source, HbaTokenLine& line, int depth) {
  const std::size_t size = source.text.size();
  if (major_ < continuation_since && size > longest_line) {
    line.at = line.error_at = source.span(0, size);
    line.error = "authentication file line too long";
    return;
  }
  std::size_t at = 0;
  std::size_t begin = std::string_view::npos;
  std::size_t end = 0;
  while (at < size && line.error.empty()) {
    FieldReading field{.place = {line.file, depth, {}}, .words = unused_field()};
    line.error = read_field(source, at, field);
    if (!line.error.empty()) line.error_at = source.span(field.begin, field.end);
    if (field.words.empty() && line.error.empty()) {
      unused_.push_back(std::move(field.words));
      continue;
    }
    begin = std::min(begin, field.begin);
    end = field.end;
    if (!field.words.empty()) line.fields.push_back(std::move(field.words));
  }
  if (begin != std::string_view::npos) line.at = source.span(begin, end);
}

// Returns the error that ends the line, or nothing.
std::string Tokenizer::read_field(const LogicalLine& source, std::size_t& at, FieldReading& field) {
  Word word;
  do {
    if (!next_word(source.text, at, word)) break;
    field.begin = std::min(field.begin, word.begin);
    field.end = word.end;
    if (major_ < include_since && word.text.size() > longest_token)
      return "authentication file token too long";
    field.place.at = source.span(word.begin, word.end);
    if (!word.is_quoted && word.text.size() > 1 && word.text.front() == '@') {
      std::string error = expand(std::string_view(word.text).substr(1), field.words, field.place);
      if (!error.empty()) return error;
    } else {
      field.words.push_back({std::move(word.text), word.is_quoted, field.place.at});
    }
  } while (word.has_comma);
  return {};
}

std::string could_not_open(std::string_view name, std::string_view why) {
  return cat("could not open file \"", name, "\": ", why);
}

std::optional<IncludedFile> Tokenizer::open(std::string_view name, const Place& place,
                                            std::string& error) {
  const int deepest = major_ >= include_since ? deepest_include : deepest_at_file;
  if (place.depth >= deepest || bytes_ >= most_bytes) {
    error = could_not_open(name, place.depth >= deepest ? "maximum nesting depth exceeded"
                                                        : "too much text is included");
    return std::nullopt;
  }
  const auto [known, is_new] =
      opened_.try_emplace({std::string(name), std::string(place.file)}, std::nullopt);
  if (is_new && files_.open) known->second = files_.open(name, place.file);
  bytes_ += cost_of_opening + (known->second ? known->second->text.size() : 0);
  return known->second;
}

void Tokenizer::run_file(const IncludedFile& file, int depth, const HbaLineSink& sink) {
  const HbaLineSource source = whole_text(file.file, file.text);
  run(HbaLineFeed(std::span(&source, 1), false, major_), file.path, depth, sink);
}

// An @file gives its words, whatever lines they stand on.
std::string Tokenizer::expand(std::string_view name, Field& field, const Place& place) {
  std::string error;
  const auto file = open(name, place, error);
  if (!error.empty()) return error;
  if (!file) return could_not_open(name, "No such file or directory");
  run_file(*file, place.depth + 1, [&](HbaTokenLine& line) {
    if (error.empty()) error = line.error;
    if (!error.empty()) return;
    for (Field& words : line.fields)
      field.insert(field.end(), std::make_move_iterator(words.begin()),
                   std::make_move_iterator(words.end()));
  });
  return error;
}

// True when the line was an include directive and nothing is left to say of it.
bool Tokenizer::is_include(HbaTokenLine& line, int depth, const HbaLineSink& sink) {
  if (major_ < include_since || !line.error.empty() || line.fields.size() != 2) return false;
  const std::string& word = line.fields[0].front().text;
  const std::string name = line.fields[1].front().text;
  const Place place{line.file, depth, line.fields[1].front().at};
  if (word == "include") {
    line.error = include(name, false, place, sink);
  } else if (word == "include_if_exists") {
    line.error = include(name, true, place, sink);
  } else if (word == "include_dir") {
    line.error = include_folder(name, place, sink);
  } else {
    return false;
  }
  line.error_at = place.at;
  return line.error.empty();
}

std::string Tokenizer::include(std::string_view name, bool may_miss, const Place& place,
                               const HbaLineSink& sink) {
  std::string error;
  const auto file = open(name, place, error);
  if (!error.empty()) return error;
  if (!file && !may_miss) return could_not_open(name, "No such file or directory");
  if (file) run_file(*file, place.depth + 1, sink);
  return {};
}

std::string Tokenizer::include_folder(std::string_view name, const Place& place,
                                      const HbaLineSink& sink) {
  auto entries = files_.list ? files_.list(name, place.file) : std::nullopt;
  if (!entries || trim(name).empty()) return cat("could not open directory \"", name, "\"");
  std::erase_if(*entries, [](const std::string& entry) {
    return entry.size() < 6 || entry.front() == '.' || !entry.ends_with(".conf");
  });
  std::sort(entries->begin(), entries->end());
  std::string errors;
  for (const std::string& entry : *entries) {
    const std::string error = include(cat(name, "/", entry), false, place, sink);
    if (!error.empty()) errors += cat(errors.empty() ? "" : "; ", error);
  }
  return errors;
}

}  // namespace

HbaLineSource whole_text(FileId file, std::string_view text) {
  return {.text = text, .whole = {file, 0, static_cast<std::uint32_t>(text.size())}};
}

void tokenize_hba(const HbaLineSource& text, int postgres_major, const IncludeFiles& files,
                  const HbaLineSink& sink) {
  const HbaLineFeed feed(std::span(&text, 1), false, postgres_major);
  Tokenizer(postgres_major, files).run(feed, {}, 0, sink);
}

void tokenize_hba_items(std::span<const HbaLineSource> items, int postgres_major,
                        const IncludeFiles& files, const HbaLineSink& sink) {
  const HbaLineFeed feed(items, true, postgres_major);
  Tokenizer(postgres_major, files).run(feed, {}, 0, sink);
}

}  // namespace patrol
