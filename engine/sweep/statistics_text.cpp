#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "core/error.hpp"
#include "study/text_columns.hpp"
#include "sweep/csv.hpp"
#include "sweep/dry_run.hpp"
#include "sweep/statistics.hpp"

namespace spondyl::sweep {
namespace {

using study::text::padded;
using study::text::right;
using study::text::without_trailing_space;
using study::text::wrapped;

constexpr std::size_t name_width = 34, number_width = 11;

/// Four digits are more than any sample here can tell.
std::string number(double value) {
  if (std::isinf(value))
    return value > 0 ? "inf" : "-inf";
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.4g", value);
  return text.data();
}

std::string share(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f", value);
  return text.data();
}

std::string with_interval(const Estimate& e) {
  return share(e.value) + " (" + share(e.interval.low) + " to " + share(e.interval.high) + ")";
}

std::string line(const std::string& name, const std::vector<std::string>& cells) {
  std::string text = padded("  " + name, name_width);
  for (const std::string& cell : cells)
    text += right(cell, number_width);
  return without_trailing_space(text) + "\n";
}

std::string head(const StudyStatistics& s) {
  std::string text = s.name + "\n  " + std::to_string(s.n_finished) + " of " + std::to_string(s.n_cases) +
                     " cases finished (" + s.design + "): ";
  for (std::size_t k = 0; k < status_names.size(); ++k)
    text += (k == 0 ? "" : ", ") + std::to_string(s.n_with_status[k]) + " " + study::text::spaced(status_names[k]);
  text += "\n";
  if (s.n_finished > 0)
    text += "  " + duration(s.seconds / static_cast<double>(s.n_finished)) + " of processor time a case\n";
  constexpr std::size_t n_shown = 3;
  for (std::size_t i = 0; i < std::min(n_shown, s.reasons.size()); ++i)
    text += wrapped(std::to_string(s.reasons[i].second) + " x " + s.reasons[i].first, 4, 6);
  return text;
}

std::string summaries(const StudyStatistics& s) {
  std::string text = line("output", {"n", "mean", "SD", "5 %", "25 %", "median", "75 %", "95 %"});
  for (const OutputStatistics& o : s.outputs) {
    if (!o.summary) {
      text += line(o.output, {"0"});
      continue;
    }
    std::vector<std::string> values{std::to_string(o.summary->n), number(o.summary->mean.value), number(o.summary->sd)};
    std::vector<std::string> low{"", number(o.summary->mean.interval.low), ""};
    std::vector<std::string> high{"", number(o.summary->mean.interval.high), ""};
    for (const Estimate& p : o.summary->percentiles) {
      values.push_back(number(p.value));
      low.push_back(number(p.interval.low));
      high.push_back(number(p.interval.high));
    }
    text += line(o.output, values) + line("  95 % interval from", low) + line("  to", high);
  }
  return text;
}

std::string sensitivities(const StudyStatistics& s) {
  std::string text;
  for (const OutputStatistics& o : s.outputs) {
    if (!o.indices.empty()) {
      text += "\nShares of the variance of " + o.output + " (Sobol; 95 % bootstrap interval)\n" +
              padded("  axis", name_width + 14) + padded("alone", 24) + "with all interactions\n";
      for (std::size_t k = 0; k < s.axes.size(); ++k)
        text += padded("  " + s.axes[k], name_width + 14) + padded(with_interval(o.indices[k].first), 24) +
                with_interval(o.indices[k].total) + "\n";
    }
    const bool has_any = std::any_of(o.correlations.begin(), o.correlations.end(), [](const auto& c) { return !!c; });
    if (!has_any)
      continue;
    text += "\nPartial rank correlation with " + o.output + " (95 % interval)\n";
    for (std::size_t k = 0; k < s.axes.size(); ++k)
      text += padded("  " + s.axes[k], name_width + 14) +
              (o.correlations[k] ? with_interval(*o.correlations[k]) : std::string(study::text::nothing)) + "\n";
  }
  return text;
}

std::string groups(const StudyStatistics& s) {
  std::string text, before;
  for (const GroupStatistics& g : s.groups) {
    const std::string title = "\nBy " + g.axis + ": " + g.output + "\n";
    if (title != before)
      text += title + line("value", {"n", "mean", "SD", "5 %", "median", "95 %"});
    before = title;
    const auto& p = g.summary.percentiles;
    text += line(g.value, {std::to_string(g.summary.n), number(g.summary.mean.value), number(g.summary.sd),
                           number(p[0].value), number(p[2].value), number(p[4].value)});
  }
  return text;
}

std::string differences(const StudyStatistics& s) {
  std::string text;
  for (const PlanDifference& d : s.differences) {
    if (text.empty())
      text = "\nPlans compared case by case (first minus second)\n" +
             line("output", {"n", "mean", "from", "to", "SD", "first more"});
    text += "  " + d.output + ": " + d.first + " - " + d.second + "\n" +
            line("", {std::to_string(d.difference.n), number(d.difference.mean.value),
                      number(d.difference.mean.interval.low), number(d.difference.mean.interval.high),
                      number(d.difference.sd), number(100 * d.share_above) + " %"});
  }
  return text;
}

std::string convergence(const StudyStatistics& s) {
  std::string text = "\nOf the first eighth, quarter, half and all of the cases\n" +
                     line("output", {"n", "mean", "SD", "5 %", "median", "95 %"});
  for (const OutputStatistics& o : s.outputs) {
    for (const Summary& summary : o.convergence) {
      const auto& p = summary.percentiles;
      text += line(o.output, {std::to_string(summary.n), number(summary.mean.value), number(summary.sd),
                              number(p[0].value), number(p[2].value), number(p[4].value)});
    }
  }
  return text;
}

// Numbers as they are, for programs.

using Cells = std::vector<std::string>;

std::string csv_line(const Cells& cells) {
  std::string text;
  for (std::size_t k = 0; k < cells.size(); ++k)
    text += (k == 0 ? "" : ",") + csv_cell(cells[k]);
  return text + "\n";
}

std::string exact(double value) { return std::isinf(value) ? "" : core::to_text(value); }

void add(Cells& cells, const Estimate& e) {
  cells.insert(cells.end(), {exact(e.value), exact(e.interval.low), exact(e.interval.high)});
}

Cells summary_head(Cells cells) {
  cells.insert(cells.end(), {"n", "mean", "mean_low", "mean_high", "sd"});
  for (const char* p : {"p5", "p25", "median", "p75", "p95"})
    cells.insert(cells.end(), {p, std::string(p) + "_low", std::string(p) + "_high"});
  return cells;
}

Cells summary_cells(Cells cells, const Summary& s) {
  cells.push_back(std::to_string(s.n));
  add(cells, s.mean);
  cells.push_back(exact(s.sd));
  for (const Estimate& p : s.percentiles)
    add(cells, p);
  return cells;
}

std::string sensitivity_csv(const StudyStatistics& s) {
  std::string text;
  for (const OutputStatistics& o : s.outputs) {
    for (std::size_t k = 0; k < s.axes.size(); ++k) {
      const auto add_line = [&](const char* kind, const Estimate& e) {
        Cells cells{o.output, s.axes[k], kind};
        add(cells, e);
        text += csv_line(cells);
      };
      if (!o.indices.empty()) {
        add_line("sobol_first", o.indices[k].first);
        add_line("sobol_total", o.indices[k].total);
      }
      if (!o.correlations.empty() && o.correlations[k])
        add_line("partial_rank_correlation", *o.correlations[k]);
    }
  }
  return text.empty() ? text : csv_line({"output", "axis", "measure", "value", "low", "high"}) + text;
}

}  // namespace

std::string statistics_text(const StudyStatistics& s) {
  return head(s) + "\n" + summaries(s) + groups(s) + sensitivities(s) + differences(s) + convergence(s) + "\n" +
         wrapped("A model, not a forecast: the spread is that of the axes, not of patients.");
}

std::vector<std::pair<std::string, std::string>> statistics_csv(const StudyStatistics& s) {
  std::string summary = csv_line(summary_head({"output", "n_missing"}));
  std::string convergence = csv_line(summary_head({"output"})),
              groups = csv_line(summary_head({"axis", "value", "output"}));
  std::string differences = csv_line(summary_head({"output", "first", "second", "share_first_above"}));
  for (const OutputStatistics& o : s.outputs) {
    if (o.summary)
      summary += csv_line(summary_cells({o.output, std::to_string(o.n_missing)}, *o.summary));
    for (const Summary& part : o.convergence)
      convergence += csv_line(summary_cells({o.output}, part));
  }
  for (const GroupStatistics& g : s.groups)
    groups += csv_line(summary_cells({g.axis, g.value, g.output}, g.summary));
  for (const PlanDifference& d : s.differences)
    differences += csv_line(summary_cells({d.output, d.first, d.second, exact(d.share_above)}, d.difference));
  std::vector<std::pair<std::string, std::string>> files{{"summary.csv", summary}, {"convergence.csv", convergence}};
  if (const std::string sensitivity = sensitivity_csv(s); !sensitivity.empty())
    files.emplace_back("sensitivity.csv", sensitivity);
  if (!s.groups.empty())
    files.emplace_back("groups.csv", groups);
  if (!s.differences.empty())
    files.emplace_back("differences.csv", differences);
  return files;
}

}  // namespace spondyl::sweep
