// The surface of a vertebra as a binary STL file: closed, every triangle seen counter-clockwise from outside, mm.
#pragma once

#include <string>

#include "spine/spine_mesh.hpp"

namespace spondyl::study {

/// The content of the file: bone of one vertebra, without discs. Quadrilaterals are cut along their shorter diagonal.
std::string vertebra_stl(const spine::SpineMesh& mesh, spine::Vertebra vertebra);

}  // namespace spondyl::study
