// Records of the remote script -> facts about the host, and its files.
#include "auditor/decode/host_files.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <utility>

#include "auditor/decode/certificates.h"
#include "auditor/decode/records.h"
#include "linter/base/text.h"
#include "linter/doc/env.h"

namespace patrol {
namespace {

// Environment files hold what other programs read as well, tokens among it. Only what Patroni, etcd
// and libpq read is kept.
bool is_own_variable(std::string_view name) {
  return name.starts_with("PATRONI_") || name.starts_with("ETCD_") || name.starts_with("PG");
}

std::string without_foreign_values(std::string_view text, SecretNumbers& numbers) {
  std::string out;
  std::size_t done = 0;
  for (const EnvVariable& variable : read_env(FileId{}, text).variables) {
    const Span value = variable.value_span;
    if (is_own_variable(variable.name) || value.begin < done || value.end <= value.begin) continue;
    out += text.substr(done, value.begin - done);
    out += numbers.stand_in(text.substr(value.begin, value.end - value.begin));
    done = value.end;
  }
  out += text.substr(done);
  return out;
}

bool is_environment(FileKind kind) {
  return kind == FileKind::patroni_env || kind == FileKind::etcd_env;
}

std::optional<double> to_number(std::string_view text) {
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (const std::string_view line : split(text, '\n'))
    for (const std::string_view word : split(line, ' '))
      if (!word.empty()) out.push_back(word);
  return out;
}

// "640 2048 1700000000 root postgres"
struct Status {
  int mode = 0;
  std::int64_t size = 0;
  std::optional<UnixTime> modified;
  std::string owner, group;
};

Status status_of(std::string_view text) {
  Status out;
  const auto words = words_of(text);
  if (words.size() != 5) return out;
  int mode = 0;
  const auto read = std::from_chars(words[0].data(), words[0].data() + words[0].size(), mode, 8);
  constexpr int all_bits = 07777;
  if (read.ec == std::errc() && mode >= 0 && mode <= all_bits) out.mode = mode;
  out.size = std::max<std::int64_t>(to_integer(words[1]).value_or(0), 0);
  out.modified = to_number(words[2]);
  out.owner = words[3];
  out.group = words[4];
  return out;
}

Unavailable file_refusal(std::string_view reason, std::string_view path) {
  if (reason == "denied")
    return {Cause::denied, cat("permission denied: ", path),
            "let --ssh-user be one that may read it, or use --sudo"};
  if (reason == "missing") return {Cause::missing, cat("no such file: ", path), {}};
  if (reason == "large") return {Cause::malformed, cat("larger than 1 MB: ", path), {}};
  return {Cause::malformed, cat("not a regular file: ", path), {}};
}

bool is_plain_letter(char letter) {
  constexpr std::string_view others = "_./:,@%+-=[]{}";
  return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= 'a' && letter <= 'z') || others.find(letter) != std::string_view::npos;
}

// A value as an environment file has it: in quotes where it needs them.
std::string quoted_value(std::string_view value) {
  if (std::all_of(value.begin(), value.end(), is_plain_letter)) return std::string(value);
  constexpr std::string_view escaped = "\"\\`$";
  std::string out = "\"";
  for (const char letter : value) {
    if (escaped.find(letter) != std::string_view::npos) out += '\\';
    out += letter;
  }
  return out + '"';
}

// Patroni's own variables of its process, as an environment file would give them.
std::string environment_text(std::string_view lines) {
  std::string out;
  for (const std::string_view line : split(lines, '\n')) {
    const auto equals = line.find('=');
    if (equals == std::string_view::npos || line.find('\x01') != std::string_view::npos) continue;
    out += cat(line.substr(0, equals + 1), quoted_value(line.substr(equals + 1)), '\n');
  }
  return out;
}

// Words on lines of their own, as one line; a newline inside a word came as \x01.
std::string command_line(std::string_view words) {
  std::string out(trim(words));
  std::replace(out.begin(), out.end(), '\n', ' ');
  std::replace(out.begin(), out.end(), '\x01', ' ');
  return out;
}

/// Reads record after record; a file's or directory's own ones follow the one that names it.
class HostReader {
 public:
  HostReader(const SshOutput& output, SecretNumbers& numbers)
      : output_(output), numbers_(numbers) {}

  void take(const HostRecord& record) {
    if (record.key == "server")
      server_ = record.bytes;
    else if (record.key == "file")
      begin_file(record.bytes);
    else if (record.key == "directory")
      begin_directory(record.bytes);
    else if (record.key == "environ")
      environment_ = environment_text(record.bytes);
    else if (is_in_directory_)
      take_of_directory(record);
    else if (!files_.empty() && take_of_file(record))
      return;
    else
      take_fact(record);
  }

  void finish(MemberObservation& member) {
    std::sort(facts_.commands.begin(), facts_.commands.end());
    add_environment();
    keep_own_patroni(member.name);
    if (member.server) keep_own_server(member.server->data_directory);
    member.host = std::move(facts_);
    member.files = std::move(files_);
  }

 private:
  void begin_file(std::string_view path) {
    is_in_directory_ = false;
    files_.push_back({.path = std::string(path)});
    files_.back().text = Unavailable{Cause::malformed, "neither text nor reason came", {}};
    if (!server_.empty()) server_of_file_[files_.back().path] = server_;
  }

  void begin_directory(std::string_view path) {
    is_in_directory_ = true;
    facts_.directories.push_back({.path = std::string(path)});
    if (!server_.empty()) server_of_directory_[facts_.directories.back().path] = server_;
  }

  // Whether the record is one of a file.
  bool take_of_file(const HostRecord& record) {
    ObservedFile& file = files_.back();
    if (record.key == "kind") {
      file.kind = parse_file_kind(record.bytes).value_or(FileKind::unit);
    } else if (record.key == "stat") {
      Status status = status_of(record.bytes);
      file.mode = status.mode;
      file.size = status.size;
      file.modified = status.modified;
      file.owner = std::move(status.owner);
      file.group = std::move(status.group);
    } else if (record.key == "error") {
      file.text = file_refusal(record.bytes, file.path);
    } else if (record.key == "text") {
      take_text(record.bytes, file);
    } else {
      return false;
    }
    return true;
  }

  void take_text(std::string_view text, ObservedFile& file) {
    file.text = is_environment(file.kind)
                    ? MaskedText(without_foreign_values(text, numbers_), numbers_)
                    : MaskedText(text, numbers_);
    if (file.kind != FileKind::certificate) return;
    for (ObservedCertificate& one : read_certificates(file.path, text))
      facts_.certificates.push_back(std::move(one));
  }

  void take_of_directory(const HostRecord& record) {
    ObservedDirectory& directory = facts_.directories.back();
    if (record.key == "stat") {
      Status status = status_of(record.bytes);
      directory.mode = status.mode;
      directory.owner = std::move(status.owner);
      directory.group = std::move(status.group);
    } else if (record.key == "df") {
      take_space(record.bytes, directory);
    }
  }

  // "/dev/vda ext4 1000 400 600 40% /mnt": device, type, size, used, free, share, mount point
  static void take_space(std::string_view line, ObservedDirectory& directory) {
    constexpr std::size_t type = 1, available = 4, mount = 6;
    const auto words = words_of(line);
    if (words.size() <= mount) return;
    directory.file_system = words[type];
    const auto kilobytes = to_integer(words[available]);
    constexpr long long most_kilobytes = 1LL << 52;
    if (kilobytes && *kilobytes >= 0 && *kilobytes < most_kilobytes)
      directory.free_bytes = *kilobytes * 1024;
    directory.mount_point = words[mount];
    for (std::size_t i = mount + 1; i < words.size(); ++i)
      directory.mount_point += cat(' ', words[i]);
    directory.is_mount_root = directory.mount_point == directory.path;
  }

  void take_fact(const HostRecord& record) {
    const std::string_view value = trim(record.bytes);
    if (record.key == "clock")
      take_clock(value);
    else if (record.key == "user")
      facts_.user = value;
    else if (record.key == "hostname")
      facts_.hostname = value;
    else if (record.key == "memory")
      take_memory(value);
    else if (record.key == "addresses")
      for (const std::string_view address : words_of(value)) facts_.addresses.emplace_back(address);
    else if (record.key == "command")
      facts_.commands.push_back(MaskedText(command_line(record.bytes), numbers_).text());
  }

  // The host looked at its clock between our sending and its first answer.
  void take_clock(std::string_view value) {
    const auto there = to_number(value);
    if (!there || output_.answered_at < output_.sent_at || output_.sent_at == 0) return;
    const double resolution = contains(value, ".") ? 0 : 1;
    facts_.clock_offset = *there - (output_.sent_at + output_.answered_at) / 2;
    facts_.clock_error = (output_.answered_at - output_.sent_at) / 2 + resolution;
  }

  void take_memory(std::string_view value) {
    constexpr long long most_kilobytes = 1LL << 50;
    const auto kilobytes = to_integer(value);
    if (kilobytes && *kilobytes > 0 && *kilobytes < most_kilobytes)
      facts_.memory_bytes = *kilobytes * 1024;
  }

  // Only where no file gives the variables: the same ones twice would look like two sources.
  void add_environment() {
    const bool has_file = std::any_of(files_.begin(), files_.end(), [](const ObservedFile& file) {
      return file.kind == FileKind::patroni_env && file.text;
    });
    if (has_file || environment_.empty()) return;
    ObservedFile file{.path = "/proc/patroni/environ", .kind = FileKind::patroni_env};
    file.size = static_cast<std::int64_t>(environment_.size());
    file.text = MaskedText(without_foreign_values(environment_, numbers_), numbers_);
    files_.push_back(std::move(file));
  }

  // `name:` at the top level of a patroni.yml; empty where it stands elsewhere.
  static std::string_view name_in(const ObservedFile& file) {
    if (file.kind != FileKind::patroni || !file.text) return {};
    for (std::string_view line : split(file.text->text(), '\n')) {
      if (!line.starts_with("name:")) continue;
      line = line.substr(5);
      line = trim(line.substr(0, line.find(" #")));
      const bool is_quoted = line.size() > 1 && (line[0] == '"' || line[0] == '\'');
      return is_quoted ? line.substr(1, line.size() - 2) : line;
    }
    return {};
  }

  // Several members on one machine: the other ones' patroni.yml is not this member's.
  void keep_own_patroni(std::string_view member) {
    const bool has_own = std::any_of(files_.begin(), files_.end(), [&](const ObservedFile& file) {
      return !member.empty() && name_in(file) == member;
    });
    if (!has_own) return;
    std::erase_if(files_, [&](const ObservedFile& file) {
      const std::string_view name = name_in(file);
      return !name.empty() && name != member;
    });
  }

  // Several servers on one machine: only the files of the one that answered us are this member's.
  void keep_own_server(const std::string& data_directory) {
    if (!server_of_directory_.contains(data_directory)) return;
    const auto is_foreign = [&](const ServerByPath& servers, const std::string& path) {
      const auto found = servers.find(path);
      return found != servers.end() && found->second != data_directory;
    };
    std::erase_if(files_,
                  [&](const ObservedFile& file) { return is_foreign(server_of_file_, file.path); });
    std::erase_if(facts_.directories, [&](const ObservedDirectory& directory) {
      return is_foreign(server_of_directory_, directory.path);
    });
  }

  using ServerByPath = std::map<std::string, std::string, std::less<>>;

  const SshOutput& output_;
  SecretNumbers& numbers_;
  HostFacts facts_;
  std::vector<ObservedFile> files_;
  std::string environment_;
  std::string server_;  // the data directory whose files come now
  ServerByPath server_of_file_, server_of_directory_;
  bool is_in_directory_ = false;
};

}  // namespace

void decode_host(const Observed<SshOutput>& output, SecretNumbers& numbers,
                 MemberObservation& member) {
  if (!output) {
    member.host = output.error();
    member.files = output.error();
    return;
  }
  const auto records = read_records(output->text);
  if (!records) {
    const Unavailable why{
        Cause::malformed, "ssh: the output of the script is broken or cut off", {}};
    member.host = why;
    member.files = why;
    return;
  }
  HostReader reader(*output, numbers);
  for (const HostRecord& record : *records) reader.take(record);
  reader.finish(member);
}

}  // namespace patrol
