// Splits lines into words, and words into sections and servers.
#include "linter/doc/haproxy.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr auto section_kinds =
    std::to_array<std::string_view>({"global", "defaults", "frontend", "backend", "listen", "peers",
                                     "resolvers", "mailers", "userlist", "program", "cache", "ring",
                                     "http-errors", "fcgi-app", "crt-store", "log-forward"});

bool is_blank(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\r';
}

/// Takes the words of one line, in which offsets count from the start of the file.
class LineReader {
 public:
  LineReader(FileId file, std::string_view line, std::size_t offset)
      : file_(file), line_(line), offset_(offset) {}

  HaproxyLine read() {
    while (skip_blanks()) read_word();
    if (!out_.words.empty())
      out_.at = {file_, out_.words.front().at.begin, out_.words.back().at.end};
    return std::move(out_);
  }

 private:
  bool skip_blanks() {
    while (at_ < line_.size() && is_blank(line_[at_])) ++at_;
    return at_ < line_.size() && line_[at_] != '#';
  }

  void read_word() {
    HaproxyWord word;
    const std::size_t begin = at_;
    char quote = 0;
    for (; at_ < line_.size(); ++at_) {
      const char letter = line_[at_];
      if (quote == 0 && (is_blank(letter) || letter == '#')) break;
      if (letter == quote) {
        quote = 0;
      } else if (quote == 0 && (letter == '"' || letter == '\'')) {
        quote = letter;
      } else {
        if (letter == '\\' && quote != '\'' && at_ + 1 < line_.size()) ++at_;
        word.text += line_[at_];
      }
    }
    word.at = {file_, static_cast<std::uint32_t>(offset_ + begin),
               static_cast<std::uint32_t>(offset_ + at_)};
    out_.words.push_back(std::move(word));
  }

  FileId file_;
  std::string_view line_;
  std::size_t offset_;
  std::size_t at_ = 0;
  HaproxyLine out_;
};

// "10.0.0.1:5432", "[::1]:5432", "ipv4@10.0.0.1:5432"; a port may be an offset ("+1"), which is
// none.
void read_address(std::string_view text, HaproxyServer& server) {
  if (const auto mark = text.find('@'); mark != std::string_view::npos)
    text.remove_prefix(mark + 1);
  const auto colon = text.rfind(':');
  const bool has_port = colon != std::string_view::npos && text.find(']', colon) == text.npos;
  std::string_view host = has_port ? text.substr(0, colon) : text;
  if (has_port && !text.substr(colon + 1).starts_with('+'))
    server.port = to_integer(text.substr(colon + 1));
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  server.host = host;
}

bool begins_with(const HaproxyLine& line, std::string_view first, std::string_view second) {
  return line.word(0) == first && (second.empty() || line.word(1) == second);
}

}  // namespace

std::optional<std::size_t> HaproxyLine::find(std::string_view text, std::size_t from) const {
  for (std::size_t index = from; index < words.size(); ++index)
    if (words[index].text == text) return index;
  return std::nullopt;
}

const HaproxyLine* HaproxySection::find(std::string_view first, std::string_view second) const {
  const auto found = std::find_if(lines.rbegin(), lines.rend(), [&](const HaproxyLine& line) {
    return begins_with(line, first, second);
  });
  return found == lines.rend() ? nullptr : &*found;
}

std::vector<HaproxyServer> HaproxySection::servers() const {
  std::vector<HaproxyServer> out;
  for (const HaproxyLine& line : lines) {
    if (line.word(0) != "server" || line.words.size() < 3) continue;
    HaproxyServer server{.name = line.words[1].text, .host = {}, .port = {}, .line = &line};
    read_address(line.word(2), server);
    out.push_back(std::move(server));
  }
  return out;
}

const HaproxyLine* HaproxyFile::effective(const HaproxySection& section, std::string_view first,
                                          std::string_view second) const {
  if (const HaproxyLine* own = section.find(first, second)) return own;
  const HaproxySection* defaults = nullptr;
  for (const HaproxySection& one : sections) {
    if (one.at == section.at) break;
    if (one.kind == "defaults") defaults = &one;
  }
  return defaults == nullptr ? nullptr : defaults->find(first, second);
}

HaproxyFile read_haproxy(FileId file, std::string_view text) {
  HaproxyFile out{.source = file, .sections = {}};
  std::size_t offset = 0;
  for (const std::string_view raw : split(text, '\n')) {
    HaproxyLine line = LineReader(file, raw, offset).read();
    offset += raw.size() + 1;
    if (line.words.empty()) continue;
    const std::string_view keyword = line.word(0);
    const bool is_section =
        std::find(section_kinds.begin(), section_kinds.end(), keyword) != section_kinds.end();
    if (is_section)
      out.sections.push_back({std::string(keyword), std::string(line.word(1)), line.at, {}});
    else if (!out.sections.empty())
      out.sections.back().lines.push_back(std::move(line));
  }
  return out;
}

}  // namespace patrol
