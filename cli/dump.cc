// `patrol dump KIND FILE`: what a reader made of one file, as JSON.
#include <cstdio>
#include <string>

#include "cli/arguments.h"
#include "cli/files.h"
#include "linter/base/text.h"
#include "linter/doc/conf.h"
#include "linter/doc/env.h"
#include "linter/doc/hba.h"
#include "linter/doc/ident.h"
#include "linter/doc/yaml.h"
#include "linter/facts/facts.h"
#include "linter/model/read_document.h"
#include "linter/render/dump_conf.h"
#include "linter/render/dump_env.h"
#include "linter/render/dump_facts.h"
#include "linter/render/dump_hba.h"
#include "linter/render/dump_yaml.h"

namespace patrol::cli {
namespace {

std::string dump_text(const DumpArguments& arguments, Collection& texts, FileId file,
                      int postgres) {
  const std::string_view text = texts.sources.text(file);
  if (arguments.kind == "yaml") return dump_yaml(read_yaml(file, text, YamlMode::strict), text);
  if (arguments.kind == "env") return dump_env(read_env(file, text), texts.sources);
  const IncludeFiles files = beside_document(disk_includes(texts), arguments.file);
  if (arguments.kind == "hba") return dump_hba(read_hba(file, text, postgres, files));
  if (arguments.kind == "ident") return dump_ident(read_ident(file, text, postgres, files));
  return dump_conf(read_conf(file, text, files), postgres);
}

int dump_table(const std::string& name) {
  const auto table = find_fact_table(name);
  if (!table) {
    std::fprintf(stderr, "patrol: facts are there for postgres, patroni and etcd\n");
    return status_unreadable;
  }
  std::puts(dump_facts(*table).c_str());
  return status_clean;
}

}  // namespace

int dump(const DumpArguments& arguments) {
  if (arguments.kind == "facts") return dump_table(arguments.file);
  const auto version =
      parse_version(arguments.postgres_version.value_or(cat(facts::newest_postgres)));
  if (!version) {
    std::fputs("patrol: --postgres-version wants a number such as 15\n", stderr);
    return status_unreadable;
  }
  auto text = read_file(arguments.file);
  if (!text) {
    std::fprintf(stderr, "patrol: %s: %s\n", printable(arguments.file).c_str(),
                 text.error().detail.c_str());
    return status_unreadable;
  }
  Collection texts;
  const FileId file = texts.sources.add(arguments.file, std::move(*text));
  std::puts(dump_text(arguments, texts, file, version->major).c_str());
  return status_clean;
}

}  // namespace patrol::cli
