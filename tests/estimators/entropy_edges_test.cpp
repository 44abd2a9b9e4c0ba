#include "entropy_sample.hpp"

namespace plim::entropy_edges_test {
namespace {

using test::entropies::alphabet;
using test::entropies::estimate;
using test::entropies::Estimated;
using test::entropies::perplexity;

Knowns with_interval(std::size_t K) {
  Knowns knowns = alphabet(K);
  knowns.interval = IntervalRequest{0.95, ""};
  return knowns;
}

TEST(Entropy, OneClassAloneIsTheBoundary) {
  for (const std::vector<std::int64_t>& c : {std::vector<std::int64_t>{23}, {0, 7, 0}, {0, 1000003}, {2}}) {
    const auto check_one = [&c](const Estimated& e, double value, const char* name) {
      EXPECT_EQ(e.status, Status::boundary) << name << c.size();
      EXPECT_EQ(e.cell.value, value) << name << c.size();
      EXPECT_TRUE(std::isnan(e.cell.se)) << name;
      EXPECT_TRUE(std::isnan(e.cell.lo) && std::isnan(e.cell.hi)) << name;
    };
    const Knowns knowns = with_interval(c.size());
    check_one(estimate<EntropyMl>(c, knowns), 0, "ml");
    check_one(estimate<EntropyMillerMadow>(c, knowns), 0, "miller_madow");
    check_one(estimate<EntropyJackknife>(c, knowns), 0, "jackknife");
    check_one(estimate<EntropyChaoShen>(c, knowns), 0, "chao_shen");
    check_one(perplexity<EntropyMl>(c, knowns), 1, "perplexity");
  }
}

// The first-order standard error of equal frequencies is 0, which says nothing: no interval has no width.
TEST(Entropy, EqualFrequenciesHaveNoInterval) {
  for (const std::vector<std::int64_t>& c :
       {std::vector<std::int64_t>(7, 6), std::vector<std::int64_t>(20, 1), {1000003, 0, 1000003, 1000003}}) {
    const Estimated ml = estimate<EntropyMl>(c, with_interval(c.size()));
    EXPECT_EQ(ml.status, Status::regular);
    EXPECT_EQ(ml.cell.se, 0) << c[0];
    EXPECT_TRUE(std::isnan(ml.cell.lo) && std::isnan(ml.cell.hi)) << c[0];
  }
}

// By mpmath, 50 digits: sqrt(V/n) of the counts. Half of the digits at least are left on either path.
TEST(Entropy, NearlyEqualFrequenciesKeepTheDigitsOfTheirStandardError) {
  struct Case {
    std::vector<std::int64_t> counts;
    double se;
  };
  for (const Case& c :
       {Case{{1000000000, 1000000001, 999999999}, 1.4907119849998598e-14},
        Case{{1000, 1001, 1001}, 8.5980298373043324e-6}, Case{{1000000000, 1, 0}, 2.0723265805861512e-8},
        Case{{1000000000000, 1, 2}, 4.7061358163620603e-11}, Case{{600, 605, 610}, 0.00015838971503296667}}) {
    const double se = estimate<EntropyMl>(c.counts, with_interval(3)).cell.se;
    EXPECT_NEAR(se / c.se, 1, 1e-7) << c.counts[0] << " " << c.counts[1];
  }
}

TEST(Entropy, IntervalsStayWhereAnEntropyCanBe) {
  const Estimated rare = estimate<EntropyMl>({1000, 1}, with_interval(2));  // Wald's lower end is -0.0056
  EXPECT_EQ(rare.cell.lo, 0);
  EXPECT_NEAR(rare.cell.hi, 0.021419023247072306, 1e-14);
  EXPECT_EQ(perplexity<EntropyMl>({1000, 1}, with_interval(2)).cell.lo, 1);
  const Estimated even = estimate<DirichletMeanLaplace>({5, 5, 4}, with_interval(3));
  EXPECT_EQ(even.cell.hi, std::log(3.0));
}

}  // namespace
}  // namespace plim::entropy_edges_test
