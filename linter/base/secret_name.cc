// Names are judged by their last words, as people form them.
#include "linter/base/secret_name.h"

#include <algorithm>
#include <array>

#include "linter/base/text.h"

namespace patrol {
namespace {

bool ends_like_secret(std::string_view plain) {
  constexpr auto endings = std::to_array<std::string_view>(
      {"password", "passwords", "passwd", "passphrase", "passphrase_command", "secret", "secrets",
       "secret_key", "secretkey", "access_key", "private_key", "privatekey", "api_key", "apikey",
       "encryption_key", "credential", "credentials", "auth_data", "authorization"});
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return plain.ends_with(ending); });
}

bool has_secret_last_word(std::string_view plain) {
  const auto last = plain.substr(plain.rfind('_') + 1);  // npos + 1 is 0: the whole name
  return last == "token" || last == "pass" || last == "pwd" || last == "pw";
}

// A misspelt key is what a linter points at, so its value must not show either: "pasword".
bool is_nearly_password(std::string_view plain) {
  constexpr auto meant = std::to_array<std::string_view>({"password", "passwd", "passphrase"});
  constexpr auto parts = std::to_array<std::string_view>({"pas", "ssw", "swo", "wrd", "wor"});
  const auto last = plain.substr(plain.rfind('_') + 1);
  const auto has = [&](std::string_view part) { return contains(last, part); };
  // Comparing with edits is dear, and nearly all names have none of these parts.
  return last.size() >= 5 && last.size() <= 12 && std::any_of(parts.begin(), parts.end(), has) &&
         nearest_name(last, meant).has_value();
}

// etcd's tokens name a cluster or a kind of token.
bool is_open_name(std::string_view plain) {
  return plain.ends_with("cluster_token") || plain == "auth_token" || plain == "etcd_auth_token";
}

}  // namespace

std::string plain_name(std::string_view name) {
  if (const auto dot = name.rfind('.'); dot != std::string_view::npos) name.remove_prefix(dot + 1);
  while (name.starts_with('-')) name.remove_prefix(1);
  std::string plain = lower(name);
  std::replace(plain.begin(), plain.end(), '-', '_');
  return plain;
}

bool is_secret_plain_name(std::string_view plain) {
  return !is_open_name(plain) &&
         (ends_like_secret(plain) || has_secret_last_word(plain) || is_nearly_password(plain));
}

bool is_pair_name(std::string_view plain) {
  return plain == "auth" || plain == "etcdctl_user" || plain == "userpwd" || plain == "userinfo";
}

bool is_secret_name(std::string_view name) {
  return is_secret_plain_name(plain_name(name));
}

bool is_placeholder(std::string_view value) {
  const auto wrapped = [&](std::string_view open, std::string_view close) {
    return value.size() > open.size() + close.size() && value.starts_with(open) &&
           value.find(close, open.size()) == value.size() - close.size();
  };
  return wrapped("${", "}") || wrapped("{{", "}}") || wrapped("$(", ")") || wrapped("%", "%") ||
         wrapped("<", ">");
}

bool is_path_of_key(std::string_view plain, std::string_view value) {
  return plain.ends_with("key") && (value.starts_with('/') || value.starts_with("./"));
}

}  // namespace patrol
