// `patrol why SETTING [PATH…]`: the chain behind a value.
#include "linter/render/why.h"

#include <cstdio>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/member_files.h"
#include "linter/base/text.h"

namespace patrol::cli {
namespace {

int complain(const std::string& text) {
  std::fprintf(stderr, "patrol: %s\n", printable(text).c_str());
  return status_unreadable;
}

MemberRequest request_of(const WhyArguments& arguments) {
  MemberRequest request;
  const std::ptrdiff_t first = arguments.is_all ? 0 : 1;
  request.paths.assign(arguments.words.begin() + first, arguments.words.end());
  request.dynamic_file = arguments.dynamic_file;
  request.member = arguments.member;
  request.role = arguments.role == "replica" ? MemberRole::replica : MemberRole::leader;
  request.patroni_version = arguments.patroni_version;
  request.postgres_version = arguments.postgres_version;
  return request;
}

}  // namespace

int why(const WhyArguments& arguments) {
  if (!arguments.is_all && arguments.words.empty())
    return complain("why needs the name of a setting, or --all");
  ReadMembers read;
  read_members(request_of(arguments), read);
  for (const Failure& failure : read.failures)
    complain(cat(failure.attempted, ": ", failure.detail));
  for (const std::string& warning : read.warnings) complain(warning);
  if (!read.problem.empty()) return complain(read.problem);
  std::vector<EffectiveConfiguration> configurations;
  configurations.reserve(read.inputs.size());
  std::vector<WhyMember> members;
  for (const MemberInput& input : read.inputs) {
    configurations.push_back(effective_configuration(input));
    members.push_back({&input, &configurations.back()});
  }
  const Redactor redactor(read.collection.sources);
  const WhyQuestion question{arguments.is_all ? "" : arguments.words.front(), members, &redactor};
  std::fputs((arguments.format == "json" ? why_json(question) : why_text(question)).c_str(),
             stdout);
  return read.failures.empty() ? status_clean : status_unreadable;
}

}  // namespace patrol::cli
