// Splits a YAML text into tokens, with PyYAML's rules for keys and indentation. Tokens come on
// demand; the scanner looks ahead only as far as a key may reach (1,024 characters of one line).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "linter/doc/yaml_scan.h"
#include "linter/doc/yaml_token.h"

namespace patrol {

struct YamlScanOptions {
  bool is_ascii = false;
  bool has_templates = false;
};

class YamlScanner {
 public:
  /// `tree` takes the texts that are not slices of `text`.
  YamlScanner(YamlTree& tree, std::string_view text, YamlScanOptions options);

  /// The next token, `stream_end` for ever at the end. Valid until the next call of `peek`.
  [[nodiscard]] YamlToken& peek();
  void take();
  [[nodiscard]] const std::optional<YamlFault>& fault() const { return scan_.fault; }

 private:
  // A token that becomes a key if a colon follows in time. At most one per bracket level.
  struct Candidate {
    bool is_set = false;
    bool is_required = false;  // stands where a block mapping needs a key
    std::uint32_t token = 0;   // counted from the start of the text
    std::uint32_t line = 0;
    std::uint32_t position = 0;
    std::uint32_t index = 0;
    std::uint32_t column = 0;
  };

  [[nodiscard]] bool needs_more();
  [[nodiscard]] bool is_stale(const Candidate& candidate);
  void fetch();
  [[nodiscard]] bool fetch_next();
  [[nodiscard]] bool fetch_by_letter(char letter);
  void skip_to_token();
  [[nodiscard]] bool skip_template_line();
  [[nodiscard]] bool drop_stale_key();
  [[nodiscard]] bool save_candidate();
  [[nodiscard]] bool remove_candidate();
  void unwind_indent(std::int64_t column);
  [[nodiscard]] bool add_indent(std::int64_t column);

  [[nodiscard]] bool fetch_stream_end();
  [[nodiscard]] bool fetch_document_mark(char letter);
  [[nodiscard]] bool fetch_directive();
  [[nodiscard]] bool fetch_open(YamlTokenKind kind);
  [[nodiscard]] bool fetch_close(YamlTokenKind kind);
  [[nodiscard]] bool fetch_comma();
  [[nodiscard]] bool fetch_dash();
  [[nodiscard]] bool fetch_question();
  [[nodiscard]] bool fetch_colon();
  [[nodiscard]] bool fetch_other(char letter);
  [[nodiscard]] bool fetch_block();
  using ScanFunction = bool (*)(YamlScan& scan, YamlToken& token);
  [[nodiscard]] bool fetch_inline(ScanFunction scan);
  [[nodiscard]] bool push_scanned(ScanFunction scan);
  bool fail_here(std::string message);
  bool fail_without_colon(std::uint32_t begin);
  bool fail_at_tab();
  bool fail_at_colon();
  YamlToken& push(YamlTokenKind kind, std::uint32_t bytes);

  YamlScan scan_;
  std::vector<YamlToken> queue_;
  std::size_t head_ = 0;
  std::uint32_t taken_ = 0;
  std::vector<std::int64_t> indents_;
  std::vector<Candidate> candidates_;  // one per bracket level
  std::size_t lowest_candidate_ = 0;   // no candidate is set below this level
  std::uint32_t last_end_ = 0;         // of the token that came last
  Span last_plain_;                    // the unquoted scalar that came last
  bool is_done_ = false;
  bool is_ready_ = false;
};

}  // namespace patrol
