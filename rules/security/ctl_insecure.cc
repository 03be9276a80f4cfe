// ctl.insecure is tested for truth only.
#include "linter/engine/rule.h"
#include "linter/model/python.h"
#include "rules/security/shared_secrets.h"

namespace patrol::rules {
namespace {

void check(const Snapshot& cluster, Report& report) {
  for (const PatroniDocument* member : cluster.patroni) {
    const Value insecure = member->root().at("ctl.insecure");
    if (member->is_environment || python_truth(insecure) != true) continue;
    if (insecure.is_string()) {
      const bool means_no = patroni_bool(insecure.text()) != true;
      auto finding = report.add(at(insecure), cat("`ctl.insecure` is the text \"",
                                                  shown(insecure.text()), "\", which is true"));
      finding.note("patronictl and the members accept any certificate of the REST API");
      finding.fix(means_no ? "write false without quotes" : "write true without quotes",
                  Safety::needs_review,
                  {{.at = insecure.span(), .replacement = means_no ? "false" : "true"}});
      continue;
    }
    if (!is_set(member->root().at("restapi.certfile"))) continue;
    report
        .add(at(insecure), "`ctl.insecure` is on; the certificate of the REST API is not verified")
        .note("whoever stands between can read the password of the REST API")
        .fix("name the CA in `ctl.cacert` and switch it off")
        .severity(Severity::info);
  }
}

}  // namespace

extern constinit const Rule ctl_insecure{
    .id = "SEC008",
    .name = "ctl-insecure",
    .severity = Severity::warning,
    .summary = "`ctl.insecure` switches the certificate check off",
    .why =
        "Any value that Python takes for true switches verification off, a quoted \"no\" or "
        "\"false\" as well.",
    .bad = R"(ctl:
  insecure: "no"  # finding: SEC008
)",
    .good = R"(ctl:
  insecure: false
)",
    .sources = {"patroni 4.1.4 patroni/request.py",
                "patroni 4.1.4 docs/yaml_configuration.rst ctl"},
    .check = check,
};

}  // namespace patrol::rules
