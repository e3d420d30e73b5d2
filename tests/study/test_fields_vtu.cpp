#include "study/fields_vtu.hpp"

#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkFieldData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkStringArray.h>
#include <vtkUnstructuredGrid.h>
#include <vtkXMLUnstructuredGridReader.h>

#include <catch2/catch.hpp>
#include <set>

#include "made_up_result.hpp"
#include "spine/contact_pressure.hpp"
#include "support.hpp"

namespace {

using namespace spondyl;

TEST_CASE("a .vtu file reads back with every field, all cells and the displacement", "[study][unit]") {
  spine::SpineSpec spec = spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive);
  spec = surgery::operate(std::move(spec), surgery::Fusion{{spine::Level{3}}}, {}).spec;
  const auto spine = spine::make_spine_model(spec);
  fem::State state = spine->model->initial_state();
  constexpr double stretch = 1.001;
  for (std::size_t n = 0; n < spine->mesh.mesh.nodes.size(); ++n)
    state.node(static_cast<int>(n)) = (stretch - 1) * spine->mesh.mesh.nodes[n];

  vtkNew<vtkXMLUnstructuredGridReader> reader;
  reader->ReadFromInputStringOn();
  reader->SetInputString(study::fields_vtu(*spine, state));
  reader->Update();
  vtkUnstructuredGrid* grid = reader->GetOutput();
  const auto n_cells = static_cast<vtkIdType>(spine->mesh.mesh.hexahedra.size());
  REQUIRE(grid->GetNumberOfCells() == n_cells);
  for (const char* name : {"von_mises_MPa", "pressure_MPa", "principal_stress_1_MPa", "principal_stress_2_MPa",
                           "principal_stress_3_MPa", "fibre_strain", "region", "level", "vertebra"}) {
    CAPTURE(name);
    REQUIRE(grid->GetCellData()->GetArray(name) != nullptr);
    CHECK(grid->GetCellData()->GetArray(name)->GetNumberOfTuples() == n_cells);
  }

  vtkDataArray* displacement = grid->GetPointData()->GetArray("displacement_mm");
  REQUIRE(displacement != nullptr);
  for (vtkIdType p = 0; p < grid->GetNumberOfPoints(); ++p) {
    const Eigen::Vector3d x(grid->GetPoint(p)), u(displacement->GetTuple3(p));
    REQUIRE((u - (stretch - 1) * x).norm() <= test::round_off(1000));
  }

  const auto at = [&](const char* name, vtkIdType c) {
    return grid->GetCellData()->GetArray(name)->GetComponent(c, 0);
  };
  for (vtkIdType c = 0; c < n_cells; ++c) {
    const spine::ElementTag& tag = spine->mesh.tags[static_cast<std::size_t>(c)];
    const bool is_bone = spine::is_bone(tag.tissue);
    REQUIRE(at("region", c) == static_cast<int>(tag.tissue));
    REQUIRE(at("level", c) == (is_bone ? -1 : tag.part));
    REQUIRE(at("principal_stress_1_MPa", c) >= at("principal_stress_3_MPa", c));
    if (is_bone)
      REQUIRE(at("pressure_MPa", c) < 0);  // stretched all over
  }
  auto* names = vtkStringArray::SafeDownCast(grid->GetFieldData()->GetAbstractArray("region_names"));
  REQUIRE(names != nullptr);
  CHECK(names->GetValue(static_cast<int>(spine::Tissue::bone_graft)) == "bone_graft");
}

TEST_CASE("a .vtu file has the pressure of the facets at their points, zero elsewhere", "[study][unit]") {
  const auto spine =
      spine::make_spine_model(spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive));
  fem::State state = spine->model->initial_state();
  for (std::size_t n = 0; n < spine->rank.size(); ++n)  // every vertebra slid forwards over the one below
    state.node(static_cast<int>(n)) = -3 * spine->rank[n] * Eigen::Vector3d::UnitX();
  std::multiset<double> expected, found;
  for (const auto& [node, pressure] : spine::contact_pressure(*spine, state)) {
    if (pressure > 0)
      expected.insert(pressure);
  }
  REQUIRE(expected.size() > 20);

  vtkNew<vtkXMLUnstructuredGridReader> reader;
  reader->ReadFromInputStringOn();
  reader->SetInputString(study::fields_vtu(*spine, state));
  reader->Update();
  vtkDataArray* pressures = reader->GetOutput()->GetPointData()->GetArray("contact_pressure_MPa");
  REQUIRE(pressures != nullptr);
  REQUIRE(pressures->GetNumberOfTuples() == reader->GetOutput()->GetNumberOfPoints());
  for (vtkIdType p = 0; p < pressures->GetNumberOfTuples(); ++p) {
    if (pressures->GetComponent(p, 0) > 0)
      found.insert(pressures->GetComponent(p, 0));
  }
  CHECK(found == expected);
}

}  // namespace
