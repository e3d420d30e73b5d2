#include "study/element_fields.hpp"

#include "fem/pressure_recovery.hpp"

namespace spondyl::study {
namespace {

using Cells = std::vector<ElementFields>;

std::vector<fem::PointFields> collect(const fem::Block& block, const fem::State& state, Cells& cells) {
  std::vector<fem::PointFields> points = block.fields(state, 1);
  for (std::size_t e = 0; e < block.elements().size(); ++e) {
    ElementFields& cell = cells[static_cast<std::size_t>(block.elements()[e])];
    double volume = 0;
    for (std::size_t q = 0; q < fem::hex8::n_points; ++q) {
      const fem::PointFields& p = points[e * fem::hex8::n_points + q];
      const double v = p.volume * p.volume_ratio;
      volume += v;
      cell.stress += v * p.stress;
      cell.fiber_strain += v * p.fiber_strain;
    }
    cell.stress /= volume;
    cell.fiber_strain /= volume;
  }
  return points;
}

void collect_solid(const fem::Block* block, const fem::State& state, Cells& cells) {
  if (block)
    collect(*block, state, cells);
}

// A nearly incompressible block: its pressure is the recovered one, in the stresses too.
void collect_soft(const fem::Block* block, const fem::Mesh& mesh, const fem::State& state, Cells& cells) {
  if (!block)
    return;
  const std::vector<double> pressure = fem::recovered_pressure(mesh, *block, collect(*block, state, cells));
  for (std::size_t e = 0; e < pressure.size(); ++e) {
    ElementFields& cell = cells[static_cast<std::size_t>(block->elements()[e])];
    cell.stress += (cell.pressure() - pressure[e]) * Eigen::Matrix3d::Identity();
  }
}

}  // namespace

std::vector<ElementFields> element_fields(const spine::SpineModel& spine, const fem::State& state) {
  Cells cells(spine.mesh.mesh.hexahedra.size());
  for (const auto& vertebra : spine.vertebrae) {
    collect_solid(vertebra.cancellous, state, cells);
    collect_solid(vertebra.cortical, state, cells);
    collect_solid(vertebra.endplates, state, cells);
    collect_solid(vertebra.posterior, state, cells);
    for (const fem::Block* block : vertebra.thinned)
      collect_solid(block, state, cells);
  }
  for (const auto& level : spine.levels) {
    collect_soft(level.nucleus, spine.mesh.mesh, state, cells);
    collect_soft(level.annulus, spine.mesh.mesh, state, cells);
    collect_solid(level.graft, state, cells);
  }
  for (const auto& cage : spine.implants.cages) {
    collect_solid(cage.wall, state, cells);
    collect_solid(cage.graft, state, cells);
  }
  return cells;
}

}  // namespace spondyl::study
