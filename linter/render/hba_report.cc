// Text of the hba commands: the answer first, then why.
#include "linter/render/hba_report.h"

#include <algorithm>

#include "linter/analysis/hba_words.h"
#include "linter/base/secret.h"
#include "linter/base/text.h"
#include "linter/doc/hba_address.h"
#include "linter/doc/hba_options.h"
#include "linter/render/hba_report_parts.h"

namespace patrol {
namespace {

constexpr std::size_t most_shown = 50;

std::string words(const std::vector<HbaToken>& tokens) {
  std::string out;
  for (const HbaToken& token : tokens) {
    const bool needs_quotes =
        token.is_quoted || token.text.find_first_of(" ,#\"\t") != std::string::npos;
    if (!out.empty()) out += ',';
    out += needs_quotes ? cat("\"", token.text, "\"") : token.text;
  }
  return out;
}

std::string shown_address(const HbaRecord& record) {
  const IpBytes& mask = record.address.mask;
  if (record.netmask_text.empty()) return record.address_text;
  for (std::size_t bits = 0; bits <= mask.size() * 8; ++bits)
    if (read_prefix_mask(cat(bits), mask.size()) == mask)
      return cat(record.address_text, "/", bits);
  return cat(record.address_text, " ", record.netmask_text);
}

std::string shown_side(const NamedHbaPolicy& policy, const HbaRecord* record) {
  if (record == nullptr) return cat("  ", printable(policy.name), ": no record matches\n");
  return cat("  ", printable(shown_place(policy, *record)), ": ", show_record(*record), "\n");
}

std::string count_of(std::size_t count, std::string_view what) {
  return cat(count, " ", what, count == 1 ? "" : "s");
}

std::string hidden_text(const NamedHbaPolicy& policy, std::size_t index, const HbaReach& reach) {
  const auto& records = policy.policy->file->records;
  std::string text = cat(printable(shown_place(policy, records[index])),
                         ": never decides anything: ", show_record(records[index]), "\n");
  for (const std::size_t other : reach.hidden_by)
    text += cat("    taken by line ", records[other].line, ": ", show_record(records[other]), "\n");
  return text;
}

std::string errors_text(const NamedHbaPolicy& policy) {
  const HbaFile& file = *policy.policy->file;
  std::string text;
  for (const HbaError& error : file.errors)
    text += cat(printable(cat(error.file.empty() ? policy.name : error.file, ":", error.line)),
                ": the server refuses the whole file: ", printable(error.message), "\n");
  if (file.records.empty() && file.errors.empty())
    text += cat(printable(policy.name), ": no record at all; the server refuses such a file\n");
  return text;
}

std::string listed(const std::vector<std::string>& networks) {
  constexpr std::size_t most = 8;
  std::string text;
  for (std::size_t i = 0; i < std::min(networks.size(), most); ++i)
    text += cat(i == 0 ? "" : ", ", networks[i]);
  if (networks.size() > most) text += cat(" and ", networks.size() - most, " more");
  return text;
}

std::string opening_text(const NamedHbaPolicy& policy, const HbaOpening& opening) {
  const HbaRecord& record = policy.policy->file->records[opening.record];
  std::string text = cat(printable(shown_place(policy, record)), ": `", record.method,
                         "` is open to the network: ", show_record(record), "\n");
  if (opening.taken.empty()) return text;
  return text + cat("    reached from ", listed(opening.networks), "; earlier records take ",
                    listed(opening.taken), "\n");
}

std::string oddities_text(const NamedHbaPolicy& policy, const HbaRecord& record) {
  std::string text;
  for (const HbaOddity& oddity : hba_oddities(record))
    text += cat(printable(shown_place(policy, record)), ": ", printable(oddity.text),
                oddity.is_whole_field ? "; the record matches nothing real\n" : "\n");
  return text;
}

std::string difference_text(std::span<const NamedHbaPolicy> policies,
                            const HbaDifference& difference) {
  std::string text;
  for (const std::string& region : difference.regions) text += cat(region, "\n");
  if (difference.has_more_regions) text += "and more of them\n";
  text += cat("  for example ", shown_connection(difference.witness), "\n");
  for (std::size_t side = 0; side < policies.size(); ++side)
    text += shown_side(policies[side], difference.sides[side]);
  return text;
}

}  // namespace

std::string shown_place(const NamedHbaPolicy& policy, const HbaRecord& record) {
  return cat(record.file.empty() ? policy.name : record.file, ":", record.line);
}

std::string show_record(const HbaRecord& record) {
  std::string text =
      cat(to_string(record.type), " ", words(record.databases), " ", words(record.users), " ");
  if (record.type != HbaType::local) text += cat(shown_address(record), " ");
  text += record.method;
  for (const HbaOption& option : record.options)
    text += cat(" ", option.name, "=",
                is_secret_hba_option(option.name) ? std::string(Secret::shown) : option.value);
  return printable(text);
}

std::string hba_who_text(const NamedHbaPolicy& policy, const HbaAnswer& answer) {
  const HbaDecision& decision = answer.decision;
  std::string text = cat(shown_connection(answer.connection), "\n");
  switch (decision.verdict) {
    case HbaVerdict::method:
      text += cat("decided: ", decision.record->method, "\n");
      break;
    case HbaVerdict::reject:
      text += "refused: the record says reject\n";
      break;
    case HbaVerdict::no_entry:
      text += "refused: no record matches\n";
      break;
    case HbaVerdict::undecided:
      text += cat("cannot be decided: ", printable(answer.doubt), "\n");
      break;
  }
  if (decision.record != nullptr) text += shown_side(policy, decision.record);
  if (!answer.passed.empty()) text += "stepped over:\n";
  const std::size_t skipped =
      answer.passed.size() > most_shown ? answer.passed.size() - most_shown : 0;
  if (skipped > 0) text += cat("  ", skipped, " more before these\n");
  for (std::size_t i = skipped; i < answer.passed.size(); ++i)
    text += cat("  ", printable(shown_place(policy, *answer.passed[i].record)), ": ",
                printable(answer.passed[i].reason), "\n");
  return text;
}

bool has_hba_findings(const HbaPolicy& policy, const HbaChecked& checked) {
  if (!policy.file->errors.empty() || policy.file->records.empty()) return true;
  for (const HbaRecord& record : policy.file->records)
    if (!hba_oddities(record).empty()) return true;
  return std::any_of(checked.reach.begin(), checked.reach.end(),
                     [](const HbaReach& one) { return one.kind == HbaReach::Kind::hidden; });
}

std::string hba_check_text(const NamedHbaPolicy& policy, const HbaChecked& checked) {
  const HbaFile& file = *policy.policy->file;
  std::string text = errors_text(policy);
  std::size_t undecided = 0;
  for (std::size_t i = 0; i < checked.reach.size(); ++i) {
    if (checked.reach[i].kind == HbaReach::Kind::hidden)
      text += hidden_text(policy, i, checked.reach[i]);
    if (checked.reach[i].kind == HbaReach::Kind::undecided) ++undecided;
  }
  for (const HbaRecord& record : file.records) text += oddities_text(policy, record);
  for (const HbaOpening& opening : checked.openings) text += opening_text(policy, opening);
  if (undecided > 0)
    text += cat(printable(policy.name), ": whether ", count_of(undecided, "record"),
                " can ever decide cannot be decided: too much work\n");
  return text + cat(printable(policy.name), ": ", count_of(file.records.size(), "record"), ", ",
                    count_of(file.errors.size(), "error"), "\n");
}

std::string hba_diff_text(std::span<const NamedHbaPolicy> policies,
                          const HbaComparison& comparison) {
  std::string text;
  const auto equal = comparison.is_equal();
  if (!equal) {
    text = "whether these policies are equal cannot be decided\n";
  } else {
    text = *equal ? "these policies decide alike\n"
                  : cat("these policies differ, as ",
                        comparison.differences.size() == 1 ? "this" : "these",
                        comparison.differences.size() == 1 ? " connection shows\n"
                                                           : " connections show\n");
  }
  const auto append = [&](const std::vector<HbaDifference>& differences, std::string_view head) {
    for (std::size_t i = 0; i < std::min(differences.size(), most_shown); ++i)
      text += cat("\n", head, difference_text(policies, differences[i]));
    if (differences.size() > most_shown)
      text += cat("\nand ", differences.size() - most_shown, " more\n");
  };
  append(comparison.differences, "");
  append(comparison.undecided, "cannot be decided: ");
  if (!comparison.is_finished) text += "\nthe search ended at its limit; there may be more\n";
  return text;
}

}  // namespace patrol
