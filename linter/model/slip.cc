// Tells the usual slips of the pen apart.
#include "linter/model/slip.h"

#include <cctype>
#include <string_view>

#include "linter/base/text.h"

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

}  // namespace patrol
