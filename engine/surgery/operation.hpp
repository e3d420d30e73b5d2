// What can be done to a spine: each operation is an edit of its specification.
#pragma once

#include <array>
#include <string_view>
#include <variant>

#include "surgery/bone_resection.hpp"
#include "surgery/discectomy.hpp"
#include "surgery/facetectomy.hpp"
#include "surgery/fusion.hpp"
#include "surgery/instrumentation.hpp"
#include "surgery/interbody_cage.hpp"
#include "surgery/laminectomy.hpp"
#include "surgery/ligament_resection.hpp"
#include "surgery/posterolateral_graft.hpp"
#include "surgery/remove_instrumentation.hpp"

namespace spondyl::surgery {

using Operation = std::variant<Fusion, Instrumentation, InterbodyCage, PosterolateralGraft, Laminectomy, Facetectomy,
                               Discectomy, LigamentResection, BoneResection, RemoveInstrumentation>;

/// In the order of the variant.
inline constexpr std::array<std::string_view, std::variant_size_v<Operation>> operation_names{
    "fusion",      "instrumentation", "interbody_cage",     "posterolateral_graft", "laminectomy",
    "facetectomy", "discectomy",      "ligament_resection", "bone_resection",       "remove_instrumentation"};

}  // namespace spondyl::surgery
