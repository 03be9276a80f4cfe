// libcurl's multi interface: many requests in one thread, each bounded in time and bytes.
#include "auditor/transport/http.h"

#include <algorithm>
#include <array>
#include <deque>
#include <utility>

#include <curl/curl.h>

#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr std::size_t largest_headers = std::size_t{256} * 1024;

// libcurl wants to be started once in a process, before any thread uses it.
bool is_started() {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return started;
}

struct EasyDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct MultiDeleter {
  void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// One request under way.
struct Transfer {
  std::size_t index = 0;
  std::size_t header_bytes = 0;
  int round_trips_before = 0;  // of the requests whose place it took
  HttpReply reply;
  std::array<char, CURL_ERROR_SIZE> error{};
  std::unique_ptr<CURL, EasyDeleter> easy;
};

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* to) {
  auto& transfer = *static_cast<Transfer*>(to);
  if (transfer.reply.body.size() + count > largest_reply) return 0;
  transfer.reply.body.append(bytes, count);
  return count;
}

std::size_t take_header(char*, std::size_t, std::size_t count, void* to) {
  auto& transfer = *static_cast<Transfer*>(to);
  transfer.header_bytes += count;
  return transfer.header_bytes > largest_headers ? 0 : count;
}

template <typename T>
void set(CURL* easy, CURLoption option, T value) {
  curl_easy_setopt(easy, option, value);  // only fails for options that the library lacks
}

void set_text(CURL* easy, CURLoption option, const std::string& text) {
  if (!text.empty()) set(easy, option, text.c_str());
}

void set_bounds(CURL* easy, const Deadline& deadline) {
  set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  set(easy, CURLOPT_PROXY, "");
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_QUICK_EXIT, 1L);  // do not wait for a name service that hangs
  set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(easy, CURLOPT_TIMEOUT_MS, std::max(1L, static_cast<long>(deadline.left().count())));
  set(easy, CURLOPT_USERAGENT, "patrol");
}

void set_access(CURL* easy, const HttpAccess& access) {
  set_text(easy, CURLOPT_CAINFO, access.tls.ca_file);
  set_text(easy, CURLOPT_SSLCERT, access.tls.cert_file);
  set_text(easy, CURLOPT_SSLKEY, access.tls.key_file);
  set_text(easy, CURLOPT_KEYPASSWD, reveal_to_library(access.tls.key_password));
  set(easy, CURLOPT_SSL_VERIFYPEER, access.tls.is_verified ? 1L : 0L);
  set(easy, CURLOPT_SSL_VERIFYHOST, access.tls.is_verified ? 2L : 0L);
  if (access.user.empty()) return;
  set(easy, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
  set(easy, CURLOPT_USERNAME, access.user.c_str());
  set_text(easy, CURLOPT_PASSWORD, reveal_to_library(access.password));
}

Cause cause_of(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return Cause::timed_out;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return Cause::denied;
    case CURLE_WRITE_ERROR:  // our own bound
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_HTTP2:
    case CURLE_BAD_CONTENT_ENCODING:
      return Cause::malformed;
    default:
      return Cause::unreachable;
  }
}

std::string remedy_of(CURLcode code) {
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
      return "name the authority that signed the server's certificate (cacert)";
    case CURLE_SSL_CERTPROBLEM:
      return "name a readable certificate and its key (cert, key)";
    case CURLE_SSL_CACERT_BADFILE:
      return "name a readable file of authorities (cacert)";
    default:
      return "";
  }
}

Unavailable failure_of(CURLcode code, const Transfer& transfer) {
  if (code == CURLE_WRITE_ERROR) return {Cause::malformed, "the answer is longer than 4 MiB", ""};
  const std::string_view said = transfer.error.data();
  return {cause_of(code), said.empty() ? curl_easy_strerror(code) : std::string(said),
          remedy_of(code)};
}

// A connection is one, TLS 1.3 another, question and answer a third.
int round_trips_of(CURL* easy) {
  long connects = 0;
  curl_off_t tls = 0;
  curl_off_t sent = 0;
  curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &connects);
  curl_easy_getinfo(easy, CURLINFO_APPCONNECT_TIME_T, &tls);
  curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &sent);
  return (connects > 0 ? 1 : 0) + (connects > 0 && tls > 0 ? 1 : 0) + (sent > 0 ? 1 : 0);
}

double milliseconds_since(Deadline::Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Deadline::Clock::now() - begin).count();
}

}  // namespace

HttpRequest HttpRequest::post(const std::string& server, EtcdGateway gateway,
                              const EtcdPost& post) {
  HttpRequest request(Method::post, cat(server, to_string(gateway), to_string(post.call())));
  request.body_ = post.body();
  return request;
}

struct HttpClient::Parts {
  HttpAccess access;
  std::unique_ptr<CURLM, MultiDeleter> multi;
  std::unique_ptr<curl_slist, ListDeleter> headers;
};

/// One call of ask(): what waits, what is under way, what is done.
class HttpExchange {
 public:
  HttpExchange(CURLM* multi, const HttpAccess& access, curl_slist* headers,
               std::span<const HttpRequest> requests, const Deadline& deadline)
      : multi_(multi),
        access_(access),
        headers_(headers),
        requests_(requests),
        deadline_(deadline) {
    out_.answers.resize(requests.size());
  }
  HttpExchange(const HttpExchange&) = delete;
  HttpExchange& operator=(const HttpExchange&) = delete;
  HttpExchange(HttpExchange&&) = delete;
  HttpExchange& operator=(HttpExchange&&) = delete;
  ~HttpExchange() {
    for (const Transfer& transfer : under_way_)
      if (transfer.easy) curl_multi_remove_handle(multi_, transfer.easy.get());
  }

  HttpAnswers run(const HttpPlan& plan) {
    const auto begin = Deadline::Clock::now();
    while (next_ < requests_.size() && running_ < std::max<std::size_t>(plan.most_at_once, 1))
      start(0);
    while (running_ > 0 && !deadline_.is_over() && !is_enough_) {
      int active = 0;
      curl_multi_perform(multi_, &active);
      if (take_finished(plan) > 0) continue;
      const auto wait = std::min<long long>(deadline_.left().count(), 1000);
      curl_multi_poll(multi_, nullptr, 0, static_cast<int>(wait), nullptr);
    }
    give_up_rest();
    out_.traffic.milliseconds = milliseconds_since(begin);
    return std::move(out_);
  }

 private:
  void start(int round_trips_before) {
    Transfer& transfer = under_way_.emplace_back();
    transfer.index = next_++;
    transfer.round_trips_before = round_trips_before;
    transfer.easy.reset(curl_easy_init());
    if (!transfer.easy) return;
    prepare(transfer, requests_[transfer.index]);
    if (curl_multi_add_handle(multi_, transfer.easy.get()) == CURLM_OK) ++running_;
  }

  void prepare(Transfer& transfer, const HttpRequest& request) {
    CURL* easy = transfer.easy.get();
    set_bounds(easy, deadline_);
    set_access(easy, access_);
    set(easy, CURLOPT_URL, request.url_.c_str());
    set(easy, CURLOPT_PRIVATE, static_cast<void*>(&transfer));
    set(easy, CURLOPT_ERRORBUFFER, transfer.error.data());
    set(easy, CURLOPT_WRITEFUNCTION, &take_body);
    set(easy, CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
    set(easy, CURLOPT_HEADERFUNCTION, &take_header);
    set(easy, CURLOPT_HEADERDATA, static_cast<void*>(&transfer));
    if (headers_ != nullptr) set(easy, CURLOPT_HTTPHEADER, headers_);
    if (request.method_ == HttpRequest::Method::options)
      set(easy, CURLOPT_CUSTOMREQUEST, "OPTIONS");
    if (request.method_ != HttpRequest::Method::post) return;
    set(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(reveal_to_library(request.body_).size()));
    set(easy, CURLOPT_POSTFIELDS, reveal_to_library(request.body_).c_str());
  }

  // Counts what ended, and starts what waited in its place.
  std::size_t take_finished(const HttpPlan& plan) {
    std::size_t finished = 0;
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      void* found = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &found);
      if (found == nullptr) continue;
      finish(*static_cast<Transfer*>(found), message->data.result, plan);
      ++finished;
    }
    return finished;
  }

  void finish(Transfer& transfer, CURLcode code, const HttpPlan& plan) {
    CURL* easy = transfer.easy.get();
    HttpAnswer& answer = out_.answers[transfer.index];
    long status = 0;
    curl_off_t time = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(easy, CURLINFO_TOTAL_TIME_T, &time);
    answer.traffic.round_trips = round_trips_of(easy);
    answer.traffic.milliseconds = static_cast<double>(time) / 1000;
    answer.traffic.bytes_received =
        static_cast<std::int64_t>(transfer.reply.body.size() + transfer.header_bytes);
    transfer.reply.status = static_cast<int>(status);
    if (code == CURLE_OK)
      answer.reply = std::move(transfer.reply);
    else
      answer.reply = failure_of(code, transfer);
    close(transfer, answer.traffic, plan);
  }

  void close(Transfer& transfer, const Traffic& traffic, const HttpPlan& plan) {
    const int chain = transfer.round_trips_before + traffic.round_trips;
    out_.traffic.round_trips = std::max(out_.traffic.round_trips, chain);
    out_.traffic.bytes_received += traffic.bytes_received;
    curl_multi_remove_handle(multi_, transfer.easy.get());
    transfer.easy.reset();
    --running_;
    if (plan.is_enough && plan.is_enough(transfer.index, out_.answers[transfer.index]))
      is_enough_ = true;
    if (!is_enough_ && next_ < requests_.size()) start(chain);
  }

  void give_up_rest() {
    const Unavailable late{Cause::timed_out, "no answer within the deadline", ""};
    const Unavailable unwanted{Cause::not_asked, "another server answered first", ""};
    for (const Transfer& transfer : under_way_)
      if (transfer.easy) {
        const int chain = transfer.round_trips_before + round_trips_of(transfer.easy.get());
        if (!is_enough_) out_.traffic.round_trips = std::max(out_.traffic.round_trips, chain);
        out_.answers[transfer.index].reply = is_enough_ ? unwanted : late;
      }
    for (; next_ < requests_.size(); ++next_)
      out_.answers[next_].reply = is_enough_ ? unwanted : late;
  }

  CURLM* multi_;
  const HttpAccess& access_;
  curl_slist* headers_;
  std::span<const HttpRequest> requests_;
  Deadline deadline_;
  std::deque<Transfer> under_way_;  // references stay valid while it grows
  std::size_t next_ = 0;
  std::size_t running_ = 0;
  bool is_enough_ = false;
  HttpAnswers out_;
};

HttpClient::HttpClient(HttpAccess access) : parts_(std::make_unique<Parts>()) {
  parts_->access = std::move(access);
  if (is_started()) parts_->multi.reset(curl_multi_init());
  set_token(parts_->access.token);
}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

void HttpClient::set_token(Credential token) {
  parts_->access.token = std::move(token);
  const HttpAccess& access = parts_->access;
  parts_->headers.reset();
  if (access.token.is_empty() || access.token_header.empty()) return;
  const std::string line = cat(access.token_header, ": ", reveal_to_library(access.token));
  if (contains(line, "\r") || contains(line, "\n")) return;
  parts_->headers.reset(curl_slist_append(nullptr, line.c_str()));
}

HttpAnswers HttpClient::ask(std::span<const HttpRequest> requests, const Deadline& deadline,
                            const HttpPlan& plan) {
  if (!parts_->multi) {
    HttpAnswers out;
    out.answers.resize(requests.size());
    for (HttpAnswer& answer : out.answers)
      answer.reply = Unavailable{Cause::unreachable, "libcurl could not be started", ""};
    return out;
  }
  return HttpExchange(parts_->multi.get(), parts_->access, parts_->headers.get(), requests,
                      deadline)
      .run(plan);
}

}  // namespace patrol
