#include <cstddef>

#include "plim/numeric/digamma.hpp"

// As in src/random/kernels: nothing of the standard library that could emit code.
namespace plim::PLIM_ISA {

/// One step for every lane; a lane that has converged keeps its value. Returns how many still moved.
std::size_t gamma_shape_step(const double* s, double* k, double* moving, std::size_t size);
void gamma_shape_start(const double* s, double* k, double* moving, std::size_t size);

void gamma_shape_start(const double* s, double* k, double* moving, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    const double t = s[i] - 3;
    const double spread = s[i] > 0 ? s[i] : 1.0;  // of samples that have a maximum
    k[i] = (__builtin_sqrt(t * t + 24 * spread) - t) / (12 * spread);
    moving[i] = s[i] > 0 && k[i] > 0 ? 1.0 : 0.0;
  }
}

std::size_t gamma_shape_step(const double* s, double* k, double* moving, std::size_t size) {
  constexpr double tolerance = 1e-10;
  double left = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const double x = k[i];
    const double gap = elementary::log_less_digamma(x);
    const double fall = 1 / x + elementary::trigamma_rest(x);  // -x times its derivative
    const double spread = s[i] > 0 ? s[i] : 1.0;
    const double ratio = 1 - gap * (1 - gap / spread) / fall;
    const double bounded = ratio < 0.25 ? 0.25 : ratio > 4 ? 4.0 : ratio;
    k[i] = moving[i] > 0 ? x * bounded : x;
    const double change = bounded > 1 ? bounded - 1 : 1 - bounded;
    moving[i] = change > tolerance ? moving[i] : 0.0;
    left += moving[i];
  }
  return static_cast<std::size_t>(left);
}

}  // namespace plim::PLIM_ISA
