// libzookeeper's asynchronous calls, waited for with our own deadline.
#include "auditor/transport/zookeeper.h"

#include <condition_variable>
#include <mutex>

#include <zookeeper/zookeeper.h>

#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::size_t most_bytes = std::size_t{4} * 1024 * 1024;
constexpr int session_timeout_ms = 10000;

/// Answers of one question to several nodes; the library's thread fills it.
struct Answers {
  std::mutex lock;
  std::condition_variable changed;
  std::size_t pending = 0;
  std::size_t bytes = 0;
  int refusal = ZOK;
  std::vector<std::vector<std::string>> names;
  std::vector<std::optional<std::string>> values;
};

// Travels through the library, which calls back exactly once, at the latest when it is closed.
struct Ticket {
  std::shared_ptr<Answers> answers;
  std::size_t index = 0;
};

void close_ticket(Answers& answers, int code) {
  if (code != ZOK && code != ZNONODE) answers.refusal = code;
  --answers.pending;
  answers.changed.notify_all();
}

void take_names(int code, const String_vector* names, const void* data) {
  const std::unique_ptr<const Ticket> ticket(static_cast<const Ticket*>(data));
  Answers& answers = *ticket->answers;
  const std::scoped_lock held(answers.lock);
  for (int at = 0; code == ZOK && names != nullptr && at < names->count; ++at) {
    const std::string_view name = names->data[at];
    answers.bytes += name.size();
    if (answers.bytes <= most_bytes) answers.names[ticket->index].emplace_back(name);
  }
  close_ticket(answers, code);
}

void take_value(int code, const char* value, int length, const Stat*, const void* data) {
  const std::unique_ptr<const Ticket> ticket(static_cast<const Ticket*>(data));
  Answers& answers = *ticket->answers;
  const std::scoped_lock held(answers.lock);
  const std::size_t size = length > 0 ? static_cast<std::size_t>(length) : 0;
  answers.bytes += size;
  if (code == ZOK && answers.bytes <= most_bytes)
    answers.values[ticket->index] = size > 0 ? std::string(value, size) : std::string();
  close_ticket(answers, code);
}

Unavailable refusal_of(int code) {
  switch (code) {
    case ZNOAUTH:
    case ZAUTHFAILED:
      return {Cause::denied, cat("zookeeper: ", zerror(code)),
              "set zookeeper.auth_data to a login that may read the cluster's nodes"};
    case ZOPERATIONTIMEOUT:
      return {Cause::timed_out, cat("zookeeper: ", zerror(code)), ""};
    default:
      return {Cause::unreachable, cat("zookeeper: ", zerror(code)), ""};
  }
}

std::optional<Unavailable> wait_for(Answers& answers, const Deadline& deadline) {
  std::unique_lock held(answers.lock);
  const bool is_done =
      answers.changed.wait_until(held, deadline.at(), [&] { return answers.pending == 0; });
  if (!is_done)
    return Unavailable{Cause::timed_out, "zookeeper: no answer within the deadline", ""};
  if (answers.bytes > most_bytes)
    return Unavailable{Cause::malformed, "zookeeper: the answers are longer than 4 MiB", ""};
  if (answers.refusal != ZOK) return refusal_of(answers.refusal);
  return std::nullopt;
}

double milliseconds_since(Deadline::Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Deadline::Clock::now() - begin).count();
}

}  // namespace

/// The connection, and what its watcher tells of it.
struct ZooSession::Link {
  std::mutex lock;
  std::condition_variable changed;
  int state = 0;
  zhandle_t* handle = nullptr;

  static void watch(zhandle_t*, int type, int state, const char*, void* context) {
    if (type != ZOO_SESSION_EVENT) return;
    auto& link = *static_cast<Link*>(context);
    const std::scoped_lock held(link.lock);
    link.state = state;
    link.changed.notify_all();
  }

  [[nodiscard]] bool is_open() const {
    return state == ZOO_CONNECTED_STATE || state == ZOO_READONLY_STATE;
  }
};

ZooSession::ZooSession(ZooTarget target)
    : target_(std::move(target)),
      hosts_(join(target_.servers, ",")),
      link_(std::make_unique<Link>()) {
}

ZooSession::~ZooSession() {
  if (link_->handle != nullptr) zookeeper_close(link_->handle);
}

std::optional<Unavailable> ZooSession::connect(const Deadline& deadline) {
  if (link_->handle == nullptr) {
    zoo_set_debug_level(static_cast<ZooLogLevel>(0));
    link_->handle = zookeeper_init(hosts_.c_str(), &Link::watch, session_timeout_ms, nullptr,
                                   link_.get(), ZOO_READONLY);
    if (link_->handle == nullptr)
      return Unavailable{Cause::unreachable, cat("zookeeper: no address for ", hosts_), ""};
    traffic_.round_trips += 2;  // the connection and the session
    for (const auto& [scheme, login] : target_.auth) {
      const std::string& text = reveal_to_library(login);
      zoo_add_auth(link_->handle, scheme.c_str(), text.data(), static_cast<int>(text.size()),
                   nullptr, nullptr);
    }
  }
  std::unique_lock held(link_->lock);
  link_->changed.wait_until(held, deadline.at(), [&] {
    return link_->is_open() || link_->state == ZOO_AUTH_FAILED_STATE ||
           link_->state == ZOO_EXPIRED_SESSION_STATE;
  });
  if (link_->is_open()) return std::nullopt;
  if (link_->state == ZOO_AUTH_FAILED_STATE) return refusal_of(ZAUTHFAILED);
  return Unavailable{Cause::unreachable, "zookeeper: no session within the deadline", ""};
}

Observed<std::vector<std::vector<std::string>>> ZooSession::children(
    std::span<const std::string> paths, const Deadline& deadline) {
  const auto begin = Deadline::Clock::now();
  if (auto why = connect(deadline)) return *why;
  const auto answers = std::make_shared<Answers>();
  answers->names.resize(paths.size());
  answers->pending = paths.size();
  for (std::size_t at = 0; at < paths.size(); ++at) {
    auto ticket = std::make_unique<Ticket>(Ticket{answers, at});
    const int code =
        zoo_aget_children(link_->handle, paths[at].c_str(), 0, &take_names, ticket.get());
    if (code != ZOK) return refusal_of(code);
    static_cast<void>(ticket.release());
  }
  auto why = wait_for(*answers, deadline);
  traffic_.round_trips += 1;
  traffic_.milliseconds += milliseconds_since(begin);
  if (why) return *why;
  return std::move(answers->names);
}

Observed<std::vector<std::optional<std::string>>> ZooSession::values(
    std::span<const std::string> paths, const Deadline& deadline) {
  const auto begin = Deadline::Clock::now();
  if (auto why = connect(deadline)) return *why;
  const auto answers = std::make_shared<Answers>();
  answers->values.resize(paths.size());
  answers->pending = paths.size();
  for (std::size_t at = 0; at < paths.size(); ++at) {
    auto ticket = std::make_unique<Ticket>(Ticket{answers, at});
    const int code = zoo_aget(link_->handle, paths[at].c_str(), 0, &take_value, ticket.get());
    if (code != ZOK) return refusal_of(code);
    static_cast<void>(ticket.release());
  }
  auto why = wait_for(*answers, deadline);
  traffic_.round_trips += 1;
  traffic_.milliseconds += milliseconds_since(begin);
  traffic_.bytes_received += static_cast<std::int64_t>(answers->bytes);
  if (why) return *why;
  return std::move(answers->values);
}

std::string ZooSession::server() const {
  if (link_->handle == nullptr) return {};
  const char* address = zoo_get_current_server(link_->handle);
  return address == nullptr ? std::string() : std::string(address);
}

}  // namespace patrol
