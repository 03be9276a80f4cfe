// Looks up and words what rules about a running cluster need.
#include "rules/drift/shared_state.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "linter/doc/python_time.h"
#include "linter/doc/yaml.h"
#include "linter/facts/facts.h"
#include "linter/model/python.h"

namespace patrol::rules {
namespace {

constexpr double minute = 60;
constexpr double hour = 60 * minute;
constexpr double day = 24 * hour;

const std::string* find_tag(const Tags& tags, std::string_view name) {
  const auto found =
      std::find_if(tags.begin(), tags.end(), [&](const auto& tag) { return tag.first == name; });
  return found == tags.end() ? nullptr : &found->second;
}

bool is_null(const std::string* json) {
  return json == nullptr || json->empty() || *json == "null";
}

std::string padded(long long number, std::size_t width) {
  std::string digits = cat(number);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

// The time of the last entry of the history: when the leader was promoted.
/// The last line of the cluster's history: which timeline ended when.
struct Promotion {
  long long ended_timeline = 0;
  std::optional<UnixTime> at;
};

std::optional<Promotion> last_promotion(const ClusterObservation& live) {
  if (!live.dcs || live.dcs->history.text().empty()) return std::nullopt;
  const YamlTree tree = read_yaml(FileId{}, live.dcs->history.text(), YamlMode::strict);
  const auto entries = Value(tree, tree.root).items();
  if (entries.empty()) return std::nullopt;
  const auto fields = entries.back().items();
  constexpr std::size_t time_at = 3;
  if (fields.size() <= time_at) return std::nullopt;
  return Promotion{python_int(fields[0]).value_or(0), parse_time(fields[time_at].text())};
}

bool is_steady_word(std::string_view state) {
  return state.empty() || state == "running" || state == "streaming" ||
         state == "in archive recovery";
}

// The lock has a new holder that is no primary yet, or is one and has not written the history:
// Patroni does so in its next loop.
bool is_taking_over(const ClusterObservation& live) {
  if (!live.dcs || live.dcs->leader.empty()) return false;
  const MemberObservation* leader = live.member(live.dcs->leader);
  if (leader == nullptr || !leader->rest) return false;
  const RestStatus& rest = *leader->rest;
  if (rest.role == ObservedRole::replica) return is_steady_word(rest.state);
  const auto promotion = last_promotion(live);
  return rest.timeline > 1 && rest.timeline - 1 != (promotion ? promotion->ended_timeline : 0);
}

}  // namespace

Spot said_by(const MemberObservation& member, Surface surface, std::string_view key) {
  return {LivePlace{member.name, std::string(to_string(surface)), std::string(key)},
          std::string(key)};
}

Spot said_by(Surface surface, std::string_view key) {
  return {LivePlace{{}, std::string(to_string(surface)), std::string(key)}, std::string(key)};
}

const PatroniDocument* file_of(const Snapshot& cluster, const MemberObservation& member) {
  const auto found = std::find_if(
      cluster.patroni.begin(), cluster.patroni.end(), [&](const PatroniDocument* document) {
        return !document->is_environment && cluster.owner_of(document->file) == member.name;
      });
  return found == cluster.patroni.end() ? nullptr : *found;
}

Value dynamic_config(const Snapshot& cluster) {
  return cluster.dynamic.empty() ? Value() : cluster.dynamic.front()->root();
}

long long dynamic_number(const Snapshot& cluster, std::string_view path) {
  if (const auto number = python_int(dynamic_config(cluster).at(path))) return *number;
  const facts::PatroniSetting* setting = facts::find_patroni_setting(path);
  if (setting == nullptr) return 0;
  return to_integer(setting->default_in(cluster.patroni_version.version)).value_or(0);
}

const DcsMember* key_of(const ClusterObservation& live, std::string_view name) {
  if (!live.dcs) return nullptr;
  const auto found = std::find_if(live.dcs->members.begin(), live.dcs->members.end(),
                                  [&](const DcsMember& one) { return one.name == name; });
  return found == live.dcs->members.end() ? nullptr : &*found;
}

const Tags* tags_of(const ClusterObservation& live, const MemberObservation& member) {
  if (member.rest) return &member.rest->tags;
  const DcsMember* key = key_of(live, member.name);
  return key == nullptr ? nullptr : &key->tags;
}

std::string tag_text(const Tags& tags, std::string_view name) {
  const std::string* json = find_tag(tags, name);
  if (is_null(json)) return {};
  const std::size_t length = json->size();
  const bool is_text = length > 1 && json->front() == '"' && json->back() == '"';
  return is_text ? json->substr(1, length - 2) : *json;
}

bool has_tag(const Tags& tags, std::string_view name) {
  const std::string* json = find_tag(tags, name);
  if (is_null(json)) return false;
  return *json != "false" && *json != "0" && *json != "0.0" && *json != "\"\"";
}

bool is_shut_out(const Tags* tags, std::string_view word, std::string_view priority) {
  if (tags == nullptr) return false;
  if (!is_null(find_tag(*tags, word))) return has_tag(*tags, word);
  const auto number = to_integer(tag_text(*tags, priority));
  return number && *number <= 0;
}

bool answers(const MemberObservation& member) {
  return member.rest.has_value() || member.server.has_value();
}

bool is_steady(const ClusterObservation& live, const MemberObservation& member) {
  if (member.rest) return is_steady_word(member.rest->state);
  const DcsMember* key = key_of(live, member.name);
  return key == nullptr || is_steady_word(key->state);
}

namespace {

// A switchover at once stands in the DCS until the new leader has taken over; one with a time
// waits.
bool is_handing_over(const ClusterObservation& live) {
  if (!live.dcs) return false;
  const std::string& request = live.dcs->failover.text();
  return contains(request, R"("leader")") && !contains(request, R"("scheduled_at": ")") &&
         !contains(request, R"("scheduled_at":")");
}

}  // namespace

bool is_settling(const Snapshot& cluster) {
  const ClusterObservation& live = *cluster.live;
  if (live.is_leader_changed || is_handing_over(live) || is_taking_over(live)) return true;
  const auto promoted = last_promotion(live);
  const double loops = 2 * static_cast<double>(dynamic_number(cluster, "loop_wait"));
  return promoted && promoted->at &&
         std::abs(live.taken_at - *promoted->at) < std::max(minute, loops);
}

bool is_on_its_way(const Snapshot& cluster, const MemberObservation& member) {
  if (is_settling(cluster) || !is_steady(*cluster.live, member)) return true;
  return member.server && member.server->started > 0 &&
         member.server->now - member.server->started < minute;
}

std::string listed(std::span<const std::string> names) {
  constexpr std::size_t most = 3;
  if (names.size() > most)
    return cat(shown(names[0]), ", ", shown(names[1]), " and ", names.size() - 2, " more");
  std::string text;
  for (std::size_t at = 0; at < names.size(); ++at) {
    if (at > 0) text += at + 1 == names.size() ? " and " : ", ";
    text += shown(names[at]);
  }
  return text;
}

std::string shown_seconds(double seconds) {
  const auto whole = [&](double unit) { return std::llround(seconds / unit); };
  if (seconds < 2 * minute) return cat(whole(1), " s");
  if (seconds < 2 * hour) return cat(whole(minute), " min");
  if (seconds < 2 * day) return cat(whole(hour), " h");
  return cat(whole(day), " days");
}

std::string shown_bytes(std::int64_t bytes) {
  constexpr auto units = std::to_array<std::string_view>({"bytes", "kB", "MB", "GB", "TB", "PB"});
  constexpr double step = 1024;
  constexpr double tenths = 10;
  auto amount = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (std::abs(amount) >= step && unit + 1 < units.size()) {
    amount /= step;
    ++unit;
  }
  const bool is_small = unit > 0 && std::abs(amount) < tenths;
  amount = is_small ? std::round(amount * tenths) / tenths : std::round(amount);
  return cat(amount, ' ', units[unit]);
}

std::string shown_time(UnixTime time) {
  namespace chrono = std::chrono;
  constexpr long long latest = 253402300799;  // the last second of 9999
  if (!(time > 0) || time > static_cast<double>(latest)) return "an unknown time";
  const chrono::sys_seconds seconds{chrono::seconds{static_cast<long long>(time)}};
  const auto days = chrono::floor<chrono::days>(seconds);
  const chrono::year_month_day date{days};
  const chrono::hh_mm_ss clock{seconds - days};
  return cat(static_cast<int>(date.year()), '-', padded(static_cast<unsigned>(date.month()), 2),
             '-', padded(static_cast<unsigned>(date.day()), 2), ' ',
             padded(clock.hours().count(), 2), ':', padded(clock.minutes().count(), 2), " UTC");
}

std::optional<UnixTime> parse_time(std::string_view text) {
  namespace chrono = std::chrono;
  const auto read = read_yaml_time(text);
  if (!read || !read->has_zone || !read->has_clock) return std::nullopt;
  const chrono::year_month_day date{chrono::year{read->year},
                                    chrono::month{static_cast<unsigned>(read->month)},
                                    chrono::day{static_cast<unsigned>(read->day)}};
  const auto days = static_cast<double>(chrono::sys_days{date}.time_since_epoch().count());
  constexpr double millionth = 1e-6;
  return days * day + read->hour * hour + (read->minute - read->zone_minutes) * minute +
         read->second + read->microsecond * millionth;
}

}  // namespace patrol::rules
