// Quotes of a word processor are letters like any other.
#include <algorithm>
#include <array>

#include "rules/yaml/shared_trees.h"

namespace patrol::rules {
namespace {

constexpr auto marks =
    std::to_array<std::string_view>({"\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xE2\x80\x98",
                                     "\xE2\x80\x99", "\xE2\x80\x9A"});  // “ ” „ ‘ ’ ‚

bool is_wrapped(std::string_view text) {
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return text.starts_with(mark); });
}

void tell(const Spot& spot, std::string_view name, Report& report) {
  report.add(spot, cat("the value of `", shown(name), "` begins with a typographic quote"))
      .note("only ' and \" are quotes; these become part of the value")
      .fix("write plain quotes");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PlacedKey& key : cluster.keys)
    if (key.value.is_plain() && is_wrapped(key.value.text()))
      tell(at(key.value), key.name(), report);
  for (const EtcdDocument* member : cluster.etcd)
    for (const EtcdValue& value : member->values)
      if (is_wrapped(value.value)) tell(at(value), value.setting, report);
}

}  // namespace

extern constinit const Rule typographic_quotes{
    .id = "YML016",
    .name = "typographic-quotes",
    .severity = Severity::error,
    .summary = "a value stands in typographic quotes",
    .why =
        "Text that went through a word processor or a web page comes back with curved quotes. "
        "They are part of the value: a password that nobody has, a file that does not exist.",
    .bad = R"(scope: main
restapi:
  authentication:
    username: admin
    password: “Ohc8aeThei”  # finding: YML016
)",
    .good = R"(scope: main
restapi:
  authentication:
    username: admin
    password: "Ohc8aeThei"
)",
    .sources = {"YAML 1.1 specification, 7.3 flow scalar styles"},
    .check = check,
};

}  // namespace patrol::rules
