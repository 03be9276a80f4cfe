// Answers about policies for people and for programs.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linter/analysis/hba_diff.h"
#include "linter/analysis/hba_oddities.h"
#include "linter/analysis/hba_policy.h"
#include "linter/analysis/hba_reach.h"

namespace patrol {

/// A policy and the name its file is shown by.
struct NamedHbaPolicy {
  std::string name;
  const HbaPolicy* policy = nullptr;
};

/// A record on one line, in the usual form, secrets hidden.
[[nodiscard]] std::string show_record(const HbaRecord& record);

struct HbaAnswer {
  HbaConnection connection;
  HbaDecision decision;
  std::vector<HbaPassed> passed;
  std::string doubt;  // why it is undecided
};
[[nodiscard]] std::string hba_who_text(const NamedHbaPolicy& policy, const HbaAnswer& answer);
[[nodiscard]] std::string hba_who_json(const NamedHbaPolicy& policy, const HbaAnswer& answer);

/// What there is to say about one policy alone.
struct HbaChecked {
  std::vector<HbaReach> reach;
  std::vector<HbaOpening> openings;
};
[[nodiscard]] std::string hba_check_text(const NamedHbaPolicy& policy, const HbaChecked& checked);
[[nodiscard]] std::string hba_check_json(std::span<const NamedHbaPolicy> policies,
                                         std::span<const HbaChecked> checked);
/// Whether a check found anything but weak methods on the network.
[[nodiscard]] bool has_hba_findings(const HbaPolicy& policy, const HbaChecked& checked);

[[nodiscard]] std::string hba_diff_text(std::span<const NamedHbaPolicy> policies,
                                        const HbaComparison& comparison);
[[nodiscard]] std::string hba_diff_json(std::span<const NamedHbaPolicy> policies,
                                        const HbaComparison& comparison);

}  // namespace patrol
