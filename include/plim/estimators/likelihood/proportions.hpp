#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/proportion_interval.hpp"
#include "plim/numeric/quantile_memo.hpp"
#include "plim/views/counts.hpp"

namespace plim {

/// Maximum likelihood of class probabilities, p_k = c_k/n, with an interval of the binomial kind for each:
/// wilson, wald, not cut to [0, 1], or clopper_pearson (`ProportionInterval`). A class that was not seen, or
/// was alone, puts the maximum on the boundary.
class ProportionsMle {
 public:
  using view = Counts;
  using workspace = QuantileMemo;
  static constexpr std::string_view name = "mle";
  static constexpr std::string_view summary = "maximum likelihood; interval: wilson, wald or clopper_pearson";
  static std::vector<std::string> estimands() { return {"parameters", "p"}; }

  std::vector<Output> outputs() const;
  static Range range(std::int64_t, double) { return {0, 1}; }
  bool has_interval() const noexcept { return interval_.wanted(); }
  void estimate(const Counts::One& c, QuantileMemo& memo, const Address&, const EstimateRef& out) const;

 protected:
  /// The outputs are the classes first .. last - 1.
  ProportionsMle(std::size_t first, std::size_t last, const ProportionInterval& interval)
      : first_(first), last_(last), interval_(interval) {}
  static Outcome<ProportionInterval> interval_of(const Knowns& knowns);

 private:
  void write(std::int64_t successes, std::int64_t n, QuantileMemo& memo, Cell& cell) const;

  std::size_t first_, last_;
  ProportionInterval interval_;
};

/// Maximum likelihood of the Bernoulli's p; on the boundary without a standard error.
struct BernoulliMle : ProportionsMle {
  static constexpr std::string_view likelihood = "bernoulli";
  static Outcome<BernoulliMle> bind(const Knowns& knowns, const Arguments& options);

 private:
  using ProportionsMle::ProportionsMle;
};

/// Maximum likelihood of categorical probabilities, at most 32 classes.
struct CategoricalMle : ProportionsMle {
  static constexpr std::string_view likelihood = "categorical";
  static Outcome<CategoricalMle> bind(const Knowns& knowns, const Arguments& options);

 private:
  using ProportionsMle::ProportionsMle;
};

/// sum c ln(c/n): the log-likelihood of the ordered sample at its maximum (nats).
class ProportionsLogLikelihood {
 public:
  using view = Counts;
  static constexpr std::string_view name = "mle";
  static constexpr std::string_view estimand = "log_likelihood";
  static constexpr std::string_view summary = "log-likelihood at its maximum";
  void estimate(const Counts::One& c, NoWorkspace&, const Address&, const EstimateRef& out) const;
};

struct BernoulliLogLikelihood : ProportionsLogLikelihood {
  static constexpr std::string_view likelihood = "bernoulli";
};
struct CategoricalLogLikelihood : ProportionsLogLikelihood {
  static constexpr std::string_view likelihood = "categorical";
};

}  // namespace plim
