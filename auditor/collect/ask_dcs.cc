// What all kinds of DCS have in common.
#include "auditor/collect/ask_dcs.h"

#include <utility>

#include "linter/base/text.h"

namespace patrol {
namespace {

// Which of several reasons a reader should see: a refusal says more than a silence.
int rank(Cause cause) {
  switch (cause) {
    case Cause::denied:
      return 5;
    case Cause::missing:
      return 4;
    case Cause::malformed:
      return 3;
    case Cause::timed_out:
      return 2;
    case Cause::unreachable:
      return 1;
    case Cause::not_asked:
      return 0;
  }
  return 0;
}

}  // namespace

void DcsStore::count(const Traffic& more) {
  traffic_.round_trips += more.round_trips;
  traffic_.milliseconds += more.milliseconds;
  traffic_.bytes_received += more.bytes_received;
}

void BestRefusal::add(const std::string& server, const Unavailable& why) {
  if (best_ && rank(best_->cause) >= rank(why.cause)) return;
  best_ = Unavailable{why.cause, cat(server, ": ", why.detail), why.remedy};
}

Unavailable BestRefusal::take() && {
  return best_ ? std::move(*best_) : Unavailable{Cause::not_asked, "no server was asked", ""};
}

std::unique_ptr<DcsStore> open_dcs(const DcsTarget& target) {
  if (target.refusal || target.servers.empty()) return nullptr;
  if (target.kind == "etcd3") return open_etcd3(target);
  if (target.kind == "etcd") return open_etcd2(target);
  if (target.kind == "consul") return open_consul(target);
  if (target.kind == "zookeeper") return open_zookeeper(target);
  return nullptr;
}

}  // namespace patrol
