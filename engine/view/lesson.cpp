#include "view/lesson.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "study/data_dir.hpp"
#include "study/scene_document.hpp"

namespace spondyl::view {
namespace {

using core::Error;
using core::ErrorCode;
using study::TomlTable;

template <typename Enum>
void read_choice(const TomlTable& table, std::string_view key, std::span<const std::string_view> names, Enum& value) {
  if (const auto chosen = table.choice(key, names))
    value = static_cast<Enum>(*chosen);
}

void read_look(const TomlTable& table, Look& look) {
  read_choice(table, "load_case", study::load_case_names, look.load_case);
  read_choice(table, "protocol", std::span(study::protocol_names).first(2), look.protocol);
  read_choice(table, "shown", shown_names, look.shown);
  read_choice(table, "viewpoint", viewpoint_names, look.viewpoint);
  read_choice(table, "field", field_names, look.field);
}

bool has_scene(const TomlTable& table) {
  constexpr std::array<std::string_view, 4> keys{"spine", "parameters", "operation", "healing"};
  return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) { return table.has(key); });
}

/// `before`: what the step leaves out.
LessonStep read_step(const TomlTable& table, const LessonStep& before, const core::ParameterTable& declared) {
  table.allow_only(std::array<std::string_view, 12>{"title", "text", "load_case", "protocol", "shown", "viewpoint",
                                                    "field", "spine", "parameters", "operation", "healing",
                                                    "expectation"});
  LessonStep step{table.required_text("title"), table.required_text("text"), study::read_scene_tables(table, declared),
                  before.look};
  if (!has_scene(table)) {
    std::vector<study::Expectation> expectations = std::move(step.scene.expectations);
    step.scene = before.scene;
    step.scene.expectations = std::move(expectations);
  }
  read_look(table, step.look);
  return step;
}

}  // namespace

Lesson read_lesson(const std::filesystem::path& file, const core::ParameterTable& declared) {
  const TomlTable root = TomlTable::parse_file(file);
  root.required_choice("format", std::array<std::string_view, 1>{"spondyl-lesson"});
  if (const double version = root.required_number("version"); version != 1)
    throw Error(ErrorCode::bad_input, root.where("version"), core::to_text(version), "1");
  root.allow_only(std::array<std::string_view, 4>{"format", "version", "title", "step"});
  Lesson lesson{root.required_text("title"), {}};
  LessonStep before;
  for (const TomlTable& table : root.tables("step")) {
    LessonStep step = read_step(table, before, declared);
    step.scene.name = lesson.title + ": " + step.title;
    before = lesson.steps.emplace_back(std::move(step));
  }
  if (lesson.steps.empty())
    throw Error(ErrorCode::bad_input, root.where("step"), "nothing: the key is missing", "at least one [[step]]");
  return lesson;
}

std::vector<Lesson> read_lessons(const std::filesystem::path& folder, const core::ParameterTable& declared) {
  std::vector<Lesson> lessons;
  for (const auto& file : study::toml_files(folder))
    lessons.push_back(read_lesson(file, declared));
  return lessons;
}

}  // namespace spondyl::view
