#include <algorithm>
#include <cmath>

#include "plim/estimators/entropy/bub.hpp"
#include "plim/numeric/binomial_mass.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

/// x -> -x ln x.
double surprise(double x) { return x > 0 ? -x * elementary::log(x) : 0.0; }

double binomial_mass(double k, double n, double p) {
  if (p <= 0 || p >= 1) return k == (p <= 0 ? 0 : n) ? 1 : 0;
  return elementary::exp(binomial_log_mass(k, n, p, 1 - p, k - n * p));
}

/// Solves `a: [size][size]` x = b by elimination with row pivots; both are used up, b becomes x.
void eliminate(std::vector<double>& a, std::vector<double>& b) {
  const std::size_t size = b.size();
  for (std::size_t i = 0; i < size; ++i) {
    std::size_t pivot = i;
    for (std::size_t r = i + 1; r < size; ++r) {
      if (std::fabs(a[r * size + i]) > std::fabs(a[pivot * size + i])) pivot = r;
    }
    std::swap_ranges(&a[i * size], &a[i * size] + size, &a[pivot * size]);
    std::swap(b[i], b[pivot]);
    for (std::size_t r = i + 1; r < size; ++r) {
      const double share = a[r * size + i] / a[i * size + i];
      for (std::size_t c = i; c < size; ++c) a[r * size + c] -= share * a[i * size + c];
      b[r] -= share * b[i];
    }
  }
  for (std::size_t i = size; i-- > 0;) {
    for (std::size_t c = i + 1; c < size; ++c) b[i] -= a[i * size + c] * b[c];
    b[i] /= a[i * size + i];
  }
}

/// Masses of the counts 0 .. top at the probabilities of a mesh: `mass: [top + 1][mesh]`.
struct BinomialMesh {
  BinomialMesh(double n, std::vector<double> mesh, std::size_t top) : p(std::move(mesh)), mass(top + 1) {
    for (std::size_t k = 0; k <= top; ++k) {
      for (const double x : p) mass[k].push_back(binomial_mass(static_cast<double>(k), n, x));
    }
  }
  double product(std::size_t j, std::size_t k) const {
    double sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i) sum += mass[j][i] * mass[k][i];
    return sum;
  }
  double product(std::size_t j, const std::vector<double>& values) const {
    double sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i) sum += mass[j][i] * values[i];
    return sum;
  }

  std::vector<double> p;
  std::vector<std::vector<double>> mass;
};

/// K^2 times the products of the masses, and n times the squared differences of neighbours: what the first
/// `size` coefficients minimise, the ends of the chain being free.
std::vector<double> normal_matrix(const BinomialMesh& mesh, std::size_t size, double n, double K) {
  std::vector<double> matrix(size * size);
  for (std::size_t j = 0; j < size; ++j) {
    for (std::size_t k = 0; k < size; ++k) {
      const double chain = j == k ? (j == 0 || j + 1 == size ? 1 : 2) : j + 1 == k || k + 1 == j ? -1 : 0;
      matrix[j * size + k] = K * K * mesh.product(j, k) + n * chain;
    }
  }
  return matrix;
}

/// Miller and Madow's coefficient of the count c, and what it has more than that of c - 1, c >= 1.
double miller_madow(double c, double n) { return surprise(c / n) + 0.5 * (1 - c / n) / n; }
double miller_madow_step(double c, double n) {
  const double logs = elementary::log(c / n) - (c > 1 ? (c - 1) * elementary::log1p(-1 / c) : 0);
  return -(logs + 0.5 / n) / n;
}

/// Sum of (c/n) (a_c - a_(c-1))^2 P(c) for counts above `fitted`, whose coefficients are Miller and Madow's,
/// at the probabilities of a mesh: of the counts within 12 standard deviations, and of many every few, the
/// trapezoidal rule with a step of a quarter of a standard deviation being exact to e^(-2 pi^2 16).
std::vector<double> frequent_variance(const std::vector<double>& p, double n, double fitted, double top) {
  std::vector<double> sums;
  for (const double x : p) {
    const double sd = std::sqrt(n * x * (1 - x)), reach = 12 * sd + 80,
                 stride = std::fmax(1, std::floor(sd / 4));
    double sum = 0;
    for (double c = std::fmax(fitted + 1, std::floor(n * x - reach)); c <= std::fmin(top, n * x + reach);
         c += stride) {
      const double step = miller_madow_step(c, n);
      sum += c / n * step * step * binomial_mass(c, n, x);
    }
    sums.push_back(stride * sum);
  }
  return sums;
}

constexpr double degrees_most = 11, mesh_points = 200, mesh_reach = 30;

/// The bias and variance of coefficients for n >= 20, on the author's meshes.
class BubBound {
 public:
  BubBound(double n, double K)
      : n_(n),
        K_(K),
        top_(std::ceil(std::fmin(n, 80 * std::fmax(n / K, 1)))),
        rare_(n, rare_mesh(n), static_cast<std::size_t>(std::fmin(top_, 300))),
        any_(n, even_mesh(K), static_cast<std::size_t>(degrees_most)),
        frequent_(frequent_variance(any_.p, n, degrees_most, top_)),
        rest_(rare_.p.size()) {
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      rest_[i] = surprise(rare_.p[i]);
      for (std::size_t c = 0; c < rare_.mass.size(); ++c)
        rest_[i] -= miller_madow(static_cast<double>(c), n) * rare_.mass[c][i];
    }
  }

  /// The best first k coefficients if all others are Miller and Madow's.
  std::vector<double> fit(std::size_t k) const {
    std::vector<double> matrix = normal_matrix(rare_, k, n_, K_), target = rest_, a;
    for (std::size_t c = 0; c < k; ++c) {
      for (std::size_t i = 0; i < target.size(); ++i)
        target[i] += miller_madow(static_cast<double>(c), n_) * rare_.mass[c][i];
    }
    for (std::size_t c = 0; c < k; ++c) a.push_back(K_ * K_ * rare_.product(c, target));
    a[k - 1] += n_ * miller_madow(static_cast<double>(k - 1), n_);
    matrix[k * k - 1] += n_;
    eliminate(matrix, a);
    return a;
  }

  /// Of coefficients that differ from Miller and Madow's in the first few; steps beyond the first `looked_at`
  /// are bounded by that estimator's.
  double operator()(const std::vector<double>& a, double looked_at) const {
    const auto at = [&](double c) {
      return c < static_cast<double>(a.size()) ? a[static_cast<std::size_t>(c)] : miller_madow(c, n_);
    };
    double bias = 0, variance = 0, step = miller_madow_step(1, n_);
    for (double c = 1; c <= std::fmin(looked_at, n_); ++c)
      step = std::fmax(step, std::fabs(at(c) - at(c - 1)));
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      double less = rest_[i];
      for (std::size_t c = 0; c < a.size(); ++c)
        less -= (a[c] - miller_madow(static_cast<double>(c), n_)) * rare_.mass[c][i];
      bias = std::fmax(bias, K_ * std::fabs(less));
    }
    for (std::size_t i = 0; i < frequent_.size(); ++i) {
      double sum = frequent_[i];
      for (std::size_t c = 1; c < any_.mass.size(); ++c) {
        const double rise = at(static_cast<double>(c)) - at(static_cast<double>(c) - 1);
        sum += static_cast<double>(c) / n_ * rise * rise * any_.mass[c][i];
      }
      variance = std::fmax(variance, std::fmin(K_, 1 / any_.p[i]) * sum);
    }
    return std::sqrt(bias * bias + n_ * std::fmin(step * step, 4 * variance));
  }

 private:
  /// Evenly on the log scale from 1e-4/n to 30/n.
  static std::vector<double> rare_mesh(double n) {
    const double low = elementary::log(1e-4 / n),
                 high = elementary::log(std::fmin(1, mesh_reach / n) - 1e-10 / n);
    std::vector<double> p;
    for (double i = 0; i < mesh_points; ++i)
      p.push_back(elementary::exp(low + (high - low) * i / (mesh_points - 1)));
    return p;
  }
  /// Evenly from 0 to 30/K.
  static std::vector<double> even_mesh(double K) {
    std::vector<double> p;
    for (double i = 0; i < mesh_points; ++i)
      p.push_back(1e-10 / K + i * std::fmin(1, mesh_reach / K) / mesh_points);
    return p;
  }

  double n_, K_, top_;
  BinomialMesh rare_, any_;
  std::vector<double> frequent_, rest_;  // rest_: -p ln p less the mean of Miller and Madow's coefficient
};

}  // namespace

BubRule::BubRule(double n, double K) : n_(n), K_(K) {
  if (n < 20) {
    fit_few();
  } else {
    fit_many();
  }
}

double BubRule::coefficient(double c) const noexcept {
  return c < static_cast<double>(first_.size()) ? first_[static_cast<std::size_t>(c)] : miller_madow(c, n_);
}

void BubRule::fit_many() {
  const BubBound bound(n_, K_);
  double least = INFINITY;
  for (std::size_t k = 1; k <= static_cast<std::size_t>(degrees_most); ++k) {
    std::vector<double> a = bound.fit(k);
    const double found = bound(a, static_cast<double>(k) + 1);
    if (!(found < least)) continue;
    least = found;
    first_ = std::move(a);
  }
  bound_ = bound(first_, degrees_most + 1);
}

void BubRule::fit_few() {
  const std::size_t n = static_cast<std::size_t>(n_);
  const auto even = [n](std::size_t each) {
    std::vector<double> p;
    for (std::size_t i = 0; i <= each * n; ++i)
      p.push_back(static_cast<double>(i) / static_cast<double>(each * n));
    return p;
  };
  const BinomialMesh mesh(n_, even(5), n), fine(n_, even(10), n);
  std::vector<double> matrix = normal_matrix(mesh, n + 1, n_, K_), target;
  double largest = 0;
  for (const double x : matrix) largest = std::fmax(largest, std::fabs(x));
  for (double& x : matrix) x = std::fabs(x) > 1e-7 * largest ? x : 0;  // as the author does
  for (const double x : mesh.p) target.push_back(surprise(x));
  for (std::size_t c = 0; c <= n; ++c) first_.push_back(K_ * K_ * mesh.product(c, target));
  eliminate(matrix, first_);
  double bias = 0, step = 0;
  for (std::size_t i = 0; i < fine.p.size(); ++i) {
    double mean = 0;
    for (std::size_t c = 0; c <= n; ++c) mean += first_[c] * fine.mass[c][i];
    bias = std::fmax(bias, K_ * std::fabs(mean - surprise(fine.p[i])));
  }
  for (std::size_t c = 1; c <= n; ++c) step = std::fmax(step, std::fabs(first_[c] - first_[c - 1]));
  bound_ = std::sqrt(bias * bias + n_ * step * step);
}

}  // namespace plim
