#include "plim/numeric/precise.hpp"

namespace plim {
namespace {

constexpr double negligible_term = 0x1p-110;

/// ln((k + 1) / k) = 2 artanh(1 / (2 k + 1)), by its power series.
Precise log_of_step(double k) noexcept {
  const Precise z = Precise(1) / (Precise::product(2, k) + 1), square = z * z;
  Precise sum, power = z;
  for (double n = 1; power.high > negligible_term * z.high; n += 2, power = power * square)
    sum = sum + power / n;
  return sum * 2;
}

/// e^-y, y >= 0, by its power series at y 2^-n.
Precise exp_minus(Precise y) noexcept {
  int halved = 0;
  double scale = -1;
  for (; - scale * y.high > 0.125; ++halved) scale *= 0.5;
  const Precise x{y.high * scale, y.low * scale};
  Precise sum = 1, term = 1;
  for (double n = 1; term.high > negligible_term || -term.high > negligible_term; ++n) {
    term = term * x / n;
    sum = sum + term;
  }
  for (; halved > 0; --halved) sum = sum * sum;
  return sum;
}

}  // namespace

Precise power_of_step(double k, double s) noexcept {
  constexpr double most = 600;
  const Precise y = log_of_step(k) * s;
  return y.high < most ? exp_minus(y) : Precise(0);
}

}  // namespace plim
