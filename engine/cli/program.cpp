#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <iostream>
#include <new>
#include <span>
#include <string>
#include <string_view>

#include "cli/answer.hpp"
#include "cli/calibrate.hpp"
#include "cli/commands.hpp"
#include "cli/compare.hpp"
#include "cli/export.hpp"
#include "cli/study_answers.hpp"
#include "cli/sweep.hpp"
#include "cli/validate.hpp"
#include "core/parallel.hpp"
#include "core/version.hpp"
#include "study/data_dir.hpp"
#include "study/parameter_file.hpp"
#include "study/parameter_list.hpp"
#include "sweep/people.hpp"

namespace spondyl::cli {
namespace {

constexpr const char* examples = R"(
Examples:
  spondyl fuse L4-L5                          fuse one segment, all directions, both protocols
  spondyl fuse L3-L5                          two segments, L3-L4 and L4-L5
  spondyl fuse L4-L5 --approach tlif --side left --rods titanium --months 0   the operation as it is done
  spondyl fuse L4-L5 --approach plif --months 0,3,6,12,24     load moving from rods to bone
  spondyl fuse L5-S1 --approach alif --stand-alone --cage-lordosis-deg 12 --union non_union
  spondyl compare scenes/tlif_l4_l5.toml scenes/laminectomy_l4.toml   plans side by side
  spondyl fuse L4-L5 --cases flexion,extension --moment-Nm 10
  spondyl fuse L4-L5 --set anatomy.L3-L4.disc_height_anterior_mm=9
  spondyl fuse L4-L5 --set anatomy.L3-L4.degeneration_grade=2 --set tissue.bone_t_score=-2.5
  spondyl fuse L4-L5 --person female_median   a smaller person
  spondyl fuse L4-L5 --radiograph scenes/lateral_radiograph.csv   a patient's lateral X-ray, corner by corner
  spondyl run scenes/fusion_l4_l5.toml --out results/
  spondyl sweep scenes/sweeps/rod_stiffness.toml --out rods/   a parameter study; the same command resumes it
  spondyl run --case 7 rods/                  one case of it again, bit for bit
  spondyl view scenes/tlif_l4_l5.toml         the window
  spondyl view --case 7 rods/                 the window with that case
  spondyl render scenes/tlif_l4_l5.toml --out tlif.png --compare   a picture, without a display
  spondyl validate                            every published comparison, inside or outside
  spondyl calibrate --out models/calibrated.toml   fit the parameters that ship
  spondyl export scenes/fusion_l4_l5.toml --format inp   for CalculiX; feb, vtu and stl likewise
  spondyl params                              what can be set: path, unit, range, source

Results go to stdout, messages to stderr. Exit status: 0 done, 1 something did not converge,
could not be written or is not validated, 2 bad input, 130 interrupted. A model, not a forecast.)";

core::ParameterTable declared_parameters() { return study::read_parameters(study::find_data_dir() / "models"); }

template <class Enum>
void add_choice(CLI::App& command, const std::string& option, Enum& chosen, std::span<const std::string_view> names,
                const std::string& help) {
  const auto choose = [&chosen, option, names](const std::string& text) {
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end())
      throw core::Error(core::ErrorCode::bad_input, {.key = option}, "'" + text + "'", core::listing(names),
                        core::suggestion(text, names));
    chosen = static_cast<Enum>(found - names.begin());
  };
  command.add_option_function<std::string>(option, choose, help)->type_name("NAME");
}

void add_resolution_option(CLI::App& command, spine::Resolution& resolution) {
  add_choice(command, "--resolution", resolution, spine::resolution_names, "interactive (default), standard or fine");
}

void add_threads_option(CLI::App& command, int& threads) {
  command.add_option("--threads", threads, "Solves at a time; the result is the same for any number")
      ->check(CLI::Range(1, 1024))
      ->type_name("N")
      ->capture_default_str();
}

void add_answer_options(CLI::App& command, AnswerOptions& options) {
  command.add_option("--out", options.out, "Folder for result.json, levels.csv and fields/*.vtu")->type_name("DIR");
  add_threads_option(command, options.threads);
  add_choice(command, "--fidelity", options.fidelity, spine::fidelity_names,
             "elastic_bone (default), or rigid_bone: rigid vertebrae, a quick approximation");
  command.add_flag("--json", options.is_json, "Print result.json instead of the table");
  command.add_flag("--quiet", options.is_quiet, "No progress on stderr");
}

void add_fusion_options(CLI::App& command, FusionArguments& a) {
  constexpr const char* group = "How it is fused (default: an idealized block of mature bone)";
  const auto name = [&](const char* option, std::optional<std::string>& value, const char* help) {
    command.add_option(option, value, help)->type_name("NAME")->group(group);
  };
  const auto number = [&](const char* option, std::optional<double>& value, const char* help) {
    command.add_option(option, value, help)->type_name("X")->group(group);
  };
  name("--approach", a.approach, "plf, plif, tlif, alif or llif, with all that it cuts and implants");
  name("--side", a.side, "left or right: needed for tlif and llif; plif and plf can be one-sided");
  name("--rods", a.rods, "titanium (default), cobalt_chromium, steel or peek");
  number("--rod-diameter-mm", a.rod_diameter_mm, "5.5 (default), 6.0 or 6.35");
  name("--rod-side", a.rod_side, "both (default), left or right");
  name("--anchor", a.anchor, "pedicle_screws (default) or laminar_hooks");
  command.add_flag("--cross-link", a.has_cross_link, "A bar between the rods")->group(group);
  command.add_flag("--stand-alone,--no-screws", a.is_stand_alone, "No screws and rods")->group(group);
  name("--cage-kind", a.cage_kind, "plif; tlif, tlif_straight; alif, alif_large; llif_18, llif_22");
  number("--cage-height-mm", a.cage_height_mm, "In its middle; default: the catalog's, or as high as the disc");
  number("--cage-lordosis-deg", a.cage_lordosis_deg, "Wedge of the cage");
  name("--cage-material", a.cage_material, "peek (default), titanium or allograft");
  command.add_option("--months", a.months, "Since surgery, 0 to 24, default 12; several give one plan over time")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("M,...")
      ->group(group);
  name("--union", a.outcome, "union (default), delayed or non_union");
  name("--graft", a.graft, "low, central (default) or high course of the graft's stiffness");
  command.add_flag("--smoker", a.is_smoker, "Marks the published risk of non-union that applies")->group(group);
}

void add_fuse_options(CLI::App& command, FuseArguments& arguments) {
  command.add_option("LEVELS", arguments.levels, "One to three neighboring levels: L4-L5, or L3-L4 L4-L5, or L3-L5")
      ->required()
      ->type_name("");
  add_fusion_options(command, arguments.fusion);
  command.add_option("--moment-Nm", arguments.moment_Nm, "Moment of the rotation cases")->type_name("M");
  command.add_option("--follower-N", arguments.follower_N, "Follower load of the rotation cases")->type_name("F");
  command
      .add_option("--cases", arguments.cases,
                  "flexion, extension, lateral_bending_left, lateral_bending_right, axial_rotation_left, "
                  "axial_rotation_right, compression, standing")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("NAME,...");
  command.add_option("--protocols", arguments.protocols, "load_control, hybrid, displacement_control")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("NAME,...");
  command.add_option("--rotation-deg", arguments.rotation_deg, "Total rotation of displacement_control")
      ->type_name("R");
  command.add_option("--resolution", arguments.resolution, "interactive, standard or fine")
      ->type_name("NAME")
      ->capture_default_str();
  command.add_option("--person", arguments.person, "Whose spine: default, or female_ or male_ small, median, large")
      ->type_name("NAME");
  command
      .add_option("--radiograph", arguments.radiograph, "Corner points of a lateral radiograph (docs/radiograph.md)")
      ->type_name("FILE.csv");
  command.add_option("--set", arguments.settings, "Any parameter of 'spondyl params'; may be repeated")
      ->allow_extra_args(false)
      ->type_name("PATH=VALUE");
}

void add_calibrate_options(CLI::App& command, CalibrateArguments& arguments) {
  command.add_option("--out", arguments.out, "File for the parameters, as models/calibrated.toml; stdout without it")
      ->type_name("FILE");
  command.add_option("WHAT", arguments.what, "follower-path: the path of the follower load; default: the knobs")
      ->check(CLI::IsMember({"follower-path"}))
      ->type_name("");
  command.add_option("--knobs", arguments.knobs, "What may be turned; default models/calibration/knobs.toml")
      ->type_name("FILE");
  command.add_flag("--sensitivities", arguments.is_sensitivities, "Only print how far each knob moves each rotation");
  add_resolution_option(command, arguments.options.resolution);
  add_threads_option(command, arguments.options.threads);
  command.add_flag("--quiet", arguments.is_quiet, "No progress on stderr");
}

void add_validate_options(CLI::App& command, ValidateArguments& arguments) {
  command.add_option("--rows", arguments.options.pattern, "Only rows whose id fits, such as 'YAM89_*'")
      ->type_name("PATTERN");
  command.add_flag("--quick", arguments.options.is_quick, "Only what takes a minute or two");
  command.add_option("--docs", arguments.docs, "Folder for validation.md and its plots (needs gnuplot)")
      ->type_name("DIR");
  command.add_flag("--convergence", arguments.is_convergence,
                   "Instead: the same loads on all meshes up to --resolution (standard at least)");
  command.add_flag("--scenes", arguments.is_scenes, "Instead: what the ready-made scenes expect to come out");
  add_resolution_option(command, arguments.options.resolution);
  add_threads_option(command, arguments.options.threads);
  command.add_flag("--json", arguments.is_json, "Print the rows as JSON instead of the table");
  command.add_flag("--quiet", arguments.is_quiet, "No progress on stderr");
}

void add_export_options(CLI::App& command, ExportArguments& arguments) {
  command.add_option("SCENE", arguments.scene, "Scene file; without it the default spine")->type_name("");
  command
      .add_option("--format", arguments.format, "inp (CalculiX), feb (FEBio 4), vtu (ParaView) or stl (bone surfaces)")
      ->required()
      ->type_name("NAME");
  command
      .add_option("--out", arguments.out,
                  "File; default: the name of the scene here. stl: one file a vertebra, its name added")
      ->type_name("FILE");
}

void add_sweep_options(CLI::App& command, SweepArguments& arguments) {
  command.add_option("SWEEP", arguments.file, "Study file, such as scenes/sweeps/rod_stiffness.toml")
      ->required()
      ->type_name("");
  command.add_option("--out", arguments.out, "Folder of the store; what it holds already is not computed again")
      ->type_name("DIR");
  command.add_option("--jobs", arguments.jobs, "Cases at a time; the rows are the same for any number")
      ->check(CLI::Range(1, 1024))
      ->type_name("N")
      ->capture_default_str();
  command.add_option("--shard", arguments.shard, "Part I of N, with a store of its own; 'spondyl merge' joins them")
      ->type_name("I/N");
  command.add_flag("--dry-run", arguments.is_dry_run, "Only say how many cases, how long, and the first of them");
  command.add_flag("--quick", arguments.is_quick, "The study's small size, for trying it out");
  command.add_flag("--quiet", arguments.is_quiet, "No progress on stderr");
}

void add_merge_options(CLI::App& command, MergeArguments& arguments) {
  command.add_option("STORES", arguments.stores, "Folders of the shards")->required()->type_name("");
  command.add_option("--out", arguments.out, "Folder of the joined store")->required()->type_name("DIR");
}

void add_stats_options(CLI::App& command, StatsArguments& arguments) {
  command.add_option("STORE", arguments.store, "Folder of a study")->required()->type_name("");
  command.add_option("--out", arguments.out, "Folder for tables (.csv) and figures (.svg, .png)")->type_name("DIR");
}

void add_query_options(CLI::App& command, QueryArguments& arguments) {
  command.add_option("STORE", arguments.store, "Folder of a study")->required()->type_name("");
  command.add_option("SQL", arguments.sql, "One command of SQL that reads (docs/studies.md); default: all cases")
      ->type_name("");
  command.add_option("--out", arguments.out, "File for the answer, .csv or .h5; default: stdout, as CSV")
      ->type_name("FILE");
}

// CLI11 would only say that a command is missing.
void check_command(int argc, char** argv) {
  constexpr std::array<std::string_view, 13> commands{"fuse",      "run",    "compare", "sweep",  "merge",
                                                      "stats",     "query",  "view",    "render", "validate",
                                                      "calibrate", "export", "params"};
  const std::string command = argc > 1 ? argv[1] : "";
  if (command.empty() || command[0] == '-' || std::find(commands.begin(), commands.end(), command) != commands.end())
    return;
  throw core::Error(core::ErrorCode::bad_input, {}, "the command '" + command + "'", core::listing(commands),
                    core::suggestion(command, commands));
}

int parse_and_run(int argc, char** argv) {
  check_command(argc, argv);
  CLI::App app("Spondyl: what a lumbar fusion does to the segments that were not operated on.", "spondyl");
  app.footer(examples);
  app.require_subcommand(1);
  app.set_version_flag("--version",
                       "spondyl " + std::string(core::version()) + " (" + std::string(core::git_commit()) + ")");

  AnswerOptions options;
  options.threads = core::available_threads();
  FuseArguments fuse_arguments;
  std::string scene_file;
  bool is_json_list = false;

  CLI::App* fuse = app.add_subcommand("fuse", "Fuse levels and print what changes, level by level");
  add_fuse_options(*fuse, fuse_arguments);
  add_answer_options(*fuse, options);
  fuse->add_option("--population", options.n_people, "Also over N people drawn from the published spreads")
      ->check(CLI::Range(std::size_t{1}, sweep::max_people))
      ->excludes("--person")
      ->excludes("--radiograph")
      ->type_name("N");
  std::optional<std::size_t> case_id;
  CLI::App* run = app.add_subcommand("run", "Solve a scene file, or one case of a parameter study again");
  run->add_option("SCENE", scene_file, "Scene file, such as scenes/fusion_l4_l5.toml; with --case a store")
      ->required()
      ->type_name("");
  run->add_option("--case", case_id, "Number of a case in the store of a study")->type_name("ID");
  add_answer_options(*run, options);
  run->get_option("--case")->excludes("--fidelity");
  ValidateArguments validate_arguments;
  validate_arguments.options.threads = core::available_threads();
  std::vector<std::string> compare_files;
  CLI::App* comparing = app.add_subcommand("compare", "Compare the plans of several scenes on the first one's spine");
  comparing->add_option("SCENES", compare_files, "Scene files, at least two")
      ->required()
      ->expected(2, 16)
      ->type_name("");
  add_answer_options(*comparing, options);
  // Handed over before anything is parsed (cli/hand_over.hpp); here for the list of commands.
  app.add_subcommand("view", "The window: operate on a spine and watch it");
  app.add_subcommand("render", "Draw a solved scene into a file, without a display");
  CLI::App* validated =
      app.add_subcommand("validate", "Compare with published measurements; exit 1 if one required fails");
  add_validate_options(*validated, validate_arguments);
  CalibrateArguments calibrate_arguments;
  calibrate_arguments.options.threads = core::available_threads();
  CLI::App* calibrated = app.add_subcommand("calibrate", "Fit the stated parameters to the calibration rows");
  add_calibrate_options(*calibrated, calibrate_arguments);
  ExportArguments export_arguments;
  CLI::App* exporting =
      app.add_subcommand("export", "Write the spine for CalculiX, FEBio, ParaView or a surface viewer");
  add_export_options(*exporting, export_arguments);
  SweepArguments sweep_arguments;
  sweep_arguments.jobs = core::available_threads();
  CLI::App* sweeping = app.add_subcommand("sweep", "Compute a parameter study, or what is left of it");
  add_sweep_options(*sweeping, sweep_arguments);
  MergeArguments merge_arguments;
  CLI::App* merging = app.add_subcommand("merge", "Join the stores of a study's shards");
  add_merge_options(*merging, merge_arguments);
  StatsArguments stats_arguments;
  CLI::App* stating = app.add_subcommand("stats", "Statistics, tables and figures of a parameter study");
  add_stats_options(*stating, stats_arguments);
  QueryArguments query_arguments;
  CLI::App* querying = app.add_subcommand("query", "Cases of a parameter study by SQL, as CSV or HDF5");
  add_query_options(*querying, query_arguments);
  CLI::App* params = app.add_subcommand("params", "List every parameter: value, unit, range, meaning, source");
  params->add_flag("--json", is_json_list, "As a JSON list");

  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return "spondyl: " + std::string(error.what()) +
           "\nRun 'spondyl --help', or 'spondyl COMMAND --help', for usage.\n";
  });

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, std::cout, std::cerr) == 0 ? print("") : exit_bad_input;
  }
  if (validated->parsed())
    return validate(validate_arguments);
  if (calibrated->parsed())
    return calibrate(calibrate_arguments);
  if (merging->parsed())
    return merge(merge_arguments);
  if (stating->parsed())
    return stats(stats_arguments);
  if (querying->parsed())
    return query(query_arguments);
  const core::ParameterTable declared = declared_parameters();
  if (sweeping->parsed())
    return sweep(sweep_arguments, declared);
  if (params->parsed())
    return print(is_json_list ? study::parameter_json(declared) : study::parameter_list(declared));
  if (run->parsed() && case_id)
    return run_case(*case_id, scene_file, declared, options);
  if (run->parsed()) {
    const study::Scene scene = study::read_scene(scene_file, declared);
    return answer(scene, study::own_plans(scene), declared, options);
  }
  if (comparing->parsed())
    return compare(compare_files, declared, options);
  if (exporting->parsed())
    return export_spine(export_arguments, declared);
  const study::Scene scene = fuse_scene(fuse_arguments, declared);
  const auto& fusion = std::get<surgery::Fusion>(scene.operations.front());
  return answer(scene, plans_of(fuse_arguments.fusion, fusion), declared, options);
}

}  // namespace

int run_program(int argc, char** argv) {
  return core::exit_status_of([&] { return parse_and_run(argc, argv); }, "a coarser --resolution or fewer --threads");
}

}  // namespace spondyl::cli
