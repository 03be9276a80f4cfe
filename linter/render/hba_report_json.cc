// JSON of the hba commands. Lines and methods are null where no record decides.
#include <algorithm>

#include "linter/doc/hba_address.h"
#include "linter/render/hba_report.h"
#include "linter/render/json_writer.h"

namespace patrol {
namespace {

using Layout = JsonWriter::Layout;

void write_place(JsonWriter& json, const NamedHbaPolicy& policy, const HbaRecord* record) {
  const bool is_included = record != nullptr && !record->file.empty();
  json.member("file", is_included ? record->file : policy.name).key("line");
  if (record == nullptr) {
    json.null();
  } else {
    json.value(record->line);
  }
}

void write_decision(JsonWriter& json, const NamedHbaPolicy& policy, const HbaRecord* record) {
  write_place(json, policy, record);
  json.key("method");
  if (record == nullptr) {
    json.null();
  } else {
    json.value(record->method);
  }
}

void write_errors(JsonWriter& json, const NamedHbaPolicy& policy) {
  json.key("errors").begin_array();
  for (const HbaError& error : policy.policy->file->errors) {
    json.begin_object().member("file", error.file.empty() ? policy.name : error.file);
    json.member("line", error.line).member("message", error.message).end_object();
  }
  json.end_array();
}

void write_connection(JsonWriter& json, const HbaConnection& connection) {
  const bool is_local = connection.channel == HbaChannel::local;
  json.begin_object().member("type", is_local ? "local" : "host");
  json.member("tls", connection.channel == HbaChannel::tls);
  json.member("gss", connection.channel == HbaChannel::gss);
  json.member("replication", connection.is_replication);
  json.member("database", connection.is_replication ? "replication" : connection.database);
  json.member("user", connection.user).key("address");
  if (is_local || connection.address.empty()) {
    json.null();
  } else {
    json.value(show_ip(connection.address));
  }
  json.key("roles").begin_array();
  if (connection.roles)
    for (const std::string& role : *connection.roles) json.value(role);
  json.end_array();
  if (connection.host_name) json.member("host_name", *connection.host_name);
  json.end_object();
}

void write_differences(JsonWriter& json, std::span<const NamedHbaPolicy> policies,
                       const std::vector<HbaDifference>& differences) {
  json.begin_array();
  for (const HbaDifference& difference : differences) {
    json.begin_object().key("witness");
    write_connection(json, difference.witness);
    json.key("sides").begin_array();
    for (std::size_t side = 0; side < policies.size(); ++side) {
      json.begin_object();
      write_decision(json, policies[side], difference.sides[side]);
      json.end_object();
    }
    json.end_array().key("regions").begin_array();
    for (const std::string& region : difference.regions) json.value(region);
    json.end_array().member("all_regions", !difference.has_more_regions).end_object();
  }
  json.end_array();
}

void write_hidden(JsonWriter& json, const NamedHbaPolicy& policy, std::span<const HbaReach> reach) {
  const auto& records = policy.policy->file->records;
  json.key("hidden").begin_array();
  for (std::size_t i = 0; i < reach.size(); ++i) {
    if (reach[i].kind != HbaReach::Kind::hidden) continue;
    json.begin_object();
    write_place(json, policy, &records[i]);
    json.key("by").begin_array();
    for (const std::size_t other : reach[i].hidden_by) {
      json.begin_object();
      write_place(json, policy, &records[other]);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().key("undecided").begin_array();
  for (std::size_t i = 0; i < reach.size(); ++i)
    if (reach[i].kind == HbaReach::Kind::undecided) json.value(records[i].line);
  json.end_array();
}

void write_openings(JsonWriter& json, const NamedHbaPolicy& policy,
                    const std::vector<HbaOpening>& openings) {
  json.key("open").begin_array();
  for (const HbaOpening& opening : openings) {
    const HbaRecord& record = policy.policy->file->records[opening.record];
    json.begin_object();
    write_decision(json, policy, &record);
    json.member("from", record.address_text).key("networks").begin_array();
    for (const std::string& network : opening.networks) json.value(network);
    json.end_array().member("sure", opening.is_sure).end_object();
  }
  json.end_array();
}

void write_check(JsonWriter& json, const NamedHbaPolicy& policy, const HbaChecked& checked) {
  const auto& records = policy.policy->file->records;
  json.begin_object().member("file", policy.name).member("records", records.size());
  write_errors(json, policy);
  write_hidden(json, policy, checked.reach);
  json.key("odd").begin_array();
  for (const HbaRecord& record : records) {
    for (const HbaOddity& oddity : hba_oddities(record)) {
      json.begin_object();
      write_place(json, policy, &record);
      json.member("message", oddity.text).member("never_matches", oddity.is_whole_field);
      json.end_object();
    }
  }
  json.end_array();
  write_openings(json, policy, checked.openings);
  json.end_object();
}

}  // namespace

std::string hba_who_json(const NamedHbaPolicy& policy, const HbaAnswer& answer) {
  JsonWriter json(Layout::indented);
  json.begin_object().member("decision", to_string(answer.decision.verdict));
  write_decision(json, policy, answer.decision.record);
  json.key("connection");
  write_connection(json, answer.connection);
  json.key("reason");
  if (answer.doubt.empty()) {
    json.null();
  } else {
    json.value(answer.doubt);
  }
  json.key("passed").begin_array();
  for (const HbaPassed& passed : answer.passed) {
    json.begin_object();
    write_place(json, policy, passed.record);
    json.member("reason", passed.reason).end_object();
  }
  json.end_array();
  write_errors(json, policy);
  return json.end_object().take() + "\n";
}

std::string hba_check_json(std::span<const NamedHbaPolicy> policies,
                           std::span<const HbaChecked> checked) {
  JsonWriter json(Layout::indented);
  json.begin_object().key("files").begin_array();
  for (std::size_t i = 0; i < policies.size(); ++i) write_check(json, policies[i], checked[i]);
  return json.end_array().end_object().take() + "\n";
}

std::string hba_diff_json(std::span<const NamedHbaPolicy> policies,
                          const HbaComparison& comparison) {
  JsonWriter json(Layout::indented);
  json.begin_object().key("equal");
  const auto equal = comparison.is_equal();
  if (equal) {
    json.value(*equal);
  } else {
    json.null();
  }
  json.key("differences");
  write_differences(json, policies, comparison.differences);
  json.key("undecided");
  write_differences(json, policies, comparison.undecided);
  json.member("complete", comparison.is_finished).key("errors").begin_array();
  for (const NamedHbaPolicy& policy : policies) {
    for (const HbaError& error : policy.policy->file->errors) {
      json.begin_object().member("file", error.file.empty() ? policy.name : error.file);
      json.member("line", error.line).member("message", error.message).end_object();
    }
  }
  return json.end_array().end_object().take() + "\n";
}

}  // namespace patrol
