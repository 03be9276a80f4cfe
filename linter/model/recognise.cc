// Recognition: the keys of the outermost level, the shape of the lines, and last the name.
#include "linter/model/recognise.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <vector>

#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::size_t looked_at = 64UL * 1024;

bool is_word_letter(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == '-';
}

std::string_view leading_word(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_word_letter(text[end])) ++end;
  return text.substr(0, end);
}

// The key at the start of a block-style line, without quotes; empty when there is none.
std::string_view block_key(std::string_view line) {
  if (!line.empty() && (line.front() == '"' || line.front() == '\'')) line.remove_prefix(1);
  const std::string_view word = leading_word(line);
  std::string_view rest = line.substr(word.size());
  if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) rest.remove_prefix(1);
  rest = trim(rest.substr(0, 2));
  return rest.starts_with(':') ? word : std::string_view{};
}

struct FlowWord {
  std::string_view text;
  std::size_t last = 0;  // where its last byte stands, a closing quote included
};

// The word or quoted text that starts at a place; nothing where none does.
std::optional<FlowWord> flow_word(std::string_view text, std::size_t at) {
  if (is_word_letter(text[at])) {
    const std::string_view word = leading_word(text.substr(at));
    return FlowWord{word, at + word.size() - 1};
  }
  if (text[at] != '"' && text[at] != '\'') return std::nullopt;
  const std::size_t end = std::min(text.find(text[at], at + 1), text.size());
  return FlowWord{text.substr(at + 1, end - at - 1), end};
}

// Keys of the outermost level of a text in flow style (`{"ttl": 30, …}`).
std::vector<std::string_view> flow_keys(std::string_view text) {
  std::vector<std::string_view> keys;
  int depth = 0;
  bool expects_key = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (letter == '{' || letter == '[') expects_key = ++depth == 1;
    if (letter == '}' || letter == ']') --depth;
    if (letter == ',') expects_key = depth == 1;
    const std::optional<FlowWord> word = flow_word(text, at);
    if (!word) continue;
    if (expects_key && depth == 1) keys.push_back(word->text);
    expects_key = false;
    at = word->last;
  }
  return keys;
}

std::vector<std::string_view> block_keys(std::string_view text) {
  std::vector<std::string_view> keys;
  std::size_t margin = std::string_view::npos;
  for (const std::string_view raw : split(text, '\n')) {
    const auto indent = std::min(raw.find_first_not_of(' '), raw.size());
    const std::string_view key = block_key(raw.substr(indent));
    if (key.empty() || (margin != std::string_view::npos && indent > margin)) continue;
    margin = indent;
    keys.push_back(key);
  }
  return keys;
}

std::vector<std::string_view> root_keys(std::string_view text) {
  for (const std::string_view raw : split(text, '\n')) {
    const std::string_view line = trim(raw);
    if (line.empty() || line.starts_with('#') || line.starts_with("---")) continue;
    if (line.starts_with('{') && !line.starts_with("{{") && !line.starts_with("{%"))
      return flow_keys(text);
    break;
  }
  return block_keys(text);
}

std::size_t count_in(const std::vector<std::string_view>& keys, const auto& wanted) {
  return static_cast<std::size_t>(
      std::count_if(keys.begin(), keys.end(), [&](std::string_view key) {
        return std::find(wanted.begin(), wanted.end(), key) != wanted.end();
      }));
}

constexpr auto patroni_keys = std::to_array<std::string_view>(
    {"scope", "namespace", "name", "restapi", "bootstrap", "etcd", "etcd3", "consul", "zookeeper",
     "exhibitor", "kubernetes", "raft", "citus", "ctl", "tags", "watchdog", "log"});
constexpr auto naming_keys = std::to_array<std::string_view>({"scope", "name"});
// Enough to say so alone: nothing else has these at its root.
constexpr auto telling_patroni_keys =
    std::to_array<std::string_view>({"restapi", "bootstrap", "etcd3", "patronictl", "ctl", "raft"});
constexpr auto dynamic_keys = std::to_array<std::string_view>({"ttl",
                                                               "loop_wait",
                                                               "retry_timeout",
                                                               "maximum_lag_on_failover",
                                                               "maximum_lag_on_syncnode",
                                                               "max_timelines_history",
                                                               "check_timeline",
                                                               "primary_start_timeout",
                                                               "primary_stop_timeout",
                                                               "master_start_timeout",
                                                               "master_stop_timeout",
                                                               "synchronous_mode",
                                                               "synchronous_mode_strict",
                                                               "synchronous_node_count",
                                                               "failsafe_mode",
                                                               "standby_cluster",
                                                               "slots",
                                                               "ignore_slots",
                                                               "member_slots_ttl",
                                                               "pause"});
constexpr auto etcd_keys = std::to_array<std::string_view>({"data-dir",
                                                            "wal-dir",
                                                            "listen-peer-urls",
                                                            "listen-client-urls",
                                                            "initial-advertise-peer-urls",
                                                            "advertise-client-urls",
                                                            "initial-cluster",
                                                            "initial-cluster-token",
                                                            "initial-cluster-state",
                                                            "client-transport-security",
                                                            "peer-transport-security",
                                                            "snapshot-count",
                                                            "heartbeat-interval",
                                                            "election-timeout",
                                                            "quota-backend-bytes",
                                                            "max-snapshots",
                                                            "max-wals",
                                                            "strict-reconfig-check",
                                                            "auto-compaction-retention",
                                                            "auto-compaction-mode",
                                                            "discovery-srv",
                                                            "enable-grpc-gateway"});

// Whether what follows `postgresql` names what only a member's own file has.
bool has_local_postgresql(std::string_view text) {
  const std::string_view rest = text.substr(std::min(text.find("postgresql"), text.size()));
  return contains(rest, "listen") || contains(rest, "data_dir") ||
         contains(rest, "connect_address");
}

// What the root keys alone prove.
DocumentKind by_key_counts(const std::vector<std::string_view>& keys, bool has_postgresql,
                           std::string_view text) {
  if (count_in(keys, etcd_keys) >= 2) return DocumentKind::etcd_yaml;
  const auto patroni = count_in(keys, patroni_keys);
  const auto dynamic = count_in(keys, dynamic_keys);
  // What no member's file lacks; without it several cluster-wide settings at the root tell more
  // than a section that strayed in among them.
  const bool names_member = count_in(keys, naming_keys) > 0 || contains(text, "data_dir");
  if (dynamic >= 3 && !names_member) return DocumentKind::dynamic;
  if (count_in(keys, telling_patroni_keys) > 0 || patroni >= 2) return DocumentKind::patroni;
  if (has_postgresql && (patroni >= 1 || has_local_postgresql(text))) return DocumentKind::patroni;
  if (dynamic >= 2 || (dynamic == 1 && has_postgresql)) return DocumentKind::dynamic;
  return DocumentKind::unknown;
}

DocumentKind by_root_keys(std::string_view path, std::string_view text) {
  const auto keys = root_keys(text);
  const bool has_postgresql = std::find(keys.begin(), keys.end(), "postgresql") != keys.end();
  const DocumentKind proved = by_key_counts(keys, has_postgresql, text);
  if (proved != DocumentKind::unknown) return proved;
  const std::string base = lower(path.substr(path.find_last_of('/') + 1));
  if (contains(base, "dynamic") || contains(base, "show-config")) return DocumentKind::dynamic;
  const bool is_named = contains(base, "patroni") && count_in(keys, patroni_keys) >= 1;
  if (has_postgresql || is_named) return DocumentKind::patroni;
  if (count_in(keys, etcd_keys) == 1) return DocumentKind::etcd_yaml;
  return DocumentKind::unknown;
}

constexpr auto hba_types = std::to_array<std::string_view>(
    {"local", "host", "hostssl", "hostnossl", "hostgssenc", "hostnogssenc"});

// How many lines look like what; comments and empty lines are not counted.
struct LineCounts {
  std::size_t etcd = 0, patroni = 0, assignments = 0, hba = 0, conf = 0, yaml = 0, all = 0;
  std::size_t haproxy = 0, unit = 0, ident = 0;
};

bool is_upper_name(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') || letter == '_';
  });
}

void count_assignment(std::string_view word, LineCounts& counts) {
  if (word.starts_with("ETCD_")) ++counts.etcd;
  if (word.starts_with("PATRONI_")) ++counts.patroni;
  ++(is_upper_name(word) ? counts.assignments : counts.conf);
}

bool is_include(std::string_view word) {
  return word == "include" || word == "include_dir" || word == "include_if_exists";
}

void count_line(std::string_view line, LineCounts& counts) {
  ++counts.all;
  if (line.starts_with("export ")) line = trim(line.substr(7));
  const std::string_view word = leading_word(line);
  const std::string_view rest = trim(line.substr(word.size()));
  if (rest.starts_with('=')) count_assignment(word, counts);
  if (rest.starts_with('\'') && is_include(word)) ++counts.conf;
  const auto fields = std::count_if(rest.begin(), rest.end(),
                                    [](char letter) { return letter == ' ' || letter == '\t'; });
  const bool is_hba = std::find(hba_types.begin(), hba_types.end(), word) != hba_types.end();
  if (is_hba && fields >= 1 && !rest.starts_with('=')) ++counts.hba;
  if (!block_key(line).empty() || line.starts_with("- ")) ++counts.yaml;
  const bool is_section =
      word == "backend" || word == "frontend" || word == "defaults" || word == "listen";
  if (is_section && !rest.starts_with('=') && !rest.starts_with(':')) ++counts.haproxy;
  if (line == "[Unit]" || line == "[Service]" || line == "[Install]") ++counts.unit;
}

LineCounts count_lines(std::string_view text) {
  LineCounts counts;
  for (const std::string_view raw : split(text, '\n')) {
    const std::string_view line = trim(raw);
    if (!line.empty() && !line.starts_with('#')) count_line(line, counts);
  }
  return counts;
}

DocumentKind by_name(std::string_view path) {
  const std::string base = lower(path.substr(path.find_last_of('/') + 1));
  if (contains(base, "pg_hba")) return DocumentKind::hba;
  if (contains(base, "pg_ident")) return DocumentKind::ident;
  if (contains(base, "haproxy")) return DocumentKind::haproxy;
  if (base.ends_with(".service")) return DocumentKind::unit;
  if (contains(base, "postgresql") && base.ends_with(".conf")) return DocumentKind::postgres_conf;
  return DocumentKind::unknown;
}

DocumentKind by_lines(std::string_view path, const LineCounts& counts) {
  if (counts.unit >= 2) return DocumentKind::unit;
  if (counts.etcd >= 1 && counts.etcd >= counts.patroni && counts.yaml < counts.etcd)
    return DocumentKind::etcd_env;
  if (counts.patroni >= 1 && counts.yaml <= counts.patroni) return DocumentKind::patroni_env;
  const DocumentKind named = by_name(path);
  if (named != DocumentKind::unknown && counts.yaml <= counts.all / 2) return named;
  if (counts.haproxy >= 2) return DocumentKind::haproxy;
  if (counts.hba >= 1 && counts.hba * 2 >= counts.all) return DocumentKind::hba;
  return DocumentKind::unknown;
}

// One variable with a whole patroni.yml in it: most lines look like YAML.
bool holds_whole_configuration(std::string_view text) {
  constexpr std::string_view assignment = "PATRONI_CONFIGURATION=";
  return text.starts_with(assignment) || contains(text, cat('\n', assignment));
}

bool looks_like_parameters(const LineCounts& counts) {
  return counts.conf >= 1 && counts.conf * 4 >= counts.all * 3 && counts.yaml == 0;
}

}  // namespace

std::string_view to_string(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::patroni:
      return "patroni";
    case DocumentKind::patroni_env:
      return "patroni environment";
    case DocumentKind::dynamic:
      return "dynamic configuration";
    case DocumentKind::etcd_env:
      return "etcd environment";
    case DocumentKind::etcd_yaml:
      return "etcd configuration";
    case DocumentKind::hba:
      return "pg_hba.conf";
    case DocumentKind::ident:
      return "pg_ident.conf";
    case DocumentKind::postgres_conf:
      return "postgresql.conf";
    case DocumentKind::haproxy:
      return "haproxy";
    case DocumentKind::unit:
      return "systemd unit";
    case DocumentKind::unknown:
      break;
  }
  return "unknown";
}

DocumentKind recognise(std::string_view path, std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text = text.substr(0, looked_at);
  if (holds_whole_configuration(text)) return DocumentKind::patroni_env;
  const LineCounts counts = count_lines(text);
  if (const DocumentKind kind = by_lines(path, counts); kind != DocumentKind::unknown) return kind;
  if (const DocumentKind kind = by_root_keys(path, text); kind != DocumentKind::unknown)
    return kind;
  const std::string base = lower(path.substr(path.find_last_of('/') + 1));
  const bool is_yaml_name = contains(base, ".yml") || contains(base, ".yaml");
  if (is_yaml_name && contains(base, "etcd")) return DocumentKind::etcd_yaml;
  if (is_yaml_name && (contains(base, "patroni") || counts.all == 0)) return DocumentKind::patroni;
  if (looks_like_parameters(counts) && contains(base, "conf")) return DocumentKind::postgres_conf;
  return DocumentKind::unknown;
}

}  // namespace patrol
