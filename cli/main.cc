// Composition: words to arguments, arguments to a command, anything unexpected to status 70.
#include <cstdio>
#include <exception>
#include <variant>

#include "cli/arguments.h"

namespace {

struct Run {
  const char* const* words;

  int operator()(const patrol::cli::LintArguments& arguments) const {
    return patrol::cli::lint(arguments);
  }
  int operator()(const patrol::cli::DumpArguments& arguments) const {
    return patrol::cli::dump(arguments);
  }
  int operator()(const patrol::cli::HbaArguments& arguments) const {
    return patrol::cli::hba(arguments);
  }
  int operator()(const patrol::cli::WhyArguments& arguments) const {
    return patrol::cli::why(arguments);
  }
  int operator()(const patrol::cli::PreviewArguments& arguments) const {
    return patrol::cli::preview(arguments);
  }
  int operator()(const patrol::cli::SnapshotArguments& arguments) const {
    return patrol::cli::live(arguments, words);
  }
  int operator()(const patrol::cli::DriftArguments& arguments) const {
    return patrol::cli::live(arguments, words);
  }
  int operator()(const patrol::cli::GrantsArguments& arguments) const {
    return patrol::cli::live(arguments, words);
  }
  int operator()(const patrol::cli::ExplainArguments& arguments) const {
    return patrol::cli::explain(arguments);
  }
  int operator()(const patrol::cli::RulesArguments& arguments) const {
    return patrol::cli::list_rules(arguments);
  }
};

int run(int count, const char* const* words) {
  const auto parsed = patrol::cli::parse_arguments(count, words);
  if (parsed.arguments) return std::visit(Run{words}, *parsed.arguments);
  std::fputs(parsed.text.c_str(), parsed.status == 0 ? stdout : stderr);
  return parsed.status;
}

}  // namespace

int main(int count, char** words) {
  try {
    return run(count, words);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "patrol: a bug, please report it: %s\n", error.what());
  } catch (...) {
    std::fputs("patrol: a bug, please report it\n", stderr);
  }
  return patrol::cli::status_bug;
}
