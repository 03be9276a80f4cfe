// The one place that reads the version which the build passes in.
#include "cli/version.h"

namespace patrol {

std::string_view tool_version() {
  return PATROL_VERSION;
}

}  // namespace patrol
