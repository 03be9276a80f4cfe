// Tables of methods and options with their versions, and the rules between options.
#include "linter/doc/hba_options.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "linter/base/text.h"
#include "linter/doc/hba_option_values.h"

namespace patrol {
namespace {

struct Method {
  std::string_view name;
  std::uint32_t bit;
  int since = 0;
  bool is_built = true;  // in the usual Linux packages
};

constexpr std::uint32_t trust = 1U << 0U, ident = 1U << 1U, peer = 1U << 2U, password = 1U << 3U,
                        gss = 1U << 4U, sspi = 1U << 5U, reject = 1U << 6U, md5 = 1U << 7U,
                        scram = 1U << 8U, pam = 1U << 9U, bsd = 1U << 10U, ldap = 1U << 11U,
                        cert = 1U << 12U, radius = 1U << 13U, oauth = 1U << 14U;

constexpr std::array<Method, 15> methods{{{"trust", trust},
                                          {"ident", ident},
                                          {"peer", peer},
                                          {"password", password},
                                          {"gss", gss},
                                          {"sspi", sspi, 0, false},
                                          {"reject", reject},
                                          {"md5", md5},
                                          {"scram-sha-256", scram},
                                          {"pam", pam},
                                          {"bsd", bsd, 0, false},
                                          {"ldap", ldap},
                                          {"cert", cert},
                                          {"radius", radius},
                                          {"oauth", oauth, 18}}};

const Method* find_method(std::string_view name, int major) {
  for (const Method& method : methods)
    if (method.name == name && method.since <= major) return &method;
  return nullptr;
}

struct OptionRule {
  std::string_view name;
  std::uint32_t allowed = 0;      // methods; 0: any method on hostssl
  std::string_view allowed_text;  // as the server names them
  HbaValueRule value = HbaValueRule::any;
  int since = 0;
};

constexpr std::string_view map_text = "ident, peer, gssapi, sspi, and cert";
constexpr std::array<OptionRule, 29> option_rules{
    {{"map", ident | peer | gss | sspi | cert | oauth, map_text},
     {"clientcert", 0, {}, HbaValueRule::clientcert},
     {"clientname", 0, {}, HbaValueRule::clientname, 14},
     {"pamservice", pam, "pam"},
     {"pam_use_hostname", pam, "pam"},
     {"ldapurl", ldap, "ldap", HbaValueRule::ldap_url},
     {"ldaptls", ldap, "ldap"},
     {"ldapscheme", ldap, "ldap"},
     {"ldapserver", ldap, "ldap"},
     {"ldapport", ldap, "ldap", HbaValueRule::ldap_port},
     {"ldapbinddn", ldap, "ldap"},
     {"ldapbindpasswd", ldap, "ldap"},
     {"ldapsearchattribute", ldap, "ldap"},
     {"ldapsearchfilter", ldap, "ldap"},
     {"ldapbasedn", ldap, "ldap"},
     {"ldapprefix", ldap, "ldap"},
     {"ldapsuffix", ldap, "ldap"},
     {"krb_realm", gss | sspi, "gssapi and sspi"},
     {"include_realm", gss | sspi, "gssapi and sspi"},
     {"compat_realm", sspi, "sspi"},
     {"upn_username", sspi, "sspi"},
     {"radiusservers", radius, "radius", HbaValueRule::radius_servers},
     {"radiusports", radius, "radius", HbaValueRule::radius_ports},
     {"radiussecrets", radius, "radius", HbaValueRule::radius_list},
     {"radiusidentifiers", radius, "radius", HbaValueRule::radius_list},
     {"issuer", oauth, "oauth", HbaValueRule::any, 18},
     {"scope", oauth, "oauth", HbaValueRule::any, 18},
     {"validator", oauth, "oauth", HbaValueRule::any, 18},
     {"delegate_ident_mapping", oauth, "oauth", HbaValueRule::any, 18}}};

// Why an option may not stand here; empty when it may.
std::string option_error(const HbaOption& option, const HbaRecord& record, int major) {
  const auto* rule = std::find_if(
      option_rules.begin(), option_rules.end(),
      [&](const OptionRule& known) { return known.name == option.name && known.since <= major; });
  if (rule == option_rules.end())
    return cat("unrecognized authentication option name: \"", option.name, "\"");
  const Method* method = find_method(record.method, major);
  if (rule->allowed == 0 && record.type != HbaType::hostssl)
    return cat(option.name, " can only be configured for \"hostssl\" rows");
  if (rule->allowed != 0 && (method == nullptr || (rule->allowed & method->bit) == 0))
    return cat("authentication option \"", option.name,
               "\" is only valid for authentication methods ", rule->allowed_text);
  return hba_value_error(rule->value, option, {.method = record.method, .major = major});
}

bool has_secret_option(const HbaRecord& record) {
  return std::any_of(record.options.begin(), record.options.end(),
                     [](const HbaOption& option) { return is_secret_hba_option(option.name); });
}

HbaOptionError read_option(const HbaToken& token, int major, HbaRecord& record) {
  const std::size_t equals = token.text.find('=');
  if (equals == std::string::npos) {
    // Behind a password such a word may be the rest of it.
    const std::string_view shown = has_secret_option(record) ? "***" : std::string_view(token.text);
    return {cat("authentication option not in name=value format: ", shown), token.at};
  }
  HbaOption option{token.text.substr(0, equals), token.text.substr(equals + 1), token.at};
  std::string error = option_error(option, record, major);
  record.options.push_back(std::move(option));
  return {std::move(error), token.at};
}

}  // namespace

std::string hba_method_error(std::string_view method, HbaType type, int postgres_major) {
  const Method* known = find_method(method, postgres_major);
  if (known == nullptr) return cat("invalid authentication method \"", method, "\"");
  if (!known->is_built)
    return cat("invalid authentication method \"", method, "\": not supported by this build");
  const bool is_local = type == HbaType::local;
  if (is_local && known->bit == gss)
    return "gssapi authentication is not supported on local sockets";
  if (!is_local && known->bit == peer)
    return "peer authentication is only supported on local sockets";
  if (type != HbaType::hostssl && known->bit == cert)
    return "cert authentication is only supported on hostssl connections";
  return {};
}

HbaOptionError read_hba_options(const std::vector<std::vector<HbaToken>>& fields,
                                std::size_t first_field, int postgres_major, HbaRecord& record) {
  for (std::size_t field = first_field; field < fields.size(); ++field) {
    for (const HbaToken& token : fields[field]) {
      HbaOptionError error = read_option(token, postgres_major, record);
      if (!error.message.empty()) return error;
    }
  }
  return {hba_combination_error(record), {}};
}

bool is_secret_hba_option(std::string_view name) {
  return name == "ldapbindpasswd" || name == "radiussecrets";
}

}  // namespace patrol
