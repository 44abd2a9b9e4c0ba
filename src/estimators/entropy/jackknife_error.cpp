#include "plim/estimators/entropy/jackknife_error.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "plim/views/count_features.hpp"

namespace plim {
namespace {

constexpr std::size_t at_once = 8;  // samples without an observation

/// The counts of a sample, and of each different one how many observations are of classes with it.
struct Observed {
  std::vector<std::int64_t> counts;
  std::vector<std::pair<std::int64_t, double>> different;
};

Observed observed_in(const CountFeatures& v, std::size_t lane) {
  Observed o;
  std::map<std::int64_t, double> observations;
  for (std::size_t r = 0; r < v.rows; ++r) {
    const std::int64_t c = v.c[r * v.lanes + lane];
    if (c == 0) continue;
    o.counts.push_back(c);
    observations[c] += static_cast<double>(c);
  }
  o.different.assign(observations.begin(), observations.end());
  return o;
}

class JackknifeInstance final : public Instance {
 public:
  JackknifeInstance(const BoundEstimator& estimator, unsigned features, const NormalInterval& interval,
                    const Range& space)
      : whole_(estimator.instantiate()),
        less_(estimator.instantiate()),
        features_(at_once, features),
        interval_(interval),
        space_(space) {}

  bool run(const void* view, std::int64_t n, const Address& first, const BlockOut& out) override {
    if (!whole_->run(view, n, first, out)) return false;
    const CountFeatures& v = *static_cast<const CountFeatures*>(view);
    for (std::size_t lane = 0; lane < out.lanes && n > 1; ++lane) {
      if (out.status[lane] != Status::regular) continue;
      if (!estimate_without(observed_in(v, lane), n, first)) return false;
      const double se = error(static_cast<double>(n));
      if (!std::isnan(se)) interval_.write(out.cells[lane], out.cells[lane].value, se, space_);
    }
    return true;
  }

 private:
  /// Estimates without one observation of each different count, into `values_` with their weights.
  bool estimate_without(const Observed& o, std::int64_t n, const Address& address) {
    values_.clear();
    for (std::size_t begin = 0; begin < o.different.size(); begin += at_once) {
      const std::size_t end = std::min(begin + at_once, o.different.size());
      fill_counts(o, begin, end);
      const Counts counts{n - 1, o.counts.size(), at_once, counts_.data()};
      Cell cells[at_once];
      Status statuses[at_once];
      if (!less_->run(&features_(counts), n - 1, address, {cells, statuses, 1, at_once})) return false;
      for (std::size_t i = begin; i < end; ++i) {
        const bool found = is_success(statuses[i - begin]);
        values_.emplace_back(found ? cells[i - begin].value : not_given, o.different[i].second);
      }
    }
    return true;
  }

  /// A lane for each different count from `begin` to `end`, one of its observations missing; the others as
  /// the last.
  void fill_counts(const Observed& o, std::size_t begin, std::size_t end) {
    counts_.resize(o.counts.size() * at_once);
    for (std::size_t k = 0; k < o.counts.size(); ++k)
      std::fill_n(counts_.begin() + static_cast<std::ptrdiff_t>(k * at_once), at_once, o.counts[k]);
    for (std::size_t lane = 0; lane < at_once; ++lane) {
      const std::int64_t c = o.different[std::min(begin + lane, end - 1)].first;
      const auto k = std::find(o.counts.begin(), o.counts.end(), c) - o.counts.begin();
      --counts_[static_cast<std::size_t>(k) * at_once + lane];
    }
  }

  double error(double n) const {
    double mean = 0, square = 0;
    for (const auto& [value, observations] : values_) mean += observations / n * value;
    for (const auto& [value, observations] : values_)
      square += observations * (value - mean) * (value - mean);
    return std::sqrt((n - 1) / n * square);
  }

  std::unique_ptr<Instance> whole_, less_;
  FeaturesOfCounts features_;
  NormalInterval interval_;
  Range space_;
  std::vector<std::int64_t> counts_;
  std::vector<std::pair<double, double>> values_;
};

class BoundWithJackknife final : public BoundEstimator {
 public:
  BoundWithJackknife(std::shared_ptr<const BoundEstimator> estimator, unsigned features,
                     const NormalInterval& interval, const Range& space)
      : estimator_(std::move(estimator)), features_(features), interval_(interval), space_(space) {}

  std::unique_ptr<Instance> instantiate() const override {
    return std::make_unique<JackknifeInstance>(*estimator_, features_, interval_, space_);
  }
  std::optional<AdditiveTerm> additive(std::int64_t n) const override { return estimator_->additive(n); }
  Range range(std::int64_t n, double classes) const override { return estimator_->range(n, classes); }

 private:
  std::shared_ptr<const BoundEstimator> estimator_;
  unsigned features_;
  NormalInterval interval_;
  Range space_;
};

}  // namespace

AnyEstimator with_jackknife_error(AnyEstimator estimator, const NormalInterval& interval,
                                  const Range& space) {
  EstimatorFacts facts = *estimator.facts;
  facts.has_interval = true;
  return {facts,
          std::make_shared<const BoundWithJackknife>(estimator.bound, facts.features, interval, space)};
}

}  // namespace plim
