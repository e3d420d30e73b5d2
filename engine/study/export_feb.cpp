// Fibers. A part of an FEBio mesh has one material, and the two fiber families of a material stand at fixed angles to
// the axes of its elements. Annulus elements with the same angle and law make one part; the axes of each element are
// written as mesh data: the first along the ring, the second across the disc.
//
// Fiber law. fiber-pow-linear-uncoupled with beta = 3 is quadratic up to the stretch lam0 and linear above, as ours,
// but has no slack: lam0 = 1 + 2 slack + toe gives it the same line beyond both toes.

#include "study/export_feb.hpp"

#include <array>
#include <cmath>
#include <map>
#include <sstream>

#include "core/units.hpp"
#include "spine/annulus_fibers.hpp"
#include "study/exported_model.hpp"

namespace spondyl::study {
namespace {

using spine::Tissue;

constexpr double greatest_strain = 2.0;
constexpr int toe_points = 8;

/// Elements of one material: an element group, or the part of an annulus whose fibers are alike.
struct Part {
  std::string name;
  Tissue tissue;
  int part;
  std::vector<int> elements;
  double kept = 1;                                                     ///< share of the stiffness
  double fiber_angle = 0;                                              ///< rad, against the ring
  fem::UniaxialLaw<double> fiber_law{};                                ///< of one family
  std::vector<std::pair<Eigen::Vector3d, Eigen::Vector3d>> axes = {};  ///< of every element: around, up
};

class Writer {
 public:
  Writer(const spine::SpineModel& spine, double moment)
      : spine_(spine),
        mesh_(spine.model->mesh()),
        used_(used_nodes(spine)),
        ligaments_(exported_ligaments(spine)),
        moment_(moment) {
    out_.precision(10);
    for (ElementGroup& group : element_groups(spine)) {
      if (group.tissue == Tissue::annulus) {
        add_annulus(group);
      } else {
        parts_.push_back({group.name, group.tissue, group.part, std::move(group.elements), group.kept});
      }
    }
  }

  std::string text() {
    out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<!-- Lumbar spine L1 to S1 by Spondyl. mm, N, MPa. x forward, y left, z up. Not in this file: the "
            "follower\n"
            "     load and the contact of the facet joints. -->\n"
            "<febio_spec version=\"4.0\">\n<Module type=\"solid\"/>\n";
    materials();
    mesh();
    domains();
    mesh_data();
    boundary();
    discrete();
    steps();
    out_ << "<LoadData>\n<load_controller id=\"1\" name=\"moment\" "
            "type=\"loadcurve\">\n<interpolate>LINEAR</interpolate>\n"
            "<extend>CONSTANT</extend>\n<points>\n<pt>1,0</pt>\n<pt>2,1</pt>\n</points>\n</load_controller>\n</"
            "LoadData>\n"
            "<Output>\n<plotfile type=\"febio\">\n<var type=\"displacement\"/>\n<var type=\"stress\"/>\n</plotfile>\n"
            "</Output>\n</febio_spec>\n";
    return out_.str();
  }

 private:
  void add_annulus(const ElementGroup& group) {
    const spine::Level level{group.part};
    const auto families = spine::annulus_fibers(spine_.mesh, group.elements, spine_.alignment.superior_of(lower(level)),
                                                spine_.spec.disc(level).tissue.fiber);
    std::map<std::array<long long, 4>, std::size_t> known;  // angle and law, rounded: left and right differ by rounding
    for (std::size_t k = 0; k < group.elements.size(); ++k) {
      const Eigen::Vector3d &rising = families[2 * k].direction, &falling = families[2 * k + 1].direction;
      const fem::UniaxialLaw<double>& law = families[2 * k].law;
      const double angle = std::atan2((rising - falling).norm(), (rising + falling).norm());
      const auto rounded = [](double x) { return std::llround(1e6 * x); };
      const auto [at, is_new] = known.emplace(
          std::array{rounded(angle), rounded(law.stiffness), rounded(law.slack), rounded(law.toe)}, parts_.size());
      if (is_new)
        parts_.push_back(
            {group.name + "_" + std::to_string(known.size()), group.tissue, group.part, {}, 1.0, angle, law});
      Part& part = parts_[at->second];
      part.elements.push_back(group.elements[k]);
      part.axes.emplace_back((rising + falling).normalized(), (rising - falling).normalized());
    }
  }

  template <class T>
  void element(const char* name, const T& value) {
    out_ << '<' << name << '>' << value << "</" << name << ">\n";
  }
  void vector(const char* name, const Eigen::Vector3d& v) {
    out_ << '<' << name << '>' << v[0] << ',' << v[1] << ',' << v[2] << "</" << name << ">\n";
  }

  void materials() {
    out_ << "<Material>\n";
    int id = 0;
    for (const Part& part : parts_) {
      out_ << "<material id=\"" << ++id << "\" name=\"" << part.name << "\" type=\"";
      if (const spine::BoneSpec* bone = bone_of(spine_.spec, part.tissue)) {
        out_ << "isotropic elastic\">\n";
        element("density", 1);
        element("E", part.kept * bone->young_modulus);
        element("v", bone->poisson_ratio);
      } else {
        disc_tissue(part);
      }
      out_ << "</material>\n";
    }
    for (std::size_t b = 0; b < spine_.model->bodies().size(); ++b) {
      out_ << "<material id=\"" << ++id << "\" name=\"" << body_name(b) << "\" type=\"rigid body\">\n";
      element("density", 1);
      vector("center_of_mass", spine_.model->bodies()[b].center);
      out_ << "</material>\n";
    }
    out_ << "</Material>\n";
  }

  /// Bulk modulus and the law of the volume that goes with it, K/4 (J^2 - 1 - 2 ln J).
  void bulk(double modulus) {
    element("k", modulus);
    element("pressure_model", 1);
  }

  void disc_tissue(const Part& part) {
    const spine::DiscTissue& t = spine_.spec.disc(spine::Level{part.part}).tissue;
    if (part.tissue == Tissue::nucleus) {
      out_ << "Mooney-Rivlin\">\n";
      element("density", 1);
      element("c1", t.nucleus_c10);
      element("c2", t.nucleus_c01);
      bulk(t.nucleus_bulk);
      return;
    }
    out_ << "uncoupled solid mixture\">\n";
    element("density", 1);
    bulk(t.annulus_bulk);
    out_ << "<solid type=\"Mooney-Rivlin\">\n";
    element("c1", t.annulus_c10);
    element("c2", t.annulus_c01);
    out_ << "</solid>\n";
    for (const double sign : {1.0, -1.0}) {
      out_ << "<solid type=\"fiber-pow-linear-uncoupled\">\n";
      element("E", part.fiber_law.stiffness);
      element("beta", 3);
      element("lam0", 1 + 2 * part.fiber_law.slack + part.fiber_law.toe);
      out_ << "<fiber type=\"angles\">\n";
      element("theta", sign * core::degrees(part.fiber_angle));
      element("phi", 90);
      out_ << "</fiber>\n</solid>\n";
    }
  }

  static std::string body_name(std::size_t b) { return "rigid_body_" + std::to_string(b + 1); }

  void node_list(const std::vector<int>& nodes) {
    const char* separator = "";
    for (const int n : nodes) {
      if (!used_[static_cast<std::size_t>(n)])
        continue;
      out_ << separator << n + 1;
      separator = ",";
    }
  }

  void mesh() {
    out_ << "<Mesh>\n<Nodes name=\"all_nodes\">\n";
    for (std::size_t n = 0; n < mesh_.nodes.size(); ++n) {
      if (!used_[n])
        continue;
      const auto& x = mesh_.nodes[n];
      out_ << "<node id=\"" << n + 1 << "\">" << x[0] << ',' << x[1] << ',' << x[2] << "</node>\n";
    }
    out_ << "</Nodes>\n";
    for (const Part& part : parts_) {
      out_ << "<Elements type=\"hex8\" name=\"" << part.name << "\">\n";
      for (const int e : part.elements) {
        out_ << "<elem id=\"" << e + 1 << "\">";
        const auto& h = spine_.mesh.mesh.hexahedra[static_cast<std::size_t>(e)];
        for (std::size_t k = 0; k < 8; ++k)
          out_ << (k ? "," : "") << h[k] + 1;
        out_ << "</elem>\n";
      }
      out_ << "</Elements>\n";
    }
    for (std::size_t b = 0; b < spine_.model->bodies().size(); ++b) {
      out_ << "<NodeSet name=\"" << body_name(b) << "_nodes\">";
      node_list(spine_.model->bodies()[b].nodes);
      out_ << "</NodeSet>\n";
    }
    for (const auto& [axes, nodes] : held()) {
      out_ << "<NodeSet name=\"" << held_name(axes) << "\">";
      node_list(nodes);
      out_ << "</NodeSet>\n";
    }
    for (const ExportedLigament& ligament : ligaments_) {
      out_ << "<DiscreteSet name=\"" << ligament.name << "\">\n";
      for (const ExportedStrand& s : ligament.strands)
        out_ << "<delem>" << s.from + 1 << ',' << s.to + 1 << "</delem>\n";
      out_ << "</DiscreteSet>\n";
    }
    out_ << "</Mesh>\n";
  }

  /// Held nodes by the axes along which they are held (bit k: axis k).
  std::map<int, std::vector<int>> held() const {
    std::map<int, int> axes_of_node;
    for (const fem::Support& s : spine_.model->supports()) {
      if (used_[static_cast<std::size_t>(s.node)])
        axes_of_node[s.node] |= 1 << s.axis;
    }
    std::map<int, std::vector<int>> out;
    for (const auto& [node, axes] : axes_of_node)
      out[axes].push_back(node);
    return out;
  }
  static std::string held_name(int axes) { return "held_" + std::to_string(axes); }

  void domains() {
    out_ << "<MeshDomains>\n";
    for (const Part& part : parts_)
      out_ << "<SolidDomain name=\"" << part.name << "\" mat=\"" << part.name << "\"/>\n";
    out_ << "</MeshDomains>\n";
  }

  void mesh_data() {
    out_ << "<MeshData>\n";
    for (const Part& part : parts_) {
      if (part.axes.empty())
        continue;
      out_ << "<ElementData type=\"mat_axis\" elem_set=\"" << part.name << "\">\n";
      for (std::size_t k = 0; k < part.axes.size(); ++k) {
        out_ << "<elem lid=\"" << k + 1 << "\">\n";
        vector("a", part.axes[k].first);
        vector("d", part.axes[k].second);
        out_ << "</elem>\n";
      }
      out_ << "</ElementData>\n";
    }
    out_ << "</MeshData>\n";
  }

  void boundary() {
    out_ << "<Boundary>\n";
    for (const auto& [axes, nodes] : held()) {
      out_ << "<bc name=\"" << held_name(axes) << "\" node_set=\"" << held_name(axes)
           << "\" type=\"zero displacement\">\n";
      element("x_dof", axes & 1);
      element("y_dof", axes >> 1 & 1);
      element("z_dof", axes >> 2 & 1);
      out_ << "</bc>\n";
    }
    for (std::size_t b = 0; b < spine_.model->bodies().size(); ++b) {
      out_ << "<bc name=\"" << body_name(b) << "\" node_set=\"" << body_name(b) << "_nodes\" type=\"rigid\">\n";
      element("rb", body_name(b));
      out_ << "</bc>\n";
    }
    out_ << "</Boundary>\n";
  }

  /// Force over strain of the distance in the mesh; strands of a ligament are equally pre-strained.
  void discrete() {
    out_ << "<Discrete>\n";
    int id = 0;
    for (const ExportedLigament& ligament : ligaments_) {
      const ExportedStrand& s = ligament.strands.front();
      const auto at = [&](int node) { return mesh_.nodes[static_cast<std::size_t>(node)]; };
      const double length = (at(s.from) - at(s.to)).norm();
      out_ << "<discrete_material id=\"" << ++id << "\" name=\"" << ligament.name << "\" type=\"nonlinear spring\">\n";
      element("scale", 1);
      element("measure", "strain");
      out_ << "<force type=\"point\">\n<interpolate>LINEAR</interpolate>\n<extend>EXTRAPOLATE</extend>\n<points>\n";
      const auto point = [&](double strain, double force) {
        out_ << "<pt>" << s.rest_length * (1 + strain) / length - 1 << ',' << force << "</pt>\n";
      };
      point(-0.99, 0);
      for (int k = 0; k <= toe_points; ++k) {
        const double strain = s.law.slack + s.law.toe * k / toe_points;
        point(strain, s.law.response(strain).force);
      }
      point(s.law.slack + s.law.toe + greatest_strain, s.law.response(s.law.slack + s.law.toe + greatest_strain).force);
      out_ << "</points>\n</force>\n</discrete_material>\n";
    }
    id = 0;
    for (const ExportedLigament& ligament : ligaments_)
      out_ << "<discrete dmat=\"" << ++id << "\" discrete_set=\"" << ligament.name << "\"/>\n";
    out_ << "</Discrete>\n";
  }

  void control() {
    out_ << "<Control>\n";
    element("analysis", "STATIC");
    element("time_steps", 10);
    element("step_size", 0.1);
    out_ << "<time_stepper type=\"default\">\n";
    element("max_retries", 10);
    element("dtmin", 0.001);
    element("dtmax", 0.1);
    out_ << "</time_stepper>\n<solver type=\"solid\">\n";
    element("symmetric_stiffness", "symmetric");
    out_ << "<qn_method type=\"BFGS\">\n";
    element("max_ups", 0);
    out_ << "</qn_method>\n</solver>\n</Control>\n";
  }

  void steps() {
    const fem::Moment& flexion = spine_.model->moments()[spine_.moment(spine::Axis::flexion)];
    out_ << "<Step>\n<step id=\"1\" name=\"settling\">\n";
    control();
    out_ << "</step>\n<step id=\"2\" name=\"flexion\">\n";
    control();
    out_ << "<Rigid>\n<rigid_load name=\"flexion\" type=\"rigid_moment\">\n";
    element("rb", body_name(static_cast<std::size_t>(flexion.body)));
    element("dof", "Rv");
    element("relative", 0);
    out_ << "<value lc=\"1\">" << moment_ << "</value>\n";
    out_ << "</rigid_load>\n</Rigid>\n</step>\n</Step>\n";
  }

  const spine::SpineModel& spine_;
  const fem::Mesh& mesh_;
  std::vector<char> used_;
  std::vector<ExportedLigament> ligaments_;
  double moment_;
  std::vector<Part> parts_;
  std::ostringstream out_;
};

}  // namespace

std::string spine_feb(const spine::SpineModel& spine, double flexion_moment) {
  return Writer(spine, flexion_moment).text();
}

}  // namespace spondyl::study
