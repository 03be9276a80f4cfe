// Turns the words of a line into a record, in the order in which the server looks at them: the
// first thing wrong is the line's error.
#include "linter/doc/hba.h"

#include <algorithm>
#include <array>
#include <utility>

#include "linter/base/text.h"
#include "linter/doc/hba_address.h"
#include "linter/doc/hba_options.h"
#include "linter/doc/hba_tokens.h"
#include "linter/doc/pg_regex.h"

namespace patrol {
namespace {

struct TypeName {
  std::string_view name;
  HbaType type;
  int since;
};
constexpr std::array<TypeName, 6> type_names{{{"local", HbaType::local, 0},
                                              {"host", HbaType::host, 0},
                                              {"hostssl", HbaType::hostssl, 0},
                                              {"hostnossl", HbaType::hostnossl, 0},
                                              {"hostgssenc", HbaType::hostgssenc, 12},
                                              {"hostnogssenc", HbaType::hostnogssenc, 12}}};

using Field = std::vector<HbaToken>;

Span span_of(const Field& field) {
  Span span = field.front().at;
  if (field.back().at.file == span.file) span.end = std::max(span.end, field.back().at.end);
  return span;
}

HbaAddress::Kind address_word(std::string_view text) {
  using Kind = HbaAddress::Kind;
  if (text == "all") return Kind::all;
  if (text == "samehost") return Kind::samehost;
  return text == "samenet" ? Kind::samenet : Kind::none;
}

void apply_mask(HbaRecord& record) {
  record.netmask_text = show_ip(record.address.mask);
  for (std::size_t i = 0; i < record.address.ip.size(); ++i) {
    unsigned char& byte = record.address.ip[i];
    const auto masked = static_cast<unsigned char>(byte & record.address.mask[i]);
    if (masked != byte) record.address.has_host_bits = true;
    byte = masked;
  }
}

// Reads one line; `error` and `error_at` say why it is no record.
class RecordReader {
 public:
  RecordReader(HbaTokenLine& line, int major) : line_(line), major_(major) {}

  bool read(HbaRecord& record);
  std::string error;
  Span error_at;

 private:
  bool read_type(HbaRecord& record);
  bool read_names(Field& names, std::string_view what);
  bool read_address(HbaRecord& record);
  bool read_cidr(HbaRecord& record, std::string_view text, std::size_t slash);
  bool read_mask(HbaRecord& record);
  bool read_method(HbaRecord& record);
  bool fail(std::string message, Span at);
  // The next field, or an error "end-of-line before …".
  Field* next(std::string_view what);
  // The only word of the next field.
  HbaToken* next_single(std::string_view what, std::string_view what_twice);

  HbaTokenLine& line_;
  int major_;
  std::size_t field_ = 0;
};

bool RecordReader::fail(std::string message, Span at) {
  error = std::move(message);
  error_at = at;
  return false;
}

Field* RecordReader::next(std::string_view what) {
  if (field_ < line_.fields.size()) return &line_.fields[field_++];
  fail(cat("end-of-line before ", what), line_.at);
  return nullptr;
}

HbaToken* RecordReader::next_single(std::string_view what, std::string_view what_twice) {
  Field* field = next(what);
  if (field == nullptr || field->size() == 1) return field != nullptr ? field->data() : nullptr;
  fail(cat("multiple values specified for ", what_twice), span_of(*field));
  return nullptr;
}

bool RecordReader::read(HbaRecord& record) {
  record.line = line_.line;
  record.file = line_.file;
  record.at = line_.at;
  if (!read_type(record) || !read_names(record.databases, "database specification") ||
      !read_names(record.users, "role specification"))
    return false;
  if (record.type != HbaType::local && !read_address(record)) return false;
  if (!read_method(record)) return false;
  HbaOptionError problem = read_hba_options(line_.fields, field_, major_, record);
  if (problem.message.empty()) return true;
  const bool is_whole_record = problem.at.begin == problem.at.end;
  return fail(std::move(problem.message), is_whole_record ? line_.at : problem.at);
}

bool RecordReader::read_type(HbaRecord& record) {
  const HbaToken* token = next_single("connection type", "connection type");
  if (token == nullptr) return false;
  const auto* known = std::find_if(type_names.begin(), type_names.end(), [&](const TypeName& type) {
    return type.name == token->text && type.since <= major_;
  });
  if (known == type_names.end())
    return fail(cat("invalid connection type \"", token->text, "\""), token->at);
  record.type = known->type;
  record.type_span = token->at;
  return true;
}

bool RecordReader::read_names(Field& names, std::string_view what) {
  Field* field = next(what);
  if (field == nullptr) return false;
  names = std::move(*field);
  if (major_ < 16) return true;
  for (const HbaToken& name : names) {
    if (!name.text.starts_with('/')) continue;
    const std::string_view pattern = std::string_view(name.text).substr(1);
    const PgRegex regex = read_pg_regex(pattern, major_);
    if (!regex.error.empty())
      return fail(cat("invalid regular expression \"", pattern, "\": ", regex.error), name.at);
  }
  return true;
}

bool RecordReader::read_address(HbaRecord& record) {
  using Kind = HbaAddress::Kind;
  const HbaToken* token = next_single("IP address specification", "host address");
  if (token == nullptr) return false;
  const std::string& text = token->text;
  record.address_span = token->at;
  record.address_text = text;
  record.address.kind = token->is_quoted ? Kind::none : address_word(text);
  if (record.address.kind != Kind::none) return true;
  const std::size_t slash = text.find('/');
  if (const auto ip = read_ip(std::string_view(text).substr(0, slash))) {
    record.address.kind = Kind::ip;
    record.address.ip = *ip;
    record.address_text = show_ip(*ip);
    if (slash != std::string::npos ? !read_cidr(record, text, slash) : !read_mask(record))
      return false;
    apply_mask(record);
    return true;
  }
  if (slash != std::string::npos)
    return fail(cat("specifying both host name and CIDR mask is invalid: \"", text, "\""),
                token->at);
  record.address.kind = text.starts_with('.') ? Kind::host_suffix : Kind::host_name;
  record.address.name = text;
  return true;
}

bool RecordReader::read_cidr(HbaRecord& record, std::string_view text, std::size_t slash) {
  const auto mask = read_prefix_mask(text.substr(slash + 1), record.address.ip.size());
  if (!mask) return fail(cat("invalid CIDR mask in address \"", text, "\""), record.address_span);
  record.address.mask = *mask;
  return true;
}

bool RecordReader::read_mask(HbaRecord& record) {
  const HbaToken* token = next_single("netmask specification", "netmask");
  if (token == nullptr) return false;
  const auto mask = read_ip(token->text);
  if (!mask) return fail(cat("invalid IP mask \"", token->text, "\""), token->at);
  if (mask->size() != record.address.ip.size())
    return fail("IP address and mask do not match", token->at);
  record.mask_span = token->at;
  record.address.mask = *mask;
  return true;
}

bool RecordReader::read_method(HbaRecord& record) {
  HbaToken* token = next_single("authentication method", "authentication type");
  if (token == nullptr) return false;
  record.method_span = token->at;
  record.method = std::move(token->text);
  if (record.type == HbaType::local && record.method == "ident") record.method = "peer";
  std::string problem = hba_method_error(record.method, record.type, major_);
  return problem.empty() || fail(std::move(problem), record.method_span);
}

// A line shorter than any record does not count.
std::size_t count_lines(std::string_view text) {
  constexpr std::size_t shortest_record = 13;
  std::size_t count = 1;
  std::size_t at = 0;
  while (at + shortest_record < text.size()) {
    const std::size_t newline = text.find('\n', at + shortest_record);
    if (newline == std::string_view::npos) break;
    ++count;
    at = newline + 1;
  }
  return count;
}

void add_line(HbaTokenLine& line, int major, HbaFile& out) {
  RecordReader reader(line, major);
  reader.error = line.error;
  reader.error_at = line.error_at;
  if (line.error.empty()) {
    HbaRecord& record = out.records.emplace_back();
    if (reader.read(record)) return;
    out.records.pop_back();
  }
  out.errors.push_back(
      {line.line, std::string(line.file), std::move(reader.error), reader.error_at});
}

}  // namespace

std::string_view to_string(HbaType type) {
  for (const TypeName& known : type_names)
    if (known.type == type) return known.name;
  return {};
}

HbaFile read_hba(FileId file, std::string_view text, int postgres_major,
                 const IncludeFiles& files) {
  HbaFile out{.source = file, .records = {}, .errors = {}};
  out.records.reserve(count_lines(text));
  tokenize_hba(whole_text(file, text), postgres_major, files,
               [&](HbaTokenLine& line) { add_line(line, postgres_major, out); });
  return out;
}

HbaFile read_hba_items(FileId file, const std::vector<HbaLineSource>& items, int postgres_major,
                       const IncludeFiles& files) {
  HbaFile out{.source = file, .records = {}, .errors = {}};
  tokenize_hba_items(items, postgres_major, files,
                     [&](HbaTokenLine& line) { add_line(line, postgres_major, out); });
  return out;
}

}  // namespace patrol
