// Reads files and folders. Every path that cannot be read becomes a Failure, never silence.
#include "cli/files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <set>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "linter/base/text.h"

namespace patrol::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_in_folder = 1024UL * 1024;
constexpr int most_included = 200;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

Failure system_failure(const std::string& path) {
  const int error = errno;
  const FailureKind kind = error == ENOENT   ? FailureKind::not_found
                           : error == EACCES ? FailureKind::denied
                                             : FailureKind::malformed;
  return {kind, path, std::strerror(error)};
}

Result<std::string> read_all(const Descriptor& file, const std::string& path, std::size_t size) {
  std::string text;
  text.reserve(size + 1);
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t count = ::read(file.number(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return tl::unexpected(system_failure(path));
    if (count == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
    if (text.size() > largest_file)
      return tl::unexpected(
          Failure{FailureKind::too_large, path, "grew above 16 MiB while it was read"});
  }
}

// Names that no configuration has, so that a folder with a whole project is read fast.
bool is_candidate(const fs::path& path) {
  constexpr auto other = std::to_array<std::string_view>(
      {".md",   ".rst", ".txt", ".py", ".sh",  ".sql", ".png",  ".jpg", ".svg",
       ".pem",  ".crt", ".key", ".gz", ".zip", ".log", ".html", ".js",  ".css",
       ".lock", ".tf",  ".go",  ".c",  ".cc",  ".h",   ".o",    ".a",   ".so"});
  const std::string extension = lower(path.extension().string());
  return std::find(other.begin(), other.end(), extension) == other.end();
}

bool is_binary(std::string_view text) {
  return contains(text.substr(0, 8192), std::string_view("\0", 1));
}

bool is_excluded(const std::string& path, const std::vector<std::string>& excluded) {
  return std::any_of(excluded.begin(), excluded.end(), [&](const std::string& pattern) {
    if (pattern.starts_with('*')) return path.ends_with(std::string_view(pattern).substr(1));
    return path == pattern || path.starts_with(pattern + "/") ||
           contains(path, cat("/", pattern, "/"));
  });
}

/// Walks arguments; holds what has been seen so far.
class Walk {
 public:
  explicit Walk(const std::vector<std::string>& excluded) : excluded_(excluded) {}

  void add_argument(const std::string& path) {
    std::error_code error;
    if (fs::is_directory(path, error)) return add_folder(path);
    add_file(path, true);
  }

  FoundFiles take() { return std::move(found_); }

 private:
  void add_folder(const fs::path& folder) {
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    if (!error && !seen_.insert(real.string()).second) return;
    std::vector<fs::path> entries;
    for (auto entry = fs::directory_iterator(folder, error);
         !error && entry != fs::directory_iterator(); entry.increment(error))
      entries.push_back(entry->path());
    if (error) {
      found_.failures.push_back({FailureKind::denied, folder.string(), error.message()});
      return;
    }
    std::sort(entries.begin(), entries.end());
    for (const fs::path& entry : entries) add_entry(entry);
  }

  void add_entry(const fs::path& entry) {
    std::error_code error;
    if (entry.filename().string().starts_with('.') || is_excluded(entry.string(), excluded_))
      return;
    if (fs::is_directory(entry, error)) return add_folder(entry);
    if (!fs::is_regular_file(entry, error) || !is_candidate(entry)) return;
    if (fs::file_size(entry, error) > largest_in_folder || error) return;
    add_file(entry.lexically_normal().string(), false);
  }

  void add_file(const std::string& path, bool is_named) {
    auto text = read_file(path);
    if (!text) {
      found_.failures.push_back(text.error());
      return;
    }
    if (!is_named && is_binary(*text)) return;
    total_ += text->size();
    if (total_ > largest_run) {
      found_.failures.push_back(
          {FailureKind::too_large, path, "the files of this run exceed 2 GiB together"});
      return;
    }
    found_.files.push_back({path, std::move(*text), is_named});
  }

  const std::vector<std::string>& excluded_;
  std::set<std::string> seen_;
  std::size_t total_ = 0;
  FoundFiles found_;
};

fs::path beside(std::string_view name, std::string_view from) {
  const fs::path named(name);
  return named.is_absolute() ? named : fs::path(from).parent_path() / named;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t largest) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.number() < 0) return tl::unexpected(system_failure(path));
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) return tl::unexpected(system_failure(path));
  if (!S_ISREG(status.st_mode))
    return tl::unexpected(Failure{FailureKind::not_regular, path, "not a regular file"});
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > largest)
    return tl::unexpected(Failure{FailureKind::too_large, path,
                                  cat("has ", size / (1024UL * 1024), " MiB; at most ",
                                      largest / (1024UL * 1024), " MiB are read")});
  return read_all(file, path, size);
}

FoundFiles find_files(const std::vector<std::string>& paths,
                      const std::vector<std::string>& excluded) {
  Walk walk(excluded);
  for (const std::string& path : paths) walk.add_argument(path);
  return walk.take();
}

IncludeFiles disk_includes(Collection& out) {
  auto count = std::make_shared<int>(0);
  IncludeFiles files;
  files.open = [&out, count](std::string_view name,
                             std::string_view from) -> std::optional<IncludedFile> {
    if (++*count > most_included) return std::nullopt;
    const std::string path = beside(name, from).string();
    auto text = read_file(path);
    if (!text) return std::nullopt;
    const FileId file = out.sources.add(path, std::move(*text));
    return IncludedFile{path, file, out.sources.text(file)};
  };
  files.list = [](std::string_view name,
                  std::string_view from) -> std::optional<std::vector<std::string>> {
    std::error_code error;
    std::vector<std::string> names;
    for (auto entry = fs::directory_iterator(beside(name, from), error);
         !error && entry != fs::directory_iterator(); entry.increment(error))
      if (!entry->is_directory(error)) names.push_back(entry->path().filename().string());
    if (error) return std::nullopt;
    return names;
  };
  return files;
}

Result<void> write_file(const std::string& path, std::string_view text, FileMode mode) {
  const std::string draft = cat(path, ".patrol-new");
  {
    const Descriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (file.number() < 0) return tl::unexpected(system_failure(draft));
    struct stat status {};
    const bool is_kept = mode == FileMode::kept && ::stat(path.c_str(), &status) == 0;
    if (::fchmod(file.number(), is_kept ? status.st_mode & 07777U : 0600) != 0)
      return tl::unexpected(system_failure(draft));
    while (!text.empty()) {
      const ssize_t count = ::write(file.number(), text.data(), text.size());
      if (count < 0) return tl::unexpected(system_failure(draft));
      text.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  if (::rename(draft.c_str(), path.c_str()) != 0) return tl::unexpected(system_failure(path));
  return {};
}

}  // namespace patrol::cli
