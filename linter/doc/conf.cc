// Reads the lines of postgresql.conf and follows its includes, as the server does at start.
#include "linter/doc/conf.h"

#include <algorithm>
#include <unordered_map>

#include "linter/base/text.h"
#include "linter/diag/report.h"
#include "linter/doc/conf_token.h"

namespace patrol {
namespace {

constexpr int deepest_include = 10;
constexpr std::size_t most_errors = 100;     // per file; the server stops there too
constexpr std::size_t most_includes = 1000;  // the server has no such bound and would never end

bool is_value(ConfTokenKind kind) {
  return kind == ConfTokenKind::name || kind == ConfTokenKind::word ||
         kind == ConfTokenKind::number || kind == ConfTokenKind::quoted;
}

// Where one file of the chain is being read.
struct Reading {
  std::string_view text;
  FileId file{};
  std::string path;  // empty for the main text
  int depth = 0;
  int line = 1;
  std::size_t at = 0;
  std::size_t errors = 0;
};

struct Statement {
  ConfToken name;
  ConfToken value;
};

constexpr std::string_view colon = "a colon does not separate name and value";

// Why the line stops making sense at `token`. Says nothing of the text itself: it may be secret.
std::string_view explain(const Reading& reading, const ConfToken& token, bool is_behind_value) {
  const char letter = token.begin < reading.text.size() ? reading.text[token.begin] : '\n';
  if (token.kind == ConfTokenKind::unclosed) return "a single quote is not closed on its line";
  if (token.kind == ConfTokenKind::line_end) return "the value is missing";
  if (letter == '\0') return "a NUL byte stands in the line";
  if (letter == '"') return "double quotes do not quote; a value stands in single quotes";
  if (is_behind_value && letter == ';') return "a semicolon ends no line here";
  if (is_behind_value) return "text follows the value; blanks and signs need single quotes";
  if (token.kind == ConfTokenKind::equals) return "`=` stands where a name or a value is expected";
  if (token.kind == ConfTokenKind::qualified) return "a value with a point needs single quotes";
  if (letter == ':') return colon;
  return "the value needs single quotes";
}

std::string_view explain_start(const Reading& reading, const ConfToken& token) {
  const char letter = reading.text[token.begin];
  const auto word = reading.text.substr(token.begin, token.end - token.begin);
  if (contains(word, ":")) return colon;
  if (letter == ';') return "a semicolon begins no comment; only `#` does";
  if (letter == '/' || letter == '-') return "only `#` begins a comment";
  if (letter == '[') return "the file has no sections";
  if (letter == '$' || letter == '{' || letter == '%') return "a template is left in the file";
  return "the line does not begin with the name of a parameter";
}

class ConfReader {
 public:
  explicit ConfReader(const IncludeFiles& files) : files_(files) {}

  ConfFile read(FileId file, std::string_view text) {
    conf_.source = file;
    Reading reading;
    reading.text = text;
    reading.file = file;
    read_file(std::move(reading));
    mark_overridden();
    return std::move(conf_);
  }

 private:
  static Span span(const Reading& reading, const ConfToken& token) {
    return {reading.file, static_cast<std::uint32_t>(token.begin),
            static_cast<std::uint32_t>(token.end)};
  }
  void report(Reading& reading, const ConfToken& at, std::string message) {
    ++reading.errors;
    conf_.errors.push_back({.line = reading.line,
                            .file = reading.path,
                            .message = std::move(message),
                            .at = span(reading, at),
                            .is_missing_file = false});
  }
  void report_missing(Reading& reading, const ConfToken& at, std::string message) {
    report(reading, at, std::move(message));
    conf_.errors.back().is_missing_file = true;
  }

  void read_file(Reading reading);
  void read_line(Reading& reading);
  void take(Reading& reading, const Statement& statement);
  void add_setting(const Reading& reading, const Statement& statement, std::string value);
  void include_file(Reading& reading, const ConfToken& at, const std::string& name, bool is_needed);
  void include_directory(Reading& reading, const ConfToken& at, const std::string& name);
  [[nodiscard]] bool may_include(Reading& reading, const ConfToken& at);
  void enter(Reading& reading, const ConfToken& at, const IncludedFile& included);
  void mark_overridden();

  const IncludeFiles& files_;
  std::size_t included_ = 0;
  ConfFile conf_;
};

void ConfReader::read_file(Reading reading) {
  while (reading.at < reading.text.size()) {
    read_line(reading);
    const auto end = reading.text.find('\n', reading.at);
    reading.at = end == std::string_view::npos ? reading.text.size() : end + 1;
    if (reading.errors >= most_errors) {
      const ConfToken rest{ConfTokenKind::line_end, reading.at, reading.at};
      return report(reading, rest, "100 errors; the server reads this file no further");
    }
    ++reading.line;
  }
}

// Leaves `at` somewhere in the line that was read.
void ConfReader::read_line(Reading& reading) {
  const auto next = [&] {
    const ConfToken token = next_conf_token(reading.text, reading.at);
    if (token.kind != ConfTokenKind::line_end) reading.at = token.end;
    return token;
  };
  const auto fail = [&](const ConfToken& at, std::string_view why) {
    report(reading, at, cat("syntax error: ", why));
  };
  Statement statement{.name = next(), .value = {}};
  if (statement.name.kind == ConfTokenKind::line_end) return;
  if (statement.name.kind != ConfTokenKind::name && statement.name.kind != ConfTokenKind::qualified)
    return fail(statement.name, explain_start(reading, statement.name));
  statement.value = next();
  if (statement.value.kind == ConfTokenKind::equals) statement.value = next();
  if (!is_value(statement.value.kind))
    return fail(statement.value, explain(reading, statement.value, false));
  const ConfToken rest = next();
  if (rest.kind != ConfTokenKind::line_end) return fail(rest, explain(reading, rest, true));
  take(reading, statement);
}

void ConfReader::take(Reading& reading, const Statement& statement) {
  const auto name =
      reading.text.substr(statement.name.begin, statement.name.end - statement.name.begin);
  const auto raw =
      reading.text.substr(statement.value.begin, statement.value.end - statement.value.begin);
  auto value = statement.value.kind == ConfTokenKind::quoted ? unquote_conf(raw) : std::string(raw);
  if (equal_ignoring_case(name, "include"))
    include_file(reading, statement.value, value, true);
  else if (equal_ignoring_case(name, "include_if_exists"))
    include_file(reading, statement.value, value, false);
  else if (equal_ignoring_case(name, "include_dir"))
    include_directory(reading, statement.value, value);
  else
    add_setting(reading, statement, std::move(value));
}

void ConfReader::add_setting(const Reading& reading, const Statement& statement,
                             std::string value) {
  ConfSetting setting;
  setting.name_span = span(reading, statement.name);
  setting.value_span = span(reading, statement.value);
  setting.name =
      reading.text.substr(statement.name.begin, statement.name.end - statement.name.begin);
  setting.value = std::move(value);
  setting.line = reading.line;
  setting.file = reading.path;
  setting.is_quoted = statement.value.kind == ConfTokenKind::quoted;
  conf_.settings.push_back(std::move(setting));
}

void ConfReader::include_file(Reading& reading, const ConfToken& at, const std::string& name,
                              bool is_needed) {
  if (trim(name).empty()) return report(reading, at, "the name of the included file is empty");
  if (!may_include(reading, at)) return;
  const auto included = files_.open ? files_.open(name, reading.path) : std::nullopt;
  if (included) return enter(reading, at, *included);
  if (is_needed) report(reading, at, cat("the included file `", shown(name), "` cannot be opened"));
}

// Names ending in .conf that do not begin with a point, in the order of their bytes. What cannot be
// opened is a sub-directory.
void ConfReader::include_directory(Reading& reading, const ConfToken& at, const std::string& name) {
  if (trim(name).empty()) return report(reading, at, "the name of the included directory is empty");
  auto names = files_.list ? files_.list(name, reading.path) : std::nullopt;
  if (!names)
    return report_missing(reading, at,
                          cat("the included directory `", shown(name), "` cannot be opened"));
  std::sort(names->begin(), names->end());
  for (const std::string& entry : *names) {
    if (entry.starts_with('.') || !entry.ends_with(".conf")) continue;
    if (!may_include(reading, at)) return;
    const auto included =
        files_.open ? files_.open(cat(name, "/", entry), reading.path) : std::nullopt;
    if (included) enter(reading, at, *included);
  }
}

bool ConfReader::may_include(Reading& reading, const ConfToken& at) {
  if (reading.depth >= deepest_include) {
    report(reading, at, "files are included more than ten levels deep");
    return false;
  }
  if (++included_ <= most_includes) return true;
  if (included_ == most_includes + 1) report(reading, at, "more than 1,000 files are included");
  return false;
}

void ConfReader::enter(Reading& reading, const ConfToken& at, const IncludedFile& included) {
  if (included.file == reading.file || (reading.depth > 0 && included.path == reading.path))
    return report(reading, at, "the file includes itself");
  Reading deeper;
  deeper.text = included.text;
  deeper.file = included.file;
  deeper.path = included.path;
  deeper.depth = reading.depth + 1;
  read_file(std::move(deeper));
}

void ConfReader::mark_overridden() {
  std::unordered_map<std::string, std::size_t> last;
  for (std::size_t at = conf_.settings.size(); at-- > 0;) {
    ConfSetting& setting = conf_.settings[at];
    setting.winner = last.try_emplace(lower(setting.name), at).first->second;
    setting.is_overridden = setting.winner != at;
  }
}

}  // namespace

const ConfSetting* ConfFile::find(std::string_view name) const {
  for (const ConfSetting& setting : settings)
    if (!setting.is_overridden && equal_ignoring_case(setting.name, name)) return &setting;
  return nullptr;
}

ConfFile read_conf(FileId file, std::string_view text, const IncludeFiles& files) {
  return ConfReader(files).read(file, text);
}

}  // namespace patrol
