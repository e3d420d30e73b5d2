// The window's content, without a window: panels, picture, document, answers. Whoever owns an OpenGL context and an
// ImGui frame calls `frame`.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "study/published_finding.hpp"
#include "view/answers.hpp"
#include "view/autosave.hpp"
#include "view/background.hpp"
#include "view/document.hpp"
#include "view/film_recording.hpp"
#include "view/kept_plan.hpp"
#include "view/layout.hpp"
#include "view/lesson.hpp"
#include "view/lesson_panel.hpp"
#include "view/operation_panel.hpp"
#include "view/parameter_panel.hpp"
#include "view/patient_page.hpp"
#include "view/people.hpp"
#include "view/picture.hpp"
#include "view/plan_panel.hpp"
#include "view/plots.hpp"
#include "view/png.hpp"
#include "view/recent_files.hpp"
#include "view/view_state.hpp"

namespace spondyl::view {

/// How much each frame may cost.
enum class Quality {
  adaptive,  ///< fine when nothing moves, coarse while something does: software rendering
  fine,      ///< always: a graphics card
  plain      ///< never: tests
};

struct WorkbenchSetup {
  core::ParameterTable declared;  ///< what ships
  Document document;
  std::unique_ptr<Answerer> answerer;
  std::filesystem::path state_folder;  ///< of autosave, recent files, layout
  Quality quality = Quality::adaptive;
  int threads = 1;                           ///< of what is solved in the background
  std::optional<std::size_t> n_people = {};  ///< over which the first plan is to be asked
  PeopleSolver people = sweep::population_of;
  CourseSolver courses = make_course_solver();
  /// Called from another thread when an answer has come: a window that waits for the person draws a frame.
  std::function<void()> ring = [] {};
  std::optional<Mode> mode = {};  ///< to begin with; default: as it was left
};

class Workbench {
 public:
  /// With the context current. Throws core::Error where data that ship are missing.
  explicit Workbench(WorkbenchSetup setup);

  /// Everything between ImGui::NewFrame and ImGui::Render.
  void frame(Gui& gui, double seconds);

  const Document& document() const { return document_; }
  const ViewState& view_state() const { return state_; }
  const Answers& answers() const { return answers_; }
  /// Over people, of the answer that is shown; null without.
  const study::Population* people();
  /// The chosen plot of what is on the screen; nothing until it is solved.
  std::optional<Chart> plot();
  std::optional<ErrandNews> errand() const { return background_.news(); }
  const Picture& picture() const { return picture_; }
  /// What is written over its spines.
  const std::vector<std::string>& captions() const { return captions_; }
  const Landmarks& landmarks() const { return landmarks_; }
  const std::string& message() const { return message_; }
  /// The film that is recorded; null without.
  const FilmRecording* film() const { return film_ ? &*film_ : nullptr; }

  const std::vector<Lesson>& lessons() const { return lessons_; }
  /// The number of the step that is shown; nothing outside of a lesson.
  std::optional<std::size_t> lesson_step() const { return walk_ ? std::optional(walk_->step) : std::nullopt; }

  /// Ends a lesson that is under way. Changes that are not saved are lost: see ask_to_open.
  void open(const std::filesystem::path& file);
  bool save(const std::filesystem::path& file);
  /// At once where nothing is lost by it; otherwise the person is asked first.
  void ask_to_open(const std::filesystem::path& file);
  void ask_to_close();
  bool is_closed() const { return is_closed_; }
  /// Whether somebody has asked for the frame just drawn as a file.
  bool wants_frame() const { return (order_ && order_->is_due) || (film_ && film_->is_due()); }
  /// Where in the frame the spine and what is written beside it are.
  const Rect& picture_place() const { return picture_place_; }
  /// Writes that part of it.
  void save_picture(const Image& frame);
  /// Something moves or will soon look finer: the next frame should not wait for the person. While the worker solves, what
  /// only looks finer waits for it.
  bool is_busy() const;

 private:
  /// The first motion and protocol of the scene.
  void show_own_loads();
  /// What the person works on: during a lesson it waits.
  const Document& work() const { return walk_ ? walk_->interrupted : document_; }
  void begin_lesson(const Lesson& lesson);
  void go_to_step(std::size_t step);
  void end_lesson();
  void walk(LessonCommand command);
  void lesson(const Rect& where, Gui& gui);
  std::string lesson_text() const;
  void solve();
  void keep_plan();
  void take_up_plan();
  void kept_plan();
  std::vector<const study::StateResult*> shown_states() const;
  std::string caption(const study::StateResult& state) const;
  void ask_people();
  void people_question();
  void ask_plot();
  void toggle_plots();
  void toggle_panels();
  void plots();
  void numbers();
  void save_plot(const std::filesystem::path& file);
  void collect_plot_file();
  void errand_line();
  void film_question();
  void film_line();
  void take_film_picture(const Image& picture);
  /// `why`: the beginning of a sentence.
  void stop_film(const std::string& why);
  void collect_video();
  void show_answer();
  void keep_layout(double seconds);
  void panels(Gui& gui, double seconds);
  void menu(Gui& gui);
  void ready_plans();
  /// A letter that does something on its own; its text is for the list under F1.
  struct Key {
    char letter;
    const char* text;
    std::function<void()> press;
  };
  std::vector<Key> keys();
  void control_keys(bool is_shifted);
  void shortcuts();
  void left_panel(const Rect& where, Gui& gui);
  void right_panel(const Rect& where, Gui& gui);
  bool is_solving() const;
  /// Of the picture in this frame.
  Detail detail() const;
  Rect side_panels(const Rect& where, Gui& gui);
  /// What a lesson says stands under the picture.
  void picture_and_lesson(const Rect& where, Gui& gui, double seconds);
  void center(const Rect& where, Gui& gui, double seconds);
  void point_at(ImVec2 pixel, bool is_clicked);
  void status_bar(const Rect& where);
  void leave(std::function<void()> where, const char* words);
  void questions();
  /// Does what the name was asked for.
  void take_name(const std::filesystem::path& file);
  /// The solved state that is shown, for other programs.
  void save_fields(const std::filesystem::path& file);
  /// Whether it could be written; says so.
  bool write(const std::filesystem::path& file, const std::function<void()>& writing);
  /// Of the protocol that is shown; null without one.
  const study::CaseResult* case_of(const study::StateResult& state) const;
  void help();
  void apply(std::optional<SceneEdit> edit);
  void look_from(Viewpoint viewpoint);

  /// A lesson on its way, and what was on the screen before it.
  struct Walk {
    const Lesson* lesson;
    std::size_t step;
    Document interrupted;
    Look look_before;
  };

  core::ParameterTable declared_;
  study::PublishedFindings published_;
  std::vector<study::TextSection> patient_text_;
  std::vector<Lesson> lessons_;
  std::vector<study::Scene> ready_plans_;
  Document document_;
  std::optional<Walk> walk_;
  KeptPlan plan_a_;
  std::vector<std::string> captions_;  ///< of the spines on the picture
  Autosave autosave_;
  RecentFiles recent_;
  Answers answers_;
  Picture picture_;
  ViewState state_, shown_state_;
  Landmarks landmarks_;
  Refusal refusal_;
  ParameterSearch search_;
  OperationDraft draft_;
  std::string checked_text_, message_, findings_, risk_;
  std::map<study::Protocol, std::map<std::string, study::PublishedSpread>>
      spreads_;  ///< of studies of the plan that is shown
  long shown_edition_ = -1;
  Quality quality_;
  bool is_closed_ = false, is_help_open_ = false;
  double quiet_seconds_ = 0;  ///< since the picture moved last
  std::array<char, 1024> path_{};
  enum class Asking { nothing, open, save, picture, fields, plot } asking_ = Asking::nothing;
  /// Of a picture as a file; due when the question for its name has gone from the screen.
  struct Order {
    std::filesystem::path file;
    bool is_due = false;
  };
  std::optional<Order> order_;
  Rect picture_place_;
  FilmOrder film_order_{"film.png"};
  bool is_choosing_film_ = false, has_ffmpeg_ = false;
  std::optional<FilmRecording> film_;
  std::future<std::string> video_;  ///< being made: what will be said of it
  /// Away from unsaved work, once the person agrees with these words.
  struct Leaving {
    std::function<void()> where;
    const char* words;
  };
  std::optional<Leaving> leaving_;
  LayoutFile layout_file_;
  double left_panel_, right_panel_;  ///< widths, in heights of the text
  People people_;
  std::optional<std::size_t> asked_people_;  ///< how many, until they have been set to work
  bool is_choosing_people_ = false;
  int n_people_ = static_cast<int>(People::usual);
  Plots plots_;
  std::future<std::string> plot_file_;  ///< being drawn: what will be said of it
  bool is_plots_asked_ = false;         ///< by a key or the menu: the tab follows
  Background background_;               ///< last: its errands hand over to what stands above
};

}  // namespace spondyl::view
