// Exported files: read back, checked for what they promise, and solved by CalculiX.

#include <vtkNew.h>
#include <vtkSmartPointer.h>
#include <vtkXMLDataElement.h>
#include <vtkXMLUtilities.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>
#include <numbers>
#include <set>
#include <sstream>

#include "figures.hpp"
#include "made_up_result.hpp"
#include "spine_solve.hpp"
#include "study/export_feb.hpp"
#include "study/export_inp.hpp"
#include "study/export_stl.hpp"
#include "study/exported_model.hpp"
#include "temporary_folder.hpp"

namespace {

using namespace spondyl;

const spine::SpineModel& model() {
  static const auto spine =
      spine::make_spine_model(spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive));
  return *spine;
}

/// Rotation vector of L1 (rad) that CalculiX prints at the end of every step.
std::vector<Eigen::Vector3d> printed_rotations(const std::filesystem::path& file) {
  std::vector<Eigen::Vector3d> out;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream row(line);
    int node;
    Eigen::Vector3d u;
    if (row >> node >> u[0] >> u[1] >> u[2])
      out.push_back(u);
  }
  return out;
}

TEST_CASE("every element is in one group and every group has a name of its own", "[study][unit]") {
  std::set<std::string> names;
  std::vector<int> count(model().mesh.tags.size(), 0);
  for (const study::ElementGroup& group : study::element_groups(model())) {
    CHECK(names.insert(group.name).second);
    for (const int e : group.elements)
      ++count[static_cast<std::size_t>(e)];
  }
  CHECK(std::all_of(count.begin(), count.end(), [](int n) { return n == 1; }));
  CHECK(names.contains("L4_cortical_bone"));
  CHECK(names.contains("L4_L5_annulus"));
}

// The same direction and order, no more: C3D8 locks in discs that keep their volume (0.27 of our rotation at 1 Nm), fibers
// follow the diagonals of the elements, and facets are missing.
TEST_CASE("CalculiX runs the exported spine as it is and flexes it the same way", "[study][verification]") {
  constexpr double moment = 1000;
  const test::TemporaryFolder folder;
  folder.write("job.inp", study::spine_inp(model(), moment));
  const std::string command = "cd '" + folder.path().string() +
                              "' && OMP_NUM_THREADS=2 OPENBLAS_NUM_THREADS=1 timeout 580 '" SPONDYL_CCX
                              "' job > job.log 2>&1";
  INFO(command);
  REQUIRE(std::system(command.c_str()) == 0);
  const auto rotations = printed_rotations(folder.path() / "job.dat");
  REQUIRE(rotations.size() == 2);
  const double theirs = rotations[1].y() - rotations[0].y();

  const test::NeutralSpine spine =
      test::neutral_spine(spine::make_specification(test::shipped_parameters(), spine::Resolution::interactive), 0);
  const double ours = test::turned(spine, {spine::Axis::flexion, 1}, moment).measures.total_rotation;
  const test::Figure ratio{"Export", "rotation of L1 in CalculiX over ours",
                           "default spine, interactive, flexion 1 Nm"};
  test::check_at_least(ratio, theirs / ours, 0.2);
  test::check_at_most(ratio, theirs / ours, 1.5);
}

/// All elements of an XML tree, depth first.
void collect(vtkXMLDataElement* element, std::vector<vtkXMLDataElement*>& out) {
  out.push_back(element);
  for (int k = 0; k < element->GetNumberOfNestedElements(); ++k)
    collect(element->GetNestedElement(k), out);
}
std::string attribute(vtkXMLDataElement* element, const char* name) {
  const char* value = element->GetAttribute(name);
  return value ? value : "";
}
std::string content(vtkXMLDataElement* element) {
  const char* data = element->GetCharacterData();
  std::string text = data ? data : "";
  text.erase(0, std::min(text.size(), text.find_first_not_of(" \n")));
  text.erase(text.find_last_not_of(" \n") + 1);
  return text;
}
std::vector<int> numbers(const std::string& text) {
  std::vector<int> out;
  std::istringstream stream(text);
  for (std::string word; std::getline(stream, word, ',');)
    out.push_back(std::stoi(word));
  return out;
}

TEST_CASE("the FEBio file is well-formed and names nothing that it does not have", "[study][verification]") {
  const std::string text = study::spine_feb(model(), 7500);
  const auto root = vtkSmartPointer<vtkXMLDataElement>::Take(vtkXMLUtilities::ReadElementFromString(text.c_str()));
  REQUIRE(root);
  CHECK(std::string(root->GetName()) == "febio_spec");
  CHECK(attribute(root, "version") == "4.0");
  std::vector<vtkXMLDataElement*> all;
  collect(root, all);

  // Sections in an order that FEBio reads, each once.
  const std::vector<std::string> sections{"Module",   "Material", "Mesh", "MeshDomains", "MeshData",
                                          "Boundary", "Discrete", "Step", "LoadData",    "Output"};
  REQUIRE(root->GetNumberOfNestedElements() == static_cast<int>(sections.size()));
  for (std::size_t k = 0; k < sections.size(); ++k)
    CHECK(std::string(root->GetNestedElement(static_cast<int>(k))->GetName()) == sections[k]);

  std::map<std::string, std::set<std::string>> named;  // by kind of element
  std::set<int> nodes, elements, discrete_materials, curves;
  std::map<std::string, int> part_size;
  int n_bulk = 0;
  for (auto* e : all) {
    const std::string kind = e->GetName();
    if (!attribute(e, "name").empty()) {
      CAPTURE(kind, attribute(e, "name"));
      CHECK(named[kind].insert(attribute(e, "name")).second);
    }
    if (kind == "node")
      CHECK(nodes.insert(std::stoi(attribute(e, "id"))).second);
    if (kind == "Elements")
      part_size[attribute(e, "name")] = e->GetNumberOfNestedElements();
    if (kind == "elem" && !attribute(e, "id").empty())
      CHECK(elements.insert(std::stoi(attribute(e, "id"))).second);
    if (kind == "discrete_material")
      discrete_materials.insert(std::stoi(attribute(e, "id")));
    if (kind == "load_controller")
      curves.insert(std::stoi(attribute(e, "id")));
    if (e->FindNestedElementWithName("k")) {
      auto* law = e->FindNestedElementWithName("pressure_model");
      REQUIRE(law);
      CHECK(std::string(law->GetCharacterData()) == "1");  // K/4 (J^2 - 1 - 2 ln J)
      ++n_bulk;
    }
  }
  CHECK(n_bulk >= 10);  // nucleus and annulus of five discs
  CHECK(elements.size() == model().mesh.mesh.hexahedra.size());
  CHECK(named["SolidDomain"] == named["Elements"]);

  const auto known_nodes = [&](const std::vector<int>& list) {
    return !list.empty() && std::all_of(list.begin(), list.end(), [&](int n) { return nodes.contains(n); });
  };
  for (auto* e : all) {
    const std::string kind = e->GetName();
    CAPTURE(kind, attribute(e, "name"));
    if ((kind == "elem" && !attribute(e, "id").empty()) || kind == "delem" || kind == "NodeSet")
      CHECK(known_nodes(numbers(content(e))));
    if (kind == "SolidDomain")
      CHECK(named["material"].contains(attribute(e, "mat")));
    if (kind == "ElementData")
      CHECK(part_size.at(attribute(e, "elem_set")) == e->GetNumberOfNestedElements());
    if (kind == "bc")
      CHECK(named["NodeSet"].contains(attribute(e, "node_set")));
    if (kind == "rb")
      CHECK(named["material"].contains(content(e)));
    if (kind == "discrete") {
      CHECK(named["DiscreteSet"].contains(attribute(e, "discrete_set")));
      CHECK(discrete_materials.contains(std::stoi(attribute(e, "dmat"))));
    }
    if (!attribute(e, "lc").empty())
      CHECK(curves.contains(std::stoi(attribute(e, "lc"))));
  }
  // Every strand once, in sets of strands that are alike.
  std::size_t n_strands = 0;
  for (const spine::Level level : spine::all_levels) {
    for (const fem::Connectors* ligament : model()[level].ligaments)
      n_strands += ligament->strands().size();
  }
  CHECK(std::count_if(all.begin(), all.end(), [](auto* e) { return std::string(e->GetName()) == "delem"; }) ==
        static_cast<std::ptrdiff_t>(n_strands));
  CHECK(named["DiscreteSet"].size() >= spine::n_levels * spine::n_ligaments);
}

struct Triangle {
  std::array<std::array<float, 3>, 3> corners;
};
std::vector<Triangle> triangles_of(const std::string& stl) {
  std::uint32_t n = 0;
  REQUIRE(stl.size() >= 84);
  std::memcpy(&n, stl.data() + 80, 4);
  REQUIRE(stl.size() == 84 + 50 * std::size_t{n});
  std::vector<Triangle> out(n);
  for (std::size_t t = 0; t < n; ++t)
    std::memcpy(&out[t], stl.data() + 84 + 50 * t + 12, sizeof(Triangle));
  return out;
}

TEST_CASE("the surface of every vertebra is closed and looks outwards", "[study][verification]") {
  using Corner = std::array<float, 3>;
  for (const spine::Vertebra v : spine::all_vertebrae) {
    CAPTURE(name(v));
    std::map<std::pair<Corner, Corner>, int> edges;  // directed
    double volume = 0;
    for (const Triangle& t : triangles_of(study::vertebra_stl(model().mesh, v))) {
      std::array<Eigen::Vector3d, 3> x;
      for (std::size_t k = 0; k < 3; ++k) {
        ++edges[{t.corners[k], t.corners[(k + 1) % 3]}];
        x[k] = Eigen::Vector3d(t.corners[k][0], t.corners[k][1], t.corners[k][2]);
      }
      volume += x[0].dot(x[1].cross(x[2])) / 6;
    }
    bool is_closed = true;
    for (const auto& [edge, count] : edges) {
      const auto back = edges.find({edge.second, edge.first});
      is_closed = is_closed && back != edges.end() && back->second == count;
    }
    CHECK(is_closed);
    // Bodies of L1 to L5 are 30 to 60 cm3, the slice of S1 some 18.
    CHECK(volume > 10e3);
    CHECK(volume < 120e3);
  }
}

}  // namespace
