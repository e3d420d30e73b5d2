#include "view/field.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <limits>

#include "spine/contact_pressure.hpp"

namespace spondyl::view {

FieldTitle title_of(Field field, bool is_plain) {
  switch (field) {
    case Field::von_mises:
      return {is_plain ? "Load on the tissue" : "von Mises stress", "MPa"};
    case Field::pressure:
      return {"Pressure", "MPa"};
    case Field::principal_tension:
      return {is_plain ? "Strongest pull" : "Largest principal stress", "MPa"};
    case Field::principal_compression:
      return {is_plain ? "Strongest push" : "Smallest principal stress", "MPa"};
    case Field::fiber_strain:
      return {is_plain ? "Stretch of the fibers" : "Fiber strain", "%"};
    case Field::displacement:
      return {is_plain ? "How far it moves" : "Motion from neutral", "mm"};
    case Field::contact_pressure:
      return {is_plain ? "Pressure in the joints" : "Contact pressure", "MPa"};
    case Field::none:
      break;
  }
  return {"", ""};
}

namespace {

double value(Field field, const study::ElementFields& e) {
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
    case Field::contact_pressure:
    case Field::none:
      break;
  }
  return 0;
}

}  // namespace

FieldSource::FieldSource(const spine::SpineModel& spine, const fem::State& neutral, const fem::State& loaded)
    : spine_(&spine),
      elements_(study::element_fields(spine, loaded)),
      contact_pressure_(spine::contact_pressure(spine, loaded)) {
  for (std::size_t n = 0; n < spine.model->mesh().nodes.size(); ++n)
    distance_.push_back((loaded.node(static_cast<int>(n)) - neutral.node(static_cast<int>(n))).norm());
}

FieldSource FieldSource::minus(const FieldSource& other) const {
  const spine::SpineMesh &mesh = spine_->mesh, &others = other.spine_->mesh;
  std::map<fem::Hexahedron, std::size_t> place;
  for (std::size_t e = 0; e < others.tags.size(); ++e)
    place.emplace(others.mesh.hexahedra[e], e);
  FieldSource out = *this;
  out.before_.emplace(mesh.tags.size());
  for (std::size_t e = 0; e < mesh.tags.size(); ++e) {
    const auto found = place.find(mesh.mesh.hexahedra[e]);
    if (found == place.end())
      continue;
    const spine::ElementTag &now = mesh.tags[e], &before = others.tags[found->second];
    if (now.tissue == before.tissue && now.part == before.part)
      (*out.before_)[e] = other.elements_[found->second];
  }
  for (std::size_t n = 0; n < std::min(out.distance_.size(), other.distance_.size()); ++n)
    out.distance_[n] -= other.distance_[n];
  for (auto& [node, pressure] : out.contact_pressure_) {
    const auto before = other.contact_pressure_.find(node);
    pressure -= before == other.contact_pressure_.end() ? std::numeric_limits<double>::quiet_NaN() : before->second;
  }
  return out;
}

double FieldSource::of_element(Field field, std::size_t element) const {
  const double now = value(field, elements_[element]);
  return before_ ? now - value(field, *(*before_)[element]) : now;
}

std::vector<double> FieldSource::at_nodes(Field field, std::span<const spine::Tissue> tissues, int part) const {
  if (field == Field::contact_pressure)
    return pressure_at_nodes();
  if (field == Field::displacement && !before_)
    return distance_;
  std::vector<double> sum(spine_->model->mesh().nodes.size()), count(sum.size());
  std::vector<bool> is_missing(sum.size());
  for (std::size_t e = 0; e < spine_->mesh.tags.size(); ++e) {
    const spine::ElementTag& tag = spine_->mesh.tags[e];
    if (tag.part != part || std::find(tissues.begin(), tissues.end(), tag.tissue) == tissues.end())
      continue;
    const auto& corners = spine_->mesh.mesh.hexahedra[e];
    if (!is_compared(e)) {
      for (const int n : corners)
        is_missing[static_cast<std::size_t>(n)] = true;
      continue;
    }
    const double value = of_element(field, e);
    for (const int n : corners) {
      sum[static_cast<std::size_t>(n)] += value;
      count[static_cast<std::size_t>(n)] += 1;
    }
  }
  for (std::size_t n = 0; n < sum.size(); ++n) {
    if (count[n] > 0)
      sum[n] = field == Field::displacement ? distance_[n] : sum[n] / count[n];
    else if (is_missing[n])
      sum[n] = std::numeric_limits<double>::quiet_NaN();
  }
  return sum;
}

std::vector<double> FieldSource::pressure_at_nodes() const {
  std::vector<double> out(spine_->model->mesh().nodes.size());
  for (const auto& [node, pressure] : contact_pressure_)
    out[static_cast<std::size_t>(node)] = pressure;
  return out;
}

}  // namespace spondyl::view
