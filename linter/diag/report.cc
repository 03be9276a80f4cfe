// Collects what a rule says, and checks its wording in tests.
#include "linter/diag/report.h"

#include <algorithm>
#include <utility>

#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::size_t longest_message = 100;

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char letter) {
    return (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U;
  }));
}

bool starts_right(std::string_view text) {
  return !text.empty() &&
         !(text.front() >= 'A' && text.front() <= 'Z' && text.size() > 1 && text[1] >= 'a' &&
           text[1] <= 'z' && !text.starts_with("Patroni") && !text.starts_with("Postgre") &&
           !text.starts_with("Debian") && !text.starts_with("Consul") &&
           !text.starts_with("Kubernetes") && !text.starts_with("Raft") &&
           !text.starts_with("Citus") && !text.starts_with("Python") && !text.starts_with("Zoo"));
}

}  // namespace

FindingBuilder& FindingBuilder::label(const Spot& spot, std::string text) {
  return label(spot.at, std::move(text));
}

FindingBuilder& FindingBuilder::label(Place at, std::string text) {
  finding_.labels.push_back({.at = std::move(at), .text = std::move(text)});
  return *this;
}

FindingBuilder& FindingBuilder::note(std::string text) {
  finding_.notes.push_back(std::move(text));
  return *this;
}

FindingBuilder& FindingBuilder::fix(std::string title) {
  return fix(std::move(title), Safety::needs_review, {});
}

FindingBuilder& FindingBuilder::fix(std::string title, Safety safety, std::vector<Edit> edits) {
  finding_.fixes.push_back(
      {.title = std::move(title), .safety = safety, .edits = std::move(edits)});
  return *this;
}

FindingBuilder& FindingBuilder::severity(Severity severity) {
  finding_.severity = severity;
  return *this;
}

FindingBuilder& FindingBuilder::member(std::string name) {
  finding_.members.push_back(std::move(name));
  return *this;
}

Report::Report(std::string_view rule, std::string_view name, Severity severity)
    : rule_(rule), name_(name), severity_(severity) {
}

void Report::settle() {
  if (std::exchange(is_settled_, true)) return;
  const Finding& finding = findings_.back();
  const Span* span = std::get_if<Span>(&finding.spot.at);
  if (span == nullptr) return;
  Tally& tally = tallies_[span->file];
  if (tally.kept >= most_per_file && finding.severity <= tally.most_severe) {
    findings_.pop_back();
    ++tally.hidden;
    return;
  }
  ++tally.kept;
  tally.most_severe = std::max(tally.most_severe, finding.severity);
  tally.last = findings_.size() - 1;
}

std::deque<Finding> Report::take() {
  settle();
  for (const auto& [file, tally] : tallies_)
    if (tally.hidden > 0)
      findings_[tally.last].notes.push_back(
          cat(tally.hidden, " more like this in the file are not listed"));
  return std::move(findings_);
}

FindingBuilder Report::add(Spot spot, std::string message) {
  settle();
  is_settled_ = false;
  Finding finding;
  finding.rule = rule_;
  finding.name = name_;
  finding.severity = severity_;
  finding.spot = std::move(spot);
  finding.message = std::move(message);
  findings_.push_back(std::move(finding));
  return FindingBuilder(findings_.back());
}

std::string shown(std::string_view text, std::size_t most) {
  std::size_t characters = 0;
  std::size_t end = 0;
  while (end < text.size()) {
    const bool starts = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
    if (starts && ++characters > most) break;
    ++end;
  }
  std::string out = printable(text.substr(0, end));
  if (end < text.size()) out += "…";
  return out;
}

std::string wording_fault(const Finding& finding) {
  const std::string_view text = finding.message;
  if (!starts_right(text)) return "the message does not start in lower case";
  if (text.ends_with('.')) return "the message ends with a period";
  if (contains(text, "\n")) return "the message has several lines";
  if (count_characters(text) > longest_message) return "the message is longer than 100 characters";
  for (const auto& note : finding.notes)
    if (note.empty() || note.ends_with('.')) return "a note is empty or ends with a period";
  for (const auto& fix : finding.fixes)
    if (fix.title.empty() || fix.title.ends_with('.'))
      return "a fix has no title or ends with a period";
  return {};
}

}  // namespace patrol
