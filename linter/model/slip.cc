// Tells the usual slips of the pen apart.
#include "linter/model/slip.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "linter/base/text.h"
#include "linter/facts/facts.h"
#include "linter/model/placed_key.h"

namespace patrol {
namespace {

bool is_name(std::string_view text) {
  if (text.empty() || std::isalpha(static_cast<unsigned char>(text.front())) == 0) return false;
  for (const char letter : text)
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0 && letter != '_' && letter != '-' &&
        letter != '.')
      return false;
  return true;
}

bool looks_like(std::string_view written, std::string_view meant) {
  constexpr std::size_t shortest = 4;  // user for username
  if (written.size() >= shortest && meant.starts_with(written)) return true;
  return nearest_name(written, std::array<std::string_view, 1>{meant}).has_value();
}

}  // namespace

Slip slip_of(const Value& text) {
  if (!text.is_string() || !text.is_plain()) return Slip::none;
  const std::string_view content = trim(text.text());
  if (content.starts_with('-') && content.size() > 1) return Slip::dash_glued;
  const auto sign = content.find_first_of("=:");
  if (sign == std::string_view::npos || !is_name(trim(content.substr(0, sign)))) return Slip::none;
  return content[sign] == '=' ? Slip::equals : Slip::blank_missing;
}

bool is_glued_key(const Value& value) {
  const Value key = value.key();
  if (!value.is_null() || !value.text().empty() || !key.is_string() || !key.is_plain())
    return false;
  const std::string_view name = key.text();
  const auto colon = name.find(':');
  return colon != std::string_view::npos && colon + 1 < name.size() &&
         is_name(name.substr(0, colon));
}

bool is_whole_text(const YamlTree& tree) {
  return tree.is_ok && tree.template_lines.empty();
}

bool is_flattened(const Value& root) {
  constexpr auto sections =
      std::to_array<std::string_view>({"restapi", "bootstrap", "dcs", "postgresql",
                                       "authentication", "replication", "superuser", "parameters"});
  const auto empty = [&](std::string_view name) { return root[name] && root[name].is_null(); };
  constexpr std::ptrdiff_t enough = 3;
  if (!root.is_mapping() || std::count_if(sections.begin(), sections.end(), empty) < enough)
    return false;
  const auto members = root.members();
  return std::none_of(members.begin(), members.end(),
                      [](const Value::Member& member) { return member.value.is_mapping(); });
}

bool is_misspelt_in(const Value& mapping, std::string_view name) {
  if (is_too_long(mapping)) return false;
  const auto members = mapping.members();
  return std::any_of(members.begin(), members.end(), [&](const Value::Member& member) {
    const std::string_view written = member.key.text();
    if (written == name || !looks_like(written, name)) return false;
    return facts::find_patroni_setting(member.value.path()) == nullptr;
  });
}

}  // namespace patrol
