// The facts compiler: patroni_parameters.yaml. The head of that file says what every key means.
#include <array>
#include <tuple>

#include "linter/facts/compile_output.h"
#include "linter/facts/compile_tables.h"

namespace patrol::facts {
namespace {

/// Comparable; absent is the least.
using Release = std::array<int, 3>;

Release release_of(Row& row, std::string_view key) {
  Release release{};
  std::size_t part = 0;
  for (const char letter : row.optional_text(key).value_or("")) {
    if (letter == '.')
      ++part;
    else if (part < release.size() && letter >= '0' && letter <= '9')
      release.at(part) = release.at(part) * 10 + (letter - '0');
  }
  return release;
}

struct Place {
  std::string name;
  Release from, before;
  int postgres_from = 0;
  int postgres_till = 0;
};

bool overlaps(const Place& left, const Place& right) {
  const auto reaches = [](const Release& before, const Release& from) {
    return before == Release{} || before > from;
  };
  return left.name == right.name && reaches(left.before, right.from) &&
         reaches(right.before, left.from) && left.postgres_till >= right.postgres_from &&
         right.postgres_till >= left.postgres_from;
}

void check_place(Row& row, const Place& place, const std::vector<Place>& places) {
  if (place.before != Release{} && place.before <= place.from)
    row.refuse("`before` is not after `from`");
  if (place.postgres_from < 10 || place.postgres_till > 18 ||
      place.postgres_from > place.postgres_till)
    row.refuse("`postgres_from` and `postgres_till` are no span within 10 to 18");
  const auto key = [](const Place& at) { return std::tie(at.name, at.from, at.postgres_from); };
  if (!places.empty() && key(place) <= key(places.back()))
    row.refuse('"' + place.name + "\" is out of order");
  for (const Place& other : places)
    if (overlaps(place, other)) row.refuse("overlaps another row of \"" + place.name + '"');
}

Place read_place(Row& row) {
  return {row.text("name"), release_of(row, "from"), release_of(row, "before"),
          row.number("postgres_from"), row.number("postgres_till")};
}

std::string type_of(Row& row) {
  constexpr std::array types{"boolean", "integer", "real", "string", "enumeration"};
  if (!row.has("type")) return "std::nullopt";
  const auto type = row.word("type", {"bool", "integer", "real", "string", "enum"});
  return std::string("GucType::") + types.at(static_cast<std::size_t>(type));
}

std::string read_difference(Row& row, const Place& place, Sources& sources, Lists& lists) {
  constexpr std::array kinds{"missing", "extra", "differs"};
  const auto kind = static_cast<std::size_t>(row.word("kind", {"missing", "extra", "differs"}));
  const bool has_detail =
      row.has("type") || row.has("min") || row.has("max") || row.has("lacks_words");
  if (has_detail != (kind == 2)) row.refuse("what differs goes with kind differs, and only there");
  return Initializer()
      .set("name", literal(place.name))
      .set("from", version_of(row, "from"))
      .set("before", version_of(row, "before"))
      .set("postgres_from", std::to_string(place.postgres_from))
      .set("postgres_till", std::to_string(place.postgres_till))
      .set("kind", std::string("TableDifferenceKind::") + kinds.at(kind))
      .set("type", type_of(row))
      .set("minimum", bound_of(row, "min"))
      .set("maximum", bound_of(row, "max"))
      .set("lacks_words", lists.texts(row.list("lacks_words")))
      .set("source", literal(sources.of(row)))
      .code();
}

std::string write_judges(const YAML::Node& root, Sources& sources, Problems& problems) {
  std::vector<std::string> rows;
  Release last{};
  for (Row& row : rows_of(root, "judges", problems)) {
    const Release from = release_of(row, "from");
    if (from <= last) row.refuse("`from` is not after the row before");
    last = from;
    const std::vector<std::string_view> judges{"table", "described", "either"};
    const auto by = static_cast<std::size_t>(row.word("by", judges));
    rows.push_back(Initializer()
                       .set("from", version_of(row, "from"))
                       .set("by", "ParameterJudge::" + std::string(judges.at(by)))
                       .set("source", literal(sources.of(row)))
                       .code());
    row.finish();
  }
  if (rows.empty()) problems.push_back({1, "`judges` is empty"});
  return array("ParameterJudgeSpan", "judges", rows);
}

}  // namespace

std::string compile_parameters(const YAML::Node& root, Problems& problems) {
  check_sections(root, {"sources", "judges", "differences"}, problems);
  Sources sources(root, problems);
  Lists lists;
  std::vector<Place> places;
  std::vector<std::string> rows;
  for (Row& row : rows_of(root, "differences", problems)) {
    const Place place = read_place(row);
    check_place(row, place, places);
    rows.push_back(read_difference(row, place, sources, lists));
    places.push_back(place);
    row.finish();
  }
  const std::string tables =
      write_judges(root, sources, problems) + array("TableDifference", "differences", rows);
  sources.finish(problems);
  return source_file("linter/facts/patroni_parameters.h", lists.definitions() + tables,
                     {{"ParameterJudgeSpan", "parameter_judges", "judges"},
                      {"TableDifference", "table_differences", "differences"}});
}

}  // namespace patrol::facts
