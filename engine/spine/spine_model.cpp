#include "spine/spine_model.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "core/error.hpp"
#include "fem/cable.hpp"
#include "spine/annulus_fibers.hpp"
#include "spine/facet_joints.hpp"
#include "spine/follower_path.hpp"
#include "spine/ligaments.hpp"

namespace spondyl::spine {

namespace {

constexpr double degree = std::numbers::pi / 180;
// Roots of the pedicles on the wall of a body: where they are around it, measured from the front.
constexpr double pedicle_from = 110 * degree, pedicle_to = 160 * degree;
constexpr double facet_normal_length = 10;  // mm between the nodes that carry a facet's normal

class Assembler {
 public:
  explicit Assembler(const SpineSpec& spec) : out_(std::make_unique<SpineModel>()) {
    out_->spec = spec;
    out_->alignment = align(spec);
    out_->mesh = make_spine_mesh(spec, out_->alignment);
    definition_.mesh = out_->mesh.mesh;
  }

  std::unique_ptr<const SpineModel> build() {
    for (Vertebra v : all_vertebrae)
      add_bone(v);
    for (Level level : all_levels)
      add_disc(level);
    add_bodies();
    for (Level level : all_levels) {
      for (std::size_t l = 0; l < n_ligaments; ++l)
        add_ligament(level, static_cast<Ligament>(l));
    }
    for (Level level : all_levels)
      add_facets(level);
    add_follower_load();
    hold_sacrum();
    add_moments();
    add_turning_groups();
    out_->mesh.mesh = definition_.mesh;  // with the attachment points
    out_->model = std::make_unique<fem::Model>(std::move(definition_));
    return std::move(out_);
  }

 private:
  template <class Law>
  const fem::Block* add_block(Tissue tissue, int part, const Law& law, fem::BlockElements block = {}) {
    block.elements = out_->mesh.elements(tissue, part);
    if (block.elements.empty())
      return nullptr;
    try {
      return &definition_.add_term(fem::make_block(definition_.mesh, law, block));
    } catch (const std::invalid_argument& e) {
      const bool is_bone = tissue <= Tissue::bony_endplate;
      const std::string_view where =
          is_bone ? vertebra_names[static_cast<std::size_t>(part)] : level_names[static_cast<std::size_t>(part)];
      throw core::Error(core::ErrorCode::bad_input, {.key = "anatomy." + std::string(where)},
                        std::string("an anatomy that cannot be meshed (") +
                            std::string(tissue_names[static_cast<std::size_t>(tissue)]) + ": " + e.what() + ")",
                        "heights, widths and depths that fit their neighbors");
    }
  }

  static fem::LinearElastic law(const BoneSpec& bone) { return {bone.young_modulus, bone.poisson_ratio}; }

  void add_bone(Vertebra v) {
    const TissueSpec& t = out_->spec.tissue;
    const int part = static_cast<int>(v);
    VertebraParts& parts = out_->vertebrae[static_cast<std::size_t>(v)];
    parts.cancellous = add_block(Tissue::cancellous_bone, part, law(t.cancellous));
    parts.cortical = add_block(Tissue::cortical_bone, part, law(t.cortical));
    parts.endplates = add_block(Tissue::bony_endplate, part, law(t.endplate));
  }

  void add_disc(Level level) {
    const DiscTissue& t = out_->spec.disc(level).tissue;
    LevelParts& parts = out_->levels[static_cast<std::size_t>(level.index)];
    parts.graft = add_block(Tissue::bone_graft, level.index, law(out_->spec.tissue.graft));
    parts.nucleus =
        add_block(Tissue::nucleus, level.index, fem::MooneyRivlin{t.nucleus_c10, t.nucleus_c01, t.nucleus_bulk});
    fem::BlockElements annulus;
    annulus.n_families = n_fiber_families;
    const Frame& below = out_->alignment.superior_of(lower(level));
    annulus.fibers = annulus_fibers(out_->mesh, out_->mesh.elements(Tissue::annulus, level.index), below, t.fiber);
    parts.annulus = add_block(Tissue::annulus, level.index,
                              fem::MooneyRivlin{t.annulus_c10, t.annulus_c01, t.annulus_bulk}, std::move(annulus));
  }

  /// One rigid body for each posterior arch, tied to the roots of its pedicles; that of L1 also grips its endplate.
  void add_bodies() {
    for (Vertebra v : all_vertebrae) {
      const auto i = static_cast<std::size_t>(v);
      if (v == Vertebra::S1) {
        out_->body[i] = -1;
        continue;
      }
      fem::RigidBody body;
      body.center = out_->alignment.body_of(v).origin;
      body.nodes = pedicle_roots(i);
      if (v == Vertebra::L1) {
        const Plane& grip = out_->mesh.body_planes[i].back();
        body.nodes.insert(body.nodes.end(), grip.begin(), grip.end());
      }
      out_->body[i] = static_cast<int>(definition_.bodies.size());
      definition_.bodies.push_back(std::move(body));
    }
  }

  /// Wall nodes at the back and sides of the upper half, endplate excluded.
  std::vector<int> pedicle_roots(std::size_t v) const {
    std::vector<int> nodes;
    const auto& planes = out_->mesh.body_planes[v];
    for (std::size_t p = planes.size() / 2; p + 1 < planes.size(); ++p) {
      for (int n : out_->mesh.section.wall) {
        const double around =
            std::abs(std::remainder(out_->mesh.section.nodes[static_cast<std::size_t>(n)].angle, 2 * std::numbers::pi));
        if (around >= pedicle_from && around <= pedicle_to)
          nodes.push_back(planes[p][static_cast<std::size_t>(n)]);
      }
    }
    return nodes;
  }

  /// A point carried by the posterior arch of a vertebra (held for S1).
  int add_carried_point(Vertebra v, const Eigen::Vector3d& point) {
    const int node = definition_.mesh.add_node(point);
    const int body = out_->body[static_cast<std::size_t>(v)];
    if (body >= 0) {
      definition_.bodies[static_cast<std::size_t>(body)].nodes.push_back(node);
    } else {
      hold(node);
    }
    return node;
  }

  void hold(int node) {
    for (int axis = 0; axis < 3; ++axis)
      definition_.supports.push_back({node, axis});
  }

  void add_ligament(Level level, Ligament ligament) {
    const LigamentSpec& s = out_->spec.ligament(level, ligament);
    if (!s.intact)
      return;
    const StrandLayout layout = strand_layout(out_->spec, out_->alignment, out_->mesh, level, ligament);
    std::vector<fem::Strand> strands;
    for (const StrandEnds& ends : layout.strands) {
      const auto node = [&](const StrandEnd& end, Vertebra v) {
        if (const int* mesh_node = std::get_if<int>(&end))
          return *mesh_node;
        return add_carried_point(v, std::get<Eigen::Vector3d>(end));
      };
      const int from = node(ends.upper, upper(level)), to = node(ends.lower, lower(level));
      const double length = (definition_.mesh.nodes[static_cast<std::size_t>(from)] -
                             definition_.mesh.nodes[static_cast<std::size_t>(to)])
                                .norm();
      strands.push_back({from, to, length * (1 + s.reference_strain), {layout.stiffness, 0.0, s.transition_strain}});
    }
    out_->levels[static_cast<std::size_t>(level.index)].ligaments[static_cast<std::size_t>(ligament)] =
        &definition_.add_term(std::make_unique<fem::Connectors>(definition_.mesh, std::move(strands)));
  }

  void add_facets(Level level) {
    const CartilageSpec& cartilage = out_->spec.tissue.cartilage;
    const double nu = cartilage.poisson_ratio;
    const double confined = cartilage.young_modulus * (1 - nu) / ((1 + nu) * (1 - 2 * nu));
    const auto joints = facet_joints(out_->spec, out_->alignment, level);
    for (std::size_t side = 0; side < joints.size(); ++side) {
      const FacetJoint& joint = joints[side];
      const int origin = add_carried_point(lower(level), joint.origin);
      const int tip = add_carried_point(lower(level), joint.origin + facet_normal_length * joint.normal);
      std::vector<fem::ContactPoint> points;
      for (const auto& p : joint.points) {
        points.push_back({add_carried_point(upper(level), p),
                          origin,
                          tip,
                          2 * cartilage.thickness,
                          {confined * joint.point_area, 0.0, cartilage.toe_strain}});
      }
      out_->levels[static_cast<std::size_t>(level.index)].facets[side] =
          &definition_.add_term(std::make_unique<fem::PlaneContact>(definition_.mesh, std::move(points)));
    }
  }

  void add_follower_load() {
    out_->follower_load = definition_.add_load("follower_N");
    const int anchor = add_carried_point(Vertebra::L1, out_->alignment.superior_of(Vertebra::L1).origin);
    std::vector<fem::CablePoint> path{{{anchor}, {1.0}}};
    const auto points = follower_path(out_->spec, out_->alignment, out_->mesh);
    path.insert(path.end(), points.begin(), points.end());
    definition_.add_term(std::make_unique<fem::Cable>(definition_.mesh, std::move(path), out_->follower_load));
  }

  void hold_sacrum() {
    for (int node : out_->mesh.body_planes.back().front())
      hold(node);
  }

  void add_moments() {
    const int grip = out_->body.front();
    const Eigen::Vector3d axes[] = {Eigen::Vector3d::UnitX(), Eigen::Vector3d::UnitY(), Eigen::Vector3d::UnitZ()};
    const char* names[] = {"moment_x_Nmm", "moment_y_Nmm", "moment_z_Nmm"};
    for (std::size_t k = 0; k < 3; ++k)
      definition_.moments.push_back({grip, axes[k], definition_.add_load(names[k])});
  }

  /// Every vertebra turns as a whole and stands on the disc below; the planes of a disc follow both neighbors by height.
  void add_turning_groups() {
    for (std::size_t v = n_vertebrae - 1; v-- > 0;) {
      fem::TurningGroup group;
      for (const Plane& plane : out_->mesh.body_planes[v])
        group.nodes.insert(group.nodes.end(), plane.begin(), plane.end());
      for (int n : group.nodes)
        group.followers.push_back({n, 1.0});
      const auto follow = [&group](const std::vector<Plane>& planes, bool is_above) {
        const double last = static_cast<double>(planes.size()) - 1;
        for (std::size_t p = 1; p + 1 < planes.size(); ++p) {
          const double share = static_cast<double>(p) / last;
          for (int n : planes[p])
            group.followers.push_back({n, is_above ? share : 1 - share});
        }
      };
      const auto& disc_below = out_->mesh.disc_planes[v];
      follow(disc_below, true);
      if (v > 0)
        follow(out_->mesh.disc_planes[v - 1], false);
      group.body = out_->body[v];
      group.parent = static_cast<int>(definition_.turning_groups.size()) - 1;
      group.joint = disc_below.front();
      group.joint.insert(group.joint.end(), disc_below.back().begin(), disc_below.back().end());
      definition_.turning_groups.push_back(std::move(group));
    }
  }

  std::unique_ptr<SpineModel> out_;
  fem::ModelDefinition definition_;
};

}  // namespace

std::unique_ptr<const SpineModel> make_spine_model(const SpineSpec& spec) { return Assembler(spec).build(); }

}  // namespace spondyl::spine
