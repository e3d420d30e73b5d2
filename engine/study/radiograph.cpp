#include "study/radiograph.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <map>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace spondyl::study {
namespace {

using core::Error;
using core::ErrorCode;
using core::Where;
using spine::Vertebra;

constexpr std::array<std::string_view, 4> body_corners{"superior_anterior", "superior_posterior", "inferior_anterior",
                                                       "inferior_posterior"};
constexpr std::array<std::string_view, 2> sacrum_corners{"anterior", "posterior"};
constexpr std::array<std::string_view, 4> mm_columns{"vertebra", "corner", "x_mm", "z_mm"};
constexpr std::array<std::string_view, 4> px_columns{"vertebra", "corner", "x_px", "y_px"};
constexpr std::array<std::string_view, 2> facings{"left", "right"};
// Depths of endplates that people have; the rest is a wrong scale.
constexpr double least_depth = 20, greatest_depth = 60;  // mm, median of eleven endplates
constexpr std::size_t max_file_size = std::size_t{1} << 20U;

std::span<const std::string_view> corners_of(Vertebra v) {
  return v == Vertebra::S1 ? std::span<const std::string_view>(sacrum_corners)
                           : std::span<const std::string_view>(body_corners);
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos)
    return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

std::vector<std::string> cells(const std::string& line, char separator) {
  std::vector<std::string> out;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, separator);) {
    cell = trimmed(cell);
    if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"')
      cell = trimmed(std::string_view(cell).substr(1, cell.size() - 2));
    out.push_back(cell);
  }
  while (!out.empty() && out.back().empty())
    out.pop_back();
  return out;
}

std::optional<double> number(std::string text, char separator) {
  if (separator != ',')
    std::replace(text.begin(), text.end(), ',', '.');
  double value = 0;
  const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

/// One row of the file, in its own axes.
struct Point {
  Eigen::Vector2d at;
  int line;
};

class Reader {
 public:
  explicit Reader(const std::filesystem::path& file) : file_(file.string()) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file))
      throw Error(ErrorCode::io, {.file = file_}, "no file that can be read", "a .csv file of corner points");
    std::string line;
    std::size_t size = 0;
    for (int number = 1; std::getline(stream, line); ++number) {
      size += line.size();
      if (size > max_file_size)
        throw Error(ErrorCode::bad_input, {.file = file_}, "more than 1 MiB", "the 22 corner points of one radiograph");
      if (number == 1 && line.starts_with("\xEF\xBB\xBF"))
        line.erase(0, 3);
      read_line(line, number);
    }
    if (columns_.empty())
      throw Error(ErrorCode::bad_input, {.file = file_}, "no header row", "vertebra,corner,x_mm,z_mm",
                  "the first row names the columns");
  }

  spine::SagittalPoints points() {
    check_complete();
    check_scale_is_given();
    const double sign = facing();
    const double up = is_pixels() ? -1 : 1;
    const auto at = [&](Vertebra v, std::string_view corner) {
      const Eigen::Vector2d p = points_.at({v, std::string(corner)}).at * mm_per_px_.value_or(1);
      return Eigen::Vector2d(sign * p.x(), up * p.y());
    };
    spine::SagittalPoints out;
    for (const Vertebra v : spine::all_vertebrae) {
      const auto i = static_cast<std::size_t>(v);
      if (v == Vertebra::S1) {
        out.superior[i] = {at(v, "anterior"), at(v, "posterior")};
      } else {
        out.superior[i] = {at(v, "superior_anterior"), at(v, "superior_posterior")};
        out.inferior[i] = {at(v, "inferior_anterior"), at(v, "inferior_posterior")};
      }
    }
    check_depths(out);
    for (const Vertebra v : spine::all_vertebrae)
      check_plates(out, v);
    for (const Vertebra v : spine::all_vertebrae) {
      if (v != Vertebra::S1)
        check_order(out.inferior_of(v), out.superior_of(v), std::string(name(v)), line_of(v));
    }
    for (const spine::Level level : spine::all_levels) {
      check_order(out.superior_of(lower(level)), out.inferior_of(upper(level)), std::string(name(level)),
                  line_of(upper(level)));
    }
    return out;
  }

  Where where(Vertebra v) const { return {.file = file_, .line = line_of(v), .key = std::string(name(v))}; }

 private:
  void read_line(const std::string& line, int number) {
    const std::string text = trimmed(line);
    if (text.find_first_not_of(",;\t ") == std::string::npos)
      return;
    if (text.front() == '#' || text.starts_with("\"#")) {
      read_comment(text, number);
    } else if (columns_.empty()) {
      read_header(line, number);
    } else {
      read_point(line, number);
    }
  }

  /// "# mm_per_px = 0.21" and "# facing = right" are settings, all else is a remark.
  void read_comment(const std::string& text, int line) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos)
      return;
    const std::string key = trimmed(std::string_view(text).substr(0, equals));
    std::string value = trimmed(std::string_view(text).substr(equals + 1));
    while (!value.empty() && (value.back() == ',' || value.back() == ';' || value.back() == '"'))
      value.pop_back();
    value = trimmed(value);
    const Where where{.file = file_, .line = line, .key = "mm_per_px"};
    if (key.ends_with("mm_per_px")) {
      mm_per_px_ = number(value, ';');  // a decimal comma is welcome here
      if (!mm_per_px_ || !(*mm_per_px_ > 0))
        throw Error(ErrorCode::bad_input, where, "'" + value + "'", "a number above 0: millimeters per pixel");
    } else if (key.ends_with("facing")) {
      if (std::find(facings.begin(), facings.end(), value) == facings.end()) {
        throw Error(ErrorCode::bad_input, {.file = file_, .line = line, .key = "facing"}, "'" + value + "'",
                    core::listing(facings), core::suggestion(value, facings));
      }
      faces_left_ = value == "left";
    }
  }

  void read_header(const std::string& line, int row) {
    for (const char candidate : {',', ';', '\t'}) {
      if (line.find(candidate) != std::string::npos && cells(line, candidate).size() >= 4) {
        separator_ = candidate;
        break;
      }
    }
    columns_ = cells(line, separator_);
    for (const auto& wanted : {mm_columns, px_columns}) {
      if (std::is_permutation(columns_.begin(), columns_.end(), wanted.begin(), wanted.end()))
        return;
    }
    std::string found;
    for (const std::string& column : columns_)
      found += (found.empty() ? "" : ",") + column;
    throw Error(ErrorCode::bad_input, {.file = file_, .line = row, .key = "header"}, "'" + found + "'",
                "vertebra,corner,x_mm,z_mm or vertebra,corner,x_px,y_px", "the first row names the four columns");
  }

  bool is_pixels() const { return std::find(columns_.begin(), columns_.end(), "x_px") != columns_.end(); }

  std::string cell(const std::vector<std::string>& row, std::string_view column) const {
    const auto at = std::find(columns_.begin(), columns_.end(), column) - columns_.begin();
    return at < std::ssize(row) ? row[static_cast<std::size_t>(at)] : "";
  }

  void read_point(const std::string& text, int line) {
    const std::vector<std::string> row = cells(text, separator_);
    const Where where{.file = file_, .line = line};
    if (row.size() > columns_.size())
      throw Error(ErrorCode::bad_input, where, std::to_string(row.size()) + " cells", "4 cells, as the header has");
    const std::string vertebra = cell(row, "vertebra"), corner = cell(row, "corner");
    const auto v = std::find(spine::vertebra_names.begin(), spine::vertebra_names.end(), vertebra);
    if (v == spine::vertebra_names.end()) {
      throw Error(ErrorCode::bad_input, {file_, line, "vertebra"}, "'" + vertebra + "'",
                  core::listing(spine::vertebra_names), core::suggestion(vertebra, spine::vertebra_names));
    }
    const auto number_of_v = static_cast<Vertebra>(v - spine::vertebra_names.begin());
    const auto corners = corners_of(number_of_v);
    if (std::find(corners.begin(), corners.end(), corner) == corners.end()) {
      throw Error(ErrorCode::bad_input, {file_, line, vertebra + " corner"}, "'" + corner + "'", core::listing(corners),
                  core::suggestion(corner, corners));
    }
    const Eigen::Vector2d at{coordinate(row, is_pixels() ? "x_px" : "x_mm", vertebra + " " + corner, line),
                             coordinate(row, is_pixels() ? "y_px" : "z_mm", vertebra + " " + corner, line)};
    const auto [first, is_new] = points_.emplace(std::pair{number_of_v, corner}, Point{at, line});
    if (!is_new) {
      throw Error(ErrorCode::bad_input, {file_, line, vertebra + " " + corner},
                  "a second such point (the first is on line " + std::to_string(first->second.line) + ")",
                  "each corner once");
    }
  }

  double coordinate(const std::vector<std::string>& row, std::string_view column, const std::string& point,
                    int line) const {
    const std::string text = cell(row, column);
    const auto value = number(text, separator_);
    if (!value) {
      throw Error(ErrorCode::bad_input, {file_, line, point + " " + std::string(column)},
                  text.empty() ? "an empty cell" : "'" + text + "'", "a finite number");
    }
    return *value;
  }

  void check_complete() const {
    for (const Vertebra v : spine::all_vertebrae) {
      for (const std::string_view corner : corners_of(v)) {
        if (points_.contains({v, std::string(corner)}))
          continue;
        throw Error(ErrorCode::bad_input, {.file = file_, .key = std::string(name(v))},
                    "no " + std::string(corner) + " corner of " + std::string(name(v)),
                    "four corners of each of L1 to L5 and two of S1",
                    "add the row " + std::string(name(v)) + "," + std::string(corner) + ",...");
      }
    }
  }

  void check_scale_is_given() const {
    if (is_pixels() == mm_per_px_.has_value())
      return;
    throw Error(ErrorCode::bad_input, {.file = file_, .key = "mm_per_px"},
                mm_per_px_ ? "a scale for coordinates in mm" : "pixels without a scale",
                mm_per_px_ ? "a scale only with the columns x_px and y_px" : "a row such as # mm_per_px = 0.21");
  }

  /// 1 if forward is towards greater x in the file, -1 otherwise: stated, or as the corners say.
  double facing() const {
    if (faces_left_)
      return *faces_left_ ? -1 : 1;
    double forward = 0;
    for (const auto& [which, point] : points_)
      forward += which.second.ends_with("anterior") ? point.at.x() : -point.at.x();
    return forward < 0 ? -1 : 1;
  }

  int line_of(Vertebra v, bool is_superior = true) const {
    return points_.at({v, v == Vertebra::S1 ? "anterior"
                          : is_superior     ? "superior_anterior"
                                            : "inferior_anterior"})
        .line;
  }

  void check_depths(const spine::SagittalPoints& points) const {
    std::vector<double> depths;
    for (const auto& plate : points.superior)
      depths.push_back((plate.anterior - plate.posterior).norm());
    for (const auto& plate : points.inferior)
      depths.push_back((plate.anterior - plate.posterior).norm());
    std::nth_element(depths.begin(), depths.begin() + std::ssize(depths) / 2, depths.end());
    const double median = depths[depths.size() / 2];
    if (median >= least_depth && median <= greatest_depth)
      return;
    throw Error(ErrorCode::bad_input, {.file = file_, .key = is_pixels() ? "mm_per_px" : "x_mm"},
                "endplates of L1 to S1 that are " + core::to_text(std::round(10 * median) / 10) +
                    " mm deep (the median of all)",
                core::to_text(least_depth) + " to " + core::to_text(greatest_depth) + " mm",
                "is the scale in millimeters per pixel?");
  }

  void check_plates(const spine::SagittalPoints& points, Vertebra v) const {
    const auto check = [&](const spine::PlateCorners& plate, bool is_superior) {
      if (plate.anterior.x() > plate.posterior.x())
        return;
      throw Error(ErrorCode::bad_input,
                  {file_, line_of(v, is_superior), std::string(name(v)) + (is_superior ? " superior" : " inferior")},
                  "an endplate of " + std::string(name(v)) + " whose anterior corner is behind its posterior one",
                  std::string("anterior corners towards the ") + (facing() < 0 ? "left" : "right") +
                      (faces_left_ ? ", as 'facing' says" : ", as those of most endplates"),
                  "are the two corners swapped?");
    };
    check(points.superior_of(v), true);
    if (v != Vertebra::S1)
      check(points.inferior_of(v), false);
  }

  /// The corners of a body or a disc go around it: each above its neighbor below, edges do not cross.
  void check_order(const spine::PlateCorners& below, const spine::PlateCorners& above, const std::string& what,
                   int line) const {
    const std::array<Eigen::Vector2d, 4> around{below.posterior, below.anterior, above.anterior, above.posterior};
    for (std::size_t k = 0; k < 4; ++k) {
      const Eigen::Vector2d a = around[(k + 1) % 4] - around[k], b = around[(k + 2) % 4] - around[(k + 1) % 4];
      if (a.x() * b.y() - a.y() * b.x() > 0)
        continue;
      throw Error(
          ErrorCode::bad_input, {file_, line, what},
          "corners of " + what + " that are in the wrong order or whose edges cross",
          "an upper endplate above the lower one, in front and behind",
          is_pixels() ? "are corners swapped? y_px counts downwards" : "are corners swapped? z_mm counts upwards");
    }
  }

  std::string file_;
  std::vector<std::string> columns_;
  char separator_ = ',';
  std::optional<double> mm_per_px_;
  std::optional<bool> faces_left_;
  std::map<std::pair<Vertebra, std::string>, Point> points_;
};

}  // namespace

spine::SagittalPoints read_radiograph(const std::filesystem::path& file) { return Reader(file).points(); }

std::vector<spine::Measure> radiograph_measures(const std::filesystem::path& file) {
  Reader reader(file);
  std::vector<spine::Measure> measures = spine::measures_of(reader.points());
  for (spine::Measure& m : measures) {
    for (const Vertebra v : spine::all_vertebrae) {
      if (m.path.find(name(v)) == std::string::npos)
        continue;
      m.where = reader.where(v);
      m.where.key = m.path;
      break;  // of a level: its upper vertebra
    }
  }
  return measures;
}

}  // namespace spondyl::study
