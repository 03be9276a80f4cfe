// The frame of the remote script's output.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace patrol {

/// "KEY SIZE", SIZE bytes.
struct HostRecord {
  std::string_view key;
  std::string_view bytes;
};

/// From "patrol 1" to "end"; what a login shell printed before is passed over. Nothing when the
/// frame is broken or ends early. Linear; nothing is copied.
[[nodiscard]] std::optional<std::vector<HostRecord>> read_records(std::string_view output);

}  // namespace patrol
