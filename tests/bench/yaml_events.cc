// The yardstick of the benchmark: yaml-cpp's bare event parse of the files named, nothing else.
#include <cstdio>
#include <exception>
#include <fstream>
#include <sstream>
#include <string>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

namespace {

// Counts events so that no parse can be left out by the compiler.
class Counter : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override { ++events; }
  void OnDocumentEnd() override { ++events; }
  void OnNull(const YAML::Mark&, YAML::anchor_t) override { ++events; }
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override { ++events; }
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {
    ++events;
  }
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    ++events;
  }
  void OnSequenceEnd() override { ++events; }
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    ++events;
  }
  void OnMapEnd() override { ++events; }
  long events = 0;
};

void parse(const char* path, Counter& counter) {
  try {
    std::ifstream file(path);
    YAML::Parser parser(file);
    while (parser.HandleNextDocument(counter)) {
    }
  } catch (const std::exception&) {
    ++counter.events;  // a file that yaml-cpp refuses still cost what it read
  }
}

}  // namespace

int main(int count, char** paths) {
  Counter counter;
  for (int i = 1; i < count; ++i) parse(paths[i], counter);
  std::printf("%ld events\n", counter.events);
}
