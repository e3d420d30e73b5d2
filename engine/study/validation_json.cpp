#include <cmath>

#include <nlohmann/json.hpp>

#include "study/validation_report.hpp"

namespace spondyl::study {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json accepted(const ValidationRow& row) {
  if (!row.accepted)
    return nullptr;
  const auto end = [](double x) { return std::isfinite(x) ? Json(x) : Json(nullptr); };
  return {{"low", end(row.accepted->low)}, {"high", end(row.accepted->high)}};
}

Json row_json(const ValidationResult& result) {
  const ValidationRow& row = result.row;
  const Published& p = row.published;
  return {{"id", row.id},
          {"group", row.group},
          {"quantity", row.quantity},
          {"load_case", row.load.motion->name},
          {"level", name(row.levels)},
          {"moment_Nm", row.load.moment_Nm},
          {"follower_N", row.load.follower_N},
          {"specimen", describe(row.load.specimen)},
          {"published",
           {{"centre", or_null(p.centre)},
            {"low", or_null(p.low)},
            {"high", or_null(p.high)},
            {"spread", spread_names[static_cast<std::size_t>(p.spread)]},
            {"n", or_null(p.n)},
            {"specimen", p.specimen},
            {"source", p.source},
            {"confidence", core::name(p.confidence)}}},
          {"accepted", accepted(row)},
          {"ours", or_null(result.value.ours)},
          {"inside", or_null(result.inside())},
          {"required", row.is_required},
          {"use", row_use_names[static_cast<std::size_t>(row.use)]},
          {"reason", result.value.reason},
          {"explanation", row.explanation}};
}

Json count_json(const ValidationSummary::Count& c) {
  return {
      {"inside", c.inside}, {"outside", c.outside}, {"without_value", c.without_value}, {"shown_only", c.information}};
}

}  // namespace

std::string validation_json(const std::vector<ValidationResult>& results) {
  Json rows = Json::array();
  for (const ValidationResult& result : results)
    rows.push_back(row_json(result));
  const ValidationSummary summary = summarize(results);
  const Json root{{"format", "spondyl-validation"},
                  {"version", 1},
                  {"note", "a model, not a forecast"},
                  {"rows", std::move(rows)},
                  {"summary",
                   {{"validation", count_json(summary.judging)},
                    {"calibration", count_json(summary.calibration)},
                    {"agreement", count_json(summary.agreement)},
                    {"required_not_inside", summary.failures}}}};
  return root.dump(1) + "\n";
}

}  // namespace spondyl::study
