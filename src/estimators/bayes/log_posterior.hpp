#pragma once
#include "../likelihood/sample_likelihood.hpp"
#include "plim/estimators/bayes/posterior_model.hpp"

namespace plim {

/// 1/(n + 1) of the log posterior density of the coordinates.
class LogPosterior final : public Objective {
 public:
  LogPosterior(const PosteriorModel& model, const Observations::One& sample, NumericModel::Workspace& w);

  double scale() const noexcept { return static_cast<double>(sample_.n) + 1; }
  double value(const Point& u) override;
  /// True if the law there can give the sample.
  bool is_possible(const Point& u);
  const SampleLikelihood& likelihood() const noexcept { return likelihood_; }

 private:
  const PosteriorModel& model_;
  SampleLikelihood likelihood_;
  Observations::One sample_;
  NumericModel::Workspace& w_;
};

/// The best of some points from which a search may begin. Invalid: an observation that the law at none of
/// them can give. Undefined: the density is nowhere a number.
Status best_start(LogPosterior& f, const SampleScale& scale, Point& start);

}  // namespace plim
