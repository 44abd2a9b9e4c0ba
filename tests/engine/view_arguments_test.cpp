#include <algorithm>
#include <cmath>
#include <numeric>

#include "fixtures.hpp"
#include "plim/engine/worker.hpp"
#include "plim/views/reals.hpp"

// Views with arguments, of a user: means over blocks of so many draws, and the gaps of order m between them.
namespace plim::view_arguments_test {
namespace {

struct BlockMeans {
  static constexpr const char* name = "block_means";
  std::int64_t n;
  std::size_t lanes;
  std::vector<std::vector<double>> means;  // [lanes]
  using One = const std::vector<double>&;
  One one(std::size_t lane) const noexcept { return means[lane]; }
};

struct Gaps {
  static constexpr const char* name = "gaps";
  std::int64_t n;
  std::size_t lanes;
  std::vector<std::vector<double>> gaps;  // [lanes], x_(i+m) - x_(i) of the block means in order
  using One = const std::vector<double>&;
  One one(std::size_t lane) const noexcept { return gaps[lane]; }
};

std::vector<double> means_of(const double* x, std::int64_t n, std::int64_t length) {
  std::vector<double> means;
  for (std::int64_t i = 0; i + length <= n; i += length)
    means.push_back(std::accumulate(x + i, x + i + length, 0.0) / static_cast<double>(length));
  return means;
}

std::vector<double> gaps_of(std::vector<double> x, std::int64_t m) {
  std::sort(x.begin(), x.end());
  std::vector<double> gaps;
  for (auto i = static_cast<std::size_t>(m); i < x.size(); ++i)
    gaps.push_back(x[i] - x[i - static_cast<std::size_t>(m)]);
  return gaps;
}

int blocks_made = 0, gaps_made = 0;  // groups

class BlocksOfReals {
 public:
  BlocksOfReals(std::size_t, const Arguments& arguments) : length_(arguments.integer("length")) {}
  static std::size_t footprint(const SampleSize& size, const Arguments& arguments) {
    return sizeof(double) * static_cast<std::size_t>(size.n / arguments.integer("length"));
  }
  const BlockMeans& operator()(const Reals& reals) {
    ++blocks_made;
    view_ = {reals.n, reals.lanes, {}};
    for (std::size_t lane = 0; lane < reals.lanes; ++lane)
      view_.means.push_back(means_of(reals.x[lane], reals.n, length_));
    return view_;
  }

 private:
  std::int64_t length_;
  BlockMeans view_{};
};

class GapsOfBlocks {
 public:
  GapsOfBlocks(std::size_t, const Arguments& arguments) : m_(arguments.integer("m")) {}
  static Arguments origin(const Arguments& arguments) {
    Arguments blocks;
    blocks.set("length", arguments.integer("length"));
    return blocks;
  }
  const Gaps& operator()(const BlockMeans& blocks) {
    ++gaps_made;
    view_ = {blocks.n, blocks.lanes, {}};
    for (const std::vector<double>& means : blocks.means) view_.gaps.push_back(gaps_of(means, m_));
    return view_;
  }

 private:
  std::int64_t m_;
  Gaps view_{};
};

double largest_of(const std::vector<double>& x) { return *std::max_element(x.begin(), x.end()); }
double smallest_of(const std::vector<double>& x) { return *std::min_element(x.begin(), x.end()); }

template <bool largest>
struct ExtremeGap {
  using view = Gaps;
  static constexpr std::string_view name = largest ? "largest_gap" : "smallest_gap", estimand = "gap";
  static std::vector<Parameter> options() {
    return {{"m", Domain::positive_integer, "order"}, {"length", Domain::positive_integer, "of a block"}};
  }
  static Outcome<ExtremeGap> bind(const Knowns&, const Arguments& options) { return ExtremeGap{options}; }
  const Arguments& view_arguments() const { return arguments; }
  double estimate(const std::vector<double>& gaps) const {
    return largest ? largest_of(gaps) : smallest_of(gaps);
  }
  Arguments arguments;
};

Catalogue with_gaps() {
  Catalogue catalogue = standard_catalogue();
  catalogue.add_derivation<BlockMeans, Reals, BlocksOfReals>();
  catalogue.add_derivation<Gaps, BlockMeans, GapsOfBlocks>();
  catalogue.add_estimator<ExtremeGap<true>>().add_estimator<ExtremeGap<false>>();
  return catalogue;
}

std::string study_of(const std::string& with, const std::string& n = "60") {
  return test::study_text("law = \"normal\"\nmean = 0\nsd = 1", "n = " + n,
                          "[estimate.g]\nof = \"gap\"\non = \"x\"\nwith = [" + with + "]\n", 64);
}

std::string use(const std::string& name, int m, int length) {
  return "{ use = \"" + name + "\", m = " + std::to_string(m) + ", length = " + std::to_string(length) + " }";
}

const std::string four_uses = use("largest_gap", 1, 2) + ", " + use("largest_gap", 3, 2) + ", " +
                              use("smallest_gap", 3, 2) + ", " + use("largest_gap", 3, 5);

TEST(ViewArguments, EqualOnesShareADerivationAndOthersDoNot) {
  const test::Planned plan = test::plan_of(study_of(four_uses), with_gaps(), 64);
  EXPECT_EQ(plan.scenarios[0].derived.size(), 5U);
  blocks_made = gaps_made = 0;
  EXPECT_EQ(test::run_first(plan, 1)[0].successes(), 64);
  EXPECT_EQ(blocks_made, 2);
  EXPECT_EQ(gaps_made, 3);
}

TEST(ViewArguments, MakeTheViewThatTheySay) {
  const test::Planned plan = test::plan_of(study_of(four_uses), with_gaps());
  Worker worker(plan, 0);
  worker.step(0, 1, 0);
  const double* x = static_cast<const Reals*>(worker.view(view_id<Reals>()))->x[0];
  const auto gaps = [x](std::int64_t m, std::int64_t length) { return gaps_of(means_of(x, 60, length), m); };
  EXPECT_EQ(worker.cells(0, 0)[0].value, largest_of(gaps(1, 2)));
  EXPECT_EQ(worker.cells(1, 0)[0].value, largest_of(gaps(3, 2)));
  EXPECT_EQ(worker.cells(2, 0)[0].value, smallest_of(gaps(3, 2)));
  EXPECT_EQ(worker.cells(3, 0)[0].value, largest_of(gaps(3, 5)));
}

// A source makes no view with arguments, and a derivation that takes none makes none.
TEST(ViewArguments, AreNotLostWhereADerivationTakesNone) {
  struct OtherMeans : BlocksOfReals {
    explicit OtherMeans(std::size_t lanes) : BlocksOfReals(lanes, {}) {}
  };
  const TypedDerivation<BlockMeans, Reals, OtherMeans> takes_none;
  Arguments length;
  length.set("length", std::int64_t{2});
  EXPECT_TRUE(takes_none.makes({view_id<BlockMeans>()}));
  EXPECT_FALSE(takes_none.makes({view_id<BlockMeans>(), length}));
}

// 1e5 doubles of a sample, and half as many of its block means: fewer lanes fit, and nothing else changes.
TEST(ViewArguments, BuffersOfDerivedViewsCount) {
  const test::Planned plain = test::plan_of(study_of(use("largest_gap", 1, 50), "9000"), with_gaps()),
                      large = test::plan_of(study_of(use("largest_gap", 1, 1), "9000"), with_gaps());
  EXPECT_EQ(lane_bytes(large.scenarios[0]) - lane_bytes(plain.scenarios[0]), 8U * (9000 - 180));
  EXPECT_EQ(plain.scenarios[0].lanes, 7U);
  EXPECT_EQ(large.scenarios[0].lanes, 3U);
  const test::Planned alone = test::plan_of(study_of(use("largest_gap", 1, 1), "9000"), with_gaps(), 1);
  EXPECT_EQ(test::run_first(large)[0], test::run_first(alone)[0]);
}

}  // namespace
}  // namespace plim::view_arguments_test
