#include "plim/random/arrays.hpp"

#include <cassert>

#include "plim/random/kernels.hpp"

namespace plim::arrays {

void log(std::span<double> x) { array_kernels().log(x.size(), x.data()); }
void log1p(std::span<double> x) { array_kernels().log1p(x.size(), x.data()); }
void exp(std::span<double> x) { array_kernels().exp(x.size(), x.data()); }
void expm1(std::span<double> x) { array_kernels().expm1(x.size(), x.data()); }

void sincos_turns(std::span<double> x, std::span<double> cosines) {
  assert(cosines.size() >= x.size());
  array_kernels().sincos_turns(x.size(), x.data(), cosines.data());
}

void divide(std::span<double> x, double by) { array_kernels().divide(x.size(), x.data(), by); }

}  // namespace plim::arrays
