// Pieces shared by the text and the JSON of the hba commands.
#pragma once

#include <string>

#include "linter/render/hba_report.h"

namespace patrol {

/// "pg_hba.conf:12"; the included file's name where the record stands in one.
[[nodiscard]] std::string shown_place(const NamedHbaPolicy& policy, const HbaRecord& record);

}  // namespace patrol
