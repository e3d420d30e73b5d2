#include "view/document.hpp"

#include <utility>

#include "study/atomic_file.hpp"
#include "study/scene_text.hpp"

namespace spondyl::view {

Document::Document(study::Scene scene, std::filesystem::path file) : file_(std::move(file)) {
  std::string text = study::scene_text(scene);
  edits_.push_back({"", std::move(scene), text});
  saved_text_ = std::move(text);
}

void Document::edit(const std::string& name, study::Scene scene) {
  std::string text = study::scene_text(scene);
  if (text == this->text())
    return;
  edits_.resize(present_ + 1);
  if (is_open_ && present_ > 0 && edits_[present_].name == name) {
    edits_[present_] = {name, std::move(scene), std::move(text)};
  } else {
    edits_.push_back({name, std::move(scene), std::move(text)});
    ++present_;
  }
  is_open_ = true;
}

void Document::undo() {
  if (can_undo())
    --present_;
  seal();
}

void Document::redo() {
  if (can_redo())
    ++present_;
  seal();
}

void Document::save(const std::filesystem::path& file) {
  study::write_atomically(file, text());
  file_ = file;
  saved_text_ = text();
  seal();
}

}  // namespace spondyl::view
