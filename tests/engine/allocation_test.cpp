#include <atomic>
#include <cstdlib>
#include <new>

#include "plim/engine/worker.hpp"
#include "studies.hpp"
#include "weibull.hpp"

// Sanitisers bring an allocator of their own that must not be replaced.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define PLIM_FOREIGN_ALLOCATOR 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define PLIM_FOREIGN_ALLOCATOR 1
#endif

#ifndef PLIM_FOREIGN_ALLOCATOR
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

namespace plim::allocation_test {
namespace {

void expect_no_allocation(const std::string& text, const Catalogue& catalogue) {
  const test::Planned plan = test::plan_of(text, catalogue);
  const ScenarioPlan& s = plan.scenarios[0];
  Worker worker(plan, 0);
  BlockRecord record{0, 0, 0, make_record(s), {}};
  worker.run_group(0, s.lanes, 0, record);
  const std::int64_t before = allocations.load();
  for (std::uint64_t first = s.lanes; first < 4 * s.lanes; first += s.lanes)
    worker.run_group(first, s.lanes, first, record);
  EXPECT_EQ(allocations.load(), before) << text;
}

TEST(Run, TheLoopOverReplicatesAllocatesNothing) {
  for (const std::string& text : test::studies()) expect_no_allocation(text, standard_catalogue());
}

TEST(Run, NorDoesTheSearchForAMaximum) {
  Catalogue catalogue = standard_catalogue();
  catalogue.add_family<test::UserWeibull>();
  for (const std::string estimand : {"parameters", "mean", "log_likelihood"}) {
    expect_no_allocation(test::study_text("law = \"user_weibull\"\nshape = 1.5\nscale = 2", "n = 20",
                                          test::model_text("\"user_weibull\"", estimand, "mle",
                                                           estimand == "log_likelihood" ? "" : "wald"),
                                          1000),
                         catalogue);
  }
}

TEST(Run, NorDoesALatticeSum) {
  expect_no_allocation(
      test::study_text("law = \"zipf\"\ns = 1\nN = 9", "n = 20",
                       test::model_text("\"zipf\"\nprior.s = { law = \"gamma\", shape = 2, scale = 1 }", "s",
                                        "posterior_median", "equal_tailed"),
                       1000),
      standard_catalogue());
}

TEST(Run, TheAllocationCounterCounts) {
  const std::int64_t before = allocations.load();
  ::operator delete(::operator new(8));
  EXPECT_GT(allocations.load(), before);
}

}  // namespace
}  // namespace plim::allocation_test
#endif
