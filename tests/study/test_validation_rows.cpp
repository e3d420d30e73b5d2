// Rows of published comparisons: what is read, what is refused, what counts as inside, and what the fit may see.

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "error_of.hpp"
#include "study/validation_report.hpp"
#include "validation_fixture.hpp"

namespace {

using namespace spondyl;
using Catch::Contains;
using study::RowUse;
using study::ValidationRow;

ValidationRow only_row(const std::string& more) { return test::read_rows(test::row_text("A", more)).rows.at(0); }

TEST_CASE("a standard deviation, a range and one-sided bounds say what is inside", "[study][unit]") {
  const ValidationRow sd = only_row("centre = 4.0\nlow = 3.0\nhigh = 5.0\nspread = \"SD\"\naccept_sd = 1.5");
  CHECK(*study::is_inside(sd, 2.5));
  CHECK(*study::is_inside(sd, 5.5));
  CHECK_FALSE(*study::is_inside(sd, 2.49));
  CHECK_FALSE(*study::is_inside(sd, 5.51));

  const ValidationRow range = only_row("low = 3.0\nhigh = 5.0\nspread = \"range\"");
  CHECK(*study::is_inside(range, 3.0));
  CHECK_FALSE(*study::is_inside(range, 5.01));

  const ValidationRow above = only_row("low = 3.0\nspread = \"range\"");
  CHECK(*study::is_inside(above, 1e9));
  CHECK_FALSE(*study::is_inside(above, 2.9));

  const ValidationRow below = only_row("centre = 3.0\naccept_max = 4.0");
  CHECK(*study::is_inside(below, -1e9));
  CHECK_FALSE(*study::is_inside(below, 4.1));

  const ValidationRow percent = only_row("centre = 20.0\naccept_percent = 15");
  CHECK(*study::is_inside(percent, 17.0));
  CHECK_FALSE(*study::is_inside(percent, 23.1));

  CHECK_FALSE(study::is_inside(only_row("centre = 4.0"), 4.0).has_value());  // nothing to hold it against
  CHECK_FALSE(study::is_inside(sd, std::nullopt).has_value());
}

TEST_CASE("a required row fails outside and without a value", "[study][unit]") {
  const ValidationRow row = only_row("centre = 4.0\naccept_within = 1.0\nrequired = true");
  CHECK_FALSE(study::ValidationResult{row, {4.5, ""}}.is_failure());
  CHECK(study::ValidationResult{row, {5.5, ""}}.is_failure());
  CHECK(study::ValidationResult{row, {{}, "not converged"}}.is_failure());
}

TEST_CASE("a faulty row is refused with file, line and key", "[study][unit]") {
  struct Fault {
    std::string text, key, found;
    int line;
  };
  const std::string base = test::row_text("A", "");
  for (const Fault& fault :
       {Fault{base + "centre = \"x\"", "row.centre", "'x'", 12},
        Fault{base + "accept_sd = 1", "row.accept_sd", "a row without centre", 12},
        Fault{base + "centre = 1\naccept_sd = 1", "row.accept_sd", "standard deviation", 13},
        Fault{base + "required = true", "row.required", "true", 12},
        Fault{base + "low = 3\nhigh = 2\nspread = \"SD\"", "row.low", "3", 12},
        Fault{base + "low = 3", "row.spread", "none", 1},
        Fault{base + "relation = \"ratio\"", "row.reference", "no reference", 1},
        Fault{base + "centres = 3", "row.centres", "an unknown key", 12},
        Fault{base + "follower_N = -1", "row.follower_N", "-1", 12},
        Fault{test::row_text("A", "", "load_case = \"flexion\"\nlevel = \"L1-L2\"\n"), "row.moment_Nm", "0", 1},
        Fault{test::row_text("A", "", "load_case = \"flexion\"\nmoment_Nm = 1\nlevel = \"L2-L1\"\n"), "row.level",
              "L2-L1", 10}}) {
    CAPTURE(fault.text);
    const test::TemporaryFolder folder;
    const core::Error error = test::error_of([&] { test::read_rows(folder, fault.text); });
    CHECK(error.code() == core::ErrorCode::bad_input);
    CHECK(error.where().file == (folder.path() / "rows.toml").string());
    CHECK(error.where().line == fault.line);
    CHECK(error.where().key == fault.key);
    CHECK_THAT(error.what(), Contains(fault.found));
  }
  CHECK_THAT(test::error_of([&] { test::read_rows(base + base); }).what(), Contains("a second time"));
}

TEST_CASE("rows of L2-L3 and L4-L5 cannot be calibrated with", "[study][unit]") {
  const auto with_level = [](const std::string& level, const std::string& more = "") {
    return test::row_text("A", "centre = 4.0\nuse = \"calibration\"\n" + more,
                          "load_case = \"flexion\"\nmoment_Nm = 10\nlevel = \"" + level + "\"\n");
  };
  for (const std::string level : {"L1-L2", "L3-L4", "L5-S1"})
    CHECK(study::calibration_rows(test::read_rows(with_level(level)).rows).size() == 1);
  for (const std::string level : {"L2-L3", "L4-L5", "L1-L5"})
    CHECK_THAT(test::error_of([&] { test::read_rows(with_level(level)); }).what(), Contains("for calibration"));
  CHECK_THAT(test::error_of([&] { test::read_rows(with_level("L1-L2", "follower_N = 400\n")); }).what(),
             Contains("for calibration"));

  // A row that was read as one of validation and made one of calibration afterwards.
  std::vector<ValidationRow> rows = test::shipped_rows().rows;
  const auto held_out =
      std::find_if(rows.begin(), rows.end(), [](const ValidationRow& row) { return row.id == "YAM89_L4-L5_FL"; });
  REQUIRE(held_out != rows.end());
  held_out->use = RowUse::calibration;
  CHECK_THAT(test::error_of([&] { study::calibration_rows(rows); }).what(), Contains("YAM89_L4-L5_FL"));
}

TEST_CASE("the fit sees twelve rotations of Yamamoto 1989 and nothing else", "[study][unit]") {
  const auto rows = study::calibration_rows(test::shipped_rows().rows);
  CHECK(rows.size() == 12);
  for (const ValidationRow& row : rows) {
    CHECK(row.id.starts_with("YAM89_"));
    CHECK((row.levels.first.index == 0 || row.levels.first.index == 2 || row.levels.first.index == 4));
  }
}

TEST_CASE("evidence is never made of rows that were calibrated with", "[study][unit]") {
  const std::string seen = test::row_text("SEEN", "centre = 4.0\nuse = \"calibration\"");
  const std::string error_row = R"(measure = "mean_absolute_error"
of = ["SEEN"]
accept_max = 1)";
  CHECK_THAT(test::error_of([&] { test::read_rows(seen + test::row_text("MEAN", error_row)); }).what(),
             Contains("SEEN"));
  CHECK(test::read_rows(seen + test::row_text("MEAN", error_row + "\nuse = \"agreement\"")).rows.size() == 2);

  // Counted apart, whatever their values.
  const auto data = test::read_rows(seen + test::row_text("OTHER", "centre = 4.0\naccept_within = 1"));
  std::vector<study::ValidationResult> results;
  for (const ValidationRow& row : data.rows)
    results.push_back({row, {4.0, ""}});
  results[0].row.accepted = study::Interval{0, 1};  // outside
  const study::ValidationSummary summary = study::summarize(results);
  CHECK(summary.judging.inside == 1);
  CHECK(summary.judging.outside == 0);
  CHECK(summary.calibration.outside == 1);
}

TEST_CASE("recalled numbers are required only where a goal of the project says so", "[study][unit]") {
  for (const ValidationRow& row : test::shipped_rows().rows) {
    CAPTURE(row.id);
    if (row.is_required && row.published.confidence == core::Confidence::recalled)
      CHECK(row.id.starts_with("DRE14_PM_FE8_"));
    if (row.use == RowUse::calibration)
      CHECK_FALSE(row.is_required);
    if (row.published.centre && row.published.low)
      CHECK(*row.published.low <= *row.published.centre);
    if (row.published.centre && row.published.high)
      CHECK(*row.published.high >= *row.published.centre);
  }
}

TEST_CASE("every acceptance line that published numbers judge is a required row", "[study][unit]") {
  std::set<std::string> required;
  for (const ValidationRow& row : test::shipped_rows().rows) {
    if (row.is_required)
      required.insert(row.id);
  }
  for (const std::string id : {"YAM89_MEAN_ERROR_ALL",
                               "YAM89_MAX_ERROR_ALL",
                               "YAM89_MEAN_ERROR_JUDGING",
                               "YAM89_L1-L5_FL_derived_sum",
                               "YAM89_L1-L5_EX_derived_sum",
                               "YAM89_L1-L5_AR1_derived_sum",
                               "YAM89_L1-L5_LB1_derived_sum",
                               "NIO06_FL0_FL",
                               "NIO06_FL0_EX",
                               "NIO06_FL0_LB",
                               "NIO06_FL0_AR",
                               "DRE14_PM_FE8_FE",
                               "DRE14_PM_FE8_LB",
                               "DRE14_PM_FE8_AR",
                               "CURVE_FL",
                               "CURVE_EX",
                               "CURVE_LB",
                               "CURVE_AR",
                               "CURVE_EX_FL",
                               "HEU07C_DZ500",
                               "HEU07C_IDP500_0",
                               "DISC_P1000",
                               "WIL99_STAND",
                               "FOLLOWER_600_L4-L5",
                               "FOLLOWER_1200_L4-L5",
                               "FACET_SHARE_POOLED",
                               "FACET_FL_L4-L5",
                               "KET11_DEGEN_FE",
                               "KET11_DEGEN_LB"})
    CHECK(required.count(id) == 1);
}

}  // namespace
