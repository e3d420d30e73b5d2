// Runs the real program and catches what it says.

#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "../study/temporary_folder.hpp"

namespace spondyl::test {

struct Outcome {
  int status = -1;  ///< exit status, or 128 + the number of the signal that killed it
  std::string out, err;
  double seconds_after_signal = 0;
};

struct Call {
  std::vector<std::string> arguments;
  std::string working_folder = "/";
  std::string out_file = {};  ///< stdout goes there instead of into the outcome
  double signal_after_s = 0;  ///< if positive, `signal` is sent then
  int signal = SIGINT;
};

inline std::string read_text(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline Outcome run_program(const Call& call) {
  const TemporaryFolder folder;
  const std::string out = call.out_file.empty() ? (folder.path() / "out").string() : call.out_file;
  const std::string err = (folder.path() / "err").string();
  std::vector<std::string> words{SPONDYL_PROGRAM};
  words.insert(words.end(), call.arguments.begin(), call.arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words)
    argv.push_back(word.data());
  argv.push_back(nullptr);

  const pid_t child = fork();
  if (child < 0)
    throw std::runtime_error("fork failed");
  if (child == 0) {
    // Only calls that are safe between fork and exec.
    const int o = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    const int e = open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (o < 0 || e < 0 || dup2(o, STDOUT_FILENO) < 0 || dup2(e, STDERR_FILENO) < 0 ||
        chdir(call.working_folder.c_str()) != 0)
      _exit(126);
    execv(argv[0], argv.data());
    _exit(127);
  }
  using Clock = std::chrono::steady_clock;
  Clock::time_point sent = Clock::now();
  if (call.signal_after_s > 0) {
    std::this_thread::sleep_for(std::chrono::duration<double>(call.signal_after_s));
    sent = Clock::now();
    kill(child, call.signal);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  Outcome outcome;
  outcome.seconds_after_signal = std::chrono::duration<double>(Clock::now() - sent).count();
  outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (call.out_file.empty())
    outcome.out = read_text(out);
  outcome.err = read_text(err);
  return outcome;
}

}  // namespace spondyl::test
