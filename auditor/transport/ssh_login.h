// A session of libssh: connected, the host recognised, the user let in.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <poll.h>
#include <string>
#include <string_view>

#include <libssh/libssh.h>

#include "auditor/transport/socket.h"
#include "auditor/transport/ssh.h"
#include "auditor/transport/watchdog.h"

namespace patrol {

class SshLogin {
 public:
  SshLogin(const SshTarget& target, const Deadline& deadline, WireCount& wire);
  SshLogin(const SshLogin&) = delete;
  SshLogin(SshLogin&&) = delete;
  SshLogin& operator=(const SshLogin&) = delete;
  SshLogin& operator=(SshLogin&&) = delete;
  ~SshLogin() { close(); }

  /// Nothing when we are in.
  [[nodiscard]] std::optional<Unavailable> log_in();
  [[nodiscard]] ssh_session session() const { return session_.get(); }
  [[nodiscard]] const Deadline& deadline() const { return deadline_; }

  /// Repeats a step of libssh until it is done. Nothing when it succeeded.
  [[nodiscard]] std::optional<Unavailable> repeat(std::string_view what,
                                                  const std::function<int()>& step);
  /// Waits for the host; nothing when it said something.
  [[nodiscard]] std::optional<Unavailable> wait(std::string_view what);
  [[nodiscard]] std::optional<Unavailable> wait_until(std::string_view what, const Deadline& until);
  [[nodiscard]] Unavailable failure(std::string_view what) const;
  /// Without waiting for anybody.
  void close();

 private:
  struct Closer {
    void operator()(ssh_session session) const { ssh_free(session); }
  };

  [[nodiscard]] std::optional<Unavailable> prepare();
  [[nodiscard]] std::optional<Unavailable> recognise_host();
  [[nodiscard]] std::optional<Unavailable> authenticate();
  [[nodiscard]] std::optional<Unavailable> offer(ssh_key key, bool& is_in);
  [[nodiscard]] std::optional<Unavailable> offer_file(const std::string& path, bool& is_in);
  [[nodiscard]] std::optional<Unavailable> offer_agent(bool& is_in);
  [[nodiscard]] std::optional<Unavailable> settle(std::string_view what, bool& is_in,
                                                  const std::function<int()>& step);
  [[nodiscard]] Unavailable not_let_in() const;
  [[nodiscard]] std::string known_hosts() const;

  const SshTarget& target_;
  const Deadline& deadline_;
  WireCount& wire_;
  Watchdog watchdog_;
  std::unique_ptr<ssh_session_struct, Closer> session_;
  int descriptor_ = -1;
};

}  // namespace patrol
