// From a text to what pg_settings shows for it.
#include "linter/analysis/effective_value.h"

#include <algorithm>
#include <array>

#include "linter/base/text.h"
#include "linter/facts/lookup.h"
#include "linter/facts/time_zones.h"
#include "linter/model/parameter.h"

namespace patrol {
namespace {

// pg_settings shows file modes in octal.
bool is_file_mode(std::string_view name) {
  return name == "unix_socket_permissions" || name == "log_file_mode" ||
         name == "data_directory_mode";
}

std::string octal(long long value) {
  std::string digits;
  for (; value > 0; value /= 8) digits.insert(digits.begin(), static_cast<char>('0' + value % 8));
  while (digits.size() < 4) digits.insert(digits.begin(), '0');
  return digits;
}

EffectiveSetting* find(std::vector<EffectiveSetting>& settings, std::string_view name) {
  const auto found = std::lower_bound(settings.begin(), settings.end(), name,
                                      [](const EffectiveSetting& setting, std::string_view wanted) {
                                        return facts::is_less_ignoring_case(setting.name, wanted);
                                      });
  return found == settings.end() || found->name != name ? nullptr : &*found;
}

}  // namespace

ServerValue server_value(const facts::Guc& guc, int postgres, std::string_view text) {
  const auto verdict = judge_parameter(guc, postgres, text);
  if (!verdict) {
    const bool is_reported = verdict.error().fault == ParameterFault::read_only;
    return {std::string(text), verdict.error().message, is_reported};
  }
  if (is_file_mode(guc.name) && verdict->number)
    return {octal(static_cast<long long>(*verdict->number)), {}, true};
  if (guc.name == "TimeZone" || guc.name == "log_timezone")
    return {std::string(facts::time_zone_called(text)), {}, true};
  return {verdict->canonical, {}, true};
}

// A share of shared_buffers, within bounds, where the setting leaves it to the server.
// Source: PostgreSQL 15 xlog.c XLOGChooseNumBuffers; 17 clog.c, commit_ts.c, subtrans.c.
void compute_at_start(std::vector<EffectiveSetting>& settings, int postgres) {
  struct Share {
    std::string_view name;
    std::string_view automatic;
    long long part = 0, least = 0, most = 0, multiple = 1;
    int from = 0;
  };
  static constexpr auto shares =
      std::to_array<Share>({{"wal_buffers", "-1", 32, 8, 2048, 1, 0},
                            {"commit_timestamp_buffers", "0", 512, 16, 1024, 16, 17},
                            {"subtransaction_buffers", "0", 512, 16, 1024, 16, 17},
                            {"transaction_buffers", "0", 512, 16, 1024, 16, 17}});
  const EffectiveSetting* buffers = find(settings, "shared_buffers");
  const auto pages = buffers == nullptr ? std::nullopt : to_integer(buffers->value);
  if (!pages) return;
  for (const Share& share : shares) {
    EffectiveSetting* setting = find(settings, share.name);
    if (setting == nullptr || postgres < share.from || setting->value != share.automatic) continue;
    const long long count = *pages / share.part / share.multiple * share.multiple;
    setting->value = cat(std::clamp(count, share.least, share.most));
    setting->layer = ValueLayer::computed;
    setting->remarks.push_back(
        cat("the server computes it from shared_buffers ", *pages, " pages when it starts"));
  }
}

}  // namespace patrol
