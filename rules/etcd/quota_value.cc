// A quota too small stops writes, one too large is not recommended.
#include "linter/engine/rule.h"
#include "rules/etcd/shared_etcd.h"

namespace patrol::rules {
namespace {

constexpr long long mebibyte = 1024LL * 1024;
// etcd's recommended maximum: server/storage/quota.go MaxQuotaBytes. Below a few pages of bbolt the
// first writes already fill the quota; 64 MiB is the size of etcd's own small test clusters.
constexpr long long largest = 8192 * mebibyte;
constexpr long long smallest = 64 * mebibyte;

void check(const Snapshot& cluster, Report& report) {
  for (const EtcdDocument* member : active_members(cluster)) {
    const EtcdValue* value = setting(*member, "quota-backend-bytes");
    const auto bytes = number(*member, "quota-backend-bytes");
    if (value == nullptr || !bytes || *bytes == 0) continue;
    if (*bytes < 0) {
      report
          .add(at(*value), cat('`', value->setting, "` is ", *bytes, ", which turns the quota off"))
          .note("the data file may grow until the disk is full")
          .fix("set 2147483648 (2 GiB), or leave it out");
    } else if (*bytes < smallest) {
      report.add(at(*value), cat('`', value->setting, "` is ", *bytes, " bytes; etcd is soon full"))
          .note("etcd then refuses every write with NOSPACE, and Patroni cannot renew its lock")
          .fix("give the size in bytes: 2147483648 is 2 GiB");
    } else if (*bytes > largest) {
      report
          .add(at(*value), cat('`', value->setting, "` is ", *bytes / mebibyte, " MiB; more than ",
                               largest / mebibyte, " is not recommended"))
          .severity(Severity::info)
          .note("restarts and new members become slow");
    }
  }
}

}  // namespace

extern constinit const Rule quota_value{
    .id = "ETC016",
    .name = "quota-value",
    .severity = Severity::warning,
    .summary = "etcd's space quota is off, tiny or very large",
    .why =
        "The quota is given in bytes. A small number is usually meant as gigabytes; when it is "
        "used up, etcd takes no more writes until it is compacted and defragmented.",
    .bad = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_QUOTA_BACKEND_BYTES=8  # finding: ETC016
)",
    .good = R"(--- etcd.env
ETCD_NAME=e1
ETCD_DATA_DIR=/var/lib/etcd/main
ETCD_QUOTA_BACKEND_BYTES=8589934592
)",
    .sources = {"etcd 3.5 docs op-guide/maintenance", "etcd 3.5.16 server/storage/quota.go",
                "tried on 3.3.25 to 3.5.30"},
    .check = check,
};

}  // namespace patrol::rules
