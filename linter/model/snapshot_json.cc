// Writing and reading walk the same list of fields (snapshot_fields.h).
#include "linter/model/snapshot_json.h"

#include <array>
#include <concepts>
#include <limits>
#include <map>
#include <optional>
#include <type_traits>
#include <utility>

#include <nlohmann/json.hpp>

#include "linter/base/text.h"
#include "linter/model/snapshot_fields.h"

namespace patrol {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto role_names =
    std::to_array<std::string_view>({"unknown", "leader", "standby_leader", "replica"});
/// Stand-ins of a collection are fewer, so those made while reading never meet them.
constexpr std::size_t secrets_of_readers = 1'000'000'000;

class Writer;
class Reader;

template <typename T>
concept HasFields = requires(T& value, Writer& see) {
  visit_fields(see, value);
};

// ---- writing ----------------------------------------------------------------------------------

template <HasFields T>
Json to_json(const T& value);

Json to_json(const std::string& value) {
  return value;
}
Json to_json(const MaskedText& value) {
  return value.text();
}
Json to_json(std::integral auto value) {
  return value;
}
Json to_json(double value) {
  return value;
}
Json to_json(FileKind value) {
  return to_string(value);
}
Json to_json(ObservedRole value) {
  return role_names[static_cast<std::size_t>(value)];
}

template <typename T>
Json to_json(const std::vector<T>& values);

template <typename T>
Json to_json(const std::optional<T>& value) {
  return value ? to_json(*value) : Json(nullptr);
}

template <typename T>
Json to_json(const std::vector<std::pair<std::string, T>>& pairs) {
  Json out = Json::object();
  for (const auto& [name, value] : pairs) out[name] = to_json(value);
  return out;
}

template <typename T>
Json to_json(const std::map<std::string, T>& entries) {
  Json out = Json::object();
  for (const auto& [name, value] : entries) out[name] = to_json(value);
  return out;
}

template <typename T>
Json to_json(const std::vector<T>& values) {
  Json out = Json::array();
  for (const T& value : values) out.push_back(to_json(value));
  return out;
}

template <typename T>
Json to_json(const Observed<T>& observed) {
  if (observed) return to_json(*observed);
  const Unavailable& why = observed.error();
  Json reason = {{"cause", to_string(why.cause)}};
  if (!why.detail.empty()) reason["detail"] = why.detail;
  if (!why.remedy.empty()) reason["remedy"] = why.remedy;
  return {{"unavailable", std::move(reason)}};
}

// What the reader would fill in by itself.
bool is_default(const std::string& value) {
  return value.empty();
}
bool is_default(const MaskedText& value) {
  return value.text().empty();
}
bool is_default(bool value) {
  return !value;
}
template <typename T>
bool is_default(const std::optional<T>& value) {
  return !value.has_value();
}
template <typename T>
bool is_default(const Observed<T>& value) {
  return !value && value.error() == Unavailable{};
}
template <typename T>
requires requires(const T& value) {
  value.empty();
}
bool is_default(const T& value) {
  return value.empty();
}
template <typename T>
bool is_default(const T& /*value*/) {
  return false;
}

class Writer {
 public:
  template <typename T>
  void operator()(const char* name, const T& value) {
    if (!is_default(value)) out[name] = to_json(value);
  }
  Json out = Json::object();
};

template <HasFields T>
Json to_json(const T& value) {
  Writer writer;
  // The visitor only reads; one list of fields serves both directions.
  visit_fields(writer, const_cast<T&>(value));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  return std::move(writer.out);
}

// ---- reading ----------------------------------------------------------------------------------

/// The first thing that was wrong, with its path; reading goes on with defaults.
struct Trouble {
  std::string path;
  std::string problem;
};

class Reader {
 public:
  Reader(const Json& from, SecretNumbers& numbers, Trouble& trouble, std::string path)
      : from_(from), numbers_(numbers), trouble_(trouble), path_(std::move(path)) {}

  template <typename T>
  void operator()(const char* name, T& value) {
    const auto found = from_.find(name);
    if (found != from_.end()) Reader(*found, numbers_, trouble_, cat(path_, ".", name)).read(value);
  }

  template <HasFields T>
  void read(T& value) {
    if (!from_.is_object()) return complain("an object");
    visit_fields(*this, value);
  }
  void read(std::string& value) {
    if (!from_.is_string()) return complain("a text");
    value = from_.get<std::string>();
  }
  void read(MaskedText& value) {
    std::string raw;
    read(raw);
    value = MaskedText(raw, numbers_);
  }
  void read(bool& value) {
    if (!from_.is_boolean()) return complain("true or false");
    value = from_.get<bool>();
  }
  template <std::signed_integral T>
  void read(T& value) {
    if (!from_.is_number_integer()) return complain("a whole number");
    const auto number = from_.get<std::int64_t>();
    if (number < std::numeric_limits<T>::min() || number > std::numeric_limits<T>::max() ||
        (from_.is_number_unsigned() && number < 0))
      return complain("a number of that size");
    value = static_cast<T>(number);
  }
  void read(double& value) {
    if (!from_.is_number()) return complain("a number");
    value = from_.get<double>();
  }
  void read(FileKind& value) {
    std::string word;
    read(word);
    if (const auto kind = parse_file_kind(word)) value = *kind;
  }
  void read(ObservedRole& value) {
    std::string word;
    read(word);
    for (std::size_t i = 0; i < role_names.size(); ++i)
      if (role_names[i] == word) value = static_cast<ObservedRole>(i);
  }
  template <typename T>
  void read(std::optional<T>& value) {
    if (from_.is_null()) return value.reset();
    read(value.emplace());
  }
  template <typename T>
  void read(std::vector<T>& values) {
    if (!from_.is_array()) return complain("a list");
    for (std::size_t i = 0; i < from_.size(); ++i)
      Reader(from_[i], numbers_, trouble_, cat(path_, "[", i, "]")).read(values.emplace_back());
  }
  template <typename T>
  void read(std::vector<std::pair<std::string, T>>& pairs) {
    if (!from_.is_object()) return complain("an object");
    for (const auto& [name, item] : from_.items()) {
      pairs.emplace_back(name, T{});
      Reader(item, numbers_, trouble_, cat(path_, ".", name)).read(pairs.back().second);
    }
  }
  template <typename T>
  void read(std::map<std::string, T>& entries) {
    if (!from_.is_object()) return complain("an object");
    for (const auto& [name, item] : from_.items())
      Reader(item, numbers_, trouble_, cat(path_, ".", name)).read(entries[name]);
  }
  template <typename T>
  void read(Observed<T>& observed) {
    if (from_.is_object() && from_.contains("unavailable")) {
      Unavailable why;
      Reader(from_["unavailable"], numbers_, trouble_, path_).read(why);
      observed = std::move(why);
      return;
    }
    T value{};
    read(value);
    observed = std::move(value);
  }
  void read(Unavailable& why) {
    if (!from_.is_object()) return complain("an object");
    std::string cause;
    (*this)("cause", cause);
    why.cause = Cause::malformed;  // a word that only a newer patrol knows
    for (const Cause one : {Cause::not_asked, Cause::unreachable, Cause::denied, Cause::timed_out,
                            Cause::malformed, Cause::missing})
      if (to_string(one) == cause) why.cause = one;
    (*this)("detail", why.detail);
    (*this)("remedy", why.remedy);
  }

 private:
  void complain(std::string_view wanted) {
    if (trouble_.problem.empty())
      trouble_ = {path_, cat("is ", from_.type_name(), ", not ", wanted)};
  }

  const Json& from_;
  SecretNumbers& numbers_;
  Trouble& trouble_;
  std::string path_;
};

Failure malformed(std::string detail) {
  return {FailureKind::malformed, "read the snapshot", std::move(detail)};
}

}  // namespace

std::string write_snapshot(std::span<const ClusterObservation> clusters) {
  Json list = Json::array();
  for (const ClusterObservation& cluster : clusters) list.push_back(to_json(cluster));
  const Json all = {{"patrol_snapshot", 1}, {"clusters", std::move(list)}};
  return all.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<std::vector<ClusterObservation>> read_snapshot(std::string_view text) {
  const Json all = Json::parse(text, nullptr, false);
  if (all.is_discarded()) return tl::unexpected(malformed("it is not JSON"));
  if (!all.is_object()) return tl::unexpected(malformed("it is not a JSON object"));
  if (all.contains("patrol_snapshot") && all["patrol_snapshot"] != 1)
    return tl::unexpected(malformed("it was written by a newer patrol"));
  if (!all.contains("clusters") && !all.contains("members"))
    return tl::unexpected(malformed("it has neither `clusters` nor `members`"));
  SecretNumbers numbers(secrets_of_readers);
  Trouble trouble;
  std::vector<ClusterObservation> clusters;
  if (all.contains("clusters"))
    Reader(all["clusters"], numbers, trouble, "clusters").read(clusters);
  else
    Reader(all, numbers, trouble, "cluster").read(clusters.emplace_back());
  if (!trouble.problem.empty())
    return tl::unexpected(malformed(cat("`", trouble.path, "` ", trouble.problem)));
  return clusters;
}

}  // namespace patrol
