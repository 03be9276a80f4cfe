// Patroni's status page. Sources: patroni 4.1.4 patroni/api.py (get_postgresql_status,
// _write_status_response), and answers of 2.0.2 to 4.1.5 (fixtures/payloads/patroni).
#include "auditor/decode/patroni_api.h"

#include "auditor/decode/dcs_keys.h"
#include "auditor/decode/json.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

// Seconds since 1970: a number in all versions that say it.
std::optional<UnixTime> time_at(const Json& object, std::string_view key) {
  const Json* value = find(object, key);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  return value->get<double>();
}

void read_patroni(const Json& status, RestStatus& out) {
  const Json* patroni = find(status, "patroni");
  if (patroni == nullptr) return;
  out.patroni_version = text_at(*patroni, "version");
  out.scope = text_at(*patroni, "scope");
  out.name = text_at(*patroni, "name");
}

int server_version_of(const Json& status) {
  const auto number = number_at(status, "server_version").value_or(0);
  return number >= 0 && number <= 1'000'000 ? static_cast<int>(number) : 0;
}

}  // namespace

Observed<RestStatus> decode_patroni_status(const HttpReply& reply) {
  const auto json = read_json(reply.body);
  if (!json || !json->is_object() || find(*json, "state") == nullptr)
    return Unavailable{Cause::malformed,
                       cat("rest: /patroni did not answer properly, HTTP status ", reply.status),
                       ""};
  RestStatus out{.http_status = reply.status, .state = text_at(*json, "state")};
  out.role = observed_role(text_at(*json, "role"));
  read_patroni(*json, out);
  out.server_version = server_version_of(*json);
  out.timeline = number_at(*json, "timeline").value_or(0);
  out.replication_state = text_at(*json, "replication_state");
  out.is_pending_restart = flag_at(*json, "pending_restart");
  out.is_paused = flag_at(*json, "pause");
  out.is_failsafe_active = flag_at(*json, "failsafe_mode_is_active");
  out.is_cluster_unlocked = flag_at(*json, "cluster_unlocked");
  out.dcs_last_seen = time_at(*json, "dcs_last_seen");
  out.system_identifier = text_at(*json, "database_system_identifier");
  out.tags = named_values(*json, "tags");
  return out;
}

MaskedText decode_patroni_config(const HttpReply& reply, SecretNumbers& numbers) {
  const auto json = read_json(reply.body);
  if (reply.status != 200 || !json) return {};
  return {reply.body, numbers};
}

}  // namespace patrol
