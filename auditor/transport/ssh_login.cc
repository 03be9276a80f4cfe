// Host first, then user: nothing of ours goes to a host whose key is not the one we know.
#include "auditor/transport/ssh_login.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

#include "linter/base/text.h"

namespace patrol {
namespace {

struct KeyCloser {
  void operator()(ssh_key key) const { ssh_key_free(key); }
};
using Key = std::unique_ptr<ssh_key_struct, KeyCloser>;

std::string environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets it here
  return value == nullptr ? std::string() : std::string(value);
}

// Nobody is asked for a passphrase; a key that has one belongs into an agent.
// NOLINTNEXTLINE(readability-function-size): libssh wants these
int no_passphrase(const char* /*prompt*/, char* /*buffer*/, size_t /*size*/, int /*echo*/,
                  int /*verify*/, void* /*unused*/) {
  return -1;
}

Key read_key(const std::string& path) {
  ssh_key key = nullptr;
  if (ssh_pki_import_privkey_file(path.c_str(), nullptr, no_passphrase, nullptr, &key) != SSH_OK)
    return nullptr;
  return Key(key);
}

// -1 where there is no agent.
int connect_agent() {
  const std::string path = environment("SSH_AUTH_SOCK");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path) return -1;
  path.copy(address.sun_path, path.size());
  Socket socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const auto* where = reinterpret_cast<const sockaddr*>(&address);
  if (socket.descriptor() < 0 || connect(socket.descriptor(), where, sizeof address) != 0)
    return -1;
  // libssh reads answers to the end; the watchdog ends that in time.
  const int flags = fcntl(socket.descriptor(), F_GETFL);
  fcntl(socket.descriptor(), F_SETFL, flags & ~O_NONBLOCK);
  return socket.release();
}

std::string known_as(const SshTarget& target) {
  return target.port == 22 ? target.host : cat("[", target.host, "]:", target.port);
}

}  // namespace

SshLogin::SshLogin(const SshTarget& target, const Deadline& deadline, WireCount& wire)
    : target_(target), deadline_(deadline), wire_(wire), watchdog_(deadline) {
}

std::optional<Unavailable> SshLogin::log_in() {
  if (auto why = prepare()) return why;
  const auto connect = [&] { return ssh_connect(session()); };
  if (auto why = repeat("no session", connect)) return why;
  if (auto why = recognise_host()) return why;
  return authenticate();
}

std::optional<Unavailable> SshLogin::prepare() {
  auto socket = connect_tcp(target_.host, target_.port, deadline_);
  if (!socket) {
    Unavailable why = std::move(socket.error());
    why.detail = cat("ssh: ", why.detail);
    return why;
  }
  wire_.connected();
  session_.reset(ssh_new());
  if (session_ == nullptr) return Unavailable{Cause::unreachable, "ssh: no memory", {}};
  ssh_set_blocking(session(), 0);
  const bool is_off = false;
  const std::string file = known_hosts();
  ssh_options_set(session(), SSH_OPTIONS_PROCESS_CONFIG, &is_off);  // it may name programs to run
  ssh_options_set(session(), SSH_OPTIONS_HOST, target_.host.c_str());
  ssh_options_set(session(), SSH_OPTIONS_PORT, &target_.port);
  ssh_options_set(session(), SSH_OPTIONS_USER, target_.user.c_str());
  if (!file.empty()) ssh_options_set(session(), SSH_OPTIONS_KNOWNHOSTS, file.c_str());
  descriptor_ = socket->release();
  watchdog_.watch(descriptor_);
  ssh_options_set(session(), SSH_OPTIONS_FD, &descriptor_);
  return std::nullopt;
}

std::string SshLogin::known_hosts() const {
  if (!target_.known_hosts.empty()) return target_.known_hosts;
  const std::string home = environment("HOME");
  return home.empty() ? home : home + "/.ssh/known_hosts";
}

std::optional<Unavailable> SshLogin::recognise_host() {
  const std::string name = known_as(target_);
  const std::string scan =
      cat("compare its key (ssh-keyscan -p ", target_.port, " ", target_.host,
          ") with the host's own /etc/ssh/ssh_host_*_key.pub, then add it to ", known_hosts());
  switch (ssh_session_is_known_server(session())) {
    case SSH_KNOWN_HOSTS_OK:
      return std::nullopt;
    case SSH_KNOWN_HOSTS_CHANGED:
      return Unavailable{Cause::denied, cat("ssh: the host key of ", name, " has changed"),
                         cat("find out why; if the host was set up anew, remove the old key ",
                             "(ssh-keygen -R '", name, "') and ", scan)};
    case SSH_KNOWN_HOSTS_OTHER:
      return Unavailable{Cause::denied,
                         cat("ssh: ", name, " shows a key of another type than the known one"),
                         scan};
    default:
      return Unavailable{Cause::denied, cat("ssh: the host key of ", name, " is not known"), scan};
  }
}

std::optional<Unavailable> SshLogin::authenticate() {
  bool is_in = false;
  std::optional<Unavailable> why;
  if (!target_.key_file.empty()) {
    const Key key = read_key(target_.key_file);
    why = key != nullptr ? offer(key.get(), is_in) : offer_agent(is_in);
    if (!why && !is_in && key == nullptr)
      return Unavailable{Cause::denied,
                         cat("ssh: cannot use the key ", target_.key_file,
                             ": not readable, no private key, or with a passphrase"),
                         "name a readable key with --ssh-key, or load it into an agent (ssh-add)"};
  } else {
    why = offer_agent(is_in);
    const std::string folder = environment("HOME") + "/.ssh/";
    for (const char* name : {"id_ed25519", "id_ecdsa", "id_rsa"})
      if (!why && !is_in) why = offer_file(folder + name, is_in);
  }
  if (why || is_in) return why;
  return not_let_in();
}

Unavailable SshLogin::not_let_in() const {
  return {Cause::denied, cat("ssh: ", target_.user, " is not let in with our keys"),
          cat("add the public key to ~/.ssh/authorized_keys of ", target_.user,
              " there, or choose another key with --ssh-key")};
}

std::optional<Unavailable> SshLogin::offer_file(const std::string& path, bool& is_in) {
  const Key key = read_key(path);
  return key == nullptr ? std::nullopt : offer(key.get(), is_in);
}

std::optional<Unavailable> SshLogin::offer(ssh_key key, bool& is_in) {
  return settle("authentication", is_in,
                [&] { return ssh_userauth_publickey(session(), nullptr, key); });
}

std::optional<Unavailable> SshLogin::offer_agent(bool& is_in) {
  const int agent = connect_agent();
  if (agent < 0) return std::nullopt;
  watchdog_.watch(agent);
  ssh_set_agent_socket(session(), agent);  // the session closes it
  return settle("authentication by the agent", is_in,
                [&] { return ssh_userauth_agent(session(), nullptr); });
}

std::optional<Unavailable> SshLogin::settle(std::string_view what, bool& is_in,
                                            const std::function<int()>& step) {
  while (true) {
    const int state = step();
    is_in = state == SSH_AUTH_SUCCESS;
    const bool is_lost = state == SSH_AUTH_ERROR && ssh_is_connected(session()) == 0;
    if (is_lost || (!is_in && deadline_.is_over())) return failure(what);
    if (state != SSH_AUTH_AGAIN) return std::nullopt;
    if (auto why = wait(what)) return why;
  }
}

std::optional<Unavailable> SshLogin::repeat(std::string_view what,
                                            const std::function<int()>& step) {
  while (true) {
    const int state = step();
    if (state == SSH_OK) return std::nullopt;
    if (state != SSH_AGAIN) return failure(what);
    if (auto why = wait(what)) return why;
  }
}

std::optional<Unavailable> SshLogin::wait(std::string_view what) {
  return wait_until(what, deadline_);
}

std::optional<Unavailable> SshLogin::wait_until(std::string_view what, const Deadline& until) {
  // libssh may hold what was sent already; then the next step must not wait for more.
  constexpr std::chrono::milliseconds slice(250);
  const bool is_writing = (ssh_get_poll_flags(session()) & SSH_WRITE_PENDING) != 0;
  wire_.waits_on(descriptor_);
  const auto events = static_cast<short>(is_writing ? POLLIN | POLLOUT : POLLIN);
  static_cast<void>(wait_for(descriptor_, events, until.at_most(slice)));
  static_cast<void>(wire_.received(descriptor_));
  if (until.is_over()) return failure(what);
  return std::nullopt;
}

Unavailable SshLogin::failure(std::string_view what) const {
  if (deadline_.is_over()) return {Cause::timed_out, cat("ssh: ", what, ": no answer in time"), {}};
  constexpr std::size_t most_letters = 300;
  const std::string_view words = trim(ssh_get_error(session_.get()));
  return {
      Cause::unreachable, cat("ssh: ", what, ": ", printable(words.substr(0, most_letters))), {}};
}

void SshLogin::close() {
  watchdog_.release();
  if (session_ == nullptr) return;
  ssh_disconnect(session());
  session_.reset();
  descriptor_ = -1;
}

}  // namespace patrol
