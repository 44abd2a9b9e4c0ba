#include "plim/views/real_kernels.hpp"

#include <cmath>
#include <limits>

#include "plim/random/isa.hpp"

namespace plim {

#define PLIM_DECLARE(isa)                                                                             \
  namespace isa {                                                                                     \
  void real_sums(const double* x, std::size_t n, double* sum, double* min, double* max, bool* whole); \
  double log_sum(const double* x, std::size_t n);                                                     \
  double log_gap(const double* x, std::size_t n, double mean);                                        \
  double gauss_sum(const double* x, std::size_t n, double at, double h, double reference);            \
  }
PLIM_DECLARE(v2)
PLIM_DECLARE(v3)
PLIM_DECLARE(v4)
#undef PLIM_DECLARE

namespace {

/// The kernel of the active instruction set.
template <class Kernel>
Kernel* chosen(Kernel* two, Kernel* three, Kernel* four) {
  const Isa isa = active_isa();
  return isa == Isa::v4 ? four : isa == Isa::v3 ? three : two;
}

}  // namespace

RealSums sums_of_reals(std::span<const double> x) {
  RealSums s{};
  chosen(v2::real_sums, v3::real_sums, v4::real_sums)(x.data(), x.size(), &s.sum, &s.min, &s.max, &s.whole);
  return s;
}

double mean_of_reals(std::span<const double> x, const RealSums& sums) {
  const double n = static_cast<double>(x.size());
  if (x.empty()) return std::numeric_limits<double>::quiet_NaN();
  if (std::isfinite(sums.sum)) return sums.sum / n;
  constexpr double unit = 0x1p64;  // more than there are observations
  double sum = 0;
  for (const double v : x) sum += v / unit;
  // Of numbers near the largest double it could round to what is beyond.
  const double mean = sum / n * unit;
  return std::isfinite(sum) ? std::fmin(std::fmax(mean, sums.min), sums.max) : mean;
}

double log_sum_of_reals(std::span<const double> x) {
  return chosen(v2::log_sum, v3::log_sum, v4::log_sum)(x.data(), x.size());
}

double log_gap_of_reals(std::span<const double> x, double mean) {
  return chosen(v2::log_gap, v3::log_gap, v4::log_gap)(x.data(), x.size(), mean);
}

double gauss_sum_of_reals(std::span<const double> x, double at, double h, double reference) {
  return chosen(v2::gauss_sum, v3::gauss_sum, v4::gauss_sum)(x.data(), x.size(), at, h, reference);
}

}  // namespace plim
