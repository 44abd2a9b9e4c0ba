#include "plim/numeric/hypergeometric_mass.hpp"

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/stirling.hpp"

namespace plim {
namespace {

__extension__ using Wide = __int128;

/// ln k! - (k ln k - k): the part of the factorial that is not in the deviance; 0 at k = 0.
double factorial_rest(std::int64_t k) noexcept {
  constexpr double two_pi = 6.28318530717958647693;
  return k == 0 ? 0 : stirling_error(real(k)) + 0.5 * elementary::log(two_pi * real(k));
}

/// A cell of the table: k ln(k/m) - k + m and the rest of ln k!. An empty row or column adds nothing.
double cell(std::int64_t k, std::int64_t row, std::int64_t column, std::int64_t total,
            double deviation) noexcept {
  if (row == 0 || column == 0) return 0;
  const double mean = real(row) * (real(column) / real(total));
  return mean * elementary::relative_gain(k == 0 ? -1 : deviation / mean) + factorial_rest(k);
}

}  // namespace

double from_mean(const Urn& urn, std::int64_t k) noexcept {
  const Wide over = Wide{k} * urn.total - Wide{urn.marked} * urn.drawn;
  return static_cast<double>(over) / real(urn.total);
}

std::int64_t mode_of(const Urn& urn) noexcept {
  return static_cast<std::int64_t>(Wide{urn.drawn + 1} * (urn.marked + 1) / (urn.total + 2));
}

double hypergeometric_log_mass(const Urn& urn, std::int64_t k) noexcept {
  const auto [total, marked, drawn] = urn;
  const std::int64_t plain = total - marked, left = total - drawn;
  const double d = from_mean(urn, k);
  const double cells =
      (cell(k, marked, drawn, total, d) + cell(marked - k, marked, left, total, -d)) +
      (cell(drawn - k, plain, drawn, total, -d) + cell(left - marked + k, plain, left, total, d));
  const double margins = (factorial_rest(marked) + factorial_rest(plain)) +
                         (factorial_rest(drawn) + factorial_rest(left)) - factorial_rest(total);
  return margins - cells;
}

}  // namespace plim
