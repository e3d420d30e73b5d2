#include "study/validation_file.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "study/toml_table.hpp"

namespace spondyl::study {
namespace {

using core::Error;
using core::ErrorCode;

constexpr double max_moment_Nm = 15, max_follower_N = 1500;
constexpr int max_grade = 3;
constexpr std::array<std::string_view, 4> specimen_kinds{"in_vitro", "in_vivo", "FE_median", "FE_single"};
constexpr std::array<std::string_view, 30> row_keys{
    "id",         "group",      "quantity",   "measure",   "load_case",     "level",
    "moment_Nm",  "follower_N", "specimen",   "removed",   "relation",      "degeneration_grade",
    "reference",  "of",         "centre",     "low",       "high",          "spread",
    "n",          "source",     "confidence", "accept_sd", "accept_within", "accept_percent",
    "accept_min", "accept_max", "required",   "use",       "explanation",   "specimen_kind"};
constexpr std::array<std::string_view, 6> reference_keys{"load_case", "moment_Nm",          "follower_N",
                                                         "removed",   "degeneration_grade", "specimen"};

[[noreturn]] void refuse(const TomlTable& table, std::string_view key, std::string found, std::string allowed) {
  throw Error(ErrorCode::bad_input, table.where(key), std::move(found), std::move(allowed));
}

std::optional<double> number_within(const TomlTable& table, std::string_view key, double max, std::string_view unit) {
  const auto value = table.number(key);
  if (value && !(*value >= 0 && *value <= max))
    refuse(table, key, core::to_text(*value), "a number from 0 to " + core::to_text(max) + " " + std::string(unit));
  return value;
}

const Motion& read_motion(const TomlTable& table) {
  std::vector<std::string_view> names;
  for (const Motion& motion : motions())
    names.push_back(motion.name);
  return motions()[table.required_choice("load_case", names)];
}

void read_removed(const TomlTable& table, Specimen& specimen) {
  const auto removed = table.texts("removed");
  if (!removed)
    return;
  std::vector<std::string_view> names(spine::ligament_names.begin(), spine::ligament_names.end());
  names.push_back("facets");
  specimen.is_removed.fill(false);
  specimen.has_facets = true;
  for (const std::string& text : *removed) {
    const std::size_t k = choose(text, names, table.where("removed"));
    if (k < spine::n_ligaments)
      specimen.is_removed[k] = true;
    else
      specimen.has_facets = false;
  }
}

/// What both a row and its reference may say about the load; what they do not say stays.
void read_load(const TomlTable& table, const core::ParameterTable& parameters, ValidationLoad& load) {
  if (table.has("load_case"))
    load.motion = &read_motion(table);
  if (const auto kind = table.choice("specimen", specimen_names))
    load.specimen.kind = static_cast<SpecimenKind>(*kind);
  read_removed(table, load.specimen);
  if (const auto grade = number_within(table, "degeneration_grade", max_grade, "")) {
    if (*grade != std::floor(*grade))
      refuse(table, "degeneration_grade", core::to_text(*grade), "a whole number");
    load.specimen.degeneration_grade = static_cast<int>(*grade);
  }
  if (const auto moment = number_within(table, "moment_Nm", max_moment_Nm, "Nm"))
    load.moment_Nm = *moment;
  if (const auto follower = number_within(table, "follower_N", max_follower_N, "N"))
    load.follower_N = *follower;
  const auto& load_case = load.motion->cases.front();
  const bool is_turned = load_case && is_rotation(*load_case);
  if (is_turned != (load.moment_Nm > 0)) {
    refuse(table, "moment_Nm", core::to_text(load.moment_Nm),
           is_turned ? "a moment above 0 with this load case" : "no moment with this load case");
  }
  if (load_case == LoadCase::standing) {
    if (!(load.specimen == Specimen{}))
      refuse(table, "specimen", describe(load.specimen), "the whole spine with the load case standing");
    load.follower_N = parameters.value("load.standing_N");
  }
}

Published read_published(const TomlTable& table, const std::map<std::string, std::string>& sources) {
  Published p;
  p.centre = table.number("centre");
  p.low = table.number("low");
  p.high = table.number("high");
  if (p.low && p.high && *p.low > *p.high)
    refuse(table, "low", core::to_text(*p.low), "at most high, " + core::to_text(*p.high));
  p.spread = static_cast<Spread>(table.choice("spread", spread_names).value_or(0));
  if ((p.spread != Spread::none) != (p.low || p.high))
    refuse(table, "spread", "'" + std::string(spread_names[static_cast<std::size_t>(p.spread)]) + "'",
           "SD or range with low or high, none without");
  if (const auto n = table.number("n"))
    p.n = static_cast<int>(*n);
  p.specimen = specimen_kinds[table.required_choice("specimen_kind", specimen_kinds)];
  p.source = table.required_text("source");
  if (!sources.contains(p.source)) {
    std::vector<std::string_view> keys;
    for (const auto& [key, citation] : sources)
      keys.push_back(key);
    throw Error(ErrorCode::bad_input, table.where("source"), "'" + p.source + "'", "a key of sources.toml",
                core::suggestion(p.source, keys));
  }
  p.confidence = static_cast<core::Confidence>(table.required_choice("confidence", core::confidence_names));
  return p;
}

std::optional<Interval> read_accepted(const TomlTable& table, const Published& p) {
  constexpr std::array<std::string_view, 3> around{"accept_sd", "accept_within", "accept_percent"};
  const bool is_bounded = table.has("accept_min") || table.has("accept_max");
  const auto n_around = std::count_if(around.begin(), around.end(), [&](auto key) { return table.has(key); });
  if (n_around + (is_bounded ? 1 : 0) > 1)
    refuse(table, "id", "several ways to accept", "one of accept_sd, accept_within, accept_percent, accept_min/max");
  if (is_bounded) {
    Interval interval;
    interval.low = table.number("accept_min").value_or(interval.low);
    interval.high = table.number("accept_max").value_or(interval.high);
    return interval;
  }
  for (const std::string_view key : around) {
    const auto size = table.number(key);
    if (!size)
      continue;
    if (!p.centre || !(*size > 0))
      refuse(table, key, p.centre ? core::to_text(*size) : "a row without centre", "a number above 0, with a centre");
    if (key == "accept_sd" && !(p.spread == Spread::sd && p.low && p.high))
      refuse(table, key, "a row without standard deviation", "spread = \"SD\" with low and high");
    const double half = key == "accept_sd"       ? *size * 0.5 * (*p.high - *p.low)
                        : key == "accept_within" ? *size
                                                 : 0.01 * *size * std::abs(*p.centre);
    return Interval{*p.centre - half, *p.centre + half};
  }
  if (!p.low && !p.high)
    return std::nullopt;
  const Interval open;
  return Interval{p.low.value_or(open.low), p.high.value_or(open.high)};
}

ValidationRow read_row(const TomlTable& table, const core::ParameterTable& parameters,
                       const std::map<std::string, std::string>& sources) {
  table.allow_only(row_keys);
  ValidationRow row;
  row.where = table.where("id");
  row.id = table.required_text("id");
  row.group = table.required_text("group");
  row.quantity = table.required_text("quantity");
  row.measure = static_cast<Measure>(table.has("measure") ? table.required_choice("measure", measure_names)
                                                          : table.required_choice("quantity", measure_names));
  const std::string level = table.required_text("level");
  const auto levels = find_levels(level);
  if (!levels)
    refuse(table, "level", "'" + level + "'", "a level or a span, such as L4-L5 or L1-S1");
  row.levels = *levels;
  row.load.motion = &read_motion(table);
  read_load(table, parameters, row.load);
  if (row.load.specimen.kind != SpecimenKind::spine) {
    if (!row.levels.is_one())
      refuse(table, "level", "'" + level + "'", "one level, of which this specimen consists");
    row.load.specimen.level = row.levels.first;
  }
  row.relation = static_cast<Relation>(table.choice("relation", relation_names).value_or(0));
  const auto reference = table.table("reference");
  if (reference.has_value() != (row.relation != Relation::value))
    refuse(table, "reference", reference ? "a reference" : "no reference", "one with ratio, difference and slope only");
  if (reference) {
    reference->allow_only(reference_keys);
    row.reference = row.load;
    read_load(*reference, parameters, *row.reference);
  }
  row.of = table.texts("of").value_or(std::vector<std::string>{});
  if (row.of.empty() == is_error_measure(row.measure))
    refuse(table, "of", row.of.empty() ? "no rows" : "rows",
           "ids with mean_absolute_error and max_absolute_error only");
  row.published = read_published(table, sources);
  row.accepted = read_accepted(table, row.published);
  row.is_required = table.flag("required").value_or(false);
  if (row.is_required && !row.accepted)
    refuse(table, "required", "true", "false, since nothing says what is accepted");
  row.use = static_cast<RowUse>(table.choice("use", row_use_names).value_or(0));
  row.explanation = table.text("explanation").value_or("");
  return row;
}

// What only the rows together can show: the patterns of error measures name rows with a centre, and no evidence is made
// of rows that were calibrated with.
void check_aggregate(const ValidationRow& row, const std::vector<ValidationRow>& all) {
  for (const std::string& pattern : row.of) {
    bool is_found = false;
    for (const ValidationRow& other : all) {
      if (!matches(pattern, other.id))
        continue;
      is_found = true;
      if (!other.published.centre || is_error_measure(other.measure))
        throw Error(ErrorCode::bad_input, row.where, "'" + other.id + "' in 'of'", "rows that publish a centre");
      if (row.use == RowUse::validation && other.use == RowUse::calibration) {
        throw Error(ErrorCode::bad_input, row.where, "validation by '" + other.id + "', which is for calibration",
                    "use = \"agreement\" for rows made of both");
      }
    }
    if (!is_found)
      throw Error(ErrorCode::bad_input, row.where, "'" + pattern + "' in 'of'", "a pattern that some row fits");
  }
}

std::map<std::string, std::string> read_sources(const std::filesystem::path& file) {
  const TomlTable root = TomlTable::parse_file(file);
  root.allow_only(std::array<std::string_view, 1>{"sources"});
  std::map<std::string, std::string> sources;
  if (const auto table = root.table("sources")) {
    for (const auto& entry : table->leaves([](const toml::table&) { return false; }))
      sources.emplace(entry.key, table->required_text(entry.key));
  }
  return sources;
}

}  // namespace

ValidationData read_validation(const std::filesystem::path& folder, const core::ParameterTable& parameters) {
  ValidationData data;
  data.sources = read_sources(folder / "sources.toml");
  const TomlTable root = TomlTable::parse_file(folder / "rows.toml");
  root.allow_only(std::array<std::string_view, 1>{"row"});
  std::set<std::string> ids;
  for (const TomlTable& table : root.tables("row")) {
    data.rows.push_back(read_row(table, parameters, data.sources));
    if (!ids.insert(data.rows.back().id).second)
      refuse(table, "id", "'" + data.rows.back().id + "' a second time", "one row for each id");
  }
  for (const ValidationRow& row : data.rows)
    check_aggregate(row, data.rows);
  calibration_rows(data.rows);
  return data;
}

}  // namespace spondyl::study
