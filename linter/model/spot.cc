// From values to places.
#include "linter/model/spot.h"

#include "linter/base/text.h"

namespace patrol {

Spot at(const Value& value) {
  return {value.span(), value.path()};
}

Spot at_key(const Value& value) {
  return {value.key_span(), value.path()};
}

Spot at_part(const Value& value, std::size_t begin, std::size_t end) {
  return {value.part(begin, end), value.path()};
}

Spot missing_in(const Value& mapping, std::string_view key) {
  const std::string above = mapping.path();
  const std::string path = above.empty() ? std::string(key) : cat(above, '.', key);
  if (above.empty()) {
    const Span whole = mapping.span();
    return {Span{whole.file, whole.begin, whole.begin}, path};
  }
  return {mapping.key_span(), path};
}

Spot at(const EtcdValue& value) {
  return {value.span, value.setting};
}

Spot at_name(const EtcdValue& value) {
  return {value.name_span, value.setting};
}

}  // namespace patrol
