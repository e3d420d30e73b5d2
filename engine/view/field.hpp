// The fields that pictures show: what they are called, their units, and their values at the nodes of a part.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "fem/state.hpp"
#include "spine/spine_model.hpp"
#include "study/element_fields.hpp"
#include "view/picture_style.hpp"

namespace spondyl::view {

struct FieldTitle {
  std::string_view title, unit;
};
/// `is_plain`: words for patients.
FieldTitle title_of(Field field, bool is_plain = false);

/// A solved state as numbers on elements and nodes. The model must outlive it.
class FieldSource {
 public:
  FieldSource(const spine::SpineModel& spine, const fem::State& neutral, const fem::State& loaded);

  /// What this state has more than another, of a spine of the same anatomy and resolution, on the elements that both
  /// have: those with the same corners, tissue and part. Operations take elements away and put others in, but number the
  /// nodes of all others alike.
  FieldSource minus(const FieldSource& other) const;

  /// Cauchy stress of an element, MPa; of a difference too that of this state alone.
  const Eigen::Matrix3d& stress(std::size_t element) const { return elements_[element].stress; }

  /// Value at each node of the mesh, from elements of these tissues of one part alone: stress jumps from tissue to
  /// tissue. 0 at nodes that they do not have; of a difference not a number where the other spine has none of them.
  /// Contact pressure is that of the surfaces that press (spine::contact_pressure), whatever the tissues and the part.
  std::vector<double> at_nodes(Field field, std::span<const spine::Tissue> tissues, int part) const;

 private:
  std::vector<double> pressure_at_nodes() const;
  bool is_compared(std::size_t element) const { return !before_ || (*before_)[element].has_value(); }
  double of_element(Field field, std::size_t element) const;

  const spine::SpineModel* spine_;
  std::vector<study::ElementFields> elements_;
  std::vector<double> distance_;  ///< of every node from the neutral posture, mm
  std::map<int, double>
      contact_pressure_;  ///< see spine::contact_pressure; not a number where the other has no contact
  /// What is subtracted, where both have the element; absent: nothing is.
  std::optional<std::vector<std::optional<study::ElementFields>>> before_;
};

}  // namespace spondyl::view
