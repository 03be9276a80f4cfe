// The settings of a postgresql.conf with what the server makes of each.
#pragma once

#include <string>
#include <vector>

#include "linter/doc/conf.h"
#include "linter/facts/facts.h"
#include "linter/model/parameter.h"

namespace patrol {

struct ConfVerdict {
  const ConfSetting* setting = nullptr;
  std::string name;                 // as pg_settings spells it; else as written
  const facts::Guc* guc = nullptr;  // null for names that the server does not list
  bool is_known = false;            // the server starts with that name in the file
  bool is_overridden = false;       // a later line sets the same parameter, older names counted
  ParameterVerdict verdict;         // of overridden lines too, though the server ignores them
};

/// In the order of the file. Values of a module's parameters stay as they are: the server judges
/// them when the module is loaded.
[[nodiscard]] std::vector<ConfVerdict> judge_conf(const ConfFile& conf, int postgres_major);

}  // namespace patrol
