#include "plim/engine/run.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

#include "fixtures.hpp"
#include "plim/core/error.hpp"
#include "plim/engine/worker.hpp"
#include "plim/views/counts.hpp"

namespace {
std::atomic<std::int64_t> allocations{0};
}

// Counts every allocation of the program; the test below looks at the difference.
// Not inlined, or g++ takes malloc for a mismatch.
[[gnu::noinline]] void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* p = std::malloc(size)) return p;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace plim {
namespace {

const std::string estimates =
    "[model.m]\nsmoothing = \"lidstone\"\na = 0.5\n[model.d]\nlikelihood = \"categorical\"\n"
    "prior.p = { law = \"dirichlet\", alpha = 1 }\n"
    "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"miller_madow\"]\n"
    "[estimate.L]\nof = \"cross_entropy\"\non = \"x\"\nmodel = \"m\"\nwith = [\"in_sample\", \"fresh\"]\n"
    "[estimate.P]\nof = \"p\"\non = \"x\"\nmodel = \"d\"\nwith = [\"posterior_mean\"]\n";
const std::string population = "law = \"categorical\"\nweights = [5, 4, 3, 2, 1]";
const std::string normal_estimates =
    "[model.n]\nlikelihood = \"normal\"\n[estimate.v]\nof = \"variance\"\non = \"x\"\nmodel = \"n\"\nwith = "
    "[\"mle\"]\n"
    "interval = { level = 0.95 }\n";

std::vector<std::string> studies() {
  const std::string sizes = "n = { from = 3, to = 3000, per_decade = 2 }\n";
  return {test::study_text(population, sizes, estimates, 300),
          test::study_text(population, sizes + "path = \"independent\"", estimates, 300),
          test::study_text(population, sizes + "route = \"draw\"", estimates, 300),
          test::study_text("law = \"normal\"\nmean = 1\nsd = 2", sizes, normal_estimates, 300),
          test::study_text("law = \"normal\"\nmean = 1\nsd = 2", sizes + "route = \"draw\"", normal_estimates,
                           300)};
}

TEST(Run, SameRecordsForAnyThreadsLanesAndInstructionSet) {
  const test::IsaGuard guard;
  for (const std::string& text : studies()) {
    const Record plain = test::run_first(test::plan_of(text, standard_catalogue(), 1), 1);
    for (const int threads : {1, 2, 3, 5}) {
      for (const std::size_t group : {1, 3, 8, 16}) {
        for (const Isa isa : test::usable_isas()) {
          force_isa(isa);
          EXPECT_EQ(test::run_first(test::plan_of(text, standard_catalogue(), group), threads), plain)
              << text << threads << " threads, groups of " << group << ", " << isa_name(isa);
        }
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
  EXPECT_NE(shorter.back().error.mean, inserted.back().error.mean);
}

TEST(Run, AddingAnEstimatorLeavesTheOthersAlone) {
  const std::string one = "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\"]\n";
  const std::string two = "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"miller_madow\"]\n";
  const Record a = test::run_first(test::plan_of(test::study_text(population, "n = 50", one, 100)));
  const Record b = test::run_first(test::plan_of(test::study_text(population, "n = 50", two, 100)));
  EXPECT_EQ(a[0], b[0]);
}

TEST(Run, TheLoopOverReplicatesAllocatesNothing) {
  for (const std::string& text : studies()) {
    const Plan plan = test::plan_of(text);
    const ScenarioPlan& s = plan.scenarios[0];
    Worker worker(plan, 0);
    BlockRecord record{0, 0, Record(s.sizes.size() * s.series.size()), {}};
    worker.run_group(0, s.lanes, 0, record);
    const std::int64_t before = allocations.load();
    for (std::uint64_t first = s.lanes; first < 4 * s.lanes; first += s.lanes)
      worker.run_group(first, s.lanes, first, record);
    EXPECT_EQ(allocations.load(), before) << text;
  }
}

TEST(Run, TheAllocationCounterCounts) {
  const std::int64_t before = allocations.load();
  ::operator delete(::operator new(8));
  EXPECT_GT(allocations.load(), before);
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
  const Plan plan =
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
}  // namespace plim
