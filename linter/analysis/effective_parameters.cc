// The parameters as Patroni holds them: defaults, then the dynamic configuration, then the member's
// own, then what Patroni computes.
// Source: patroni 4.1.4 patroni/config.py _build_effective_configuration, patroni/postgresql/
// config.py get_server_parameters.
#include <algorithm>
#include <cmath>

#include "linter/analysis/effective_parts.h"
#include "linter/base/text.h"
#include "linter/model/endpoints.h"
#include "linter/model/patroni_number.h"
#include "linter/model/python.h"

namespace patrol {
namespace {

using facts::ControlledParameter;
using facts::PatroniHabit;

constexpr long long segment_megabytes = 16;

HeldParameter held_value(std::string_view name, const Value& value, ValueLayer layer) {
  HeldParameter out;
  out.name = name;
  out.value = value;
  out.text = python_text(value);
  out.is_null = value.is_null();
  out.layer = layer;
  out.origin = layer;
  out.at = value.span();
  out.path = value.path();
  return out;
}

class Holding {
 public:
  Holding(const MemberInput& member, const DynamicView& dynamic)
      : member_(member), dynamic_(dynamic) {}

  PatroniParameters run() {
    set_defaults();
    add_dynamic();
    add_local();
    note_bootstrap();
    note_merge();
    for (auto& [name, mentions] : stray_mentions(member_))
      if (facts::find_patroni_setting(name) == nullptr)
        for (Mention& mention : mentions) lose(name, std::move(mention));
    compute_addresses();
    compute_standby_names();
    compute_wal();
    compute_citus();
    hold_recovery(member_, dynamic_, out_);
    return std::move(out_);
  }

 private:
  void set_defaults() {
    for (const ControlledParameter& row : facts::controlled_parameters()) {
      if (row.is_computed || !row.is_on_command_line) continue;
      HeldParameter held;
      held.name = row.name;
      held.text = row.default_value;
      out_.held[std::string(row.name)] = std::move(held);
    }
  }

  void lose(std::string_view name, Mention mention) {
    out_.lost[lower(name)].push_back(std::move(mention));
  }

  static std::string written_of(const HeldParameter& held) {
    return held.value ? written_text(held.value) : held.text;
  }

  // A later value takes the place of what is held, which then is a mention without effect.
  void put(HeldParameter held) {
    auto& place = out_.held[lower(held.name)];
    if (place.at) lose(held.name, overridden(place, held));
    place = std::move(held);
  }

  [[nodiscard]] Mention overridden(const HeldParameter& old, const HeldParameter& winner) const {
    Mention out{old.layer, written_of(old), old.at, old.path, LossRule::weaker, {}};
    const std::string where = place_of(member_, winner.value);
    out.reason = old.layer == winner.layer
                     ? cat("the same parameter is set again in ", where)
                     : cat("the member's own value in ", where, " beats the one in the DCS");
    if (winner.is_null)
      out.reason = cat("the null in ", where,
                       " takes the parameter out of postgresql.conf; it does not uncover this one");
    return out;
  }

  void add_dynamic() {
    for (const auto& entry : dynamic_.root.at("postgresql.parameters").members()) {
      if (!entry.key.is_string()) continue;
      const auto* row = facts::find_controlled_parameter(entry.key.text());
      if (row == nullptr)
        put(held_value(entry.key.text(), entry.value, ValueLayer::dynamic));
      else
        add_controlled(*row, entry.value);
    }
    if (dynamic_.fate == DynamicFate::accepted) return;
    const Value written = member_.dynamic_root();
    for (const auto& entry : written.at("postgresql.parameters").members())
      lose(entry.key.text(),
           mention_of(ValueLayer::dynamic, entry.value, LossRule::all_refused,
                      cat("Patroni refuses the whole dynamic configuration: ", dynamic_.reason)));
  }

  void add_controlled(const ControlledParameter& row, const Value& value) {
    if (row.is_computed) {
      lose(row.name, mention_of(ValueLayer::dynamic, value, LossRule::computed,
                                cat("Patroni always takes it from `", row.computed_from, "`")));
      return;
    }
    const ControlledVerdict verdict = judge_controlled(row, value, member_.patroni);
    if (verdict.kind == ControlledVerdict::Kind::accepted || value.is_opaque()) {
      HeldParameter held = held_value(row.name, value, ValueLayer::dynamic);
      held.text = verdict.text;
      return put(std::move(held));
    }
    const bool is_told = facts::has_habit(member_.patroni, PatroniHabit::warns_of_refused);
    lose(row.name, mention_of(ValueLayer::dynamic, value, LossRule::refused,
                              cat(verdict.reason, "; Patroni uses its default ", row.default_value,
                                  is_told ? " and logs a warning" : " without a word")));
  }

  void add_local() {
    for (const auto& entry : member_.root().at("postgresql.parameters").members()) {
      if (!entry.key.is_string()) continue;
      const ValueLayer layer = local_layer(member_, entry.value);
      const auto* row = facts::find_controlled_parameter(entry.key.text());
      if (row == nullptr) {
        put(held_value(entry.key.text(), entry.value, layer));
        continue;
      }
      lose(row->name,
           row->is_computed
               ? mention_of(layer, entry.value, LossRule::computed,
                            cat("Patroni always takes it from `", row->computed_from, "`"))
               : mention_of(layer, entry.value, LossRule::controlled,
                            "Patroni takes it from the dynamic configuration only and drops a "
                            "member's own value without a word"));
    }
  }

  void note_bootstrap() {
    const Value bootstrap = member_.root().at("bootstrap.dcs");
    // It counts where it is what a refused copy falls back on.
    if (!member_.has_dynamic || dynamic_.root == bootstrap) return;
    for (const auto& entry : bootstrap.at("postgresql.parameters").members())
      if (entry.key.is_string())
        lose(entry.key.text(),
             mention_of(ValueLayer::dynamic, entry.value, LossRule::once, once_reason()));
  }

  void note_merge() {
    for (const MergeLoss& loss : member_.losses) {
      for (const std::string_view prefix :
           {"postgresql.parameters.", "bootstrap.dcs.postgresql.parameters."}) {
        if (!loss.path.starts_with(prefix)) continue;
        const bool is_dynamic = prefix.starts_with("bootstrap");
        const std::string where = place_of(member_, loss.winner);
        lose(loss.path.substr(prefix.size()),
             mention_of(is_dynamic ? ValueLayer::dynamic : local_layer(member_, loss.value),
                        loss.value, loss.rule,
                        loss.rule == LossRule::nulled ? cat("the null in ", where, " takes it away")
                                                      : cat("set again in ", where)));
      }
    }
  }

  void compute(std::string_view name, std::string text, const Value& from) {
    HeldParameter held;
    held.name = name;
    held.text = std::move(text);
    held.layer = ValueLayer::computed;
    held.origin = from ? local_layer(member_, from) : ValueLayer::built_in;
    if (from) {
      held.value = from;
      held.at = from.span();
      held.path = from.path();
    }
    out_.held[std::string(name)] = std::move(held);
  }

  void compute_addresses() {
    const Value scope = member_.root()["scope"];
    compute("cluster_name", scope ? scope.python_str() : "batman", scope);
    const Value listen = member_.root().at("postgresql.listen");
    if (!listen) return;
    const HostPort address = split_host_port(listen.python_str(), 5432);
    compute("listen_addresses", address.host, listen);
    if (address.port) compute("port", cat(*address.port), listen);
  }

  // With synchronous_mode Patroni writes the names by itself.
  void compute_standby_names() {
    const std::string name = "synchronous_standby_names";
    const bool is_leader = member_.role == MemberRole::leader;
    const bool is_off =
        !is_synchronous(dynamic_, member_.patroni) || is_standby_cluster(dynamic_.root);
    const bool drops =
        is_off && is_leader && facts::has_habit(member_.patroni, PatroniHabit::drops_standby_names);
    if (is_off && !drops) return;
    const auto found = out_.held.find(name);
    if (found != out_.held.end()) {
      const HeldParameter& held = found->second;
      lose(name, {held.layer, held.text, held.at, held.path, LossRule::computed,
                  is_off ? "this release of Patroni empties it on a primary even with "
                           "synchronous_mode off"
                         : "with synchronous_mode on Patroni writes the names of its own choice"});
      out_.held.erase(found);
    }
    if (!is_off && is_leader) compute_chosen_names(name);
  }

  void compute_chosen_names(const std::string& name) {
    const bool is_direct = facts::has_habit(member_.patroni, PatroniHabit::reads_dynamic_directly);
    const Value& root = is_direct ? dynamic_.written : dynamic_.root;
    const bool is_strict = patroni_bool(root["synchronous_mode_strict"]).value_or(false);
    if (member_.is_alone && !is_strict) return;
    compute(name, member_.is_alone ? "*" : "", {});
    out_.held[name].remarks.emplace_back(member_.is_alone
                                             ? "strict mode without a standby waits for anybody"
                                             : "Patroni names the standbys that it chose");
  }

  [[nodiscard]] HeldParameter* find(std::string_view name) {
    const auto found = out_.held.find(name);
    return found == out_.held.end() ? nullptr : &found->second;
  }

  void compute_wal() {
    if (HeldParameter* level = find("wal_level"); level != nullptr && level->text == "hot_standby")
      level->text = "replica";
    if (member_.postgres >= 13)
      segments_to_size();
    else
      size_to_segments();
  }

  // The one of the two that the server's version does not know.
  void take_out(std::string_view name, std::string_view other) {
    const auto found = out_.held.find(name);
    if (found == out_.held.end()) return;
    const HeldParameter& held = found->second;
    const bool is_used = !out_.held.contains(other);
    lose(name, {held.layer, held.text, held.at, held.path, LossRule::replaced,
                is_used ? cat("PostgreSQL ", member_.postgres, " does not have it: Patroni makes ",
                              other, " of it")
                        : cat("PostgreSQL ", member_.postgres, " does not have it, and ", other,
                              " is set too")});
    out_.held.erase(found);
  }

  void convert(std::string_view from, std::string_view into, std::string text) {
    const HeldParameter* source = find(from);
    HeldParameter held = source == nullptr ? HeldParameter{} : *source;
    held.name = into;
    held.origin = source == nullptr ? ValueLayer::built_in : source->layer;
    held.layer = ValueLayer::computed;
    held.text = std::move(text);
    held.value = {};
    if (source != nullptr)
      held.remarks.push_back(cat("made of ", from, " ", source->text, " by Patroni"));
    const bool is_there = out_.held.contains(into);
    take_out(from, into);
    if (!is_there) out_.held[std::string(into)] = std::move(held);
  }

  void segments_to_size() {
    const HeldParameter* segments = find("wal_keep_segments");
    std::string text =
        segments == nullptr
            ? std::string(facts::find_controlled_parameter("wal_keep_segments")->default_value)
            : segments->text;
    const bool is_text = segments != nullptr && segments->value.is_string();
    if (is_text && facts::has_habit(member_.patroni, PatroniHabit::multiplies_text)) {
      std::string repeated;
      for (long long i = 0; i < segment_megabytes; ++i) repeated += text.substr(0, 20);
      return convert("wal_keep_segments", "wal_keep_size", cat(repeated, "MB"));
    }
    const auto number = patroni_integer(text, "");
    const auto size = static_cast<long long>(number.value_or(0)) * segment_megabytes;
    convert("wal_keep_segments", "wal_keep_size", cat(size, "MB"));
  }

  void size_to_segments() {
    const HeldParameter* size = find("wal_keep_size");
    const std::string text =
        size == nullptr
            ? std::string(facts::find_controlled_parameter("wal_keep_size")->default_value)
            : size->text;
    const double megabytes = patroni_integer(text, "MB").value_or(0);
    const auto segments =
        static_cast<long long>((megabytes + segment_megabytes / 2.0) / segment_megabytes);
    convert("wal_keep_size", "wal_keep_segments", cat(segments));
  }

  void compute_citus() {
    const Value citus = member_.root()["citus"];
    if (member_.patroni < Version{3, 0, 0} || !citus["group"].is_integer() ||
        !citus["database"].is_string())
      return;
    std::string libraries = "citus";
    if (const HeldParameter* own = find("shared_preload_libraries");
        own != nullptr && !own->is_null)
      for (const std::string_view library : split(own->text, ','))
        if (!trim(library).empty() && trim(library) != "citus")
          libraries += cat(',', trim(library));
    force("shared_preload_libraries", std::move(libraries));
    force("wal_level", "logical");
    const HeldParameter* prepared = find("max_prepared_transactions");
    const HeldParameter* connections = find("max_connections");
    if (prepared != nullptr && connections != nullptr && prepared->text == "0")
      force("max_prepared_transactions",
            cat(2 * static_cast<long long>(patroni_integer(connections->text, "").value_or(0))));
  }

  // A value that Citus needs; what stood there stays the origin.
  void force(const std::string& name, std::string text) {
    HeldParameter& held = out_.held[name];
    if (held.text == text) return;
    held.name = name;
    held.text = std::move(text);
    held.is_null = false;
    held.layer = ValueLayer::computed;
    held.remarks.emplace_back("Patroni sets it for Citus");
  }

  const MemberInput& member_;
  const DynamicView& dynamic_;
  PatroniParameters out_;
};

}  // namespace

ValueLayer local_layer(const MemberInput& member, const Value& value) {
  const FileId file = value.span().file;
  const auto& files = member.environment;
  const bool is_variable = std::find(files.begin(), files.end(), file) != files.end();
  return is_variable ? ValueLayer::environment : ValueLayer::local;
}

Mention mention_of(ValueLayer layer, const Value& value, LossRule rule, std::string reason) {
  return {layer, written_text(value), value.span(), value.path(), rule, std::move(reason)};
}

std::string written_text(const Value& value) {
  if (!value.is_scalar()) return python_text(value);
  return value.is_null() && value.text().empty() ? "null" : std::string(value.text());
}

std::string place_of(const MemberInput& member, const Value& value) {
  const Span span = value.span();
  return cat(member.sources->name(span.file), ':',
             member.sources->line_number(span.file, span.begin));
}

std::string once_reason() {
  return "bootstrap.dcs is read once, when the cluster is created; now the copy in the DCS counts";
}

PatroniParameters hold_parameters(const MemberInput& member, const DynamicView& dynamic) {
  return Holding(member, dynamic).run();
}

}  // namespace patrol
