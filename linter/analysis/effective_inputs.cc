// Files to members: by folder, by the names they give themselves, by data directory.
#include "linter/analysis/effective_inputs.h"

#include <algorithm>
#include <map>
#include <utility>

#include "linter/analysis/effective_merge.h"
#include "linter/base/text.h"
#include "linter/facts/facts.h"
#include "linter/model/endpoints.h"
#include "linter/model/read_document.h"

namespace patrol {
namespace {

std::string_view folder_of(std::string_view path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view base_of(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);
}

bool is_inside(std::string_view path, std::string_view folder) {
  return folder.empty() ||
         (path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/');
}

using Documents = std::vector<const PatroniDocument*>;

/// The documents of one member before they are merged.
struct Draft {
  Documents files;
  const PatroniDocument* environment = nullptr;
  std::string folder;
};

class Drafting {
 public:
  explicit Drafting(const Snapshot& cluster) : cluster_(cluster) {}

  std::vector<Draft> run() {
    group_files();
    for (const PatroniDocument* document : cluster_.patroni)
      if (document->is_environment) place_environment(*document);
    return std::move(drafts_);
  }

 private:
  [[nodiscard]] std::string_view path_of(const PatroniDocument& document) const {
    return cluster_.sources->name(document.file);
  }

  // One file that names itself among others that do not: a folder that Patroni was given.
  void group_files() {
    std::map<std::string_view, Documents> folders;
    for (const PatroniDocument* document : cluster_.patroni)
      if (!document->is_environment) folders[folder_of(path_of(*document))].push_back(document);
    for (auto& [folder, documents] : folders) {
      if (documents.size() > 1 && is_one_member(documents)) {
        drafts_.push_back({merged_files(std::move(documents)), nullptr, std::string(folder)});
        continue;
      }
      for (const PatroniDocument* document : documents)
        drafts_.push_back({{document}, nullptr, std::string(folder)});
    }
  }

  // What Patroni reads of a folder, in its order.
  [[nodiscard]] Documents merged_files(Documents documents) const {
    const auto is_left_out = [&](const PatroniDocument* document) {
      const std::string_view path = path_of(*document);
      return document->name.empty() && !path.ends_with(".yml") && !path.ends_with(".yaml");
    };
    documents.erase(std::remove_if(documents.begin(), documents.end(), is_left_out),
                    documents.end());
    std::sort(documents.begin(), documents.end(), [&](const auto* left, const auto* right) {
      return path_of(*left) < path_of(*right);
    });
    return documents;
  }

  static bool is_one_member(const Documents& documents) {
    const auto count = [&](const auto& has) {
      return std::count_if(documents.begin(), documents.end(), has);
    };
    return count([](const PatroniDocument* document) { return !document->name.empty(); }) <= 1 &&
           count([](const PatroniDocument* document) { return !document->scope.empty(); }) <= 1;
  }

  // On a running cluster everybody knows whose a file is.
  bool place_by_owner(const PatroniDocument& environment) {
    const std::string_view owner = cluster_.owner_of(environment.file);
    if (owner.empty()) return false;
    const auto found = std::find_if(drafts_.begin(), drafts_.end(), [&](const Draft& draft) {
      return !draft.files.empty() && cluster_.owner_of(draft.files.front()->file) == owner;
    });
    if (found == drafts_.end() || found->environment != nullptr)
      drafts_.push_back({{}, &environment, std::string(folder_of(path_of(environment)))});
    else
      found->environment = &environment;
    return true;
  }

  void place_environment(const PatroniDocument& environment) {
    if (place_by_owner(environment)) return;
    const std::string_view folder = folder_of(path_of(environment));
    std::vector<Draft*> near;
    for (Draft& draft : drafts_)
      if (!draft.files.empty() && (draft.folder == folder || is_inside(draft.folder, folder)))
        near.push_back(&draft);
    if (near.size() > 1) keep_nearest(near, folder);
    if (near.size() > 1) keep_named(near, environment.name);
    if (near.size() == 1 && near.front()->environment == nullptr)
      near.front()->environment = &environment;
    else
      drafts_.push_back({{}, &environment, std::string(folder)});
  }

  static void keep_nearest(std::vector<Draft*>& drafts, std::string_view folder) {
    const auto is_here = [&](const Draft* draft) { return draft->folder == folder; };
    if (std::none_of(drafts.begin(), drafts.end(), is_here)) return;
    drafts.erase(std::remove_if(drafts.begin(), drafts.end(), std::not_fn(is_here)), drafts.end());
  }

  static void keep_named(std::vector<Draft*>& drafts, std::string_view name) {
    drafts.erase(std::remove_if(drafts.begin(), drafts.end(),
                                [&](const Draft* draft) {
                                  return std::none_of(draft->files.begin(), draft->files.end(),
                                                      [&](const PatroniDocument* document) {
                                                        return document->name == name;
                                                      });
                                }),
                 drafts.end());
  }

  const Snapshot& cluster_;
  std::vector<Draft> drafts_;
};

std::vector<Value> roots_of(const Draft& draft) {
  std::vector<Value> roots;
  for (const PatroniDocument* document : draft.files) roots.push_back(document->root());
  if (draft.environment == nullptr) return roots;
  const Value whole = draft.environment->whole_root();
  roots.push_back(draft.files.empty() && whole ? whole : draft.environment->root());
  return roots;
}

// Debian's packages live in their own place; elsewhere the builds follow the sources.
bool is_debian_build(const Value& root) {
  const std::string_view folder = root.at("postgresql.bin_dir").text();
  return folder.empty() || contains(folder, "/usr/lib/postgresql/");
}

int major_of(const Value& root, const Documents& documents) {
  for (const PatroniDocument* document : documents)
    if (document->postgres.is_known) return document->postgres.version.major;
  for (const std::string_view key : {"bin_dir", "data_dir", "config_dir"})
    if (const auto major = postgres_in_path(root["postgresql"][key].text())) return *major;
  return facts::newest_postgres;
}

MemberInput input_of(const Snapshot& cluster, const Draft& draft) {
  MemberInput input;
  input.sources = cluster.sources;
  input.documents = draft.files;
  if (draft.environment != nullptr) {
    input.documents.push_back(draft.environment);
    input.environment.push_back(draft.environment->file);
  }
  MergedDocuments merged = merge_documents(roots_of(draft));
  input.local = std::move(merged.tree);
  input.losses = std::move(merged.losses);
  const Value name = input.root()["name"];
  input.name = name.is_scalar() ? name.python_str() : "";
  const std::string_view owner = cluster.owner_of(input.documents.front()->file);
  if (!owner.empty()) input.name = owner;
  input.patroni = input.documents.front()->patroni.version;
  input.postgres = major_of(input.root(), input.documents);
  input.is_debian = is_debian_build(input.root());
  return input;
}

// "/a/b" and "c" from "/a/b/c" with the folder "b": what is left of the path in front of a folder
// as the member names it; nothing when the file does not stand there.
std::optional<std::string_view> prefix_before(std::string_view path, std::string_view folder) {
  while (folder.starts_with('/')) folder.remove_prefix(1);
  while (folder.ends_with('/')) folder.remove_suffix(1);
  const std::string_view own = folder_of(path);
  if (folder.empty() || !own.ends_with(folder)) return std::nullopt;
  const std::string_view before = own.substr(0, own.size() - folder.size());
  if (!before.empty() && !before.ends_with('/')) return std::nullopt;
  return before;
}

// The member's own, else the one in the DCS.
std::string_view custom_conf(const MemberInput& input) {
  const Value own = input.root().at("postgresql.custom_conf");
  return (own ? own : input.dynamic_root().at("postgresql.custom_conf")).text();
}

/// Gives PostgreSQL's files to the members they belong to.
class Attaching {
 public:
  Attaching(std::vector<MemberInput>& inputs, const Snapshot* cluster)
      : inputs_(inputs), cluster_(cluster) {}

  void run(std::span<const ConfDocument* const> documents) {
    for (const ConfDocument* document : documents)
      if (MemberInput* owner = is_live() ? known_owner(*document) : owner_of(*document))
        attach(*owner, *document);
  }

 private:
  static std::string_view own_path(const MemberInput& input) {
    return input.sources->name(input.documents.front()->file);
  }

  // How well a file fits: a common root that is as long as possible, then the nearest member.
  struct Fit {
    std::size_t prefix = 0;
    std::size_t distance = 0;
    [[nodiscard]] bool is_better(const Fit& other) const {
      return prefix != other.prefix ? prefix > other.prefix : distance < other.distance;
    }
  };

  static std::optional<Fit> fit(const MemberInput& input, std::string_view path,
                                std::string_view folder) {
    const auto before = prefix_before(path, folder);
    const std::string_view own = own_path(input);
    if (!before || !own.starts_with(*before)) return std::nullopt;
    return Fit{before->size(), own.size() - before->size()};
  }

  static std::optional<Fit> best_fit(const MemberInput& input, std::string_view path) {
    const Value postgresql = input.root()["postgresql"];
    std::optional<Fit> best;
    const std::string custom(folder_of(custom_conf(input)));
    for (const std::string_view folder :
         {postgresql["data_dir"].text(), postgresql["config_dir"].text(), std::string_view(custom)})
      if (const auto one = fit(input, path, folder); one && (!best || one->is_better(*best)))
        best = one;
    if (best) return best;
    if (folder_of(path) != folder_of(own_path(input))) return std::nullopt;
    return Fit{};  // beside the member's own file
  }

  [[nodiscard]] bool is_live() const { return cluster_ != nullptr && cluster_->live != nullptr; }

  MemberInput* known_owner(const ConfDocument& document) {
    const std::string_view owner = cluster_->owner_of(document.file);
    const auto found = std::find_if(inputs_.begin(), inputs_.end(), [&](const MemberInput& input) {
      return !owner.empty() && input.name == owner;
    });
    return found == inputs_.end() ? nullptr : &*found;
  }

  MemberInput* owner_of(const ConfDocument& document) {
    MemberInput* owner = nullptr;
    std::optional<Fit> best;
    for (MemberInput& input : inputs_) {
      const auto one = best_fit(input, input.sources->name(document.file));
      if (!one || (best && !one->is_better(*best))) continue;
      best = one;
      owner = &input;
    }
    if (owner == nullptr && inputs_.size() == 1) owner = &inputs_.front();
    return owner;
  }

  static void attach(MemberInput& input, const ConfDocument& document) {
    const std::string_view path = input.sources->name(document.file);
    const Value postgresql = input.root()["postgresql"];
    const std::string_view stem_text = postgresql["config_base_name"].text();
    const std::string stem(stem_text.empty() ? "postgresql" : stem_text);
    const std::string_view base = base_of(path);
    const std::string_view custom = custom_conf(input);
    const bool is_custom = !custom.empty() && base == base_of(custom) &&
                           (!custom.starts_with('/') || path.ends_with(custom.substr(1)));
    if (is_custom)
      input.custom = &document;
    else if (base == cat(stem, ".base.conf"))
      input.base = &document;
    else if (base == "postgresql.auto.conf")
      input.automatic = &document;
    else if (base == cat(stem, ".conf"))
      input.main = &document;
  }

  std::vector<MemberInput>& inputs_;
  const Snapshot* cluster_;
};

// Who holds the lock leads, a standby cluster too; a member that nobody knows has no role.
std::optional<MemberRole> observed_role(const Snapshot& cluster, std::string_view name) {
  if (cluster.live == nullptr) return std::nullopt;
  const MemberObservation* member = cluster.live->member(name);
  const MemberObservation* leader = cluster.live->leader();
  if (member == nullptr) return std::nullopt;
  if (leader != nullptr) return member == leader ? MemberRole::leader : MemberRole::replica;
  if (!member->server) return std::nullopt;
  return member->server->is_in_recovery ? MemberRole::replica : MemberRole::leader;
}

const DynamicDocument* dynamic_of(const Snapshot& cluster, const MemberOptions& options) {
  if (options.dynamic != nullptr) return options.dynamic;
  return cluster.dynamic.empty() ? nullptr : cluster.dynamic.front();
}

std::string host_of(const MemberInput& input) {
  return split_host_port(input.root().at("postgresql.connect_address").text(), 5432).host;
}

void follow(MemberInput& input, const MemberInput& other) {
  const EffectiveConfiguration upstream = effective_configuration(other);
  for (const facts::ControlledParameter& row : facts::controlled_parameters()) {
    const EffectiveSetting* setting = upstream.find(row.name);
    const auto value = setting == nullptr ? std::nullopt : to_integer(setting->value);
    if (row.is_raised_from_controldata && value)
      input.upstream.push_back({std::string(row.name), *value, setting->at});
  }
}

// bootstrap.dcs counts once for the cluster: members without one follow the first that has it.
void share_bootstrap(std::vector<MemberInput>& inputs) {
  const auto first = std::find_if(inputs.begin(), inputs.end(), [](const MemberInput& input) {
    return static_cast<bool>(input.root().at("bootstrap.dcs"));
  });
  if (first == inputs.end()) return;
  const Value shared = first->root().at("bootstrap.dcs");
  for (MemberInput& input : inputs) {
    if (input.has_dynamic || input.root().at("bootstrap.dcs")) continue;
    input.dynamic = shared;
    input.dynamic_tree = first->local;
  }
}

}  // namespace

std::vector<MemberInput> member_inputs(const Snapshot& cluster, const MemberOptions& options) {
  std::vector<MemberInput> inputs;
  const DynamicDocument* const dynamic = dynamic_of(cluster, options);
  for (const Draft& draft : Drafting(cluster).run()) {
    inputs.push_back(input_of(cluster, draft));
    inputs.back().role = observed_role(cluster, inputs.back().name).value_or(options.role);
    inputs.back().has_dynamic = dynamic != nullptr;
    if (dynamic != nullptr) inputs.back().dynamic = dynamic->root();
  }
  for (MemberInput& input : inputs) input.is_alone = inputs.size() == 1;
  share_bootstrap(inputs);
  Attaching(inputs, &cluster).run(cluster.conf);
  return inputs;
}

void attach_server_files(std::vector<MemberInput>& inputs,
                         std::span<const ConfDocument* const> documents) {
  Attaching(inputs, nullptr).run(documents);
}

void connect_upstreams(std::vector<MemberInput>& inputs) {
  for (MemberInput& input : inputs) {
    const std::string host(input.dynamic_root()["standby_cluster"]["host"].text());
    if (host.empty()) continue;
    for (const MemberInput& other : inputs)
      if (&other != &input && host_of(other) == host) follow(input, other);
  }
}

}  // namespace patrol
