#include "cli/sweep.hpp"

#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <iostream>

#include "cli/interrupt.hpp"
#include "sweep/dry_run.hpp"
#include "sweep/merge.hpp"
#include "sweep/run_study.hpp"
#include "sweep/stored_case.hpp"

namespace spondyl::cli {
namespace {

using core::Error;
using core::ErrorCode;

sweep::Shard parse_shard(const std::string& text) {
  sweep::Shard shard;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, shard.index);
  const bool has_slash = first.ec == std::errc() && first.ptr != end && *first.ptr == '/';
  const auto second = has_slash ? std::from_chars(first.ptr + 1, end, shard.count) : first;
  if (!has_slash || second.ec != std::errc() || second.ptr != end || shard.index < 1 || shard.index > shard.count)
    throw Error(ErrorCode::bad_input, {.key = "--shard"}, "'" + text + "'", "I/N with I from 1 to N, such as 2/3");
  return shard;
}

/// On stderr: one line that changes on a terminal; elsewhere one every ten seconds.
class StudyLine {
 public:
  explicit StudyLine(bool is_quiet) : is_quiet_(is_quiet), is_terminal_(isatty(STDERR_FILENO) == 1) {}
  ~StudyLine() {
    if (is_shown_)
      std::fputs("\n", stderr);
  }
  StudyLine(const StudyLine&) = delete;
  StudyLine& operator=(const StudyLine&) = delete;

  void show(const sweep::StudyProgress& p) {
    constexpr double pause_s = 10;
    const bool is_due = is_terminal_ || p.n_left() == 0 || p.seconds - last_ >= pause_s;
    if (is_quiet_ || !is_due)
      return;
    last_ = p.seconds;
    const std::string failed = p.n_failed > 0 ? ", " + std::to_string(p.n_failed) + " failed" : "";
    std::fprintf(stderr, "%s%zu of %zu cases%s, %.3g a minute, %s left%s", is_terminal_ ? "\r\033[K" : "",
                 p.n_before + p.n_now, p.n_all, failed.c_str(), 60 * p.cases_per_second(),
                 sweep::duration(static_cast<double>(p.n_left()) / p.cases_per_second()).c_str(),
                 is_terminal_ ? "" : "\n");
    std::fflush(stderr);
    is_shown_ = is_terminal_;
  }

 private:
  bool is_quiet_, is_terminal_;
  bool is_shown_ = false;
  double last_ = 0;
};

}  // namespace

int sweep(const SweepArguments& arguments, const core::ParameterTable& declared) {
  const sweep::Shard shard = parse_shard(arguments.shard);
  const sweep::Study study = sweep::read_study(arguments.file, declared, arguments.is_quick);
  if (arguments.is_dry_run)
    return print(sweep::dry_run(study, shard, arguments.jobs));
  if (!arguments.out)
    throw Error(ErrorCode::bad_input, {.key = "--out"}, "nothing", "a folder for the store, or --dry-run");
  const Interrupt interrupt;
  try {
    sweep::Store store(*arguments.out, study, shard, arguments.jobs);
    StudyLine line(arguments.is_quiet);
    const sweep::StudyProgress done =
        run_study(study, store, {arguments.jobs, shard, interrupt.token(), [&](const auto& p) { line.show(p); }});
    const std::string file = store.database().file();
    if (done.n_left() > 0) {
      std::cerr << "spondyl: interrupted; " << done.n_before + done.n_now << " of " << done.n_all << " cases are in "
                << file << ", the same command goes on from there\n";
      return exit_interrupted;
    }
    return print(std::to_string(done.n_now) + " cases computed, " + std::to_string(done.n_before) + " were there; " +
                 std::to_string(done.n_failed) + " of the new ones failed\n" + file + "\n");
  } catch (const Error& error) {
    if (error.code() != ErrorCode::io)
      throw;
    std::cerr << "spondyl: " << error.what() << '\n';
    return exit_failed;
  }
}

int merge(const MergeArguments& arguments) {
  const std::vector<std::filesystem::path> stores(arguments.stores.begin(), arguments.stores.end());
  const sweep::Merged merged = sweep::merge(stores, arguments.out);
  return print(std::to_string(merged.n_cases) + " of " + std::to_string(merged.n_of_study) + " cases\n" +
               sweep::Store::file_of(arguments.out).string() + "\n");
}

int run_case(std::size_t id, const std::string& file, const core::ParameterTable& declared, AnswerOptions options) {
  const sweep::Store store(file);
  const sweep::Study study = study_of(store, declared);
  const sweep::CaseValues& values = sweep::stored_values(study, id, file);
  const auto row = store.find(id);
  int status = exit_done;
  if (study.spine) {
    sweep::SpineCase one = sweep::stored_case(study, id, file);
    options.fidelity = study.spine->fidelity;
    status = answer(one.scene, std::move(one.plans), declared, options, [&](const study::ExperimentResult& result) {
      if (!row || row->outcome.outputs == sweep::outputs_of(*study.spine, result))
        return true;
      std::cerr << "spondyl: other values than those in the store\n";
      return false;
    });
  } else {
    const auto outcome = study.subject(values, {});
    status = print("y = " + core::to_text(*outcome->outputs.front()) + "\n");
    if (row && row->outcome.outputs != outcome->outputs)
      status = exit_failed;
  }
  if (row && status == exit_done)
    std::cerr << "the same values as in the store, bit for bit\n";
  return status;
}

}  // namespace spondyl::cli
