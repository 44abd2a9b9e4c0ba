#include "plim/random/dirichlet.hpp"

#include <algorithm>
#include <numeric>

#include "plim/numeric/entropy.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/sums.hpp"
#include "support.hpp"

namespace plim::dirichlet_test {
namespace {

std::vector<std::vector<double>> draws(const std::vector<double>& alpha, std::size_t n, std::uint64_t key) {
  std::vector<std::vector<double>> all(n, std::vector<double>(alpha.size()));
  for (std::size_t i = 0; i < n; ++i) draw_dirichlet({{key}, i, 0}, alpha, all[i]);
  return all;
}

/// Every entry has a beta law: the largest |z| of a chi-square over 64 equally probable cells.
double margins_z(const std::vector<std::vector<double>>& p, const std::vector<double>& alpha) {
  const double total = std::accumulate(alpha.begin(), alpha.end(), 0.0);
  double worst = 0;
  for (std::size_t k = 0; k < alpha.size(); ++k) {
    std::vector<double> cells(64, 0.0), expected(64, static_cast<double>(p.size()) / 64);
    for (const auto& row : p) {
      const double u = special::beta_cdf(alpha[k], total - alpha[k], row[k]);
      cells[std::min<std::size_t>(63, static_cast<std::size_t>(u * 64))] += 1;
    }
    worst = std::fmax(worst, std::fabs(test::chi_square_z(cells, expected)));
  }
  return worst;
}

TEST(Dirichlet, MarginsAreBetaLaws) {
  for (const std::vector<double>& alpha :
       {std::vector<double>{1, 1, 1}, {0.3, 2, 0.7, 11}, {5, 40}, {0.5, 0.6, 3}})
    EXPECT_LT(margins_z(draws(alpha, 50000, 1), alpha), test::z_limit);
}

TEST(Dirichlet, AMutantWithAnotherConcentrationIsCaught) {
  EXPECT_GT(margins_z(draws({1.08, 1.08, 1.08}, 50000, 1), {1, 1, 1}), test::z_limit);
}

/// psi at integers: harmonic numbers less Euler's constant.
double harmonic(int n) {
  double h = 0;
  for (int i = 1; i <= n; ++i) h += 1.0 / i;
  return h;
}

// E H = psi(K alpha + 1) - psi(alpha + 1) (Wolpert and Wolf 1995), which for alpha = 1 is a difference of
// harmonic numbers.
TEST(Dirichlet, MeanEntropyOfAFlatPrior) {
  constexpr int K = 12;
  std::vector<double> h;
  for (const auto& p : draws(std::vector<double>(K, 1.0), 40000, 2)) h.push_back(entropy_of(p));
  const test::Summary s(h);
  const double z = (s.mean - (harmonic(K) - 1)) / std::sqrt(s.variance / s.n);
  EXPECT_LT(std::fabs(z), test::z_limit);
  EXPECT_GT(std::fabs(s.mean - (harmonic(K + 1) - 1)) / std::sqrt(s.variance / s.n), test::z_limit);
}

double sum(const std::vector<double>& p) {
  CompensatedSum total;
  for (const double x : p) total.add(x);
  return total.value();
}

TEST(Dirichlet, D1_EveryConcentrationGivesALaw) {
  for (const double a : {5e-324, 1e-310, 1e-250, 1e-201, 1e-199, 1e-4, 0.01, 1.0, 1e6, 1e300}) {
    for (const std::size_t K : {std::size_t{1}, std::size_t{2}, std::size_t{1000}}) {
      for (const auto& p : draws(std::vector<double>(K, a), 20, 3)) {
        EXPECT_NEAR(sum(p), 1, 4 * 0x1p-52) << a << " " << K;
        for (const double x : p) EXPECT_TRUE(x >= 0 && x <= 1) << a << " " << K;
      }
    }
  }
}

/// |z| of how often the largest entry is that of class k, in the limit of small concentrations, against
/// alpha_k / sum = 1/6, 2/6, 3/6.
double vertices_z(double scale, const std::vector<double>& drawn_from) {
  std::vector<double> alpha, seen(3, 0.0);
  for (const double a : drawn_from) alpha.push_back(scale * a);
  constexpr double n = 30000;
  for (const auto& p : draws(alpha, n, 4))
    seen[static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin())] += 1;
  return std::fabs(test::chi_square_z(seen, {n / 6, n / 3, n / 2}));
}

TEST(Dirichlet, D1_SmallConcentrationsChooseAVertexByTheirShare) {
  for (const double scale : {0x1p-1074, 1e-300, 1e-100, 1e-6})
    EXPECT_LT(vertices_z(scale, {1, 2, 3}), test::z_limit) << scale;
  EXPECT_GT(vertices_z(1e-100, {1, 2, 2.7}), test::z_limit);
}

}  // namespace
}  // namespace plim::dirichlet_test
