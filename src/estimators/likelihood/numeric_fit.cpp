#include <cmath>
#include <limits>

#include "sample_likelihood.hpp"

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

Start best_start(SampleLikelihood& likelihood, const SampleScale& scale, std::size_t observations) {
  Start best;
  int numbers = 1;
  for (std::size_t i = 0; i < likelihood.size(); ++i) numbers *= Coordinate::starts;
  likelihood.look_at(observations);
  for (int number = 0; number < numbers; ++number) {
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

/// The end of a domain that a search which did not converge went to; its coordinate.
struct Edge {
  std::size_t coordinate;
  double theta;
};

std::optional<Edge> edge_reached(const SampleLikelihood& likelihood, const Maximum& found,
                                 const Start& start) {
  constexpr double far = 8;
  for (std::size_t i = 0; i < likelihood.size(); ++i) {
    const double went = found.at[i] - start.u[i];
    if (std::fabs(went) < far) continue;
    if (const auto edge = likelihood.coordinate(i).edge(went > 0)) return Edge{i, *edge};
  }
  return std::nullopt;
}

/// Why a search did not converge, as far as that can be told.
Status status_of(SampleLikelihood& likelihood, const Maximum& found, const Start& start,
                 const SampleScale& scale) {
  constexpr double far = 8, flat = 1e-6;
  double move = 0;
  Point back = found.at;
  for (std::size_t i = 0; i < likelihood.size(); ++i) {
    move = std::fmax(move, std::fabs(found.at[i] - start.u[i]));
    back[i] = found.at[i] - 0.25 * (found.at[i] - start.u[i]);
  }
  if (scale.constant && likelihood.size() > 1) return Status::unbounded;
  if (move > 3 && std::fabs(found.value - likelihood.value(back)) < flat) return Status::at_infinity;
  return move > far ? Status::unbounded : Status::undefined;
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

NumericFit search(SampleLikelihood& likelihood, const Start& start, const SampleScale& scale, bool observed) {
  const Maximum found = maximise(likelihood, likelihood.size(), start.u, likelihood.box());
  if (found.converged) {
    NumericFit fit{likelihood.theta(found.at), Status::regular, found.value, {}};
    if (observed) fit.observed = observed_information(likelihood, found);
    return fit;
  }
  const std::optional<Edge> edge = edge_reached(likelihood, found, start);
  if (!edge) return {{}, status_of(likelihood, found, start, scale), 0, {}};
  likelihood.fix(edge->coordinate, edge->theta);
  if (likelihood.size() == 0) return on_edge(likelihood, likelihood.theta({}));
  const Start again = best_start(likelihood, scale, std::numeric_limits<std::size_t>::max());
  if (!std::isfinite(again.value)) return {{}, Status::undefined, 0, {}};
  NumericFit fit = search(likelihood, again, scale, false);
  if (fit.status == Status::regular) fit.status = Status::boundary;
  return fit;
}

}  // namespace

NumericFit NumericModel::fit(const Observations::One& sample, Workspace& w, bool observed) const {
  if (sample.n == 0) return {{}, Status::empty, 0, {}};
  const SampleScale scale = scale_of(sample);
  if (!scale.finite) return {{}, Status::invalid, 0, {}};
  for (Coordinate& c : w.coordinates) c.set_scale(scale);
  SampleLikelihood likelihood(*this, w.coordinates, w, sample);
  Start start = best_start(likelihood, scale, first_look);
  if (!std::isfinite(start.value)) start = best_start(likelihood, scale, sample.x.size());
  if (start.value == std::numeric_limits<double>::infinity()) return {{}, Status::unbounded, 0, {}};
  if (!std::isfinite(start.value)) return {{}, Status::invalid, 0, {}};
  for (const bool upper : {false, true}) {
    const std::optional<double> edge = size() == 1 ? coordinates_[0].edge(upper) : std::nullopt;
    if (edge && is_maximum(likelihood, *edge, start)) return on_edge(likelihood, {*edge});
  }
  return search(likelihood, start, scale, observed);
}

}  // namespace plim
