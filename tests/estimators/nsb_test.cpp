#include "plim/estimators/entropy/nsb.hpp"

#include "plim/numeric/digamma.hpp"
#include "published_counts.hpp"

namespace plim::nsb_test {
namespace {

using test::entropies::alphabet;
using test::entropies::estimate;
using test::entropies::Estimated;
using test::entropies::interval_of;
using test::entropies::perplexity;

TEST(Nsb, PublishedCases) {
  for (const auto& c : test::entropies::published_cases()) {
    const Estimated e = estimate<EntropyNsb>(c.counts, interval_of(c.K));
    c.expect("nsb", e.cell.value, e.status);
    c.expect("nsb_sd", e.cell.se, e.status);
    const Estimated plain = estimate<EntropyNsb>(c.counts, alphabet(c.K));
    EXPECT_EQ(plain.cell.value, e.cell.value) << c.id;
    EXPECT_TRUE(std::isnan(plain.cell.se)) << c.id;
  }
}

// The definition in 60 digits: no coincidence, one class, counts to 10^12, K to 10^18.
TEST(Nsb, AgreesWithTheDefinitionToTheStatedError) {
  const nlohmann::json cases = test::read_json("nsb.json")["cases"];
  ASSERT_EQ(cases.size(), 16U);
  for (const nlohmann::json& c : cases) {
    const Estimated e =
        estimate<EntropyNsb>(test::entropies::spread_out(c["counts_and_classes"]), interval_of(c["K"]));
    EXPECT_EQ(e.status, Status::regular) << c["name"];
    EXPECT_NEAR(e.cell.value / c["nsb"].get<double>(), 1, 1e-12) << c["name"];
    const double sd = c["nsb_sd"];
    EXPECT_NEAR(e.cell.se, sd, std::max(1e-10 * sd, 1e-15 * e.cell.value)) << c["name"];
  }
}

// Nothing seen, or one observation, says nothing of b: the prior of xi is flat on (0, ln K).
TEST(Nsb, WithoutInformationTheMeanIsThatOfTheFlatPrior) {
  for (const std::size_t K : {2U, 5U, 1000U}) {
    const double half = std::log(static_cast<double>(K)) / 2;
    EXPECT_NEAR(estimate<EntropyNsb>({0, 0}, alphabet(K)).cell.value, half, 1e-13 * half) << K;
    EXPECT_NEAR(estimate<EntropyNsb>({0, 1}, alphabet(K)).cell.value, half, 1e-13 * half) << K;
  }
}

// Nemenman, Shafee and Bialek (2002): what is wrong with any one Dirichlet prior, that its entropy is known
// beforehand; the sd at fixed b has the maxima stated, in bits.
TEST(Nsb, PriorSpreadsOfFixedWeights) {
  struct Spread {
    double K, b, bits;
  };
  for (const Spread& s :
       {Spread{1000, 0.000922, 0.607733}, {100, 0.00905, 0.602183}, {10, 0.0784, 0.551092}}) {
    const auto sd = [&s](double b) {
      return std::sqrt((b + 1) / (s.K * b + 1) * elementary::trigamma(b + 1) -
                       elementary::trigamma(s.K * b + 1)) /
             std::log(2.0);
    };
    EXPECT_NEAR(sd(s.b), s.bits, 5e-7) << s.K;
    EXPECT_GT(sd(s.b), sd(1.02 * s.b)) << s.K;
    EXPECT_GT(sd(s.b), sd(0.98 * s.b)) << s.K;
  }
}

TEST(Nsb, ClassesInAnyOrder) {
  const std::vector<std::int64_t> c = {3, 70, 1, 0, 1, 200, 64, 12, 12, 5};
  const Estimated e = estimate<EntropyNsb>(c, interval_of(40)),
                  other = estimate<EntropyNsb>(test::entropies::shuffled(c), interval_of(40));
  EXPECT_EQ(e.cell.value, other.cell.value);
  EXPECT_EQ(e.cell.se, other.cell.se);
}

TEST(Nsb, NumberOfClasses) {
  Arguments observed, five;
  observed.set("K", std::string("observed"));
  five.set("K", std::int64_t{5});
  const std::vector<std::int64_t> c = {4, 0, 2, 1};
  EXPECT_EQ(estimate<EntropyNsb>(c, {}, observed).cell.value,
            estimate<EntropyNsb>(c, alphabet(3)).cell.value);
  EXPECT_EQ(estimate<EntropyNsb>(c, alphabet(9), five).cell.value,
            estimate<EntropyNsb>(c, alphabet(5)).cell.value);
  EXPECT_EQ(estimate<EntropyNsb>(c, alphabet(2)).status, Status::invalid);
  EXPECT_TRUE(std::isnan(estimate<EntropyNsb>(c, alphabet(2)).cell.value));
  EXPECT_EQ(estimate<EntropyNsb>({0, 0}, {}, observed).status, Status::empty);
  EXPECT_FALSE(EntropyNsb::bind({}, {})) << "no alphabet is known";
  EXPECT_EQ(*EntropyNsb::bind(alphabet(4), {})->told_K(), 4U);
  EXPECT_FALSE(EntropyNsb::bind(alphabet(4), five)->told_K());
}

TEST(Nsb, OneClassAloneIsTheBoundary) {
  const Estimated e = estimate<EntropyNsb>({42}, interval_of(1));
  EXPECT_EQ(e.status, Status::boundary);
  EXPECT_EQ(e.cell.value, 0);
  EXPECT_EQ(e.cell.se, 0);
  EXPECT_TRUE(std::isnan(e.cell.lo) && std::isnan(e.cell.hi));
  EXPECT_EQ(perplexity<EntropyNsb>({42}, alphabet(1)).cell.value, 1);
}

TEST(Nsb, IntervalsAreOfThePosteriorAndStayWhereAnEntropyCanBe) {
  const Estimated e = estimate<EntropyNsb>({5, 5, 4}, interval_of(3));
  EXPECT_EQ(e.cell.hi, std::log(3.0));
  EXPECT_NEAR(e.cell.lo, e.cell.value - 1.959963984540054 * e.cell.se, 1e-14);
  EXPECT_EQ(estimate<EntropyNsb>({7}, interval_of(4)).cell.lo, 0);
  Knowns other = alphabet(3);
  other.interval = IntervalRequest{0.95, "wald"};
  EXPECT_FALSE(EntropyNsb::bind(other, {}));
}

}  // namespace
}  // namespace plim::nsb_test
