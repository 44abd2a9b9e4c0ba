#include "plim/populations/multivariate_normal.hpp"

#include <cmath>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/drawing.hpp"
#include "plim/families/normal.hpp"
#include "plim/families/student_t.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/gamma_ratios.hpp"
#include "plim/numeric/symmetric.hpp"
#include "plim/populations/point_population.hpp"

namespace plim {
namespace {

/// Why the matrix is no covariance.
std::string not_definite(const std::string& name, const Cholesky& cholesky, double variance) {
  const std::string row = std::to_string(cholesky.rows + 1);
  if (cholesky.pivot < -1e-9 * variance || cholesky.rows == 0)
    return name + " is not positive definite: coordinate " + row +
           (cholesky.rows == 0 ? "" : ", given those before it,") + " would have the variance " +
           round_trip(cholesky.pivot);
  return name + " is singular: coordinate " + row +
         " is a linear function of those before it; leave it out, since a law needs a density";
}

/// A centre in R^d and a positive definite matrix: its upper triangle, and L of L L'.
struct Ellipsoid {
  std::vector<double> centre, triangle, lower;
  double log_determinant = 0;
};

Outcome<Ellipsoid> ellipsoid_of(const Arguments& a, const char* centre, const char* shape) {
  const NumberRows& rows = a.matrix(shape);
  Ellipsoid e{a.vector(centre), {}, {}};
  const std::size_t d = e.centre.size();
  if (rows.size() != d)
    return Refusal{std::string(shape) + " has " + std::to_string(rows.size()) + " rows, but " + centre +
                   " has " + std::to_string(d) + (d == 1 ? " number" : " numbers")};
  for (std::size_t i = 0; i < d; ++i)
    e.triangle.insert(e.triangle.end(), rows[i].begin() + static_cast<std::ptrdiff_t>(i), rows[i].end());
  Cholesky cholesky = cholesky_of(e.triangle, d);
  if (cholesky.rows < d) return Refusal{not_definite(shape, cholesky, rows[cholesky.rows][cholesky.rows])};
  e.log_determinant = cholesky.log_determinant();
  e.lower = std::move(cholesky.lower);
  return e;
}

/// centre + L z in place of one z: `point: [d]`.
void place(const Ellipsoid& e, std::span<double> point) noexcept {
  const std::size_t d = e.centre.size();
  for (std::size_t i = d; i-- > 0;) {  // x_i needs z_0 .. z_i
    double x = e.centre[i];
    for (std::size_t k = 0; k <= i; ++k) x += e.lower[i * d + k] * point[k];
    point[i] = x;
  }
}

/// |L^-1 (x - centre)|^2 by forward substitution.
double square_distance(const Ellipsoid& e, std::span<const double> x) {
  const std::size_t d = e.centre.size();
  std::vector<double> z(d);
  double sum = 0;
  for (std::size_t i = 0; i < d; ++i) {
    double rest = x[i] - e.centre[i];
    for (std::size_t k = 0; k < i; ++k) rest -= e.lower[i * d + k] * z[k];
    z[i] = rest / e.lower[i * d + i];
    sum += z[i] * z[i];
  }
  return sum;
}

/// Mutual information of the first 1, 2, ... coordinates and the others, where entropy(d, ln det) is that of
/// d coordinates by the matrix of their own.
template <class Entropy>
std::vector<double> information_of(const Ellipsoid& e, Entropy entropy) {
  const std::size_t d = e.centre.size();
  std::vector<double> all;
  double first_log = 0;
  for (std::size_t first = 1; first < d; ++first) {
    first_log += 2 * elementary::log(e.lower[(first - 1) * d + first - 1]);
    const auto rest = e.triangle.begin() + static_cast<std::ptrdiff_t>(triangle_index(first, first, d));
    const std::vector<double> others(rest, e.triangle.end());
    all.push_back(entropy(first, first_log) +
                  entropy(d - first, cholesky_of(others, d - first).log_determinant()) -
                  entropy(d, e.log_determinant));
  }
  return all;
}

class NormalPoints final : public PointPopulation {
 public:
  NormalPoints(const Arguments& arguments, Ellipsoid e)
      : PointPopulation(MultivariateNormal::name, arguments, moments_of(e)), e_(std::move(e)) {}

  std::string method(RouteKind, std::int64_t, std::int64_t) const override { return "cholesky"; }
  Shape shape() const override { return normal_shape; }
  double log_density_at(std::span<const double> x) const override {
    const double d = static_cast<double>(dimension());
    return -(d * half_log_two_pi + 0.5 * e_.log_determinant + 0.5 * square_distance(e_, x));
  }
  void draw(const Address& address, std::uint64_t first, std::span<double> out) const override {
    const std::size_t d = dimension();
    draw_values(Normal{0, 1}, address, first * d, out);
    for (std::size_t at = 0; at < out.size(); at += d) place(e_, out.subspan(at, d));
  }

 private:
  static PointMoments moments_of(const Ellipsoid& e) {
    return {e.centre, e.triangle, entropy_of(e.centre.size(), e.log_determinant),
            information_of(e, entropy_of)};
  }
  static double entropy_of(std::size_t d, double log_determinant) {
    return static_cast<double>(d) * (half_log_two_pi + 0.5) + 0.5 * log_determinant;
  }

  Ellipsoid e_;
};

class StudentPoints final : public PointPopulation {
 public:
  StudentPoints(const Arguments& arguments, Ellipsoid e, double df)
      : PointPopulation(MultivariateT::name, arguments, moments_of(e, df)), e_(std::move(e)), df_(df) {}

  std::string method(RouteKind, std::int64_t, std::int64_t) const override { return "cholesky"; }
  /// Of any coordinate.
  Shape shape() const override { return StudentT{0, 1, df_}.shape_of_draw(); }
  double log_density_at(std::span<const double> x) const override {
    const double d = static_cast<double>(dimension());
    return log_scale_of(dimension(), df_) - 0.5 * e_.log_determinant -
           0.5 * (df_ + d) * elementary::log1p(square_distance(e_, x) / df_);
  }
  void draw(const Address& address, std::uint64_t first, std::span<double> out) const override {
    const std::size_t d = dimension();
    for (std::size_t at = 0; at < out.size(); at += d, ++first) {
      Variate v(address, first);
      const std::span<double> point = out.subspan(at, d);
      const double stretch = elementary::exp(0.5 * (elementary::log(0.5 * df_) - v.log_gamma(0.5 * df_)));
      for (double& z : point) z = stretch * v.normal();
      place(e_, point);
    }
  }

 private:
  static PointMoments moments_of(const Ellipsoid& e, double df) {
    PointMoments m{e.centre, e.triangle, 0};
    for (double& x : m.mean) x = df > 1 ? x : not_a_number;
    for (double& x : m.covariance) x = df > 2 ? x * (df / (df - 2)) : not_a_number;
    if (df > 1 && df <= 2) {
      for (std::size_t i = 0; i < e.centre.size(); ++i)
        m.covariance[triangle_index(i, i, e.centre.size())] = infinity;
    }
    const auto entropy = [df](std::size_t d, double log_determinant) {
      const double half = 0.5 * df, all = half + 0.5 * static_cast<double>(d);
      return 0.5 * log_determinant - log_scale_of(d, df) +
             all * (elementary::digamma(all) - elementary::digamma(half));
    };
    m.entropy = entropy(e.centre.size(), e.log_determinant);
    m.information = information_of(e, entropy);
    return m;
  }
  /// ln of the density at the centre, of a scale with determinant 1.
  static double log_scale_of(std::size_t dimensions, double df) {
    constexpr double log_pi = 1.14472988584940017414;
    const double d = static_cast<double>(dimensions);
    return special::log_gamma_ratio(0.5 * df, 0.5 * d) - 0.5 * d * (elementary::log(df) + log_pi);
  }

  Ellipsoid e_;
  double df_;
};

}  // namespace

std::vector<Parameter> MultivariateNormal::parameters() {
  return {
      {"mean", Domain::numbers, "mean vector"},
      {"covariance", Domain::symmetric, "covariance matrix, positive definite, a row for each coordinate"}};
}

Outcome<std::shared_ptr<const Population>> MultivariateNormal::make(const Arguments& a) {
  return ellipsoid_of(a, "mean", "covariance").map([&a](const Ellipsoid& e) {
    return std::shared_ptr<const Population>(std::make_shared<NormalPoints>(a, e));
  });
}

std::vector<Parameter> MultivariateT::parameters() {
  return {{"location", Domain::numbers, "centre"},
          {"scale", Domain::symmetric, "scale matrix, positive definite, a row for each coordinate"},
          StudentT::parameters().back()};
}

Outcome<std::shared_ptr<const Population>> MultivariateT::make(const Arguments& a) {
  return ellipsoid_of(a, "location", "scale").map([&a](const Ellipsoid& e) {
    return std::shared_ptr<const Population>(std::make_shared<StudentPoints>(a, e, a.real("df")));
  });
}

}  // namespace plim
