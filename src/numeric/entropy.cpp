#include "plim/numeric/entropy.hpp"

#include <algorithm>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {

double entropy_of(std::span<const double> p) {
  CompensatedSum sum;
  for (const double x : p) {
    if (x > 0) sum.add(-x * elementary::log(x));
  }
  return sum.value();
}

double varentropy_of(std::span<const double> p) {
  const auto first = std::find_if(p.begin(), p.end(), [](double x) { return x > 0; });
  if (first == p.end()) return 0;
  const double start = elementary::log(*first);
  CompensatedSum mean, sum;
  for (const double x : p) {
    if (x > 0) mean.add(x * (elementary::log(x) - start));
  }
  for (const double x : p) {
    if (x <= 0) continue;
    const double deviation = elementary::log(x) - start - mean.value();
    sum.add(x * deviation * deviation);
  }
  return sum.value();
}

}  // namespace plim
