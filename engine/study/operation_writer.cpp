#include "study/operation_writer.hpp"

#include <cmath>
#include <optional>

#include "core/error.hpp"
#include "core/units.hpp"

namespace spondyl::study {
namespace {

using surgery::Sides;

class Lines {
 public:
  void name(std::string_view key, std::string_view value) {
    text_ += std::string(key) + " = " + toml_text(value) + "\n";
  }
  void number(std::string_view key, std::optional<double> value) {
    if (value)
      text_ += std::string(key) + " = " + core::to_text(*value) + "\n";
  }
  /// Degrees that people write, not the last bits of a conversion.
  void angle(std::string_view key, std::optional<double> radians) {
    if (radians)
      number(key, std::round(core::degrees(*radians) * 1e9) / 1e9);
  }
  void flag(std::string_view key, bool value) {
    if (value)
      text_ += std::string(key) + " = true\n";
  }
  void side(std::string_view key, Sides sides) {
    if (sides != Sides::both)
      name(key, surgery::name(sides));
  }
  void side(std::string_view key, const std::optional<Sides>& sides) {
    if (sides)
      name(key, surgery::name(*sides));
  }
  template <typename Names>
  void list(std::string_view key, const Names& names) {
    std::string all;
    for (const auto& n : names)
      all += (all.empty() ? "" : ", ") + toml_text(spine::name(n));
    text_ += std::string(key) + " = [" + all + "]\n";
  }
  void healing(const std::optional<surgery::Healing>& healing) {
    if (healing)
      text_ += healing_lines(*healing);
  }

  std::string text() { return std::move(text_); }

 private:
  std::string text_;
};

void add(Lines& out, const surgery::Hardware& h, std::string_view side_key) {
  out.name("anchor", surgery::name(h.anchor));
  out.side(side_key, h.sides);
  out.name("rods", spine::name(h.material));
  out.number("rod_diameter_mm", h.rod_diameter);
  out.number("screw_diameter_mm", h.screw_diameter);
  out.number("screw_length_mm", h.screw_length);
  out.flag("cross_link", h.has_cross_link);
  if (!h.skipped.empty())
    out.list("skip", h.skipped);
}

void add(Lines& out, const surgery::CageChoice& cage) {
  if (cage.kind)
    out.name("cage_kind", surgery::name(*cage.kind));
  out.number("cage_height_mm", cage.height);
  out.angle("cage_lordosis_deg", cage.lordosis);
  if (cage.material)
    out.name("cage_material", spine::name(*cage.material));
}

void add(Lines& out, const surgery::Fusion& o) {
  out.list("levels", o.levels);
  if (o.approach != surgery::Approach::none) {
    out.name("approach", surgery::name(o.approach));
    out.side("side", o.sides);
    if (o.hardware)
      add(out, *o.hardware, "rod_side");
    else
      out.flag("stand_alone", true);
    if (o.approach != surgery::Approach::plf)
      add(out, o.cage);
  }
  out.healing(o.healing);
}

void add(Lines& out, const surgery::Instrumentation& o) {
  out.list("levels", o.levels);
  add(out, o.hardware, "side");
}

void add(Lines& out, const surgery::InterbodyCage& o) {
  out.name("level", spine::name(o.level));
  out.name("kind", surgery::name(o.kind));
  out.side("side", o.sides);
  out.number("height_mm", o.height);
  out.angle("lordosis_deg", o.lordosis);
  out.number("length_mm", o.length);
  out.number("width_mm", o.width);
  out.name("material", spine::name(o.material));
  out.healing(o.healing);
}

void add(Lines& out, const surgery::PosterolateralGraft& o) {
  out.name("level", spine::name(o.level));
  out.side("side", o.sides);
  out.healing(o.healing);
}

void add(Lines& out, const surgery::Laminectomy& o) {
  out.name("vertebra", spine::name(o.vertebra));
  out.name("extent", surgery::name(o.extent));
  out.side("side", o.sides);
}

void add(Lines& out, const surgery::Facetectomy& o) {
  out.name("level", spine::name(o.level));
  out.number("share", o.share);
  out.side("side", o.sides);
}

void add(Lines& out, const surgery::Discectomy& o) {
  out.name("level", spine::name(o.level));
  out.number("nucleus_share", o.nucleus_share);
  out.name("entry", surgery::name(o.entry));
  out.side("side", o.sides);
  out.number("window_width_mm", o.window_width);
}

void add(Lines& out, const surgery::LigamentResection& o) {
  out.name("level", spine::name(o.level));
  out.name("ligament", spine::name(o.ligament));
  out.side("side", o.sides);
}

void add(Lines& out, const surgery::BoneResection& o) {
  out.name("vertebra", spine::name(o.vertebra));
  out.name("part", surgery::name(o.part));
  out.side("side", o.sides);
}

void add(Lines& out, const surgery::RemoveInstrumentation& o) {
  if (!o.levels.empty())
    out.list("levels", o.levels);
}

}  // namespace

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    out += c == '\n' || c == '\t' ? ' ' : c;
  }
  return out + '"';
}

std::string healing_lines(const surgery::Healing& healing) {
  Lines out;
  out.number("months", healing.months);
  out.name("union", surgery::name(healing.outcome));
  out.name("graft", surgery::name(healing.course));
  return out.text();
}

std::string operation_lines(const surgery::Operation& operation) {
  Lines out;
  out.name("type", surgery::operation_names[operation.index()]);
  std::visit([&](const auto& o) { add(out, o); }, operation);
  return "\n[[operation]]\n" + out.text();
}

}  // namespace spondyl::study
