#include "plim/families/mixture.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/law_points.hpp"
#include "plim/numeric/quadrature.hpp"
#include "plim/numeric/root.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

/// The integral of f over tails (0, 1/2) of a law, cut where f may have a kink; `error` is raised to the
/// largest that is feared.
double integral_over_tails(const std::function<double(double)>& f, std::vector<double> cuts, double& error) {
  cuts.push_back(0);
  cuts.push_back(0.5);
  std::sort(cuts.begin(), cuts.end());
  double sum = 0;
  for (std::size_t i = 1; i < cuts.size(); ++i) {
    if (!(cuts[i - 1] >= 0 && cuts[i] <= 0.5 && cuts[i] > cuts[i - 1])) continue;
    const Integral part = integral_over(f, cuts[i - 1], cuts[i]);
    sum += part.value;
    error = std::fmax(error, part.error);
  }
  return sum;
}

/// -E ln f(X), X of one of the laws of the mixture.
double cross_entropy(const AnyLaw& law, const SeveralLaws& mixture, double& error) {
  std::vector<double> ends;
  for (const AnyLaw& part : mixture.laws) {
    const Support s = part.support();
    for (const double end : {s.lower, s.upper}) {
      if (std::isfinite(end)) ends.push_back(end);
    }
  }
  std::vector<double> below, above;
  for (const double end : ends) {
    below.push_back(law.cdf(end));
    above.push_back(law.complement(end));
  }
  const auto from_below = [&](double p) { return -mixture.log_density(law.quantile(p)); };
  const auto from_above = [&](double q) { return -mixture.log_density(law.complement_quantile(q)); };
  return integral_over_tails(from_below, below, error) + integral_over_tails(from_above, above, error);
}

}  // namespace

double SeveralLaws::sample(Variate& v) const {
  double rest = 1;
  for (std::size_t k = 0; k + 1 < laws.size(); ++k) {
    if (v.bernoulli(shares[k] / rest)) return laws[k].sample(v);
    rest -= shares[k];
  }
  return laws.back().sample(v);
}

Support SeveralLaws::support() const {
  Support hull = laws.front().support();
  for (const AnyLaw& law : laws) {
    const auto [lower, upper] = law.support();
    hull = {std::fmin(hull.lower, lower), std::fmax(hull.upper, upper)};
  }
  return hull;
}

/// ln of the sum of share e^(log of the part).
double SeveralLaws::log_mixed(double (AnyLaw::*log_part)(double) const, double x) const {
  double least = infinity, most = -infinity;
  CompensatedSum near_one, sum;  // of e^part - 1, where all parts are about 1
  for (std::size_t k = 0; k < laws.size(); ++k) {
    const double part = (laws[k].*log_part)(x);
    least = std::fmin(least, part);
    most = std::fmax(most, elementary::log(shares[k]) + part);
    near_one.add(shares[k] * elementary::expm1(part));
    if (std::isnan(part)) return part;
  }
  if (!std::isfinite(most)) return most;
  if (least > -1) return elementary::log1p(near_one.value());
  for (std::size_t k = 0; k < laws.size(); ++k)
    sum.add(elementary::exp(elementary::log(shares[k]) + (laws[k].*log_part)(x)-most));
  return most + elementary::log(sum.value());
}

double SeveralLaws::log_density(double x) const { return log_mixed(&AnyLaw::log_density, x); }

double SeveralLaws::log_cdf(double x) const { return log_mixed(&AnyLaw::log_cdf, x); }

double SeveralLaws::log_complement(double x) const { return log_mixed(&AnyLaw::log_complement, x); }

double SeveralLaws::cdf(double x) const {
  CompensatedSum sum;
  for (std::size_t k = 0; k < laws.size(); ++k) sum.add(shares[k] * laws[k].cdf(x));
  return sum.value();
}

double SeveralLaws::complement(double x) const {
  CompensatedSum sum;
  for (std::size_t k = 0; k < laws.size(); ++k) sum.add(shares[k] * laws[k].complement(x));
  return sum.value();
}

double SeveralLaws::least_point(double p, bool upper) const {
  double least = infinity;
  for (const AnyLaw& law : laws)
    least = std::fmin(least, upper ? law.complement_quantile(p) : law.quantile(p));
  return least;
}

double SeveralLaws::largest_point(double p, bool upper) const {
  double largest = -infinity;
  for (const AnyLaw& law : laws)
    largest = std::fmax(largest, upper ? law.complement_quantile(p) : law.quantile(p));
  return largest;
}

double SeveralLaws::point_of_tail(double p, bool upper) const {
  const double a = least_point(p, upper), b = largest_point(p, upper);
  if (a == b || !std::isfinite(a - b)) return a == b ? a : not_a_number;
  const double log_p = elementary::log(p);
  return root_between([&](double x) { return (upper ? log_complement(x) : log_cdf(x)) - log_p; }, a, b);
}

double SeveralLaws::mean() const {
  CompensatedSum sum;
  for (std::size_t k = 0; k < laws.size(); ++k) sum.add(shares[k] * laws[k].mean());
  return sum.value();
}

double SeveralLaws::central_moment(int order) const {
  const double centre = mean();
  CompensatedSum sum;
  for (std::size_t k = 0; k < laws.size(); ++k) {
    const AnyLaw& law = laws[k];
    const double d = law.mean() - centre, v = law.variance();
    // A law that is one point has no skewness, and needs none.
    const double third = v == 0 ? 0 : v * std::sqrt(v) * law.skewness(),
                 fourth = v == 0 ? 0 : v * v * (law.excess_kurtosis() + 3);
    const double moment = order == 2   ? v + d * d
                          : order == 3 ? third + 3 * d * v + d * d * d
                                       : fourth + 4 * d * third + 6 * d * d * v + d * d * d * d;
    sum.add(shares[k] * moment);
  }
  return sum.value();
}

double SeveralLaws::skewness() const { return central_moment(3) / (variance() * std::sqrt(variance())); }

double SeveralLaws::excess_kurtosis() const { return central_moment(4) / (variance() * variance()) - 3; }

double SeveralLaws::entropy() const {
  const auto log_f = [this](double x) { return log_density(x); };
  if (laws.front().discrete()) {
    const Outcome<LawPoints> points = points_of_mass(log_f, support().lower, support().upper);
    return points ? entropy_of_points(*points, log_f) : not_a_number;
  }
  constexpr double tolerance = 1e-8;
  double error = 0;
  CompensatedSum value;
  for (std::size_t k = 0; k < laws.size(); ++k) value.add(shares[k] * cross_entropy(laws[k], *this, error));
  return error < tolerance ? value.value() : not_a_number;
}

namespace {

Outcome<ComposedLaw> make_mixture(const std::vector<PartOfLaw>& parts, const Arguments&) {
  SeveralLaws several;
  CompensatedSum total;
  for (const PartOfLaw& part : parts) {
    several.laws.push_back(part.law);
    several.shares.push_back(part.arguments.real("weight"));
    total.add(several.shares.back());
  }
  for (double& share : several.shares) share /= total.value();
  const bool discrete = several.laws.front().discrete();
  for (std::size_t k = 0; k < parts.size(); ++k) {
    if (several.laws[k].discrete() != discrete)
      return Refusal{parts.front().name + " and " + parts[k].name +
                     " are of different kinds, but a mixture needs laws with densities or laws on integers"};
  }
  if (discrete) return ComposedLaw{AnyLaw(Mixture<true>{std::move(several)})};
  return ComposedLaw{AnyLaw(Mixture<false>{std::move(several)})};
}

}  // namespace

CompositeLaw mixture_law() {
  const Parameter weight{"weight", Domain::positive, "its weight among the parts", Value{1.0}};
  return {
      "mixture",
      "one of several laws of numbers, each drawn from by its weight",
      {},
      "",
      {weight},
      make_mixture,
      "its parts can change places, and it grows without end as one shrinks to an observation (Day 1969)"};
}

}  // namespace plim
