// The chain behind settings for people: the winner first, then what lost and why, then what to do.
#include <algorithm>
#include <map>

#include "linter/analysis/effective_compare.h"
#include "linter/base/text.h"
#include "linter/facts/facts.h"
#include "linter/render/why.h"
#include "linter/render/why_names.h"
#include "linter/render/why_words.h"

namespace patrol {
namespace {

/// A setting on one member.
struct Asked {
  const WhyMember* member = nullptr;
  const EffectiveSetting* setting = nullptr;
};

std::string name_of(const WhyMember& member) {
  return member.input->name.empty() ? "a member without a name" : member.input->name;
}

// The name of every setting that matters, once, in order.
std::vector<std::string> names_of(const WhyQuestion& question) {
  std::vector<std::string> out;
  for (const WhyMember& member : question.members)
    for (std::string& name : settings_called(*member.configuration, question.name))
      if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
  return out;
}

// Members for which everything that is said of the setting is the same.
std::string likeness(const Asked& asked) {
  const EffectiveSetting& setting = *asked.setting;
  std::string out = cat(setting.value, '\n', to_string(setting.layer), to_string(setting.origin));
  for (const std::string& remark : setting.remarks) out += cat('\n', remark);
  for (const Mention& mention : setting.ignored)
    out += cat('\n', to_string(mention.layer), mention.value, to_string(mention.rule));
  return out;
}

class WhyText {
 public:
  explicit WhyText(const WhyQuestion& question) : question_(question) {}

  std::string run() {
    if (question_.name.empty()) return all();
    const auto names = names_of(question_);
    if (names.empty()) {
      out_ = nothing_called(*question_.members.front().configuration, question_.name) + "\n";
      return std::move(out_);
    }
    warn_of_refusal();
    if (names.size() == 1)
      explain(names.front());
    else
      for (const std::string& name : names) list(name);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string hide(std::string_view text) const {
    return printable(question_.redactor->hide(text));
  }

  // Said first, for it explains everything else.
  void warn_of_refusal() {
    for (const WhyMember& member : question_.members) {
      const EffectiveConfiguration& configuration = *member.configuration;
      if (configuration.dynamic_fate == DynamicFate::accepted) continue;
      const std::string where =
          configuration.culprit ? line_of(*member.input, configuration.culprit.span()) : "";
      out_ += wrapped(cat("Patroni ", to_string(configuration.patroni),
                          " refuses the whole dynamic configuration, because of ", where, ": ",
                          hide(configuration.culprit_reason), ". ",
                          configuration.dynamic_fate == DynamicFate::refused
                              ? "The cluster starts with nothing of it."
                              : "What it accepted before goes on to count."),
                      0);
      out_ += "\n";
      return;  // all members share it
    }
  }

  [[nodiscard]] std::vector<Asked> ask(std::string_view name) const {
    std::vector<Asked> out;
    for (const WhyMember& member : question_.members)
      out.push_back({&member, member.configuration->find(name)});
    return out;
  }

  void list(const std::string& name) {
    for (const Asked& asked : ask(name))
      if (asked.setting != nullptr) add_line(asked);
  }

  void add_line(const Asked& asked) {
    const EffectiveSetting& setting = *asked.setting;
    std::string line =
        cat(setting.name, " = ", hide(shown_value(setting, asked.member->input->postgres)));
    if (question_.members.size() > 1) line += cat("  on ", name_of(*asked.member));
    line.resize(std::max<std::size_t>(line.size() + 2, 44), ' ');
    const std::string place = line_of(*asked.member->input, setting.at);
    line += cat(to_string(setting.layer), place.empty() ? "" : cat("  ", place));
    if (!setting.ignored.empty()) line += cat("  (", setting.ignored.size(), " without effect)");
    out_ += line + "\n";
  }

  std::string all() {
    warn_of_refusal();
    for (const WhyMember& member : question_.members) {
      if (question_.members.size() > 1) out_ += cat("# ", printable(name_of(member)), "\n");
      std::size_t defaults = 0;
      for (const EffectiveSetting& setting : member.configuration->settings) {
        const bool is_plain = setting.layer == ValueLayer::built_in && setting.ignored.empty();
        if (is_plain)
          ++defaults;
        else
          add_line({&member, &setting});
      }
      out_ += cat(defaults, " more settings are at their defaults and set nowhere\n");
    }
    return std::move(out_);
  }

  void explain(const std::string& name) {
    std::vector<std::vector<Asked>> groups;
    std::map<std::string, std::size_t> known;
    for (const Asked& asked : ask(name)) {
      if (asked.setting == nullptr) continue;
      const auto [found, is_new] = known.try_emplace(likeness(asked), groups.size());
      if (is_new) groups.emplace_back();
      groups[found->second].push_back(asked);
    }
    for (const auto& group : groups) add_group(group);
    compare(name);
    add_steps(odd_one(groups));
  }

  // Where members differ, the one that goes its own way is the one to change.
  static const Asked& odd_one(const std::vector<std::vector<Asked>>& groups) {
    const auto own = std::find_if(groups.begin(), groups.end(), [](const auto& group) {
      const ValueLayer layer = group.front().setting->layer;
      return layer == ValueLayer::local || layer == ValueLayer::auto_conf ||
             layer == ValueLayer::conf_edit;
    });
    return own == groups.end() ? groups.front().front() : own->front();
  }

  void add_group(const std::vector<Asked>& group) {
    const Asked& first = group.front();
    const MemberInput& input = *first.member->input;
    const EffectiveSetting& setting = *first.setting;
    std::string members;
    for (const Asked& asked : group)
      members += cat(members.empty() ? "" : ", ", name_of(*asked.member));
    out_ += cat(setting.name, " = ", hide(shown_value(setting, input.postgres)), "\n");
    out_ += cat("  on ", printable(members), ", as ",
                input.role == MemberRole::leader ? "leader" : "replica", ", Patroni ",
                to_string(input.patroni), ", PostgreSQL ", input.postgres, "\n\n");
    add_winner(group);
    add_losers(group);
  }

  // The places of one thing on all members of a group, each once.
  static std::string places_of(const std::vector<Asked>& group, const auto& span_of) {
    std::vector<std::string> places;
    for (const Asked& asked : group) {
      std::string place = line_of(*asked.member->input, span_of(*asked.setting));
      const bool is_new = std::find(places.begin(), places.end(), place) == places.end();
      if (!place.empty() && is_new) places.push_back(std::move(place));
    }
    return join(places, ", ");
  }

  void add_winner(const std::vector<Asked>& group) {
    const MemberInput& input = *group.front().member->input;
    const EffectiveSetting& setting = *group.front().setting;
    const std::string places = places_of(group, [](const EffectiveSetting& one) { return one.at; });
    out_ += "in force\n";
    if (!places.empty()) out_ += cat("  ", places, written(setting), "\n");
    out_ += wrapped(decided_by(input, setting), places.empty() ? 2 : 6);
    if (setting.is_undecided)
      out_ += wrapped("the value is a template's placeholder: what replaces it decides", 6);
    for (const std::string& remark : setting.remarks) out_ += wrapped(hide(remark), 6);
    out_ += "\n";
  }

  // The text where it is not what the server shows.
  [[nodiscard]] std::string written(const EffectiveSetting& setting) const {
    if (setting.is_secret || setting.written.empty() || setting.written == setting.value) return {};
    return cat("  written as ", hide(setting.written));
  }

  void add_losers(const std::vector<Asked>& group) {
    const MemberInput& input = *group.front().member->input;
    const EffectiveSetting& setting = *group.front().setting;
    if (setting.ignored.empty()) return;
    out_ += "without effect\n";
    for (std::size_t at = 0; at < setting.ignored.size(); ++at) {
      const Mention& mention = setting.ignored[at];
      const std::string places = places_of(group, [&](const EffectiveSetting& one) {
        return at < one.ignored.size() ? one.ignored[at].at : std::nullopt;
      });
      const std::string value = setting.is_secret ? "***" : hide(mention.value);
      out_ += cat("  ", places.empty() ? "-" : places, "  ", value.empty() ? "''" : value, "  (",
                  layer_words(input, mention), ")\n");
      out_ += wrapped(hide(mention.reason), 6);
    }
    out_ += "\n";
  }

  void compare(const std::string& name) {
    if (question_.members.size() < 2) return;
    std::vector<const EffectiveSetting*> settings;
    for (const Asked& asked : ask(name)) settings.push_back(asked.setting);
    const MemberDifference difference = compare_members(name, settings);
    out_ += "between the members\n";
    out_ += wrapped(compared(difference), 2);
    out_ += "\n";
  }

  static std::string compared(MemberDifference difference) {
    switch (difference) {
      case MemberDifference::none:
        return "the same everywhere";
      case MemberDifference::expected:
        return "it differs, as it must: each member has its own";
      case MemberDifference::standby_floor:
        return "it differs, and a standby with less than its primary does not start: give all "
               "members the same";
      case MemberDifference::unexpected:
        break;
    }
    return "it differs, and nothing asks for that: after a failover the cluster behaves otherwise";
  }

  void add_steps(const Asked& asked) {
    const auto steps =
        steps_to_change(*asked.member->input, *asked.member->configuration, *asked.setting);
    if (steps.empty()) return;
    out_ += "to change it\n";
    for (std::size_t at = 0; at < steps.size(); ++at) {
      std::string text = wrapped(hide(steps[at]), 5);
      text.replace(2, cat(at + 1, '.').size(), cat(at + 1, '.'));
      out_ += text;
    }
  }

  const WhyQuestion& question_;
  std::string out_;
};

}  // namespace

std::string why_text(const WhyQuestion& question) {
  return WhyText(question).run();
}

}  // namespace patrol
