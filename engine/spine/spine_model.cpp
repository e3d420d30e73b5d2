#include "spine/spine_model.hpp"

#include <cassert>
#include <stdexcept>

#include "core/error.hpp"
#include "fem/cable.hpp"
#include "spine/annulus_fibers.hpp"
#include "spine/facet_joints.hpp"
#include "spine/facet_samples.hpp"
#include "spine/follower_path.hpp"
#include "spine/ligaments.hpp"

namespace spondyl::spine {

namespace {

constexpr double facet_margin = 3;  // mm past the rim of a facet over which its contact fades

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
    add_grip();
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
      const std::string_view where = is_bone(tissue) ? vertebra_names[static_cast<std::size_t>(part)]
                                                     : level_names[static_cast<std::size_t>(part)];
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
    parts.posterior = add_block(Tissue::posterior_bone, part, law(t.posterior));
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

  /// The upper endplate of L1 moves as one; moments act there.
  void add_grip() {
    fem::RigidBody body;
    body.center = out_->alignment.body_of(Vertebra::L1).origin;
    body.nodes = out_->mesh.body_planes.front().back();
    out_->grip = static_cast<int>(definition_.bodies.size());
    definition_.bodies.push_back(std::move(body));
  }

  /// A point that moves with the grip of L1, or stands still with S1.
  int add_carried_point(Vertebra v, const Eigen::Vector3d& point) {
    const int node = definition_.mesh.add_node(point);
    if (v == Vertebra::L1) {
      definition_.bodies[static_cast<std::size_t>(out_->grip)].nodes.push_back(node);
    } else {
      assert(v == Vertebra::S1);
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
    if (s.kept == std::array{0.0, 0.0})
      return;
    const StrandLayout layout = strand_layout(out_->spec, out_->alignment, out_->mesh, level, ligament);
    std::vector<fem::Strand> strands;
    for (const StrandEnds& ends : layout.strands) {
      const auto point = [&](const StrandEnd& end, Vertebra v) {
        if (const auto* on_bone = std::get_if<fem::WeightedPoint>(&end))
          return *on_bone;
        return fem::WeightedPoint(add_carried_point(v, std::get<Eigen::Vector3d>(end)));
      };
      const fem::WeightedPoint from = point(ends.upper, upper(level)), to = point(ends.lower, lower(level));
      const double length = (to.reference(definition_.mesh) - from.reference(definition_.mesh)).norm();
      strands.push_back({from, to, length * (1 + s.reference_strain), {layout.stiffness, 0.0, s.transition_strain}});
    }
    out_->levels[static_cast<std::size_t>(level.index)].ligaments[static_cast<std::size_t>(ligament)] =
        &definition_.add_term(std::make_unique<fem::Connectors>(definition_.mesh, std::move(strands)));
  }

  void add_facets(Level level) {
    const CartilageSpec& cartilage = out_->spec.tissue.cartilage;
    const double nu = cartilage.poisson_ratio;
    const double confined = cartilage.young_modulus * (1 - nu) / ((1 + nu) * (1 - 2 * nu));
    const fem::UniaxialLaw<double> of_unit_area{confined, 0.0, cartilage.toe_strain};
    for (const Side side : both_sides) {
      const std::size_t s = side == Side::left ? 0 : 1;
      const FacetJoint joint = facet_joint(out_->spec, out_->alignment, level, side);
      std::vector<fem::ContactPoint> points;
      for (auto& sample :
           samples(definition_.mesh, out_->mesh.arches[static_cast<std::size_t>(upper(level))].inferior_face[s])) {
        fem::UniaxialLaw<double> law = of_unit_area;
        law.stiffness *= sample.area;
        points.push_back({std::move(sample.point), sample.area, 2 * cartilage.thickness, law});
      }
      out_->levels[static_cast<std::size_t>(level.index)].facets[s] = &definition_.add_term(
          std::make_unique<fem::PatchContact>(definition_.mesh, patch(level, joint, side), std::move(points)));
    }
  }

  /// Plane of the superior facet of the lower vertebra; three by three nodes carry it at any resolution.
  fem::ContactPatch patch(Level level, const FacetJoint& joint, Side side) const {
    const std::size_t s = side == Side::left ? 0 : 1;
    const ArticularFace& face = out_->mesh.arches[static_cast<std::size_t>(lower(level))].superior_face[s];
    std::vector<int> nodes;
    for (int row : {0, face.rows / 2, face.rows}) {
      for (int column : {0, face.columns / 2, face.columns})
        nodes.push_back(face.node(column, row));
    }
    const Eigen::Vector3d origin = joint.at(0, 0, -0.5 * joint.gap);
    const double width = 0.5 * joint.width, height = 0.5 * joint.height;
    // The cross product of the axes points along the normal.
    if (side == Side::left)
      return fem::make_contact_patch(definition_.mesh, nodes, origin, joint.across, joint.along, width, height,
                                     facet_margin);
    return fem::make_contact_patch(definition_.mesh, nodes, origin, joint.along, joint.across, height, width,
                                   facet_margin);
  }

  void add_follower_load() {
    out_->follower_load = definition_.add_load("follower_N");
    const int anchor = add_carried_point(Vertebra::L1, out_->alignment.superior_of(Vertebra::L1).origin);
    std::vector<fem::WeightedPoint> path{{{anchor}, {1.0}}};
    const auto points = follower_path(out_->spec, out_->alignment, out_->mesh);
    path.insert(path.end(), points.begin(), points.end());
    definition_.add_term(std::make_unique<fem::Cable>(definition_.mesh, std::move(path), out_->follower_load));
  }

  void hold_sacrum() {
    for (int node : out_->mesh.body_planes.back().front())
      hold(node);
  }

  void add_moments() {
    const int grip = out_->grip;
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
      const auto& arch = out_->mesh.arches[v].nodes;
      group.nodes.insert(group.nodes.end(), arch.begin(), arch.end());
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
      group.body = v == 0 ? out_->grip : -1;
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
