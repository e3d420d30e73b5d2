#include "view/program.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <exception>
#include <iostream>
#include <new>
#include <span>
#include <string>

#include "core/exit_status.hpp"
#include "core/parallel.hpp"
#include "sweep/people.hpp"
#include "view/render.hpp"
#include "view/window.hpp"

namespace spondyl::view {
namespace {

/// An option whose value is a member of an enumeration by name.
template <typename Enum>
void add_choice(CLI::App& command, const char* option, Enum& value, std::span<const std::string_view> names,
                const char* help) {
  command
      .add_option_function<std::string>(
          option,
          [option, &value, names](const std::string& text) {
            const auto found = std::find(names.begin(), names.end(), text);
            if (found == names.end())
              throw core::Error(core::ErrorCode::bad_input, {.key = option}, "'" + text + "'", core::listing(names),
                                core::suggestion(text, names));
            value = static_cast<Enum>(found - names.begin());
          },
          help + (": " + core::listing(names)))
      ->type_name("NAME");
}

void read_size(const std::string& text, RenderArguments& arguments) {
  constexpr int least = 320, most = 7680;
  int used = 0;
  if (std::sscanf(text.c_str(), "%dx%d%n", &arguments.width, &arguments.height, &used) != 2 ||
      static_cast<std::size_t>(used) != text.size() || std::min(arguments.width, arguments.height) < least ||
      std::max(arguments.width, arguments.height) > most)
    throw core::Error(core::ErrorCode::bad_input, {.key = "--size"}, "'" + text + "'",
                      "WIDTHxHEIGHT in pixels, 320 to 7680 each, such as 1280x800");
}

void read_range(const std::string& text, RenderArguments& arguments) {
  ValueRange range;
  int used = 0;
  if (std::sscanf(text.c_str(), "%lf,%lf%n", &range.low, &range.high, &used) != 2 ||
      static_cast<std::size_t>(used) != text.size() || !(range.high > range.low))
    throw core::Error(core::ErrorCode::bad_input, {.key = "--range"}, "'" + text + "'",
                      "LOW,HIGH in the unit of the field, such as 0,1.5");
  arguments.style.range = range;
}

void add_render_options(CLI::App& command, RenderArguments& a) {
  command.add_option("SCENE", a.scene, "Scene file, such as scenes/fusion_l4_l5.toml")->required()->type_name("");
  command.add_option("--out", a.out, "The picture")->required()->type_name("PICTURE.png");
  command
      .add_option_function<std::string>(
          "--size", [&a](const std::string& text) { read_size(text, a); }, "In pixels; default 1280x800")
      ->type_name("WxH");
  add_choice(command, "--view", a.style.viewpoint, viewpoint_names, "From where");
  add_choice(command, "--case", a.load_case, study::load_case_names, "Load case");
  add_choice(command, "--protocol", a.protocol, std::span(study::protocol_names).first(2),
             "What is held the same (default: hybrid)");
  CLI::Option* state =
      command.add_option("--state", a.state, "intact, or operated (default where something is)")->type_name("NAME");
  CLI::Option* compare =
      command.add_flag("--compare", a.is_compared, "Intact and operated side by side, one camera, one range of colors");
  command.add_flag("--difference", a.is_difference, "Colors: what the operated spine has more than the intact one")
      ->excludes(compare, state);
  command
      .add_option("--plan-a", a.plan_a,
                  "Another scene, whose plan stands between the two, or is what the difference is to")
      ->excludes(state)
      ->type_name("SCENE");
  add_choice(command, "--film", a.film, film_names,
             "PICTURE_000.png and so on: once around, or neutral to loaded and back");
  command.add_option("--frames", a.frames, "Pictures of a film; default 48")
      ->check(CLI::Range(least_film_frames, most_film_frames))
      ->type_name("N");
  add_choice(command, "--field", a.style.field, field_names, "What colors stand for");
  add_choice(command, "--on", a.style.colored, colored_names, "What is colored");
  command
      .add_option_function<std::string>(
          "--range", [&a](const std::string& text) { read_range(text, a); }, "Of the colors; default: what is shown")
      ->type_name("LOW,HIGH");
  command.add_option("--color-map", a.style.color_map, "viridis (default) or cividis")->type_name("NAME");
  command.add_option("--exaggeration", a.style.exaggeration, "Of the motion; default 1, true to scale")
      ->check(CLI::Range(0.0, 10.0))
      ->type_name("X");
  add_choice(command, "--cut", a.style.cut, cut_names,
             "What is taken away: the half towards the eye, all above a disc");
  add_choice(command, "--cut-level", a.style.cut_level.index, spine::level_names, "The disc of an axial cut");
  add_choice(command, "--glyphs", a.style.glyphs, glyph_names,
             "Lines in the discs of a cut: principal stresses, 4 mm for 1 MPa, or fibers");
  command.add_flag("--ghost", a.style.is_ghost, "Bone as in an X-ray");
  command.add_flag("--isolines", a.style.has_isolines, "Lines of equal value");
  command.add_flag("--edges", a.style.has_element_edges, "Edges of the finite elements");
  command.add_flag("--markers", a.style.marks_extremes, "Where the field is least and greatest, with value and unit");
  command.add_flag("--forces", a.style.has_forces, "Arrows of the forces of the facet joints, in N");
  command.add_flag("--foramina", a.style.has_foramina, "Edges and heights of the foramina, in mm; narrow ones say so");
  command.add_flag("!--no-ligaments", a.style.has_ligaments, "Leave ligaments out");
  command.add_flag("!--no-implants", a.style.has_implants, "Leave implants out");
  add_choice(command, "--theme", a.style.theme, theme_names, "Background");
  command.add_option("--text-scale", a.style.text_scale, "Of all writing; default 1")
      ->check(CLI::Range(0.8, 2.0))
      ->type_name("X");
  command.add_option("--threads", a.threads, "Solves at a time")->check(CLI::Range(1, 1024))->type_name("N");
  command.add_flag("--quiet", a.is_quiet, "No messages on stderr");
}

int parse_and_run(int argc, char** argv) {
  CLI::App app("Spondyl's window and pictures.", "spondyl");
  app.require_subcommand(1);
  RenderArguments render_arguments;
  render_arguments.threads = core::available_threads();
  CLI::App* rendering = app.add_subcommand("render", "Draw a solved scene into a file, without a display");
  add_render_options(*rendering, render_arguments);
  ViewArguments view_arguments;
  view_arguments.threads = render_arguments.threads;
  CLI::App* viewing = app.add_subcommand("view", "The window: operate on a spine and watch it");
  viewing
      ->add_option("SCENE", view_arguments.opening.source, "Scene file, with --case a store; without it L4-L5 is fused")
      ->type_name("");
  CLI::Option* case_id =
      viewing->add_option("--case", view_arguments.opening.case_id, "Number of a case in the store of a study")
          ->type_name("ID");
  viewing->add_option("--plan", view_arguments.opening.plan, "Of a study with several plans; default: the first")
      ->needs(case_id)
      ->type_name("NAME");
  viewing->add_option("--threads", view_arguments.threads, "Solves at a time")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  viewing
      ->add_option("--population", view_arguments.n_people,
                   "Also over N people drawn from the published spreads, in the background")
      ->check(CLI::Range(std::size_t{1}, sweep::max_people))
      ->type_name("N");
  Mode mode = Mode::trainee;
  add_choice(*viewing, "--mode", mode, mode_names, "To begin with (default: as it was left)");
  viewing->add_option("--seconds", view_arguments.seconds, "Close after so long and say what was shown and how fast")
      ->type_name("S");
  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return "spondyl: " + std::string(error.what()) +
           "\nRun 'spondyl render --help', or 'spondyl view --help', for usage.\n";
  });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, std::cout, std::cerr) == 0 ? core::exit_done : core::exit_bad_input;
  }
  if (viewing->count("--mode") > 0)
    view_arguments.mode = mode;
  return viewing->parsed() ? view(view_arguments) : render(render_arguments);
}

}  // namespace

int run_program(int argc, char** argv) {
  return core::exit_status_of([&] { return parse_and_run(argc, argv); }, "a smaller --size");
}

}  // namespace spondyl::view
