// What is being worked on: a scene, every edit of it with a name, and the file it belongs to. Knows nothing of drawing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "study/scene.hpp"

namespace spondyl::view {

class Document {
 public:
  /// `file` may be empty: not saved anywhere yet.
  explicit Document(study::Scene scene, std::filesystem::path file = {});

  const study::Scene& scene() const { return edits_[present_].scene; }
  /// The scene as text: equal texts are equal scenes.
  const std::string& text() const { return edits_[present_].text; }
  const std::filesystem::path& file() const { return file_; }
  bool has_unsaved_changes() const { return text() != saved_text_; }
  /// The scene's name, with a star while changes are not saved.
  std::string title() const { return scene().name + (has_unsaved_changes() ? " *" : ""); }

  /// Edits of one name in a row are one until `seal`: a slider being dragged.
  void edit(const std::string& name, study::Scene scene);
  void seal() { is_open_ = false; }
  bool can_undo() const { return present_ > 0; }
  bool can_redo() const { return present_ + 1 < edits_.size(); }
  /// Names of what would be undone or done again; empty if there is nothing.
  std::string undo_name() const { return can_undo() ? edits_[present_].name : ""; }
  std::string redo_name() const { return can_redo() ? edits_[present_ + 1].name : ""; }
  void undo();
  void redo();

  /// Throws core::Error (io); then the file is as before and the change still unsaved.
  void save(const std::filesystem::path& file);

 private:
  struct Edit {
    std::string name;
    study::Scene scene;
    std::string text;
  };
  std::vector<Edit> edits_;  ///< from the scene that was opened
  std::size_t present_ = 0;
  bool is_open_ = false;
  std::filesystem::path file_;
  std::string saved_text_;
};

}  // namespace spondyl::view
