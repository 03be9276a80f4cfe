// What systemd makes of an environment file, as JSON for other programs.
#pragma once

#include <string>

#include "linter/base/source.h"
#include "linter/doc/env.h"

namespace patrol {

/// `{"systemd":{name: value},"dropped":["A-B=x"],"loaded":true,"problems":[{"kind","line",
/// "variable"}]}`: variables that count, in the order of the text. Nothing counts when systemd
/// refuses the file (`loaded` false). Values of variables named for a secret become `***`. A
/// problem's kind is the enumerator's name.
[[nodiscard]] std::string dump_env(const EnvFile& env, const SourceSet& sources);

}  // namespace patrol
