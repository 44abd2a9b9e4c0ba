#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ngram_texts.hpp"
#include "plim/estimators/language/ngram_loss.hpp"
#include "support.hpp"

namespace plim::ngram_test {
namespace {

using test::ngrams::random_text;
using test::ngrams::Symbols;
using test::ngrams::with;

/// A model by its name and options.
Knowns knowns_of(const std::string& smoothing, const Arguments& options, std::size_t K) {
  Knowns knowns;
  knowns.estimand = "cross_entropy";
  knowns.smoothing = smoothing;
  knowns.smoothing_options = options;
  knowns.K = K;
  return knowns;
}

/// The estimate for one pair of texts.
struct Loss {
  Cell cell;
  Status status = Status::regular;
};
Loss loss_of(const Knowns& knowns, const Symbols& train, const Symbols& test, const Arguments& options = {}) {
  const Outcome<NgramLoss> bound = NgramLoss::bind(knowns, options);
  if (!bound) throw std::runtime_error(bound.reason());
  const std::int32_t* trained = train.data();
  const std::int32_t* tested = test.data();
  const SequencePair pair{{static_cast<std::int64_t>(train.size()), *knowns.K, 1, &trained},
                          {static_cast<std::int64_t>(test.size()), *knowns.K, 1, &tested},
                          1,
                          1};
  NgramsOfPair derive(1, bound->view_arguments());
  NgramLoss::workspace workspace;
  Loss loss;
  bound->estimate(derive(pair).one(0), workspace, Address{}, {{&loss.cell, 1}, loss.status});
  return loss;
}

TEST(Ngrams, LossesOfPublishedSequences) {
  std::size_t tried = 0;
  const auto all = test::read_json("language.json");
  for (const auto& c : all["sequences"]) {
    const Symbols train = c["train"], text = c["test"];
    for (const auto& [name, expected] : c["cross_entropy"].items()) {
      SCOPED_TRACE(c["id"].get<std::string>() + " " + name);
      const std::string model = name.substr(20, name.find('|') - 20);
      Arguments options = with({{"order", std::int64_t{name.back() - '0'}}});
      if (model == "lidstone0.5") options.set("a", 0.5);
      const std::string smoothing = model == "lidstone0.5"  ? "lidstone"
                                    : model == "wittenbell" ? "witten_bell"
                                                            : model;
      const Loss loss = loss_of(knowns_of(smoothing, options, c["alphabet"]), train, text);
      if (expected.is_string()) {
        EXPECT_EQ(loss.status, Status::infinite);
        EXPECT_EQ(loss.cell.value, std::numeric_limits<double>::infinity());
      } else {
        EXPECT_EQ(loss.status, Status::regular);
        EXPECT_NEAR(loss.cell.value, expected.get<double>(), 1e-11 * expected.get<double>());
      }
      ++tried;
    }
  }
  EXPECT_EQ(tried, 48U);
}

TEST(Ngrams, ProbabilitiesOfAllSymbolsSumToOne) {
  const Symbols train = random_text(400, 5, 5);
  for (const NgramSmoothing& smoothing : ngram_smoothings()) {
    for (const char* base : {"counts", "uniform"}) {
      for (const std::int64_t order : {1, 2, 3, 4}) {
        SCOPED_TRACE(std::string(smoothing.name) + " " + base + " " + std::to_string(order));
        Arguments options = with({{"order", order}, {"base", std::string(base)}});
        if (smoothing.adds && smoothing.pseudo_count == 0) options.set("a", 0.3);
        // After every context that the training text has, and one that it has not: symbol 7 of 8 is unknown.
        for (const Symbols& context :
             {Symbols{0, 0, 0}, Symbols{1, 0, 2}, Symbols{4, 4, 4}, Symbols{7, 0, 1}, Symbols{0, 0, 7}}) {
          double sum = 0;
          for (const std::int32_t w : {0, 1, 2, 3, 4, 7}) {
            Symbols text(context.end() - (order - 1), context.end());
            text.push_back(w);
            const Loss loss = loss_of(knowns_of(smoothing.name, options, 8), train, text);
            sum += loss.status == Status::infinite ? 0 : std::exp(-loss.cell.value);
          }
          if (sum == 0 && smoothing.name == std::string("mle")) continue;  // a context that was not seen
          EXPECT_NEAR(sum, 1, 1e-12);
        }
      }
    }
  }
}

TEST(Ngrams, UnknownSymbols) {
  const Symbols train = {0, 1, 0, 1, 2}, text = {0, 1, 3, 0};
  const auto loss = [&](const char* vocabulary, std::int64_t least = 1) {
    return loss_of(
        knowns_of("laplace", with({{"vocabulary", std::string(vocabulary)}, {"min_count", least}}), 5), train,
        text);
  };
  // V = 4: 3/9, 3/9, 1/9 (the unknown one), 3/9.
  EXPECT_NEAR(loss("train+unknown").cell.value, -std::log(3. * 3 * 1 * 3 / 6561) / 4, 1e-14);
  // V = 5: the unseen ones are two.
  EXPECT_NEAR(loss("population").cell.value, -std::log(3. * 3 * 1 * 3 / 10000) / 4, 1e-14);
  // Symbol 2 occurs once and is unknown too: V = 3, 3/8, 3/8, 2/8, 3/8.
  EXPECT_NEAR(loss("train+unknown", 2).cell.value, -std::log(3. * 3 * 2 * 3 / 4096) / 4, 1e-14);
  EXPECT_EQ(loss("train").status, Status::infinite);
}

TEST(Ngrams, ShortTextsAndRefusals) {
  const Symbols train = {0, 1, 0, 1, 2};
  const auto knowns = [](std::int64_t order) { return knowns_of("laplace", with({{"order", order}}), 3); };
  EXPECT_EQ(loss_of(knowns(3), train, {0, 1}).status, Status::empty);
  const Loss one = loss_of(knowns(3), train, {0, 1, 0});
  EXPECT_EQ(one.status, Status::regular);
  EXPECT_TRUE(std::isnan(one.cell.se));
  // No block of the training text is so long: every symbol of the four has the same probability.
  EXPECT_NEAR(loss_of(knowns(6), train, {0, 1, 0, 1, 2, 0}).cell.value, std::log(4.), 1e-14);
  EXPECT_FALSE(NgramModel::bind(knowns_of("witten_bell", with({{"base", std::string("x")}}), 3)));
  EXPECT_FALSE(NgramModel::bind(knowns_of("mle", with({{"vocabulary", std::string("x")}}), 3)));
  EXPECT_FALSE(NgramModel::bind(knowns_of("mle", with({{"order", std::int64_t{6}}}), std::size_t{1} << 22)));
  EXPECT_FALSE(NgramModel::bind(
      knowns_of("mle", with({{"vocabulary", std::string("train")}, {"min_count", std::int64_t{2}}}), 3)));
}

TEST(Ngrams, ErrorOfBlocks) {
  // Losses ln 2 and ln 4 by turns of two places: blocks of two differ, blocks of four do not.
  const Symbols train = {0, 0, 1, 2};
  const Symbols text = {0, 0, 1, 1, 0, 0, 2, 2};
  Knowns knowns = knowns_of("mle", {}, 3);
  knowns.interval = IntervalRequest{};
  const double low = std::log(2.), high = std::log(4.), mean = (low + high) / 2;
  const Loss twos = loss_of(knowns, train, text, with({{"block", std::int64_t{2}}}));
  EXPECT_NEAR(twos.cell.value, mean, 1e-15);
  // Sums of blocks lie ln 2 around their mean: 4 (ln 2)^2 * 4/3, over 8.
  const double se = std::sqrt(4 * low * low * 4 / 3) / 8;
  EXPECT_NEAR(twos.cell.se, se, 1e-15);
  constexpr double t = 3.182446305283710;  // 0.975 quantile of Student's t with 3 degrees of freedom
  EXPECT_NEAR(twos.cell.hi, mean + t * se, 1e-13);
  EXPECT_NEAR(twos.cell.lo, std::max(0., mean - t * se), 1e-13);
  EXPECT_NEAR(loss_of(knowns, train, text, with({{"block", std::int64_t{4}}})).cell.se, 0, 1e-15);
}

}  // namespace
}  // namespace plim::ngram_test
