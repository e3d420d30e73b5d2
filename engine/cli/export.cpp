#include "cli/export.hpp"

#include <algorithm>
#include <array>
#include <iostream>

#include "cli/answer.hpp"
#include "core/units.hpp"
#include "study/atomic_file.hpp"
#include "study/export_feb.hpp"
#include "study/export_inp.hpp"
#include "study/export_stl.hpp"
#include "study/fields_vtu.hpp"
#include "surgery/operate.hpp"

namespace spondyl::cli {
namespace {

constexpr std::array<std::string_view, 4> formats{"inp", "feb", "vtu", "stl"};

/// One file a vertebra, the name of the vertebra before the ending.
void write_surfaces(const std::filesystem::path& out, const spine::SpineMesh& mesh) {
  const std::filesystem::path folder = out.has_parent_path() ? out.parent_path() : ".";
  study::OutputFolder files(folder);
  for (const spine::Vertebra v : spine::all_vertebrae) {
    const std::string file = out.stem().string() + "_" + std::string(name(v)) + ".stl";
    files.add(file, study::vertebra_stl(mesh, v));
    std::cerr << "spondyl: " << (folder / file).string() << '\n';
  }
  files.commit();
}

}  // namespace

int export_spine(const ExportArguments& arguments, const core::ParameterTable& declared) {
  if (std::find(formats.begin(), formats.end(), arguments.format) == formats.end()) {
    throw core::Error(core::ErrorCode::bad_input, {.key = "--format"},
                      arguments.format.empty() ? "nothing" : "'" + arguments.format + "'", core::listing(formats),
                      core::suggestion(arguments.format, formats));
  }
  study::Scene scene;
  if (!arguments.scene.empty())
    scene = study::read_scene(arguments.scene, declared);
  const core::ParameterTable table = study::with_overrides(declared, scene.parameters);
  const auto spine =
      spine::make_spine_model(surgery::operate(spine::make_specification(table, scene.resolution), scene.operations,
                                               surgery::make_conditions(table, scene.healing))
                                  .spec);
  const std::filesystem::path out = arguments.out.value_or(
      (arguments.scene.empty() ? "spine" : std::filesystem::path(arguments.scene).stem().string()) + "." +
      arguments.format);
  const double moment = core::newton_millimeters(table.value("load.moment_Nm"));
  try {
    if (arguments.format == "stl") {
      write_surfaces(out, spine->mesh);
      return exit_done;
    }
    study::write_atomically(out, arguments.format == "inp" ? study::spine_inp(*spine, moment)
                                 : arguments.format == "feb"
                                     ? study::spine_feb(*spine, moment)
                                     : study::fields_vtu(*spine, spine->model->initial_state()));
  } catch (const core::Error& error) {
    if (error.code() != core::ErrorCode::io)
      throw;
    std::cerr << "spondyl: " << error.what() << '\n';
    return exit_failed;
  }
  std::cerr << "spondyl: " << out.string() << '\n';
  return exit_done;
}

}  // namespace spondyl::cli
