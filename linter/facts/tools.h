// Programs that Patroni starts, and what they take on their command lines.
#pragma once

#include <span>
#include <string_view>

namespace patrol::facts {

/// Long options without their dashes, of all versions from 11 to 18.
struct Tool {
  std::string_view program;
  std::string_view setting;                   // Patroni's list of options for it
  std::span<const std::string_view> options;  // sorted
  std::span<const std::string_view> refused;  // Patroni sets these itself
  bool is_fatal = false;  // a bad option stops the bootstrap; else Patroni leaves it out
};
[[nodiscard]] std::span<const Tool> option_tools();

/// The program takes the option: its full name, or a beginning of it, as getopt_long allows.
[[nodiscard]] bool takes_option(const Tool& tool, std::string_view option);

/// Backup programs that stop at an option they do not know, such as Patroni's own.
[[nodiscard]] bool is_strict_program(std::string_view program);

}  // namespace patrol::facts
