#include "spine/spine_model.hpp"

#include <cassert>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>

#include "core/error.hpp"
#include "fem/cable.hpp"
#include "spine/annulus_fibers.hpp"
#include "spine/facet_joints.hpp"
#include "spine/facet_samples.hpp"
#include "spine/follower_path.hpp"
#include "spine/ligaments.hpp"
#include "spine/mesh_resection.hpp"

namespace spondyl::spine {

namespace {

constexpr double facet_margin = 3;  // mm past the rim of a facet over which its contact fades

class Assembler {
 public:
  Assembler(const SpineSpec& spec, Fidelity fidelity) : out_(std::make_unique<SpineModel>()) {
    out_->spec = spec;
    out_->fidelity = fidelity;
    out_->alignment = align(spec);
    imaged_.spec = as_imaged(spec);
    imaged_.alignment = align(imaged_.spec);
    imaged_.mesh = make_spine_mesh(imaged_.spec, imaged_.alignment);
    out_->mesh = is_displaced(spec) ? displaced(imaged_.mesh, imaged_.alignment, out_->alignment) : imaged_.mesh;
    definition_.mesh = out_->mesh.mesh;
  }

  std::unique_ptr<const SpineModel> build(const std::vector<const fem::Model*>& alike) {
    if (!is_rigid()) {
      for (Vertebra v : all_vertebrae)
        add_bone(v);
    }
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
    hold_unused();
    out_->implants = add_implants(spec(), out_->alignment, out_->mesh, definition_);
    add_moments();
    add_turning_groups();
    out_->rank = ranks();
    out_->mesh.mesh = definition_.mesh;  // with the attachment points
    out_->model = std::make_unique<fem::Model>(std::move(definition_), alike);
    return std::move(out_);
  }

 private:
  const SpineSpec& spec() const { return out_->spec; }
  bool is_rigid() const { return out_->fidelity == Fidelity::rigid_bone; }

  template <class Law>
  const fem::Block* add_block(Tissue tissue, int part, const Law& law, fem::BlockElements block = {}) {
    if (block.elements.empty())
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
    add_posterior(part, parts);
  }

  /// Elements through which a cut passes have the share of the stiffness that it left.
  void add_posterior(int part, VertebraParts& parts) {
    std::map<double, std::vector<int>, std::greater<>> by_kept;
    for (int e : out_->mesh.elements(Tissue::posterior_bone, part))
      by_kept[out_->mesh.tags[static_cast<std::size_t>(e)].kept].push_back(e);
    for (auto& [kept, elements] : by_kept) {
      BoneSpec bone = out_->spec.tissue.posterior;
      bone.young_modulus *= kept;
      const fem::Block* block =
          add_block(Tissue::posterior_bone, part, law(bone), {.elements = std::move(elements), .fibers = {}});
      if (kept == 1) {
        parts.posterior = block;
      } else {
        parts.thinned.push_back(block);
      }
    }
  }

  void add_disc(Level level) {
    const DiscTissue& t = out_->spec.disc(level).tissue;
    LevelParts& parts = out_->levels[static_cast<std::size_t>(level.index)];
    parts.graft = add_graft(level);
    // What is left of an opened nucleus finds its way out instead of building up pressure.
    const bool is_opened = !out_->spec.resections.discs[static_cast<std::size_t>(level.index)].empty();
    const double swelling = is_opened ? 0 : t.nucleus_swelling;
    parts.nucleus = add_block(Tissue::nucleus, level.index,
                              fem::MooneyRivlin{t.nucleus_c10, t.nucleus_c01, t.nucleus_bulk, swelling});
    fem::BlockElements annulus;
    annulus.n_families = n_fiber_families;
    const Frame& below = out_->alignment.superior_of(lower(level));
    annulus.fibers = annulus_fibers(out_->mesh, out_->mesh.elements(Tissue::annulus, level.index), below, t.fiber);
    parts.annulus = add_block(Tissue::annulus, level.index,
                              fem::MooneyRivlin{t.annulus_c10, t.annulus_c01, t.annulus_bulk}, std::move(annulus));
  }

  /// What fills a fused disc, or what was laid where the nucleus was: soft before it heals.
  const fem::Block* add_graft(Level level) {
    BoneSpec graft = spec().tissue.graft;
    if (spec().disc(level).fill == DiscFill::bone_graft)
      return add_block(Tissue::bone_graft, level.index, law(graft));
    const double modulus = spec().implants.interbody_graft_modulus[static_cast<std::size_t>(level.index)];
    return add_block(Tissue::bone_graft, level.index, fem::CompressibleNeoHookean{modulus, graft.poisson_ratio});
  }

  /// The upper endplate of L1 moves as one; moments act there. Rigid vertebrae move as one altogether.
  void add_bodies() {
    out_->grip = 0;
    add_body(Vertebra::L1, is_rigid() ? bone_nodes(Vertebra::L1) : out_->mesh.body_planes.front().back());
    if (is_rigid()) {
      for (Vertebra v : {Vertebra::L2, Vertebra::L3, Vertebra::L4, Vertebra::L5})
        add_body(v, bone_nodes(v));
    }
  }

  void add_body(Vertebra v, std::vector<int> nodes) {
    fem::RigidBody body;
    body.center = out_->alignment.body_of(v).origin;
    body.nodes = std::move(nodes);
    definition_.bodies.push_back(std::move(body));
  }

  /// Each once, in rising order.
  std::vector<int> bone_nodes(Vertebra v) const {
    std::set<int> nodes;
    for (std::size_t e = 0; e < out_->mesh.tags.size(); ++e) {
      const ElementTag& tag = out_->mesh.tags[e];
      if (is_bone(tag.tissue) && tag.part == static_cast<int>(v))
        nodes.insert(out_->mesh.mesh.hexahedra[e].begin(), out_->mesh.mesh.hexahedra[e].end());
    }
    return {nodes.begin(), nodes.end()};
  }

  /// A point that moves with the grip of L1 or another rigid vertebra, or stands still with S1.
  int add_carried_point(Vertebra v, const Eigen::Vector3d& point) {
    const int node = definition_.mesh.add_node(point);
    if (v == Vertebra::S1) {
      hold(node);
    } else {
      assert(v == Vertebra::L1 || is_rigid());
      definition_.bodies[static_cast<std::size_t>(v)].nodes.push_back(node);
    }
    return node;
  }

  void hold(int node) {
    for (int axis = 0; axis < 3; ++axis)
      definition_.supports.push_back({node, axis});
  }

  void add_ligament(Level level, Ligament ligament) {
    const LigamentSpec& s = out_->spec.ligament(level, ligament);
    const StrandLayout layout = strand_layout(imaged_.spec, imaged_.alignment, imaged_.mesh, level, ligament);
    if (layout.strands.empty())
      return;
    std::vector<fem::Strand> strands;
    for (const StrandEnds& ends : layout.strands) {
      const auto point = [&](const StrandEnd& end, Vertebra v) {
        if (const auto* on_bone = std::get_if<fem::WeightedPoint>(&end))
          return *on_bone;
        return fem::WeightedPoint(add_carried_point(v, std::get<Eigen::Vector3d>(end)));
      };
      const fem::WeightedPoint from = point(ends.upper, upper(level)), to = point(ends.lower, lower(level));
      const double length = (place(ends.lower, imaged_.mesh.mesh) - place(ends.upper, imaged_.mesh.mesh)).norm();
      strands.push_back(
          {from, to, length * (1 + s.reference_strain), {layout.stiffness * ends.kept, 0.0, s.transition_strain}});
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
      const double removed = removed_share(out_->mesh, level, side);
      std::vector<fem::ContactPoint> points;
      for (auto& sample : samples(
               definition_.mesh, out_->mesh.arches[static_cast<std::size_t>(upper(level))].inferior_face[s], removed)) {
        fem::UniaxialLaw<double> law = of_unit_area;
        law.stiffness *= sample.area;
        points.push_back({std::move(sample.point), sample.area, 2 * cartilage.thickness, law});
      }
      if (points.empty())
        continue;
      out_->levels[static_cast<std::size_t>(level.index)].facets[s] = &definition_.add_term(
          std::make_unique<fem::PatchContact>(definition_.mesh, patch(level, side), std::move(points)));
    }
  }

  /// Plane of what is left of the superior facet of the lower vertebra; three by three nodes carry it at any resolution.
  fem::ContactPatch patch(Level level, Side side) const {
    const std::size_t s = side == Side::left ? 0 : 1;
    const ArticularFace& face = out_->mesh.arches[static_cast<std::size_t>(lower(level))].superior_face[s];
    const double removed = out_->mesh.removed(lower(level), Region::superior_articular, side);
    const int first = first_column(face, removed);
    const std::set<int> columns{first, (first + face.columns) / 2, face.columns};
    std::vector<int> nodes;
    for (int row : {0, face.rows / 2, face.rows}) {
      for (int column : columns)
        nodes.push_back(face.node(column, row));
    }
    const FacetJoint joint = lower_half_of_joint(level, side);
    const Eigen::Vector3d origin = joint.at(-0.5 * removed * joint.width, 0, -0.5 * joint.gap);
    const double width = 0.5 * (1 - removed) * joint.width, height = 0.5 * joint.height;
    // The cross product of the axes points along the normal.
    if (side == Side::left)
      return fem::make_contact_patch(definition_.mesh, nodes, origin, joint.across, joint.along, width, height,
                                     facet_margin);
    return fem::make_contact_patch(definition_.mesh, nodes, origin, joint.along, joint.across, height, width,
                                   facet_margin);
  }

  /// The joint as it was imaged, where the lower vertebra has carried it.
  FacetJoint lower_half_of_joint(Level level, Side side) const {
    FacetJoint joint = facet_joint(imaged_.spec, imaged_.alignment, level, side);
    if (!is_displaced(out_->spec))
      return joint;
    const Frame &from = imaged_.alignment.body_of(lower(level)), &to = out_->alignment.body_of(lower(level));
    const Eigen::Matrix3d turn = to.axes * from.axes.transpose();
    joint.center = to.origin + turn * (joint.center - from.origin);
    for (Eigen::Vector3d* axis : {&joint.normal, &joint.across, &joint.along})
      *axis = turn * *axis;
    return joint;
  }

  void add_follower_load() {
    out_->follower_load = definition_.add_load("follower_N");
    const int anchor = add_carried_point(Vertebra::L1, out_->alignment.superior_of(Vertebra::L1).origin);
    std::vector<fem::WeightedPoint> path{{{anchor}, {1.0}}};
    const auto points = follower_path(out_->spec, out_->alignment, out_->mesh);
    for (std::size_t p = 0; p < points.size(); ++p) {
      // A mean of a hundred nodes that move as one is one point that moves with them.
      const auto v = static_cast<Vertebra>((p + 1) / 2);
      path.push_back(is_rigid() ? add_carried_point(v, points[p].reference(definition_.mesh)) : points[p]);
    }
    definition_.add_term(std::make_unique<fem::Cable>(definition_.mesh, std::move(path), out_->follower_load));
  }

  void hold_sacrum() {
    for (int node : is_rigid() ? bone_nodes(Vertebra::S1) : out_->mesh.body_planes.back().front())
      hold(node);
  }

  /// Of what was cut out; nothing resists their motion.
  void hold_unused() {
    for (int node : unused_nodes(out_->mesh.mesh))
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
      if (!is_rigid()) {
        for (int n : group.nodes)
          group.followers.push_back({n, 1.0});
      }
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
      if (v == 0 || is_rigid())
        group.bodies.push_back({static_cast<int>(v), 1.0});  // bodies of vertebrae are numbered like these
      follow_implants(v, group);
      group.parent = static_cast<int>(definition_.turning_groups.size()) - 1;
      group.joint = disc_below.front();
      group.joint.insert(group.joint.end(), disc_below.back().begin(), disc_below.back().end());
      definition_.turning_groups.push_back(std::move(group));
    }
  }

  /// Implants follow the vertebrae between which they lie.
  void follow_implants(std::size_t v, fem::TurningGroup& group) const {
    const auto share = [v](double rank) { return 1 - std::abs(rank - static_cast<double>(v)); };
    for (const auto& [node, rank] : out_->implants.nodes) {
      if (share(rank) > 0)
        group.followers.push_back({node, share(rank)});
    }
    for (const auto& [body, rank] : out_->implants.bodies) {
      if (share(rank) > 0)
        group.bodies.push_back({body, share(rank)});
    }
  }

  /// Carried points keep the rank of what carries them.
  std::vector<double> ranks() const {
    std::vector<double> out(definition_.mesh.nodes.size(), static_cast<double>(Vertebra::S1));
    const auto set = [&out](const std::vector<int>& nodes, double rank) {
      for (int n : nodes)
        out[static_cast<std::size_t>(n)] = rank;
    };
    for (std::size_t l = 0; l < n_levels; ++l) {
      const auto& planes = out_->mesh.disc_planes[l];
      for (std::size_t p = 0; p < planes.size(); ++p)
        set(planes[p], static_cast<double>(l + 1) - static_cast<double>(p) / static_cast<double>(planes.size() - 1));
    }
    for (std::size_t v = 0; v < n_vertebrae; ++v) {
      for (const Plane& plane : out_->mesh.body_planes[v])
        set(plane, static_cast<double>(v));
      set(out_->mesh.arches[v].nodes, static_cast<double>(v));
    }
    for (std::size_t v = 0; v < (is_rigid() ? std::size_t{n_levels} : 1); ++v)
      set(definition_.bodies[v].nodes, static_cast<double>(v));
    for (const auto& [node, rank] : out_->implants.nodes)
      out[static_cast<std::size_t>(node)] = rank;
    return out;
  }

  /// The spine as imaged, from which ligaments have their rest lengths and facets their gap.
  struct Imaged {
    SpineSpec spec;
    Alignment alignment;
    SpineMesh mesh;
  };

  std::unique_ptr<SpineModel> out_;
  Imaged imaged_;
  fem::ModelDefinition definition_;
};

}  // namespace

std::unique_ptr<const SpineModel> make_spine_model(const SpineSpec& spec, Fidelity fidelity,
                                                   const std::vector<const fem::Model*>& alike) {
  return Assembler(spec, fidelity).build(alike);
}

}  // namespace spondyl::spine
