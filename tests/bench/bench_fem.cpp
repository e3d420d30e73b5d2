// Speed of the finite elements as CSV (quantity, setting, threads, value, unit): elements a second for each law, the
// parts of one Newton iteration, and whole solves of the column, with CalculiX on the same mesh beside them.
//   bench_fem [--20k] [--calculix]

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>

#include "../fem/problems.hpp"
#include "column.hpp"
#include "fem/cholesky.hpp"

using namespace spondyl::fem;
using namespace spondyl::fem::test;

namespace {

/// Shortest of several runs: the one that others disturbed least. On one thread time of the processor, else of the wall.
template <class Work>
double seconds(int times, int threads, const Work& work) {
  const auto now = [threads] {
    timespec t{};
    clock_gettime(threads == 1 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
    return double(t.tv_sec) + 1e-9 * double(t.tv_nsec);
  };
  double best = 1e300;
  for (int i = 0; i < times; ++i) {
    const double start = now();
    work();
    best = std::min(best, now() - start);
  }
  return best;
}

void row(const char* quantity, const std::string& setting, int threads, double value, const char* unit) {
  std::printf("%s,%s,%d,%.5g,%s\n", quantity, setting.c_str(), threads, value, unit);
  std::fflush(stdout);
}

template <class Law>
void measure_elements(const char* name, const Law& law, bool has_fibers) {
  const Box box = make_brick({16, 16, 16}, Vector3(16, 16, 16));
  ModelDefinition d;
  d.mesh = box.mesh;
  d.add_term(make_block(d.mesh, law,
                        has_fibers ? with_fibers(d.mesh, {Vector3(1, 0, 1), Vector3(-1, 0, 1)}, {5.0, 0.0, 0.05})
                                   : all_elements(d.mesh)));
  const Model model(std::move(d));
  const State state = random_state(model, 0.01, 0.0, 1);
  const double n = double(box.mesh.hexahedra.size());
  for (const int threads : {1, 2}) {
    Assembly work = model.make_assembly(threads);
    row("stiffness and residual", name, threads,
        n / seconds(15, threads, [&] { model.terms()[0]->tangent(state, work); }), "elements/s");
    row("energy and residual", name, threads,
        n / seconds(15, threads, [&] { model.terms()[0]->residual(state, work); }), "elements/s");
  }
}

void measure_column(const ColumnSize& size) {
  const Column column = make_column(size);
  const Model model = make_model(column);
  row("nodes", size.name, 1, double(column.mesh.nodes.size()), "");
  row("unknowns", size.name, 1, model.dofs().n_equations(), "");
  State solved = model.initial_state();
  for (const int threads : {1, 2}) {
    State state = model.initial_state();
    Report report;
    const double whole =
        seconds(1, threads, [&] { report = solve(model, state, target(model, 1.0), {.threads = threads}); });
    std::vector<Vector3> u;
    for (int n = 0; n < static_cast<int>(column.mesh.nodes.size()); ++n)
      u.push_back(state.node(n));
    row("whole solve", size.name, threads, whole, report.converged() ? "s" : "s (not converged)");
    row("iterations of it", size.name, threads, report.iterations(), "");
    row("one iteration of it", size.name, threads, whole / report.iterations(), "s");
    row("rotation", size.name, threads, rotation_deg(column, u), "deg");
    solved = state;
  }
  for (const int threads : {1, 2}) {
    Assembly work = model.make_assembly(threads);
    Eigen::VectorXd r, x;
    row("elements and assembly", size.name, threads, seconds(7, threads, [&] { model.tangent(solved, work, r); }), "s");
    Cholesky cholesky(model.elimination(), threads);
    row("factorization", size.name, threads, seconds(7, threads, [&] { cholesky.factorize(work.matrix()); }), "s");
    if (threads > 1)
      continue;
    row("back-substitution", size.name, threads, seconds(7, threads, [&] { cholesky.solve(r, x); }), "s");
    row("factor", size.name, threads, double(cholesky.bytes()) / 1048576, "MiB");
    row("work space of the assembly", size.name, threads, double(work.bytes()) / 1048576, "MiB");
  }
}

/// How an iteration grows with the number of discs.
void measure_growth(Blocks blocks) {
  for (int discs = 1; discs <= 5; ++discs) {
    ColumnSize size = column_5k;
    size.discs = discs;
    const std::string setting = "column of " + std::to_string(discs) + (discs == 1 ? " disc; " : " discs; ") +
                                (blocks == Blocks::rigid ? "rigid bone" : "elastic bone");
    const Model model = make_model(make_column(size), blocks);
    const State state = model.initial_state();
    row("unknowns", setting, 1, model.dofs().n_equations(), "");
    for (const int threads : {1, 2}) {
      Assembly work = model.make_assembly(threads);
      Cholesky cholesky(model.elimination(), threads);
      Eigen::VectorXd r, x;
      const double iteration = seconds(15, threads, [&] {
        model.tangent(state, work, r);
        cholesky.factorize(work.matrix());
        cholesky.solve(r, x);
      });
      row("one iteration", setting, threads, iteration, "s");
    }
  }
}

struct CalculixRun {
  double seconds;
  bool has_finished;
  int iterations;
  double rotation;  ///< deg
};

/// Iterations that CalculiX says it made, and the rotation of the probes whose displacement it prints at the end.
CalculixRun run_calculix(const Column& column, const std::string& element, double load = 1) {
  const auto folder = std::filesystem::temp_directory_path() / ("spondyl-bench-" + element);
  std::filesystem::create_directories(folder);
  std::ofstream input(folder / "job.inp");
  write_calculix(input, column, element, load);
  input.close();
  const std::string command = "cd '" + folder.string() + "' && OMP_NUM_THREADS=2 '" SPONDYL_CCX "' job > job.log 2>&1";
  CalculixRun run{};
  int status = 0;
  run.seconds = seconds(1, 2, [&] { status = std::system(command.c_str()); });
  run.has_finished = status == 0;
  std::ifstream log(folder / "job.log");
  for (std::string line; std::getline(log, line);)
    run.iterations += line.find("iteration ") == 1 ? 1 : 0;
  std::vector<Vector3> u(column.mesh.nodes.size(), Vector3::Zero());
  std::ifstream dat(folder / "job.dat");
  for (std::string line; std::getline(dat, line);) {
    std::istringstream numbers(line);
    std::size_t n;
    Vector3 x;
    if (numbers >> n >> x[0] >> x[1] >> x[2] && n >= 1 && n <= u.size())
      u[n - 1] = x;
  }
  run.rotation = rotation_deg(column, u);
  std::filesystem::remove_all(folder);
  return run;
}

void measure_calculix(const ColumnSize& size, const std::string& element) {
  const CalculixRun run = run_calculix(make_column(size), element);
  const std::string setting = std::string(size.name) + "; CalculiX " + element;
  row("whole solve", setting, 2, run.seconds, run.has_finished ? "s" : "s (failed)");
  row("iterations of it", setting, 2, run.iterations, "");
  row("one iteration of it", setting, 2, run.iterations > 0 ? run.seconds / run.iterations : 0.0, "s");
  if (run.has_finished)
    row("rotation", setting, 2, run.rotation, "deg");
}

double our_rotation(const Column& column, double load = 1) {
  const Model model = make_model(column);
  State state = model.initial_state();
  const Report report = solve(model, state, target(model, load), {.threads = 2});
  std::vector<Vector3> u;
  for (int n = 0; n < static_cast<int>(column.mesh.nodes.size()); ++n)
    u.push_back(state.node(n));
  return report.converged() ? rotation_deg(column, u) : std::numeric_limits<double>::quiet_NaN();
}

/// All five discs on the same mesh. C3D8I stops at 96 % of the load; up to there it turns as ours.
void measure_partial_load() {
  const Column column = make_column(column_5k);
  const std::string setting = std::string(column_5k.name) + " under 75 % of the load";
  row("rotation", setting, 2, our_rotation(column, 0.75), "deg");
  const CalculixRun run = run_calculix(column, "C3D8I", 0.75);
  if (run.has_finished)
    row("rotation", setting + "; CalculiX C3D8I", 2, run.rotation, "deg");
}

/// Rotation of one disc under the full load as its layers are refined, in ours and in elements of CalculiX that do not lock.
void measure_agreement() {
  for (const int layers : {4, 6, 8, 12, 16}) {
    ColumnSize size = one_disc;
    size.disc_layers = layers;
    const Column column = make_column(size);
    const std::string setting = std::string(size.name) + " in " + std::to_string(layers) + " layers";
    row("rotation", setting, 2, our_rotation(column), "deg");
    for (const char* element : {"C3D8I", "C3D20R"}) {
      if (layers > 6)
        continue;
      const CalculixRun run = run_calculix(column, element);
      if (run.has_finished)
        row("rotation", setting + "; CalculiX " + element, 2, run.rotation, "deg");
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  const auto is_asked = [&](const char* option) {
    return std::any_of(arguments + 1, arguments + count, [&](const char* a) { return std::strcmp(a, option) == 0; });
  };
  std::printf("quantity,setting,threads,value,unit\n");
  measure_elements("linear elastic", LinearElastic{10.0, 0.3}, false);
  measure_elements("compressible neo-Hookean", CompressibleNeoHookean{10.0, 0.3}, false);
  measure_elements("Mooney-Rivlin", MooneyRivlin{0.2, 0.05, 50.0}, false);
  measure_elements("Mooney-Rivlin with two families of fibers", MooneyRivlin{0.2, 0.05, 50.0}, true);
  measure_growth(Blocks::rigid);
  measure_growth(Blocks::elastic);
  measure_column(column_5k);
  if (is_asked("--20k"))
    measure_column(column_20k);
  if (is_asked("--calculix")) {
    measure_agreement();
    measure_partial_load();
    measure_calculix(column_5k, "C3D8");
    if (is_asked("--20k"))
      measure_calculix(column_20k, "C3D8");
  }
}
