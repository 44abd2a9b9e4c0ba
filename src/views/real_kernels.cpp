#include "plim/views/real_kernels.hpp"

#include "plim/random/isa.hpp"

namespace plim {

#define PLIM_DECLARE(isa)                                                                             \
  namespace isa {                                                                                     \
  void real_sums(const double* x, std::size_t n, double* sum, double* min, double* max, bool* whole); \
  double log_sum(const double* x, std::size_t n);                                                     \
  double log_gap(const double* x, std::size_t n, double mean);                                        \
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

double log_sum_of_reals(std::span<const double> x) {
  return chosen(v2::log_sum, v3::log_sum, v4::log_sum)(x.data(), x.size());
}

double log_gap_of_reals(std::span<const double> x, double mean) {
  return chosen(v2::log_gap, v3::log_gap, v4::log_gap)(x.data(), x.size(), mean);
}

}  // namespace plim
