#include "plim/numeric/precise.hpp"

#include <array>

namespace plim {
namespace {

/// 1 / n, n = 1 .. 127.
constexpr auto inverses = [] {
  std::array<Precise, 128> all{};
  for (int n = 1; n < 128; ++n) all[static_cast<std::size_t>(n)] = Precise(1) / static_cast<double>(n);
  return all;
}();

constexpr double negligible_term = 0x1p-110;

/// ln((k + 1) / k) = 2 artanh(1 / (2 k + 1)), by its power series.
Precise log_of_step(double k) noexcept {
  const Precise z = Precise(1) / (Precise::product(2, k) + 1), square = z * z;
  Precise sum, power = z;
  for (std::size_t n = 1; power.high > negligible_term * z.high; n += 2, power = power * square)
    sum = sum + power * inverses[n];
  return sum * 2;
}

/// e^-y, y >= 0, by its power series at y 2^-n.
Precise exp_minus(Precise y) noexcept {
  int halved = 0;
  double scale = 1;
  for (; scale * y.high > 0.125; ++halved) scale *= 0.5;
  const Precise x{-scale * y.high, -scale * y.low};
  Precise sum = 1, term = 1;
  for (std::size_t n = 1; term.high > negligible_term || -term.high > negligible_term; ++n) {
    term = term * x * inverses[n];
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
