#include "view/field.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>

namespace spondyl::view {

FieldTitle title_of(Field field) {
  switch (field) {
    case Field::von_mises:
      return {"von Mises stress", "MPa"};
    case Field::pressure:
      return {"Pressure", "MPa"};
    case Field::principal_tension:
      return {"Largest principal stress", "MPa"};
    case Field::principal_compression:
      return {"Smallest principal stress", "MPa"};
    case Field::fiber_strain:
      return {"Fiber strain", "%"};
    case Field::displacement:
      return {"Motion from neutral", "mm"};
    case Field::none:
      break;
  }
  return {"", ""};
}

FieldSource::FieldSource(const spine::SpineModel& spine, const fem::State& neutral, const fem::State& loaded)
    : spine_(&spine), elements_(study::element_fields(spine, loaded)) {
  for (std::size_t n = 0; n < spine.model->mesh().nodes.size(); ++n)
    distance_.push_back((loaded.node(static_cast<int>(n)) - neutral.node(static_cast<int>(n))).norm());
}

double FieldSource::of_element(Field field, std::size_t element) const {
  const study::ElementFields& e = elements_[element];
  const auto principal = [&](Eigen::Index k) {
    return Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(e.stress, Eigen::EigenvaluesOnly).eigenvalues()[k];
  };
  switch (field) {
    case Field::von_mises:
      return fem::von_mises(e.stress);
    case Field::pressure:
      return e.pressure();
    case Field::principal_tension:
      return principal(2);
    case Field::principal_compression:
      return principal(0);
    case Field::fiber_strain:
      return 100 * e.fiber_strain;
    case Field::displacement:
    case Field::none:
      break;
  }
  return 0;
}

std::vector<double> FieldSource::at_nodes(Field field, std::span<const spine::Tissue> tissues, int part) const {
  if (field == Field::displacement)
    return distance_;
  std::vector<double> sum(spine_->model->mesh().nodes.size()), count(sum.size());
  for (std::size_t e = 0; e < spine_->mesh.tags.size(); ++e) {
    const spine::ElementTag& tag = spine_->mesh.tags[e];
    if (tag.part != part || std::find(tissues.begin(), tissues.end(), tag.tissue) == tissues.end())
      continue;
    const double value = of_element(field, e);
    for (const int n : spine_->mesh.mesh.hexahedra[e]) {
      sum[static_cast<std::size_t>(n)] += value;
      count[static_cast<std::size_t>(n)] += 1;
    }
  }
  for (std::size_t n = 0; n < sum.size(); ++n)
    sum[n] /= std::max(1.0, count[n]);
  return sum;
}

}  // namespace spondyl::view
