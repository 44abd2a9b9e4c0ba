#include "plim/populations/population.hpp"
#include "plim/theory/errors.hpp"
#include "support.hpp"

namespace plim::finite_test {
namespace {

double log_choose(std::int64_t n, std::int64_t k) {
  return std::lgamma(static_cast<double>(n + 1)) - std::lgamma(static_cast<double>(k + 1)) -
         std::lgamma(static_cast<double>(n - k + 1));
}

/// Mean and sd of an entropy estimator over all ways to draw n of the items, class by class.
class AllSamples {
 public:
  AllSamples(std::vector<std::int64_t> items, std::int64_t n, bool corrected)
      : items_(std::move(items)), n_(n), corrected_(corrected), counts_(items_.size()) {
    std::int64_t total = 0;
    for (const std::int64_t x : items_) total += x;
    visit(0, n, -log_choose(total, n));
    sd = std::sqrt(square - mean * mean);
  }
  double mean = 0, square = 0, sd = 0;

 private:
  void visit(std::size_t k, std::int64_t left, double log_mass) {
    if (k == items_.size()) {
      if (left == 0) add(std::exp(log_mass));
      return;
    }
    for (std::int64_t c = 0; c <= std::min(left, items_[k]); ++c) {
      counts_[k] = c;
      visit(k + 1, left - c, log_mass + log_choose(items_[k], c));
    }
  }
  void add(double mass) {
    const double n = static_cast<double>(n_);
    double h = 0, observed = 0;
    for (const std::int64_t c : counts_) {
      const double q = static_cast<double>(c) / n;
      if (c > 0) h -= q * std::log(q);
      observed += c > 0 ? 1 : 0;
    }
    if (corrected_) h += (observed - 1) / (2 * n);
    mean += mass * h;
    square += mass * h * h;
  }
  std::vector<std::int64_t> items_;
  std::int64_t n_;
  bool corrected_;
  std::vector<std::int64_t> counts_;
};

TEST(FiniteTheory, MomentsAgreeWithAllSamples) {
  const std::vector<std::vector<std::int64_t>> populations = {
      {4, 3, 2}, {10, 10, 10}, {20, 5, 1, 1}, {1, 1, 1, 1, 1}, {9, 1}};
  for (const std::vector<std::int64_t>& items : populations) {
    std::int64_t total = 0;
    for (const std::int64_t x : items) total += x;
    std::vector<double> p;
    for (const std::int64_t x : items) p.push_back(static_cast<double>(x) / static_cast<double>(total));
    const double h = entropy_of(p);
    for (const std::int64_t n : {std::int64_t{1}, std::int64_t{2}, total / 2, total - 1, total}) {
      for (const bool corrected : {false, true}) {
        const AllSamples all(items, n, corrected);
        const double half = 0.5 / static_cast<double>(n);
        AdditiveTerm term{PlugIn{}, corrected ? -half : 0.0, nullptr};
        if (corrected) term.rest = [half](std::size_t, std::int64_t c) { return c > 0 ? half : 0.0; };
        const ErrorMoments m = additive_moments(CountLaws(p, n, total), entropy_error(p, n, term));
        EXPECT_NEAR(m.bias, all.mean - h, 1e-12) << total << " " << n;
        EXPECT_NEAR(m.sd, std::isnan(all.sd) ? 0 : all.sd, 2e-7) << total << " " << n;
      }
    }
  }
}

// One draw always shows entropy 0, so that its spread is 0 and no rounding.
TEST(FiniteTheory, OneDrawHasNoSpread) {
  const std::vector<std::vector<double>> laws = {
      {0.3, 0.7}, {0.1, 0.2, 0.3, 0.4}, {0.6, 0.399, 0.001}, {0.2, 0.2, 0.2, 0.2, 0.2}, {1 - 1e-9, 1e-9}};
  for (const std::vector<double>& p : laws) {
    const ErrorMoments m = additive_moments(CountLaws(p, 1), entropy_error(p, 1, {PlugIn{}, 0, nullptr}));
    EXPECT_EQ(m.sd, 0);
    EXPECT_NEAR(m.bias, -entropy_of(p), 1e-15);
    EXPECT_NEAR(m.controlled_sd, std::sqrt(varentropy_of(p)), 1e-14);
  }
  EXPECT_EQ(varentropy_of(laws[3]), 0);
  const std::vector<double> items = {0.5, 0.125, 0.375};
  EXPECT_EQ(additive_moments(CountLaws(items, 1, 8), entropy_error(items, 1, {PlugIn{}, 0, nullptr})).sd, 0);
}

TEST(FiniteTheory, AtTheWholePopulationNothingIsLeftOfTheError) {
  const std::vector<double> p = {0.5, 0.3, 0.2};
  const ErrorMoments m =
      additive_moments(CountLaws(p, 1000, 1000), entropy_error(p, 1000, {PlugIn{}, 0, nullptr}));
  EXPECT_NEAR(m.bias, 0, 1e-15);
  EXPECT_EQ(m.sd, 0);
}

// The leading terms: -(s-1)(N-n)/(2n(N-1)) and V/n (N-n)/(N-1).
TEST(FiniteTheory, ExactMomentsApproachTheirLeadingTerms) {
  const std::vector<double> p = {0.4, 0.3, 0.2, 0.1};
  const std::int64_t n = 20000, total = 50000;
  const ErrorMoments m =
      additive_moments(CountLaws(p, n, total), entropy_error(p, n, {PlugIn{}, 0, nullptr}));
  const double c = 30000.0 / 49999;
  EXPECT_NEAR(m.bias / (-3.0 / 40000 * c), 1, 1e-3);
  EXPECT_NEAR(m.sd / std::sqrt(varentropy_of(p) / 20000 * c), 1, 1e-3);
}

}  // namespace
}  // namespace plim::finite_test
