#include "study/validation_report.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace spondyl::study {
namespace {

std::string digits(double value) {
  const double size = std::abs(value);
  const int decimals = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value == 0 ? 0.0 : value);
  return text.data();
}

std::string between(const std::optional<double>& low, const std::optional<double>& high) {
  if (low && high)
    return digits(*low) + " … " + digits(*high);
  if (high)
    return "≤ " + digits(*high);
  return low ? "≥ " + digits(*low) : "–";
}

std::optional<double> finite(double x) { return std::isfinite(x) ? std::optional(x) : std::nullopt; }

// Columns are characters, not bytes: our texts hold "…" and "≤".
std::string padded(std::string text, std::size_t width, bool is_right = false) {
  const auto length = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  const std::string space(length < width ? width - length : 0, ' ');
  return is_right ? space + text : text + space;
}

ValidationSummary::Count& count_of(ValidationSummary& summary, RowUse use) {
  switch (use) {
    case RowUse::calibration:
      return summary.calibration;
    case RowUse::agreement:
      return summary.agreement;
    case RowUse::validation:
      break;
  }
  return summary.judging;
}

std::string counts_text(const ValidationSummary::Count& c) {
  std::string text = std::to_string(c.inside) + " inside, " + std::to_string(c.outside) + " outside";
  if (c.without_value > 0)
    text += ", " + std::to_string(c.without_value) + " without a value";
  if (c.information > 0)
    text += ", " + std::to_string(c.information) + " shown only";
  return text;
}

std::string notes_of(const ValidationResult& r) {
  std::string text =
      r.row.use == RowUse::validation ? "" : std::string(row_use_names[static_cast<std::size_t>(r.row.use)]);
  if (r.row.is_required)
    text += text.empty() ? "required" : ", required";
  return text;
}

}  // namespace

std::vector<ValidationGroup> grouped(const std::vector<ValidationResult>& results) {
  std::vector<ValidationGroup> groups;
  for (const ValidationResult& result : results) {
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const ValidationGroup& g) { return g.title == result.row.group; });
    if (group == groups.end())
      group = groups.insert(groups.end(), {result.row.group, {}});
    group->results.push_back(&result);
  }
  return groups;
}

ValidationSummary summarize(const std::vector<ValidationResult>& results) {
  ValidationSummary summary;
  for (const ValidationResult& result : results) {
    ValidationSummary::Count& count = count_of(summary, result.row.use);
    const std::optional<bool> inside = result.inside();
    if (inside)
      ++(*inside ? count.inside : count.outside);
    else if (!result.value.ours)
      ++count.without_value;
    else
      ++count.information;
    if (result.is_failure())
      summary.failures.push_back(result.row.id);
  }
  return summary;
}

std::string published_text(const Published& p) {
  if (!p.centre)
    return between(p.low, p.high);
  if (p.spread == Spread::sd)
    return digits(*p.centre) + " ± " + digits(0.5 * (p.high.value_or(*p.centre) - p.low.value_or(*p.centre)));
  return p.spread == Spread::range ? digits(*p.centre) + " (" + between(p.low, p.high) + ")" : digits(*p.centre);
}

std::string accepted_text(const ValidationRow& row) {
  return row.accepted ? between(finite(row.accepted->low), finite(row.accepted->high)) : "–";
}

std::string ours_text(const ValidationResult& result) { return result.value.ours ? digits(*result.value.ours) : "–"; }

std::string verdict(const ValidationResult& result) {
  if (const auto inside = result.inside())
    return *inside ? "inside" : "OUTSIDE";
  return result.value.ours ? "shown only" : "no value";
}

std::string load_text(const ValidationRow& row) {
  const auto text = [](const ValidationLoad& load) {
    std::string out(load.motion->name);
    if (load.moment_Nm > 0)
      out += " " + core::to_text(load.moment_Nm) + " Nm";
    if (load.follower_N > 0)
      out += " " + core::to_text(load.follower_N) + " N";
    return load.specimen == Specimen{} ? out : out + ", " + describe(load.specimen);
  };
  if (is_error_measure(row.measure))
    return std::to_string(row.of.size()) + (row.of.size() == 1 ? " pattern of rows" : " rows");
  return row.reference ? text(row.load) + "; against " + text(*row.reference) : text(row.load);
}

std::string summary_text(const ValidationSummary& summary) {
  std::string text = "Judging rows: " + counts_text(summary.judging) + ".\n";
  text += "Rows the fit has seen, which judge nothing: " + counts_text(summary.calibration) + ".\n";
  text += "Rows made of both: " + counts_text(summary.agreement) + ".\n";
  if (summary.has_passed())
    return text + "Every required row is inside.\n";
  text += "Required and not inside (" + std::to_string(summary.failures.size()) + "):";
  for (const std::string& id : summary.failures)
    text += " " + id;
  return text + "\n";
}

std::string validation_table(const std::vector<ValidationResult>& results) {
  std::string text;
  for (const ValidationGroup& group : grouped(results)) {
    text += group.title + "\n" + padded("", 12) + padded("ours", 7, true) + "  " + padded("accepted", 14) +
            padded("published", 22) + padded("n", 5) + "\n";
    for (const ValidationResult* r : group.results) {
      const Published& p = r->row.published;
      text += "  " + padded(verdict(*r), 10) + padded(ours_text(*r), 7, true) + "  " +
              padded(accepted_text(r->row), 14) + padded(published_text(p), 22) +
              padded(p.n ? std::to_string(*p.n) : "", 5) + name(r->row.levels) + "  " + r->row.quantity + ", " +
              load_text(r->row) + "  (" + p.source + ", " + std::string(core::name(p.confidence)) + ")  " + r->row.id;
      const std::string notes = notes_of(*r);
      text += (notes.empty() ? "" : "  [" + notes + "]") + "\n";
      if (!r->value.reason.empty())
        text += padded("", 12) + r->value.reason + "\n";
      if (r->inside() == false && !r->row.explanation.empty())
        text += padded("", 12) + r->row.explanation + "\n";
    }
    text += "\n";
  }
  return text + summary_text(summarize(results)) + "A model, not a forecast.\n";
}

}  // namespace spondyl::study
