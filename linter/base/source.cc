// Keeps texts and their line starts; positions are found by binary search.
#include "linter/base/source.h"

#include <algorithm>
#include <utility>

namespace patrol {

FileId SourceSet::add(std::string name, std::string text) {
  File file{.name = std::move(name), .text = std::move(text), .line_starts = {0}};
  for (std::size_t at = file.text.find('\n'); at != std::string::npos;
       at = file.text.find('\n', at + 1))
    file.line_starts.push_back(static_cast<std::uint32_t>(at + 1));
  files_.push_back(std::move(file));
  return FileId{static_cast<std::uint32_t>(files_.size() - 1)};
}

std::string_view SourceSet::name(FileId file) const {
  return at(file).name;
}

std::string_view SourceSet::text(FileId file) const {
  return at(file).text;
}

std::string_view SourceSet::text(Span span) const {
  const std::string_view whole = text(span.file);
  const auto begin = std::min<std::size_t>(span.begin, whole.size());
  return whole.substr(begin, span.end > begin ? span.end - begin : 0);
}

std::uint32_t SourceSet::line_number(FileId file, std::uint32_t offset) const {
  const auto& starts = at(file).line_starts;
  const auto next = std::upper_bound(starts.begin(), starts.end(), offset);
  return static_cast<std::uint32_t>(next - starts.begin());
}

LineColumn SourceSet::position(FileId file, std::uint32_t offset) const {
  const auto line = line_number(file, offset);
  const std::string_view before = text(Span{file, line_start(file, line), offset});
  // A byte of the form 10xxxxxx continues a character.
  const auto characters = std::count_if(before.begin(), before.end(), [](char letter) {
    return (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U;
  });
  return {line, static_cast<std::uint32_t>(characters) + 1};
}

std::string_view SourceSet::line(FileId file, std::uint32_t number) const {
  const auto& starts = at(file).line_starts;
  if (number == 0 || number > starts.size()) return {};
  const std::string_view whole = text(file);
  const std::size_t end = number < starts.size() ? starts[number] - 1 : whole.size();
  std::string_view line = whole.substr(starts[number - 1], end - starts[number - 1]);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::uint32_t SourceSet::line_count(FileId file) const {
  const auto& starts = at(file).line_starts;
  const bool ends_with_newline = starts.back() == at(file).text.size() && starts.size() > 1;
  return static_cast<std::uint32_t>(starts.size() - (ends_with_newline ? 1 : 0));
}

std::uint32_t SourceSet::line_start(FileId file, std::uint32_t number) const {
  const auto& starts = at(file).line_starts;
  if (number == 0) return 0;
  if (number > starts.size()) return static_cast<std::uint32_t>(at(file).text.size());
  return starts[number - 1];
}

}  // namespace patrol
