// Scenes as text: what is written is read back as the same scene.

#include "study/scene_text.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "made_up_result.hpp"
#include "temporary_folder.hpp"

namespace {

using namespace spondyl;

study::Scene read(const test::TemporaryFolder& folder, const std::string& text) {
  return study::read_scene(folder.write("scene.toml", text), test::shipped_parameters());
}

constexpr const char* rich_scene = R"(format = "spondyl-scene"
version = 1
name = "a \"rich\" scene"
description = "with everything"
[spine]
resolution = "standard"
[parameters]
"anatomy.L4-L5.disc_height_anterior_mm" = 13.5
"load.moment_Nm" = 10
[[operation]]
type = "laminectomy"
vertebra = "L2"
extent = "hemi"
side = "left"
[[operation]]
type = "facetectomy"
level = "L2-L3"
share = 0.25
side = "right"
[[operation]]
type = "ligament_resection"
level = "L1-L2"
ligament = "SSL"
[[operation]]
type = "bone_resection"
vertebra = "L1"
part = "transverse"
side = "left"
[[operation]]
type = "discectomy"
level = "L2-L3"
nucleus_share = 0.5
entry = "transforaminal"
side = "left"
window_width_mm = 13
[[operation]]
type = "interbody_cage"
level = "L2-L3"
kind = "tlif"
side = "left"
height_mm = 11
lordosis_deg = 7
material = "titanium"
months = 3
[[operation]]
type = "posterolateral_graft"
level = "L3-L4"
side = "right"
[[operation]]
type = "fusion"
levels = ["L4-L5"]
approach = "plif"
rod_side = "left"
rods = "peek"
rod_diameter_mm = 6
screw_diameter_mm = 6
screw_length_mm = 40
cage_height_mm = 12
cage_lordosis_deg = 4
cage_material = "allograft"
months = 6
union = "delayed"
graft = "low"
[[operation]]
type = "fusion"
levels = ["L5-S1"]
approach = "alif"
stand_alone = true
cage_kind = "alif_large"
[[operation]]
type = "instrumentation"
levels = ["L2-L3"]
anchor = "laminar_hooks"
side = "right"
[[operation]]
type = "remove_instrumentation"
levels = ["L2-L3"]
[healing]
months = 9
union = "non_union"
graft = "high"
smoker = true
[loads]
cases = ["flexion", "axial_rotation_left"]
protocols = ["load_control", "displacement_control"]
rotation_deg = 20
[[expectation]]
quantity = "annulus_stress_MPa"
load_case = "flexion"
protocol = "load_control"
level = "L3-L4"
of = "value"
low = -20
high = 80
kind = "published"
source = "HSIEH2020_RODS"
confidence = "primary"
note = "a note"
)";

TEST_CASE("every key of a scene with all operations is written again", "[study][unit]") {
  const test::TemporaryFolder folder;
  const std::string text = study::scene_text(read(folder, rich_scene));
  std::istringstream lines(rich_scene);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(text.find(line + "\n") != std::string::npos);
  }
  CHECK(study::scene_text(read(folder, text)) == text);
}

TEST_CASE("every ready-made scene is read back as it was", "[study][unit]") {
  const test::TemporaryFolder folder;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(SPONDYL_SOURCE_DIR) + "/scenes")) {
    if (entry.path().extension() != ".toml")
      continue;
    INFO(entry.path());
    const study::Scene scene = study::read_scene(entry.path(), test::shipped_parameters());
    const std::string text = study::scene_text(scene);
    const study::Scene again = read(folder, text);
    CHECK(study::scene_text(again) == text);
    CHECK(again.parameters.size() <= scene.parameters.size());
    CHECK(again.operations.size() == scene.operations.size());
    CHECK(again.expectations.size() == scene.expectations.size());
  }
}

}  // namespace
