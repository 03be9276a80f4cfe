// An unquoted value ends where ` #` begins: passwords and patterns lose their tail.
#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

// The text behind a value up to the end of its line.
std::string_view tail(const SourceSet& sources, const Value& value) {
  const Span span = value.span();
  const std::string_view text = sources.text(span.file).substr(span.end);
  return text.substr(0, text.find('\n'));
}

// ` #x`: comments are usually written with a blank behind the sign, cut texts are not.
bool looks_cut(std::string_view rest) {
  const auto sign = rest.find_first_not_of(" \t");
  return sign != std::string_view::npos && rest[sign] == '#' && sign + 1 < rest.size() &&
         rest[sign + 1] != ' ' && rest[sign + 1] != '#' && rest[sign + 1] != '\r' &&
         rest[sign + 1] != '\t';
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys) {
    const bool is_bare = key.value.is_scalar() && (key.value.is_plain() || key.value.is_null());
    if (!is_secret(key) || !is_bare || key.value.is_opaque()) continue;
    const std::string_view rest = tail(*cluster.sources, key.value);
    if (!looks_cut(rest)) continue;
    const bool is_lost = key.value.text().empty();
    auto finding = report.add(at_key(key.value),
                              cat("`", shown(key.name()), "` ", is_lost ? "is empty" : "is cut off",
                                  " where an unquoted # begins a comment"));
    finding.note("behind a blank, # starts a comment in YAML")
        .fix("put the value in quotes, or a blank behind the # if it is a comment");
  }
}

}  // namespace

extern constinit const Rule cut_by_comment{
    .id = "YML010",
    .name = "cut-by-comment",
    .severity = Severity::error,
    .summary = "a password is cut off where a comment begins",
    .why =
        "Behind a blank, `#` starts a comment. An unquoted password with ` #` in it is shorter "
        "than written, and logins fail.",
    .bad = R"(scope: main
restapi:
  authentication:
    username: admin
    password: abc #def  # finding: YML010
)",
    .good = R"(scope: main
restapi:
  authentication:
    username: admin
    password: 'abc #def'
)",
    .sources = {"YAML 1.1 section 6.6 (comments)"},
    .check = check,
};

}  // namespace patrol::rules
