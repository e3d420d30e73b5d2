// Points that fill the unit cube evenly, the same on every machine for the same seed. Coordinates are inside (0, 1).
#pragma once

#include <Eigen/Core>
#include <cstdint>

namespace spondyl::sweep {

/// n points (rows) in d dimensions (columns).
using UnitPoints = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// McKay, Beckman and Conover 1979: in every coordinate one point in each of n equal strata.
UnitPoints latin_hypercube(Eigen::Index n, Eigen::Index d, std::uint64_t seed);

/// The first n points of Sobol's sequence (Boost's, with the direction numbers of Joe and Kuo 2008), scrambled by a random
/// lower triangular matrix and a random shift of the binary digits (Matousek 1998): what is even about the sequence stays
/// so, and every point is uniformly distributed. With n a power of 2, one point in each of n strata of every coordinate.
UnitPoints scrambled_sobol(Eigen::Index n, Eigen::Index d, std::uint64_t seed);

/// The greatest d that Boost's table of direction numbers reaches.
inline constexpr int max_sobol_dimensions = 3667;

}  // namespace spondyl::sweep
