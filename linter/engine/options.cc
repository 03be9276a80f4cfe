// Reads the tool's own settings file with the same reader as Patroni's.
#include "linter/engine/options.h"

#include <array>
#include <utility>

#include "linter/base/text.h"
#include "linter/doc/node.h"
#include "linter/doc/yaml.h"

namespace patrol {
namespace {

constexpr auto known_keys =
    std::to_array<std::string_view>({"select", "ignore", "exclude", "fail_on", "patroni_version",
                                     "postgres_version", "etcd_version"});

class Reader {
 public:
  ReadOptions read(const YamlTree& tree) {
    for (const YamlProblem& problem : tree.problems) add(problem.at, problem.message);
    const Value root(tree, tree.root);
    if (root && !root.is_mapping() && !root.is_null())
      add(root.span(), "the settings are no mapping");
    for (const auto& member : root.all_members()) {
      if (member.is_overridden)
        add(member.key.span(), cat('`', printable(member.key.text()), "` is set twice"));
      else
        read_member(member.key, member.value);
    }
    return std::move(out_);
  }

 private:
  void add(Span at, std::string message) { out_.problems.push_back({at, std::move(message)}); }

  void read_member(const Value& key, const Value& value) {
    const std::string_view name = key.text();
    Options& options = out_.options;
    if (name == "select") return read_words(value, options.selection.select);
    if (name == "ignore") return read_words(value, options.selection.ignore);
    if (name == "exclude") return read_words(value, options.exclude);
    if (name == "fail_on") return read_fail_on(value);
    if (name == "patroni_version") return read_version(value, options.patroni);
    if (name == "postgres_version") return read_version(value, options.postgres);
    if (name == "etcd_version") return read_version(value, options.etcd);
    const auto near = nearest_name(name, known_keys);
    add(key.span(), cat("unknown setting `", printable(name), '`',
                        near ? cat("; did you mean `", *near, "`?") : ""));
  }

  // A list, or words between commas.
  void read_words(const Value& value, std::vector<std::string>& into) {
    if (value.is_mapping()) return add(value.span(), "a list of words is wanted here");
    for (const std::string_view word : split(value.text(), ','))
      if (!trim(word).empty()) into.emplace_back(trim(word));
    for (const Value& item : value.items()) {
      if (item.is_scalar() && !trim(item.text()).empty())
        into.emplace_back(trim(item.text()));
      else
        add(item.span(), "a word is wanted here");
    }
  }

  void read_fail_on(const Value& value) {
    if (const auto word = parse_threshold(value.text())) {
      out_.options.fail_on = *word;
      return;
    }
    add(value.span(), "`fail_on` is none of error, warning, info, never");
  }

  void read_version(const Value& value, std::optional<Version>& into) {
    into = parse_version(value.text());
    if (!into) add(value.span(), cat('`', printable(value.text()), "` is no version"));
  }

  ReadOptions out_;
};

}  // namespace

std::optional<Threshold> parse_threshold(std::string_view word) {
  if (word == "error") return Threshold::error;
  if (word == "warning") return Threshold::warning;
  if (word == "info") return Threshold::info;
  if (word == "never") return Threshold::never;
  return std::nullopt;
}

bool is_reached(Threshold threshold, Severity severity) {
  switch (threshold) {
    case Threshold::info:
      return true;
    case Threshold::warning:
      return severity >= Severity::warning;
    case Threshold::error:
      return severity == Severity::error;
    case Threshold::never:
      return false;
  }
  return true;
}

ReadOptions read_options(FileId file, std::string_view text) {
  const YamlTree tree = read_yaml(file, text, YamlMode::strict);
  return Reader().read(tree);
}

}  // namespace patrol
