// One number that a study keeps of every case.
//
//   [[output]]
//   name = "stress_above"              # column of the store
//   quantity = "annulus_stress_MPa"    # a column of levels.csv; moment_Nm, total_rotation_deg, follower_force_N of the
//                                      # load case; or KIND.VALUE of result.json's implants: screw.pullout_share
//   level = "above"                    # L1-L2 ... L5-S1; above, below: the neighbor of what is operated; or neighbors:
//                                      # the one that has more of it. Only for columns of levels.csv, and needed there
//   load_case = "flexion"              # may be left out where the scene has only one
//   protocol = "hybrid"                # the same
//   of = "change"                      # default: value; intact; difference; change: per cent against intact
//   plan = "tlif"                      # default: every plan, one column each, "tlif.stress_above"
//
// Of implants, the one of all that is worst off: the least of a factor, the greatest magnitude of anything else.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "study/experiment.hpp"

namespace spondyl::study {
class TomlTable;
}

namespace spondyl::sweep {

struct Output {
  enum class Of { value, intact, difference, change };
  enum class Place { level, above, below, neighbors, none };

  std::string name;
  std::string state;  ///< of the experiment: "intact", "operated" or a plan
  std::string quantity;
  Place place = Place::none;
  spine::Level level = {};  ///< where the place is a level
  study::LoadCase load_case = study::LoadCase::flexion;
  study::Protocol protocol = study::Protocol::hybrid;
  Of of = Of::value;
};

inline constexpr std::array<std::string_view, 4> of_names{"value", "intact", "difference", "change"};
inline constexpr std::array<std::string_view, 3> place_names{"above", "below", "neighbors"};

/// One output a plan that it is about. `plans` are names of states, none for an intact spine. Throws bad_input.
std::vector<Output> read_output(const study::TomlTable& table, const std::vector<std::string>& plans,
                                const study::Loads& loads);

/// Nothing where the case did not converge or the spine lacks the part.
std::optional<double> value_of(const Output& output, const study::ExperimentResult& result);

}  // namespace spondyl::sweep
