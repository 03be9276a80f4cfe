// Empty passwords and those that everybody tries first.
#include <algorithm>
#include <array>

#include "linter/engine/rule.h"
#include "rules/security/shared_secrets.h"

namespace patrol::rules {
namespace {

// Words of samples and tutorials, and of templates that nobody filled in; lower case, letters and
// digits only.
constexpr auto placeholders = std::to_array<std::string_view>(
    {"123456",         "12345678",  "admin",          "adminadmin",
     "changeit",       "changeme",  "changethis",     "default",
     "mypassword",     "passw0rd",  "password",       "postgres",
     "qwerty",         "replaceme", "reppass",        "replicator",
     "rewindpassword", "secret",    "secretpassword", "supersecret",
     "todo",           "xxx",       "yourpassword",   "yourpasswordhere",
     "zalando"});

std::string letters_of(std::string_view text) {
  std::string out;
  for (const char letter : lower(text))
    if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) out.push_back(letter);
  return out;
}

bool is_guessable(const Credentials& credentials) {
  const std::string_view password = credentials.password.text();
  if (!credentials.username.text().empty() && password == credentials.username.text()) return true;
  if (password.starts_with('<') && password.ends_with('>')) return true;
  const std::string word = letters_of(password);
  const bool is_filler = !password.empty() && word.empty();  // "***", "..."
  return is_filler ||
         std::find(placeholders.begin(), placeholders.end(), word) != placeholders.end();
}

void check_credentials(const Credentials& credentials, Report& report) {
  const Value& password = credentials.password;
  if (!password.is_string()) return;
  if (password.text().empty()) {
    report.add(at(password), cat("the ", credentials.role, " password is empty"))
        .note(
            "PostgreSQL takes an empty password for none, and the REST API accepts it from "
            "everybody")
        .fix("set a password");
    return;
  }
  if (!is_guessable(credentials)) return;
  report
      .add(at(password),
           cat("the ", credentials.role, " password is one that everybody tries first"))
      .note("it is the user name, a word of a sample file, or a placeholder that was not filled in")
      .fix("set a password of its own");
}

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni)
    for (const Credentials& credentials : credentials_of(*member))
      check_credentials(credentials, report);
}

}  // namespace

extern constinit const Rule placeholder_password{
    .id = "SEC001",
    .name = "placeholder-password",
    .severity = Severity::warning,
    .summary = "a password is empty, a placeholder or the user name",
    .why =
        "Whoever reaches the port can log in. Sample files and templates are public, and their "
        "passwords are tried first.",
    .bad = R"(postgresql:
  authentication:
    superuser:
      username: postgres
      password: changeme  # finding: SEC001
)",
    .good = R"(postgresql:
  authentication:
    superuser:
      username: postgres
      password: vie0Ohru4Tah
)",
    .sources = {"patroni 4.1.4 docs/security.rst"},
    .check = check,
};

}  // namespace patrol::rules
