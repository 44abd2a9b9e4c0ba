#include "plim/engine/run.hpp"

#include "plim/core/error.hpp"
#include "plim/study/standard_catalogue.hpp"
#include "plim/views/counts.hpp"
#include "studies.hpp"

namespace plim::run_test {
namespace {

using test::estimates, test::population, test::studies;

// Of the three only pairs could meet in a fault: groups shift from one instruction set to the next, so that
// each number of threads meets each size of groups, and both meet every instruction set.
TEST(Run, SameRecordsForAnyThreadsLanesAndInstructionSet) {
  const test::IsaGuard guard;
  constexpr int thread_counts[] = {1, 2, 5};
  constexpr std::size_t groups[] = {1, 3, 16};
  const std::vector<Isa> isas = test::usable_isas();
  for (const std::string& text : studies()) {
    const Record plain = test::run_first(test::plan_of(text, standard_catalogue(), 1), 1);
    for (std::size_t t = 0; t < std::size(thread_counts); ++t) {
      for (std::size_t i = 0; i < std::max(isas.size(), std::size(groups)); ++i) {
        const Isa isa = isas[i % isas.size()];
        const std::size_t group = groups[(t + i) % std::size(groups)];
        force_isa(isa);
        EXPECT_EQ(test::run_first(test::plan_of(text, standard_catalogue(), group), thread_counts[t]), plain)
            << text << thread_counts[t] << " threads, groups of " << group << ", " << isa_name(isa);
      }
    }
  }
}

TEST(Run, AppendingSizesKeepsTheEarlierNumbers) {
  const auto at = [](const std::string& grid) {
    return test::run_first(
        test::plan_of(test::study_text(population, "n = { grid = [" + grid + "] }", estimates, 100)));
  };
  const Record shorter = at("10, 200"), longer = at("10, 200, 5000"), inserted = at("10, 50, 200");
  EXPECT_TRUE(std::equal(shorter.begin(), shorter.end(), longer.begin()));
  EXPECT_TRUE(std::equal(shorter.begin(), shorter.begin() + static_cast<std::ptrdiff_t>(shorter.size() / 2),
                         inserted.begin()));
  EXPECT_NE(shorter.series.back().error.mean, inserted.series.back().error.mean);
}

TEST(Run, AddingAnEstimatorLeavesTheOthersAlone) {
  const std::string one = "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\"]\n";
  const std::string two = "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"miller_madow\"]\n";
  const Record a = test::run_first(test::plan_of(test::study_text(population, "n = 50", one, 100)));
  const Record b = test::run_first(test::plan_of(test::study_text(population, "n = 50", two, 100)));
  EXPECT_EQ(a[0], b[0]);
}

TEST(Executor, RethrowsTheFailureOfTheLowestIndex) {
  for (const int threads : {1, 4}) {
    try {
      Executor(threads).run(100, [](std::uint64_t i, int) {
        if (i == 0) throw Error(ExitCode::data, "first");
        if (i % 7 == 3) throw Error(ExitCode::data, "later");
      });
      FAIL();
    } catch (const Error& error) {
      EXPECT_STREQ(error.what(), "first");
    }
  }
}

struct Thrower {
  using view = Counts;
  static constexpr std::string_view name = "thrower";
  static constexpr std::string_view estimand = "entropy";
  double estimate(const Counts::One& c) const {
    if (c[0] % 2 == 0) throw std::runtime_error("even");
    return c[0] % 3 == 0 ? std::numeric_limits<double>::infinity() : 1.0;
  }
};

TEST(Run, FailuresAreCountedAndNeverAveraged) {
  Catalogue catalogue = standard_catalogue();
  catalogue.add_estimator<Thrower>();
  const test::Planned plan =
      test::plan_of(test::study_text(population, "n = 40",
                                     "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"thrower\"]", 500),
                    catalogue);
  const SeriesStats s = test::run_first(plan)[0];
  const auto of = [&s](Status status) { return s.statuses[static_cast<std::size_t>(status)]; };
  EXPECT_GT(of(Status::threw), 100);
  EXPECT_GT(of(Status::infinite), 30);
  EXPECT_EQ(of(Status::threw) + of(Status::infinite) + of(Status::regular), 500);
  EXPECT_EQ(s.error.count, of(Status::regular));
  EXPECT_NEAR(s.error.mean, 1 - *plan.scenarios[0].series[0].truth, 1e-12);
}

}  // namespace
}  // namespace plim::run_test
