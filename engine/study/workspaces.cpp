#include "study/workspaces.hpp"

#include <utility>

namespace spondyl::study {

std::unique_ptr<fem::Workspace> Workspaces::take(const fem::Model& model, int threads) {
  {
    const std::lock_guard lock(sharing_);
    std::erase_if(idle_, [&](const auto& workspace) { return &workspace->model != &model; });
    if (!idle_.empty()) {
      std::unique_ptr<fem::Workspace> workspace = std::move(idle_.back());
      idle_.pop_back();
      return workspace;
    }
  }
  return std::make_unique<fem::Workspace>(model, threads);
}

void Workspaces::give_back(std::unique_ptr<fem::Workspace> workspace) {
  const std::lock_guard lock(sharing_);
  idle_.push_back(std::move(workspace));
}

void Workspaces::release() {
  const std::lock_guard lock(sharing_);
  idle_.clear();
}

}  // namespace spondyl::study
