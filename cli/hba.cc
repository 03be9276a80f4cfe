// `patrol hba who|check|diff`: pg_hba.conf files by meaning.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <deque>
#include <map>
#include <set>
#include <string>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/hba_resolve.h"
#include "linter/base/text.h"
#include "linter/doc/hba_address.h"
#include "linter/facts/facts.h"
#include "linter/model/read_document.h"
#include "linter/render/hba_report.h"

namespace patrol::cli {
namespace {

int complain(const std::string& text) {
  std::fprintf(stderr, "patrol: %s\n", printable(text).c_str());
  return status_unreadable;
}

// The files of one command, read; nothing moves once it is there.
struct Policies {
  Collection texts;
  std::deque<HbaFile> files;
  std::vector<HbaPolicy> policies;
  std::vector<NamedHbaPolicy> named;
  std::string problem;

  [[nodiscard]] bool has_errors() const {
    for (const HbaFile& file : files)
      if (!file.errors.empty()) return true;
    return false;
  }
};

void read_policies(const HbaArguments& arguments, int postgres, Policies& out) {
  for (const std::string& path : arguments.files) {
    auto text = read_file(path);
    if (!text) {
      out.problem = cat(path, ": ", text.error().detail);
      return;
    }
    const FileId id = out.texts.sources.add(path, std::move(*text));
    const IncludeFiles includes = beside_document(disk_includes(out.texts), path);
    out.files.push_back(read_hba(id, out.texts.sources.text(id), postgres, includes));
  }
  for (const HbaFile& file : out.files) out.policies.push_back(hba_policy(file, postgres));
  for (std::size_t i = 0; i < out.policies.size(); ++i)
    out.named.push_back({arguments.files[i], &out.policies[i]});
}

using Groups = std::map<std::string, std::vector<std::string>, std::less<>>;

Groups read_memberships(const std::vector<std::string>& memberships) {
  Groups groups;
  for (const std::string& membership : memberships) {
    const std::size_t equals = std::min(membership.find('='), membership.size() - 1);
    auto& own = groups[membership.substr(0, equals)];
    for (const std::string_view group : split(std::string_view(membership).substr(equals + 1), ','))
      if (!group.empty()) own.emplace_back(group);
  }
  return groups;
}

// The roles that the user is in, directly or through others. Nothing when nobody told any.
std::optional<std::vector<std::string>> roles_of(const HbaArguments& arguments) {
  if (arguments.memberships.empty()) return std::nullopt;
  const Groups groups = read_memberships(arguments.memberships);
  std::set<std::string> found;
  std::vector<std::string> open{arguments.user};
  while (!open.empty()) {
    const auto own = groups.find(open.back());
    open.pop_back();
    if (own == groups.end()) continue;
    for (const std::string& group : own->second)
      if (found.insert(group).second) open.push_back(group);
  }
  return std::vector<std::string>(found.begin(), found.end());
}

bool read_interface(std::string_view text, HbaInterface& out) {
  const std::size_t slash = text.find('/');
  const auto address = read_ip(text.substr(0, slash));
  if (!address || slash == std::string_view::npos) return false;
  const auto mask = read_prefix_mask(text.substr(slash + 1), address->size());
  if (mask) out = {*address, *mask};
  return mask.has_value();
}

// In quotes `replication` is a name, as in the file.
std::string unquoted(const std::string& name) {
  const bool has_quotes = name.size() > 2 && name.front() == '"' && name.back() == '"';
  return has_quotes ? name.substr(1, name.size() - 2) : name;
}

// Asks for the client's name where a record wants to know it.
void resolve(const HbaPolicy& policy, HbaConnection& connection) {
  constexpr std::chrono::seconds most{5};
  using Kind = HbaAddress::Kind;
  const auto& records = policy.file->records;
  const bool is_wanted = std::any_of(records.begin(), records.end(), [](const HbaRecord& record) {
    return record.address.kind == Kind::host_name || record.address.kind == Kind::host_suffix;
  });
  if (!is_wanted || connection.channel == HbaChannel::local) return;
  connection.host_name = find_host_name(connection.address, most);
  if (!connection.host_name)
    complain(cat("the name service did not tell the name of ", show_ip(connection.address)));
}

// Empty, or what is wrong with the arguments.
std::string read_connection(const HbaArguments& arguments, HbaConnection& out) {
  out.user = arguments.user;
  out.database = unquoted(arguments.database);
  out.is_replication = arguments.is_replication || arguments.database == "replication";
  if (arguments.database.empty() && !arguments.is_replication)
    return "hba who needs --database NAME or --replication";
  for (const std::string& membership : arguments.memberships)
    if (!contains(membership, "=")) return "--role-of wants ROLE=GROUP";
  out.roles = roles_of(arguments);
  if (!arguments.interfaces.empty()) out.interfaces.emplace();
  for (const std::string& text : arguments.interfaces)
    if (!read_interface(text, out.interfaces->emplace_back()))
      return "--interface wants ADDRESS/BITS such as 10.0.0.5/24";
  if (arguments.is_local) return {};
  const auto address = read_ip(arguments.from);
  if (!address) return "hba who needs --local or --from ADDRESS";
  out.address = *address;
  out.channel = arguments.is_tls   ? HbaChannel::tls
                : arguments.is_gss ? HbaChannel::gss
                                   : HbaChannel::plain;
  return {};
}

// A file with an error is not loaded at all: the answer is about the lines that can be read.
void warn_of_errors(const Policies& policies) {
  for (std::size_t i = 0; i < policies.files.size(); ++i)
    for (const HbaError& error : policies.files[i].errors)
      complain(cat(error.file.empty() ? policies.named[i].name : error.file, ":", error.line,
                   ": the server refuses the whole file: ", error.message));
}

int who(const HbaArguments& arguments, const Policies& policies) {
  HbaAnswer answer;
  const std::string problem = read_connection(arguments, answer.connection);
  if (!problem.empty()) return complain(problem);
  const HbaPolicy& policy = policies.policies.front();
  if (arguments.resolves) resolve(policy, answer.connection);
  answer.decision = decide(policy, answer.connection);
  answer.passed = passed_records(policy, answer.connection);
  const bool is_undecided = answer.decision.verdict == HbaVerdict::undecided;
  if (is_undecided) answer.doubt = hba_doubt(policy, *answer.decision.record, answer.connection);
  const NamedHbaPolicy& named = policies.named.front();
  std::fputs(
      (arguments.format == "json" ? hba_who_json(named, answer) : hba_who_text(named, answer))
          .c_str(),
      stdout);
  if (policies.has_errors()) return status_unreadable;
  return is_undecided ? status_incomplete : status_clean;
}

int check(const HbaArguments& arguments, const Policies& policies) {
  std::vector<HbaChecked> checked;
  bool has_findings = false;
  bool is_undecided = false;
  for (const HbaPolicy& policy : policies.policies) {
    const HbaChecked& own =
        checked.emplace_back(HbaChecked{hba_reach(policy), hba_openings(policy)});
    has_findings = has_findings || has_hba_findings(policy, own);
    for (const HbaReach& one : own.reach)
      is_undecided = is_undecided || one.kind == HbaReach::Kind::undecided;
  }
  if (arguments.format == "json")
    std::fputs(hba_check_json(policies.named, checked).c_str(), stdout);
  for (std::size_t i = 0; i < checked.size() && arguments.format == "text"; ++i)
    std::fputs(hba_check_text(policies.named[i], checked[i]).c_str(), stdout);
  if (has_findings) return status_findings;
  return is_undecided ? status_incomplete : status_clean;
}

int diff(const HbaArguments& arguments, const Policies& policies) {
  const HbaComparison comparison = compare(policies.policies);
  const bool is_json = arguments.format == "json";
  std::fputs((is_json ? hba_diff_json(policies.named, comparison)
                      : hba_diff_text(policies.named, comparison))
                 .c_str(),
             stdout);
  if (policies.has_errors()) return status_unreadable;
  const auto equal = comparison.is_equal();
  if (!equal) return status_incomplete;
  return *equal ? status_clean : status_findings;
}

}  // namespace

int hba(const HbaArguments& arguments) {
  const auto version =
      parse_version(arguments.postgres_version.value_or(cat(facts::newest_postgres)));
  if (!version) return complain("--postgres-version wants a number such as 15");
  Policies policies;
  read_policies(arguments, version->major, policies);
  if (!policies.problem.empty()) return complain(policies.problem);
  if (arguments.verb == "check") return check(arguments, policies);
  warn_of_errors(policies);
  return arguments.verb == "who" ? who(arguments, policies) : diff(arguments, policies);
}

}  // namespace patrol::cli
