#include "plim/theory/fresh_loss.hpp"

#include <cmath>
#include <limits>

#include "plim/core/real.hpp"
#include "plim/views/functionals.hpp"
#include "plim/views/sparse_counts.hpp"

namespace plim {
namespace {

/// Of a list of classes, which stand for numbers or else for their place.
LawPoints points_of_classes(const Population& population) {
  LawPoints points;
  const std::span<const double> p = population.probabilities();
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (p[k] <= 0) continue;
    const double x = population.class_number(k);
    points.x.push_back(std::isnan(x) ? static_cast<double>(k) : x);
    points.weight.push_back(p[k]);
  }
  return points;
}

/// Of a density on [low, high], placed by mean and sd as far as the population says them.
Outcome<LawPoints> points_between(const Population& population, double low, double high) {
  const double mean = population.truth(functional::mean, 0).value_or(not_given),
               sd = population.truth(functional::sd, 0).value_or(not_given),
               end = std::isinf(low) ? high : low;
  const double centre = std::isfinite(mean) ? mean : 0, scale = std::isinf(end) ? sd : std::fabs(mean - end);
  return points_of_density([&population](double x) { return population.log_density(x); }, low, high, centre,
                           scale > 0 && scale < infinity ? scale : 1);
}

Outcome<LawPoints> points_of_density(const Population& population) {
  const Support support = population.support();
  const bool may_be_unsaid = std::isinf(support.lower) && std::isinf(support.upper);
  const Outcome<LawPoints> points = points_between(population, support.lower, support.upper);
  if (points || !may_be_unsaid) return points;
  // Of a family that does not say where it lies; its mass tells if this is right.
  for (const double high : {infinity, 1.0}) {
    if (const Outcome<LawPoints> within = points_between(population, 0, high)) return within;
  }
  return points;
}

Outcome<LawPoints> points_of_integers(const Population& population) {
  const Support support = population.support();
  return points_of_mass([&population](double k) { return population.log_density(k); }, support.lower,
                        support.upper);
}

/// The mean of ln q over a law; NaN where what quadrature cannot see is not negligible.
class MeanLogDensity {
 public:
  MeanLogDensity(const Law& q, const LawPoints& points) : q_(q), points_(points) {}

  double operator()() const {
    const std::size_t size = points_.x.size(), others = points_.others;
    if (others == 0) {
      const double all = sum(0, size);
      if (!std::isfinite(all)) return all;
      return is_seen(points_.cut_below, 0) && is_seen(points_.cut_above, size - 1) ? all : not_given;
    }
    const double one = sum(0, others), other = sum(others, size), mean = one + other;
    if (!std::isfinite(mean)) return mean;
    const bool seen = is_small(one - other, allowed_error, mean) && is_seen(true, 0) &&
                      is_seen(true, others - 1) && is_seen(true, others) && is_seen(true, size - 1);
    return seen ? mean : not_given;
  }

 private:
  static constexpr double allowed_error = 1e-5, allowed_rest = 1e-9;
  static bool is_small(double x, double share, double of) {
    return std::fabs(x) <= share * (1 + std::fabs(of));
  }
  double sum(std::size_t first, std::size_t last) const {
    const std::span<const double> x(points_.x), weight(points_.weight);
    return q_.mean_log_density({1, x.subspan(first, last - first), weight.subspan(first, last - first)});
  }
  /// True if the point is no edge, or so far out that what lies beyond adds nothing.
  bool is_seen(bool edge, std::size_t point) const {
    return !edge || std::fabs(points_.weight[point] * q_.log_density(points_.x[point])) <= allowed_rest;
  }

  const Law& q_;
  const LawPoints& points_;
};

}  // namespace

Outcome<LawPoints> points_of(const Population& population) {
  if (population.draws_law())
    return Refusal{"needs one law, but " + population.readable() + " draws a law for every replicate"};
  if (!population.probabilities().empty()) return points_of_classes(population);
  if (population.family().empty())
    return Refusal{"needs the law of the population, and that of " + population.readable() + " is not known"};
  const bool integers = wants<SparseCounts>(population.views(RouteKind::draws));
  Outcome<LawPoints> points = integers ? points_of_integers(population) : points_of_density(population);
  if (!points)
    return Refusal{"needs a law " + points.reason() + ", and " + population.readable() + " is none"};
  return points;
}

Outcome<NumericFreshLoss> NumericFreshLoss::bind(const LawFamily& family, const Population& population,
                                                 const Knowns& knowns) {
  const Outcome<NumericModel> model = NumericModel::bind(family, knowns);
  if (!model) return Refusal{model.reason()};
  const Outcome<LawPoints> points = points_of(population);
  if (!points) return Refusal{std::string(name) + " " + points.reason()};
  return NumericFreshLoss(*model, *points);
}

void NumericFreshLoss::estimate(const NumericFits::One& sample, workspace& w, const Address&,
                                const EstimateRef& out) const {
  out.status = sample.fit.status;
  if (!is_success(out.status)) return;
  prepare_law(w);
  out.status = Status::undefined;
  if (!model_.move(w, sample.fit.at)) return;
  const double mean = MeanLogDensity(*w.law, *points_)();
  if (mean == -infinity) {
    out.status = Status::infinite;
    out.out[0].value = infinity;
  }
  if (!std::isfinite(mean)) return;
  out.status = sample.fit.status;
  out.out[0].value = -mean;
}

template <>
std::optional<MeanM2::One> expected_statistic<MeanM2>(const Population& population) {
  const std::optional<double> mean = population.truth(functional::mean, 0),
                              variance = population.truth(functional::variance, 0);
  if (population.draws_law() || !mean || !variance) return std::nullopt;
  if (!std::isfinite(*mean)) return MeanM2::One{1, 0, infinity};
  return MeanM2::One{1, *mean, *variance};
}

template <>
std::optional<SampleMean::One> expected_statistic<SampleMean>(const Population& population) {
  const std::optional<double> mean = population.truth(functional::mean, 0);
  if (population.draws_law() || !mean) return std::nullopt;
  return SampleMean::One{1, *mean, population.support().lower, false};
}

}  // namespace plim
