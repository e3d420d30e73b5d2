#include "calculix.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace spondyl::fem::test {

namespace {

constexpr int edges[12][2] = {{0, 1}, {1, 2}, {2, 3}, {3, 0}, {4, 5}, {5, 6},
                              {6, 7}, {7, 4}, {0, 4}, {1, 5}, {2, 6}, {3, 7}};

/// Nodes in the middle of edges, numbered after those of the mesh.
class Midpoints {
 public:
  explicit Midpoints(const Mesh& mesh) : nodes_(mesh.nodes) {
    for (const Hexahedron& e : mesh.hexahedra) {
      for (const auto& edge : edges)
        add(e[static_cast<std::size_t>(edge[0])], e[static_cast<std::size_t>(edge[1])]);
    }
  }
  int of(int a, int b) const { return number_.at(std::minmax(a, b)); }
  const std::map<std::pair<int, int>, int>& all() const { return number_; }
  const std::vector<Vector3>& nodes() const { return nodes_; }

 private:
  void add(int a, int b) {
    if (number_.emplace(std::minmax(a, b), static_cast<int>(nodes_.size())).second) {
      nodes_.push_back(0.5 * (nodes_[static_cast<std::size_t>(a)] + nodes_[static_cast<std::size_t>(b)]));
    }
  }
  std::vector<Vector3> nodes_;
  std::map<std::pair<int, int>, int> number_;
};

void write_boundary(std::ostream& out, const SharedProblem& p, const Midpoints& middle) {
  std::map<std::pair<int, int>, double> value;
  for (const Support& s : p.supports)
    value[{s.node, s.axis}] = 0;
  for (const DrivenDisplacement& d : p.driven)
    value[{d.index, d.axis}] = d.scale;
  const auto corners = value;
  for (const auto& [edge, node] : middle.all()) {
    for (int axis = 0; axis < 3; ++axis) {
      const auto a = corners.find({edge.first, axis}), b = corners.find({edge.second, axis});
      if (a != corners.end() && b != corners.end())
        value[{node, axis}] = 0.5 * (a->second + b->second);
    }
  }
  out << "*BOUNDARY\n";
  for (const auto& [where, x] : value)
    out << where.first + 1 << ", " << where.second + 1 << ", " << where.second + 1 << ", " << x << '\n';
}

/// Consistent forces of a uniform traction on an 8-node face: -1/12 on corners, 1/3 on the middles.
void write_loads(std::ostream& out, const SharedProblem& p, const Midpoints& middle) {
  if (p.loaded_faces.empty())
    return;
  std::map<int, Vector3> forces;
  const auto add = [&](int node, const Vector3& f) { forces.emplace(node, Vector3::Zero()).first->second += f; };
  for (const auto& face : p.loaded_faces) {
    const auto x = [&](std::size_t a) -> const Vector3& { return p.mesh.nodes[static_cast<std::size_t>(face[a])]; };
    const double area = 0.5 * (x(2) - x(0)).cross(x(3) - x(1)).norm();
    for (std::size_t a = 0; a < 4; ++a) {
      add(face[a], -area / 12 * p.traction);
      add(middle.of(face[a], face[(a + 1) % 4]), area / 3 * p.traction);
    }
  }
  out << "*CLOAD\n";
  for (const auto& [node, f] : forces) {
    for (int axis = 0; axis < 3; ++axis) {
      if (f[axis] != 0)
        out << node + 1 << ", " << axis + 1 << ", " << f[axis] << '\n';
    }
  }
}

void write_input(const std::string& path, const SharedProblem& p, const std::string& material,
                 const std::string& step) {
  const Midpoints middle(p.mesh);
  std::ofstream out(path);
  out.precision(15);
  out << "*NODE, NSET=NALL\n";
  for (std::size_t n = 0; n < middle.nodes().size(); ++n) {
    const Vector3& x = middle.nodes()[n];
    out << n + 1 << ", " << x[0] << ", " << x[1] << ", " << x[2] << '\n';
  }
  out << "*ELEMENT, TYPE=C3D20R, ELSET=EALL\n";
  for (std::size_t e = 0; e < p.mesh.hexahedra.size(); ++e) {
    const Hexahedron& h = p.mesh.hexahedra[e];
    out << e + 1;
    for (int n : h)
      out << ", " << n + 1;
    out << ",\n";
    for (int k = 0; k < 12; ++k) {
      const int n = middle.of(h[static_cast<std::size_t>(edges[k][0])], h[static_cast<std::size_t>(edges[k][1])]);
      out << n + 1 << (k < 11 ? ", " : "\n");
    }
  }
  out << "*MATERIAL, NAME=M\n" << material << "*SOLID SECTION, ELSET=EALL, MATERIAL=M\n";
  out << "*STEP, NLGEOM, INC=1000\n*STATIC\n" << step;
  write_boundary(out, p, middle);
  write_loads(out, p, middle);
  out << "*NODE PRINT, NSET=NALL, FREQUENCY=1000\nU\n*EL PRINT, ELSET=EALL, FREQUENCY=1000\nS\n*END STEP\n";
}

CalculixAnswer read_answer(const std::string& path, const Mesh& mesh) {
  CalculixAnswer answer;
  answer.displacement.assign(mesh.nodes.size(), Vector3::Constant(NAN));
  answer.stress.assign(8 * mesh.hexahedra.size(), Matrix3::Constant(NAN));
  constexpr std::size_t our_point[8] = {0, 1, 3, 2, 4, 5, 7, 6};  // CalculiX counts xi, then eta, then zeta
  enum { none, displacements, stresses } table = none;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.find("displacements") != std::string::npos) {
      table = displacements;
    } else if (line.find("stresses") != std::string::npos) {
      table = stresses;
    } else if (std::istringstream row(line); table == displacements) {
      std::size_t n;
      Vector3 u;
      if (row >> n >> u[0] >> u[1] >> u[2] && n <= mesh.nodes.size())
        answer.displacement[n - 1] = u;
    } else if (table == stresses) {
      std::size_t e, q;
      double s[6];
      if (row >> e >> q >> s[0] >> s[1] >> s[2] >> s[3] >> s[4] >> s[5]) {
        answer.stress[8 * (e - 1) + our_point[q - 1]] << s[0], s[3], s[4], s[3], s[1], s[5], s[4], s[5], s[2];
      }
    }
  }
  return answer;
}

}  // namespace

CalculixAnswer solve_with_calculix(const SharedProblem& problem, const std::string& name, const std::string& material,
                                   const std::string& step) {
  const auto folder = std::filesystem::path(SPONDYL_BINARY_DIR) / "calculix" / name;
  std::filesystem::create_directories(folder);
  std::filesystem::remove(folder / "job.dat");
  write_input((folder / "job.inp").string(), problem, material, step);
  const std::string command =
      "cd '" + folder.string() + "' && OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 '" SPONDYL_CCX "' job > job.log 2>&1";
  INFO(command);
  REQUIRE(std::system(command.c_str()) == 0);
  const CalculixAnswer answer = read_answer((folder / "job.dat").string(), problem.mesh);
  for (const Vector3& u : answer.displacement)
    REQUIRE(u.allFinite());
  for (const Matrix3& s : answer.stress)
    REQUIRE(s.allFinite());
  return answer;
}

}  // namespace spondyl::fem::test
