// `spondyl calibrate`: fits the knobs of models/calibration to the calibration rows of models/validation and writes the
// file of parameters that the program ships with.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "study/calibration_model.hpp"
#include "study/least_squares.hpp"

namespace spondyl::study {

struct CalibrationOptions {
  spine::Resolution resolution = spine::Resolution::interactive;
  int threads = 1;
  std::function<void(int evaluation, double misfit)> on_evaluated = {};  ///< after each candidate that stands alone
};

struct Calibration {
  std::vector<ValidationRow> rows;
  LeastSquaresFit fit;
  Eigen::VectorXd rotations_before, rotations_after;  ///< deg, of the rows
};

/// Starts from the published values. The same bits for any number of threads and in every run.
Calibration calibrate(const core::ParameterTable& published, const CalibrationPlan& plan,
                      const std::vector<ValidationRow>& rows, const CalibrationOptions& options,
                      const ExperimentProgress& progress = {});

/// Change of every calibration rotation (deg) for a change of each knob by one per cent of its factor (offsets: by one
/// hundredth of their deviation), times 100; at the published values. Columns are knobs.
struct Sensitivities {
  std::vector<ValidationRow> rows;
  Eigen::VectorXd rotations;    ///< deg
  Eigen::MatrixXd derivatives;  ///< d rotation (deg) / d ln factor; of offsets: per unit of the parameter
};
/// Nothing when stopped; throws core::Error if the published spine does not converge.
std::optional<Sensitivities> sensitivities(const core::ParameterTable& published, const CalibrationPlan& plan,
                                           const std::vector<ValidationRow>& rows, const CalibrationOptions& options,
                                           const ExperimentProgress& progress = {});

/// A table for people.
std::string sensitivity_table(const Sensitivities& sensitivities, const CalibrationPlan& plan);
std::string calibration_table(const Calibration& calibration, const CalibrationPlan& plan);

}  // namespace spondyl::study
