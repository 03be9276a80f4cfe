// pg_hba.conf as PostgreSQL 11 to 18 reads it: records with spans, and every error its parser would
// raise. One text, or the items of a `pg_hba:` list.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "linter/base/source.h"
#include "linter/doc/include_files.h"

namespace patrol {

/// A word of a field. Quoting switches keywords off, so it is kept.
struct HbaToken {
  std::string text;
  bool is_quoted = false;  // the first character of the token was a double quote
  Span at;
};

enum class HbaType { local, host, hostssl, hostnossl, hostgssenc, hostnogssenc };
[[nodiscard]] std::string_view to_string(HbaType type);

struct HbaOption {
  std::string name;
  std::string value;
  Span at;
};

/// The bytes of an IPv4 or IPv6 address or mask, in place: 4, 16, or none.
class IpBytes {
 public:
  IpBytes() = default;
  explicit IpBytes(std::size_t size) : size_(static_cast<unsigned char>(size)) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] unsigned char& operator[](std::size_t at) { return bytes_[at]; }
  [[nodiscard]] unsigned char operator[](std::size_t at) const { return bytes_[at]; }
  void fill(unsigned char byte) { std::fill_n(bytes_.begin(), size_, byte); }
  [[nodiscard]] const unsigned char* begin() const { return bytes_.data(); }
  [[nodiscard]] const unsigned char* end() const { return bytes_.data() + size_; }
  friend bool operator==(const IpBytes&, const IpBytes&) = default;

 private:
  std::array<unsigned char, 16> bytes_{};
  unsigned char size_ = 0;
};

/// The address field as parsed. `ip` is already masked.
struct HbaAddress {
  enum class Kind { none, all, samehost, samenet, ip, host_name, host_suffix };
  Kind kind = Kind::none;
  IpBytes ip;
  IpBytes mask;
  std::string name;            // host name or suffix
  bool has_host_bits = false;  // bits outside the mask were written
};

struct HbaRecord {
  HbaType type{};
  std::vector<HbaToken> databases;
  std::vector<HbaToken> users;
  HbaAddress address;
  std::string address_text;  // as pg_hba_file_rules shows it; empty for local
  std::string netmask_text;  // "" where it shows null
  std::string method;        // as pg_hba_file_rules shows it (`ident` on a local line is `peer`)
  std::vector<HbaOption> options;
  int line = 0;      // of the first physical line, from 1; in a list: index of the item + 1
  std::string file;  // path of an included file, as named; empty for the main text
  Span at;           // the whole record
  Span type_span, address_span, mask_span, method_span;
};

struct HbaError {
  int line = 0;
  std::string file;
  std::string message;  // PostgreSQL's own words, shortened to what identifies them
  Span at;
};

struct HbaFile {
  FileId source{};
  std::vector<HbaRecord> records;
  std::vector<HbaError> errors;
};

/// A line of text with where each byte comes from: one line of a file, or one list item whose text
/// may not be a slice of its source.
struct HbaLineSource {
  std::string_view text;
  Span whole;            // used for every token when `is_exact` is false
  bool is_exact = true;  // text[i] stands at whole.file, content_begin + i
  std::uint32_t content_begin = 0;
};

/// `postgres_major` 11 to 18. `files` may be empty: then @files and includes are errors as missing
/// files are for the server.
[[nodiscard]] HbaFile read_hba(FileId file, std::string_view text, int postgres_major,
                               const IncludeFiles& files = {});
[[nodiscard]] HbaFile read_hba_items(FileId file, const std::vector<HbaLineSource>& items,
                                     int postgres_major, const IncludeFiles& files = {});

}  // namespace patrol
