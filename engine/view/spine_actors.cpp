#include "view/spine_actors.hpp"

#include <vtkProperty.h>

#include <algorithm>
#include <cmath>

#include "view/palette.hpp"

namespace spondyl::view {
namespace {

constexpr float n_isolines = 10;
constexpr double section_shade = 0.86;  // of the color outside: inside and outside are told apart

constexpr double ghost_edge_opacity = 0.3;

bool is_colored(SkinKind kind, const PictureStyle& style) {
  if (style.field == Field::contact_pressure)
    return kind == SkinKind::facet || (kind == SkinKind::cage_face && style.has_implants);
  if (style.field == Field::none)
    return false;
  switch (kind) {
    case SkinKind::bone:
      return style.colored != Colored::discs;
    case SkinKind::disc:
      return style.colored != Colored::bones;
    case SkinKind::graft:
    case SkinKind::cage:
      return style.colored == Colored::everything;
    case SkinKind::facet:
    case SkinKind::cage_face:
      break;
  }
  return false;
}

bool is_shown(SkinKind kind, const PictureStyle& style) {
  if (is_contact(kind))
    return is_colored(kind, style);
  return kind != SkinKind::cage || style.has_implants;
}

/// Pressure between surfaces has no inside that a cut could lay open.
bool shows_inside(const PictureStyle& style) {
  return style.cut != Cut::none && style.field != Field::contact_pressure;
}

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
  table->SetNanColor(no_value_color[0], no_value_color[1], no_value_color[2], 1);
  return table;
}

}  // namespace

SpineActors::SpineActors(std::shared_ptr<const Specimen> specimen) : specimen_(std::move(specimen)) {
  for (const Skin& skin : specimen_->shape->skins) {
    surfaces_.push_back(std::make_unique<SurfaceActor>(skin));
    sections_.push_back(std::make_unique<Section>(specimen_->spine().mesh, skin.kind, skin.part, plane_));
    edges_.push_back(std::make_unique<EdgeActor>(skin.surface, surfaces_.back()->polygons()->GetPoints()));
  }
  bars_ = bar_actors(specimen_->shape->bars);
  pose(1, 1);
}

void SpineActors::add_to(vtkRenderer* renderer) {
  for (const auto& surface : surfaces_)
    renderer->AddActor(surface->actor());
  for (const auto& section : sections_)
    renderer->AddActor(section->actor());
  for (const auto& edges : edges_)
    renderer->AddActor(edges->actor());
  for (const auto& bar : bars_)
    renderer->AddActor(bar->actor());
}

void SpineActors::pose(double fraction, double exaggeration) {
  posture_.emplace(*specimen_, fraction, exaggeration);
  nodes_ = posture_->nodes();
  for (const auto& surface : surfaces_)
    surface->move(nodes_);
  for (const auto& section : sections_)
    section->move(nodes_);
  for (const auto& bar : bars_)
    bar->move(nodes_);
}

std::optional<ValueRange> SpineActors::measure(const PictureStyle& style) {
  std::optional<ValueRange> out;
  for (std::size_t s = 0; s < surfaces_.size(); ++s) {
    SurfaceActor& surface = *surfaces_[s];
    if (!is_colored(surface.kind(), style))
      continue;
    const auto values = specimen_->fields.at_nodes(style.field, tissues_of(surface.kind()), surface.part());
    surface.set_values(values);
    sections_[s]->set_values(values);
    if (const auto range = shows_inside(style) ? sections_[s]->value_range() : surface.value_range())
      out = out ? ValueRange{std::min(out->low, range->low), std::max(out->high, range->high)} : *range;
  }
  return out;
}

/// A mapper that gets or loses a plane builds everything anew; one whose plane moves does not.
void SpineActors::clip(bool is_cut) {
  if (is_cut == is_cut_)
    return;
  is_cut_ = is_cut;
  const auto clip = [&](vtkActor* actor) {
    is_cut ? actor->GetMapper()->AddClippingPlane(plane_) : actor->GetMapper()->RemoveClippingPlane(plane_);
  };
  for (const auto& surface : surfaces_)
    clip(surface->actor());
  for (const auto& edges : edges_)
    clip(edges->actor());
  for (const auto& bar : bars_)
    clip(bar->actor());
}

void SpineActors::dress(const PictureStyle& style, const ValueRange& range, const ColorMap& map) {
  clip(style.cut != Cut::none);
  const auto colors = lookup_table(map);
  for (const auto& surface : surfaces_) {
    const bool is_colored = view::is_colored(surface->kind(), style);
    const bool is_bone = surface->kind() == SkinKind::bone;
    const bool is_ghost = is_bone && style.has_ghost_bone();
    // The color of cages is one of the map's, which their faces wear.
    const bool is_cage_below = surface->kind() == SkinKind::cage && style.field == Field::contact_pressure;
    surface->set_color(is_cage_below ? color_of(BarKind::rod) : color_of(surface->kind()));
    if (is_colored)
      surface->wear_values(colors, range);
    vtkProperty* property = surface->actor()->GetProperty();
    property->SetSpecular(surface->kind() == SkinKind::cage ? 0.3 : 0.08);
    property->SetSpecularPower(20);
    surface->actor()->SetForceTranslucent(is_ghost);
    surface->actor()->SetForceOpaque(!is_ghost);
    surface->actor()->SetVisibility(is_shown(surface->kind(), style));

    std::vector<std::string> shaders;
    const bool is_disc = surface->kind() == SkinKind::disc;
    if (is_colored && style.has_isolines)
      shaders.push_back(shader_text("isolines"));
    if (is_disc && style.marks_neighbors && !specimen_->is_difference &&  // its map has orange in it
        specimen_->notes[static_cast<std::size_t>(surface->part())].role == LevelRole::neighbor)
      shaders.push_back(shader_text("neighbor"));
    if (is_ghost)
      shaders.push_back(shader_text("ghost"));
    surface->set_shaders(shaders, {{"isoline_count", {n_isolines}},
                                   {"neighbor_color", floats(neighbor_color)},
                                   {"ghost_color", floats(ghost_color(style.theme))}});
  }
  for (const auto& section : sections_) {
    Color color = color_of(section->kind());
    for (double& channel : color)
      channel *= section_shade;
    section->set_color(color);
    if (view::is_colored(section->kind(), style))
      section->wear_values(colors, range);
    section->actor()->SetVisibility(style.cut != Cut::none && is_shown(section->kind(), style));
  }
  for (const auto& bar : bars_) {
    const bool is_ligament = bar->kind() == BarKind::ligament;
    bar->set_color(color_of(bar->kind()), is_ligament ? 0.05 : 0.6);
    bar->actor()->SetVisibility(is_ligament ? style.has_ligaments : style.has_implants);
  }
  draw_edges(style);
}

/// On the skins, and where a plane goes through elements.
void SpineActors::draw_edges(const PictureStyle& style) {
  for (std::size_t s = 0; s < surfaces_.size(); ++s) {
    const SkinKind kind = surfaces_[s]->kind();
    const bool is_ghost = kind == SkinKind::bone && style.has_ghost_bone();
    edges_[s]->set_color(is_ghost ? ghost_color(style.theme) : edge_color, is_ghost ? ghost_edge_opacity : 1);
    edges_[s]->show(style.has_element_edges && is_shown(kind, style));
    vtkProperty* section = sections_[s]->actor()->GetProperty();
    section->SetEdgeVisibility(style.has_element_edges);
    section->SetEdgeColor(edge_color[0], edge_color[1], edge_color[2]);
  }
}

void SpineActors::cut(const PictureStyle& style, const Eigen::Vector3d& towards_eye) {
  Eigen::Vector3d origin = Eigen::Vector3d::Zero(), kept = Eigen::Vector3d::UnitY();
  if (style.cut == Cut::axial) {
    const auto level = static_cast<std::size_t>(style.cut_level.index);
    origin = level_centers()[level];
    kept = plane_center(level + 1, false) - plane_center(level, true);
  } else if (towards_eye.y() > 0) {
    kept = -kept;
  }
  kept.normalize();
  plane_->SetOrigin(origin.data());
  plane_->SetNormal(kept.data());
}

std::optional<Probe> SpineActors::probe_surfaces(const PictureStyle& style, const Aim& aim,
                                                 const Eigen::Vector2d& at) const {
  std::optional<Probe> out;
  const auto look = [&](SkinKind kind, int part, vtkPolyData* polygons, vtkPlane* kept) {
    const auto hit = nearest(*polygons, aim, at, kept);
    if (hit && (!out || (hit->place - out->place).dot(aim.towards_eye()) > 0))
      out = Probe{kind, part, hit->place,
                  is_colored(kind, style) && std::isfinite(hit->value) ? std::optional(hit->value) : std::nullopt};
  };
  for (std::size_t s = 0; s < surfaces_.size(); ++s) {
    const SkinKind kind = surfaces_[s]->kind();
    if (!is_shown(kind, style) || (kind == SkinKind::bone && style.has_ghost_bone()))
      continue;
    look(kind, surfaces_[s]->part(), surfaces_[s]->polygons(), style.cut == Cut::none ? nullptr : plane_.GetPointer());
    if (style.cut != Cut::none)
      look(kind, sections_[s]->part(), sections_[s]->polygons(), nullptr);
  }
  return out;
}

std::optional<Probe> SpineActors::probe(const PictureStyle& style, const Aim& aim, const Eigen::Vector2d& at) const {
  std::optional<Probe> out = probe_surfaces(style, aim, at);
  if (out && out->kind == SkinKind::cage)
    out->carries = carries("cage " + std::string(spine::level_names[static_cast<std::size_t>(out->part)]));
  look_at_bars(style, aim, at, out);
  return out;
}

std::string SpineActors::carries(const std::string& implant) const {
  const auto found = specimen_->implants.find(implant);
  return found == specimen_->implants.end() ? "" : found->second;
}

/// What of the bars lies before `nearest` takes its place.
void SpineActors::look_at_bars(const PictureStyle& style, const Aim& aim, const Eigen::Vector2d& at,
                               std::optional<Probe>& nearest) const {
  for (const Bar& bar : specimen_->shape->bars) {
    if (!(bar.kind == BarKind::ligament ? style.has_ligaments : style.has_implants))
      continue;
    std::vector<Eigen::Vector3d> points;
    for (const fem::WeightedPoint& point : bar.points)
      points.push_back(place(point));
    const auto hit = nearest_on_bar(points, bar.radius, aim, at);
    const bool is_cut_away =
        hit && style.cut != Cut::none && plane_->EvaluateFunction(hit->x(), hit->y(), hit->z()) < 0;
    if (hit && !is_cut_away && (!nearest || (*hit - nearest->place).dot(aim.towards_eye()) > 0))
      nearest = bar.kind == BarKind::ligament && nearest  // a strand is thin: a click means what is behind
                    ? Probe{nearest->kind, nearest->part, *hit, std::nullopt, bar.name}
                    : Probe{std::nullopt, -1, *hit, std::nullopt, bar.name, carries(bar.name)};
  }
}

bool SpineActors::cut_hides(const PictureStyle& style, const Aim& aim, const Eigen::Vector3d& place) const {
  if (style.cut == Cut::none)
    return false;
  if (plane_->EvaluateFunction(place.x(), place.y(), place.z()) < 0)
    return true;
  return std::any_of(sections_.begin(), sections_.end(), [&](const auto& section) {
    if (!is_shown(section->kind(), style))
      return false;
    const auto face = nearest(*section->polygons(), aim, aim.project(place), nullptr);
    return face && (face->place - place).dot(aim.towards_eye()) > 0;
  });
}

std::optional<Extremes> SpineActors::extremes(const PictureStyle& style) const {
  std::optional<Extremes> out;
  for (std::size_t s = 0; s < surfaces_.size(); ++s) {
    const SkinKind kind = surfaces_[s]->kind();
    if (!is_colored(kind, style) || !is_shown(kind, style))
      continue;
    take_in(out, shows_inside(style) ? *sections_[s]->polygons() : *surfaces_[s]->polygons());
  }
  return out;
}

std::vector<Glyph> SpineActors::glyphs(const PictureStyle& style) const {
  if (style.cut == Cut::none || style.glyphs == Glyphs::none)
    return {};
  return glyphs_in(*specimen_, style.glyphs, nodes_, *plane_);
}

Eigen::Vector3d SpineActors::place(const fem::WeightedPoint& point) const {
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  for (std::size_t a = 0; a < point.nodes.size(); ++a)
    sum += point.weights[a] * nodes_[static_cast<std::size_t>(point.nodes[a])];
  return sum;
}

std::array<std::vector<Eigen::Vector3d>, 2> SpineActors::foramina(spine::Level level) const {
  auto out = specimen_->nerve_rooms[static_cast<std::size_t>(level.index)].foramen_outline;
  constexpr int n = spine::foramen_slices;
  for (auto& outline : out) {
    for (std::size_t k = 0; k < outline.size(); ++k) {
      const int slice = k <= n ? static_cast<int>(k) : 2 * n + 2 - static_cast<int>(k);
      const double height = std::clamp((slice - 0.5) / n, 0.0, 1.0);  // 0 at the lower pedicle, 1 at the upper one
      outline[k] = posture_->carried(outline[k], level.index + 1 - height);
    }
  }
  return out;
}

Eigen::Vector3d SpineActors::plane_center(std::size_t vertebra, bool is_lower) const {
  const auto& planes = specimen_->spine().mesh.body_planes[vertebra];
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  for (const int node : is_lower ? planes.front() : planes.back())
    sum += nodes_[static_cast<std::size_t>(node)];
  return sum / static_cast<double>(planes.front().size());
}

std::array<Eigen::Vector3d, spine::n_levels> SpineActors::level_centers() const {
  std::array<Eigen::Vector3d, spine::n_levels> out;
  for (const spine::Level level : spine::all_levels) {
    const auto l = static_cast<std::size_t>(level.index);
    out[l] = 0.5 * (plane_center(l, true) + plane_center(l + 1, false));
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
