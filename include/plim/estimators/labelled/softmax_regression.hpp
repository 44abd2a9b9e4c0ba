#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/labelled/softmax_fit.hpp"
#include "plim/estimators/likelihood/numeric_model.hpp"
#include "plim/estimators/normal_interval.hpp"

namespace plim {

/// What an E that reads the shared fit of softmax regression has in common with others.
template <class E>
struct OfSoftmaxFits {
  using view = SoftmaxFits;
  static constexpr std::string_view likelihood = "softmax";

  static Outcome<E> bind(const Knowns& knowns, const Arguments&) {
    if (knows_a_parameter(knowns)) return Refusal{"softmax regression knows no weight beforehand"};
    return E{};
  }
};

/// The weights at the maximum of the likelihood, relative to class 0, with the standard errors of the inverse
/// information there, which is the observed and, given the points, the expected one (Fisher 1925).
class SoftmaxWeights : public OfSoftmaxFits<SoftmaxWeights> {
 public:
  static constexpr std::string_view name = "mle";
  static constexpr std::string_view estimand = "parameters";
  static constexpr std::string_view summary = "softmax regression by Newton's iteration; interval: wald";
  static Outcome<SoftmaxWeights> bind(const Knowns& knowns, const Arguments& options);

  std::vector<Output> outputs() const;
  bool has_interval() const noexcept { return interval_.wanted(); }
  void estimate(const SoftmaxFits::One& s, NoWorkspace&, const Address&, const EstimateRef& out) const;

 private:
  SoftmaxShape shape_;
  NormalInterval interval_;
};

/// The log-likelihood of the labels given the points at its maximum (nats).
struct SoftmaxLogLikelihood : OfSoftmaxFits<SoftmaxLogLikelihood> {
  static constexpr std::string_view name = "mle";
  static constexpr std::string_view estimand = "log_likelihood";
  static constexpr std::string_view summary = "log-likelihood at its maximum";
  void estimate(const SoftmaxFits::One& s, NoWorkspace&, const Address&, const EstimateRef& out) const;
};

/// Its negative per point: the cross-entropy of the fitted probabilities on the sample itself (nats).
struct SoftmaxInSampleLoss : OfSoftmaxFits<SoftmaxInSampleLoss> {
  static constexpr std::string_view name = "in_sample";
  static constexpr std::string_view estimand = "cross_entropy";
  static constexpr std::string_view summary = "cross-entropy of the fitted law on the sample itself";
  void estimate(const SoftmaxFits::One& s, NoWorkspace&, const Address&, const EstimateRef& out) const;
};

/// The same from the probabilities: the mean over the points of -sum_k y_k ln p_k, y the one-hot code of the
/// label (nats).
struct OneHotLoss : OfSoftmaxFits<OneHotLoss> {
  using workspace = std::vector<double>;
  static constexpr std::string_view name = "one_hot";
  static constexpr std::string_view estimand = "cross_entropy";
  static constexpr std::string_view summary =
      "mean of -sum y_k ln p_k over one-hot labels, p the fitted softmax";
  void estimate(const SoftmaxFits::One& s, workspace& p, const Address&, const EstimateRef& out) const;
};

}  // namespace plim
