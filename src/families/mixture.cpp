#include "plim/families/mixture.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/law_points.hpp"
#include "plim/numeric/quadrature.hpp"
#include "plim/numeric/root.hpp"

namespace plim {
namespace {

/// ln(weight e^a + (1 - weight) e^b).
double log_mixed(double weight, double a, double b) {
  const double first = elementary::log(weight) + a, second = elementary::log1p(-weight) + b;
  const double most = std::fmax(first, second), least = std::fmin(first, second);
  return std::isfinite(most) ? most + elementary::log1p(elementary::exp(least - most)) : first + second;
}

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
double cross_entropy(const AnyLaw& law, const TwoLaws& mixture, double& error) {
  std::vector<double> ends;
  for (const Support& s : {mixture.first.support(), mixture.second.support()}) {
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

Support TwoLaws::support() const {
  const Support a = first.support(), b = second.support();
  return {std::fmin(a.lower, b.lower), std::fmax(a.upper, b.upper)};
}

double TwoLaws::log_density(double x) const {
  return log_mixed(weight, first.log_density(x), second.log_density(x));
}

double TwoLaws::cdf(double x) const { return weight * first.cdf(x) + (1 - weight) * second.cdf(x); }

double TwoLaws::complement(double x) const {
  return weight * first.complement(x) + (1 - weight) * second.complement(x);
}

double TwoLaws::log_cdf(double x) const { return log_mixed(weight, first.log_cdf(x), second.log_cdf(x)); }

double TwoLaws::log_complement(double x) const {
  return log_mixed(weight, first.log_complement(x), second.log_complement(x));
}

double TwoLaws::point_of_tail(double p, bool upper) const {
  const double a = upper ? first.complement_quantile(p) : first.quantile(p),
               b = upper ? second.complement_quantile(p) : second.quantile(p);
  if (a == b || !std::isfinite(a - b)) return a == b ? a : not_a_number;
  const double log_p = elementary::log(p);
  return root_between([&](double x) { return (upper ? log_complement(x) : log_cdf(x)) - log_p; },
                      std::fmin(a, b), std::fmax(a, b));
}

double TwoLaws::mean() const { return weight * first.mean() + (1 - weight) * second.mean(); }

double TwoLaws::central_moment(int order) const {
  const double centre = mean();
  double sum = 0;
  for (const AnyLaw* law : {&first, &second}) {
    const double d = law->mean() - centre, v = law->variance(), share = law == &first ? weight : 1 - weight;
    // A law that is one point has no skewness, and needs none.
    const double third = v == 0 ? 0 : v * std::sqrt(v) * law->skewness(),
                 fourth = v == 0 ? 0 : v * v * (law->excess_kurtosis() + 3);
    const double moment = order == 2   ? v + d * d
                          : order == 3 ? third + 3 * d * v + d * d * d
                                       : fourth + 4 * d * third + 6 * d * d * v + d * d * d * d;
    sum += share * moment;
  }
  return sum;
}

double TwoLaws::skewness() const { return central_moment(3) / (variance() * std::sqrt(variance())); }

double TwoLaws::excess_kurtosis() const { return central_moment(4) / (variance() * variance()) - 3; }

double TwoLaws::entropy() const {
  const auto log_f = [this](double x) { return log_density(x); };
  if (first.discrete()) {
    const Outcome<LawPoints> points = points_of_mass(log_f, support().lower, support().upper);
    return points ? entropy_of_points(*points, log_f) : not_a_number;
  }
  constexpr double tolerance = 1e-8;
  double error = 0;
  const double value =
      weight * cross_entropy(first, *this, error) + (1 - weight) * cross_entropy(second, *this, error);
  return error < tolerance ? value : not_a_number;
}

}  // namespace plim
