// Captured answers of real servers, from fixtures/payloads.
#pragma once

#include <string>

namespace patrol {

/// "etcd/3.4/range.json". A missing file fails the test.
[[nodiscard]] std::string payload(const std::string& path);

}  // namespace patrol
