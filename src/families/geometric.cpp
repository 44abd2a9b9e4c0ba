#include "plim/families/geometric.hpp"

#include <cmath>
#include <limits>

#include "plim/core/number.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

Outcome<Geometric> Geometric::make(const Arguments& a) {
  constexpr double smallest = 1e-290;
  const double p = a.real("p");
  if (p < smallest) {
    return Refusal{"p is " + round_trip(p) + ", but must be a number in [" + round_trip(smallest) + ", 1]"};
  }
  return Geometric{p};
}

double Geometric::sample(Variate& v) const {
  return std::floor(v.fine_exponential() / -elementary::log1p(-p));
}

double Geometric::sample_sum(Variate& v, std::int64_t m) const {
  return v.poisson(v.gamma(static_cast<double>(m)) * mean());
}

double Geometric::log_density(double k) const {
  if (!(k >= 0 && std::isfinite(k) && k == std::floor(k))) return -std::numeric_limits<double>::infinity();
  const double failures = k == 0 ? 0.0 : k * elementary::log1p(-p);
  return failures + elementary::log(p);
}

double Geometric::entropy() const {
  return p == 1 ? 0.0 : -elementary::log(p) - mean() * elementary::log1p(-p);
}

}  // namespace plim
