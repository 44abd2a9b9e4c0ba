#include "fixtures.hpp"

// A bias of 0 is told apart from the rounding of the sums that it is had from, and a small one from 0.
namespace plim::zero_bias_test {
namespace {

double predicted(const std::string& law, const std::string& of, const std::string& with, std::int64_t n) {
  const test::Planned plan = test::plan_of(
      test::study_text(law, "n = " + std::to_string(n),
                       "[estimate.e]\nof = " + of + "\non = \"x\"\nwith = [\"" + with + "\"]", 1));
  const SeriesPrediction p = test::predictions_of(plan)[0][0];
  EXPECT_EQ(p.bias.kind, PredictionKind::exact) << with;
  return p.bias.value;
}

const std::string
    decimals = "law = \"categorical\"\np = [0.1, 0.2, 0.3, 0.4]",
    sevenths = "law = \"categorical\"\ncounts = [1, 1, 1, 1, 1, 1, 1]",
    powers = "law = \"zipf\"\ns = 1.1\nN = 30",
    table =
        "law = \"joint\"\nnames = [\"A\", \"B\"]\nlevels = [[\"0\", \"1\"], [\"0\", \"1\", \"2\"]]\n"
        "table = [[0.06, 0.14, 0.2], [0.09, 0.21, 0.3]]";

TEST(ZeroBias, UnbiasedSumsShowNoRounding) {
  for (const std::string& law : {decimals, sevenths, powers}) {
    for (const int q : {2, 3, 5}) {
      for (const std::int64_t n : {10, 100, 1000, 100000})
        EXPECT_EQ(predicted(law, "{ tsallis_entropy = " + std::to_string(q) + " }", "unbiased", n), 0) << n;
    }
  }
}

// The product of the margins of an independent table is unbiased, and 0.12 is not 0.3 x 0.4 to the last bit.
TEST(ZeroBias, IndependentMarginsShowNoRounding) {
  for (const std::int64_t n : {3, 100, 100000}) {
    const double bias =
        predicted(table, "{ probability = { A = \"0\", B = \"0\" } }", "product_of_margins", n);
    EXPECT_EQ(bias, 0) << n;
    EXPECT_FALSE(std::signbit(bias)) << n;
  }
}

// Zhang's estimator lacks sum p_i sum_{v >= n} (1 - p_i)^v / v (Zhang 2012): of a fair coin sum 2^-v / v.
TEST(ZeroBias, SmallBiasesStay) {
  const std::string coin = "law = \"categorical\"\np = [0.5, 0.5]";
  for (const std::int64_t n : {10, 20, 30}) {
    double lacking = 0;
    for (std::int64_t v = n + 80; v >= n; --v)
      lacking += std::exp2(-static_cast<double>(v)) / static_cast<double>(v);
    EXPECT_NEAR(predicted(coin, "\"entropy\"", "zhang", n) / -lacking, 1, 1e-4) << n;
  }
  EXPECT_EQ(predicted(coin, "\"entropy\"", "zhang", 70), 0);  // -2e-23
  EXPECT_NEAR(1e8 * predicted(coin, "\"entropy\"", "ml", 100'000'000), -0.5, 1e-7);
}

}  // namespace
}  // namespace plim::zero_bias_test
