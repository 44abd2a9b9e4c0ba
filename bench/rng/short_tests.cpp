#include "short_tests.hpp"

#include <algorithm>

#include <boost/math/special_functions/gamma.hpp>

namespace plim::rng {
namespace {

double doubled(double below, double above) { return std::min(1.0, 2 * std::min(below, above)); }

}  // namespace

double two_sided_chi_squared(double statistic, double degrees) {
  return doubled(boost::math::gamma_p(degrees / 2, statistic / 2),
                 boost::math::gamma_q(degrees / 2, statistic / 2));
}

double two_sided_poisson(double count, double mean) {
  const double above = count > 0 ? boost::math::gamma_p(count, mean) : 1.0;
  return doubled(boost::math::gamma_q(count + 1, mean), above);
}

double two_sided_pearson(std::span<const std::uint64_t> counts, std::span<const double> probability) {
  double total = 0;
  for (const std::uint64_t c : counts) total += static_cast<double>(c);
  double statistic = 0, cells = 0, rare_counted = 0, rare_expected = 0;
  const auto add = [&](double counted, double expected) {
    statistic += (counted - expected) * (counted - expected) / expected;
    ++cells;
  };
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double counted = static_cast<double>(counts[i]), expected = total * probability[i];
    if (expected >= 10) {
      add(counted, expected);
    } else {
      rare_counted += counted;
      rare_expected += expected;
    }
  }
  if (rare_expected >= 10) add(rare_counted, rare_expected);
  return two_sided_chi_squared(statistic, cells - 1);
}

std::vector<Finding> short_battery(Words64 words) {
  std::vector<Finding> findings;
  count_tests(words, findings);
  pair_tests(words, findings);
  return findings;
}

}  // namespace plim::rng
