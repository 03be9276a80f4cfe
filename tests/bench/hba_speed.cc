// Processor time of reading, comparing and searching generated policies; printed by scripts/bench.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>

#include "linter/analysis/hba_diff.h"
#include "linter/analysis/hba_reach.h"
#include "linter/base/text.h"

namespace patrol {
namespace {

constexpr int major = 16;

// The least of a few runs, in milliseconds.
template <typename Work>
double least_time(Work work) {
  double best = 1e9;
  for (int run = 0; run < 5; ++run) {
    const std::clock_t begun = std::clock();
    work();
    best = std::min(best, 1000.0 * static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC);
  }
  return best;
}

std::string generated(int lines) {
  std::string text;
  for (int i = 0; i < lines; ++i)
    text += cat(i % 3 == 0 ? "hostssl" : "host", " db", i % 50, " app_", i % 400, " 10.",
                i * 7 % 256, ".", i * 31 % 256, ".0/24 scram-sha-256\n");
  return text + "host all all 0.0.0.0/0 md5\n";
}

void run() {
  const std::string large = generated(100000);
  const double read = least_time([&] { return read_hba(FileId{0}, large, major); });
  std::printf("hba: 100,000 lines read in %.0f ms (aim < 100)\n", read);

  const HbaFile left = read_hba(FileId{0}, generated(1000), major);
  HbaFile right = left;
  std::swap(right.records[10], right.records[500]);
  right.records[700].method = "trust";
  const double differ = least_time([&] {
    return compare(std::vector<HbaPolicy>{hba_policy(left, major), hba_policy(right, major)});
  });
  std::printf("hba: two 1,000-line policies compared in %.0f ms (aim < 50)\n", differ);

  const HbaFile long_file = read_hba(FileId{0}, generated(10000), major);
  const double reach = least_time([&] { return hba_reach(hba_policy(long_file, major)); });
  std::printf("hba: reachability of 10,000 lines in %.0f ms (aim < 1000)\n", reach);
}

}  // namespace
}  // namespace patrol

int main() {
  patrol::run();
  return 0;
}
