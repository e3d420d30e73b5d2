// How long an edit takes until its answers are there, over a seeded script of edits of the default spine; and the complete
// answer for one fusion. CSV: quantity, setting, threads, value, unit.
//   bench_edits [EDITS] [--elastic]

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

#include "../study/edit_script.hpp"
#include "core/parallel.hpp"
#include "study/parameter_file.hpp"
#include "study/progressive_answer.hpp"

namespace {

using namespace spondyl;

double processor_time() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return double(t.tv_sec) + 1e-9 * double(t.tv_nsec);
}

double wall_time() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Latencies of one kind of answer, s.
struct Latencies {
  std::vector<double> wall, processor;

  double percentile(std::vector<double> values, double share) const {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[static_cast<std::size_t>(share * double(values.size() - 1) + 0.5)];
  }
  void print(const std::string& setting, int threads) const {
    const std::string n = setting + "; " + std::to_string(wall.size()) + " edits";
    const auto row = [&](const char* quantity, const std::vector<double>& values, double share) {
      std::printf("%s,%s,%d,%.4g,s\n", quantity, n.c_str(), threads, percentile(values, share));
    };
    row("median latency", wall, 0.5);
    row("latency at the 95th percentile", wall, 0.95);
    row("median processor time", processor, 0.5);
    row("processor time at the 95th percentile", processor, 0.95);
  }
};

int n_failures(const study::ExperimentResult& result) {
  int n = 0;
  for (const study::StateResult& state : result.states)
    n += static_cast<int>(
        std::count_if(state.cases.begin(), state.cases.end(), [](const auto& c) { return !c.converged(); }));
  return n;
}

}  // namespace

int main(int argc, char** argv) {
  int n_edits = 200;
  bool has_elastic = false;
  for (int i = 1; i < argc; ++i) {
    has_elastic = has_elastic || std::strcmp(argv[i], "--elastic") == 0;
    n_edits = std::atoi(argv[i]) > 0 ? std::atoi(argv[i]) : n_edits;
  }
  const int threads = core::available_threads();
  test::EditScript script(study::read_parameters(std::string(SPONDYL_SOURCE_DIR) + "/models"), 1);
  study::ProgressiveAnswers answers(threads);
  Latencies quick_loads, quick_models, elastic;
  std::atomic<int> n_iterations = 0;
  int n_failed = 0;
  const auto count = [&](const study::ProgressEvent& event) { n_iterations += event.iteration ? 1 : 0; };
  for (int edit = 0; edit <= n_edits; ++edit) {
    study::Experiment experiment = script.experiment();
    if (!has_elastic)
      experiment.fidelity = spine::Fidelity::rigid_bone;
    const double wall = wall_time(), processor = processor_time();
    answers.find(experiment, {{}, count}, [&](const study::Answer& answer) {
      n_failed += n_failures(*answer.result);
      if (edit == 0)
        return;  // the first answer is no edit
      const bool is_quick = answer.fidelity == spine::Fidelity::rigid_bone;
      Latencies& to = !is_quick ? elastic : script.keeps_model() ? quick_loads : quick_models;
      to.wall.push_back(wall_time() - wall);
      to.processor.push_back(processor_time() - processor);
      std::fprintf(stderr, "%d %s %s %.3f\n", edit, script.edit().c_str(), is_quick ? "rigid" : "elastic",
                   to.processor.back());
    });
    script.advance();
  }
  std::printf("quantity,setting,threads,value,unit\n");
  quick_loads.print("rigid bone; loads change", threads);
  quick_models.print("rigid bone; the model changes", threads);
  if (has_elastic)
    elastic.print("elastic bone after rigid bone", threads);
  std::printf("iterations of an edit,all edits,%d,%.3g,\n", threads, double(n_iterations) / n_edits);
  std::printf("cases that did not converge,all edits,%d,%d,\n", threads, n_failed);
}
