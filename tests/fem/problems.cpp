#include "problems.hpp"

namespace spondyl::fem::test {

namespace {

/// Value of shape function a at a natural point.
double shape(int a, const Vector3& x) {
  const double* c = hex8::corner[a];
  return 0.125 * (1 + c[0] * x[0]) * (1 + c[1] * x[1]) * (1 + c[2] * x[2]);
}

Matrix3 jacobian(const Mesh& mesh, const Hexahedron& element, const Vector3& x) {
  Matrix3 j = Matrix3::Zero();
  for (int a = 0; a < 8; ++a) {
    const double* c = hex8::corner[a];
    const Vector3 gradient =
        0.125 * Vector3(c[0] * (1 + c[1] * x[1]) * (1 + c[2] * x[2]), c[1] * (1 + c[0] * x[0]) * (1 + c[2] * x[2]),
                        c[2] * (1 + c[0] * x[0]) * (1 + c[1] * x[1]));
    j += mesh.nodes[static_cast<std::size_t>(element[static_cast<std::size_t>(a)])] * gradient.transpose();
  }
  return j;
}

/// Calls visit(natural point, weight) for an n x n x n Gauss rule, n = 2 or 3.
template <class Visit>
void for_each_gauss_point(int n, const Visit& visit) {
  const std::vector<double> x =
      n == 2 ? std::vector{-hex8::gauss, hex8::gauss} : std::vector{-std::sqrt(0.6), 0.0, std::sqrt(0.6)};
  const std::vector<double> w = n == 2 ? std::vector{1.0, 1.0} : std::vector{5.0 / 9, 8.0 / 9, 5.0 / 9};
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = 0; j < x.size(); ++j) {
      for (std::size_t k = 0; k < x.size(); ++k)
        visit(Vector3(x[i], x[j], x[k]), w[i] * w[j] * w[k]);
    }
  }
}

}  // namespace

std::vector<int> Box::boundary() const {
  std::vector<int> out;
  for (int k = 0; k <= n[2]; ++k) {
    for (int j = 0; j <= n[1]; ++j) {
      for (int i = 0; i <= n[0]; ++i) {
        if (is_boundary(i, j, k))
          out.push_back(node(i, j, k));
      }
    }
  }
  return out;
}

std::vector<std::array<int, 4>> Box::faces(int axis, int end) const {
  std::vector<std::array<int, 4>> out;
  const auto a = static_cast<std::size_t>(axis), b = (a + 1) % 3, c = (a + 2) % 3;
  for (int i = 0; i < n[b]; ++i) {
    for (int j = 0; j < n[c]; ++j) {
      const auto at = [&](int db, int dc) {
        std::array<int, 3> x{};
        x[a] = end ? n[a] : 0;
        x[b] = i + db;
        x[c] = j + dc;
        return node(x[0], x[1], x[2]);
      };
      if (end)
        out.push_back({at(0, 0), at(1, 0), at(1, 1), at(0, 1)});
      else
        out.push_back({at(0, 0), at(0, 1), at(1, 1), at(1, 0)});
    }
  }
  return out;
}

Box make_box(std::array<int, 3> n, const Map& map) {
  Box box{{}, n};
  for (int k = 0; k <= n[2]; ++k) {
    for (int j = 0; j <= n[1]; ++j) {
      for (int i = 0; i <= n[0]; ++i)
        box.mesh.add_node(map(Vector3(double(i) / n[0], double(j) / n[1], double(k) / n[2])));
    }
  }
  for (int k = 0; k < n[2]; ++k) {
    for (int j = 0; j < n[1]; ++j) {
      for (int i = 0; i < n[0]; ++i) {
        box.mesh.hexahedra.push_back({box.node(i, j, k), box.node(i + 1, j, k), box.node(i + 1, j + 1, k),
                                      box.node(i, j + 1, k), box.node(i, j, k + 1), box.node(i + 1, j, k + 1),
                                      box.node(i + 1, j + 1, k + 1), box.node(i, j + 1, k + 1)});
      }
    }
  }
  return box;
}

Box make_brick(std::array<int, 3> n, const Vector3& size) {
  return make_box(n, [&](const Vector3& x) -> Vector3 { return x.cwiseProduct(size); });
}

Mesh patch_mesh() {
  Mesh mesh;
  for (const auto& c : hex8::corner)
    mesh.add_node(0.5 * Vector3(1 + c[0], 1 + c[1], 1 + c[2]));
  for (const Vector3& x : {Vector3(0.249, 0.342, 0.192), Vector3(0.826, 0.288, 0.288), Vector3(0.850, 0.649, 0.263),
                           Vector3(0.273, 0.750, 0.230), Vector3(0.320, 0.186, 0.643), Vector3(0.677, 0.305, 0.683),
                           Vector3(0.788, 0.693, 0.644), Vector3(0.165, 0.745, 0.702)})
    mesh.add_node(x);
  mesh.hexahedra = {{8, 9, 10, 11, 12, 13, 14, 15}, {0, 1, 2, 3, 8, 9, 10, 11},   {12, 13, 14, 15, 4, 5, 6, 7},
                    {0, 1, 9, 8, 4, 5, 13, 12},     {11, 10, 2, 3, 15, 14, 6, 7}, {0, 8, 11, 3, 4, 12, 15, 7},
                    {9, 1, 2, 10, 13, 5, 6, 14}};
  return mesh;
}

BlockElements all_elements(const Mesh& mesh) {
  BlockElements b;
  for (std::size_t e = 0; e < mesh.hexahedra.size(); ++e)
    b.elements.push_back(static_cast<int>(e));
  return b;
}

BlockElements with_fibers(const Mesh& mesh, const std::vector<Vector3>& directions, const UniaxialLaw<double>& law) {
  BlockElements b = all_elements(mesh);
  b.n_families = directions.size();
  for (std::size_t e = 0; e < b.elements.size(); ++e) {
    for (const Vector3& d : directions)
      b.fibers.push_back({d.normalized(), law});
  }
  return b;
}

void drive(ModelDefinition& definition, const std::vector<int>& nodes, int load, const Map& displacement) {
  for (int n : nodes) {
    const Vector3 u = displacement(definition.mesh.nodes[static_cast<std::size_t>(n)]);
    for (int axis = 0; axis < 3; ++axis)
      definition.driven.push_back({DrivenDisplacement::Target::node, n, axis, load, u[axis]});
  }
}

void hold(ModelDefinition& definition, const std::vector<int>& nodes, int axis) {
  for (int n : nodes)
    definition.supports.push_back({n, axis});
}

std::vector<NodalForce> body_forces(const Mesh& mesh, const Map& density) {
  std::vector<Vector3> sum(mesh.nodes.size(), Vector3::Zero());
  for (const Hexahedron& e : mesh.hexahedra) {
    for_each_gauss_point(3, [&](const Vector3& x, double weight) {
      Vector3 at = Vector3::Zero();
      for (std::size_t a = 0; a < 8; ++a)
        at += shape(static_cast<int>(a), x) * mesh.nodes[static_cast<std::size_t>(e[a])];
      const Vector3 force = weight * jacobian(mesh, e, x).determinant() * density(at);
      for (std::size_t a = 0; a < 8; ++a)
        sum[static_cast<std::size_t>(e[a])] += shape(static_cast<int>(a), x) * force;
    });
  }
  std::vector<NodalForce> out;
  for (std::size_t n = 0; n < sum.size(); ++n)
    out.push_back({static_cast<int>(n), sum[n]});
  return out;
}

std::vector<NodalForce> surface_forces(const Mesh& mesh, const std::vector<std::array<int, 4>>& faces,
                                       const Map& traction) {
  std::vector<NodalForce> out;
  const double points[3] = {-std::sqrt(0.6), 0, std::sqrt(0.6)}, weights[3] = {5.0 / 9, 8.0 / 9, 5.0 / 9};
  for (const auto& face : faces) {
    std::array<Vector3, 4> sum;
    sum.fill(Vector3::Zero());
    for (int i = 0; i < 3; ++i) {
      for (int j = 0; j < 3; ++j) {
        Vector3 at = Vector3::Zero(), along = Vector3::Zero(), across = Vector3::Zero();
        double n[4];
        for (std::size_t a = 0; a < 4; ++a) {
          const double* c = hex8::corner[a];
          const Vector3& x = mesh.nodes[static_cast<std::size_t>(face[a])];
          n[a] = 0.25 * (1 + c[0] * points[i]) * (1 + c[1] * points[j]);
          at += n[a] * x;
          along += 0.25 * c[0] * (1 + c[1] * points[j]) * x;
          across += 0.25 * c[1] * (1 + c[0] * points[i]) * x;
        }
        const Vector3 force = weights[i] * weights[j] * along.cross(across).norm() * traction(at);
        for (std::size_t a = 0; a < 4; ++a)
          sum[a] += n[a] * force;
      }
    }
    for (std::size_t a = 0; a < 4; ++a)
      out.push_back({face[a], sum[a]});
  }
  return out;
}

double displacement_error(const Mesh& mesh, const State& state, const Map& exact) {
  double squared = 0;
  for (const Hexahedron& e : mesh.hexahedra) {
    for_each_gauss_point(3, [&](const Vector3& x, double weight) {
      Vector3 at = Vector3::Zero(), u = Vector3::Zero();
      for (std::size_t a = 0; a < 8; ++a) {
        at += shape(static_cast<int>(a), x) * mesh.nodes[static_cast<std::size_t>(e[a])];
        u += shape(static_cast<int>(a), x) * state.node(e[a]);
      }
      squared += weight * jacobian(mesh, e, x).determinant() * (u - exact(at)).squaredNorm();
    });
  }
  return std::sqrt(squared);
}

double mean_pressure(const std::vector<PointFields>& fields, std::size_t element) {
  double sum = 0, volume = 0;
  for (std::size_t q = 8 * element; q < 8 * element + 8; ++q) {
    sum += fields[q].volume * fields[q].pressure;
    volume += fields[q].volume;
  }
  return sum / volume;
}

Target target(const Model& model, double amplitude) {
  return {Eigen::VectorXd::Constant(static_cast<Eigen::Index>(model.loads().size()), amplitude), std::nullopt};
}

Eigen::VectorXd random_vector(Eigen::Index n, double size, unsigned seed) {
  std::mt19937 generator(seed);  // its numbers are the same everywhere, those of the distributions are not
  Eigen::VectorXd v(n);
  for (double& x : v)
    x = size * (2.0 * double(generator()) / double(std::mt19937::max()) - 1.0);
  return v;
}

State random_state(const Model& model, double displacement, double internal, unsigned seed) {
  State state = model.initial_state();
  model.dofs().advance(model.mesh().nodes, random_vector(model.dofs().n_equations(), displacement, seed), state);
  state.internal = random_vector(state.internal.size(), internal, seed + 1);
  return state;
}

void relax_internal(const Model& model, State& state) {
  Assembly work = model.make_assembly(1);
  Eigen::VectorXd residual, increment;
  const Eigen::VectorXd none = Eigen::VectorXd::Zero(state.displacement.size());
  for (int i = 0; i < 12; ++i) {
    model.tangent(state, work, residual);
    work.recover(none, increment);
    state.internal += increment;
  }
}

double potential(const Model& model, const State& state) {
  Assembly work = model.make_assembly(1);
  Eigen::VectorXd residual;
  model.residual(state, work, residual);
  return model.energy(state, work);
}

Slopes taylor_slopes(const Model& model, const State& state, double step, unsigned seed) {
  Assembly work = model.make_assembly(1);
  const Eigen::VectorXd du = random_vector(model.dofs().n_equations(), 1.0, seed);
  const Eigen::VectorXd da = random_vector(state.internal.size(), 1.0, seed + 7);
  const auto moved = [&](double h, const Eigen::VectorXd& internal) {
    State to = state;
    model.dofs().advance(model.mesh().nodes, h * du, to);
    to.internal += h * internal;
    return to;
  };

  Eigen::VectorXd r0, r;
  const double e0 = potential(model, state);
  model.residual(state, work, r0);
  const Eigen::VectorXd r0_internal = work.internal_residual();
  const double rate = r0.dot(du) + r0_internal.dot(da);
  Slopes slopes{};
  slopes.residual = spondyl::test::taylor_slope(
      [&](double h) { return std::abs(potential(model, moved(h, da)) - e0 - h * rate); }, step, std::abs(e0));

  Eigen::VectorXd condensed, with, without, node_increment;
  model.tangent(state, work, condensed);
  const SparseMatrix k = work.matrix();
  work.node_increment(state, du, node_increment);
  work.recover(node_increment, with);
  work.recover(Eigen::VectorXd::Zero(node_increment.size()), without);
  const Eigen::VectorXd recovered = with - without;
  // Along a path of constant spin r . du is the derivative of the energy, although spins do not commute.
  const Eigen::VectorXd kdu = k.selfadjointView<Eigen::Lower>() * du;
  const bool has_bodies = !model.bodies().empty();
  const double size = has_bodies ? std::abs(r0.dot(du)) : r0.norm();
  slopes.tangent = spondyl::test::taylor_slope(
      [&](double h) {
        model.residual(moved(h, recovered), work, r);
        return has_bodies ? std::abs(du.dot(r - r0 - h * kdu)) : (r - r0 - h * kdu).norm();
      },
      step, size);
  slopes.internal = spondyl::test::taylor_slope(
      [&](double h) {
        model.residual(moved(h, recovered), work, r);
        return (work.internal_residual() - r0_internal).norm();
      },
      step, r0_internal.norm() + r0.norm());
  return slopes;
}

Matrix3 cauchy_stress(const LinearElastic& law, const Matrix3& f) {
  const double mu = law.young_modulus / (2 * (1 + law.poisson_ratio));
  const double lambda = law.young_modulus * law.poisson_ratio / ((1 + law.poisson_ratio) * (1 - 2 * law.poisson_ratio));
  const Matrix3 e = 0.5 * (f.transpose() * f - Matrix3::Identity());
  return f * (lambda * e.trace() * Matrix3::Identity() + 2 * mu * e) * f.transpose() / f.determinant();
}

Matrix3 cauchy_stress(const CompressibleNeoHookean& law, const Matrix3& f) {
  const double mu = law.young_modulus / (2 * (1 + law.poisson_ratio));
  const double lambda = law.young_modulus * law.poisson_ratio / ((1 + law.poisson_ratio) * (1 - 2 * law.poisson_ratio));
  const double j = f.determinant();
  return (mu * (f * f.transpose() - Matrix3::Identity()) + lambda * std::log(j) * Matrix3::Identity()) / j;
}

Matrix3 cauchy_stress(const MooneyRivlin& law, const Matrix3& f) {
  const double j = f.determinant();
  const Matrix3 b = std::pow(j, -2.0 / 3) * f * f.transpose();
  const Matrix3 s = 2 * law.c10 * b + 2 * law.c01 * (b.trace() * b - b * b);
  const double mean = s.trace() / 3;
  return (s - mean * Matrix3::Identity()) / j + law.bulk_modulus / 2 * (j - 1 / j) * Matrix3::Identity();
}

Matrix3 cauchy_stress(const FiberFamily& family, const Matrix3& f) {
  const Vector3 a = f * family.direction;
  const double stretch = a.norm();
  return family.law.response(stretch - 1).force / stretch * a * a.transpose() / f.determinant();
}

}  // namespace spondyl::fem::test
