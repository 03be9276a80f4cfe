// The texts that everything is about, and how byte offsets become lines and columns.
#pragma once

#include <compare>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace patrol {

/// Index of a file in its SourceSet.
enum class FileId : std::uint32_t {};

/// Half-open range of bytes in one file.
struct Span {
  FileId file{};
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  auto operator<=>(const Span&) const = default;
};

/// Both count from 1; a column counts characters (code points), as an editor does.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  auto operator<=>(const LineColumn&) const = default;
};

/// Owns the text of every file that was read. Views into a text stay valid while the set lives,
/// also when files are added or the set is moved.
class SourceSet {
 public:
  /// `name` is shown to people and written to reports: relative, as given. Texts above 2 GiB are a
  /// mistake of the caller (files are bounded when they are read).
  FileId add(std::string name, std::string text);

  [[nodiscard]] std::size_t size() const { return files_.size(); }
  [[nodiscard]] std::string_view name(FileId file) const;
  [[nodiscard]] std::string_view text(FileId file) const;
  [[nodiscard]] std::string_view text(Span span) const;
  [[nodiscard]] LineColumn position(FileId file, std::uint32_t offset) const;
  /// Number of the line that holds a byte; cheaper than `position` in long lines.
  [[nodiscard]] std::uint32_t line_number(FileId file, std::uint32_t offset) const;
  /// Line numbers count from 1; without the line end. Empty behind the last line.
  [[nodiscard]] std::string_view line(FileId file, std::uint32_t number) const;
  [[nodiscard]] std::uint32_t line_count(FileId file) const;
  /// Offset of the first byte of a line (counted from 1).
  [[nodiscard]] std::uint32_t line_start(FileId file, std::uint32_t number) const;

 private:
  struct File {
    std::string name;
    std::string text;
    std::vector<std::uint32_t> line_starts;
  };
  [[nodiscard]] const File& at(FileId file) const { return files_[static_cast<std::size_t>(file)]; }
  std::deque<File> files_;
};

}  // namespace patrol
