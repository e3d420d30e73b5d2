#include "study/published_finding.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "study/text_columns.hpp"
#include "study/toml_table.hpp"

namespace spondyl::study {
namespace {

using namespace text;

constexpr std::size_t shown = 6;
constexpr int most_of_a_source = 2;  // several studies say more than many rows of one
constexpr std::array<std::string_view, 4> study_kinds{"FE", "in_vitro", "in_vivo", "clinical"};
constexpr std::array<std::string_view, 4> directions{"increase", "decrease", "none", "mixed"};

Finding read_finding(const TomlTable& table, std::span<const std::string_view> sources) {
  table.allow_only(std::array<std::string_view, 20>{"id",
                                                    "families",
                                                    "study_kind",
                                                    "operation",
                                                    "fused_levels",
                                                    "instrumentation",
                                                    "protocol",
                                                    "load_case",
                                                    "level",
                                                    "quantity",
                                                    "before",
                                                    "after",
                                                    "change_percent",
                                                    "low",
                                                    "high",
                                                    "n",
                                                    "direction",
                                                    "source",
                                                    "confidence",
                                                    "note"});
  Finding f;
  f.id = table.required_text("id");
  f.families = table.texts("families").value_or(std::vector<std::string>{});
  f.study_kind = study_kinds[table.required_choice("study_kind", study_kinds)];
  f.operation = table.required_text("operation");
  f.fused_levels = table.required_text("fused_levels");
  f.instrumentation = table.required_text("instrumentation");
  f.protocol = table.required_text("protocol");
  f.load_case = table.required_text("load_case");
  f.level = table.required_text("level");
  f.quantity = table.required_text("quantity");
  f.before = table.number("before");
  f.after = table.number("after");
  f.change_percent = table.number("change_percent");
  f.low = table.number("low");
  f.high = table.number("high");
  f.n = table.number("n");
  f.direction = directions[table.required_choice("direction", directions)];
  f.source = sources[table.required_choice("source", sources)];
  f.confidence = static_cast<core::Confidence>(table.required_choice("confidence", core::confidence_names));
  f.note = table.text("note").value_or("");
  return f;
}

// What the plan does, in the words of the findings: the particular before the general.
std::vector<std::string> families_of(const Plan& plan) {
  std::vector<std::string> families;
  const auto add = [&](std::string_view family) { families.emplace_back(family); };
  bool is_removed = false;
  for (const surgery::Operation& operation : plan.operations) {
    if (const auto* fusion = std::get_if<surgery::Fusion>(&operation)) {
      if (fusion->approach != surgery::Approach::none)
        add(name(fusion->approach));
      add("fusion");
    } else if (std::holds_alternative<surgery::Instrumentation>(operation)) {
      add("fixation");
    } else if (std::holds_alternative<surgery::RemoveInstrumentation>(operation)) {
      is_removed = true;
    } else {
      add(surgery::operation_names[operation.index()]);
    }
  }
  if (is_removed)
    families.insert(families.begin(), "removal");
  return families;
}

std::vector<std::string> level_texts(const Plan& plan) {
  std::vector<std::string> texts;
  const auto add = [&](const std::vector<spine::Level>& levels) {
    if (levels.empty())
      return;
    texts.push_back(std::string(name(upper(levels.front()))) + "-" + std::string(name(lower(levels.back()))));
  };
  for (const surgery::Operation& operation : plan.operations) {
    if (const auto* fusion = std::get_if<surgery::Fusion>(&operation))
      add(fusion->levels);
    else if (const auto* rods = std::get_if<surgery::Instrumentation>(&operation))
      add(rods->levels);
  }
  return texts;
}

bool has_family(const Finding& finding, const std::string& family) {
  return std::find(finding.families.begin(), finding.families.end(), family) != finding.families.end();
}

/// Higher is nearer; 0: has nothing to do with it.
int nearness(const Finding& finding, const std::vector<std::string>& families, const std::vector<std::string>& levels) {
  int score = 0;
  for (const std::string& family : families) {
    if (has_family(finding, family))
      score = std::max(score, family == "fusion" ? 3 : 8);
  }
  if (score == 0)
    return 0;
  for (const std::string& level : levels)
    score += finding.fused_levels == level ? 2 : 0;
  score += finding.change_percent ? 2 : 0;
  score += finding.confidence == core::Confidence::primary ? 1 : 0;
  return score;
}

bool is_mechanical(const Finding& finding) {
  constexpr std::array<std::string_view, 10> quantities{
      "ROM",         "annulus_stress", "intradiscal_pressure", "implant_stress",
      "facet_force", "nucleus_stress", "rod_load_share",       "foraminal_area",
      "canal_area",  "disc_height"};
  return std::find(quantities.begin(), quantities.end(), finding.quantity) != quantities.end();
}

bool is_beside_the_operation(const Finding& finding) {
  return finding.level.find("operated") == std::string::npos && finding.level.find("index") == std::string::npos &&
         finding.level.find("implant") == std::string::npos;
}

/// The same motion is held by the hybrid protocol and by one that prescribes it.
bool is_under(const Finding& finding, Protocol protocol) {
  const bool is_same_motion = finding.protocol.starts_with("hybrid") || finding.protocol == "displacement_control";
  return protocol == Protocol::load_control ? finding.protocol == "load_control" : is_same_motion;
}

std::string size_of(const Finding& finding) {
  if (!finding.change_percent)
    return finding.direction == "none" ? "no change" : finding.direction + ", no figure given";
  std::string out = percent(*finding.change_percent);
  if (finding.low && finding.high)
    out += " (" + percent(*finding.low) + " to " + percent(*finding.high) + ")";
  return out;
}

std::string line(const Finding& f) {
  const std::string n = f.n ? ", n = " + core::to_text(*f.n) : "";
  return wrapped(size_of(f) + " " + spaced(f.quantity) + " at " + f.level + ", " + spaced(f.load_case) + ": " +
                     f.operation + " " + f.fused_levels + " (" + f.instrumentation + "), " + spaced(f.protocol) + ", " +
                     spaced(f.study_kind) + n + " [" + f.source + ", " + std::string(name(f.confidence)) + "]",
                 2, 4);
}

}  // namespace

PublishedFindings read_findings(const std::filesystem::path& models) {
  PublishedFindings published;
  const TomlTable sources = TomlTable::parse_file(models / "published" / "sources.toml");
  sources.allow_only(std::array<std::string_view, 1>{"sources"});
  std::vector<std::string> keys;
  if (const auto table = sources.table("sources")) {
    for (const auto& entry : table->leaves([](const toml::table&) { return false; })) {
      published.sources.emplace_back(entry.key, table->required_text(entry.key));
      keys.push_back(entry.key);
    }
  }
  const std::vector<std::string_view> names(keys.begin(), keys.end());
  const TomlTable root = TomlTable::parse_file(models / "published" / "fusion_effects.toml");
  root.allow_only(std::array<std::string_view, 1>{"finding"});
  for (const TomlTable& table : root.tables("finding"))
    published.findings.push_back(read_finding(table, names));
  return published;
}

std::vector<Finding> nearest_findings(const PublishedFindings& published, const Plan& plan, std::size_t count) {
  const auto families = families_of(plan);
  const auto levels = level_texts(plan);
  std::vector<std::pair<int, const Finding*>> ranked;
  for (const Finding& f : published.findings) {
    const int score = is_mechanical(f) ? nearness(f, families, levels) : 0;
    if (score > 0)
      ranked.emplace_back(score + (is_beside_the_operation(f) ? 3 : 0), &f);
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<Finding> nearest;
  std::map<std::string, int> of_source;
  for (const auto& [score, finding] : ranked) {
    if (nearest.size() < count && ++of_source[finding->source] <= most_of_a_source)
      nearest.push_back(*finding);
  }
  return nearest;
}

std::map<std::string, PublishedSpread> published_spreads(const PublishedFindings& published, const Plan& plan,
                                                         std::optional<Protocol> protocol) {
  const auto families = families_of(plan);
  std::map<std::string, PublishedSpread> all;
  std::map<std::string, std::set<std::string>> sources;
  for (const Finding& f : published.findings) {
    const bool is_of_kind =
        std::any_of(families.begin(), families.end(), [&](const std::string& family) { return has_family(f, family); });
    if (!is_of_kind || !is_mechanical(f) || !is_beside_the_operation(f) || !f.change_percent ||
        (protocol && !is_under(f, *protocol)))
      continue;
    auto [at, is_new] = all.try_emplace(f.quantity, PublishedSpread{*f.change_percent, *f.change_percent});
    at->second.low = std::min(at->second.low, *f.change_percent);
    at->second.high = std::max(at->second.high, *f.change_percent);
    sources[f.quantity].insert(f.source);
    at->second.n_studies = sources[f.quantity].size();
  }
  return all;
}

std::string findings_text(const PublishedFindings& published, const Plan& plan) {
  const auto nearest = nearest_findings(published, plan, shown);
  if (nearest.empty())
    return {};
  std::string out = "Published findings nearest to this operation (not used by the model)\n";
  for (const Finding& f : nearest)
    out += line(f);
  for (const auto& [quantity, spread] : published_spreads(published, plan)) {
    if (spread.n_studies < 2)
      continue;
    out +=
        wrapped(spaced(quantity) + " beside such operations: from " + percent(spread.low) + " to " +
                    percent(spread.high) + " over " + std::to_string(spread.n_studies) + " studies and all protocols",
                2, 4);
  }
  return out;
}

}  // namespace spondyl::study
