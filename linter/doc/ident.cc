// Map, system user and database user of each line; more words are ignored as the server does.
#include "linter/doc/ident.h"

#include <utility>

#include "linter/base/text.h"
#include "linter/doc/hba_tokens.h"
#include "linter/doc/pg_regex.h"

namespace patrol {
namespace {

// Empty when the line is a mapping; `at` is the place of what is wrong.
std::string read_record(HbaTokenLine& line, int major, IdentRecord& record, Span& at) {
  std::size_t index = 0;
  for (HbaToken* target : {&record.map, &record.system_user, &record.database_user}) {
    at = line.at;
    if (index >= line.fields.size()) return "missing entry at end of line";
    auto& field = line.fields[index++];
    at = field.front().at;
    if (field.size() > 1) return "multiple values in ident field";
    *target = std::move(field.front());
  }
  for (const HbaToken* user : {&record.system_user, &record.database_user}) {
    const bool can_be_regex = user == &record.system_user || major >= 16;
    if (!can_be_regex || !user->text.starts_with('/')) continue;
    const std::string_view pattern = std::string_view(user->text).substr(1);
    const PgRegex regex = read_pg_regex(pattern, major);
    at = user->at;
    if (!regex.error.empty())
      return cat("invalid regular expression \"", pattern, "\": ", regex.error);
  }
  return {};
}

void add_line(HbaTokenLine& line, int major, IdentFile& out) {
  IdentRecord record;
  record.line = line.line;
  record.file = line.file;
  record.at = line.at;
  Span at = line.error_at;
  std::string error = line.error.empty() ? read_record(line, major, record, at) : line.error;
  if (error.empty()) {
    out.records.push_back(std::move(record));
  } else {
    out.errors.push_back({line.line, std::string(line.file), std::move(error), at});
  }
}

}  // namespace

IdentFile read_ident(FileId file, std::string_view text, int postgres_major,
                     const IncludeFiles& files) {
  IdentFile out{.source = file, .records = {}, .errors = {}};
  tokenize_hba(whole_text(file, text), postgres_major, files,
               [&](HbaTokenLine& line) { add_line(line, postgres_major, out); });
  return out;
}

IdentFile read_ident_items(FileId file, const std::vector<HbaLineSource>& items, int postgres_major,
                           const IncludeFiles& files) {
  IdentFile out{.source = file, .records = {}, .errors = {}};
  tokenize_hba_items(items, postgres_major, files,
                     [&](HbaTokenLine& line) { add_line(line, postgres_major, out); });
  return out;
}

}  // namespace patrol
