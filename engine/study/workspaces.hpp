// Work spaces that solves have left, for solves of the same model to come: no new memory, no zeros to fill it with.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "fem/workspace.hpp"

namespace spondyl::study {

/// Of models that outlive it. May be asked from several threads.
class Workspaces {
 public:
  /// One that was made for this model, or a new one; those made for others go.
  std::unique_ptr<fem::Workspace> take(const fem::Model& model, int threads);
  void give_back(std::unique_ptr<fem::Workspace> workspace);
  /// Lets go of all that are not in use.
  void release();

 private:
  std::mutex sharing_;
  std::vector<std::unique_ptr<fem::Workspace>> idle_;
};

}  // namespace spondyl::study
