// The residuals of a calibration: for a few settings of the knobs, what the intact spine does where the calibration rows
// were measured. Candidates and their directions are solved side by side, one thread a solve.
#pragma once

#include <Eigen/Core>
#include <deque>
#include <optional>
#include <vector>

#include "fem/state.hpp"
#include "study/calibration_knob.hpp"
#include "study/experiment.hpp"
#include "study/validation_row.hpp"

namespace spondyl::study {

class CalibrationModel {
 public:
  /// `rows` as calibration_rows() passed them. Directions to the left stand for both sides: the shipped spine is its own
  /// mirror image.
  CalibrationModel(const core::ParameterTable& published, const CalibrationPlan& plan, std::vector<ValidationRow> rows,
                   spine::Resolution resolution, int threads, const ExperimentProgress& progress);

  /// Rotations (deg) of the rows, then how much too high (mm) each settled disc is in front and at the back, at each
  /// candidate (settings in deviations); nothing for one that did not converge, an
  /// empty list when stopped. A candidate near one whose states are known starts from these, which gives the same bits
  /// in every run, and the same rotations as a start from the unloaded spine to the tolerance of the solver.
  std::vector<std::optional<Eigen::VectorXd>> answers(const std::vector<Eigen::VectorXd>& candidates,
                                                      const Eigen::VectorXd* near);

  /// Answers turned into residuals: (ours - published) / deviation, errors of height / deviation, then the settings
  /// themselves, which are held near the published values as far as these scatter.
  Eigen::VectorXd residuals(const Eigen::VectorXd& answers, const Eigen::VectorXd& candidate) const;

  const std::vector<ValidationRow>& rows() const { return rows_; }

 private:
  struct Loaded {
    LoadCase load_case;
    double moment_Nm;
    std::optional<fem::State> state;  ///< nothing: not converged
    std::vector<double> rotations;    ///< of the levels, rad
    fem::Report report;
  };
  struct Solved {
    Eigen::VectorXd candidate;
    std::optional<fem::State> settled;
    Eigen::VectorXd height_errors;  ///< of the settled discs, front and back, mm
    std::vector<Loaded> loaded;
    fem::Report report;
  };
  class Batch;

  std::vector<Loaded> loads() const;
  const Solved* find(const Eigen::VectorXd& candidate) const;
  std::optional<Eigen::VectorXd> answers_of(const Solved& solved) const;

  const core::ParameterTable& published_;
  const CalibrationPlan& plan_;
  std::vector<ValidationRow> rows_;
  spine::Resolution resolution_;
  int threads_;
  const ExperimentProgress& progress_;
  std::deque<Solved> known_;  ///< the last ones that were solved alone
};

}  // namespace spondyl::study
