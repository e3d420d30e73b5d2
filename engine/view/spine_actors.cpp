#include "view/spine_actors.hpp"

#include <vtkProperty.h>

#include <algorithm>

#include "view/palette.hpp"

namespace spondyl::view {
namespace {

constexpr float n_isolines = 10;

std::vector<float> floats(const Color& color) {
  return {static_cast<float>(color[0]), static_cast<float>(color[1]), static_cast<float>(color[2])};
}

vtkSmartPointer<vtkLookupTable> lookup_table(const ColorMap& map) {
  auto table = vtkSmartPointer<vtkLookupTable>::New();
  table->SetNumberOfTableValues(256);
  for (vtkIdType k = 0; k < 256; ++k) {
    const Color c = map.at(static_cast<double>(k) / 255);
    table->SetTableValue(k, c[0], c[1], c[2]);
  }
  return table;
}

}  // namespace

SpineActors::SpineActors(std::shared_ptr<const Specimen> specimen) : specimen_(std::move(specimen)) {
  for (const Skin& skin : specimen_->shape->skins)
    surfaces_.push_back(std::make_unique<SurfaceActor>(skin));
  bars_ = bar_actors(specimen_->shape->bars);
  pose(1, 1);
}

void SpineActors::add_to(vtkRenderer* renderer) {
  for (const auto& surface : surfaces_)
    renderer->AddActor(surface->actor());
  for (const auto& bar : bars_)
    renderer->AddActor(bar->actor());
}

void SpineActors::pose(double fraction, double exaggeration) {
  nodes_ = posture(*specimen_, fraction, exaggeration);
  for (const auto& surface : surfaces_)
    surface->move(nodes_);
  for (const auto& bar : bars_)
    bar->move(nodes_);
}

bool SpineActors::is_colored(const SurfaceActor& surface, const PictureStyle& style) const {
  if (style.field == Field::none)
    return false;
  switch (surface.kind()) {
    case SkinKind::bone:
      return style.colored != Colored::discs;
    case SkinKind::disc:
      return style.colored != Colored::bones;
    case SkinKind::graft:
    case SkinKind::cage:
      return style.colored == Colored::everything;
  }
  return false;
}

std::optional<ValueRange> SpineActors::measure(const PictureStyle& style) {
  std::optional<ValueRange> out;
  for (const auto& surface : surfaces_) {
    if (!is_colored(*surface, style))
      continue;
    surface->set_values(specimen_->fields.at_nodes(style.field, tissues_of(surface->kind()), surface->part()));
    const ValueRange range = surface->value_range();
    out = out ? ValueRange{std::min(out->low, range.low), std::max(out->high, range.high)} : range;
  }
  return out;
}

void SpineActors::dress(const PictureStyle& style, const ValueRange& range) {
  const auto colors = lookup_table(read_color_map(style.color_map));
  for (const auto& surface : surfaces_) {
    const bool is_colored = this->is_colored(*surface, style);
    const bool is_bone = surface->kind() == SkinKind::bone;
    const bool is_ghost = is_bone && style.is_ghost;
    surface->set_color(color_of(surface->kind()));
    if (is_colored)
      surface->wear_values(colors, range);
    vtkProperty* property = surface->actor()->GetProperty();
    property->SetSpecular(surface->kind() == SkinKind::cage ? 0.3 : 0.08);
    property->SetSpecularPower(20);
    surface->actor()->SetForceTranslucent(is_ghost);
    surface->actor()->SetForceOpaque(!is_ghost);
    surface->actor()->SetVisibility(surface->kind() != SkinKind::cage || style.has_implants);

    std::vector<std::string> shaders;
    const bool is_disc = surface->kind() == SkinKind::disc;
    if (is_colored && style.has_isolines)
      shaders.push_back(shader_text("isolines"));
    if (is_disc && style.marks_neighbors &&
        specimen_->notes[static_cast<std::size_t>(surface->part())].role == LevelRole::neighbor)
      shaders.push_back(shader_text("neighbor"));
    if (is_ghost)
      shaders.push_back(shader_text("ghost"));
    surface->set_shaders(shaders,
                         {{"isoline_count", {n_isolines}},
                          {"neighbor_color", floats(neighbor_color)},
                          {"ghost_color", style.theme == Theme::dark ? std::vector<float>{0.75f, 0.85f, 1.0f}
                                                                     : std::vector<float>{0.25f, 0.32f, 0.42f}}});
  }
  for (const auto& bar : bars_) {
    const bool is_ligament = bar->kind() == BarKind::ligament;
    bar->set_color(color_of(bar->kind()), is_ligament ? 0.05 : 0.6);
    bar->actor()->SetVisibility(is_ligament ? style.has_ligaments : style.has_implants);
  }
}

std::array<Eigen::Vector3d, spine::n_levels> SpineActors::level_centers() const {
  std::array<Eigen::Vector3d, spine::n_levels> out;
  for (const spine::Level level : spine::all_levels) {
    const auto l = static_cast<std::size_t>(level.index);
    Eigen::Vector3d sum = Eigen::Vector3d::Zero();
    double n = 0;
    for (const auto* plane :
         {&specimen_->spine().mesh.body_planes[l].front(), &specimen_->spine().mesh.body_planes[l + 1].back()}) {
      for (const int node : *plane) {
        sum += nodes_[static_cast<std::size_t>(node)];
        n += 1;
      }
    }
    out[l] = sum / n;
  }
  return out;
}

std::vector<Eigen::Vector3d> SpineActors::solid_nodes() const {
  std::vector<bool> is_solid(nodes_.size());
  for (const fem::Hexahedron& hexahedron : specimen_->spine().mesh.mesh.hexahedra) {
    for (const int n : hexahedron)
      is_solid[static_cast<std::size_t>(n)] = true;
  }
  std::vector<Eigen::Vector3d> out;
  for (std::size_t n = 0; n < nodes_.size(); ++n) {
    if (is_solid[n])
      out.push_back(nodes_[n]);
  }
  return out;
}

std::string SpineActors::complaint() const {
  for (const auto& surface : surfaces_) {
    if (!surface->complaint().empty())
      return surface->complaint();
  }
  return {};
}

}  // namespace spondyl::view
