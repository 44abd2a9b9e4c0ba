#pragma once
#include "plim/estimators/divergence/plug_in_pair.hpp"

namespace plim {

/// What a class of probabilities p and q adds to a number of two laws, its derivatives by p and q up to
/// constants that sums to 1 take out, and the second ones times p or q as the variance needs them.
struct PairTerms {
  double value, by_p, by_q;
  double pp_p, pq_p, pq_q,
      qq_q;  // d2/dp2 p, d2/dpdq p, d2/dpdq q, d2/dq2 q; 0 where the law has no such class
};

/// `weight`: of p in the mixture of jensen_shannon. q > 0 wherever p is, but of that.
PairTerms terms_of_pair(PairNumber number, double weight, double p, double q) noexcept;

/// The variance of what is quadratic in the errors of two independent samples' frequencies, as if these were
/// normal: half the trace of (H Sigma)^2, H the second derivatives, Sigma the covariances diag(p) - pp' and
/// diag(q) - qq', which `finish` scales. Where the first derivatives are 0 it is what is left.
class QuadraticVariance {
 public:
  void add(double p, double q, const PairTerms& t, double times) noexcept;
  double finish(double scale_p, double scale_q) const noexcept;

 private:
  double pp_ = 0, pp_mean_ = 0, pq_ = 0, pq_p_ = 0, pq_q_ = 0, qq_ = 0, qq_mean_ = 0;
};

}  // namespace plim
