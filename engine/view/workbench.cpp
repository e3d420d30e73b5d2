#include "view/workbench.hpp"

#include <algorithm>
#include <utility>

#include "study/atomic_file.hpp"
#include "study/data_dir.hpp"
#include "study/fields_vtu.hpp"
#include "study/published_risk.hpp"
#include "study/table.hpp"
#include "study/validation_file.hpp"
#include "view/answer_text.hpp"
#include "view/loads_panel.hpp"
#include "view/ready_plans.hpp"
#include "view/scene_camera.hpp"
#include "view/splitter.hpp"

namespace spondyl::view {
namespace {

constexpr double fine_after_seconds = 0.35;
constexpr float most_of_panels = 0.62f;  // of the window's width: the picture keeps the rest, however large the text

/// The protocol that the window shows first: one of the scene's, as it was if that is among them.
study::Protocol first_protocol(const study::Loads& loads, study::Protocol present) {
  const auto is_present = std::find(loads.protocols.begin(), loads.protocols.end(), present) != loads.protocols.end();
  const study::Protocol first = is_present || loads.protocols.empty() ? present : loads.protocols.front();
  return first == study::Protocol::displacement_control ? present : first;
}

}  // namespace

Workbench::Workbench(WorkbenchSetup setup)
    : declared_(std::move(setup.declared)),
      published_(study::read_findings(study::find_data_dir() / "models")),
      patient_text_(study::read_text_sections(study::find_data_dir() / "assets" / "texts" / "patient_en.toml")),
      lessons_(read_lessons(study::find_data_dir() / "scenes" / "lessons", declared_)),
      ready_plans_(read_ready_plans(study::find_data_dir() / "scenes", declared_)),
      document_(std::move(setup.document)),
      autosave_(setup.state_folder),
      recent_(setup.state_folder),
      answers_(std::move(setup.answerer), setup.quality == Quality::fine ? 2 : 1, std::move(setup.ring)),
      quality_(setup.quality),
      layout_file_(setup.state_folder),
      left_panel_(layout_file_.layout().left_panel),
      right_panel_(layout_file_.layout().right_panel),
      people_(std::move(setup.people), setup.threads),
      asked_people_(setup.n_people),
      plots_(std::move(setup.courses),
             study::read_validation(study::find_data_dir() / "models" / "validation", declared_).rows, setup.threads) {
  show_own_loads();
  const Layout& layout = layout_file_.layout();
  state_.mode = setup.mode.value_or(layout.mode);
  state_.style.theme = layout.theme;
  state_.text_scale = layout.text_scale;
  message_ = layout_file_.notice();
  if (autosave_.is_left_over())
    message_ = "Unsaved work of an earlier run is in " + autosave_.file().string() + " (File, Open).";
}

void Workbench::open(const std::filesystem::path& file) {
  try {
    Document opened(study::read_scene(file, declared_), file);
    end_lesson();
    document_ = std::move(opened);
    show_own_loads();
    message_ = "Opened " + file.string();
    recent_.add(file);
  } catch (const core::Error& error) {
    message_ = error.what();
  }
}

void Workbench::show_own_loads() {
  const study::Loads& loads = document_.scene().loads;
  state_.protocol = first_protocol(loads, state_.protocol);
  if (!loads.cases.empty())
    state_.load_case = loads.cases.front();
}

bool Workbench::write(const std::filesystem::path& file, const std::function<void()>& writing) {
  try {
    writing();
    message_ = "Saved " + file.string();
    return true;
  } catch (const core::Error& error) {
    message_ = std::string("Not saved: ") + error.what();
    return false;
  }
}

bool Workbench::save(const std::filesystem::path& file) {
  refusal_ = check(document_.scene(), declared_);
  if (!refusal_.message.empty()) {  // a file that could not be opened again
    message_ = "Not saved: this plan cannot be done: " + refusal_.message;
    return false;
  }
  return write(file, [&] {
    document_.save(file);
    recent_.add(file);
  });
}

void Workbench::save_picture(const Image& frame) {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  const float x = static_cast<float>(frame.width) / size.x, y = static_cast<float>(frame.height) / size.y;
  const Rect& place = picture_place_;
  const Image picture = part(frame, static_cast<int>(x * place.x), static_cast<int>(y * place.y),
                             static_cast<int>(x * place.width), static_cast<int>(y * place.height));
  if (film_)
    return take_film_picture(picture);
  write(order_->file, [&] { study::write_atomically(order_->file, png_of(picture)); });
  order_.reset();
}

void Workbench::save_fields(const std::filesystem::path& file) {
  const auto& states = answers_.shown()->states;
  const study::StateResult& state = state_.shown == Shown::intact ? states.front() : states.back();
  const study::CaseResult* solved = case_of(state);
  if (!solved || !solved->converged())
    message_ = "Not saved: nothing has converged";
  else
    write(file, [&] { study::write_atomically(file, study::fields_vtu(*state.spine, solved->state)); });
}

const study::CaseResult* Workbench::case_of(const study::StateResult& state) const {
  const auto found = std::find_if(state.cases.begin(), state.cases.end(), [&](const study::CaseResult& c) {
    return !study::is_rotation(c.load_case) || c.protocol == state_.protocol;
  });
  return found == state.cases.end() ? nullptr : &*found;
}

void Workbench::ask_to_open(const std::filesystem::path& file) {
  leave([this, file] { open(file); }, "Lose them and open");
}

void Workbench::ask_to_close() {
  leave(
      [this] {
        is_closed_ = true;
        autosave_.forget();
      },
      "Lose them and quit");
}

void Workbench::leave(std::function<void()> where, const char* words) {
  if (film_)
    stop_film("Film cancelled");
  if (work().has_unsaved_changes())
    leaving_ = Leaving{std::move(where), words};
  else
    where();
}

bool Workbench::is_solving() const { return answers_.news().has_value(); }

bool Workbench::is_busy() const {
  return state_.is_playing || order_ || film_ || (!is_solving() && quiet_seconds_ < 2 * fine_after_seconds);
}

void Workbench::apply(std::optional<SceneEdit> edit) {
  if (edit)
    document_.edit(edit->name, std::move(edit->scene));
}

void Workbench::solve() {
  if (document_.text() != checked_text_) {
    checked_text_ = document_.text();
    refusal_ = check(document_.scene(), declared_);
    plan_a_.stand_beside(document_.scene(), declared_);
  }
  autosave_.keep(work());
  const study::Plan* kept = walk_ ? nullptr : plan_a_.beside();  // a lesson compares what it is about
  const std::string key = std::string(study::name(state_.load_case)) + "\n" + document_.text() +
                          (kept ? "\nplan A\n" + plan_a_.question() : "");
  answers_.want(key, refusal_.message.empty(),
                [&] { return one_case(document_.scene(), state_.load_case, declared_, kept); });
}

/// Hands the picture what it should show, where that has changed.
void Workbench::show_answer() {
  const bool is_same_choice = state_.shown == shown_state_.shown && state_.protocol == shown_state_.protocol;
  if (!answers_.shown() || (shown_edition_ == answers_.edition() && is_same_choice))
    return;
  const study::ExperimentResult& result = *answers_.shown();
  const bool is_new_answer = shown_edition_ != answers_.edition();
  shown_edition_ = answers_.edition();
  shown_state_ = state_;
  std::vector<std::shared_ptr<const Specimen>> specimens;
  captions_.clear();
  for (const study::StateResult* state : shown_states()) {
    const study::CaseResult* solved = case_of(*state);
    if (!solved)
      continue;
    if (const auto& specimen = answers_.specimen(static_cast<std::size_t>(state - result.states.data()),
                                                 static_cast<std::size_t>(solved - state->cases.data()))) {
      specimens.push_back(specimen);
      captions_.push_back(caption(*state));
      if (const std::string fold = study::fold_text(*solved); !fold.empty())
        message_ = caption(*state) + ": " + fold;
    } else {
      message_ = caption(*state) + ": this case " + study::failure_text(*solved);
    }
  }
  if (is_difference(state_.shown) && specimens.size() == 2) {
    specimens = {difference(*specimens[1], *specimens[0])};
    captions_ = {difference_text(captions_[1], captions_[0])};
  } else if (state_.shown != Shown::compared) {
    captions_.clear();
  }
  picture_.show(std::move(specimens));
  quiet_seconds_ = 0;
  if (!is_new_answer)
    return;
  const study::Plan plan{"operated", document_.scene().operations, document_.scene().healing};
  for (const study::Protocol protocol : {study::Protocol::load_control, study::Protocol::hybrid})
    spreads_[protocol] = study::published_spreads(published_, plan, protocol);
  findings_ = plan.operations.empty() ? "" : study::findings_text(published_, plan);
  risk_ = plan.operations.empty() ? "" : study::risk_text(declared_, plan, document_.scene().is_smoker);
}

void Workbench::frame(Gui& gui, double seconds) {
  landmarks_.begin_frame();
  if (order_)
    order_->is_due = true;
  if (film_)
    film_->set_frame();
  gui.set_theme(state_.style.theme);
  if (!ImGui::IsAnyItemActive())
    document_.seal();
  if (!film_)
    shortcuts();
  background_.collect();
  collect_plot_file();
  collect_video();
  if (!film_)  // which is of one answer: the next waits
    solve();
  background_.hold(answers_.news().has_value());
  if (asked_people_)
    ask_people();
  show_answer();
  advance_motion(state_, seconds);
  menu(gui);
  panels(gui, seconds);
  if (shown_edition_ == answers_.edition())
    answers_.go_on();
  if (document_.text() != checked_text_)
    solve();  // what the panels have changed need not wait for the next frame
  keep_layout(seconds);
  questions();
  help();
}

Detail Workbench::detail() const {
  if (quality_ == Quality::plain)
    return Detail::plain;
  if (quality_ == Quality::fine || order_ || film_)
    return Detail::fine;
  if (quiet_seconds_ <= fine_after_seconds)
    return Detail::coarse;
  // Beside a solve a fine frame takes most of a second, in which the window would be deaf.
  return is_solving() ? picture_.detail() : Detail::fine;
}

void Workbench::panels(Gui& gui, double seconds) {
  const float em = gui.fonts().text->FontSize;
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  const float top = ImGui::GetFrameHeight(), foot = 1.9f * em;
  const Rect whole{0, top, size.x, size.y - top - foot};
  ImGui::BeginDisabled(film_.has_value());
  picture_and_lesson(state_.has_panels ? side_panels(whole, gui) : whole, gui, seconds);
  ImGui::EndDisabled();
  status_bar({0, size.y - foot, size.x, foot});
}

/// Returns what they leave to the picture.
Rect Workbench::side_panels(const Rect& where, Gui& gui) {
  const float em = gui.fonts().text->FontSize, edge = 0.4f * em;
  const float most = 0.4f * where.width, least = std::min(15 * em, most);
  float left = std::clamp(static_cast<float>(left_panel_) * em, least, most);
  float right = std::clamp(static_cast<float>(right_panel_) * em, least, most);
  const float fit = std::min(1.0f, most_of_panels * where.width / (left + right));
  left *= fit;
  right *= fit;
  left_panel({0, where.y, left, where.height}, gui);
  right_panel({where.width - right, where.y, right, where.height}, gui);
  const float left_moved = splitter(landmarks_, "left edge", {left, where.y, edge, where.height});
  const float right_moved =
      splitter(landmarks_, "right edge", {where.width - right - edge, where.y, edge, where.height});
  if (left_moved != 0 || right_moved != 0) {
    left_panel_ = std::clamp(left + left_moved, least, most) / em;
    right_panel_ = std::clamp(right - right_moved, least, most) / em;
  }
  return {left + edge, where.y, where.width - left - right - 2 * edge, where.height};
}

void Workbench::picture_and_lesson(const Rect& where, Gui& gui, double seconds) {
  const float words =
      walk_ ? std::min(lesson_panel_height(gui.fonts(), lesson_text(), where.width), 0.4f * where.height) : 0;
  center({where.x, where.y, where.width, where.height - words}, gui, seconds);
  if (walk_)
    lesson({where.x, where.bottom() - words, where.width, words}, gui);
}

void Workbench::keep_layout(double seconds) {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  if (layout_file_.keep({static_cast<int>(size.x), static_cast<int>(size.y), left_panel_, right_panel_, state_.mode,
                         state_.style.theme, state_.text_scale},
                        seconds))
    message_ = layout_file_.notice();
}

void Workbench::center(const Rect& where, Gui& gui, double seconds) {
  ImGui::SetNextWindowPos({where.x, where.y});
  ImGui::SetNextWindowSize({where.width, where.height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::Begin("##picture", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoNavInputs);
  ImGui::PopStyleVar();
  const auto [is_turned, is_at_rest, is_clicked] = film_ ? MouseUse{} : take_mouse(where, picture_.camera());
  const bool is_moving = is_turned || state_.is_playing || state_.fraction != shown_state_.fraction;
  quiet_seconds_ = is_moving ? 0 : quiet_seconds_ + seconds;
  picture_.set_detail(detail());
  if (is_turned)
    picture_.mark_changed();
  state_.style.narrow_foramen = parameter_value(document_.scene(), declared_, narrow_foramen_parameter);
  state_.style.is_plain = state_.mode == Mode::patient;
  picture_.set_style(state_.style);
  if (state_.fraction != shown_state_.fraction)
    picture_.set_fraction(state_.fraction);
  shown_state_.fraction = state_.fraction;

  PictureText text{document_.title(), "", "", {}};
  if (answers_.shown()) {
    const study::StateResult& last = answers_.shown()->states.back();
    const auto* solved = last.find(last.cases.front().load_case, state_.protocol);
    const study::CaseResult& c = solved ? *solved : last.cases.front();
    text.loads = loads_text(c, state_.style.is_plain);
    if (!answers_.is_final())
      text.loads +=
          ", " + (state_.style.is_plain ? "a first estimate" : std::string(description(last.spine->fidelity)));
    text.subtitle = answers_.is_stale() ? "STALE: the picture is of an earlier plan" : plan_text(last);
    text.captions = captions_;
  } else {
    text.subtitle = refusal_.message.empty() ? "solving for the first time ..." : "not possible: " + refusal_.message;
  }
  picture_.draw(ImGui::GetWindowDrawList(), gui.fonts(), where, text);
  picture_place_ = where;
  if ((is_at_rest || is_clicked) && !order_)
    point_at(ImGui::GetIO().MousePos, is_clicked);
  ImGui::End();
}

/// Says what lies there; a click on what is between two vertebrae fuses them, or no longer.
void Workbench::point_at(ImVec2 pixel, bool is_clicked) {
  const auto probe = picture_.probe(pixel);
  if (!probe)
    return;
  std::string text = text_of(*probe, state_.style.field, state_.style.is_plain);
  if (probe->kind && probe->kind != SkinKind::bone && probe->kind != SkinKind::facet) {
    SceneEdit edit = level_toggled(document_.scene(), spine::Level{probe->part});
    text += "\nClick: " + edit.name;
    if (is_clicked)
      apply(std::move(edit));
  }
  ImGui::SetTooltip("%s", text.c_str());
}

}  // namespace spondyl::view
