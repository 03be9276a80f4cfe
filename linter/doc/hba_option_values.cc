// Rules on option values. Several of them show up in the server's log only, not in
// pg_hba_file_rules; they refuse the file all the same.
#include "linter/doc/hba_option_values.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "linter/base/text.h"

namespace patrol {
namespace {

// With the method `cert` the certificate must name the user.
std::string clientcert_with_cert_error(std::string_view value, int major) {
  if (value == "verify-full" || (major <= 11 && value == "1")) return {};
  if (major >= 14)
    return R"(clientcert can only be set to "verify-full" when using "cert" authentication)";
  const bool is_kept = major >= 12 && (value == "verify-ca" || value == "1");
  return is_kept ? "" : R"(clientcert can not be set to this when using "cert" authentication)";
}

std::string clientcert_error(std::string_view value, const HbaValueContext& context) {
  if (context.major <= 11) {  // anything but 1 is off
    return context.method == "cert" ? clientcert_with_cert_error(value, context.major) : "";
  }
  const bool is_known = value == "verify-full" || value == "verify-ca";
  const bool is_old = context.major <= 13 && (value == "0" || value == "1" || value == "no-verify");
  if (!is_known && !is_old) return cat("invalid value for clientcert: \"", value, "\"");
  return context.method == "cert" ? clientcert_with_cert_error(value, context.major) : "";
}

// The number at the start of a text as atoi reads it; only whether it is 0 matters.
bool is_zero_number(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  while (text.starts_with('0')) text.remove_prefix(1);
  return text.empty() || text.front() < '0' || text.front() > '9';
}

// The text behind an opening quote up to the closing one; a doubled quote is one.
std::optional<std::string> take_quoted_word(std::string_view& list) {
  std::string word;
  for (std::size_t at = 1; at < list.size(); ++at) {
    const bool is_quote = list[at] == '"';
    const bool is_doubled = is_quote && list.substr(at + 1).starts_with('"');
    if (is_quote && !is_doubled) {
      list.remove_prefix(at + 1);
      return word;
    }
    word.push_back(list[at]);
    if (is_doubled) ++at;
  }
  return std::nullopt;
}

// A word of a quoted or bare comma list; nothing when the list is broken there.
std::optional<std::string> take_list_word(std::string_view& list) {
  if (list.starts_with('"')) return take_quoted_word(list);
  const std::size_t end = std::min(list.find_first_of(", \t\r\n"), list.size());
  if (end == 0) return std::nullopt;
  std::string word(list.substr(0, end));
  list.remove_prefix(end);
  return word;
}

// As the server splits lists in settings; nothing when it refuses.
std::optional<std::vector<std::string>> split_list(std::string_view list) {
  std::vector<std::string> words;
  list = trim(list);
  if (list.empty()) return words;
  while (true) {
    auto word = take_list_word(list);
    if (!word) return std::nullopt;
    words.push_back(std::move(*word));
    list = trim(list);
    if (list.empty()) return words;
    if (list.front() != ',') return std::nullopt;
    list = trim(list.substr(1));
  }
}

// Names are resolved when the file is read. Offline only a name that can never exist is known.
bool can_never_resolve(std::string_view name) {
  return name.empty() || lower(name).ends_with(".invalid");
}

std::string radius_error(HbaValueRule rule, const HbaOption& option) {
  const auto words = split_list(option.value);
  const bool is_secret = option.name == "radiussecrets";
  if (!words)
    return cat("could not parse list in ", option.name,
               is_secret ? std::string() : cat(": \"", option.value, "\""));
  for (const std::string& word : *words) {
    if (rule == HbaValueRule::radius_servers && can_never_resolve(word))
      return cat("could not translate RADIUS server name \"", word, "\" to address");
    if (rule == HbaValueRule::radius_ports && is_zero_number(word))
      return cat("invalid RADIUS port number: \"", word, "\"");
  }
  return {};
}

// The parts that matter of ldap://host:port/base?attributes?scope?filter?extensions
struct LdapUrl {
  bool has_base = false;
  bool has_attribute = false;
  bool has_filter = false;
};

bool is_ldap_host(std::string_view host) {
  std::string_view port;
  if (host.starts_with('[')) {
    const std::size_t close = host.find(']');
    if (close == std::string_view::npos) return false;
    port = host.substr(close + 1);
    if (!port.empty() && port.front() != ':') return false;
  } else {
    const std::size_t colon = host.find(':');
    if (colon != std::string_view::npos) port = host.substr(colon);
  }
  return port.empty() || to_integer(port.substr(1)).has_value();
}

bool is_ldap_scope(std::string_view scope) {
  constexpr std::array<std::string_view, 9> names{
      "", "base", "one", "onelevel", "sub", "subtree", "subord", "subordinate", "children"};
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return equal_ignoring_case(scope, name); });
}

// The part behind "ldap://", without an enclosure; nothing for other schemes.
std::optional<std::string_view> without_scheme(std::string_view url) {
  if (url.starts_with('<')) {
    if (!url.ends_with('>')) return std::nullopt;
    url = url.substr(1, url.size() - 2);
  }
  if (equal_ignoring_case(url.substr(0, 4), "URL:")) url.remove_prefix(4);
  for (const std::string_view scheme : {"ldap://", "ldaps://"})
    if (equal_ignoring_case(url.substr(0, scheme.size()), scheme)) return url.substr(scheme.size());
  return std::nullopt;
}

// Nothing when the LDAP library refuses the URL, or the server dies of it (an attribute list
// without a first attribute).
std::optional<LdapUrl> read_ldap_url(std::string_view whole) {
  const auto url = without_scheme(whole);
  if (!url) return std::nullopt;
  const std::size_t slash = url->find('/');
  if (!is_ldap_host(url->substr(0, std::min(slash, url->find('?'))))) return std::nullopt;
  if (slash == std::string_view::npos) return LdapUrl{};
  auto parts = split(url->substr(slash + 1), '?');
  const bool has_bad_extension = parts.size() > 5 || (parts.size() == 5 && parts[4].empty());
  parts.resize(5);
  const bool has_bad_attribute = parts[1].starts_with(',') || parts[1].starts_with('%');
  if (has_bad_attribute || has_bad_extension || !is_ldap_scope(parts[2])) return std::nullopt;
  return LdapUrl{true, !parts[1].empty(), !parts[3].empty()};
}

const HbaOption* last_option(const HbaRecord& record, std::string_view name) {
  const auto found = std::find_if(record.options.rbegin(), record.options.rend(),
                                  [&](const HbaOption& option) { return option.name == name; });
  return found == record.options.rend() ? nullptr : &*found;
}

bool has(const HbaRecord& record, std::string_view name) {
  return last_option(record, name) != nullptr;
}

// Every URL of the record sets what it has; a later one does not take it back.
LdapUrl read_ldap_urls(const HbaRecord& record) {
  LdapUrl all;
  for (const HbaOption& option : record.options) {
    if (option.name != "ldapurl") continue;
    const LdapUrl url = read_ldap_url(option.value).value_or(LdapUrl{});
    all.has_base = all.has_base || url.has_base;
    all.has_attribute = all.has_attribute || url.has_attribute;
    all.has_filter = all.has_filter || url.has_filter;
  }
  return all;
}

std::string ldap_error(const HbaRecord& record) {
  const LdapUrl url = read_ldap_urls(record);
  const bool has_base = url.has_base || has(record, "ldapbasedn");
  const bool has_attribute = url.has_attribute || has(record, "ldapsearchattribute");
  const bool has_filter = url.has_filter || has(record, "ldapsearchfilter");
  const bool is_simple = has(record, "ldapprefix") || has(record, "ldapsuffix");
  const bool is_search = has_base || has_attribute || has_filter || has(record, "ldapbinddn") ||
                         has(record, "ldapbindpasswd");
  if (is_simple && is_search)
    return "cannot use ldapbasedn, ldapbinddn, ldapbindpasswd, ldapsearchattribute, "
           "ldapsearchfilter, or ldapurl together with ldapprefix";
  if (!is_simple && !has_base)
    return "authentication method \"ldap\" requires argument \"ldapbasedn\", \"ldapprefix\", or "
           "\"ldapsuffix\" to be set";
  if (has_attribute && has_filter)
    return "cannot use ldapsearchattribute together with ldapsearchfilter";
  return {};
}

std::string missing(std::string_view method, std::string_view option) {
  return cat("authentication method \"", method, "\" requires argument \"", option, "\" to be set");
}

std::size_t list_size(const HbaRecord& record, std::string_view name) {
  const HbaOption* option = last_option(record, name);
  const auto words = option != nullptr ? split_list(option->value) : std::nullopt;
  return words ? words->size() : 0;
}

std::string radius_combination_error(const HbaRecord& record) {
  const std::size_t servers = list_size(record, "radiusservers");
  const std::size_t secrets = list_size(record, "radiussecrets");
  if (servers == 0) return missing("radius", "radiusservers");
  if (secrets == 0) return missing("radius", "radiussecrets");
  struct Counted {
    std::string_view what;
    std::size_t count;
  };
  for (const Counted& list :
       {Counted{"secrets", secrets}, Counted{"ports", list_size(record, "radiusports")},
        Counted{"identifiers", list_size(record, "radiusidentifiers")}})
    if (list.count > 1 && list.count != servers)
      return cat("the number of RADIUS ", list.what, " (", list.count,
                 ") must be 1 or the same as the number of RADIUS servers (", servers, ")");
  return {};
}

std::string oauth_error(const HbaRecord& record) {
  for (const std::string_view needed : {"scope", "issuer"})
    if (!has(record, needed)) return missing("oauth", needed);
  const HbaOption* delegated = last_option(record, "delegate_ident_mapping");
  if (delegated != nullptr && delegated->value == "1" && has(record, "map"))
    return "map cannot be used in combination with delegate_ident_mapping";
  return {};
}

}  // namespace

std::string hba_value_error(HbaValueRule rule, const HbaOption& option,
                            const HbaValueContext& context) {
  switch (rule) {
    case HbaValueRule::any:
      return {};
    case HbaValueRule::clientcert:
      return clientcert_error(option.value, context);
    case HbaValueRule::clientname:
      if (option.value == "CN" || option.value == "DN") return {};
      return cat("invalid value for clientname: \"", option.value, "\"");
    case HbaValueRule::ldap_url:
      return read_ldap_url(option.value) ? "" : "could not parse LDAP URL";
    case HbaValueRule::ldap_port:
      if (!is_zero_number(option.value)) return {};
      return cat("invalid LDAP port number: \"", option.value, "\"");
    case HbaValueRule::radius_servers:
    case HbaValueRule::radius_ports:
    case HbaValueRule::radius_list:
      return radius_error(rule, option);
  }
  return {};
}

std::string hba_combination_error(const HbaRecord& record) {
  if (record.method == "ldap") return ldap_error(record);
  if (record.method == "radius") return radius_combination_error(record);
  if (record.method == "oauth") return oauth_error(record);
  return {};
}

}  // namespace patrol
