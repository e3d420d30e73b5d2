#include "spine/posterolateral_graft.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/error.hpp"
#include "fem/embedding.hpp"

namespace spondyl::spine {

namespace {

using Eigen::Vector3d;

constexpr int n_elements = 4;
constexpr double along_process = 0.6;  // where a graft crosses a transverse process, from its root to its tip
// N/mm per mm^2 of the graft's section: graft of the given modulus over this depth lies between its axis and the bone.
constexpr double bed = 5;  // mm

std::vector<int> bone_for(const SpineMesh& mesh, Vertebra v, Side side) {
  std::vector<int> out = mesh.elements(v, Region::transverse, side);
  if (v == Vertebra::S1 || out.empty()) {
    for (const Region region : {Region::superior_articular, Region::pedicle}) {
      for (int e : mesh.elements(v, region, side))
        out.push_back(e);
    }
  }
  return out;
}

/// Middle of the graft on a vertebra.
fem::WeightedPoint bed_middle(const SpineSpec& spec, const Alignment& alignment, const SpineMesh& mesh, Vertebra v,
                              Side side, const std::vector<int>& bone) {
  const VertebraSpec& shape = spec[v];
  const Landmark tip = shape.transverse_tip;
  const double root = v == Vertebra::S1 ? shape.superior_facet.y : 0.5 * shape.canal_width + shape.pedicle_width;
  const double y = sign(side) * (root + along_process * (tip.y - root));
  return fem::embed(mesh.mesh, bone, alignment.body_of(v)({tip.x, y, tip.z}));
}

}  // namespace

PosterolateralGraftParts add_posterolateral_graft(const SpineSpec& spec, const Alignment& alignment,
                                                  const SpineMesh& mesh, const PosterolateralGraftSpec& graft,
                                                  fem::ModelDefinition& definition, ImplantParts& parts) {
  const std::array<Vertebra, 2> vertebrae{upper(graft.level), lower(graft.level)};
  std::array<std::vector<int>, 2> bone;
  std::array<Vector3d, 2> ends;
  for (std::size_t k = 0; k < 2; ++k) {
    bone[k] = bone_for(mesh, vertebrae[k], graft.side);
    if (bone[k].empty()) {
      throw core::Error(core::ErrorCode::bad_input,
                        {.key = "implants.posterolateral_graft." + std::string(name(graft.level))},
                        "no bone on " + std::string(name(vertebrae[k])) + " to graft on to",
                        "a transverse process or an articular process", "graft another level, or keep the bone");
    }
    ends[k] = bed_middle(spec, alignment, mesh, vertebrae[k], graft.side, bone[k]).reference(mesh.mesh);
  }

  PosterolateralGraftParts out{graft, nullptr, {}};
  // Wide from left to right.
  const Vector3d across = alignment.body_of(vertebrae[1]).axes.col(1);
  const fem::BeamSection section =
      fem::rectangular_section(graft.width, graft.thickness, graft.modulus, spec.tissue.graft.poisson_ratio);
  std::vector<fem::BeamStation> stations;
  for (int k = 0; k <= n_elements; ++k) {
    const double t = static_cast<double>(k) / n_elements;
    stations.push_back(parts.add_station(definition, (1 - t) * ends[0] + t * ends[1], graft.level.index + t));
  }
  out.beams =
      &definition.add_term(std::make_unique<fem::Beams>(definition.mesh, fem::beam_chain(stations, across, section)));

  for (std::size_t k = 0; k < 2; ++k) {
    const fem::BeamStation& end = k == 0 ? stations.front() : stations.back();
    const auto nodes = end.nodes();
    const Vector3d along = (ends[1] - ends[0]).normalized();
    const auto axis = fem::carried_vector(along);
    const double stiffness = graft.modulus * graft.width * graft.thickness / bed / 4;
    std::vector<fem::Tie> ties;
    for (const double u : {-0.25, 0.25}) {
      for (const double v : {-0.25, 0.25}) {
        const Vector3d wanted = ends[k] + u * graft.width * across + v * graft.thickness * along.cross(across);
        fem::WeightedPoint in_bone = fem::embed(definition.mesh, bone[k], wanted);
        fem::WeightedPoint on_graft = fem::carried_point(definition.mesh, end, in_bone.reference(definition.mesh));
        ties.push_back({std::move(in_bone),
                        std::move(on_graft),
                        {{nodes.begin(), nodes.end()}, {axis.begin(), axis.end()}},
                        stiffness,
                        stiffness});
      }
    }
    out.ends[k] = &definition.add_term(std::make_unique<fem::Ties>(definition.mesh, std::move(ties)));
  }
  return out;
}

}  // namespace spondyl::spine
