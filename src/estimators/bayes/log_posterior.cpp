#include "log_posterior.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

LogPosterior::LogPosterior(const PosteriorModel& model, const Observations::One& sample,
                           NumericModel::Workspace& w)
    : model_(model), likelihood_(model.likelihood(), w.coordinates, w, sample), sample_(sample), w_(w) {}

double LogPosterior::value(const Point& u) {
  const Point theta = likelihood_.theta(u);
  if (!model_.likelihood().move(w_, theta)) return -infinity;
  double sum = sample_.n == 0 ? 0.0 : static_cast<double>(sample_.n) * w_.law->mean_log_density(sample_);
  for (std::size_t i = 0; i < likelihood_.size(); ++i)
    sum += model_.prior(i).log_density(theta[i]) + elementary::log(likelihood_.coordinate(i).slope(u[i]));
  return sum / scale();
}

bool LogPosterior::is_possible(const Point& u) {
  if (!model_.likelihood().move(w_, likelihood_.theta(u))) return false;
  return sample_.n == 0 || w_.law->mean_log_density(sample_) > -infinity;
}

Status best_start(LogPosterior& f, const SampleScale& scale, Point& start) {
  double best = -infinity;
  bool possible = false;
  const std::size_t size = f.likelihood().size();
  int starts = 1;
  for (std::size_t i = 0; i < size; ++i) starts *= Coordinate::starts;
  for (int number = 0; number < starts; ++number) {
    Point u{};
    int rest = number;
    for (std::size_t i = 0; i < size; ++i, rest /= Coordinate::starts)
      u[i] = f.likelihood().coordinate(i).start(rest % Coordinate::starts, scale);
    const double value = f.value(u);
    possible = possible || f.is_possible(u);
    if (value > best) {
      best = value;
      start = u;
    }
  }
  if (!possible) return Status::invalid;
  return std::isfinite(best) ? Status::regular : Status::undefined;
}

}  // namespace plim
