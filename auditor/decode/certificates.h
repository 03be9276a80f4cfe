// PEM texts -> who a certificate is for and how long it holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/model/observation.h"

namespace patrol {

/// The certificates of a file in their order, eight at most; what cannot be read is passed over.
[[nodiscard]] std::vector<ObservedCertificate> read_certificates(std::string_view path,
                                                                 std::string_view pem);

}  // namespace patrol
