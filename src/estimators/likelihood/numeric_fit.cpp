#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "plim/core/real.hpp"
#include "ridge.hpp"

namespace plim {
namespace {

constexpr std::size_t first_look = 32;  // observations that choose the start

/// The values of a start in the order of a mixed number.
Point start_point(const SampleLikelihood& likelihood, int number, const SampleScale& scale) {
  Point u{};
  for (std::size_t i = 0; i < likelihood.size(); ++i, number /= Coordinate::starts)
    u[i] = likelihood.coordinate(i).start(number % Coordinate::starts, scale);
  return u;
}

/// Where a search begins, and the mean log-likelihood there.
struct Start {
  Point u{};
  double value = -std::numeric_limits<double>::infinity();
};

int number_of_starts(const SampleLikelihood& likelihood) {
  int numbers = 1;
  for (std::size_t i = 0; i < likelihood.size(); ++i) numbers *= Coordinate::starts;
  return numbers;
}

/// True if more than one parameter would begin in the unit of a sample whose shapes and scales are told
/// apart: one of them is a shape.
bool mixes_units(const SampleLikelihood& likelihood, int number, const SampleScale& scale) {
  int in_unit = 0;
  for (std::size_t i = 0; i < likelihood.size(); ++i, number /= Coordinate::starts)
    in_unit += likelihood.coordinate(i).is_in_unit(number % Coordinate::starts) ? 1 : 0;
  return scale.centre && in_unit > 1;
}

Start best_start(SampleLikelihood& likelihood, const SampleScale& scale, std::size_t observations) {
  Start best;
  likelihood.look_at(observations);
  for (int number = 0; number < number_of_starts(likelihood); ++number) {
    if (mixes_units(likelihood, number, scale)) continue;
    const Point u = start_point(likelihood, number, scale);
    const double value = likelihood.value(u);
    if (value > best.value) best = {u, value};
  }
  likelihood.look_at(std::numeric_limits<std::size_t>::max());
  best.value = likelihood.value(best.u);
  return best;
}

/// True if the likelihood of the only parameter falls from that end of its domain on, and is no less there
/// than at the start.
bool is_maximum(SampleLikelihood& likelihood, double edge, const Start& start) {
  constexpr double little = 1e-6;
  const double inside = likelihood.theta(start.u)[0];
  const double value = likelihood.value_at({edge});
  return std::isfinite(value) && value >= start.value &&
         value >= likelihood.value_at({edge + little * (inside - edge)});
}

constexpr double long_way = 3;

/// The farthest that a coordinate went.
double move_of(const SampleLikelihood& likelihood, const Maximum& found, const Start& start) {
  double move = 0;
  for (std::size_t i = 0; i < likelihood.size(); ++i)
    move = std::fmax(move, std::fabs(found.at[i] - start.u[i]));
  return move;
}

/// True if the last quarter of a long way brought less than that: of the way of all coordinates, or of one.
bool brought_less(double little, SampleLikelihood& likelihood, const Maximum& found, const Start& start) {
  const auto is_flat = [&](const Point& back) {
    return std::fabs(found.value - likelihood.value(back)) < little;
  };
  if (!(move_of(likelihood, found, start) > long_way)) return false;
  Point all = found.at;
  for (std::size_t i = 0; i < likelihood.size(); ++i) {
    const double quarter = 0.25 * (found.at[i] - start.u[i]);
    Point one = found.at;
    one[i] -= quarter;
    all[i] -= quarter;
    if (std::fabs(quarter) > 0.25 * long_way && is_flat(one)) return true;
  }
  return is_flat(all);
}

/// True if there is no maximum but a level, also where rounding makes a maximum on the way to it.
bool has_levelled_off(SampleLikelihood& likelihood, const Maximum& found, const Start& start) {
  constexpr double flat = 1e-6, nearly_flat = 1e-3;
  if (brought_less(flat, likelihood, found, start)) return true;
  return found.converged && brought_less(nearly_flat, likelihood, found, start) &&
         ridge_at(likelihood, found) == Status::at_infinity;
}

/// Why a search that followed no ridge did not converge, as far as that can be told.
Status status_of(const SampleLikelihood& likelihood, const Maximum& found, const Start& start,
                 const SampleScale& scale) {
  constexpr double far = 8;
  if (likelihood.discrete()) return Status::undefined;
  const bool unbounded = move_of(likelihood, found, start) > far || (scale.constant && likelihood.size() > 1);
  return unbounded ? Status::unbounded : Status::undefined;
}

/// At a maximum the information about the parameters follows from that about the coordinates.
Matrix observed_information(SampleLikelihood& likelihood, const Maximum& found) {
  Matrix information = fine_hessian(likelihood, found.at, likelihood.size(), found.steps);
  for (std::size_t i = 0; i < likelihood.size(); ++i) {
    for (std::size_t j = 0; j < likelihood.size(); ++j)
      information[i][j] /=
          -likelihood.coordinate(i).slope(found.at[i]) * likelihood.coordinate(j).slope(found.at[j]);
  }
  return information;
}

NumericFit on_edge(SampleLikelihood& likelihood, const Point& theta) {
  return {theta, Status::boundary, likelihood.value_at(theta), {}};
}

/// True if the likelihood is the same wherever a search may begin.
bool is_level(SampleLikelihood& likelihood, const Start& best, const SampleScale& scale) {
  for (int number = 0; number < number_of_starts(likelihood); ++number) {
    if (likelihood.value(start_point(likelihood, number, scale)) != best.value) return false;
  }
  return true;
}

/// The value that most observations have.
double heaviest(const Observations::One& sample) {
  std::map<double, double> times;
  double most = 0, value = sample.x[0];
  for (std::size_t i = 0; i < sample.x.size(); ++i) {
    const double so_far = times[sample.x[i]] += sample.times.empty() ? 1 : sample.times[i];
    if (so_far <= most) continue;
    most = so_far;
    value = sample.x[i];
  }
  return value;
}

/// One search for the maximum of a sample's likelihood, by one scale.
class Search {
 public:
  Search(const Observations::One& sample, const SampleScale& scale, bool has_maximum)
      : sample_(sample), scale_(scale), has_maximum_(has_maximum) {}

  NumericFit from(SampleLikelihood& likelihood, const Start& start, bool observed) const {
    const Maximum found = maximise(likelihood, likelihood.size(), start.u, likelihood.box());
    const bool levelled_off = !has_maximum_ && has_levelled_off(likelihood, found, start);
    if (found.converged && !levelled_off) {
      NumericFit fit{likelihood.theta(found.at), Status::regular, found.value, {}};
      if (observed) fit.observed = observed_information(likelihood, found);
      return fit;
    }
    if (const std::optional<NumericFit> fit = at_an_edge(likelihood, found)) return *fit;
    if (levelled_off) return failed(Status::at_infinity);
    const std::optional<Status> ridge = has_maximum_ ? std::nullopt : ridge_at(likelihood, found);
    if (ridge) return failed(*ridge);
    if (grows_at_an_atom(likelihood)) return failed(Status::unbounded);
    return failed(status_of(likelihood, found, start, scale_));
  }

 private:
  static NumericFit failed(Status status) { return {{}, status, 0, {}}; }

  /// Where a parameter's domain has an end, and the likelihood is no less there.
  std::optional<NumericFit> at_an_edge(const SampleLikelihood& likelihood, const Maximum& found) const {
    for (std::size_t i = 0; i < likelihood.size(); ++i) {
      for (const bool upper : {false, true}) {
        const std::optional<double> edge = likelihood.coordinate(i).edge(upper);
        if (!edge) continue;
        SampleLikelihood rest = likelihood;
        rest.fix(i, *edge);
        const NumericFit fit = on_the_edge(rest);
        if (is_success(fit.status) && fit.mean_log_likelihood >= found.value) return fit;
      }
    }
    return std::nullopt;
  }

  /// Nonunique where the other parameters do not matter there: they then are where the search begins.
  NumericFit on_the_edge(SampleLikelihood& rest) const {
    if (rest.size() == 0) return on_edge(rest, rest.theta({}));
    const Start start = best_start(rest, scale_, sample_.x.size());
    if (!std::isfinite(start.value)) return failed(Status::undefined);
    if (is_level(rest, start, scale_)) return {rest.theta(start.u), Status::nonunique, start.value, {}};
    NumericFit fit = from(rest, start, false);
    if (fit.status == Status::regular) fit.status = Status::boundary;
    return fit;
  }

  /// True if the likelihood grows without end where a location is the value that most observations have.
  bool grows_at_an_atom(const SampleLikelihood& likelihood) const {
    if (likelihood.discrete() || likelihood.size() < 2) return false;
    for (std::size_t i = 0; i < likelihood.size(); ++i) {
      if (!likelihood.coordinate(i).is_line()) continue;
      SampleLikelihood rest = likelihood;
      rest.fix(i, heaviest(sample_));
      const Start start = best_start(rest, scale_, sample_.x.size());
      if (std::isfinite(start.value) && from(rest, start, false).status == Status::unbounded) return true;
    }
    return false;
  }

  const Observations::One& sample_;
  const SampleScale& scale_;
  bool has_maximum_;  // known before the search
};

/// True if an observation has an infinite density by one of some laws about the start: it is on an end of
/// the support, outside of what is open there.
bool is_outside(const NumericModel& model, NumericModel::Workspace& w, const SampleScale& scale) {
  if (w.law->discrete()) return false;
  for (unsigned number = 0; number < 1U << model.size(); ++number) {
    Point theta{};
    for (std::size_t i = 0; i < model.size(); ++i)
      theta[i] = w.coordinates[i].theta((number >> i & 1U) != 0 ? 0.7 : -0.7);
    if (!model.move(w, theta)) continue;
    if (w.law->log_density(scale.least) == infinity || w.law->log_density(scale.most) == infinity)
      return true;
  }
  return false;
}

/// Of values that large or that small a scale lies where coordinates end, which shows nothing of a maximum.
bool is_beyond_coordinates(const SampleScale& scale) {
  constexpr double small = 1e-280, large = 1e280;
  const double size = std::fmax(std::fabs(scale.least), std::fabs(scale.most));
  return !scale.constant && (size < small || size > large);
}

}  // namespace

NumericFit NumericModel::fit_by(const Observations::One& sample, const SampleScale& scale, Workspace& w,
                                bool observed) const {
  for (Coordinate& c : w.coordinates) c.set_scale(scale);
  if (is_outside(*this, w, scale)) return {{}, Status::invalid, 0, {}};
  SampleLikelihood likelihood(*this, w.coordinates, w, sample);
  Start start = best_start(likelihood, scale, first_look);
  if (!std::isfinite(start.value)) start = best_start(likelihood, scale, sample.x.size());
  if (start.value == infinity) return {{}, Status::unbounded, 0, {}};
  const auto at_infinity = size() == family_.parameters.size() ? family_.is_supremum_at_infinity : nullptr;
  const bool is_there = at_infinity != nullptr && at_infinity(sample);
  if (!std::isfinite(start.value)) return {{}, is_there ? Status::at_infinity : Status::invalid, 0, {}};
  for (const bool upper : {false, true}) {
    const std::optional<double> edge = size() == 1 ? coordinates_[0].edge(upper) : std::nullopt;
    if (edge && is_maximum(likelihood, *edge, start)) return on_edge(likelihood, {*edge});
  }
  if (is_there) return {{}, Status::at_infinity, 0, {}};
  return Search(sample, scale, at_infinity != nullptr).from(likelihood, start, observed);
}

NumericFit NumericModel::fit(const Observations::One& sample, Workspace& w, bool observed) const {
  if (sample.n == 0) return {{}, Status::empty, 0, {}};
  const SampleScale scale = scale_of(sample);
  if (!scale.finite || scale.least < support_.lower || scale.most > support_.upper)
    return {{}, Status::invalid, 0, {}};
  NumericFit fit = fit_by_scales(sample, scale, w, observed);
  if (fit.status == Status::unbounded && is_beyond_coordinates(scale)) fit.status = Status::undefined;
  return fit;
}

NumericFit NumericModel::fit_by_scales(const Observations::One& sample, const SampleScale& scale,
                                       Workspace& w, bool observed) const {
  NumericFit fit = fit_by(sample, scale, w, observed);
  const bool has_line = std::any_of(coordinates_.begin(), coordinates_.begin() + size(),
                                    [](const Coordinate& c) { return c.is_line(); });
  const bool by_scale = fit.status == Status::undefined || (has_line && fit.status == Status::unbounded);
  if (!by_scale) return fit;
  for (const SampleScale& other : other_scales(sample, scale)) {
    const NumericFit again = fit_by(sample, other, w, observed);
    if (is_success(again.status)) return again;
    if (fit.status == Status::undefined) fit = again;
  }
  return fit;
}

}  // namespace plim
