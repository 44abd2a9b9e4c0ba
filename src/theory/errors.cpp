#include "plim/theory/errors.hpp"

#include <cmath>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/populations/population.hpp"

namespace plim {
namespace {

/// The share of smoothing that goes to classes without probability: (K - s) a.
double lost_mass(std::span<const double> p, double a) {
  double lost = 0;
  for (const double x : p) lost += x <= 0 ? a : 0;
  return lost;
}

/// Writes f(k) for k = first, first + 1, ...; a loop that the compiler can turn into vector code.
template <class F>
void fill(std::int64_t first, std::span<double> h, F f) {
  const double begin = static_cast<double>(first);
  for (std::size_t j = 0; j < h.size(); ++j) h[j] = f(begin + static_cast<double>(static_cast<int>(j)));
}

/// What of an entropy estimator with pseudo-counts a does not depend on the sample. With q = (N + a)/A,
/// -sum q ln q = (n/A) mean(-ln p(X)) - (a/A) sum ln p - sum p ((1 + u) ln(1 + u)), 1 + u = q/p, over the
/// classes that occur; the others add -(a/A) ln(a/A) each, and their share is missing from sum q.
double smoothing_constant(std::span<const double> p, std::int64_t n, const AdditiveTerm& term) {
  const double a = term.plug_in->a, total = static_cast<double>(n) + a * term.plug_in->K, share = a / total;
  CompensatedSum sum;
  double never = term.plug_in->K;
  for (const double x : p) {
    if (x <= 0) continue;
    never -= 1;
    sum.add(-share * elementary::log(x));
  }
  sum.add(-share * term.plug_in->K * entropy_of(p));
  const double rest = term.rest ? term.rest(0, 0) : 0;
  sum.add(never * (share - share * elementary::log(share) + rest));
  return sum.value();
}

}  // namespace

AdditiveError entropy_error(std::span<const double> p, std::int64_t n, const AdditiveTerm& term) {
  const double count = static_cast<double>(n), a = term.plug_in->a, total = count + a * term.plug_in->K;
  AdditiveError error{count / total, term.constant, nullptr};
  if (a > 0) error.constant += smoothing_constant(p, n, term);
  error.residual = [p, a, total, term](std::size_t i, std::int64_t first, std::span<double> h) {
    const double pi = p[i], expected = total * pi;
    fill(first, h, [=](double k) { return -pi * elementary::relative_gain((k + a - expected) / expected); });
    if (!term.rest) return;
    for (std::size_t j = 0; j < h.size(); ++j) h[j] += term.rest(i, first + static_cast<std::int64_t>(j));
  };
  return error;
}

AdditiveError plain_error(std::span<const double> p, const AdditiveTerm& term, double truth) {
  CompensatedSum constant;
  double size = 0;
  const auto add = [&](double x) {
    constant.add(x);
    size += std::fabs(x);
  };
  add(term.constant);
  add(-truth);
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (p[i] <= 0) add(term.rest(i, 0));
  }
  AdditiveError error{0, constant.value(), [term](std::size_t i, std::int64_t first, std::span<double> h) {
                        for (std::size_t j = 0; j < h.size(); ++j)
                          h[j] = term.rest(i, first + static_cast<std::int64_t>(j));
                      }};
  error.cancelled = size;
  return error;
}

AdditiveError empirical_kl_error(std::span<const double> p, std::int64_t n) {
  return {0, 0, [p, n](std::size_t i, std::int64_t first, std::span<double> h) {
            const double pi = p[i], expected = static_cast<double>(n) * pi;
            fill(first, h,
                 [=](double k) { return pi * elementary::relative_gain((k - expected) / expected); });
          }};
}

AdditiveError reference_kl_error(std::span<const double> p, std::span<const double> q, std::int64_t n) {
  return {-1, 0, [p, q, n](std::size_t i, std::int64_t first, std::span<double> h) {
            const double pi = p[i], count = static_cast<double>(n), expected = count * pi;
            const double surprisal = -elementary::log(q[i]);
            fill(first, h, [=](double k) {
              const double deviation = k - expected;
              return pi * elementary::relative_gain(deviation / expected) + deviation / count * surprisal;
            });
          }};
}

AdditiveError fresh_loss_error(std::span<const double> p, std::int64_t n, double a) {
  const double total = static_cast<double>(n) + a * static_cast<double>(p.size());
  return {0, lost_mass(p, a) / total, [p, a, total](std::size_t i, std::int64_t first, std::span<double> h) {
            const double pi = p[i], expected = total * pi;
            // u - ln(1 + u) = (1 + u) g(-u / (1 + u))
            fill(first, h, [=](double k) {
              const double u = (k + a - expected) / expected;
              return pi * (1 + u) * elementary::relative_gain(-u / (1 + u));
            });
          }};
}

AdditiveError in_sample_loss_error(std::span<const double> p, std::int64_t n, double a) {
  const double count = static_cast<double>(n), total = count + a * static_cast<double>(p.size());
  return {1, lost_mass(p, a) / count,
          [p, a, count, total](std::size_t i, std::int64_t first, std::span<double> h) {
            const double pi = p[i], expected = total * pi;
            fill(first, h, [=](double k) {
              const double u = (k + a - expected) / expected;
              return -total / count * pi * elementary::relative_gain(u) + a / count * elementary::log1p(u);
            });
          }};
}

}  // namespace plim
