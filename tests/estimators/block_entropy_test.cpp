#include "plim/estimators/entropy/block_entropy.hpp"

#include <cmath>

#include "markov_cases.hpp"
#include "plim/study/standard_catalogue.hpp"

// Estimators from blocks: on all sequences of a length, weighted by their chance, against the moments that
// Python finds over the same ones with counters of its own (tests/data/markov_chains.py).
namespace plim::block_entropy_test {
namespace {

class OnSequences {
 public:
  OnSequences(const Catalogue& catalogue, const test::ChainEstimate& of, std::size_t K) : K_(K) {
    Knowns knowns;
    knowns.estimand = of.estimand;
    knowns.K = K;
    for (const EstimatorEntry& e : catalogue.estimators()) {
      if (e.name == of.estimator && e.estimands == std::vector{of.estimand})
        bound_ = *e.bind(*catalogue.find_law("markov")->make(fair()).operator*(), knowns, of.options);
    }
    instance_ = bound_.bound->instantiate();
  }

  double operator()(const std::vector<std::int32_t>& x) {
    const std::int32_t* row = x.data();
    BlocksOfSequence blocks(1, bound_.facts->view.arguments);
    const BlockCounts& counts = blocks({static_cast<std::int64_t>(x.size()), K_, 1, &row});
    Cell cell;
    instance_->run(&counts, static_cast<std::int64_t>(x.size()), {}, {&cell, &status, 1, 1});
    return cell.value;
  }

  Status status = Status::regular;

 private:
  static Arguments fair() {
    Arguments a;
    a.set("matrix", Value{NumberRows{{0.5, 0.5}, {0.5, 0.5}}});
    return a;
  }
  std::size_t K_;
  AnyEstimator bound_;
  std::unique_ptr<Instance> instance_;
};

/// All sequences of n symbols below K, the last one fastest.
bool next_of(std::vector<std::int32_t>& x, std::size_t K) {
  for (std::size_t i = x.size(); i-- > 0;) {
    if (++x[i] < static_cast<std::int32_t>(K)) return true;
    x[i] = 0;
  }
  return false;
}

double chance_of(const std::vector<std::int32_t>& x, const NumberRows& P, const std::vector<double>& start) {
  double p = start[static_cast<std::size_t>(x[0])];
  for (std::size_t i = 1; i < x.size(); ++i)
    p *= P[static_cast<std::size_t>(x[i - 1])][static_cast<std::size_t>(x[i])];
  return p;
}

TEST(BlockEntropies, MomentsOverAllSequencesArePythons) {
  const Catalogue catalogue = standard_catalogue();
  std::size_t checked = 0;
  for (const auto& [name, chain] : test::markov_chains().at("chains").items()) {
    const NumberRows P = test::matrix_of(chain);
    const auto start = chain.at(chain.contains("start") ? "start" : "stationary").get<std::vector<double>>();
    for (const auto& sample : chain.at("samples")) {
      for (const auto& [words, wanted] : sample.at("moments").items()) {
        OnSequences estimate(catalogue, test::ChainEstimate(words), P.size());
        std::vector<std::int32_t> x(sample.at("n").get<std::size_t>(), 0);
        double mean = 0, square = 0;
        do {
          const double p = chance_of(x, P, start), value = p > 0 ? estimate(x) : 0;
          mean += p * value;
          square += p * value * value;
        } while (next_of(x, P.size()));
        EXPECT_NEAR(mean, wanted[0].get<double>(), 1e-12) << name << " " << words;
        EXPECT_NEAR(std::sqrt(std::fmax(0, square - mean * mean)), wanted[1].get<double>(), 1e-7)
            << name << " " << words;
        ++checked;
      }
    }
  }
  EXPECT_GE(checked, 100U);
}

TEST(BlockEntropies, EdgesHaveAStatus) {
  const Catalogue catalogue = standard_catalogue();
  for (const char* words : {"block_entropy ml 3", "entropy_rate ml 2", "entropy_rate per_symbol 3"}) {
    OnSequences estimate(catalogue, test::ChainEstimate(words), 2);
    EXPECT_TRUE(std::isnan(estimate({0, 1}))) << words;
    EXPECT_EQ(estimate.status, Status::empty) << words;
    EXPECT_EQ(estimate({1, 1, 1, 1}), 0) << words;
    EXPECT_EQ(estimate.status, Status::boundary) << words;
    EXPECT_GT(estimate({0, 1, 0, 0, 1, 1, 0, 1, 0, 1}), 0) << words;
    EXPECT_EQ(estimate.status, Status::regular) << words;
  }
  // Of what always follows nothing is left to be told, whatever the correction.
  OnSequences corrected(catalogue, test::ChainEstimate("entropy_rate miller_madow 1"), 2);
  EXPECT_EQ(corrected({0, 1, 0, 1, 0}), 0);
  EXPECT_EQ(corrected.status, Status::boundary);
}

// Blocks of 12 letters of 26 are sorted, not counted in a table: 9.5e16 kinds. The same counts by hand.
TEST(BlockEntropies, LongBlocksAreSorted) {
  const Catalogue catalogue = standard_catalogue();
  OnSequences estimate(catalogue, test::ChainEstimate("block_entropy ml 12"), 26);
  std::vector<std::int32_t> x;
  for (int i = 0; i < 40; ++i) x.push_back(i % 3 == 0 ? 25 : i % 3);
  // Period 3, 29 blocks: 10, 10 and 9 times.
  EXPECT_NEAR(estimate(x), std::log(29.0) - (20 * std::log(10.0) + 9 * std::log(9.0)) / 29, 1e-14);
}

TEST(BlockEntropies, BlocksThatCannotBeNumberedAreRefused) {
  Knowns knowns;
  knowns.K = 26;
  Arguments options;
  options.set("length", Value{std::int64_t{14}});
  EXPECT_FALSE(BlockEntropyMl::bind(knowns, options));
  EXPECT_EQ(BlockEntropyMl::bind(knowns, options).reason(),
            "ml: blocks of 14 symbols of 26 kinds are too many to be numbered, 2^63 or more");
}

}  // namespace
}  // namespace plim::block_entropy_test
