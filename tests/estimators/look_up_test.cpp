#include <algorithm>
#include <cmath>
#include <numeric>

#include <boost/math/special_functions/digamma.hpp>

#include "entropy_sample.hpp"
#include "plim/estimators/entropy/bonachela.hpp"
#include "plim/estimators/entropy/digamma_rules.hpp"
#include "plim/estimators/entropy/dirichlet_mean.hpp"

// Sums over classes by tables, which end at some count: in groups of vectors and of one alone.
namespace plim::look_up_test {
namespace {

using test::entropies::alphabet;
using test::entropies::estimate;
using test::entropies::Estimated;
using test::entropies::run;

constexpr std::size_t classes = 2600, lanes = 11;

/// Counts below and above every table's end in turns, then small ones only, and classes that were not seen.
std::vector<std::int64_t> sample() {
  std::vector<std::int64_t> c(classes);
  for (std::size_t k = 0; k < classes; ++k) {
    const auto i = static_cast<std::int64_t>(k);
    c[k] = k % 7 == 0 ? 0 : k > 600 ? 1 + i % 100 : k % 5 == 0 ? 4000 + 40 * i : k % 3 == 0 ? 1 + i % 90 : i;
  }
  return c;
}

/// The sample, its classes turned by so many places.
std::vector<std::int64_t> turned(std::size_t places) {
  std::vector<std::int64_t> c = sample();
  std::rotate(c.begin(), c.begin() + static_cast<std::ptrdiff_t>(places), c.end());
  return c;
}

/// Each lane of a group of eleven has the bits of its sample alone; returns the first.
template <class E>
double same_in_groups() {
  std::vector<std::int64_t> rows(classes * lanes);
  std::int64_t n = 0;
  for (std::size_t l = 0; l < lanes; ++l) {
    const std::vector<std::int64_t> c = turned(17 * l);
    n = std::accumulate(c.begin(), c.end(), std::int64_t{0});
    for (std::size_t k = 0; k < classes; ++k) rows[k * lanes + l] = c[k];
  }
  const std::vector<Estimated> all = run<E>(Counts{n, classes, lanes, rows.data()}, alphabet(classes));
  for (std::size_t l = 0; l < lanes; ++l)
    EXPECT_EQ(all[l].cell.value, estimate<E>(turned(17 * l), alphabet(classes)).cell.value) << l;
  return all[0].cell.value;
}

// By the definitions, in long double.
TEST(LookUp, AgreesWithTheDefinitionInGroupsAndAlone) {
  using boost::math::digamma;
  long double n = 0, once = 0, zhang = 0, jeffreys = 0, bonachela = 0, chao_shen = 0;
  for (const std::int64_t c : sample()) n += static_cast<long double>(c), once += c == 1 ? 1 : 0;
  const long double A = n + classes * 0.5L;
  for (const std::int64_t count : sample()) {
    const auto c = static_cast<long double>(count);
    jeffreys += (c + 0.5L) / A * (digamma(A + 1) - digamma(c + 1.5L));
    if (count == 0) continue;
    zhang += c / n * (digamma(n) - digamma(c));
    bonachela += (c + 1) / (n + 2) * (digamma(n + 3) - digamma(c + 2));
    const long double q = (1 - once / n) * c / n;
    chao_shen += q * std::log(q) / std::expm1(n * std::log1p(-q));
  }
  EXPECT_NEAR(same_in_groups<CorrectedEntropy<Zhang>>(), static_cast<double>(zhang), 1e-13);
  EXPECT_NEAR(same_in_groups<DirichletMeanJeffreys>(), static_cast<double>(jeffreys), 1e-13);
  EXPECT_NEAR(same_in_groups<EntropyBonachela>(), static_cast<double>(bonachela), 1e-13);
  EXPECT_NEAR(same_in_groups<EntropyChaoShen>(), static_cast<double>(chao_shen), 1e-13);
}

// Whether another estimator has asked for the frequencies of the counts leaves no trace.
TEST(LookUp, SumsBySmallCountsAreThoseByClasses) {
  std::vector<std::int64_t> c(500);
  for (std::size_t k = 0; k < c.size(); ++k) c[k] = static_cast<std::int64_t>(k * k % 64);
  const EntropyZhang zhang;
  ClassTerms::Sums sums;
  double values[2];
  for (const bool asked : {false, true}) {
    FeaturesOfCounts features(1, asked ? frequencies : 0U);
    const CountFeatures& v = features(test::entropies::counts_of(c));
    EXPECT_EQ(v.frequency != nullptr, asked);
    Cell cell;
    Status status;
    zhang.estimate_block(v, sums, {}, {&cell, &status, 1, 1});
    values[asked ? 1 : 0] = cell.value;
  }
  EXPECT_EQ(values[0], values[1]);
}

}  // namespace
}  // namespace plim::look_up_test
