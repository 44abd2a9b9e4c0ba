#pragma once
#include <string_view>

#include "plim/estimators/likelihood/proportions.hpp"
#include "plim/views/point_counts.hpp"

namespace plim {

/// Maximum likelihood of the class probabilities of a multinomial law, p_k = (count of k in all points)/(all
/// trials), as of one categorical sample of all trials, with its statuses and intervals. Points may have
/// different numbers of trials, which are known; of none at all it is empty.
class MultinomialMle : public ProportionsMle {
 public:
  using view = PointCounts;
  static constexpr std::string_view likelihood = "multinomial";
  static Outcome<MultinomialMle> bind(const Knowns& knowns, const Arguments&);
  void estimate(const PointCounts::One& sample, QuantileMemo& memo, const Address& address,
                const EstimateRef& out) const;

 private:
  MultinomialMle(std::size_t K, const ProportionInterval& interval) : ProportionsMle(0, K, interval) {}
};

/// The log-likelihood of the points at its maximum (nats).
class MultinomialLogLikelihood : public ProportionsLogLikelihood {
 public:
  using view = PointCounts;
  static constexpr std::string_view likelihood = "multinomial";
  static Outcome<MultinomialLogLikelihood> bind(const Knowns& knowns, const Arguments&);
  void estimate(const PointCounts::One& sample, NoWorkspace& w, const Address& address,
                const EstimateRef& out) const;
};

}  // namespace plim
