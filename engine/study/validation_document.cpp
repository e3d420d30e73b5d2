#include "study/validation_document.hpp"

#include <set>

#include "core/version.hpp"
#include "study/validation_report.hpp"

namespace spondyl::study {
namespace {

// A bar would end the cell of a table.
std::string cell(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
    text.replace(at, 1, "\\|");
  return text;
}

std::string notes(const ValidationResult& r) {
  std::string text =
      r.row.use == RowUse::validation ? "" : std::string(row_use_names[static_cast<std::size_t>(r.row.use)]);
  if (r.row.is_required)
    text += text.empty() ? "required" : ", required";
  if (!r.value.reason.empty())
    text += (text.empty() ? "" : "; ") + r.value.reason;
  return text;
}

std::string group_table(const ValidationGroup& group) {
  std::string text = "## " + group.title + "\n\n";
  text +=
      "| level | quantity | load | published | n | accepted | ours | | source | "
      "|\n|---|---|---|---|---|---|---|---|---|---|\n";
  std::string outside;
  for (const ValidationResult* r : group.results) {
    const Published& p = r->row.published;
    const std::string said = verdict(*r);
    text += "| " + name(r->row.levels) + " | " + cell(r->row.quantity) + " | " + cell(load_text(r->row)) + " | " +
            published_text(p) + " | " + (p.n ? std::to_string(*p.n) : "") + " | " + accepted_text(r->row) + " | " +
            ours_text(*r) + " | " + (said == "OUTSIDE" ? "**outside**" : said) + " | " + p.source + ", " +
            std::string(core::name(p.confidence)) + " | " + cell(notes(*r)) + " |\n";
    if (r->inside() == false)
      outside += "- " + r->row.id + ": ours " + ours_text(*r) + ", accepted " + accepted_text(r->row) + ". " +
                 (r->row.explanation.empty() ? "No explanation was found." : r->row.explanation) + "\n";
  }
  return text + (outside.empty() ? "" : "\nOutside:\n\n" + outside) + "\n";
}

constexpr const char* how_to_read =
    "Each row asks the model for what somebody published. `published` is the mean with its standard deviation or its\n"
    "range, `accepted` what counts as inside: the published spread, or what the row states where there is none (docs "
    "of\n"
    "`models/validation/rows.toml`). Rows marked *calibration* were seen by the fit (docs/calibration.md) and judge\n"
    "nothing; *agreement* rows are made of both kinds; all others judge. *required* rows decide the exit status. Rows\n"
    "without spread are shown only. *primary*: read in the source; *secondary*: read in a work citing it; *recalled*:\n"
    "from memory, required only where a goal of the project says so. No row is left out because it is outside.\n\n"
    "An isolated unit (`fsu`) is the spine with bone in the place of every other disc; `disc` is a unit without\n"
    "ligaments and facets. Standing is a follower load along the spine, without muscles. Rotations count from the\n"
    "neutral state under the follower load. What the mesh does to the numbers: `mesh_convergence.md`\n"
    "(`spondyl validate --convergence --resolution fine --docs docs`). A model, not a forecast.\n\n";

}  // namespace

std::string validation_document(const Validation& validation, const ValidationData& data,
                                const std::vector<Plot>& plots, const core::ParameterTable& parameters,
                                const ValidationOptions& options) {
  std::string text = "# Validation\n\nWritten by `spondyl validate --docs docs`, not by hand. Program " +
                     std::string(core::version()) + ", " + std::string(name(options.resolution)) +
                     " mesh, parameters " + parameters.sha256().substr(0, 12) + ".\n\n";
  if (options.is_quick || options.pattern != "*")
    text += "**Only a part of the rows** (a quick run, or a pattern).\n\n";
  const ValidationSummary summary = summarize(validation.results);
  std::string lines = summary_text(summary);
  for (std::size_t at = lines.find('\n'); at != std::string::npos; at = lines.find('\n', at + 3))
    lines.replace(at, 1, "\n\n");
  text += lines + how_to_read;
  for (const Plot& plot : plots)
    text += "![" + plot.caption + "](validation/" + plot.file + ")\n\n" + plot.caption + "\n\n";
  for (const ValidationGroup& group : grouped(validation.results))
    text += group_table(group);

  std::set<std::string> used;
  for (const ValidationResult& result : validation.results)
    used.insert(result.row.published.source);
  text += "## Sources\n\n";
  for (const std::string& key : used)
    text += "- **" + key + "**: " + data.sources.at(key) + "\n";
  return text;
}

}  // namespace spondyl::study
