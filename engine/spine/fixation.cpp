#include "spine/fixation.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "core/error.hpp"
#include "fem/embedding.hpp"
#include "spine/hook_seat.hpp"
#include "spine/screw_path.hpp"

namespace spondyl::spine {

namespace {

using Eigen::Vector3d;

constexpr int ring_points = 4;     // around a screw, where the bone holds each of its stations
constexpr int link_elements = 4;   // of a cross-link
constexpr int least_elements = 4;  // of a rod between two anchors

/// Where a rod is clamped.
struct Anchor {
  Vertebra vertebra;
  Side side;
  fem::BeamStation head;
};

/// A place on a rod, for cross-links.
struct RodPlace {
  Side side;
  double rank;
  fem::BeamStation station;
};

class Fixation {
 public:
  Fixation(const SpineSpec& spec, const Alignment& alignment, const SpineMesh& mesh, fem::ModelDefinition& definition,
           ImplantParts& parts)
      : spec_(spec), alignment_(alignment), mesh_(mesh), definition_(definition), parts_(parts) {}

  void add() {
    for (const ScrewSpec& screw : spec_.implants.screws)
      add_screw(screw);
    for (const HookSpec& hook : spec_.implants.hooks)
      add_hook(hook);
    for (const RodSpec& rod : spec_.implants.rods)
      add_rod(rod);
    for (const CrossLinkSpec& link : spec_.implants.cross_links)
      add_cross_link(link);
  }

 private:
  fem::BeamStation station(const Vector3d& center, double rank) {
    return parts_.add_station(definition_, center, rank);
  }

  Vector3d place(const fem::BeamStation& s) const { return definition_.mesh.nodes[static_cast<std::size_t>(s.center)]; }

  /// Two stations and n - 1 new ones evenly between them.
  std::vector<fem::BeamStation> stations(const RodPlace& from, const RodPlace& to, int n) {
    std::vector<fem::BeamStation> out{from.station};
    for (int k = 1; k < n; ++k) {
      const double t = static_cast<double>(k) / n;
      out.push_back(station((1 - t) * place(from.station) + t * place(to.station), (1 - t) * from.rank + t * to.rank));
    }
    out.push_back(to.station);
    return out;
  }

  const fem::Beams* add_beams(std::vector<fem::BeamElement> elements) {
    return &definition_.add_term(std::make_unique<fem::Beams>(definition_.mesh, std::move(elements)));
  }

  static fem::BeamSection section(double diameter, const ImplantStrength& material) {
    return fem::circular_section(diameter, material.young_modulus, material.poisson_ratio);
  }

  Vector3d up(Vertebra v) const { return alignment_.superior_of(v).axes.col(2); }

  void add_screw(const ScrewSpec& screw) {
    const ScrewPath path = screw_path(mesh_, alignment_, screw);
    const double rank = static_cast<double>(screw.vertebra);
    const int n = static_cast<int>(std::ceil(screw.length / spec_.implants.element_length));
    const fem::BeamStation head = station(path.at(-screw.head_height), rank);
    anchors_.push_back({screw.vertebra, screw.side, head});
    ScrewParts parts{screw, nullptr, nullptr, {}};
    std::vector<fem::BeamElement> elements;
    std::vector<fem::Tie> thread;
    const std::vector<int> bone = bone_around_screw(mesh_, screw.vertebra, screw.side);
    fem::BeamStation last = head;
    for (int k = 0; k <= n; ++k) {
      const fem::BeamStation next = station(path.at(screw.length * k / n), rank);
      const double diameter = k == 0 ? screw.diameter : screw.core_ratio * screw.diameter;
      elements.push_back({last, next, up(screw.vertebra), section(diameter, screw.strength)});
      const double length = screw.length / n * (k == 0 || k == n ? 0.5 : 1.0) / ring_points;
      for (fem::Tie& tie : ring(screw, path, next, bone, length)) {
        thread.push_back(std::move(tie));
        parts.lengths.push_back(length);
      }
      last = next;
    }
    parts.beams = add_beams(std::move(elements));
    parts.thread = &definition_.add_term(std::make_unique<fem::Ties>(definition_.mesh, std::move(thread)));
    parts_.screws.push_back(std::move(parts));
  }

  /// Springs around a station, so that the bone also resists the screw's turning; `length` of screw for each.
  std::vector<fem::Tie> ring(const ScrewSpec& screw, const ScrewPath& path, const fem::BeamStation& at,
                             const std::vector<int>& bone, double length) const {
    const Vector3d lateral = path.direction.cross(up(screw.vertebra)).normalized();
    const Vector3d vertical = lateral.cross(path.direction);
    const auto nodes = at.nodes();
    const auto axis = fem::carried_vector(path.direction);
    std::vector<fem::Tie> out;
    for (int k = 0; k < ring_points; ++k) {
      const double angle = 2 * std::numbers::pi * k / ring_points;
      const Vector3d surface =
          place(at) + 0.5 * screw.diameter * (std::cos(angle) * lateral + std::sin(angle) * vertical);
      fem::WeightedPoint in_bone = fem::embed(definition_.mesh, bone, surface);
      fem::WeightedPoint on_screw = fem::carried_point(definition_.mesh, at, in_bone.reference(definition_.mesh));
      out.push_back({std::move(in_bone),
                     std::move(on_screw),
                     {{nodes.begin(), nodes.end()}, {axis.begin(), axis.end()}},
                     screw.lateral_foundation * length,
                     screw.axial_foundation * length});
    }
    return out;
  }

  void add_hook(const HookSpec& hook) {
    const HookSeat seat = hook_seat(mesh_, alignment_, hook);
    const fem::BeamStation head = station(seat.head, static_cast<double>(hook.vertebra));
    anchors_.push_back({hook.vertebra, hook.side, head});
    HookParts parts{hook, nullptr, nullptr};
    parts.blade = &definition_.add_term(blade_contact(definition_.mesh, hook, seat, head));
    parts.seat = &definition_.add_term(blade_seat(definition_.mesh, hook, seat, head));
    parts_.hooks.push_back(parts);
  }

  std::vector<Anchor> anchors_of(const RodSpec& rod) const {
    std::vector<Anchor> out;
    for (const Anchor& a : anchors_) {
      if (a.side == rod.side && a.vertebra >= rod.upper && a.vertebra <= rod.lower)
        out.push_back(a);
    }
    const auto height = [&](const Anchor& a) { return place(a.head).z(); };
    std::stable_sort(out.begin(), out.end(), [&](const Anchor& a, const Anchor& b) {
      return a.vertebra != b.vertebra ? a.vertebra < b.vertebra : height(a) > height(b);
    });
    if (out.size() < 2 || out.front().vertebra == out.back().vertebra) {
      throw core::Error(core::ErrorCode::bad_input,
                        {.key = "implants.rods." + std::string(name(rod.upper)) + "-" + std::string(name(rod.lower))},
                        "a rod without anchors in two vertebrae of its side", "screws or hooks at both ends",
                        "add pedicle screws or hooks, or leave the rod out");
    }
    return out;
  }

  void add_rod(const RodSpec& rod) {
    const std::vector<Anchor> anchors = anchors_of(rod);
    std::vector<fem::BeamElement> elements;
    for (std::size_t a = 0; a + 1 < anchors.size(); ++a) {
      const RodPlace from{rod.side, static_cast<double>(anchors[a].vertebra), anchors[a].head};
      const RodPlace to{rod.side, static_cast<double>(anchors[a + 1].vertebra), anchors[a + 1].head};
      // An even number: a cross-link finds the middle.
      const double length = (place(to.station) - place(from.station)).norm();
      const int n =
          2 * std::max(least_elements / 2, static_cast<int>(std::ceil(0.5 * length / spec_.implants.element_length)));
      const auto chain = stations(from, to, n);
      for (int k = 1; k <= n; ++k) {
        const double t = static_cast<double>(k) / n;
        rod_places_.push_back({rod.side, (1 - t) * from.rank + t * to.rank, chain[static_cast<std::size_t>(k)]});
      }
      const auto beams = fem::beam_chain(chain, Vector3d::UnitX(), section(rod.diameter, rod.strength));
      elements.insert(elements.end(), beams.begin(), beams.end());
    }
    parts_.rods.push_back({rod, add_beams(std::move(elements))});
  }

  const RodPlace& rod_at(const CrossLinkSpec& link, Side side) const {
    const double rank = link.level.index + 0.5;
    const RodPlace* nearest = nullptr;
    for (const RodPlace& place : rod_places_) {
      if (place.side == side && (!nearest || std::abs(place.rank - rank) < std::abs(nearest->rank - rank)))
        nearest = &place;
    }
    if (!nearest || std::abs(nearest->rank - rank) > 0.25) {
      throw core::Error(core::ErrorCode::bad_input, {.key = "implants.cross_links." + std::string(name(link.level))},
                        "a cross-link where a side has no rod", "rods on both sides of the level",
                        "add a rod on each side, or leave the cross-link out");
    }
    return *nearest;
  }

  void add_cross_link(const CrossLinkSpec& link) {
    const auto chain = stations(rod_at(link, Side::left), rod_at(link, Side::right), link_elements);
    parts_.cross_links.push_back(
        {link, add_beams(fem::beam_chain(chain, Vector3d::UnitZ(), section(link.diameter, link.strength)))});
  }

  const SpineSpec& spec_;
  const Alignment& alignment_;
  const SpineMesh& mesh_;
  fem::ModelDefinition& definition_;
  ImplantParts& parts_;
  std::vector<Anchor> anchors_;
  std::vector<RodPlace> rod_places_;
};

}  // namespace

void add_fixation(const SpineSpec& spec, const Alignment& alignment, const SpineMesh& mesh,
                  fem::ModelDefinition& definition, ImplantParts& parts) {
  Fixation(spec, alignment, mesh, definition, parts).add();
}

}  // namespace spondyl::spine
