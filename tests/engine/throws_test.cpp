#include <new>
#include <set>
#include <stdexcept>

#include "fixtures.hpp"
#include "plim/core/error.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/views/counts.hpp"

namespace plim::throws_test {
namespace {

const std::string coin = "law = \"bernoulli\"\np = 0.5\n";

/// Throws on a whole group if the last class of some lane has an even count.
struct GroupThrower {
  using view = Counts;
  static constexpr std::string_view name = "group_thrower";
  static constexpr std::string_view estimand = "entropy";
  void estimate_block(const Counts& v, NoWorkspace&, const Address&, const BlockOut& out) const {
    for (std::size_t lane = 0; lane < out.lanes; ++lane) {
      const double count = static_cast<double>(v.one(lane)[1]);
      out.cells[lane] = Cell{};
      out.cells[lane].value = count;
      out.status[lane] = Status::regular;
      if (v.one(lane)[1] % 2 == 0) throw std::runtime_error("even");
    }
  }
};

/// The same lane by lane.
struct LaneThrower {
  using view = Counts;
  static constexpr std::string_view name = "lane_thrower";
  static constexpr std::string_view estimand = "entropy";
  double estimate(const Counts::One& c) const {
    if (c[1] % 2 == 0) throw std::runtime_error("even");
    return static_cast<double>(c[1]);
  }
};

struct PrepareThrower {
  struct workspace {};
  using view = Counts;
  static constexpr std::string_view name = "prepare_thrower";
  static constexpr std::string_view estimand = "entropy";
  void prepare(std::int64_t n, workspace&) const {
    if (n == 10) throw std::runtime_error("ten");
  }
  void estimate(const Counts::One&, workspace&, const Address&, const EstimateRef& out) const {
    out.out[0].value = 1;
  }
};

struct BindThrower {
  using view = Counts;
  static constexpr std::string_view name = "bind_thrower";
  static constexpr std::string_view estimand = "entropy";
  static Outcome<BindThrower> bind(const Knowns&, const Arguments&) { throw std::runtime_error("no table"); }
  double estimate(const Counts::One&) const { return 0; }
};

struct Greedy {
  using view = Counts;
  static constexpr std::string_view name = "greedy";
  static constexpr std::string_view estimand = "entropy";
  double estimate(const Counts::One&) const { throw std::bad_alloc(); }
};

/// A view that cannot be derived where the second class has no count.
struct Odds {
  static constexpr const char* name = "odds";
  std::size_t lanes;
  struct One {};
  One one(std::size_t) const noexcept { return {}; }
};
struct ToOdds {
  explicit ToOdds(std::size_t) {}
  const Odds& operator()(const Counts& v) {
    for (std::size_t lane = 0; lane < v.lanes; ++lane) {
      if (v.one(lane)[1] == 0) throw std::runtime_error("no odds");
    }
    odds.lanes = v.lanes;
    return odds;
  }
  Odds odds{};
};
struct OfOdds {
  using view = Odds;
  static constexpr std::string_view name = "of_odds";
  static constexpr std::string_view estimand = "entropy";
  double estimate(const Odds::One&) const { return 0; }
};

Catalogue catalogue() {
  return standard_catalogue()
      .add_estimator<GroupThrower>()
      .add_estimator<LaneThrower>()
      .add_estimator<PrepareThrower>()
      .add_estimator<BindThrower>()
      .add_estimator<Greedy>()
      .add_estimator<OfOdds>()
      .add_derivation<Odds, Counts, ToOdds>();
}

std::string asking(const std::string& with, const std::string& sizes) {
  return test::study_text(coin, sizes, "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [" + with + "]\n",
                          200);
}

TEST(Throws, OfAGroupAreTheStatusOfTheLaneThatThrew) {
  for (const std::string path : {"nested", "independent"}) {
    const std::string text =
        asking("\"group_thrower\", \"lane_thrower\"", "n = { grid = [3, 8] }\npath = \"" + path + "\"");
    const Record one = test::run_first(test::plan_of(text, catalogue(), 1), 1);
    for (const std::size_t group : {1, 7, 64}) {
      const Record r = test::run_first(test::plan_of(text, catalogue(), group), 2);
      EXPECT_EQ(r, one) << path << " in groups of " << group;
      for (std::size_t size = 0; size < 2; ++size) {
        // Counts of binomial(n, 1/2): even and odd alike, so both happen in 200 replicates but for 2^-199.
        EXPECT_GT(r[2 * size].error.count, 0);
        EXPECT_LT(r[2 * size].error.count, 200);
        EXPECT_EQ(r[2 * size].error.count, r[2 * size + 1].error.count);
        EXPECT_EQ(r[2 * size].error.mean, r[2 * size + 1].error.mean);
        EXPECT_EQ(r[2 * size].statuses, r[2 * size + 1].statuses);
      }
    }
  }
}

TEST(Throws, OfPrepareAreAStatusAtThatSize) {
  const Record r = test::run_first(
      test::plan_of(asking("\"prepare_thrower\"", "n = { grid = [5, 10, 20] }"), catalogue()), 2);
  EXPECT_EQ(r[0].error.count, 200);
  EXPECT_EQ(r[1].error.count, 0);
  EXPECT_EQ(r[1].statuses[static_cast<std::size_t>(Status::threw)], 200);
  EXPECT_EQ(r[2].error.count, 200);
}

// Else how many replicates succeed would depend on the machine.
TEST(Throws, OfMemoryEndTheRun) {
  const test::Planned plan = test::plan_of(asking("\"greedy\"", "n = 5"), catalogue());
  EXPECT_THROW(test::run_first(plan, 2), std::bad_alloc);
}

TEST(Throws, OfBindAreAFault) {
  const auto faults = test::faults_of(asking("\"ml\", \"bind_thrower\"", "n = 5"), catalogue());
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_NE(faults[0].find("estimate.H.with: its bind threw: no table"), std::string::npos) << faults[0];
}

TEST(Throws, OfADerivationNameTheReplicate) {
  // At n = 4 one replicate in 16 has no second class; the message names the first of them whatever the
  // threads and groups.
  std::set<std::string> said;
  for (const int threads : {1, 3}) {
    for (const std::size_t group : {1, 7, 64}) {
      try {
        test::run_first(test::plan_of(asking("\"of_odds\"", "n = 4"), catalogue(), group), threads);
        FAIL();
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), ExitCode::bug);
        said.insert(error.what());
      }
    }
  }
  ASSERT_EQ(said.size(), 1U);
  EXPECT_NE(said.begin()->find("scenario 0 (x from p), replicate "), std::string::npos) << *said.begin();
  EXPECT_NE(said.begin()->find("n = 4: drawing its sample or deriving a view threw: no odds"),
            std::string::npos);
}

}  // namespace
}  // namespace plim::throws_test
