// Judges single rows.
#include "linter/analysis/observed_rows.h"

#include <algorithm>
#include <array>

#include "linter/base/text.h"
#include "linter/facts/facts.h"
#include "linter/model/parameter.h"

namespace patrol {
namespace {

// Where a row's value comes from when a document decided it, or nobody did.
constexpr auto document_sources =
    std::to_array<std::string_view>({"command line", "configuration file", "default"});

// What pg_file_settings says of values that the server refuses and of those that wait for a start.
// Source: PostgreSQL 18 src/backend/utils/misc/guc.c ProcessConfigFileInternal; never translated.
constexpr std::string_view not_applied = "setting could not be applied";

std::string_view base_of(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);
}

// The server and Patroni put other values there while they run.
bool is_of_the_moment(std::string_view name) {
  return name == "client_encoding" || name == "in_hot_standby" || name == "max_stack_depth" ||
         name.starts_with("transaction_") || facts::is_recovery_parameter(name);
}

std::optional<Span> line_span(const Snapshot& cluster, const MemberObservation& member,
                              std::string_view path, int line, std::string_view name) {
  const LiveFile* file = file_at(cluster, member, path);
  if (file == nullptr || line < 1) return std::nullopt;
  const auto number = static_cast<std::uint32_t>(line);
  if (number > cluster.sources->line_count(file->file)) return std::nullopt;
  const std::string_view text = cluster.sources->line(file->file, number);
  const std::string_view inner = trim(text);
  // The text may have been changed since the server read it.
  if (inner.empty() || !contains(lower(inner), lower(name))) return std::nullopt;
  const std::uint32_t begin = cluster.sources->line_start(file->file, number) +
                              static_cast<std::uint32_t>(inner.data() - text.data());
  return Span{file->file, begin, begin + static_cast<std::uint32_t>(inner.size())};
}

ValueLayer layer_of(std::string_view path) {
  if (is_automatic_conf(path)) return ValueLayer::auto_conf;
  return is_base_conf(path) ? ValueLayer::base_conf : ValueLayer::conf_edit;
}

}  // namespace

bool is_comparable(const PgSetting& row) {
  if (row.context == "internal" || facts::is_own_setting(row.name)) return false;
  if (is_of_the_moment(row.name)) return false;
  return std::find(document_sources.begin(), document_sources.end(), row.source) !=
         document_sources.end();
}

bool is_same_in_force(std::string_view name, int major, std::string_view left,
                      std::string_view right) {
  if (left == right) return true;
  const facts::Guc* guc = facts::find_guc(name);
  return guc != nullptr && guc->in(major) != nullptr && means_same(*guc, major, left, right);
}

std::string human_in_force(std::string_view name, int major, std::string_view value) {
  const facts::Guc* guc = facts::find_guc(name);
  if (guc == nullptr || guc->in(major) == nullptr) return std::string(value);
  return human_value(*guc, major, value);
}

bool is_written(const PgSetting& row) {
  return row.source == "command line" || row.source == "configuration file";
}

int major_of(const Snapshot& cluster, const MemberObservation& member) {
  if (member.server && member.server->version_num >= 100000)
    return member.server->version_num / 10000;
  if (member.rest && member.rest->server_version >= 100000)
    return member.rest->server_version / 10000;
  return cluster.postgres_version.version.major;
}

DiskValues values_on_disk(const MemberObservation& member) {
  DiskValues out;
  if (!member.file_settings) return out;
  for (const PgFileSetting& row : *member.file_settings) {
    if (row.name.empty()) continue;
    DiskValue& value = out[lower(row.name)];
    if (value.row != nullptr && row.seqno < value.row->seqno) continue;
    value.before = value.row;
    value.row = &row;
  }
  return out;
}

bool is_refused(const PgFileSetting& row, const MemberObservation& member, int major) {
  if (row.error.empty()) return false;
  // No line at all: one that is gone waits for a restart.
  if (row.sourcefile.empty() && row.name.empty()) return false;
  if (row.error != not_applied) return true;
  const PgSetting* setting = member.setting(row.name);
  if (setting == nullptr) return true;
  if (setting->context != "postmaster") return true;
  if (setting->is_pending_restart) return false;
  const facts::Guc* guc = facts::find_guc(row.name);
  return guc != nullptr && guc->in(major) != nullptr &&
         !judge_parameter(*guc, major, row.setting.text());
}

bool blocks_all(const PgFileSetting& row) {
  return !row.error.empty() && row.error != not_applied;
}

Promise line_promise(const Snapshot& cluster, const MemberObservation& member,
                     const PgFileSetting& row) {
  Promise out;
  out.value = human_in_force(row.name, major_of(cluster, member), row.setting.text());
  out.at = line_span(cluster, member, row.sourcefile, row.sourceline, row.name);
  out.path = row.name;
  out.layer = layer_of(row.sourcefile);
  out.place = cat(row.sourcefile, ':', row.sourceline);
  return out;
}

std::optional<Promise> source_promise(const Snapshot& cluster, const MemberObservation& member,
                                      const PgSetting& row) {
  if (row.sourcefile.empty()) return std::nullopt;
  Promise out;
  out.value = human_in_force(row.name, major_of(cluster, member), row.setting.text());
  out.at = line_span(cluster, member, row.sourcefile, row.sourceline, row.name);
  out.path = row.name;
  out.layer = layer_of(row.sourcefile);
  out.place = cat(row.sourcefile, ':', row.sourceline);
  return out;
}

const LiveFile* file_at(const Snapshot& cluster, const MemberObservation& member,
                        std::string_view path) {
  const LiveFile* by_name = nullptr;
  for (const LiveFile& file : cluster.live_files) {
    if (file.member != &member || file.kind != FileKind::postgres_conf) continue;
    if (file.observed->path == path) return &file;
    if (base_of(file.observed->path) == base_of(path)) by_name = &file;
  }
  return by_name;
}

bool is_automatic_conf(std::string_view path) {
  return base_of(path) == "postgresql.auto.conf";
}

bool is_base_conf(std::string_view path) {
  return path.ends_with(".base.conf");
}

}  // namespace patrol
