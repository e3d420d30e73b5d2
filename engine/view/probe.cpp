#include "view/probe.hpp"

#include <vtkCellArray.h>
#include <vtkDataArray.h>
#include <vtkPlane.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "spine/level.hpp"
#include "study/text_columns.hpp"
#include "view/answer_text.hpp"
#include "view/field.hpp"

namespace spondyl::view {
namespace {

/// Shares of the corners of a triangle in the plane at its origin; nothing where that lies outside of it.
std::optional<Eigen::Vector3d> shares(const std::array<Eigen::Vector2d, 3>& corners) {
  const auto& [a, b, c] = corners;
  for (const Eigen::Index k : {0, 1}) {  // most triangles lie to one side
    if ((a[k] > 0 && b[k] > 0 && c[k] > 0) || (a[k] < 0 && b[k] < 0 && c[k] < 0))
      return std::nullopt;
  }
  const auto twice_area = [](const Eigen::Vector2d& u, const Eigen::Vector2d& v) {
    return u.x() * v.y() - u.y() * v.x();
  };
  const double whole = twice_area(b - a, c - a);
  if (whole == 0)
    return std::nullopt;
  const Eigen::Vector3d out = Eigen::Vector3d(twice_area(b, c), twice_area(c, a), twice_area(a, b)) / whole;
  return out.minCoeff() >= 0 ? std::optional(out) : std::nullopt;
}

/// False where the picture of the polygons' box is elsewhere, as that of most parts of a spine is.
bool may_lie_on(vtkPolyData& polygons, const Aim& aim, const Eigen::Vector2d& at) {
  const double* bounds = polygons.GetBounds();
  const Eigen::AlignedBox3d box(Eigen::Vector3d(bounds[0], bounds[2], bounds[4]),
                                Eigen::Vector3d(bounds[1], bounds[3], bounds[5]));
  Eigen::AlignedBox2d picture;
  for (int corner = 0; corner < 8; ++corner)
    picture.extend(aim.project(box.corner(static_cast<Eigen::AlignedBox3d::CornerType>(corner))));
  return picture.contains(at);
}

const char* kind_text(SkinKind kind) {
  switch (kind) {
    case SkinKind::bone:
      return "bone";
    case SkinKind::disc:
      return "disc";
    case SkinKind::graft:
      return "graft";
    case SkinKind::cage:
    case SkinKind::cage_face:
      return "cage";
    case SkinKind::facet:
      return "facet";
  }
  return "";
}

}  // namespace

std::optional<Hit> nearest(vtkPolyData& polygons, const Aim& aim, const Eigen::Vector2d& at, vtkPlane* kept) {
  std::optional<Hit> out;
  if (!may_lie_on(polygons, aim, at))
    return out;
  vtkDataArray* values = polygons.GetPointData()->GetScalars();
  vtkCellArray* cells = polygons.GetPolys();
  const auto place_of = [&](vtkIdType point) {
    Eigen::Vector3d place;
    polygons.GetPoint(point, place.data());
    return place;
  };
  std::vector<Eigen::Vector2d> from_line;  // of sight to the points, as the eye sees it
  from_line.reserve(static_cast<std::size_t>(polygons.GetNumberOfPoints()));
  for (vtkIdType point = 0; point < polygons.GetNumberOfPoints(); ++point)
    from_line.push_back(aim.project(place_of(point)) - at);
  vtkIdType n = 0;
  const vtkIdType* points = nullptr;
  for (vtkIdType cell = 0; cell < cells->GetNumberOfCells(); ++cell) {
    cells->GetCellAtId(cell, n, points);
    for (vtkIdType k = 1; k + 1 < n; ++k) {
      const std::array<vtkIdType, 3> corners{points[0], points[k], points[k + 1]};
      const auto seen = [&](std::size_t c) { return from_line[static_cast<std::size_t>(corners[c])]; };
      const auto share = shares({seen(0), seen(1), seen(2)});
      if (!share)
        continue;
      Hit hit{Eigen::Vector3d::Zero(), 0};
      for (std::size_t c = 0; c < 3; ++c) {
        const double weight = (*share)[static_cast<Eigen::Index>(c)];
        hit.place += weight * place_of(corners[c]);
        hit.value += weight * (values ? values->GetTuple1(corners[c]) : 0);
      }
      const bool is_nearer = !out || (hit.place - out->place).dot(aim.towards_eye()) > 0;
      if (is_nearer && (!kept || kept->EvaluateFunction(hit.place.data()) >= 0))
        out = hit;
    }
  }
  return out;
}

std::optional<Eigen::Vector3d> nearest_on_bar(const std::vector<Eigen::Vector3d>& points, double radius, const Aim& aim,
                                              const Eigen::Vector2d& at) {
  std::optional<Eigen::Vector3d> out;
  for (std::size_t k = 0; k + 1 < points.size(); ++k) {
    const Eigen::Vector2d from = aim.project(points[k]) - at, along = aim.project(points[k + 1]) - at - from;
    const double length = along.squaredNorm();
    const double share = length > 0 ? std::clamp(-from.dot(along) / length, 0.0, 1.0) : 0;
    const double off = (from + share * along).norm();
    if (off > radius)
      continue;
    const Eigen::Vector3d place =
        points[k] + share * (points[k + 1] - points[k]) + std::sqrt(radius * radius - off * off) * aim.towards_eye();
    if (!out || (place - *out).dot(aim.towards_eye()) > 0)
      out = place;
  }
  return out;
}

std::string text_of(const Probe& probe, Field field, bool is_plain) {
  if (!probe.name.empty())
    return spoken(probe.name) + (is_plain || probe.carries.empty() ? "" : "\n" + probe.carries);
  const std::string_view name = *probe.kind == SkinKind::bone || *probe.kind == SkinKind::facet
                                    ? spine::vertebra_names[static_cast<std::size_t>(probe.part)]
                                    : spine::level_names[static_cast<std::size_t>(probe.part)];
  std::string text = std::string(name) + ", " + kind_text(*probe.kind);
  if (!is_plain && !probe.carries.empty())
    text += "\n" + probe.carries;
  if (probe.value) {
    const FieldTitle title = title_of(field, is_plain);
    text += "\n" + std::string(title.title) + " " + study::text::fixed(*probe.value, 2) + " " + std::string(title.unit);
  }
  return text;
}

}  // namespace spondyl::view
