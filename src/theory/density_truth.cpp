#include "plim/theory/density_truth.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/numeric/symmetric.hpp"
#include "plim/populations/density_pair.hpp"
#include "plim/populations/multivariate_normal.hpp"
#include "plim/theory/fresh_loss.hpp"
#include "plim/views/functionals.hpp"

namespace plim {
namespace {

std::optional<double> entropy_by_points(const Population& population) {
  if (population.family().empty() || !population.probabilities().empty()) return std::nullopt;
  const Outcome<LawPoints> points = points_of(population);
  if (!points) return std::nullopt;
  return entropy_of_points(*points, [&population](double x) { return population.log_density(x); });
}

/// The sum of weight f(x) over points; nothing where half of the points of a rule differ from the others or
/// what a rule cuts off is not small.
template <class F>
std::optional<double> mean_over(const LawPoints& points, F f) {
  constexpr double allowed_error = 1e-5, allowed_rest = 1e-9;
  const std::size_t size = points.x.size(), others = points.others;
  const auto term = [&](std::size_t i) {
    return points.weight[i] > 0 ? points.weight[i] * f(points.x[i]) : 0.0;
  };
  CompensatedSum one, other;
  for (std::size_t i = 0; i < size; ++i) {
    const double value = term(i);
    if (value == infinity) return infinity;
    (i < others ? one : other).add(value);
  }
  const double mean = one.value() + other.value();
  const auto small = [&](double x, double share) {
    return std::fabs(x) <= share * std::fmax(1, std::fabs(mean));
  };
  if (!std::isfinite(mean) || others == 0 || !small(one.value() - other.value(), allowed_error))
    return std::nullopt;
  for (const std::size_t end : {std::size_t{0}, others - 1, others, size - 1}) {
    if (!small(term(end), allowed_rest)) return std::nullopt;
  }
  return mean;
}

std::optional<double> kl_of_numbers(const Population& p, const Population& q) {
  const Outcome<LawPoints> points = points_of(p);
  if (!points) return std::nullopt;
  return mean_over(*points, [&](double x) { return p.log_density(x) - q.log_density(x); });
}

/// The covariances as a factor, and the mean.
struct NormalPoints {
  std::vector<double> mean;
  Cholesky covariance;
};
std::optional<NormalPoints> normal_points(const Population& law) {
  if (law.family() != MultivariateNormal::name) return std::nullopt;
  NormalPoints normal;
  const std::size_t d = *law.public_facts().dimension;
  std::vector<double> upper;
  for (std::size_t j = 0; j < d; ++j) normal.mean.push_back(*law.truth(functional::mean, j));
  for (std::size_t j = 0; j < triangle_size(d); ++j) upper.push_back(*law.truth(functional::covariance, j));
  normal.covariance = cholesky_of(upper, d);
  return normal;
}

/// x becomes L^-1 x.
void solve_by(const Cholesky& factor, std::vector<double>& x) {
  const std::size_t d = x.size();
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t k = 0; k < i; ++k) x[i] -= factor.lower[i * d + k] * x[k];
    x[i] /= factor.lower[i * d + i];
  }
}

std::optional<double> kl_of_points(const Population& first, const Population& second) {
  const std::optional<NormalPoints> p = normal_points(first), q = normal_points(second);
  if (!p || !q) return std::nullopt;
  const std::size_t d = p->mean.size();
  double sum = q->covariance.log_determinant() - p->covariance.log_determinant() - static_cast<double>(d);
  std::vector<double> column(d);
  for (std::size_t j = 0; j <= d; ++j) {  // of the factor of p, and the shift
    for (std::size_t i = 0; i < d; ++i)
      column[i] = j < d ? p->covariance.lower[i * d + j] : p->mean[i] - q->mean[i];
    solve_by(q->covariance, column);
    for (const double x : column) sum += x * x;
  }
  return 0.5 * sum;
}

}  // namespace

std::optional<double> truth_by_density(const Population& population, std::string_view estimand) {
  const auto* pair = dynamic_cast<const DensityPair*>(&population);
  if (pair == nullptr) return estimand == functional::entropy ? entropy_by_points(population) : std::nullopt;
  if (estimand != functional::kl && estimand != functional::cross_entropy) return std::nullopt;
  const Population &p = pair->first(), &q = pair->second();
  const double kl =
      (p.public_facts().dimension ? kl_of_points(p, q) : kl_of_numbers(p, q)).value_or(not_given);
  if (estimand == functional::kl) return kl;
  const std::optional<double> said = p.truth(functional::entropy, 0);
  return kl + (said ? *said : entropy_by_points(p).value_or(not_given));
}

}  // namespace plim
