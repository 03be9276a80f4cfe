// pg_ident.conf as PostgreSQL 11 to 18 reads it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/doc/hba.h"

namespace patrol {

struct IdentRecord {
  HbaToken map;
  HbaToken system_user;
  HbaToken database_user;
  int line = 0;
  std::string file;
  Span at;
};

struct IdentFile {
  FileId source{};
  std::vector<IdentRecord> records;
  std::vector<HbaError> errors;
};

[[nodiscard]] IdentFile read_ident(FileId file, std::string_view text, int postgres_major,
                                   const IncludeFiles& files = {});
[[nodiscard]] IdentFile read_ident_items(FileId file, const std::vector<HbaLineSource>& items,
                                         int postgres_major, const IncludeFiles& files = {});

}  // namespace patrol
