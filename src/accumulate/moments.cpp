#include "plim/accumulate/moments.hpp"

namespace plim {

void Moments::add(double x) noexcept {
  const double before = static_cast<double>(count);
  ++count;
  const double n = static_cast<double>(count);
  const double delta = x - mean;
  const double step = delta / n;
  const double step2 = step * step;
  const double term = delta * step * before;
  mean += step;
  m4 += term * step2 * (n * n - 3 * n + 3) + 6 * step2 * m2 - 4 * step * m3;
  m3 += term * step * (n - 2) - 3 * step * m2;
  m2 += term;
}

Moments& Moments::operator+=(const Moments& other) noexcept {
  if (other.count == 0) return *this;
  if (count == 0) return *this = other;
  const double a = static_cast<double>(count), b = static_cast<double>(other.count), n = a + b;
  const double delta = other.mean - mean;
  const double d_n = delta / n, d2 = delta * d_n * a * b;
  m4 += other.m4 + d2 * d_n * d_n * (a * a - a * b + b * b) +
        6 * d_n * d_n * (a * a * other.m2 + b * b * m2) + 4 * d_n * (a * other.m3 - b * m3);
  m3 += other.m3 + d2 * d_n * (a - b) + 3 * d_n * (a * other.m2 - b * m2);
  m2 += other.m2 + d2;
  mean += d_n * b;
  count += other.count;
  return *this;
}

}  // namespace plim
