#include "plim/estimators/entropy/perplexity.hpp"

#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

class PerplexityInstance final : public Instance {
 public:
  explicit PerplexityInstance(std::unique_ptr<Instance> entropy) : entropy_(std::move(entropy)) {}

  bool run(const void* view, std::int64_t n, const Address& first, const BlockOut& out) override {
    if (!entropy_->run(view, n, first, out)) return false;
    for (std::size_t lane = 0; lane < out.lanes; ++lane) {
      Cell& cell = out.cells[lane];
      cell.value = elementary::exp(cell.value);
      cell.se *= cell.value;
      cell.lo = elementary::exp(cell.lo);
      cell.hi = elementary::exp(cell.hi);
    }
    return true;
  }

 private:
  std::unique_ptr<Instance> entropy_;
};

class BoundPerplexity final : public BoundEstimator {
 public:
  explicit BoundPerplexity(std::shared_ptr<const BoundEstimator> entropy) : entropy_(std::move(entropy)) {}

  std::unique_ptr<Instance> instantiate() const override {
    return std::make_unique<PerplexityInstance>(entropy_->instantiate());
  }
  std::optional<AdditiveTerm> additive(std::int64_t n) const override { return entropy_->additive(n); }
  Range range(std::int64_t n, double classes) const override {
    const Range r = entropy_->range(n, classes);
    return {elementary::exp(r.low), elementary::exp(r.high)};
  }
  std::size_t workspace_bytes(const SampleSize& size) const override {
    return entropy_->workspace_bytes(size);
  }

 private:
  std::shared_ptr<const BoundEstimator> entropy_;
};

}  // namespace

AnyEstimator exp_of(AnyEstimator log, const std::string& estimand) {
  log.bound = std::make_shared<const BoundPerplexity>(log.bound);
  log.facts.own().outputs = {{"", estimand, 0}};
  return log;
}

}  // namespace plim
