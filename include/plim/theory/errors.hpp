#pragma once
#include <span>

#include "plim/estimators/any_estimator.hpp"
#include "plim/theory/additive.hpp"

namespace plim {

// The errors of estimators whose form is known, ready for exact sums. `p: [K]` is the true law and must
// outlive them; nats.

/// Of an entropy estimator c + plug-in + sum f(k, N_k), which must have a plug-in part: that of the maximum
/// likelihood is A - sum p_i g(N_i/(n p_i) - 1), those with pseudo-counts similar. f must be the same for all
/// classes that never occur.
AdditiveError entropy_error(std::span<const double> p, std::int64_t n, const AdditiveTerm& term);

/// Of an entropy estimator that treats all classes alike from the entropy of the sample's own law, which is
/// drawn from Dirichlet(alpha), `alpha: [K]`: the counts are Polya's. H given the counts has the mean D and
/// the variance of its posterior under that prior (Wolpert and Wolf 1995), so that T - H is T - D, which is
/// additive and small, and D - H, which no function of the counts explains.
AdditiveError drawn_entropy_error(std::span<const double> alpha, std::int64_t n, const AdditiveTerm& term);

/// Of an estimator c + sum f(k, N_k) from the truth. What cancels between the two is lost: the error is right
/// to some units of rounding of the truth.
AdditiveError plain_error(std::span<const double> p, const AdditiveTerm& term, double truth);

/// Of KL(p_hat, p) from 0.
AdditiveError empirical_kl_error(std::span<const double> p, std::int64_t n);

/// Of KL(p_hat, q) from KL(p, q) for a fixed law q, positive wherever p is: the error of the plug-in entropy
/// with its sign turned, and sum (N_i/n - p_i)(-ln q_i).
AdditiveError reference_kl_error(std::span<const double> p, std::span<const double> q, std::int64_t n);

/// Of H(p, q_hat) from H(p), q_hat = (N + a)/(n + K a): sum p_i (u_i - ln(1 + u_i)), 1 + u_i = q_hat_i / p_i.
AdditiveError fresh_loss_error(std::span<const double> p, std::int64_t n, double a);

/// Of the same law's cross-entropy on its own sample.
AdditiveError in_sample_loss_error(std::span<const double> p, std::int64_t n, double a);

}  // namespace plim
