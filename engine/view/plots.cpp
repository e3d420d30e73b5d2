#include "view/plots.hpp"

#include <memory>
#include <utility>

#include "study/atomic_file.hpp"
#include "study/gnuplot.hpp"

namespace spondyl::view {

CourseSolver make_course_solver() {
  const auto cache = std::make_shared<study::SolutionCache>();
  return [cache](const study::CourseQuestion& question, const study::CourseRun& run) {
    return study::course_of(question, *cache, run);
  };
}

std::string Plots::key(study::CourseKind kind, const std::string& question, study::Protocol protocol) {
  const bool is_of_moments = kind == study::CourseKind::moments;
  return (is_of_moments ? "moments" : std::string(study::name(protocol))) + "\n" + question;
}

std::string Plots::refusal(study::CourseKind kind, const study::Scene& scene, study::LoadCase load_case) {
  if (kind == study::CourseKind::moments && !study::is_rotation(load_case))
    return "No moment drives this motion. Choose a bending or a turning one (Loads).";
  if (kind == study::CourseKind::months && scene.operations.empty())
    return "Nothing heals: nothing is planned. Fuse a level first.";
  return {};
}

void Plots::ask(Background& background, const std::string& question, study::Experiment experiment,
                study::LoadCase load_case, study::Protocol protocol) {
  const study::CourseKind kind = this->kind();
  if (kind == study::CourseKind::moments || !study::is_rotation(load_case))
    protocol = study::Protocol::load_control;
  const double follower = experiment.parameters.value("load.follower_N");
  const double moment = experiment.parameters.value("load.moment_Nm");
  const auto work = [this, key = key(kind, question, protocol), follower, moment,
                     asked = study::CourseQuestion{kind, std::move(experiment), load_case, protocol}](
                        const ErrandLine& line) -> std::function<void()> {
    const study::CourseRun run{threads_, {line.stop, [&](const study::ProgressEvent&) { line.wait(); }}, line.tell};
    auto course = solver_(asked, run);
    if (!course)
      return {};
    return [this, key, solved = Solved{*std::move(course), follower, moment}] { kept_.keep(key, solved); };
  };
  background.ask({kind == study::CourseKind::moments ? "Moments" : "Months", question, study::n_course_points, work});
}

std::optional<Chart> Plots::chart(const std::string& question, study::Protocol protocol) {
  const Solved* solved = kept_.find(key(kind(), question, protocol));
  if (!solved)
    return std::nullopt;
  Chart chart = course_chart(solved->course, choice_);
  chart.corridors = corridors(published_, solved->course.load_case, choice_, solved->follower, solved->moment_Nm);
  return chart;
}

void save_chart(const Chart& chart, const std::filesystem::path& file) {
  const std::string script = chart_script(chart);
  if (file.extension() == ".svg")
    study::write_atomically(file, study::draw_svg(script, chart_width, chart_height));
  else if (file.extension() == ".png")
    study::write_atomically(file, study::draw_png(script, chart_width, chart_height));
  else
    throw core::Error(core::ErrorCode::bad_input, {.file = file.string()}, "'" + file.extension().string() + "'",
                      "a name that ends in .svg or .png");
}

}  // namespace spondyl::view
