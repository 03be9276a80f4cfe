// What was read from a postgresql.conf, as JSON for other programs.
#pragma once

#include <string>

#include "linter/doc/conf.h"

namespace patrol {

/// `{"settings":[{"name","value","line","file","error"}…],"errors":[{"line","file","message"}…]}`:
/// the lines in reading order, then every parameter that no line sets with its built-in default and
/// `line` null. Values as `postgres -C` prints them; a refused value stays as written and has an
/// `error`. `overridden` marks lines that a later one replaces. `file` is null for the main text.
[[nodiscard]] std::string dump_conf(const ConfFile& conf, int postgres_major);

}  // namespace patrol
