// Host tool: compile_facts TABLE IN OUT. Checks a table of facts and writes it as constexpr arrays.
// Exit 1 and one `file:line: message` per problem when the table is wrong; then OUT is not touched.
#include <fstream>
#include <iostream>
#include <sstream>

#include "linter/facts/compile_tables.h"

int main(int count, char** arguments) {
  if (count != 4) {
    std::cerr << "usage: compile_facts TABLE IN OUT\n";
    return 2;
  }
  const std::string path = arguments[2];
  std::ifstream input(path, std::ios::binary);
  std::ostringstream text;
  text << input.rdbuf();
  if (!input) {
    std::cerr << path << ": cannot be read\n";
    return 2;
  }
  const auto result = patrol::facts::compile_table(arguments[1], text.str());
  for (const auto& problem : result.problems)
    std::cerr << path << ':' << problem.line << ": " << problem.message << '\n';
  if (!result.problems.empty()) return 1;
  std::ofstream output(arguments[3], std::ios::binary);
  output << result.code << std::flush;
  return output ? 0 : 2;
}
