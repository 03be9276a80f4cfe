// validate.js FORMAT FILE: holds a report of patrol to the published schema of its format, or, where
// none is published, to the documented fields. Prints what is wrong; exit 1 when something is.
// scripts/check-schemas puts the schemas into build/schemas and runs this.
"use strict";

const fs = require("fs");
const path = require("path");

const root = path.join(__dirname, "..", "..");
const cache = path.join(root, "build", "schemas");
const problems = [];

function expect(holds, what) {
  if (!holds) problems.push(what);
}

function validator(schema) {
  const Ajv = require(path.join(cache, "node_modules", "ajv"));
  const ajv = new Ajv({ allErrors: true, schemaId: "auto" });
  // The schema of SARIF is written in draft 4.
  ajv.addMetaSchema(require(path.join(cache, "node_modules", "ajv/lib/refs/json-schema-draft-04.json")));
  return ajv.compile(schema);
}

function holdTo(schema, report) {
  const validate = validator(schema);
  if (validate(report)) return;
  for (const error of validate.errors) problems.push(`${error.dataPath || "/"}: ${error.message}`);
}

// Every object may have only the fields that the schema describes: none is undocumented.
function strict(schema) {
  if (Array.isArray(schema)) return schema.map(strict);
  if (schema === null || typeof schema !== "object") return schema;
  const out = {};
  for (const [key, value] of Object.entries(schema)) out[key] = strict(value);
  if (out.properties && out.type === "object") out.additionalProperties = false;
  return out;
}

function checkJson(text) {
  const report = JSON.parse(text);
  const schema = JSON.parse(fs.readFileSync(path.join(root, "docs/schema/patrol-lint-1.json"), "utf8"));
  holdTo(schema, report);
  holdTo(strict(schema), report);
  const bySeverity = { error: 0, warning: 0, info: 0 };
  for (const finding of report.findings) bySeverity[finding.severity] += 1;
  for (const [severity, count] of Object.entries(bySeverity))
    expect(report.summary[severity] === count, `summary.${severity} is not the number of findings`);
}

function checkFingerprints(prints) {
  expect(new Set(prints).size === prints.length, "two findings have one fingerprint");
}

function checkSarif(text) {
  const report = JSON.parse(text);
  holdTo(JSON.parse(fs.readFileSync(path.join(cache, "sarif.json"), "utf8")), report);
  const run = report.runs[0];
  const rules = run.tool.driver.rules;
  // What GitHub asks for beyond the schema.
  for (const result of run.results) {
    expect(rules[result.ruleIndex] && rules[result.ruleIndex].id === result.ruleId, `ruleIndex of ${result.ruleId}`);
    const uri = result.locations[0].physicalLocation.artifactLocation.uri;
    expect(!uri.startsWith("/") && !uri.startsWith("./") && !/[\s\\]/.test(uri), `uri ${uri}`);
  }
  for (const rule of rules) expect(rule.properties.tags.length <= 20, `tags of ${rule.id}`);
  expect(run.results.length <= 25000 && rules.length <= 25000, "more than a run may hold");
  checkFingerprints(run.results.map((result) => result.partialFingerprints["patrolFinding/v1"]));
}

// GitLab's documentation of Code Quality reports lists these fields; no package has a schema.
function checkGitlab(text) {
  const report = JSON.parse(text);
  expect(Array.isArray(report), "the report is a list");
  for (const issue of report) {
    for (const field of ["description", "check_name", "fingerprint", "severity"])
      expect(typeof issue[field] === "string" && issue[field] !== "", field);
    expect(["info", "minor", "major", "critical", "blocker"].includes(issue.severity), `severity ${issue.severity}`);
    expect(!/^\.?\//.test(issue.location.path), `path ${issue.location.path}`);
    expect(Number.isInteger(issue.location.lines.begin) && issue.location.lines.begin > 0, "lines.begin");
  }
  checkFingerprints(report.map((issue) => issue.fingerprint));
}

// GitHub's documentation of workflow commands: ::command name=value,…::message
function checkGithub(text) {
  const command = /^::(error|warning|notice) ((file|line|endLine|col|endColumn|title)=[^,:]*)(,(file|line|endLine|col|endColumn|title)=[^,:]*)*::.+$/;
  for (const line of text.split("\n").slice(0, -1)) {
    expect(command.test(line), `no workflow command: ${line}`);
    expect(!/%(?!25|0D|0A|3A|2C)/.test(line), `an escape that is none: ${line}`);
  }
}

// GitHub's Markdown: all rows of a table have its number of cells.
function checkMarkdown(text) {
  for (const line of text.split("\n").filter((each) => each.startsWith("|"))) {
    const cells = line.replace(/\\\|/g, "").split("|").length - 2;
    expect(cells === 4 && line.endsWith("|"), `a row with ${cells} cells: ${line}`);
  }
}

const checks = { json: checkJson, sarif: checkSarif, gitlab: checkGitlab, github: checkGithub, markdown: checkMarkdown };
const [format, file] = process.argv.slice(2);
checks[format](fs.readFileSync(file, "utf8"));
for (const problem of problems.slice(0, 20)) console.log(`${file}: ${problem}`);
process.exit(problems.length > 0 ? 1 : 0);
