#include "view/render.hpp"

#include <algorithm>
#include <iostream>

#include "core/exit_status.hpp"
#include "study/atomic_file.hpp"
#include "study/data_dir.hpp"
#include "study/parameter_file.hpp"
#include "study/progressive_answer.hpp"
#include "study/scene.hpp"
#include "study/table.hpp"
#include "view/answer_text.hpp"
#include "view/egl_context.hpp"
#include "view/kept_plan.hpp"
#include "view/plan_edit.hpp"

namespace spondyl::view {
namespace {

constexpr int subdivisions = 2;

/// `other`: a scene whose plan is solved on the same spine, before the scene's own.
study::Experiment one_case(const study::Scene& scene, const std::optional<study::Scene>& other,
                           const RenderArguments& arguments, const core::ParameterTable& declared) {
  study::Experiment experiment = study::experiment_of(scene, declared);
  if (other)
    experiment.plans.insert(experiment.plans.begin(), {KeptPlan::state_name, other->operations, other->healing});
  experiment.loads.cases = {arguments.load_case};
  experiment.loads.protocols = {study::is_rotation(arguments.load_case) ? arguments.protocol
                                                                        : study::Protocol::load_control};
  return experiment;
}

study::ExperimentResult solved(const study::Experiment& experiment, const RenderArguments& arguments) {
  study::ExperimentProgress progress;
  if (!arguments.is_quiet) {
    progress.on_event = [](const study::ProgressEvent& event) {
      if (event.kind == study::ProgressEvent::Kind::ended)
        std::cerr << "spondyl: " << event.task << " (" << event.n_ended << " of " << event.n_tasks << ")\n";
    };
  }
  return study::run_progressively(experiment, arguments.threads, progress).value();
}

/// Of --plan-a. Throws core::Error for one that has no plan or is not compared.
std::optional<study::Scene> other_scene(const RenderArguments& arguments, const core::ParameterTable& declared) {
  if (arguments.plan_a.empty())
    return std::nullopt;
  if (!arguments.is_compared && !arguments.is_difference)
    throw core::Error(core::ErrorCode::bad_input, {.key = "--plan-a"}, "neither --compare nor --difference",
                      "one of them: it is what another plan is for");
  study::Scene scene = study::read_scene(arguments.plan_a, declared);
  if (scene.operations.empty())
    throw core::Error(core::ErrorCode::bad_input, {.file = arguments.plan_a.string(), .key = "--plan-a"},
                      "a scene without an operation", "a scene that operates");
  return scene;
}

/// Throws core::Error for what cannot be drawn as a difference.
void check_difference(const study::Scene& scene, const std::optional<ValueRange>& range) {
  if (scene.operations.empty())
    throw core::Error(core::ErrorCode::bad_input, {.key = "--difference"}, "a scene without an operation",
                      "a scene that operates: there is nothing to compare");
  if (range && range->low != -range->high)
    throw core::Error(core::ErrorCode::bad_input, {.key = "--range"}, "other lengths on both sides of zero",
                      "a range of changes, such as -0.5,0.5");
}

/// The states to be shown, one for a panel.
std::vector<const study::StateResult*> chosen(const study::ExperimentResult& result, const RenderArguments& arguments) {
  std::vector<const study::StateResult*> out;
  if (arguments.is_compared || arguments.is_difference) {
    for (const study::StateResult& state : result.states)
      out.push_back(&state);
    if (arguments.is_difference && out.size() > 2)
      out.erase(out.begin());  // plan A is what it is to
    return out;
  }
  const std::string wanted = arguments.state.empty() ? result.states.back().name : arguments.state;
  const study::StateResult* state = result.find(wanted);
  if (!state)
    throw core::Error(core::ErrorCode::bad_input, {.key = "--state"}, "'" + wanted + "'",
                      result.states.size() > 1 ? "intact or operated" : "intact: this scene has no operation");
  return {state};
}

/// Draws pictures of the same specimens one after the other.
class Easel {
 public:
  Easel(const std::vector<std::shared_ptr<const Specimen>>& specimens, const PictureStyle& style, int width, int height)
      : gui_(text_pixels(width, height, style.text_scale)), frame_(width, height), width_(width), height_(height) {
    picture_.set_style(style);
    picture_.show(specimens);
  }

  Picture& picture() { return picture_; }

  Image draw(const PictureText& text) {
    frame_.begin();
    ImGui::NewFrame();
    const Rect all{0, 0, static_cast<float>(width_), static_cast<float>(height_)};
    picture_.draw(ImGui::GetBackgroundDrawList(), gui_.fonts(), all, text);
    frame_.end();
    return {width_, height_, frame_.pixels()};
  }

  void say_complaint() const {
    if (!picture_.complaint().empty())
      std::cerr << "spondyl: " << picture_.complaint() << '\n';
  }

 private:
  EglContext context_;
  Picture picture_;
  Gui gui_;
  OffscreenFrame frame_;
  int width_, height_;
};

}  // namespace

double text_pixels(int width, int height, double text_scale) {
  return std::max(9.0, 15.0 * std::min(width / 1280.0, height / 800.0)) * text_scale;
}

Image draw_picture(const std::vector<std::shared_ptr<const Specimen>>& specimens, const PictureStyle& style,
                   const PictureText& text, int width, int height) {
  Easel easel(specimens, style, width, height);
  Image image = easel.draw(text);
  easel.say_complaint();
  return image;
}

void draw_film(const std::vector<std::shared_ptr<const Specimen>>& specimens, const PictureStyle& style,
               const PictureText& text, int width, int height, Film film, int frames,
               const std::function<void(int, const Image&)>& take) {
  Easel easel(specimens, style, width, height);
  easel.draw(text);  // aims at the loaded spine, for all pictures
  const Aim start = aim_of(easel.picture().camera());
  for (int k = 0; k < frames; ++k) {
    if (film == Film::turn)
      easel.picture().turn(start, film_turn(k, frames));
    else
      easel.picture().set_fraction(film_fraction(k, frames));
    take(k, easel.draw(text));
  }
  easel.say_complaint();
}

int render(const RenderArguments& arguments) {
  const core::ParameterTable declared = study::read_parameters(study::find_data_dir() / "models");
  const study::Scene scene = study::read_scene(arguments.scene, declared);
  if (arguments.is_difference)
    check_difference(scene, arguments.style.range);
  read_color_map(arguments.style.color_map);  // before the work
  const std::optional<study::Scene> other = other_scene(arguments, declared);
  if (other && scene.operations.empty())
    throw core::Error(core::ErrorCode::bad_input, {.file = arguments.scene.string(), .key = "--plan-a"},
                      "a scene without an operation", "a scene that operates: there is nothing to compare it with");
  const study::ExperimentResult result = solved(one_case(scene, other, arguments, declared), arguments);
  PictureStyle style = arguments.style;
  style.narrow_foramen = parameter_value(scene, declared, narrow_foramen_parameter);
  const auto states = chosen(result, arguments);
  PictureText text{scene.name, plan_text(*states.back()), {}, {}};
  std::vector<std::shared_ptr<const Specimen>> specimens;
  for (const study::StateResult* state : states) {
    const study::CaseResult& c = state->cases.front();
    const study::CaseResult* intact = state == &result.states.front() ? nullptr : &result.states.front().cases.front();
    specimens.push_back(make_specimen(*state, c, intact, make_shape(state->spine, subdivisions)));
    if (!specimens.back()) {
      std::cerr << "spondyl: " << state->name << ": the case " << study::failure_text(c) << ", nothing to draw\n";
      return core::exit_failed;
    }
    if (states.size() > 1)
      text.captions.push_back(caption_text(*state, c, state->name == KeptPlan::state_name ? other->name : scene.name));
    text.loads = loads_text(c);
  }
  if (arguments.is_difference) {
    specimens = {difference(*specimens.back(), *specimens.front())};
    text.captions = {difference_text(other ? scene.name : "Operated", other ? other->name : "intact")};
  }
  const int status = core::written([&] {
    if (arguments.film == Film::none) {
      const Image image = draw_picture(specimens, style, text, arguments.width, arguments.height);
      return study::write_atomically(arguments.out, png_of(image));
    }
    draw_film(
        specimens, style, text, arguments.width, arguments.height, arguments.film, arguments.frames,
        [&](int k, const Image& image) { study::write_atomically(file_of_frame(arguments.out, k), png_of(image)); });
    if (can_make_video())
      make_video(arguments.out, arguments.frames);
  });
  if (status == core::exit_done && !arguments.is_quiet)
    std::cerr << "spondyl: " << arguments.out.string() << '\n';
  return status;
}

}  // namespace spondyl::view
