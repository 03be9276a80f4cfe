// What an HTTP server answered.
#pragma once

#include <string>

namespace patrol {

/// Of any status: 503 is an answer too. The body may be cut off where the server gave no length.
struct HttpReply {
  int status = 0;
  std::string body;
};

}  // namespace patrol
