// What studies of fusion and decompression have found, for the reader to hold beside what this model says. From
// models/published/fusion_effects.toml.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/parameter.hpp"
#include "study/experiment.hpp"

namespace spondyl::study {

struct Finding {
  std::string id;
  std::vector<std::string> families;  ///< "plif", "fusion", "laminectomy", ...
  std::string study_kind;             ///< "FE", "in_vitro", "in_vivo", "clinical"
  std::string operation, fused_levels, instrumentation, protocol, load_case, level, quantity;
  std::optional<double> before, after, change_percent, low, high, n;
  std::string direction;  ///< "increase", "decrease", "none", "mixed"
  std::string source;
  core::Confidence confidence = core::Confidence::recalled;
  std::string note;
};

/// All findings and the references of their sources. Throws core::Error naming file, line and key.
struct PublishedFindings {
  std::vector<Finding> findings;
  std::vector<std::pair<std::string, std::string>> sources;  ///< key, reference
};
PublishedFindings read_findings(const std::filesystem::path& models);

/// The mechanical findings nearest to what the plan does, the nearest first, at most `count` and two of a
/// source.
std::vector<Finding> nearest_findings(const PublishedFindings& published, const Plan& plan, std::size_t count);

/// How far apart studies are in what they give for the levels beside such an operation, in whatever motion.
struct PublishedSpread {
  double low = 0, high = 0;  ///< change against intact, per cent
  std::size_t n_studies = 0;
};
/// By the quantity of the findings ("ROM", "annulus_stress", ...), where a study of the plan's kind of operation gives a
/// figure; of studies under this protocol alone (the same motion may be held in either way), by default of all.
std::map<std::string, PublishedSpread> published_spreads(const PublishedFindings& published, const Plan& plan,
                                                         std::optional<Protocol> protocol = std::nullopt);

/// The nearest findings in words: what was measured, where, and how far apart the studies of this kind of operation are.
std::string findings_text(const PublishedFindings& published, const Plan& plan);

}  // namespace spondyl::study
