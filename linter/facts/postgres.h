// PostgreSQL's parameters, versions 10 to 18, as compiled from pg_settings.yaml.
#pragma once

#include <span>
#include <string_view>

namespace patrol::facts {

/// Oldest and newest major version that the tables cover; the newest is also the newest release.
inline constexpr int oldest_postgres = 10;
inline constexpr int newest_postgres = 18;

enum class GucType { boolean, integer, real, string, enumeration };
enum class GucContext { internal, postmaster, sighup, superuser_backend, backend, superuser, user };

/// One parameter over a span of major versions in which nothing about it changed.
struct GucSpan {
  int from = 0;  // first major version, inclusive
  int till = 0;  // last major version, inclusive
  GucType type{};
  std::string_view unit{};     // base unit as pg_settings shows it: "kB", "8kB", "ms", "min", ""
  std::string_view minimum{};  // as pg_settings shows it; "" for none
  std::string_view maximum{};
  std::span<const std::string_view> words{};         // an enum's listed words, of every build
  std::span<const std::string_view> build_words{};   // those that only some builds have
  std::span<const std::string_view> hidden_words{};  // accepted, not listed
  std::string_view boot{};                           // compiled-in default in the base unit
  std::string_view debian_boot{};                    // Debian's, where it differs; else ""
  bool is_boot_null = false;
  GucContext context{};
  bool is_not_in_sample = false;
  int first_minor = 0;            // the minor release that added it; 0: the major version has it
  std::string_view build_only{};  // "debian": only in that distributor's build; "" in all
  std::string_view source{};
};

struct Guc {
  std::string_view name{};
  std::string_view category{};
  std::span<const GucSpan> spans{};  // ascending, without overlap
  bool is_list = false;              // a list in one quoted string
  int list_from = 0;                 // first major version in which it is a list
  bool is_list_quoted = false;       // elements need double quotes for blanks, commas, capitals
  int undescribed_from = 0;          // absent from `postgres --describe-config` in these versions
  int undescribed_till = 0;
  std::string_view module{};  // "" for the core, else the extension that defines it
  std::string_view source{};  // of the first span

  /// Null when the parameter does not exist in that major version.
  [[nodiscard]] const GucSpan* in(int major) const;
};

/// Core parameters and those of contrib modules, sorted by name without case.
[[nodiscard]] std::span<const Guc> gucs();
/// Name compared without case; null when no version 10 to 18 knows it.
[[nodiscard]] const Guc* find_guc(std::string_view name);

enum class HiddenGucKind { spelling, one_value, any_value, refused };

/// A name that the server reads although pg_settings does not list it in those versions.
struct HiddenGuc {
  std::string_view name{};
  int from = 0;
  int till = 0;
  HiddenGucKind kind{};
  std::string_view of{};  // spelling: the parameter it stands for; one_value: the value it takes
  std::string_view source{};
};
[[nodiscard]] std::span<const HiddenGuc> hidden_gucs();
/// Name compared without case; null when that major version does not know it or lists it.
[[nodiscard]] const HiddenGuc* find_hidden_guc(std::string_view name, int major);

/// What replaced a removed or renamed parameter.
struct GucSuccessor {
  std::string_view name{};
  int removed_in = 0;              // first major version without it; 9 for all before 10
  std::string_view replacement{};  // "" when nothing replaces it
  std::string_view advice{};       // how to carry the value over, in a few words; may be ""
  std::string_view source{};
};
[[nodiscard]] std::span<const GucSuccessor> guc_successors();
/// Name compared without case.
[[nodiscard]] const GucSuccessor* find_successor(std::string_view name);

}  // namespace patrol::facts
