#include "plim/families/exponential.hpp"

#include <limits>

#include "plim/numeric/elementary.hpp"
#include "plim/random/fill.hpp"

namespace plim {

void Exponential::fill(const Address& address, std::uint64_t first, std::span<double> out) const {
  fill_exponential(address, first, out);
  for (double& x : out) x /= lambda;
}

double Exponential::log_density(double x) const {
  if (!(x >= 0)) return -std::numeric_limits<double>::infinity();
  return elementary::log(lambda) - lambda * x;
}

double Exponential::entropy() const { return 1 - elementary::log(lambda); }

}  // namespace plim
