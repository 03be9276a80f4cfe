#include "tests/catalogue/example.h"

#include <algorithm>

#include "linter/base/text.h"

namespace patrol::test {
namespace {

constexpr std::string_view mark = "# finding: ";

struct MarkedLine {
  std::string_view text;
  std::string_view ids;  // "TIM001, TIM002"
};

MarkedLine cut_mark(std::string_view line) {
  const auto at = line.find(mark);
  if (at == std::string_view::npos) return {line, {}};
  const auto end = line.substr(0, at).find_last_not_of(" \t");
  return {line.substr(0, end == std::string_view::npos ? 0 : end + 1),
          line.substr(at + mark.size())};
}

// "DRF001 n1 n2" -> "n1 n2".
std::string_view members_of(std::string_view ids) {
  const auto blank = ids.find(' ');
  return blank == std::string_view::npos ? std::string_view{} : trim(ids.substr(blank));
}

template <typename T>
bool take(std::vector<T>& all, const T& one) {
  const auto found = std::find(all.begin(), all.end(), one);
  if (found == all.end()) return false;
  all.erase(found);
  return true;
}

bool has_id(std::string_view ids, std::string_view id) {
  for (const auto one : split(ids, ','))
    if (trim(one) == id) return true;
  return false;
}

}  // namespace

Example read_example(std::string_view text, std::string_view id) {
  Example out;
  std::uint32_t number = 0;
  bool is_next_marked = false;
  const bool is_observed = contains(text, "--- snapshot.json");
  auto lines = split(text, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  for (const auto line : lines) {
    if (line.starts_with("--- ")) {
      out.files.push_back({std::string(trim(line.substr(4))), ""});
      number = 0;
      continue;
    }
    if (out.files.empty() && is_observed && line.starts_with(mark)) {
      out.members.emplace_back(members_of(cut_mark(line).ids));
      continue;
    }
    if (out.files.empty()) out.files.push_back({"patroni.yml", ""});
    ++number;
    const auto [content, ids] = cut_mark(line);
    if (is_next_marked || (has_id(ids, id) && !content.empty()))
      out.marked.emplace_back(out.files.back().path, number);
    is_next_marked = has_id(ids, id) && content.empty();
    // A mark alone stays as an empty comment, so that lines keep their numbers.
    const bool is_mark_alone = !ids.empty() && content.empty();
    out.files.back().text += cat(is_mark_alone ? "#" : content, "\n");
  }
  std::sort(out.marked.begin(), out.marked.end());
  return out;
}

std::vector<Place> places_of(const SourceSet& sources, const std::vector<Finding>& findings) {
  std::vector<Place> places;
  for (const Finding& finding : findings) {
    const auto* span = std::get_if<Span>(&finding.spot.at);
    if (span == nullptr)
      places.emplace_back("", 0);
    else
      places.emplace_back(sources.name(span->file), sources.line_number(span->file, span->begin));
  }
  std::sort(places.begin(), places.end());
  return places;
}

std::string disagreement(const Example& example, const SourceSet& sources,
                         const std::vector<Finding>& findings) {
  std::vector<Place> marked = example.marked;
  std::vector<std::string> members = example.members;
  std::string out;
  for (const Finding& finding : findings) {
    const Place place = places_of(sources, {finding}).front();
    if (take(marked, place) || take(members, join(finding.members, " "))) continue;
    out += cat("not marked: ", place.first, ':', place.second, " [", join(finding.members, " "),
               "] ", finding.message, '\n');
  }
  for (const Place& place : marked) out += cat("silent: ", place.first, ':', place.second, '\n');
  for (const std::string& names : members) out += cat("silent about: ", names, '\n');
  return out;
}

}  // namespace patrol::test
