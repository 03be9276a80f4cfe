// Addresses and masks that are accepted but mean something else than they look like.
#include <optional>

#include "linter/doc/hba_address.h"
#include "linter/engine/rule.h"
#include "rules/hba/shared_policy.h"

namespace patrol::rules {
namespace {

bool is_contiguous(const IpBytes& mask) {
  bool has_ended = false;
  for (const unsigned char byte : mask) {
    for (unsigned bit = 128; bit != 0; bit >>= 1U) {
      const bool is_set = (byte & bit) != 0;
      if (is_set && has_ended) return false;
      if (!is_set) has_ended = true;
    }
  }
  return true;
}

// The written address, before the slash and without quotes.
std::string_view written_address(const Snapshot& cluster, const HbaRecord& record) {
  std::string_view text = cluster.sources->text(record.address_span);
  if (text.starts_with('"')) text.remove_prefix(1);
  return text.substr(0, text.find_first_of("/\""));
}

// What a reader takes the text for: decimal numbers, the missing ones zero.
std::optional<IpBytes> as_it_looks(std::string_view address) {
  constexpr std::size_t quad = 4;
  constexpr long long largest = 255;
  const auto pieces = split(address, '.');
  if (pieces.size() > quad) return std::nullopt;
  IpBytes out(quad);
  for (std::size_t at = 0; at < pieces.size(); ++at) {
    const auto number = to_integer(pieces[at]);
    if (!number || *number < 0 || *number > largest) return std::nullopt;
    out[at] = static_cast<unsigned char>(*number);
  }
  return out;
}

std::optional<std::string_view> odd_number(std::string_view address) {
  constexpr std::size_t quad = 4;
  if (address.find_first_not_of("0123456789.xXabcdefABCDEF") != std::string_view::npos)
    return std::nullopt;
  const auto real = read_ip(address);
  if (!real || real->size() != quad || as_it_looks(address) == real) return std::nullopt;
  return split(address, '.').size() < quad ? "is short, and its last number fills the rest"
                                           : "has a number that is octal or hexadecimal";
}

void check_record(const Snapshot& cluster, const Policy& policy, const HbaRecord& record,
                  Report& report) {
  const HbaAddress& address = record.address;
  if (!is_contiguous(address.mask)) {
    const bool is_separate = record.mask_span.end > record.mask_span.begin;
    report
        .add(policy.spot(is_separate ? record.mask_span : record.address_span, record.line),
             cat("mask ", show_ip(address.mask), " has gaps"))
        .note(
            "the record matches unrelated addresses; a second field is a mask, not a prefix length")
        .fix("write the prefix behind a slash, as in 10.0.0.0/8");
    return;
  }
  const auto odd = odd_number(written_address(cluster, record));
  if (!odd || !record.file.empty()) return;
  report
      .add(policy.spot(record.address_span, record.line),
           cat("address `", shown(written_address(cluster, record)), "` ", *odd))
      .note(cat("PostgreSQL reads ", show_ip(address.ip), " with the mask ", show_ip(address.mask)))
      .fix("write all four numbers in decimal");
}

void check(const Snapshot& cluster, Report& report) {
  for (const Policy& policy : policies(cluster))
    for (const HbaRecord& record : policy.file->records)
      if (record.address.kind == HbaAddress::Kind::ip)
        check_record(cluster, policy, record, report);
}

}  // namespace

extern constinit const Rule hba_odd_address{
    .id = "HBA007",
    .name = "hba-odd-address",
    .severity = Severity::warning,
    .summary = "an address or mask means something else than it looks like",
    .why =
        "The C library reads 10/8 as 0.0.0.10, 010.0.0.1 as 8.0.0.1, and PostgreSQL takes any "
        "second "
        "address field for a mask. Such records are accepted and match the wrong clients.",
    .bad = R"(postgresql:
  pg_hba:
    - host all all 10/8 scram-sha-256  # finding: HBA007
)",
    .good = R"(postgresql:
  pg_hba:
    - host all all 10.0.0.0/8 scram-sha-256
)",
    .sources = {"postgresql 18 auth-pg-hba-conf.html", "inet_aton(3)"},
    .check = check,
};

}  // namespace patrol::rules
