#include "plim/theory/errors.hpp"

#include "plim/numeric/elementary.hpp"

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

}  // namespace

AdditiveError entropy_error(std::span<const double> p, std::int64_t n, const AdditiveTerm& term) {
  AdditiveError error{term.plug_in, term.constant, nullptr};
  error.residual = [p, n, term](std::size_t i, std::int64_t first, std::span<double> h) {
    const double pi = p[i], expected = static_cast<double>(n) * pi;
    fill(first, h, [=](double k) { return -pi * elementary::relative_gain((k - expected) / expected); });
    if (!term.rest) return;
    for (std::size_t j = 0; j < h.size(); ++j) h[j] += term.rest(i, first + static_cast<std::int64_t>(j));
  };
  return error;
}

AdditiveError empirical_kl_error(std::span<const double> p, std::int64_t n) {
  return {false, 0, [p, n](std::size_t i, std::int64_t first, std::span<double> h) {
            const double pi = p[i], expected = static_cast<double>(n) * pi;
            fill(first, h,
                 [=](double k) { return pi * elementary::relative_gain((k - expected) / expected); });
          }};
}

AdditiveError fresh_loss_error(std::span<const double> p, std::int64_t n, double a) {
  const double total = static_cast<double>(n) + a * static_cast<double>(p.size());
  return {false, lost_mass(p, a) / total,
          [p, a, total](std::size_t i, std::int64_t first, std::span<double> h) {
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
  return {true, lost_mass(p, a) / count,
          [p, a, count, total](std::size_t i, std::int64_t first, std::span<double> h) {
            const double pi = p[i], expected = total * pi;
            fill(first, h, [=](double k) {
              const double u = (k + a - expected) / expected;
              return -total / count * pi * elementary::relative_gain(u) + a / count * elementary::log1p(u);
            });
          }};
}

}  // namespace plim
