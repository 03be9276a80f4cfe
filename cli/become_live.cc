// The program that reaches out lies beside this one and takes the same words.
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <unistd.h>

#include <climits>

#include "cli/arguments.h"

namespace patrol::cli {
namespace {

// The folder of the running program, however it was called.
std::string own_folder() {
  std::array<char, PATH_MAX> buffer{};
  const ssize_t length = ::readlink("/proc/self/exe", buffer.data(), buffer.size());
  const std::string path(buffer.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
  return path.substr(0, path.rfind('/') + 1);  // npos + 1 is 0
}

}  // namespace

int live(const LiveCommand& /*command*/, const char* const* words) {
  const std::string program = own_folder() + "patrol-live";
  // execv promises to leave the words as they are (POSIX, exec: rationale).
  ::execv(program.c_str(), const_cast<char* const*>(words));  // NOLINT(*-const-cast)
  std::fprintf(stderr, "patrol: start %s: %s\n", program.c_str(), std::strerror(errno));
  return status_bug;
}

}  // namespace patrol::cli
