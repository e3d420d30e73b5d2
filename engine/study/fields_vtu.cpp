#include "study/fields_vtu.hpp"

#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkFieldData.h>
#include <vtkIntArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkStringArray.h>
#include <vtkUnstructuredGrid.h>
#include <vtkXMLUnstructuredGridWriter.h>

#include <Eigen/Eigenvalues>
#include <array>
#include <vector>

#include "fem/pressure_recovery.hpp"

namespace spondyl::study {
namespace {

// Means over the points of one element.
struct CellFields {
  Eigen::Matrix3d stress = Eigen::Matrix3d::Zero();
  double fiber_strain = 0;

  double pressure() const { return -stress.trace() / 3; }
};

using Cells = std::vector<CellFields>;

std::vector<fem::PointFields> collect(const fem::Block& block, const fem::State& state, Cells& cells) {
  std::vector<fem::PointFields> points = block.fields(state, 1);
  for (std::size_t e = 0; e < block.elements().size(); ++e) {
    CellFields& cell = cells[static_cast<std::size_t>(block.elements()[e])];
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
    CellFields& cell = cells[static_cast<std::size_t>(block->elements()[e])];
    cell.stress += (cell.pressure() - pressure[e]) * Eigen::Matrix3d::Identity();
  }
}

Cells cell_fields(const spine::SpineModel& spine, const fem::State& state) {
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

template <class Array, class Value>
void add_cells(vtkUnstructuredGrid* grid, const char* name, std::size_t n, const Value& value) {
  vtkNew<Array> array;
  array->SetName(name);
  array->SetNumberOfTuples(static_cast<vtkIdType>(n));
  for (std::size_t c = 0; c < n; ++c)
    array->SetValue(static_cast<vtkIdType>(c), value(c));
  grid->GetCellData()->AddArray(array);
}

// Points are those that elements use: attachment points of ligaments would float in the picture.
void add_geometry(vtkUnstructuredGrid* grid, const fem::Mesh& mesh, const fem::State& state) {
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  vtkNew<vtkDoubleArray> displacement;
  displacement->SetName("displacement_mm");
  displacement->SetNumberOfComponents(3);
  std::vector<vtkIdType> point_of(mesh.nodes.size(), -1);
  grid->AllocateExact(static_cast<vtkIdType>(mesh.hexahedra.size()), 8);
  for (const fem::Hexahedron& hexahedron : mesh.hexahedra) {
    std::array<vtkIdType, 8> corners;
    for (std::size_t k = 0; k < 8; ++k) {
      const auto n = static_cast<std::size_t>(hexahedron[k]);
      if (point_of[n] < 0) {
        point_of[n] = points->InsertNextPoint(mesh.nodes[n].data());
        const Eigen::Vector3d u = state.node(hexahedron[k]);
        displacement->InsertNextTuple(u.data());
      }
      corners[k] = point_of[n];
    }
    grid->InsertNextCell(VTK_HEXAHEDRON, 8, corners.data());
  }
  grid->SetPoints(points);
  grid->GetPointData()->AddArray(displacement);
}

}  // namespace

std::string fields_vtu(const spine::SpineModel& spine, const fem::State& state) {
  using spine::Tissue;
  vtkNew<vtkUnstructuredGrid> grid;
  add_geometry(grid, spine.mesh.mesh, state);

  const Cells cells = cell_fields(spine, state);
  const std::size_t n = cells.size();
  std::vector<Eigen::Vector3d> principal;
  for (const CellFields& cell : cells)
    principal.push_back(
        Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(cell.stress, Eigen::EigenvaluesOnly).eigenvalues());
  const auto& tags = spine.mesh.tags;
  const auto is_bone = [&](std::size_t c) { return spine::is_bone(tags[c].tissue); };
  add_cells<vtkDoubleArray>(grid, "von_mises_MPa", n, [&](std::size_t c) { return fem::von_mises(cells[c].stress); });
  add_cells<vtkDoubleArray>(grid, "pressure_MPa", n, [&](std::size_t c) { return cells[c].pressure(); });
  add_cells<vtkDoubleArray>(grid, "principal_stress_1_MPa", n, [&](std::size_t c) { return principal[c][2]; });
  add_cells<vtkDoubleArray>(grid, "principal_stress_2_MPa", n, [&](std::size_t c) { return principal[c][1]; });
  add_cells<vtkDoubleArray>(grid, "principal_stress_3_MPa", n, [&](std::size_t c) { return principal[c][0]; });
  add_cells<vtkDoubleArray>(grid, "fibre_strain", n, [&](std::size_t c) { return cells[c].fiber_strain; });
  add_cells<vtkIntArray>(grid, "region", n, [&](std::size_t c) { return static_cast<int>(tags[c].tissue); });
  add_cells<vtkIntArray>(grid, "level", n, [&](std::size_t c) { return is_bone(c) ? -1 : tags[c].part; });
  add_cells<vtkIntArray>(grid, "vertebra", n, [&](std::size_t c) { return is_bone(c) ? tags[c].part : -1; });

  vtkNew<vtkStringArray> names;
  names->SetName("region_names");
  for (const std::string_view name : spine::tissue_names)
    names->InsertNextValue(std::string(name));
  grid->GetFieldData()->AddArray(names);

  vtkNew<vtkXMLUnstructuredGridWriter> writer;
  writer->SetInputData(grid);
  writer->SetDataModeToAppended();
  writer->EncodeAppendedDataOff();
  writer->WriteToOutputStringOn();
  writer->Write();
  return writer->GetOutputString();
}

}  // namespace spondyl::study
