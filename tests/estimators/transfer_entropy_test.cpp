#include "tables.hpp"

namespace plim::transfer_entropy_test {
namespace {

using namespace test::tables;

const std::vector<std::int32_t> x = {0, 1, 1, 0, 2, 1, 0, 0, 1, 2, 2, 1, 0, 1, 1, 0, 2, 0, 1, 1};
const std::vector<std::int32_t> y = {0, 0, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 0, 1, 0, 1};

/// From x to y, or turned, in the last of two lanes; the other one holds a constant.
OfTable transfer(const BindEntropy& entropy, std::int64_t history, std::int64_t source_history,
                 bool turned = false, std::size_t symbols = 20) {
  Knowns knowns;
  knowns.estimand = "transfer_entropy";
  knowns.factors = {{"x", std::vector<std::string>(3)}, {"y", std::vector<std::string>(2)}};
  knowns.about = {{turned ? 1U : 0U, std::nullopt}, {turned ? 0U : 1U, std::nullopt}};
  knowns.K = 6;
  Arguments options;
  options.set("history", history);
  options.set("source_history", source_history);
  std::vector<std::int32_t> joint, constant(symbols, 0);
  for (std::size_t t = 0; t < symbols; ++t) joint.push_back(2 * x[t] + y[t]);
  const std::int32_t* lanes[] = {constant.data(), joint.data()};
  const Sequence sequence{static_cast<std::int64_t>(symbols), 6, 2, lanes};
  const Outcome<AnyEstimator> bound = transfer_entropy_by(entropy, knowns, options);
  EXPECT_TRUE(bound) << (bound ? "" : bound.reason());
  return bound ? run(*bound, &sequence, sequence.n, 2).back() : OfTable{};
}

// A Python script that sums p(y, past) ln [p(y | both pasts) / p(y | own past)], and counts the cells.
TEST(TransferEntropy, OfASequenceCountedElsewhere) {
  const struct {
    std::int64_t history, source_history;
    double ml, miller_madow;
  } cases[] = {{1, 1, 0.5479346706198702, 0.5742504600935544},
               {2, 1, 0.4649490316904534, 0.5482823650237867},
               {1, 3, 0.654079936805662, 0.7129034662174267}};
  for (const auto& c : cases) {
    EXPECT_NEAR(transfer(entropy_by<EntropyMl>(), c.history, c.source_history).cell.value, c.ml, 1e-14);
    EXPECT_NEAR(transfer(entropy_by<EntropyMillerMadow>(), c.history, c.source_history).cell.value,
                c.miller_madow, 1e-14);
  }
}

TEST(TransferEntropy, Statuses) {
  EXPECT_GT(transfer(entropy_by<EntropyMl>(), 1, 1, true).cell.value, 0);
  EXPECT_EQ(transfer(entropy_by<EntropyMl>(), 1, 1, false, 1).status, Status::empty);
  EXPECT_EQ(transfer(entropy_by<EntropyMl>(), 1, 5, false, 5).status, Status::empty);
  EXPECT_EQ(transfer(entropy_by<EntropyMl>(), 1, 1, false, 2).status, Status::boundary);
}

TEST(TransferEntropy, HistoriesThatCannotBeNumberedAreRefused) {
  Knowns knowns;
  knowns.estimand = "transfer_entropy";
  knowns.factors = {{"x", std::vector<std::string>(3)}, {"y", std::vector<std::string>(2)}};
  knowns.about = {{0, std::nullopt}, {1, std::nullopt}};
  Arguments options;
  options.set("history", std::int64_t{62});
  options.set("source_history", std::int64_t{1});
  EXPECT_FALSE(transfer_entropy_by(entropy_by<EntropyMl>(), knowns, options));
}

}  // namespace
}  // namespace plim::transfer_entropy_test
