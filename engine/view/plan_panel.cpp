#include "view/plan_panel.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/units.hpp"
#include "view/controls.hpp"

namespace spondyl::view {
namespace {

constexpr std::array approach_texts{"Block of bone (ideal)", "PLF: beside the spine", "PLIF: back, both sides",
                                    "TLIF: back, one side",  "ALIF: from the front",  "LLIF: from the flank"};
constexpr std::array<std::string_view, 3> fixations{"pedicle_screws", "laminar_hooks", "none"};
constexpr std::array fixation_texts{"Screws and rods", "Hooks and rods", "None (stand-alone)"};
constexpr std::array<std::string_view, 4> rods{"titanium", "cobalt_chromium", "steel", "peek"};
constexpr std::array rod_texts{"Titanium", "Cobalt chromium", "Steel", "PEEK"};
constexpr std::array<std::string_view, 3> rod_diameters{"5.5 mm", "6.0 mm", "6.35 mm"};
static_assert(rod_diameters.size() == surgery::rod_diameters.size());
constexpr std::array<std::string_view, 3> cages{"titanium", "peek", "allograft"};
constexpr std::array cage_texts{"Titanium", "PEEK", "Allograft"};
constexpr std::array<std::string_view, 4> laminectomies{"none", "partial", "hemi", "full"};
constexpr std::array laminectomy_texts{"None", "Partial", "One side", "Full"};
constexpr std::array union_texts{"Heals", "Heals late", "Does not heal"};

constexpr double usual_lordosis_deg = 6, most_lordosis_deg = 20;  // where a slider begins and ends

class PlanPanel {
 public:
  PlanPanel(Landmarks& landmarks, const study::Scene& scene, const Refusal& state, OperationDraft& draft)
      : landmarks_(landmarks), scene_(scene), state_(state), draft_(draft) {}

  std::optional<SceneEdit> draw(bool is_plain) {
    levels();
    if (!is_plain) {
      if (const auto* fusion = first<surgery::Fusion>(scene_))
        how(*fusion);
      decompression();
    }
    time();
    if (!is_plain) {
      if (auto more = operation_panel(landmarks_, scene_, draft_))
        edit_ = std::move(more);
      operations();
    }
    if (!state_.message.empty() && !is_refusal_shown_)
      refusal(state_.message);
    return std::move(edit_);
  }

 private:
  void change(std::string name, study::Scene scene) { edit_ = SceneEdit{std::move(name), std::move(scene)}; }

  /// Beside the control whose key is at fault.
  void complain_about(std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) {
      if (!is_refusal_shown_ && !state_.message.empty() && state_.key.find(key) != std::string::npos) {
        refusal(state_.message);
        is_refusal_shown_ = true;
      }
    }
  }

  void levels() {
    ImGui::TextUnformatted("Levels to fuse");
    for (const spine::Level level : spine::all_levels) {
      const std::string name(spine::name(level));
      if (tick(landmarks_, name.c_str(), is_fused(scene_, level)))
        edit_ = level_toggled(scene_, level);
      if (level.index % 3 != 2 && level != spine::all_levels.back())
        ImGui::SameLine(5.7f * ImGui::GetFontSize() * static_cast<float>(level.index % 3 + 1));
    }
    complain_about({"levels"});
  }

  template <typename Change>
  void change_fusion(const std::string& name, const Change& apply) {
    study::Scene scene = scene_;
    apply(*first<surgery::Fusion>(scene));
    change(name, std::move(scene));
  }

  void how(const surgery::Fusion& fusion) {
    using surgery::Approach;
    ImGui::Spacing();
    if (const auto k = choice(landmarks_, "Approach", static_cast<std::size_t>(fusion.approach),
                              surgery::approach_names, approach_texts))
      change("approach " + std::string(surgery::approach_names[*k]), with_approach(scene_, static_cast<Approach>(*k)));
    complain_about({"approach"});
    if (fusion.approach == Approach::none)
      return;
    if (fusion.approach != Approach::alif) {
      const auto side = static_cast<std::size_t>(fusion.sides.value_or(surgery::Sides::both));
      if (const auto k = choice(landmarks_, "Side", side, surgery::sides_names))
        change_fusion("side " + std::string(surgery::sides_names[*k]),
                      [&](surgery::Fusion& f) { f.sides = static_cast<surgery::Sides>(*k); });
      complain_about({"side"});
    }
    if (fusion.approach != Approach::plf)
      cage(fusion);
    fixation(fusion);
  }

  void cage(const surgery::Fusion& fusion) {
    const auto material = fusion.cage.material.value_or(spine::ImplantMaterial::peek);
    const auto present = std::find(cages.begin(), cages.end(), spine::name(material)) - cages.begin();
    if (const auto k = choice(landmarks_, "Cage", static_cast<std::size_t>(present), cages, cage_texts))
      change_fusion("cage of " + std::string(cages[*k]), [&](surgery::Fusion& f) {
        f.cage.material = std::array{spine::ImplantMaterial::titanium, spine::ImplantMaterial::peek,
                                     spine::ImplantMaterial::allograft}[*k];
      });
    if (const auto own = tick(landmarks_, "Choose the cage's height", fusion.cage.height.has_value()))
      change_fusion("cage height",
                    [&](surgery::Fusion& f) { f.cage.height = *own ? std::optional(12.0) : std::nullopt; });
    if (fusion.cage.height) {
      if (const auto mm = slider(landmarks_, "Height", *fusion.cage.height, 6, 20, "%.0f mm"))
        change_fusion("cage height", [&](surgery::Fusion& f) { f.cage.height = std::round(*mm); });
    }
    if (const auto own = tick(landmarks_, "Choose its lordosis", fusion.cage.lordosis.has_value()))
      change_fusion("cage lordosis", [&](surgery::Fusion& f) {
        f.cage.lordosis = *own ? std::optional(core::radians(usual_lordosis_deg)) : std::nullopt;
      });
    if (fusion.cage.lordosis) {
      if (const auto deg =
              slider(landmarks_, "Lordosis", core::degrees(*fusion.cage.lordosis), 0, most_lordosis_deg, "%.0f deg"))
        change_fusion("cage lordosis", [&](surgery::Fusion& f) { f.cage.lordosis = core::radians(std::round(*deg)); });
    }
    complain_about({"cage", "height", "kind", "lordosis"});
  }

  void fixation(const surgery::Fusion& fusion) {
    const std::size_t present = fusion.hardware ? static_cast<std::size_t>(fusion.hardware->anchor) : 2;
    if (const auto k = choice(landmarks_, "Fixation", present, fixations, fixation_texts))
      change_fusion("fixation " + std::string(fixations[*k]), [&](surgery::Fusion& f) {
        if (*k == 2)
          f.hardware.reset();
        else {
          f.hardware = f.hardware.value_or(surgery::Hardware{});
          f.hardware->anchor = static_cast<surgery::Anchor>(*k);
        }
      });
    complain_about({"anchor", "screw", "skip"});
    if (!fusion.hardware)
      return;
    if (const auto k = choice(landmarks_, "Rods", static_cast<std::size_t>(fusion.hardware->material), rods, rod_texts))
      change_fusion("rods of " + std::string(rods[*k]),
                    [&](surgery::Fusion& f) { f.hardware->material = static_cast<spine::ImplantMaterial>(*k); });
    if (const auto k =
            choice(landmarks_, "Rods on", static_cast<std::size_t>(fusion.hardware->sides), surgery::sides_names))
      change_fusion("rods on " + std::string(surgery::sides_names[*k]),
                    [&](surgery::Fusion& f) { f.hardware->sides = static_cast<surgery::Sides>(*k); });
    rod_diameter(*fusion.hardware);
    if (const auto on = tick(landmarks_, "Cross-link", fusion.hardware->has_cross_link))
      change_fusion("cross-link", [&](surgery::Fusion& f) { f.hardware->has_cross_link = *on; });
    complain_about({"rod", "cross_link"});
  }

  void rod_diameter(const surgery::Hardware& hardware) {
    const auto& diameters = surgery::rod_diameters;
    const double present = hardware.rod_diameter.value_or(diameters.front());
    const auto place = std::find(diameters.begin(), diameters.end(), present) - diameters.begin();
    if (const auto k = choice(landmarks_, "Thickness", static_cast<std::size_t>(place), rod_diameters))
      change_fusion("rods of " + std::string(rod_diameters[*k]),
                    [&](surgery::Fusion& f) { f.hardware->rod_diameter = diameters[*k]; });
  }

  void decompression() {
    ImGui::Spacing();
    const auto* laminectomy = first<surgery::Laminectomy>(scene_);
    const std::size_t extent = laminectomy ? 1 + static_cast<std::size_t>(laminectomy->extent) : 0;
    surgery::Laminectomy wanted = laminectomy ? *laminectomy : surgery::Laminectomy{};
    if (const auto k = choice(landmarks_, "Laminectomy", extent, laminectomies, laminectomy_texts)) {
      if (*k > 0) {
        wanted.extent = static_cast<surgery::LaminectomyExtent>(*k - 1);
        wanted.sides = wanted.extent == surgery::LaminectomyExtent::hemi ? surgery::Sides::left : surgery::Sides::both;
      }
      change("laminectomy " + std::string(laminectomies[*k]),
             with_laminectomy(scene_, *k > 0 ? std::optional(wanted) : std::nullopt));
    }
    if (laminectomy) {
      const auto lumbar = std::span(spine::vertebra_names).first(5);
      if (const auto k = choice(landmarks_, "of", static_cast<std::size_t>(laminectomy->vertebra), lumbar)) {
        wanted.vertebra = static_cast<spine::Vertebra>(*k);
        change("laminectomy of " + std::string(spine::vertebra_names[*k]), with_laminectomy(scene_, wanted));
      }
    }
    complain_about({"vertebra", "extent"});
    facetectomy();
  }

  void facetectomy() {
    const auto* present = first<surgery::Facetectomy>(scene_);
    if (const auto on = tick(landmarks_, "Facetectomy", present != nullptr))
      change(*on ? "facetectomy" : "no facetectomy",
             with_facetectomy(scene_, *on ? std::optional(surgery::Facetectomy{spine::Level{3}, 0.5}) : std::nullopt));
    if (!present)
      return;
    surgery::Facetectomy wanted = *present;
    if (const auto k = choice(landmarks_, "at", static_cast<std::size_t>(present->level.index), spine::level_names)) {
      wanted.level = spine::Level{static_cast<int>(*k)};
      change("facetectomy at " + std::string(spine::level_names[*k]), with_facetectomy(scene_, wanted));
    }
    if (const auto percent = slider(landmarks_, "Share", 100 * present->share, 5, 100, "%.0f %% of the joint")) {
      wanted.share = std::round(*percent) / 100;
      change("share of the facetectomy", with_facetectomy(scene_, wanted));
    }
    complain_about({"share", "level"});
  }

  void time() {
    ImGui::Spacing();
    if (const auto months =
            slider(landmarks_, "Since surgery", scene_.healing.months, 0, surgery::max_months, "%.0f months")) {
      study::Scene scene = scene_;
      scene.healing.months = std::round(*months);
      change("months since surgery", std::move(scene));
    }
    if (const auto k = choice(landmarks_, "Healing", static_cast<std::size_t>(scene_.healing.outcome),
                              surgery::union_names, union_texts)) {
      study::Scene scene = scene_;
      scene.healing.outcome = static_cast<surgery::Union>(*k);
      change("healing: " + std::string(surgery::union_names[*k]), std::move(scene));
    }
    complain_about({"union", "months", "healing"});
  }

  void operations() {
    ImGui::Separator();
    for (std::size_t k = 0; k < scene_.operations.size(); ++k) {
      const std::string text = describe(scene_.operations[k]);
      if (button(landmarks_, ("×##operation" + std::to_string(k)).c_str()))
        change("without " + text, without_operation(scene_, k));
      ImGui::SameLine();
      ImGui::TextWrapped("%s", text.c_str());
    }
    for (const std::string& line : state_.record)
      remark(line);
  }

  Landmarks& landmarks_;
  const study::Scene& scene_;
  const Refusal& state_;
  OperationDraft& draft_;
  bool is_refusal_shown_ = false;
  std::optional<SceneEdit> edit_;
};

}  // namespace

std::optional<SceneEdit> plan_panel(Landmarks& landmarks, const study::Scene& scene, const Refusal& state,
                                    OperationDraft& draft, bool is_plain) {
  return PlanPanel(landmarks, scene, state, draft).draw(is_plain);
}

}  // namespace spondyl::view
