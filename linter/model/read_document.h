// One text into the document of its kind.
#pragma once

#include <string_view>

#include "linter/model/collection.h"

namespace patrol {

/// Reads `file` (already in `out.sources`) as `kind` and appends the document to `out`.
void read_document(Collection& out, FileId file, DocumentKind kind, const CollectOptions& given);

/// The lines of a `pg_hba:` or `pg_ident:` list; items that are not text are left out of the result
/// but keep their number (Patroni skips them when it writes the file).
[[nodiscard]] std::vector<HbaLineSource> hba_lines(const Value& list);

/// The major version of PostgreSQL that a path tells, such as /usr/lib/postgresql/15/bin or
/// /usr/pgsql-15/bin; nothing when it tells none.
[[nodiscard]] std::optional<int> postgres_in_path(std::string_view path);

/// `files` as seen from a document: readers name the main text with an empty path, which becomes
/// the document's own.
[[nodiscard]] IncludeFiles beside_document(const IncludeFiles& files, std::string_view path);

}  // namespace patrol
