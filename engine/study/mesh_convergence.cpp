#include "study/mesh_convergence.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "study/progressive_answer.hpp"
#include "study/quantity.hpp"

namespace spondyl::study {
namespace {

/// A quantity that is compared, and how far interactive may be from standard.
struct Compared {
  std::vector<std::string_view> names;  ///< of level_quantities(), judged together
  double accepted;
  bool is_of_case;  ///< relative to the greatest value of the case: joints that hardly touch
};

const std::vector<Compared>& compared() {
  static const std::vector<Compared> all{{{"rotation_deg"}, 0.05, false},
                                         {{"intradiscal_pressure_MPa"}, 0.05, false},
                                         {{"annulus_stress_MPa"}, 0.10, false},
                                         {{"facet_force_left_N", "facet_force_right_N"}, 0.10, true}};
  return all;
}

/// Values of one case on one mesh, over levels.
std::vector<double> values(const CaseResult& result, const Compared& what) {
  std::vector<double> out;
  for (const std::string_view name : what.names) {
    for (const spine::Level level : spine::all_levels)
      out.push_back(level_quantity(name).value(result.measures[level]).value_or(0));
  }
  return out;
}

double scale(const std::vector<double>& of, std::size_t k, bool is_of_case) {
  if (!is_of_case)
    return std::abs(of[k]);
  double greatest = 0;
  for (const double value : of)
    greatest = std::max(greatest, std::abs(value));
  return greatest;
}

/// Square of the ratio of the element sizes of two meshes.
double refinement(const MeshRun& coarse, const MeshRun& fine) {
  return std::pow(static_cast<double>(fine.n_elements) / static_cast<double>(coarse.n_elements), 2.0 / 3);
}

MeshDifference difference(const std::vector<MeshRun>& runs, std::size_t at, const Compared& what) {
  const MeshRun &coarse = runs[at], &fine = runs[at + 1];
  MeshDifference d{std::string(what.names.front()), coarse.resolution, fine.resolution, 0, 0, what.accepted, 0};
  if (at > 0)
    d.accepted *= 0.5;  // standard against fine: half
  int n = 0;
  for (std::size_t c = 0; c < coarse.cases.size(); ++c) {
    if (!coarse.cases[c].converged() || !fine.cases[c].converged())
      continue;
    const auto a = values(coarse.cases[c], what), b = values(fine.cases[c], what);
    for (std::size_t k = 0; k < a.size(); ++k) {
      const double size = scale(b, k, what.is_of_case);
      if (size == 0)
        continue;
      const double relative = std::abs(a[k] - b[k]) / size;
      d.largest = std::max(d.largest, relative);
      d.mean += relative;
      ++n;
      if (runs.size() < 3 || !runs.back().cases[c].converged() || !runs[runs.size() - 2].cases[c].converged())
        continue;
      const double finest = values(runs.back().cases[c], what)[k];
      const double before = values(runs[runs.size() - 2].cases[c], what)[k];
      const double exact = finest + (finest - before) / (refinement(runs[runs.size() - 2], runs.back()) - 1);
      d.coarse_error = std::max(d.coarse_error, std::abs(a[k] - exact) / size);
    }
  }
  d.mean = n > 0 ? d.mean / n : 0;
  return d;
}

std::string percent(double x) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f %%", 100 * x);
  return text.data();
}

}  // namespace

std::optional<std::vector<MeshRun>> mesh_convergence(const core::ParameterTable& parameters, spine::Resolution finest,
                                                     int threads, const ExperimentProgress& progress) {
  std::vector<MeshRun> runs;
  for (int r = 0; r <= static_cast<int>(finest); ++r) {
    Experiment experiment{parameters, static_cast<spine::Resolution>(r), {}, {}};
    experiment.loads.cases = {LoadCase::flexion, LoadCase::extension, LoadCase::lateral_bending_left,
                              LoadCase::axial_rotation_left};
    experiment.loads.protocols = {Protocol::load_control};
    auto result = run_progressively(experiment, threads, progress);
    if (!result)
      return std::nullopt;
    StateResult& intact = result->states.front();
    for (CaseResult& solved : intact.cases)
      solved.state = {};
    runs.push_back({experiment.resolution, intact.spine->mesh.mesh.hexahedra.size(), std::move(intact.cases)});
  }
  return runs;
}

std::vector<MeshDifference> mesh_differences(const std::vector<MeshRun>& runs) {
  std::vector<MeshDifference> out;
  for (const Compared& what : compared()) {
    for (std::size_t at = 0; at + 1 < runs.size(); ++at)
      out.push_back(difference(runs, at, what));
  }
  return out;
}

std::string mesh_convergence_document(const std::vector<MeshRun>& runs, const core::ParameterTable& parameters) {
  std::string text = "# Mesh convergence\n\nWritten by `spondyl validate --convergence`, not by hand. Intact spine, " +
                     core::to_text(parameters.value("load.moment_Nm")) + " Nm, follower load " +
                     core::to_text(parameters.value("load.follower_N")) +
                     " N; flexion, extension, bending and rotation, all levels.\n"
                     "The error is estimated by extrapolation from the two finest meshes, assuming that it falls with\n"
                     "the square of the element size. Facet forces count against the greatest of their case.\n\n";
  text += "| mesh | elements | solves that converged |\n|---|---|---|\n";
  for (const MeshRun& run : runs) {
    const auto n = std::count_if(run.cases.begin(), run.cases.end(), [](const CaseResult& c) { return c.converged(); });
    text += "| " + std::string(name(run.resolution)) + " | " + std::to_string(run.n_elements) + " | " +
            std::to_string(n) + " of " + std::to_string(run.cases.size()) + " |\n";
  }
  text +=
      "\n| quantity | mesh against the next finer one | largest difference | mean | may be | | estimated error of "
      "the coarser |\n|---|---|---|---|---|---|---|\n";
  for (const MeshDifference& d : mesh_differences(runs)) {
    text += "| " + d.quantity + " | " + std::string(name(d.coarse)) + " against " + std::string(name(d.fine)) + " | " +
            percent(d.largest) + " | " + percent(d.mean) + " | " + percent(d.accepted) + " | " +
            (d.largest <= d.accepted ? "inside" : "**outside**") + " | " +
            (d.coarse_error > 0 ? percent(d.coarse_error) : "–") + " |\n";
  }
  return text;
}

}  // namespace spondyl::study
