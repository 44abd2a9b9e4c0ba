#include "plim/estimators/entropy/jackknife_error.hpp"

#include <cmath>

#include "entropy_sample.hpp"
#include "plim/estimators/entropy/chao_wang_jost.hpp"
#include "plim/estimators/entropy/digamma_rules.hpp"
#include "plim/estimators/entropy/power_sum.hpp"
#include "plim/estimators/entropy/unseen_classes.hpp"

namespace plim::jackknife_error_test {
namespace {

using test::entropies::estimate;
using test::entropies::Estimated;

using Sample = std::vector<std::int64_t>;
constexpr double z = 1.959963984540054;

/// Of the estimand, of order 3 where it has one.
template <Estimator E>
Knowns of_third_order() {
  Knowns knowns;
  knowns.estimand = std::string(E::estimand);
  knowns.number = 3;
  return knowns;
}

template <Estimator E>
Estimated with_error(const Sample& c) {
  const Knowns knowns = of_third_order<E>();
  return test::entropies::run(test::entropies::counts_of(c),
                              with_jackknife_error(erase(*bind_estimator<E>(knowns, {}), knowns), {z}, {0}))
      .front();
}

/// By the definition: the estimate without each observation.
template <Estimator E>
double jackknife_error(const Sample& c) {
  std::vector<double> values;
  for (std::size_t k = 0; k < c.size(); ++k) {
    Sample less = c;
    --less[k];
    for (std::int64_t i = 0; i < c[k]; ++i)
      values.push_back(estimate<E>(less, of_third_order<E>()).cell.value);
  }
  const double n = static_cast<double>(values.size());
  double mean = 0, square = 0;
  for (const double v : values) mean += v / n;
  for (const double v : values) square += (v - mean) * (v - mean);
  return std::sqrt((n - 1) / n * square);
}

template <Estimator E>
void check_error(const Sample& c) {
  const Estimated got = with_error<E>(c);
  EXPECT_EQ(got.cell.value, estimate<E>(c, of_third_order<E>()).cell.value);
  const double expected = jackknife_error<E>(c);
  EXPECT_NEAR(got.cell.se, expected, 1e-12 * expected);
  EXPECT_NEAR(got.cell.hi, got.cell.value + z * expected, 1e-12);
}

TEST(JackknifeError, ByItsDefinition) {
  for (const Sample& c : {Sample{1, 2, 3, 2, 1}, Sample{0, 5, 1, 1, 0, 2, 9, 9},
                          Sample{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 200}, Sample{2, 2, 2, 1}}) {
    check_error<EntropyChaoShen>(c);
    check_error<EntropyChaoWangJost>(c);
    check_error<EntropyMl>(c);
  }
}

// The closed form of sums over classes is the same number.
template <Estimator E>
void check_closed_form(const Sample& c) {
  Knowns knowns;
  knowns.interval = IntervalRequest{};
  const double expected = jackknife_error<E>(c);
  EXPECT_NEAR(estimate<E>(c, knowns).cell.se, expected, 1e-12 * expected) << E::name;
}

TEST(JackknifeError, InClosedForm) {
  for (const Sample& c : {Sample{1, 2, 3, 2, 1}, Sample{0, 5, 1, 1, 0, 2, 9, 9}, Sample{1, 100, 3, 70, 2}}) {
    check_closed_form<EntropyZhang>(c);
    check_closed_form<EntropyGrassberger1988>(c);
    check_closed_form<EntropyGrassberger2003>(c);
    check_closed_form<EntropySchurmannXiHalf>(c);
    check_closed_form<EntropySchurmann2004>(c);
  }
}

TEST(JackknifeError, OfPowersRichnessAndCoverage) {
  for (const Sample& c :
       {Sample{1, 2, 4, 2, 1}, Sample{0, 5, 1, 1, 0, 2, 9, 9}, Sample{6, 1, 4, 4, 30, 11}}) {
    check_error<PowerUnbiased<PowerForm::renyi>>(c);
    check_error<PowerUnbiased<PowerForm::tsallis>>(c);
    check_error<PowerUnbiased<PowerForm::hill>>(c);
    check_error<RichnessAce>(c);
    check_error<CoverageChaoJost>(c);
  }
  // Without one of three observations no class is seen three times.
  EXPECT_TRUE(std::isnan(with_error<PowerUnbiased<PowerForm::renyi>>({3}).cell.se));
  EXPECT_TRUE(std::isnan(with_error<PowerUnbiased<PowerForm::renyi>>({3, 1, 1}).cell.lo));
  // No law has fewer classes than were seen.
  const Estimated ace = with_error<RichnessAce>({1, 1, 1, 2, 2, 5, 20});
  EXPECT_LT(ace.cell.value - z * ace.cell.se, 7);
  EXPECT_EQ(ace.cell.lo, 7);
}

TEST(JackknifeError, NoneWithoutASecondObservationOrWhereNothingVaries) {
  EXPECT_TRUE(std::isnan(with_error<EntropyMl>({1}).cell.se));
  EXPECT_EQ(with_error<EntropyMl>({}).status, Status::empty);
  const Estimated equal = with_error<EntropyMl>({4, 4, 4});
  EXPECT_EQ(equal.cell.se, 0);
  EXPECT_TRUE(std::isnan(equal.cell.lo));
}

}  // namespace
}  // namespace plim::jackknife_error_test
