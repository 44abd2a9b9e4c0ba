#include "plim/estimators/labelled/softmax_regression.hpp"

#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

/// Writes the status; true if there is a value to write.
bool has_maximum(const SoftmaxFits::One& s, const EstimateRef& out) {
  out.status = s.fit.status;
  return is_success(out.status);
}

}  // namespace

Outcome<SoftmaxWeights> SoftmaxWeights::bind(const Knowns& knowns, const Arguments& options) {
  if (!knowns.K || !knowns.dimension)
    return Refusal{"softmax regression needs points with labels of a known number of classes"};
  const Outcome<NormalInterval> interval = NormalInterval::bind(knowns, "mle of softmax weights", "wald");
  if (!interval) return Refusal{interval.reason()};
  Outcome<SoftmaxWeights> bound = OfSoftmaxFits::bind(knowns, options);
  if (!bound) return bound;
  (*bound).shape_ = {*knowns.K, *knowns.dimension};
  (*bound).interval_ = *interval;
  return bound;
}

std::vector<Output> SoftmaxWeights::outputs() const {
  std::vector<Output> all;
  for (const std::string& weight : softmax_names(shape_)) all.push_back({weight, weight, 0});
  return all;
}

void SoftmaxWeights::estimate(const SoftmaxFits::One& s, NoWorkspace&, const Address&,
                              const EstimateRef& out) const {
  out.status = s.fit.status_of_weights();
  if (!is_success(out.status)) return;
  for (std::size_t i = 0; i < shape_.size(); ++i) {
    const double value = s.fit.weights[i], se = s.fit.standard_errors[i];
    out.out[i].value = value;
    out.out[i].se = se;
    if (interval_.wanted()) interval_.write(out.out[i], value, se, {});
  }
}

void SoftmaxLogLikelihood::estimate(const SoftmaxFits::One& s, NoWorkspace&, const Address&,
                                    const EstimateRef& out) const {
  if (has_maximum(s, out)) out.out[0].value = static_cast<double>(s.sample.n) * s.fit.mean_log_likelihood;
}

void SoftmaxInSampleLoss::estimate(const SoftmaxFits::One& s, NoWorkspace&, const Address&,
                                   const EstimateRef& out) const {
  if (has_maximum(s, out)) out.out[0].value = -s.fit.mean_log_likelihood;
}

void OneHotLoss::estimate(const SoftmaxFits::One& s, workspace& p, const Address&,
                          const EstimateRef& out) const {
  if (!has_maximum(s, out)) return;
  p.resize(s.sample.K);
  double sum = 0;
  for (std::size_t i = 0; i < s.sample.n; ++i) {
    s.fit.scores({s.sample.K, s.sample.d}, s.sample.point(i), p);
    softmax_probabilities(p);
    for (std::size_t k = 0; k < p.size(); ++k) {
      const double one_hot = s.sample.label(i) == k ? 1 : 0;
      if (one_hot > 0) sum -= one_hot * elementary::log(p[k]);
    }
  }
  out.out[0].value = sum / static_cast<double>(s.sample.n);
}

}  // namespace plim
