// The only place that touches the disk for input: paths to texts, bounded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linter/base/result.h"
#include "linter/model/collection.h"

namespace patrol::cli {

/// No single file above this is read; a configuration is never that large.
inline constexpr std::size_t largest_file = 16UL * 1024 * 1024;
/// All files of one run together.
inline constexpr std::size_t largest_run = 2048UL * 1024 * 1024;

/// A snapshot of thousands of members is larger than any configuration.
inline constexpr std::size_t largest_snapshot = 1024UL * 1024 * 1024;

/// The whole text of a regular file, or why not.
[[nodiscard]] Result<std::string> read_file(const std::string& path,
                                            std::size_t largest = largest_file);

struct FoundFiles {
  std::vector<InputFile> files;  // in the order of the arguments, folders in byte order of paths
  std::vector<Failure> failures;
};

/// Files as named; folders recursively. In folders hidden entries, files above 1 MiB, binary files
/// and names that no configuration has are passed over; a folder reached twice (a loop of links) is
/// read once. `excluded` are path prefixes or `*.ext` endings to be left out.
[[nodiscard]] FoundFiles find_files(const std::vector<std::string>& paths,
                                    const std::vector<std::string>& excluded);

/// How readers reach files that a document includes: relative to the including file, added to
/// `out.sources`, never a device or a pipe, at most 200 files in one run.
[[nodiscard]] IncludeFiles disk_includes(Collection& out);

/// `kept`: as the file has it; `own`: nobody but the owner may read it.
enum class FileMode { kept, own };

/// Replaces the file's content; the old one stays if that fails.
[[nodiscard]] Result<void> write_file(const std::string& path, std::string_view text,
                                      FileMode mode = FileMode::kept);

}  // namespace patrol::cli
