// A scene as the text of a scene file: what read_scene reads back is the same scene.
#pragma once

#include <string>

#include "study/scene.hpp"

namespace spondyl::study {

/// A person or a radiograph stands in it as the parameters that it gave; comments of an older file are gone.
std::string scene_text(const Scene& scene);

}  // namespace spondyl::study
