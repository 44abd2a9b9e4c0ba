#include "plim/estimators/entropy/jackknife_error.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "plim/views/count_features.hpp"
#include "plim/views/functionals.hpp"

namespace plim {
namespace {

constexpr std::size_t at_once = 8;  // samples without an observation

/// The counts of a sample, and of each different one how many observations are of classes with it. No sample
/// of as many rows allocates again.
class ObservedCounts {
 public:
  void set(const CountFeatures& v, std::size_t lane) {
    counts_.reserve(v.rows);
    different_.reserve(v.rows);
    counts_.clear();
    for (std::size_t r = 0; r < v.rows; ++r) {
      if (v.c[r * v.lanes + lane] > 0) counts_.push_back(v.c[r * v.lanes + lane]);
    }
    std::sort(counts_.begin(), counts_.end());
    different_.clear();
    for (std::size_t k = 0; k < counts_.size(); ++k) {
      if (k == 0 || counts_[k] != counts_[k - 1]) different_.push_back({k, 0});
      different_.back().observations += static_cast<double>(counts_[k]);
    }
  }
  /// Ascending.
  const std::vector<std::int64_t>& counts() const noexcept { return counts_; }
  struct Different {
    std::size_t first;  // where in `counts`
    double observations;
  };
  const std::vector<Different>& different() const noexcept { return different_; }

 private:
  std::vector<std::int64_t> counts_;
  std::vector<Different> different_;
};

class JackknifeInstance final : public Instance {
 public:
  JackknifeInstance(const BoundEstimator& estimator, unsigned features, const NormalInterval& interval,
                    const Range& space, bool of_richness)
      : whole_(estimator.instantiate()),
        less_(estimator.instantiate()),
        features_(at_once, features),
        interval_(interval),
        space_(space),
        of_richness_(of_richness) {}

  bool run(const void* view, std::int64_t n, const Address& first, const BlockOut& out) override {
    if (!whole_->run(view, n, first, out)) return false;
    const CountFeatures& v = *static_cast<const CountFeatures*>(view);
    for (std::size_t lane = 0; lane < out.lanes && n > 1; ++lane) {
      if (out.status[lane] != Status::regular) continue;
      observed_.set(v, lane);
      less_counts_.reserve(v.rows * at_once);
      values_.reserve(v.rows);
      if (!estimate_without(n, first)) return false;
      const double se = error(static_cast<double>(n));
      const Range space = of_richness_ ? Range{v.observed[lane]} : space_;
      if (!std::isnan(se)) interval_.write(out.cells[lane], out.cells[lane].value, se, space);
    }
    return true;
  }

 private:
  /// Estimates without one observation of each different count, into `values_`.
  bool estimate_without(std::int64_t n, const Address& address) {
    values_.clear();
    const std::size_t different = observed_.different().size();
    for (std::size_t begin = 0; begin < different; begin += at_once) {
      const std::size_t end = std::min(begin + at_once, different);
      take_away(begin, end);
      const Counts counts{n - 1, observed_.counts().size(), at_once, less_counts_.data()};
      Cell cells[at_once];
      Status statuses[at_once];
      if (!less_->run(&features_(counts), n - 1, address, {cells, statuses, 1, at_once})) return false;
      for (std::size_t i = 0; i < end - begin; ++i)
        values_.push_back(is_success(statuses[i]) ? cells[i].value : not_given);
    }
    return true;
  }

  /// A lane for each different count from `begin` to `end`, one of its observations missing; the others as
  /// the last.
  void take_away(std::size_t begin, std::size_t end) {
    const std::vector<std::int64_t>& counts = observed_.counts();
    less_counts_.resize(counts.size() * at_once);
    for (std::size_t k = 0; k < counts.size(); ++k)
      std::fill_n(less_counts_.begin() + static_cast<std::ptrdiff_t>(k * at_once), at_once, counts[k]);
    for (std::size_t lane = 0; lane < at_once; ++lane)
      --less_counts_[observed_.different()[std::min(begin + lane, end - 1)].first * at_once + lane];
  }

  double error(double n) const {
    double mean = 0, square = 0;
    for (std::size_t i = 0; i < values_.size(); ++i)
      mean += observed_.different()[i].observations / n * values_[i];
    for (std::size_t i = 0; i < values_.size(); ++i)
      square += observed_.different()[i].observations * (values_[i] - mean) * (values_[i] - mean);
    return std::sqrt((n - 1) / n * square);
  }

  std::unique_ptr<Instance> whole_, less_;
  FeaturesOfCounts features_;
  NormalInterval interval_;
  Range space_;
  bool of_richness_;
  ObservedCounts observed_;
  std::vector<std::int64_t> less_counts_;
  std::vector<double> values_;
};

class BoundWithJackknife final : public BoundEstimator {
 public:
  BoundWithJackknife(std::shared_ptr<const BoundEstimator> estimator, unsigned features,
                     const NormalInterval& interval, const Range& space, bool of_richness)
      : estimator_(std::move(estimator)),
        features_(features),
        interval_(interval),
        space_(space),
        of_richness_(of_richness) {}

  std::unique_ptr<Instance> instantiate() const override {
    return std::make_unique<JackknifeInstance>(*estimator_, features_, interval_, space_, of_richness_);
  }
  std::optional<AdditiveTerm> additive(std::int64_t n) const override { return estimator_->additive(n); }
  Range range(std::int64_t n, double classes) const override { return estimator_->range(n, classes); }

 private:
  std::shared_ptr<const BoundEstimator> estimator_;
  unsigned features_;
  NormalInterval interval_;
  Range space_;
  bool of_richness_;
};

}  // namespace

AnyEstimator with_jackknife_error(AnyEstimator estimator, const NormalInterval& interval,
                                  const Range& space) {
  EstimatorFacts facts = *estimator.facts;
  facts.has_interval = true;
  const bool of_richness = facts.outputs[0].estimand == functional::richness;
  return {facts, std::make_shared<const BoundWithJackknife>(estimator.bound, facts.features, interval, space,
                                                            of_richness)};
}

}  // namespace plim
