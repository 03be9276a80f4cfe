// A socket path has a length limit, and its directory must not vanish.
#include "linter/engine/rule.h"
#include "linter/model/endpoints.h"
#include "linter/model/layers.h"
#include "rules/paths/shared_path.h"

namespace patrol::rules {
namespace {

// sizeof(sun_path) of Linux, with the final zero byte; the server adds "/.s.PGSQL.5432".
constexpr std::size_t longest_socket_path = 107;
constexpr std::string_view socket_name = "/.s.PGSQL.5432";

void check_list(const Value& directories, Report& report) {
  if (!directories.is_string()) return;
  for (const Piece& piece : list_pieces(directories)) {
    const std::string path = normal_path(piece.text);
    if (piece.text.starts_with('@')) continue;  // an abstract socket
    if (path.size() + socket_name.size() > longest_socket_path) {
      report
          .add(piece.spot, cat("socket path of ", path.size() + socket_name.size(),
                               " bytes; the system allows ", longest_socket_path))
          .note("PostgreSQL does not start: `Unix-domain socket path is too long`")
          .fix("use a shorter directory, such as /var/run/postgresql")
          .severity(Severity::error);
      continue;
    }
    if (is_absolute_path(piece.text) || path == "." || path == ".." || piece.text.empty()) continue;
    report.add(piece.spot, cat("socket directory `", shown(piece.text), "` is a relative path"))
        .note("it counts from the data directory; clients look elsewhere")
        .fix("write the absolute path");
  }
}

void check(const Snapshot& cluster, Report& report) {
  constexpr std::string_view name = "unix_socket_directories";
  for (const PatroniDocument* member : cluster.patroni)
    check_list(parameter_in(member->root().at("postgresql.parameters"), name), report);
  for (const DynamicSection& dynamic : cluster.dynamic_sections())
    check_list(parameter_in(dynamic.root.at("postgresql.parameters"), name), report);
}

}  // namespace

extern constinit const Rule socket_directory{
    .id = "PTH010",
    .name = "socket-directory",
    .severity = Severity::warning,
    .summary = "a directory of `unix_socket_directories` is relative or too long",
    .why =
        "The kernel limits the path of a socket to 107 bytes, file name included. A longer one "
        "stops PostgreSQL from starting.",
    .bad = R"(postgresql:
  parameters:
    unix_socket_directories: sockets  # finding: PTH010
)",
    .good = R"(postgresql:
  parameters:
    unix_socket_directories: /var/run/postgresql
)",
    .sources = {"postgresql 18 runtime-config-connection unix_socket_directories", "Linux unix(7)"},
    .check = check,
};

}  // namespace patrol::rules
