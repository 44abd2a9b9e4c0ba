#include "pair_number.hpp"

#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

/// q g(p/q - 1), whose sum is the divergence: no term is negative, so that none cancel.
double gain(double p, double q) noexcept { return q > 0 ? q * elementary::relative_gain((p - q) / q) : 0.0; }

PairTerms mixture_terms(double w, double p, double q) noexcept {
  const double v = 1 - w, r = w * p + v * q;
  if (!(r > 0)) return {};
  PairTerms t{w * gain(p, r) + v * gain(q, r), 0, 0, 0, 0, 0, 0};
  t.pq_p = -w * v * p / r;
  t.pq_q = -w * v * q / r;
  if (p > 0) {
    t.by_p = w * elementary::log(p / r);
    t.pp_p = w * (1 - w * p / r);
  }
  if (q > 0) {
    t.by_q = v * elementary::log(q / r);
    t.qq_q = v * (1 - v * q / r);
  }
  return t;
}

}  // namespace

PairTerms terms_of_pair(PairNumber number, double weight, double p, double q) noexcept {
  if (number == PairNumber::jensen_shannon) return mixture_terms(weight, p, q);
  if (!(q > 0)) return {};
  const double ratio = p / q;
  PairTerms t{0, 0, -ratio, 0, -ratio, -1, ratio};
  if (number == PairNumber::kl) {
    t.value = gain(p, q);
    t.by_p = p > 0 ? elementary::log(ratio) : 0.0;
    t.pp_p = p > 0 ? 1.0 : 0.0;
  } else {
    t.by_p = p > 0 ? -elementary::log(q) : 0.0;
    t.value = p * t.by_p;
  }
  return t;
}

void QuadraticVariance::add(double p, double q, const PairTerms& t, double times) noexcept {
  pp_ += times * t.pp_p * t.pp_p * (1 - 2 * p);
  pp_mean_ += times * t.pp_p * p;
  pq_ += times * t.pq_p * t.pq_q * (1 - p - q);
  pq_p_ += times * t.pq_p * q;
  pq_q_ += times * t.pq_q * p;
  qq_ += times * t.qq_q * t.qq_q * (1 - 2 * q);
  qq_mean_ += times * t.qq_q * q;
}

double QuadraticVariance::finish(double scale_p, double scale_q) const noexcept {
  const double pp = pp_ + pp_mean_ * pp_mean_, pq = pq_ + pq_p_ * pq_q_, qq = qq_ + qq_mean_ * qq_mean_;
  return 0.5 * (scale_p * scale_p * pp + 2 * scale_p * scale_q * pq + scale_q * scale_q * qq);
}

}  // namespace plim
