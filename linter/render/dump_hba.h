// What was read of pg_hba.conf and pg_ident.conf, as JSON: the columns of pg_hba_file_rules and
// pg_ident_file_mappings.
#pragma once

#include <string>

#include "linter/doc/hba.h"
#include "linter/doc/ident.h"

namespace patrol {

/// `{"records":[…],"errors":[{"line","message","file"}]}`; what the server shows as null is null,
/// secrets are `***`.
[[nodiscard]] std::string dump_hba(const HbaFile& file);
[[nodiscard]] std::string dump_ident(const IdentFile& file);

}  // namespace patrol
