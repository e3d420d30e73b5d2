// Tension-only law of collagen: slack, toe, line. Used by ligament strands (force over strain) and by annulus fibers
// (stress over strain). The tangent is continuous, so Newton's method keeps its speed when a strand tightens.
//
//   e = strain - slack
//   force = 0                        e <= 0
//           stiffness e^2 / (2 toe)  0 < e < toe
//           stiffness (e - toe/2)    e >= toe          (Pintar 1992 describes the shape; toe form as in Blankevoort 1991)
#pragma once

#include "fem/lanes.hpp"

namespace spondyl::fem {

/// Energy, force and tangent at one strain; T is double or Lanes.
template <class T>
struct UniaxialResponse {
  T energy;
  T force;
  T tangent;
};

/// Parameters of the law; stiffness in N (strand) or MPa (fiber), strains dimensionless, toe > 0.
template <class T>
struct UniaxialLaw {
  T stiffness;
  T slack;
  T toe;

  UniaxialResponse<T> response(T strain) const {
    const T zero = strain * 0.0;
    const T e = positive_part(strain - slack);
    const T in_toe = minimum(e, toe);  // the part of the extension that lies in the toe
    const T beyond = e - in_toe;
    UniaxialResponse<T> r;
    r.force = stiffness * (in_toe * in_toe / (2.0 * toe) + beyond);
    r.energy = stiffness * (in_toe * in_toe * in_toe / (6.0 * toe) + beyond * (0.5 * toe + 0.5 * beyond));
    r.tangent = stiffness * in_toe / toe + zero;
    return r;
  }
};

}  // namespace spondyl::fem
