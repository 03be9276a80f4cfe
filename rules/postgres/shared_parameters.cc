// Collects parameters from every layer and judges them with the facts.
#include "rules/postgres/shared_parameters.h"

#include <algorithm>

#include "linter/model/layers.h"
#include "rules/postgres/shared_controlled.h"

namespace patrol::rules {
namespace {

using Layer = ParameterUse::Layer;

constexpr int oldest_supported = 11;

/// Where a mapping of parameters stands.
struct Holder {
  Value parameters;
  Layer layer = Layer::local;
  const PatroniDocument* member = nullptr;
  KnownVersion postgres;
  KnownVersion patroni;
};

void add_uses(const Holder& holder, std::vector<ParameterUse>& out) {
  for (const auto& entry : holder.parameters.members()) {
    if (!entry.key.is_string()) continue;
    ParameterUse use;
    use.layer = holder.layer;
    use.name = entry.key.text();
    use.value = entry.value;
    if (entry.value.is_scalar()) use.text = entry.value.python_str();
    use.guc = facts::find_guc(use.name);
    use.member = holder.member;
    use.postgres = holder.postgres;
    use.patroni = holder.patroni;
    out.push_back(std::move(use));
  }
}

void add_uses(const ConfDocument& document, const KnownVersion& postgres,
              std::vector<ParameterUse>& out) {
  for (const ConfSetting& setting : document.conf.settings) {
    if (setting.is_overridden) continue;
    ParameterUse use;
    use.layer = Layer::file;
    use.name = setting.name;
    use.text = setting.value;
    use.setting = &setting;
    use.file = &document;
    use.guc = facts::find_guc(use.name);
    use.postgres = postgres;
    out.push_back(std::move(use));
  }
}

// A file tells its version seldom; the members it stands beside do.
KnownVersion version_of(const Snapshot& cluster, const ConfDocument& document) {
  return document.postgres.is_known ? document.postgres : cluster.postgres_version;
}

Holder holder_of(const PatroniDocument& member, const Value& parameters, Layer layer) {
  return {parameters, layer, &member, member.postgres, member.patroni};
}

void add_member(const PatroniDocument& member, std::vector<ParameterUse>& out) {
  const Value root = member.root();
  const Value dcs = root.at("bootstrap.dcs.postgresql");
  add_uses(holder_of(member, dcs["parameters"], Layer::dynamic), out);
  add_uses(holder_of(member, dcs["recovery_conf"], Layer::recovery), out);
  add_uses(holder_of(member, root.at("postgresql.parameters"), Layer::local), out);
  add_uses(holder_of(member, root.at("postgresql.recovery_conf"), Layer::recovery), out);
  for (const auto& method : root["bootstrap"].members())
    add_uses(holder_of(member, method.value["recovery_conf"], Layer::recovery), out);
}

// MAX_CONNECTIONS, @max_connections@, <max_connections>: a script puts the value in. One word in
// capitals is none: LATIN1, UTC.
bool is_placeholder(std::string_view text) {
  const auto is_wrapped = [&](char open, char close) {
    return text.size() > 2 && text.front() == open && text.back() == close;
  };
  if (contains(text, "${") || contains(text, "{{") || contains(text, "{%")) return true;
  if (is_wrapped('@', '@') || is_wrapped('<', '>') || is_wrapped('%', '%')) return true;
  const bool is_loud =
      text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string_view::npos;
  return is_loud && contains(text, "_") && text.front() >= 'A' && text.front() <= 'Z';
}

// Recovery settings are parameters from 12 on; before they had a file of their own.
int judged_major(const ParameterUse& use, int major) {
  return use.layer == Layer::recovery ? std::max(major, 12) : major;
}

std::string default_of(const ParameterUse& use) {
  const facts::GucSpan* span = use.guc->in(judged_major(use, use.postgres.version.major));
  if (span == nullptr || span->is_boot_null || span->boot.empty()) return "the server's default";
  return cat("the server's default ",
             shown(human_value(*use.guc, use.postgres.version.major, span->boot), 30));
}

std::string consequence_in_file(const ParameterUse& use) {
  if (!use.guc->module.empty())
    return cat("the module ", use.guc->module, " refuses the value when it is loaded");
  return "PostgreSQL refuses to start with it; a running server keeps the old value";
}

std::string consequence(const ParameterUse& use, const ParameterError& error) {
  if (use.is_in_file() || !use.guc->module.empty()) return consequence_in_file(use);
  if (use.controlled() != nullptr)
    return "Patroni puts it on the server's command line, and PostgreSQL refuses to start";
  const facts::GucSpan* span = use.guc->in(judged_major(use, use.postgres.version.major));
  const bool is_text = span != nullptr && span->type == facts::GucType::string;
  if (is_text || error.fault == ParameterFault::refused)
    return "Patroni does not check it; PostgreSQL refuses to start with it";
  if (error.fault == ParameterFault::out_of_range)
    return "Patroni logs a warning and writes the nearest allowed value instead";
  return cat("Patroni logs a warning and leaves the parameter out; ", default_of(use), " counts");
}

// "False" was never written.
std::string message_of(const ParameterUse& use, const ParameterError& error) {
  if (use.setting == nullptr && use.value.is_boolean())
    return cat("`", use.guc->name, "` is `", shown(use.value.text(), 10), "`, which YAML reads as ",
               use.text);
  return cat("`", use.guc->name, "` ", error.message);
}

}  // namespace

Spot ParameterUse::at() const {
  if (setting == nullptr) return patrol::at(value);
  return {setting->value_span, setting->name};
}

Spot ParameterUse::at_name() const {
  if (setting == nullptr) return at_key(value);
  return {setting->name_span, setting->name};
}

bool ParameterUse::is_judgeable() const {
  if (is_placeholder(text)) return false;
  return setting != nullptr || (value.is_scalar() && !value.is_null() && !value.is_opaque());
}

const facts::ControlledParameter* ParameterUse::controlled() const {
  if (layer != Layer::dynamic) return nullptr;
  const auto* row = facts::find_controlled_parameter(name);
  return row == nullptr || row->is_computed ? nullptr : row;
}

bool ParameterUse::is_left_out() const {
  if (layer == Layer::local) return facts::find_controlled_parameter(name) != nullptr;
  const auto* row = layer == Layer::dynamic ? facts::find_controlled_parameter(name) : nullptr;
  return row != nullptr && row->is_computed;
}

std::vector<ParameterUse> parameter_uses(const Snapshot& cluster) {
  std::vector<ParameterUse> out;
  for (const DynamicDocument* document : cluster.dynamic) {
    const Value postgresql = document->root()["postgresql"];
    for (const auto& [key, layer] :
         {std::pair("parameters", Layer::dynamic), std::pair("recovery_conf", Layer::recovery)})
      add_uses({postgresql[key], layer, nullptr, cluster.postgres_version, cluster.patroni_version},
               out);
  }
  for (const PatroniDocument* member : cluster.patroni) add_member(*member, out);
  for (const ConfDocument* document : cluster.conf)
    add_uses(*document, version_of(cluster, *document), out);
  return out;
}

std::optional<ParameterError> fault_of(const ParameterUse& use) {
  if (use.guc == nullptr || !use.is_judgeable() || use.is_left_out()) return std::nullopt;
  if (refusal_of(use)) return std::nullopt;
  const int known = use.postgres.is_known ? use.postgres.version.major : 0;
  const int first = known != 0 ? judged_major(use, known) : oldest_supported;
  const int last = known != 0 ? first : facts::newest_postgres;
  std::optional<ParameterError> fault;
  for (int major = first; major <= last; ++major) {
    if (use.guc->in(major) == nullptr) continue;
    auto verdict = judge_parameter(*use.guc, major, use.text);
    if (verdict) return std::nullopt;
    fault = std::move(verdict.error());
  }
  return fault;
}

std::vector<Edit> replace_value(const ParameterUse& use, std::string_view text) {
  if (use.setting != nullptr) return {{use.setting->value_span, cat("'", text, "'")}};
  const std::string_view written = use.value.text();
  const Span part = use.value.part(0, written.size());
  if (part.end - part.begin != written.size()) return {};
  const bool is_word = parse_boolean(text).has_value() && !to_integer(text);
  return {{part, use.value.is_plain() && is_word ? cat("'", text, "'") : std::string(text)}};
}

void report_faults(const Snapshot& cluster, std::initializer_list<ParameterFault> faults,
                   Report& report) {
  for (const ParameterUse& use : parameter_uses(cluster)) {
    const auto error = fault_of(use);
    if (!error || std::find(faults.begin(), faults.end(), error->fault) == faults.end()) continue;
    auto finding = report.add(use.at(), message_of(use, *error));
    if (!use.guc->module.empty()) finding.severity(Severity::warning);
    finding.note(consequence(use, *error));
    if (!error->allowed.empty()) finding.note(error->allowed);
    if (!error->suggestion.empty())
      finding.fix(cat("write `", error->suggestion, "`"), Safety::needs_review,
                  replace_value(use, error->suggestion));
  }
}

const ParameterUse* ParameterView::find(std::string_view name) const {
  const auto found = uses.find(lower(name));
  return found == uses.end() ? nullptr : &found->second;
}

namespace {

// The judged value of a view, or the default's text.
ParameterVerdict verdict_of(const ParameterView& view, std::string_view name) {
  const ParameterError unknown{ParameterFault::absent, {}, {}, {}};
  const facts::Guc* guc = facts::find_guc(name);
  const int major = view.postgres.version.major;
  const facts::GucSpan* span = guc == nullptr ? nullptr : guc->in(major);
  if (span == nullptr) return tl::unexpected(unknown);
  const ParameterUse* use = view.find(name);
  const auto* controlled = view.is_patroni ? facts::find_controlled_parameter(name) : nullptr;
  if (controlled != nullptr && (use == nullptr || refusal_of(*use)))
    return judge_parameter(*guc, major, controlled->default_value);
  if (use == nullptr) return judge_parameter(*guc, major, span->boot);
  if (!use->is_judgeable()) return tl::unexpected(unknown);
  return judge_parameter(*guc, major, use->text);
}

void overlay(ParameterView& view, std::vector<ParameterUse> uses, Layer layer) {
  for (ParameterUse& use : uses)
    if (use.layer == layer && !use.is_left_out())
      view.uses.insert_or_assign(lower(use.name), std::move(use));
}

ParameterView view_of(const Snapshot& cluster, const PatroniDocument& member) {
  ParameterView view{.member = &member,
                     .postgres = member.postgres,
                     .patroni = member.patroni,
                     .is_patroni = true,
                     .is_dynamic_given = false,
                     .uses = {}};
  const Value dynamic = dynamic_root(cluster, member);
  view.is_dynamic_given = static_cast<bool>(dynamic);
  std::vector<ParameterUse> uses;
  add_uses(holder_of(member, dynamic.at("postgresql.parameters"), Layer::dynamic), uses);
  overlay(view, std::move(uses), Layer::dynamic);
  uses.clear();
  add_uses(holder_of(member, member.root().at("postgresql.parameters"), Layer::local), uses);
  overlay(view, std::move(uses), Layer::local);
  return view;
}

ParameterView view_of(const Snapshot& cluster, const DynamicDocument& document) {
  ParameterView view{.member = nullptr,
                     .postgres = cluster.postgres_version,
                     .patroni = cluster.patroni_version,
                     .is_patroni = true,
                     .is_dynamic_given = true,
                     .uses = {}};
  std::vector<ParameterUse> uses;
  add_uses({document.root().at("postgresql.parameters"), Layer::dynamic, nullptr, view.postgres,
            view.patroni},
           uses);
  overlay(view, std::move(uses), Layer::dynamic);
  return view;
}

ParameterView view_of(const ConfDocument& document, const KnownVersion& postgres) {
  ParameterView view{.member = nullptr,
                     .postgres = postgres,
                     .patroni = {},
                     .is_patroni = false,
                     .is_dynamic_given = true,
                     .uses = {}};
  std::vector<ParameterUse> uses;
  add_uses(document, postgres, uses);
  overlay(view, std::move(uses), Layer::file);
  return view;
}

}  // namespace

std::optional<double> ParameterView::number(std::string_view name) const {
  const auto verdict = verdict_of(*this, name);
  return verdict ? verdict->number : std::nullopt;
}

std::optional<std::string> ParameterView::text(std::string_view name) const {
  const auto verdict = verdict_of(*this, name);
  if (!verdict) return std::nullopt;
  return verdict->canonical;
}

std::optional<bool> ParameterView::truth(std::string_view name) const {
  const auto canonical = text(name);
  return canonical ? parse_boolean(*canonical) : std::nullopt;
}

std::string ParameterView::human(std::string_view name) const {
  const auto canonical = text(name);
  const facts::Guc* guc = facts::find_guc(name);
  if (!canonical || guc == nullptr) return "?";
  return human_value(*guc, postgres.version.major, *canonical);
}

std::vector<ParameterView> parameter_views(const Snapshot& cluster) {
  std::vector<ParameterView> out;
  for (const PatroniDocument* member : cluster.patroni) out.push_back(view_of(cluster, *member));
  if (!out.empty()) return out;
  for (const DynamicDocument* document : cluster.dynamic)
    out.push_back(view_of(cluster, *document));
  if (!out.empty()) return out;
  for (const ConfDocument* document : cluster.conf)
    if (document->role == ConfDocument::Role::main)
      out.push_back(view_of(*document, version_of(cluster, *document)));
  return out;
}

}  // namespace patrol::rules
