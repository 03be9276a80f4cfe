// Commands that Patroni starts itself see no shell: no pipes, no variables, no redirection.
#include "rules/methods/shared_methods.h"

namespace patrol::rules {
namespace {

struct Piece {
  std::string_view text;
  std::size_t begin = 0;
};

// A sign of the shell at the start of the text; empty when there is none.
std::string_view sign_at(std::string_view text) {
  for (const std::string_view sign : {"&&", "||", "2>", ">>", "|", ">", "<", ";", "$(", "`"})
    if (text.starts_with(sign)) return text.substr(0, sign.size());
  return {};
}

// The quote that is open behind a letter; '\0' for none.
char quote_behind(char open, char letter) {
  if (letter != '"' && letter != '\'') return open;
  if (open == '\0') return letter;
  return open == letter ? '\0' : open;
}

// The first piece that only a shell would understand, outside of quotes; empty when there is none.
Piece shell_piece(std::string_view command) {
  char open = '\0';
  for (std::size_t at = 0; at < command.size(); ++at) {
    open = quote_behind(open, command[at]);
    if (open != '\0') continue;
    const std::string_view sign = sign_at(command.substr(at));
    if (!sign.empty()) return {sign, at};
  }
  return {};
}

bool runs_shell(std::string_view command) {
  const std::string_view program = program_of(command);
  return program == "sh" || program == "bash" || program == "dash" || program == "zsh" ||
         program == "env" || program == "ssh" || program == "su" || program == "sudo";
}

void check(const Snapshot& cluster, Report& report) {
  for (const Value& command : direct_commands(cluster)) {
    if (runs_shell(command.text())) continue;
    const Piece piece = shell_piece(command.text());
    if (piece.text.empty()) continue;
    report
        .add(at_part(command, piece.begin, piece.begin + piece.text.size()),
             cat("`", shown(piece.text), "` in a command that no shell reads"))
        .note(
            "Patroni splits the line into words and starts the program itself; the sign becomes "
            "an argument")
        .fix("put the line into a script, or write `bash -c '...'`");
  }
}

}  // namespace

extern constinit const Rule shell_in_command{
    .id = "MTH007",
    .name = "shell-in-command",
    .severity = Severity::warning,
    .summary = "a command that Patroni runs without a shell uses a shell's signs",
    .why =
        "Callbacks, bootstrap and replica methods, `post_bootstrap`, `pre_promote` and "
        "`before_stop` are started directly. Pipes, `&&` and redirections arrive as arguments.",
    .bad = R"(scope: main
postgresql:
  callbacks:
    on_start: /bin/notify start >> /tmp/log  # finding: MTH007
)",
    .good = R"(scope: main
postgresql:
  callbacks:
    on_start: bash -c '/bin/notify start >> /tmp/log'
)",
    .sources = {"patroni 4.1.4 patroni/postgresql/bootstrap.py shlex.split",
                "patroni 4.1.4 patroni/postgresql/callback_executor.py"},
    .check = check,
};

}  // namespace patrol::rules
