// The main function of every test program. Besides running tests it writes the CTest script that lists them, so that
// CTest labels are the Catch tags (`ctest -L verification`): test_fem --write-ctest FILE LAYER FACTOR ENVIRONMENT
// What is tagged [alone] waits for a response and runs while nothing else does.

#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <set>
#include <string>

namespace {

// Characters with a meaning in a Catch test specification, escaped so that a name selects exactly one test.
std::string escaped(const std::string& name) {
  std::string result;
  for (const char c : name) {
    if (c == '\\' || c == ',' || c == '[' || c == ']' || c == '"') {
      result += '\\';
    }
    result += c;
  }
  return result;
}

// Unit tests take milliseconds; everything else may solve, what is slow for hours.
int timeout_s(const std::set<std::string>& tags) {
  if (tags.count("slow") != 0)
    return 6 * 3600;
  return tags.count("unit") != 0 ? 60 : 600;
}

int write_ctest(const std::string& program, const std::string& file, const std::string& prefix, int timeout_factor,
                const std::string& environment) {
  std::ofstream script(file);
  const Catch::Config config;
  for (const Catch::TestCase& test : Catch::getAllTestCasesSorted(config)) {
    if (test.isHidden()) {
      continue;
    }
    const std::set<std::string> tags(test.lcaseTags.begin(), test.lcaseTags.end());
    const bool is_slow = tags.count("slow") != 0;  // only by: ctest -C slow -L slow
    if (is_slow)
      script << "if(CTEST_CONFIGURATION_TYPE STREQUAL \"slow\")\n";
    const std::string name = "[==[" + prefix + ": " + test.name + "]==]";
    script << "add_test(" << name << " [==[" << program << "]==] [==[" << escaped(test.name) << "]==])\n"
           << "set_tests_properties(" << name << " PROPERTIES TIMEOUT " << timeout_factor * timeout_s(tags)
           << (tags.count("alone") != 0 ? " RUN_SERIAL TRUE" : "") << " ENVIRONMENT \"" << environment << "\" LABELS \""
           << prefix;
    for (const std::string& tag : tags) {
      if (tag != prefix) {
        script << ';' << tag;
      }
    }
    script << "\")\n" << (is_slow ? "endif()\n" : "");
  }
  script.close();
  return script ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc == 6 && std::string(argv[1]) == "--write-ctest") {
    return write_ctest(argv[0], argv[2], argv[3], std::atoi(argv[4]), argv[5]);
  }
  return Catch::Session().run(argc, argv);
}
