// Pre-strain. A spring that is tight in the mesh would push with all its force from the first increment on, which Newton's
// method does not survive. Its force therefore depends on a temperature (nothing else does): at 0 it is that of a spring
// as long as in the mesh, at 1 its own, and the first step warms the spine from 0 to 1.
//
// Fibers. CalculiX has no tension-only fibers with a toe that could be graded from element to element. Each annulus
// element therefore hands its two families to springs along the diagonals of its inner and outer face, half of the
// volume each, with the same stress over strain: the stored energy is that of the fibers, their angle that of the
// mesh.

#include "study/export_inp.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

#include "spine/annulus_fibers.hpp"
#include "study/exported_model.hpp"

namespace spondyl::study {
namespace {

using spine::Tissue;

// Tables of springs end here; ligaments and fibers have long failed.
constexpr double greatest_strain = 2.0;
constexpr int toe_points = 6;

/// Tension over strain of what a spring stands for, with its rest length.
struct Tension {
  double rest_length;
  fem::UniaxialLaw<double> law;  ///< stiffness in N
};

class Writer {
 public:
  Writer(const spine::SpineModel& spine, double moment)
      : spine_(spine), mesh_(spine.model->mesh()), groups_(element_groups(spine)), moment_(moment) {
    out_.precision(10);
  }

  std::string text() {
    heading();
    nodes();
    elements();
    materials();
    ligaments();
    fibers();
    bodies();
    supports();
    steps();
    return out_.str();
  }

 private:
  void heading() {
    out_ << "** Lumbar spine L1 to S1 by Spondyl. mm, N, MPa. x forward, y left, z up. Flexion is a positive moment "
            "about y.\n"
            "** Not in this file, since CalculiX has no counterpart: the follower load, the contact of the facet "
            "joints.\n"
            "** Exported as the nearest thing: fibers of the annulus as tension-only springs along the diagonals of "
            "the\n"
            "** elements (same stress over strain, angle of the mesh); bone as linear elastic for large rotations.\n"
            "** Discs are C3D8, fully integrated, which lock where volume is kept: expect too little rotation.\n";
  }

  void nodes() {
    const std::vector<char> used = used_nodes(spine_);
    out_ << "*NODE, NSET=NALL\n";
    for (std::size_t n = 0; n < mesh_.nodes.size(); ++n) {
      if (!used[n])
        continue;
      const auto& x = mesh_.nodes[n];
      out_ << n + 1 << ", " << x[0] << ", " << x[1] << ", " << x[2] << '\n';
    }
    next_node_ = static_cast<int>(mesh_.nodes.size()) + 1;
    next_element_ = static_cast<int>(spine_.mesh.mesh.hexahedra.size()) + 1;
    used_ = used;
  }

  void elements() {
    for (const ElementGroup& group : groups_) {
      // Incompatible modes bend well, but in the discs CalculiX does not converge with them. C3D8 converges and locks.
      const char* type = bone_of(spine_.spec, group.tissue) ? "C3D8I" : "C3D8";
      out_ << "*ELEMENT, TYPE=" << type << ", ELSET=" << group.name << '\n';
      for (const int e : group.elements) {
        out_ << e + 1;
        for (const int n : spine_.mesh.mesh.hexahedra[static_cast<std::size_t>(e)])
          out_ << ", " << n + 1;
        out_ << '\n';
      }
    }
  }

  void materials() {
    for (const ElementGroup& group : groups_) {
      out_ << "*MATERIAL, NAME=M_" << group.name << '\n';
      if (const spine::BoneSpec* bone = bone_of(spine_.spec, group.tissue)) {
        out_ << "*ELASTIC\n" << group.kept * bone->young_modulus << ", " << bone->poisson_ratio << '\n';
      } else {
        const spine::DiscTissue& t = spine_.spec.disc(spine::Level{group.part}).tissue;
        const bool is_nucleus = group.tissue == Tissue::nucleus;
        out_ << "*HYPERELASTIC, MOONEY-RIVLIN\n"
             << (is_nucleus ? t.nucleus_c10 : t.annulus_c10) << ", " << (is_nucleus ? t.nucleus_c01 : t.annulus_c01)
             << ", " << 2 / (is_nucleus ? t.nucleus_bulk : t.annulus_bulk) << '\n';
        // Swelling is the expansion that the temperature of the first step brings.
        if (is_nucleus)
          out_ << "*EXPANSION, ZERO=0.\n" << std::cbrt(1 + t.nucleus_swelling) - 1 << '\n';
      }
      out_ << "*SOLID SECTION, ELSET=" << group.name << ", MATERIAL=M_" << group.name << '\n';
    }
  }

  void ligaments() {
    for (const ExportedLigament& ligament : exported_ligaments(spine_)) {
      out_ << "** " << ligament.name << ": tension-only strands, force over elongation from the mesh\n";
      for (const ExportedStrand& s : ligament.strands)
        spring(s.from, s.to, {{s.rest_length, s.law}});
    }
  }

  void fibers() {
    std::map<std::pair<int, int>, std::vector<Tension>> springs;
    for (const ElementGroup& group : groups_) {
      if (group.tissue != Tissue::annulus)
        continue;
      const spine::Level level{group.part};
      const auto families =
          spine::annulus_fibers(spine_.mesh, group.elements, spine_.alignment.superior_of(lower(level)),
                                spine_.spec.disc(level).tissue.fiber);
      for (std::size_t k = 0; k < group.elements.size(); ++k)
        add_fibers(group.elements[k], families[2 * k].law, families[2 * k + 1].law, springs);
    }
    out_ << "** fibers of the annulus\n";
    for (const auto& [ends, tensions] : springs)
      spring(ends.first, ends.second, tensions);
  }

  /// Nodes 0-1 of an annulus element point outwards: 0 3 7 4 is its inner face, 1 2 6 5 the outer one.
  void add_fibers(int element, const fem::UniaxialLaw<double>& rising, const fem::UniaxialLaw<double>& falling,
                  std::map<std::pair<int, int>, std::vector<Tension>>& springs) const {
    const fem::Hexahedron& h = spine_.mesh.mesh.hexahedra[static_cast<std::size_t>(element)];
    const double volume = volume_of(h);
    const auto add = [&](std::size_t a, std::size_t b, fem::UniaxialLaw<double> law) {
      const int from = std::min(h[a], h[b]), to = std::max(h[a], h[b]);
      const double length = (at(from) - at(to)).norm();
      law.stiffness *= 0.5 * volume / length;
      springs[{from, to}].push_back({length, law});
    };
    add(0, 7, rising);
    add(1, 6, rising);
    add(3, 4, falling);
    add(2, 5, falling);
  }

  const Eigen::Vector3d& at(int node) const { return mesh_.nodes[static_cast<std::size_t>(node)]; }

  /// Of the six tetrahedra around a diagonal.
  double volume_of(const fem::Hexahedron& h) const {
    constexpr std::array<std::array<std::size_t, 2>, 6> sides{{{1, 2}, {2, 3}, {3, 7}, {7, 4}, {4, 5}, {5, 1}}};
    double six = 0;
    for (const auto& [b, c] : sides)
      six += (at(h[b]) - at(h[0])).cross(at(h[c]) - at(h[0])).dot(at(h[6]) - at(h[0]));
    return std::abs(six) / 6;
  }

  /// A spring with the sum of tensions as a table of force over elongation.
  void spring(int from, int to, const std::vector<Tension>& tensions) {
    const double length = (at(from) - at(to)).norm();
    const std::string name = "SPRING" + std::to_string(next_element_);
    out_ << "*ELEMENT, TYPE=SPRINGA, ELSET=" << name << '\n'
         << next_element_++ << ", " << from + 1 << ", " << to + 1 << '\n';
    out_ << "*SPRING, ELSET=" << name << ", NONLINEAR\n\n";
    const bool is_tight =
        std::any_of(tensions.begin(), tensions.end(), [&](const Tension& t) { return t.rest_length < length; });
    if (is_tight) {
      std::vector<Tension> loose = tensions;
      for (Tension& t : loose)
        t.rest_length = std::max(t.rest_length, length);
      table(loose, length, ", 0.");
    }
    table(tensions, length, is_tight ? ", 1." : "");
  }

  void table(const std::vector<Tension>& tensions, double length, const char* temperature) {
    const double shortest = -0.9 * length;
    std::set<double> elongations{shortest};
    for (const Tension& t : tensions) {
      const auto add = [&](double strain) { elongations.insert(t.rest_length * (1 + strain) - length); };
      for (int k = 0; k <= toe_points; ++k)
        add(t.law.slack + t.law.toe * k / toe_points);
      add(greatest_strain);
    }
    for (const double elongation : elongations) {
      double force = 0;
      for (const Tension& t : tensions)
        force += t.law.response((length + elongation) / t.rest_length - 1).force;
      // Without a point CalculiX would take the force for a degree of freedom.
      out_ << std::showpoint << force + 0.0 << std::noshowpoint << ", " << elongation << temperature << '\n';
    }
  }

  void bodies() {
    for (std::size_t b = 0; b < spine_.model->bodies().size(); ++b) {
      const fem::RigidBody& body = spine_.model->bodies()[b];
      const std::string set = "BODY" + std::to_string(b + 1);
      const int reference = next_node_++, rotation = next_node_++;
      out_ << "*NODE\n";
      for (const int node : {reference, rotation})
        out_ << node << ", " << body.center[0] << ", " << body.center[1] << ", " << body.center[2] << '\n';
      out_ << "*NSET, NSET=" << set << '\n';
      for (const int n : body.nodes) {
        if (used_[static_cast<std::size_t>(n)])
          out_ << n + 1 << ",\n";
      }
      out_ << "*RIGID BODY, NSET=" << set << ", REF NODE=" << reference << ", ROT NODE=" << rotation << '\n';
      rotation_nodes_.push_back(rotation);
    }
  }

  void supports() {
    out_ << "** S1 is held\n*BOUNDARY\n";
    for (const fem::Support& s : spine_.model->supports()) {
      if (used_[static_cast<std::size_t>(s.node)])
        out_ << s.node + 1 << ", " << s.axis + 1 << ", " << s.axis + 1 << '\n';
    }
  }

  void steps() {
    const fem::Moment& flexion = spine_.model->moments()[spine_.moment(spine::Axis::flexion)];
    const int node = rotation_nodes_[static_cast<std::size_t>(flexion.body)];
    out_ << "*NSET, NSET=ROTATION_OF_L1\n" << node << ",\n";
    const auto output = [&] {
      out_ << "*NODE PRINT, NSET=ROTATION_OF_L1, FREQUENCY=1000\nU\n*NODE FILE, FREQUENCY=1000\nU\n*EL FILE, "
              "FREQUENCY=1000\nS, E\n*END STEP\n";
    };
    out_ << "** ligaments are pre-strained, nuclei swell: the unloaded spine settles meanwhile (temperature 0 to 1)\n"
            "*INITIAL CONDITIONS, TYPE=TEMPERATURE\nNALL, 0.\n"
            "*STEP, NLGEOM, INC=500\n*STATIC\n0.1, 1.0, 1e-6, 0.25\n*TEMPERATURE\nNALL, 1.\n";
    output();
    out_ << "** flexion, N mm on the rigid body of L1\n*STEP, NLGEOM, INC=500\n*STATIC\n0.1, 1.0, 1e-6, 0.25\n*CLOAD\n"
         << node << ", 2, " << moment_ << '\n';
    output();
  }

  const spine::SpineModel& spine_;
  const fem::Mesh& mesh_;
  std::vector<ElementGroup> groups_;
  double moment_;
  std::ostringstream out_;
  std::vector<char> used_;
  std::vector<int> rotation_nodes_;
  int next_node_ = 0, next_element_ = 0;
};

}  // namespace

std::string spine_inp(const spine::SpineModel& spine, double flexion_moment) {
  return Writer(spine, flexion_moment).text();
}

}  // namespace spondyl::study
