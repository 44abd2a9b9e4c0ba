#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ngram_texts.hpp"
#include "plim/estimators/language/ngram_smoothing.hpp"
#include "support.hpp"

namespace plim::ngram_facts_test {
namespace {

using test::ngrams::random_text;
using test::ngrams::Symbols;
using test::ngrams::with;
using Block = std::vector<std::int32_t>;

/// Counts by their definitions, of several sentences, each by itself.
class PlainCounts {
 public:
  explicit PlainCounts(const std::vector<Symbols>& sentences, std::size_t order) : order_(order) {
    for (const Symbols& s : sentences) {
      for (std::size_t length = 1; length <= order; ++length) {
        for (std::size_t i = 0; i + length <= s.size(); ++i)
          ++times_[Block(s.begin() + static_cast<std::ptrdiff_t>(i),
                         s.begin() + static_cast<std::ptrdiff_t>(i + length))];
      }
    }
  }

  std::vector<NgramLevel> levels(const Block& context, std::int32_t w) const {
    std::vector<NgramLevel> all;
    for (std::size_t length = 0; length <= context.size(); ++length) {
      const Block h(context.end() - static_cast<std::ptrdiff_t>(length), context.end());
      NgramLevel level;
      for (const auto& [block, count] : times_) {
        if (block.size() != length + 1 || !std::equal(h.begin(), h.end(), block.begin())) continue;
        const double left = left_of(block);
        level.total += static_cast<double>(count);
        level.types += 1;
        level.left_total += left;
        level.left_types += left > 0 ? 1 : 0;
        if (block.back() != w) continue;
        level.count = static_cast<double>(count);
        level.left = left;
      }
      all.push_back(level);
    }
    return all;
  }

 private:
  /// Different symbols before a block.
  double left_of(const Block& block) const {
    double different = 0;
    for (const auto& [longer, count] : times_) {
      if (longer.size() == block.size() + 1 && std::equal(block.begin(), block.end(), longer.begin() + 1))
        ++different;
    }
    return block.size() < order_ ? different : 0;
  }

  std::size_t order_;
  std::map<Block, std::int64_t> times_;
};

/// The sentences of nltk's tests as numbers, with marks at their ends.
class NltkModel {
 public:
  NltkModel(const nlohmann::json& all, const nlohmann::json& fact)
      : unknown_(all["unknown"]),
        order_(fact["order"]),
        smoothing_(find_ngram_smoothing(name_of(fact["model"]))) {
    for (const std::string word : all["vocabulary"])
      number_.emplace(word, static_cast<std::int32_t>(number_.size()));
    number_.emplace(unknown_, static_cast<std::int32_t>(number_.size()));
    for (const auto& sentence : all["train"]) sentences_.push_back(padded(sentence));
    setting_.classes = static_cast<double>(number_.size());
    setting_.a = fact["options"].value("a", smoothing_->pseudo_count);
    setting_.discounts.assign(order_, fact["options"].value("discount", 0.0));
  }

  /// Of the context as it is, however short.
  double score(const std::string& word, const std::vector<std::string>& context) const {
    Block h;
    for (const std::string& c : context) h.push_back(number(c));
    // A shorter block than the model's is no longest one: its counts are of what stands before it.
    std::vector<NgramLevel> levels = PlainCounts(sentences_, order_).levels(h, number(word));
    NgramSetting setting = setting_;
    if (levels.size() < order_ && smoothing_ == find_ngram_smoothing("kneser_ney")) {
      for (NgramLevel& l : levels) {
        l.count = l.left;
        l.total = l.left_total;
        l.types = l.left_types;
      }
    }
    return smoothing_->probability(levels, setting);
  }

 private:
  static std::string name_of(const std::string& model) {
    return model == "kneser_ney_interpolated" ? "kneser_ney" : model;
  }
  std::int32_t number(const std::string& word) const {
    const auto found = number_.find(word);
    return found == number_.end() ? number_.at(unknown_) : found->second;
  }
  Symbols padded(const nlohmann::json& sentence) const {
    Symbols x(order_ - 1, number("<s>"));
    for (const std::string word : sentence) x.push_back(number(word));
    x.insert(x.end(), order_ - 1, number("</s>"));
    return x;
  }

  std::string unknown_;
  std::size_t order_;
  const NgramSmoothing* smoothing_;
  std::map<std::string, std::int32_t> number_;
  std::vector<Symbols> sentences_;
  NgramSetting setting_;
};

TEST(Ngrams, FactsOfNltk) {
  const auto all = test::read_json("language.json")["nltk"];
  std::size_t tried = 0;
  for (const auto& fact : all["facts"]) {
    SCOPED_TRACE(fact["id"].get<std::string>());
    const NltkModel model(all, fact);
    double value = 0;
    if (fact.contains("word")) {
      value = model.score(fact["word"], fact["context"]);
    } else {
      for (const auto& gram : fact["ngrams"])
        value -= std::log2(model.score(gram[1], {gram[0].get<std::string>()})) /
                 static_cast<double>(fact["ngrams"].size());
      if (fact["what"] == "perplexity") value = std::exp2(value);
    }
    const double expected = fact["expected"].is_string() ? std::numeric_limits<double>::infinity()
                                                         : fact["expected"].get<double>();
    if (std::isinf(expected)) {
      EXPECT_EQ(value, expected);
    } else {
      EXPECT_NEAR(value, expected, 1e-4 * std::fabs(expected) + 1e-12);
    }
    ++tried;
  }
  EXPECT_EQ(tried, 30U);
}

/// What the counts of a training text say of every block of a test text, and what they say by definition.
void expect_counts(const Symbols& train, const Symbols& text, std::size_t K, std::int64_t order) {
  const Arguments view = ngram_arguments(with({{"order", order}, {"vocabulary", std::string("population")}}));
  const std::int32_t *trained = train.data(), *tested = text.data();
  const SequencePair pair{{static_cast<std::int64_t>(train.size()), K, 1, &trained},
                          {static_cast<std::int64_t>(text.size()), K, 1, &tested},
                          1,
                          1};
  NgramsOfPair derive(1, view);
  const NgramText& seen = derive(pair).one(0);
  const PlainCounts plain({train}, static_cast<std::size_t>(order));
  std::vector<NgramLevel> levels(static_cast<std::size_t>(order));
  ASSERT_EQ(seen.places().size(), text.size() - static_cast<std::size_t>(order) + 1);
  for (std::size_t place = 0; place < seen.places().size(); ++place) {
    seen.look_up(seen.places()[place], levels);
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(place);
    const auto expected = plain.levels(Block(begin, begin + order - 1), *(begin + order - 1));
    for (std::size_t j = 0; j < levels.size(); ++j) {
      SCOPED_TRACE(std::to_string(place) + ", length " + std::to_string(j + 1));
      const bool longest = j + 1 == levels.size();
      EXPECT_EQ(levels[j].count, expected[j].count);
      EXPECT_EQ(levels[j].total, expected[j].total);
      EXPECT_EQ(levels[j].types, expected[j].types);
      if (longest) continue;
      EXPECT_EQ(levels[j].left, expected[j].left);
      EXPECT_EQ(levels[j].left_total, expected[j].left_total);
      EXPECT_EQ(levels[j].left_types, expected[j].left_types);
    }
  }
}

TEST(Ngrams, CountsAreThoseOfTheirDefinitions) {
  for (const std::int64_t order : {1, 2, 3, 6})
    expect_counts(random_text(150, 3, 1), random_text(40, 3, 2), 3, order);
  expect_counts(random_text(100, 1000, 3), random_text(30, 1000, 3), 1000, 6);        // 60 bits
  expect_counts(random_text(100, 100000, 4), random_text(30, 100000, 4), 100000, 5);  // 85 bits
  expect_counts(Symbols{0, 1}, Symbols{0, 1, 0, 0, 1}, 2, 4);                         // shorter than a block
}

}  // namespace
}  // namespace plim::ngram_facts_test
