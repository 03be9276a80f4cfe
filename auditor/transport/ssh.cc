// libssh without blocking: every step is repeated until it is done or the time is over.
#include "auditor/transport/ssh.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <memory>
#include <optional>
#include <poll.h>
#include <sys/socket.h>

#include <libssh/libssh.h>

#include "auditor/transport/ssh_login.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::size_t most_bytes = std::size_t{16} << 20;
constexpr std::size_t most_error_bytes = 4096;

// A host that hangs up while we write must not end the process.
class NoPipeSignal {
 public:
  NoPipeSignal() {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, &before_);
  }
  NoPipeSignal(const NoPipeSignal&) = delete;
  NoPipeSignal(NoPipeSignal&&) = delete;
  NoPipeSignal& operator=(const NoPipeSignal&) = delete;
  NoPipeSignal& operator=(NoPipeSignal&&) = delete;
  ~NoPipeSignal() {
    if (sigismember(&before_, SIGPIPE) == 0) {
      sigset_t pipe;
      sigemptyset(&pipe);
      sigaddset(&pipe, SIGPIPE);
      const timespec at_once{};
      sigtimedwait(&pipe, nullptr, &at_once);
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t before_{};
};

double wall_clock() {
  const std::chrono::duration<double> since = std::chrono::system_clock::now().time_since_epoch();
  return since.count();
}

struct ChannelCloser {
  void operator()(ssh_channel channel) const { ssh_channel_free(channel); }
};
using Channel = std::unique_ptr<ssh_channel_struct, ChannelCloser>;

// The script goes out and its output comes in, whichever is possible.
struct Exchange {
  SshLogin& login;
  ssh_channel channel;
  std::string_view unsent;
  SshOutput out;
  bool is_input_closed = false;

  std::optional<Unavailable> write() {
    if (unsent.empty()) return std::nullopt;
    constexpr std::size_t piece = std::size_t{1} << 15;
    const std::size_t room = std::min<std::size_t>(ssh_channel_window_size(channel), piece);
    const auto size = static_cast<std::uint32_t>(std::min(unsent.size(), room));
    if (size == 0) return std::nullopt;
    if (out.sent_at == 0) out.sent_at = wall_clock();
    const int sent = ssh_channel_write(channel, unsent.data(), size);
    if (sent == SSH_ERROR) return login.failure("the script was not taken");
    if (sent > 0) unsent.remove_prefix(static_cast<std::size_t>(sent));
    return std::nullopt;
  }

  void close_input() {
    if (!unsent.empty() || is_input_closed) return;
    is_input_closed = ssh_channel_send_eof(channel) == SSH_OK;
  }

  // How much came; negative when the channel is broken.
  int read(bool is_error, std::string& text, std::size_t most) {
    std::array<char, 1 << 15> buffer{};
    const int count =
        ssh_channel_read_nonblocking(channel, buffer.data(), buffer.size(), is_error ? 1 : 0);
    if (count <= 0) return count == SSH_ERROR ? -1 : 0;  // end of file is negative too
    const std::size_t room = most - std::min(most, text.size());
    text.append(buffer.data(), std::min(static_cast<std::size_t>(count), room));
    return count;
  }

  std::optional<Unavailable> take() {
    int taken = 0;
    do {
      const int count = read(false, out.text, most_bytes + 1);
      if (count > 0 && out.answered_at == 0) out.answered_at = wall_clock();
      const int errors = read(true, out.errors, most_error_bytes);
      if (count < 0 || errors < 0) return login.failure("the connection ended");
      if (out.text.size() > most_bytes)
        return Unavailable{Cause::malformed, "ssh: the host sends more than 16 MB", {}};
      taken = count + errors;
    } while (taken > 0 && !login.deadline().is_over());
    return std::nullopt;
  }

  Observed<SshOutput> run() {
    while (ssh_channel_is_eof(channel) == 0 && ssh_channel_is_closed(channel) == 0) {
      if (auto why = write()) return std::move(*why);
      close_input();
      if (auto why = take()) return std::move(*why);
      if (ssh_channel_is_eof(channel) != 0 || ssh_channel_is_closed(channel) != 0) break;
      if (auto why = login.wait(unsent.empty() ? "the script did not end" : "the script waits"))
        return std::move(*why);
    }
    if (auto why = take()) return std::move(*why);
    out.exit_status = exit_status();
    return std::move(out);
  }

  // The status may come after the end of the output; it is not worth waiting long for.
  int exit_status() {
    constexpr std::chrono::milliseconds patience(500);
    const Deadline soon = login.deadline().at_most(patience);
    int status = ssh_channel_get_exit_status(channel);
    while (status < 0 && ssh_channel_is_closed(channel) == 0 && !soon.is_over()) {
      if (login.wait_until("the script's status did not come", soon)) break;
      status = ssh_channel_get_exit_status(channel);
    }
    return status;
  }
};

// Login shells complain about other things too; sudo's words count most.
std::string_view telling_line(std::string_view errors) {
  for (const std::string_view line : split(errors, '\n'))
    if (contains(line, "sudo")) return line;
  return errors.substr(0, errors.find('\n'));
}

// What sudo says when it may not, in place of the script's output.
Observed<SshOutput> judged(Observed<SshOutput> output, const SshTarget& target) {
  if (!output || !output->text.empty()) return output;
  const std::string_view errors = trim(output->errors);
  const std::string said = printable(telling_line(errors));
  if (target.is_sudo && (contains(errors, "sudo") || output->exit_status != 0))
    return Unavailable{
        Cause::denied, cat("ssh: ", said.empty() ? "sudo refused" : said),
        cat("let ", target.user, " run `sudo -n sh` without a password, or leave ", "--sudo away")};
  const std::string status = cat("status ", output->exit_status);
  return Unavailable{Cause::malformed,
                     cat("ssh: the script printed nothing (", said.empty() ? status : said, ")"),
                     {}};
}

Observed<SshOutput> run_script(SshLogin& login, const SshTarget& target, SshScript script) {
  const Channel channel(ssh_channel_new(login.session()));
  if (channel == nullptr) return login.failure("no channel");
  const auto open = [&] { return ssh_channel_open_session(channel.get()); };
  if (auto why = login.repeat("the session was not opened", open)) return std::move(*why);
  const std::string command(ssh_command(target.is_sudo));
  const auto start = [&] { return ssh_channel_request_exec(channel.get(), command.c_str()); };
  if (auto why = login.repeat("the shell was not started", start)) return std::move(*why);
  Exchange exchange{login, channel.get(), script.text(), {}, false};
  return judged(exchange.run(), target);
}

}  // namespace

std::string_view ssh_command(bool is_sudo) {
  return is_sudo ? "exec sudo -n sh" : "exec sh";
}

SshReply ask_ssh(const SshTarget& target, SshScript script, const Deadline& deadline) {
  const NoPipeSignal guard;
  WireCount wire;
  SshReply reply;
  SshLogin login(target, deadline, wire);
  if (auto why = login.log_in())
    reply.output = std::move(*why);
  else
    reply.output = run_script(login, target, script);
  login.close();
  reply.traffic = wire.traffic();
  return reply;
}

}  // namespace patrol
