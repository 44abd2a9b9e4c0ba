#pragma once

namespace plim {

/// A number as the sum of two doubles, to about 2^-104 relative, by + - * / alone (Dekker 1971): the same
/// bits everywhere. Between 2^-900 and 2^900 nothing under- or overflows.
struct Precise {
  double high = 0, low = 0;

  constexpr Precise() = default;
  constexpr Precise(double x) noexcept : high(x) {}
  constexpr Precise(double x, double y) noexcept : high(x), low(y) {}
  constexpr double value() const noexcept { return high + low; }

  /// a + b, exactly (Knuth 1997, theorem 4.2.2B).
  static constexpr Precise sum(double a, double b) noexcept {
    const double s = a + b, taken = s - a;
    return {s, (a - (s - taken)) + (b - taken)};
  }
  /// a b, exactly: each factor is split into halves of 26 digits (Veltkamp).
  static constexpr Precise product(double a, double b) noexcept {
    const double p = a * b;
    const Precise x = halves(a), y = halves(b);
    return {p, ((x.high * y.high - p) + x.high * y.low + x.low * y.high) + x.low * y.low};
  }

 private:
  static constexpr Precise halves(double a) noexcept {
    const double c = 0x1.0000002p27 * a, high = c - (c - a);
    return {high, a - high};
  }
};

namespace detail {

/// a + b, exactly, where |a| >= |b|.
constexpr Precise ordered_sum(double a, double b) noexcept {
  const double s = a + b;
  return {s, b - (s - a)};
}

}  // namespace detail

constexpr Precise operator+(Precise a, Precise b) noexcept {
  const Precise high = Precise::sum(a.high, b.high), low = Precise::sum(a.low, b.low);
  const Precise partly = detail::ordered_sum(high.high, high.low + low.high);
  return detail::ordered_sum(partly.high, partly.low + low.low);
}

constexpr Precise operator-(Precise a) noexcept { return {-a.high, -a.low}; }
constexpr Precise operator-(Precise a, Precise b) noexcept { return a + -b; }

constexpr Precise operator*(Precise a, Precise b) noexcept {
  const Precise p = Precise::product(a.high, b.high);
  return detail::ordered_sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

constexpr Precise operator/(Precise a, Precise b) noexcept {
  const double first = a.high / b.high;
  const Precise rest = a - b * first;
  return detail::ordered_sum(first, rest.high / b.high);
}

/// (k / (k + 1))^s, k > 0, s >= 0, to about 2^-90; 0 where it is below 2^-860.
Precise power_of_step(double k, double s) noexcept;

}  // namespace plim
