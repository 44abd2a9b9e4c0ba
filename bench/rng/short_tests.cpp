#include "short_tests.hpp"

#include <algorithm>

#include "plim/numeric/goodness_of_fit.hpp"
#include "plim/numeric/special.hpp"

namespace plim::rng {
namespace {

double doubled(double below, double above) { return std::min(1.0, 2 * std::min(below, above)); }

}  // namespace

double two_sided_chi_squared(double statistic, double degrees) {
  return doubled(special::gamma_cdf(degrees / 2, statistic / 2),
                 special::gamma_cdf_complement(degrees / 2, statistic / 2));
}

double two_sided_poisson(double count, double mean) {
  const double above = count > 0 ? special::gamma_cdf(count, mean) : 1.0;
  return doubled(special::gamma_cdf_complement(count + 1, mean), above);
}

double two_sided_counts(std::span<const std::int64_t> counts, std::span<const double> probability) {
  const GoodnessOfFit fit = goodness_of_fit(counts, probability);
  // Few counts can be as near as they get with a chance that the chi-squared law does not know of.
  const double below = fit.df < 1000 ? fit.too_near() : special::gamma_cdf(fit.df / 2, fit.g / 2);
  return doubled(below, fit.too_far());
}

std::vector<ShortTest> short_tests() {
  std::vector<ShortTest> all;
  for (const auto tests : {count_tests(), pair_tests()}) all.insert(all.end(), tests.begin(), tests.end());
  return all;
}

}  // namespace plim::rng
