#include "plim/numeric/entropy.hpp"

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
  const double h = entropy_of(p);
  CompensatedSum sum;
  for (const double x : p) {
    if (x <= 0) continue;
    const double deviation = elementary::log(x) + h;
    sum.add(x * deviation * deviation);
  }
  return sum.value();
}

}  // namespace plim
