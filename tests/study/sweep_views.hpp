#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "plim/estimators/any_estimator.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/reals.hpp"
#include "plim/views/valued_counts.hpp"

namespace plim::test {

/// The views of one group of samples: some are given, the others are derived as the catalogue can.
class Views {
 public:
  Views(const Derivations& derivations, std::size_t lanes) : derivations_(derivations), lanes_(lanes) {}
  void clear() { known_.clear(); }
  void give(ViewId id, const void* view) { given_[id] = view; }
  std::size_t lanes() const { return lanes_; }

  /// The view, or null if it cannot be had.
  const void* operator()(const ViewKey& key, const Derivations& own, unsigned features) {
    const auto given = given_.find(key.tag);
    if (given != given_.end() && key.arguments.all().empty()) return given->second;
    const Wanted wanted{key.tag, key.arguments.canonical(), features};
    const auto known = known_.find(wanted);
    if (known != known_.end()) return known->second;
    for (const Derivations* some : {&own, &derivations_}) {
      for (const std::shared_ptr<const Derivation>& d : *some) {
        const void* from = d->makes(key) ? (*this)(d->origin(key.arguments), own, 0) : nullptr;
        if (from == nullptr) continue;
        std::unique_ptr<Deriver>& deriver = derivers_[{d, wanted}];
        if (!deriver) deriver = d->make(lanes_, features, key.arguments);
        return known_[wanted] = deriver->derive(from);
      }
    }
    return nullptr;
  }

 private:
  using Wanted = std::tuple<ViewId, std::string, unsigned>;  // tag, arguments, features

  const Derivations& derivations_;
  std::size_t lanes_;
  std::map<ViewId, const void*> given_;
  std::map<Wanted, const void*> known_;
  std::map<std::pair<std::shared_ptr<const Derivation>, Wanted>, std::unique_ptr<Deriver>> derivers_;
};

/// The estimates of one estimator of every lane of a group: `[lanes][outputs]`.
struct Estimates {
  std::vector<Cell> cells;
  std::vector<Status> status;
  std::size_t outputs = 0;

  /// False if the estimator's view cannot be had.
  bool make(Instance& instance, const AnyEstimator& e, Views& views, std::int64_t n, const Address& first) {
    const void* view = views(e.facts->view, e.facts->derivations, e.facts->features);
    if (view == nullptr) return false;
    outputs = e.facts->outputs.size();
    cells.assign(views.lanes() * outputs, Cell{});
    status.assign(views.lanes(), Status::regular);
    EXPECT_TRUE(instance.run(view, n, first, {cells.data(), status.data(), outputs, views.lanes()}));
    return true;
  }
  /// The value of an output, or nothing where it failed.
  std::optional<double> value(std::size_t lane, std::size_t output) const {
    if (!is_success(status[lane])) return std::nullopt;
    return cells[lane * outputs + output].value;
  }
};

/// Every vector of counts of n draws from a law on K classes, with its chance, one a lane.
class AllSamples {
 public:
  /// `items: [K]` of a finite population, empty if draws are independent; `values: [K]` or empty.
  AllSamples(std::vector<double> p, std::vector<double> items, std::vector<double> values, std::int64_t n)
      : p_(std::move(p)), items_(std::move(items)), values_(std::move(values)), n_(n) {
    std::vector<std::int64_t> counts(p_.size());
    visit(counts, 0, n, 0);
    lay_out();
  }

  const std::vector<double>& chances() const { return chance_; }
  void give(Views& views) const {
    views.give(view_id<Counts>(), &counts_view_);
    if (values_.empty()) return;
    views.give(view_id<ValuedCounts>(), &valued_view_);
    views.give(view_id<Reals>(), &reals_view_);
  }

 private:
  static double log_choose(double n, double k) {
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
  }
  void visit(std::vector<std::int64_t>& counts, std::size_t k, std::int64_t left, double log_chance) {
    if (k == p_.size()) {
      if (left != 0) return;
      double total = 0;
      for (const double x : items_) total += x;
      const double n = static_cast<double>(n_);
      samples_.push_back(counts);
      chance_.push_back(std::exp(log_chance + (items_.empty() ? std::lgamma(n + 1) : -log_choose(total, n))));
      return;
    }
    for (counts[k] = 0; counts[k] <= left; ++counts[k]) {
      const double c = static_cast<double>(counts[k]);
      if (items_.empty() ? c > 0 && p_[k] == 0 : c > items_[k]) break;
      const double own =
          items_.empty() ? (c > 0 ? c * std::log(p_[k]) : 0) - std::lgamma(c + 1) : log_choose(items_[k], c);
      visit(counts, k + 1, left - counts[k], log_chance + own);
    }
    counts[k] = 0;
  }
  void lay_out() {
    const std::size_t K = p_.size(), lanes = samples_.size();
    counts_.resize(K * lanes);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      for (std::size_t k = 0; k < K; ++k) counts_[k * lanes + lane] = samples_[lane][k];
    }
    counts_view_ = {n_, K, lanes, counts_.data()};
    if (values_.empty()) return;
    valued_view_ = {counts_view_, values_.data(), lanes};
    for (const auto& sample : samples_) {
      reals_.emplace_back();
      for (std::size_t k = 0; k < K; ++k)
        reals_.back().insert(reals_.back().end(), static_cast<std::size_t>(sample[k]), values_[k]);
    }
    for (const auto& row : reals_) rows_.push_back(row.data());
    reals_view_ = {n_, lanes, rows_.data()};
  }

  std::vector<double> p_, items_, values_, chance_;
  std::int64_t n_;
  std::vector<std::vector<std::int64_t>> samples_;
  std::vector<std::int64_t> counts_;
  std::vector<std::vector<double>> reals_;
  std::vector<const double*> rows_;
  Counts counts_view_{};
  ValuedCounts valued_view_{};
  Reals reals_view_{};
};

/// What the samples say of T - truth: over all, or over those with an estimate.
struct FoundMoments {
  double mean = 0, sd = 0;
  double skewness = not_given, excess = not_given;  // where all samples are known
  double lost = 0;                                  // chance of no estimate
  double mean_error = 0;                            // standard errors where the samples are random
  double variance_error = 0;
};

template <class Samples>
FoundMoments moments_of(const Estimates& estimates, std::size_t output, const Samples& samples,
                        double truth) {
  FoundMoments m;
  double kept = 0, central[5] = {};
  const auto each = [&](const auto& use) {
    for (std::size_t lane = 0; lane < samples.chances().size(); ++lane) {
      if (const auto value = estimates.value(lane, output)) use(samples.chances()[lane], *value - truth);
    }
  };
  each([&](double chance, double error) {
    kept += chance;
    m.mean += chance * error;
  });
  m.lost = std::fmax(0, 1 - kept);
  m.mean /= kept;
  each([&](double chance, double error) {
    for (int r = 2; r <= 4; ++r) central[r] += chance / kept * std::pow(error - m.mean, r);
  });
  m.sd = std::sqrt(central[2]);
  m.skewness = central[3] / std::pow(m.sd, 3);
  m.excess = central[4] / std::pow(m.sd, 4) - 3;
  return m;
}

}  // namespace plim::test
