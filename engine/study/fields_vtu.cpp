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
#include <map>
#include <vector>

#include "spine/contact_pressure.hpp"
#include "study/element_fields.hpp"

namespace spondyl::study {
namespace {

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
void add_points_and_cells(vtkUnstructuredGrid* grid, const spine::SpineModel& spine, const fem::State& state) {
  const fem::Mesh& mesh = spine.mesh.mesh;
  const std::map<int, double> pressures = spine::contact_pressure(spine, state);
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  vtkNew<vtkDoubleArray> displacement;
  displacement->SetName("displacement_mm");
  displacement->SetNumberOfComponents(3);
  vtkNew<vtkDoubleArray> pressure;
  pressure->SetName("contact_pressure_MPa");
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
        const auto pressed = pressures.find(hexahedron[k]);
        pressure->InsertNextValue(pressed == pressures.end() ? 0 : pressed->second);
      }
      corners[k] = point_of[n];
    }
    grid->InsertNextCell(VTK_HEXAHEDRON, 8, corners.data());
  }
  grid->SetPoints(points);
  grid->GetPointData()->AddArray(displacement);
  grid->GetPointData()->AddArray(pressure);
}

}  // namespace

std::string fields_vtu(const spine::SpineModel& spine, const fem::State& state) {
  using spine::Tissue;
  vtkNew<vtkUnstructuredGrid> grid;
  add_points_and_cells(grid, spine, state);

  const std::vector<ElementFields> cells = element_fields(spine, state);
  const std::size_t n = cells.size();
  std::vector<Eigen::Vector3d> principal;
  for (const ElementFields& cell : cells)
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
