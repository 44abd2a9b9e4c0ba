#include "plim/numeric/log_factorial.hpp"

#include <array>
#include <cstddef>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

constexpr std::size_t table_size = 256;

std::array<double, table_size> make_table() {
  std::array<double, table_size> table{};
  CompensatedSum sum;
  for (std::size_t k = 2; k < table_size; ++k) {
    sum.add(elementary::log(static_cast<double>(k)));
    table[k] = sum.value();
  }
  return table;
}

}  // namespace

double log_factorial(double k) {
  static const std::array<double, table_size> table = make_table();
  if (k < static_cast<double>(table_size)) return table[static_cast<std::size_t>(k)];
  const double r = 1 / k, r2 = r * r;
  const double tail = r * (1.0 / 12 - r2 * (1.0 / 360 - r2 * (1.0 / 1260)));
  return (k + 0.5) * elementary::log(k) - k + half_log_two_pi + tail;
}

}  // namespace plim
