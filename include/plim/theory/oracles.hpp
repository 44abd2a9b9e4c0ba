#pragma once
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "plim/theory/estimand.hpp"
#include "plim/theory/oracle.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/drawn_law.hpp"
#include "plim/views/mean_m2.hpp"
#include "plim/views/points.hpp"
#include "plim/views/reals.hpp"
#include "plim/views/sparse_counts.hpp"

namespace plim {

/// The exact value of what an output is after (nats) of a population, or nothing. `estimand` is the
/// catalogue's entry for it, null if it is a parameter: that of a model has a truth only if the population is
/// of the model's family.
std::optional<double> exact_truth(const Population& population, const Knowns& knowns, const Output& output,
                                  const Estimand* estimand);
/// The same of the law of one replicate.
std::optional<double> exact_truth(const RealisedLaw& law, const Knowns& knowns, const Output& output,
                                  const Estimand* estimand);
/// The same of a population with the probabilities `p: [K]` in place of its own.
std::optional<double> exact_truth(const Population& population, std::span<const double> p,
                                  const Knowns& knowns, const Output& output, const Estimand* estimand);

/// mean(-ln p(X_i)) of the sample under the true law p (nats). Its mean is H exactly and its variance V/n, so
/// that less H it is the control variate A of every entropy estimator.
class SelfInformation {
 public:
  using view = Counts;
  static constexpr std::string_view name = "self_information";
  static constexpr std::string_view estimand = "entropy";
  static constexpr std::string_view summary = "oracle: mean of -ln p(X) under the true law";
  static Outcome<SelfInformation> bind(const Population& population, const Knowns& knowns);
  /// This one, or that of sparse counts, of numbers or of points where the population's law is not finite.
  static Outcome<AnyEstimator> bind_any(const Population& population, const Knowns& knowns);
  static double control_mean(const Population& population, const Output&);

  void estimate_block(const Counts& v, NoWorkspace&, const Address&, const BlockOut& out) const noexcept;

 private:
  std::vector<double> surprisal_;  // -ln p_k, 0 where p_k = 0: such a class is never drawn
};

/// The same of a law on integers whose symbols are counted as they are seen; a view to its population, which
/// must outlive it.
class SparseSelfInformation {
 public:
  using view = SparseCounts;
  static constexpr std::string_view name = "self_information";
  static constexpr std::string_view estimand = "entropy";
  explicit SparseSelfInformation(const Population& population) : population_(&population) {}
  double estimate(const SparseCounts::One& counts) const;

 private:
  const Population* population_;
};

/// The same of a law with a density, of numbers (V = Reals) and of points: mean(-ln f(X_i)), whose mean is
/// the differential entropy; a view to its population, which must outlive it.
template <class V>
class DensityInformation {
 public:
  using view = V;
  static constexpr std::string_view name = "self_information";
  static constexpr std::string_view estimand = "entropy";
  explicit DensityInformation(const Population& population) : population_(&population) {}
  double estimate(const typename V::One& sample) const;

 private:
  const Population* population_;
};

/// The same of the normal law from the mean and M2, which it may draw in place of the sample.
class NormalInformation {
 public:
  using view = MeanM2;
  static constexpr std::string_view name = "self_information";
  static constexpr std::string_view estimand = "entropy";
  NormalInformation(double mean, double sd) : mean_(mean), sd_(sd) {}
  double estimate(const MeanM2::One& s) const noexcept;

 private:
  double mean_, sd_;
};

/// KL(p_hat, p) = -B of the sample's frequencies from the true law (nats): the plug-in bias without its
/// noise.
class EmpiricalKl {
 public:
  using view = Counts;
  static constexpr std::string_view name = "empirical";
  static constexpr std::string_view estimand = "kl";
  static constexpr std::string_view summary = "oracle: KL of the observed frequencies from the true law";
  static Outcome<EmpiricalKl> bind(const Population& population, const Knowns& knowns);

  double estimate(const Counts::One& c) const noexcept;

 private:
  std::vector<double> p_;
};

/// The truth itself, as a series to hold others against.
class TruthOracle {
 public:
  using view = Counts;
  static constexpr std::string_view name = "truth";
  static constexpr std::string_view summary = "oracle: the exact value";
  static std::vector<std::string> estimands() { return {"entropy", "perplexity"}; }
  static Outcome<TruthOracle> bind(const Population& population, const Knowns& knowns);
  /// This one, or that of each replicate where the law is drawn.
  static Outcome<AnyEstimator> bind_any(const Population& population, const Knowns& knowns);

  double estimate(const Counts::One&) const noexcept { return truth_; }

 private:
  double truth_ = 0;
};

/// H(p, q_hat) = -sum p_k ln q_k of the law fitted to the sample by Lidstone smoothing, on fresh data (nats).
class FreshCrossEntropy {
 public:
  using view = Counts;
  using workspace = std::vector<double>;
  static constexpr std::string_view name = "fresh";
  static constexpr std::string_view estimand = "cross_entropy";
  static constexpr std::string_view summary = "oracle: exact cross-entropy of the fitted law on fresh data";
  static constexpr bool needs_smoothing = true;
  static Outcome<FreshCrossEntropy> bind(const Population& population, const Knowns& knowns);

  void estimate_block(const Counts& v, std::vector<double>& logs, const Address&,
                      const BlockOut& out) const noexcept;

 private:
  std::vector<double> p_;
  double a_ = 0;
};

}  // namespace plim
