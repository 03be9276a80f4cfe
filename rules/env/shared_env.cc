// Walks the environment files.
#include "rules/env/shared_env.h"

#include <algorithm>
#include <array>

#include "linter/base/text.h"
#include "linter/facts/facts.h"

namespace patrol::rules {
namespace {

// Lines of a template say nothing about the file that is made from it. Longer lines are no
// template's, and many problems in one of them would cost time.
bool is_in_template(const SourceSet& sources, Span at) {
  constexpr std::size_t longest_line = 4000;
  const std::string_view line = sources.line(at.file, sources.line_number(at.file, at.begin));
  if (line.size() > longest_line) return false;
  return contains(line, "{{") || contains(line, "{%") || contains(line, "{#");
}

}  // namespace

std::vector<const EnvFile*> env_files(const Snapshot& cluster) {
  std::vector<const EnvFile*> files;
  for (const PatroniDocument* member : cluster.patroni)
    if (member->is_environment) files.push_back(&member->env);
  for (const EtcdDocument* member : cluster.etcd)
    if (!member->is_yaml) files.push_back(&member->env);
  return files;
}

void each_problem(const Snapshot& cluster, EnvProblem::Kind kind,
                  const std::function<void(const EnvProblem&, const Spot&)>& say) {
  for (const EnvFile* file : env_files(cluster))
    for (const EnvProblem& problem : file->problems)
      if (problem.kind == kind && !is_in_template(*cluster.sources, problem.at))
        say(problem, Spot{problem.at, problem.name});
}

bool is_secret_variable(std::string_view name) {
  const facts::PatroniSetting* setting = facts::find_patroni_variable(name);
  if (setting != nullptr) return setting->is_secret;
  constexpr auto words = std::to_array<std::string_view>({"PASSWORD", "TOKEN", "SECRET"});
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return contains(name, word); });
}

std::optional<std::string_view> nearest_variable(std::string_view name,
                                                 std::span<const std::string_view> known) {
  const std::string_view prefix = name.substr(0, name.find('_') + 1);
  if (prefix.empty()) return nearest_name(name, known);  // ETCD-NAME
  std::vector<std::string_view> rests;
  std::vector<std::string_view> names;
  for (const std::string_view candidate : known) {
    if (!candidate.starts_with(prefix)) continue;
    rests.push_back(candidate.substr(prefix.size()));
    names.push_back(candidate);
  }
  const auto rest = nearest_name(name.substr(prefix.size()), rests);
  for (std::size_t index = 0; rest && index < rests.size(); ++index)
    if (rests[index].data() == rest->data()) return names[index];
  return std::nullopt;
}

std::string subject(const EnvProblem& problem) {
  return problem.name.empty() ? "a line" : cat('`', shown(problem.name), '`');
}

}  // namespace patrol::rules
