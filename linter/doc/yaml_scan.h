// The pieces of the YAML scanner: one function per kind of token. Each starts at the first byte of
// its token and stops behind the last; false means that `fault` says why not.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "linter/doc/yaml_cursor.h"
#include "linter/doc/yaml_token.h"

namespace patrol {

/// What a tolerant reader may do about a fault before it reads again.
enum class YamlRepair : std::uint8_t {
  none,
  mask,        // make the character at the place an ordinary one; its scalar is opaque then
  tabs,        // take the tabs from here on for blanks
  drop_line,   // leave out the line and what is indented under it
  drop_group,  // the same, with the following lines that are indented as deep as it is
};

/// Why a text cannot be read on.
struct YamlFault {
  Span at;
  std::string message;
  YamlRepair repair = YamlRepair::none;
  std::uint32_t place = 0;
};

/// Where the scanner stands and what the text so far allows.
struct YamlScan {
  YamlCursor at;
  YamlTree& tree;
  bool has_templates = false;
  std::uint32_t flow_level = 0;  // open brackets
  std::int64_t indent = -1;      // column of the innermost block collection
  bool may_start_key = true;
  std::optional<YamlFault> fault{};
};

[[nodiscard]] bool scan_plain(YamlScan& scan, YamlToken& token);
[[nodiscard]] bool scan_quoted(YamlScan& scan, YamlToken& token);
[[nodiscard]] bool scan_block(YamlScan& scan, YamlToken& token);
/// An anchor or an alias.
[[nodiscard]] bool scan_anchor(YamlScan& scan, YamlToken& token);
[[nodiscard]] bool scan_tag(YamlScan& scan, YamlToken& token);
[[nodiscard]] bool scan_directive(YamlScan& scan, YamlToken& token);

/// Records why the text cannot be read on; always false. The character at `begin` is at fault.
bool fail_scan(YamlScan& scan, std::uint32_t begin, std::uint32_t end, std::string message);
/// The same where another repair helps, at `begin`.
bool fail_scan(YamlScan& scan, Span at, YamlRepair repair, std::string message);

/// Builds the text of a scalar that is not a slice of the source, and remembers where its bytes
/// come from.
class YamlScalarText {
 public:
  explicit YamlScalarText(YamlTree& tree)
      : tree_(tree), first_piece_(static_cast<std::uint32_t>(tree.pieces.size())) {}
  void copy(std::string_view source, std::uint32_t begin, std::uint32_t end);
  void add(std::string_view text) { text_.append(text); }
  /// Hands the text to the tree and to the token. Text that turns out to be one slice within the
  /// token is exact.
  void finish(YamlToken& token);

 private:
  YamlTree& tree_;
  std::uint32_t first_piece_;
  std::string text_;
};

}  // namespace patrol
