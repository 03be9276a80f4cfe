// What the command line says, as plain values. The only file behind it that knows CLI11.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace patrol::cli {

/// One `--format F` with the `--output FILE` that follows it; no file means standard output.
struct OutputTarget {
  std::string format = "text";
  std::string file;
};

/// What every command that judges takes: which rules, for which versions, in which formats.
struct ReportArguments {
  std::vector<std::string> select, ignore;
  std::optional<std::string> fail_on;
  std::optional<std::string> patroni_version, postgres_version, etcd_version;
  std::vector<std::string> formats, outputs;
  std::string settings_file;  // --settings FILE; empty: discovered upward
  bool ignores_settings = false;
  bool is_quiet = false;
};

struct LintArguments : ReportArguments {
  std::vector<std::string> paths;
  bool has_fixes = false;   // --fix
  bool shows_diff = false;  // --diff
};

struct DumpArguments {
  std::string kind;
  std::string file;
  std::optional<std::string> postgres_version;
};

/// `patrol hba who|check|diff`.
struct HbaArguments {
  std::string verb;  // who, check or diff
  std::vector<std::string> files;
  std::string user, database;
  std::string from;  // address of the client; empty with is_local
  bool is_local = false;
  bool is_tls = false, is_plain = false, is_gss = false;
  bool is_replication = false;
  bool resolves = false;                 // --resolve
  std::vector<std::string> memberships;  // "U=G,H"
  std::vector<std::string> interfaces;   // "10.0.0.5/24"
  std::optional<std::string> postgres_version;
  std::string format = "text";
};

/// `patrol why SETTING [PATH…]`.
struct WhyArguments {
  std::vector<std::string> words;  // the setting unless is_all, then paths
  bool is_all = false;
  std::string dynamic_file;
  std::string member;
  std::string role = "leader";
  std::optional<std::string> patroni_version, postgres_version;
  std::string format = "text";
};

/// `patrol preview PATCH [PATH…]`.
struct PreviewArguments {
  std::string patch;  // a file, or "-" for standard input
  std::vector<std::string> paths;
  bool is_whole = false;  // --replace
  std::string dynamic_file;
  std::string member;
  std::optional<std::string> patroni_version, postgres_version;
  std::string format = "text";
};

/// Where to look at running clusters, and as whom: one of config, inventory and snapshot.
struct LiveArguments {
  std::string config;     // -c: a member's patroni.yml
  std::string inventory;  // --inventory
  std::string snapshot;   // --from
  std::string haproxy;
  std::string sql_user, ssh_user, ssh_key, known_hosts;
  std::optional<int> ssh_port;
  bool has_no_sql = false, has_no_ssh = false;
  bool is_sudo = false;
  std::string deadline = "20s";
  bool shows_timings = false;
  bool shows_probes = false;
};

/// `patrol snapshot`.
struct SnapshotArguments : LiveArguments {
  std::string output;  // empty: standard output
};

/// `patrol grants`.
struct GrantsArguments {
  std::string role = "patrol";
  std::string database = "postgres";
  std::string format = "sql";
};

/// `patrol drift`.
struct DriftArguments {
  LiveArguments live;
  ReportArguments report;
  std::string since;  // an older snapshot or report; empty for none
};

struct ExplainArguments {
  std::string rule;
};

struct RulesArguments {
  std::string format = "text";
};

using Arguments = std::variant<LintArguments, DumpArguments, HbaArguments, WhyArguments,
                               PreviewArguments, SnapshotArguments, DriftArguments, GrantsArguments,
                               ExplainArguments, RulesArguments>;

/// The commands that reach out.
using LiveCommand = std::variant<SnapshotArguments, DriftArguments, GrantsArguments>;

/// What to do, or the status to leave with after `text` was shown (help, version, usage error).
struct Parsed {
  std::optional<Arguments> arguments;
  int status = 0;
  std::string text;
};
[[nodiscard]] Parsed parse_arguments(int count, const char* const* words);

// One function per command; each returns the exit status.
int lint(const LintArguments& arguments);
int dump(const DumpArguments& arguments);
int hba(const HbaArguments& arguments);
int why(const WhyArguments& arguments);
int preview(const PreviewArguments& arguments);
/// In the program patrol this becomes patrol-live, with the same words; there it is the command.
int live(const LiveCommand& command, const char* const* words);
int explain(const ExplainArguments& arguments);
int list_rules(const RulesArguments& arguments);

/// Exit statuses; part of the interface.
inline constexpr int status_clean = 0;
inline constexpr int status_findings = 1;
inline constexpr int status_unreadable = 2;
inline constexpr int status_incomplete = 3;
inline constexpr int status_bug = 70;

}  // namespace patrol::cli
