#include "plim/estimators/model/in_sample.hpp"
#include "plim/views/count_features.hpp"
#include "support.hpp"

namespace plim::count_estimators_test {
namespace {

Counts counts_of(const std::vector<std::int64_t>& c) {
  std::int64_t n = 0;
  for (const std::int64_t x : c) n += x;
  return {n, c.size(), 1, c.data()};
}

TEST(InSample, WithoutSmoothingItIsThePlugInEntropy) {
  Knowns knowns;
  knowns.smoothing_options.set("a", 1e-12);
  const Outcome<InSampleCrossEntropy> e = InSampleCrossEntropy::bind(knowns, {});
  const std::vector<std::int64_t> c = {5, 3, 2, 9, 1};
  std::vector<double> logs;
  Cell cell;
  Status status = Status::regular;
  e->estimate_block(counts_of(c), logs, {}, {&cell, &status, 1, 1});
  FeaturesOfCounts features(1);
  EXPECT_NEAR(cell.value, plug_in_entropy(features(counts_of(c)), 0), 1e-11);
}

}  // namespace
}  // namespace plim::count_estimators_test
