// What PostgreSQL and libpq say when they refuse.
#pragma once

#include <string>
#include <string_view>

#include "linter/model/observed.h"

namespace patrol {

/// What libpq says, on one line, without our password and with the SQLSTATE taken out.
struct PgMessage {
  std::string sqlstate;
  std::string text;
};
[[nodiscard]] PgMessage read_message(std::string_view raw, std::string_view password);
/// What a SQLSTATE means for us; without one, what the text means.
[[nodiscard]] Unavailable pg_refusal(const PgMessage& message);

}  // namespace patrol
