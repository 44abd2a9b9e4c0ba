#include "plim/numeric/lattice_density.hpp"

#include <cmath>

#include "support.hpp"

namespace plim::lattice_density_test {
namespace {

LatticeDensity sampled(double (*f)(double), double first, double last, double step) {
  LatticeDensity density;
  density.first = first;
  density.step = step;
  for (double x = first; x <= last; x += step) density.values.push_back(f(x));
  return density;
}

// Quantiles of the normal and of the logistic law, the latter ln(p/(1 - p)).
TEST(LatticeDensity, QuantilesBetweenThePoints) {
  const LatticeDensity normal = sampled([](double x) { return std::exp(-0.5 * x * x); }, -9.1, 9.1, 0.35);
  EXPECT_NEAR(normal.total(), 2.5066282746310005024, 1e-14);
  EXPECT_NEAR(normal.quantile(0.975), 1.95996398454005423552, 1e-12);
  EXPECT_NEAR(normal.quantile(0.5), 0, 1e-13);
  EXPECT_NEAR(normal.quantile(0.001), -3.09023230616781354154, 1e-10);
  const LatticeDensity logistic =
      sampled([](double x) { return 1 / std::pow(std::exp(x / 2) + std::exp(-x / 2), 2); }, -40, 40, 0.25);
  EXPECT_NEAR(logistic.quantile(0.9), std::log(9.0), 1e-12);
}

}  // namespace
}  // namespace plim::lattice_density_test
