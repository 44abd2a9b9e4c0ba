#include <cmath>
#include <map>

#include "tables.hpp"

namespace plim::transfer_entropy_test {
namespace {

using namespace test::tables;

const std::vector<std::int32_t> x = {0, 1, 1, 0, 2, 1, 0, 0, 1, 2, 2, 1, 0, 1, 1, 0, 2, 0, 1, 1};
const std::vector<std::int32_t> y = {0, 0, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 0, 1, 0, 1};

/// From x to y, or turned, in the last of two lanes; the other one holds a constant.
OfTable transfer(const BindEntropy& entropy, std::int64_t history, std::int64_t source_history,
                 bool turned = false, std::size_t symbols = 20, bool interval = false) {
  Knowns knowns;
  knowns.estimand = "transfer_entropy";
  knowns.factors = {{"x", std::vector<std::string>(3)}, {"y", std::vector<std::string>(2)}};
  knowns.about = {{turned ? 1U : 0U, std::nullopt}, {turned ? 0U : 1U, std::nullopt}};
  knowns.K = 6;
  if (interval) knowns.interval = IntervalRequest{};
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

/// ln [p(y | both pasts) / p(y | own past)] of every window but one, counted here; and the cells of the four
/// tables, signed.
struct LocalTerms {
  std::vector<double> terms;
  double mean = 0, cells = 0;
};
LocalTerms without_window(std::size_t left_out) {
  std::map<std::vector<int>, double> all, own, past, own_past;
  const auto each = [&](auto f) {
    for (std::size_t t = 1; t < 20; ++t) {
      if (t != left_out) f(y[t], y[t - 1], x[t - 1]);
    }
  };
  each([&](int next, int mine, int other) {
    ++all[{next, mine, other}];
    ++own[{next, mine}];
    ++past[{mine, other}];
    ++own_past[{mine}];
  });
  LocalTerms local;
  each([&](int next, int mine, int other) {
    local.terms.push_back(
        std::log(all[{next, mine, other}] * own_past[{mine}] / own[{next, mine}] / past[{mine, other}]));
  });
  for (const double t : local.terms) local.mean += t / static_cast<double>(local.terms.size());
  local.cells =
      static_cast<double>(own.size() + past.size()) - static_cast<double>(all.size() + own_past.size());
  return local;
}

// The delta method's error to second order: the spread of the local terms, and the chi-square's that is left
// where these are 0. The jackknife of windows is of the same size.
TEST(TransferEntropy, HasTheErrorOfIndependentWindows) {
  const OfTable e = transfer(entropy_by<EntropyMl>(), 1, 1, false, 20, true);
  const LocalTerms local = without_window(0);
  const double n = 19;
  double square = 0, jackknife = 0, centre = 0;
  for (const double t : local.terms) square += (t - local.mean) * (t - local.mean);
  for (std::size_t t = 1; t < 20; ++t) centre += without_window(t).mean / n;
  for (std::size_t t = 1; t < 20; ++t) jackknife += std::pow(without_window(t).mean - centre, 2);
  EXPECT_NEAR(e.cell.value, local.mean, 1e-14);
  EXPECT_NEAR(e.cell.se, std::sqrt(square / n / n + std::fabs(local.cells) / (2 * n * n)), 1e-14);
  EXPECT_NEAR(e.cell.se / std::sqrt((n - 1) / n * jackknife), 1, 0.3);
  EXPECT_GT(e.cell.lo, 0);
  EXPECT_NEAR(e.cell.hi, e.cell.value + 1.959963984540054 * e.cell.se, 1e-14);
  EXPECT_EQ(transfer(entropy_by<EntropyMl>(), 2, 1, true, 20, true).status, Status::regular);
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
