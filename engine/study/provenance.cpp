#include "study/provenance.hpp"

#include <fstream>
#include <iterator>

#include "core/sha256.hpp"
#include "core/version.hpp"

namespace spondyl::study {
namespace {

std::string text_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

Provenance provenance_of(const Scene& scene, const Experiment& experiment, int threads, double wall_s) {
  Provenance p;
  p.program = "spondyl " + std::string(core::version());
  p.git = core::git_commit();
  p.model_sha256 = experiment.parameters.sha256();
  if (!scene.source_file.empty())
    p.scene_sha256 = core::sha256(text_of(scene.source_file));
  p.threads = threads;
  p.resolution = experiment.resolution;
  p.fidelity = experiment.fidelity;
  p.wall_s = wall_s;
  p.overrides = scene.parameters;
  return p;
}

}  // namespace spondyl::study
