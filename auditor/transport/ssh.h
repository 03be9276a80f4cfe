// Runs one fixed script on a host over SSH and takes its output.
#pragma once

#include <string>
#include <string_view>

#include "auditor/transport/deadline.h"
#include "auditor/transport/traffic.h"
#include "linter/model/observed.h"

namespace patrol {

/// A script that stands in our sources: text that is put together at run time cannot become one.
class SshScript {
 public:
  explicit consteval SshScript(std::string_view text) : text_(text) {}
  [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

struct SshTarget {
  std::string host;
  int port = 22;
  std::string user;
  std::string key_file;     // empty: the agent, then ~/.ssh/id_ed25519, id_ecdsa, id_rsa
  std::string known_hosts;  // empty: ~/.ssh/known_hosts; /etc/ssh/ssh_known_hosts counts always
  bool is_sudo = false;     // the shell is started by `sudo -n`
};

struct SshOutput {
  std::string text;    // what the script printed
  std::string errors;  // the start of its standard error
  int exit_status = 0;
  // Our clock (seconds since 1970) when the script was sent and when its first byte came.
  double sent_at = 0, answered_at = 0;
};

struct SshReply {
  Observed<SshOutput> output;  // unavailable: no login, or the script did not end in time
  Traffic traffic;
};

/// Logs in, starts a shell and gives it the script on its standard input. A host whose key is
/// unknown or changed is refused. Never waits longer than the deadline, never takes more than 16
/// MB.
[[nodiscard]] SshReply ask_ssh(const SshTarget& target, SshScript script, const Deadline& deadline);

/// The two commands that ask_ssh() may run: plain, and with sudo.
[[nodiscard]] std::string_view ssh_command(bool is_sudo);

}  // namespace patrol
