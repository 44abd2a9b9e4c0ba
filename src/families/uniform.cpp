#include "plim/families/uniform.hpp"

#include <cmath>
#include <limits>

#include "plim/core/number.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/uniform_extremes.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/tails.hpp"

namespace plim {

Outcome<Uniform> Uniform::make(const Arguments& a) {
  const Uniform law{a.real("lower"), a.real("upper")};
  if (!(law.lower < law.upper)) {
    return Refusal{"lower is " + round_trip(law.lower) + ", but must be less than upper, " +
                   round_trip(law.upper)};
  }
  if (std::isinf(law.range())) return Refusal{"upper - lower must be a finite number"};
  return law;
}

double Uniform::place(double u, double rest) const {
  const double x = u < 0.5 ? lower + u * range() : upper - rest * range();
  const double above = x > lower ? x : lower;  // not fmax, which is a call
  return above < upper ? above : upper;
}

DrawnStatistic Uniform::statistic(Variate& first, Variate& second, std::int64_t m) const {
  const GapsOfExtremes gap = draw_gaps(first, second, m);
  return {place(gap.below), place(1 - gap.above, gap.above)};
}

double Uniform::sample(Variate& v) const { return place(v.open()); }

void Uniform::fill(const Address& address, std::uint64_t first, std::span<double> out) const {
  // A copy of the law, so that no number that is written could be an end of it.
  fill_by_chunks(address, first, out, [law = *this](const Planes& planes, std::span<double> x) {
    planes.open(0, x);
    if (law.lower == 0 && law.upper == 1) return;  // as `place` would leave it
    for (double& u : x) u = law.place(u);
  });
}

double Uniform::log_density(double x) const {
  if (std::isnan(x)) return x;
  return x < lower || x > upper ? -std::numeric_limits<double>::infinity() : -elementary::log(range());
}

double Uniform::cdf(double x) const {
  return cdf_within(x, support(), [this](double at) { return (at - lower) / range(); });
}

double Uniform::complement(double x) const {
  return complement_within(x, support(), [this](double at) { return (upper - at) / range(); });
}

double Uniform::log_cdf(double x) const {
  return log_cdf_within(x, support(), [this](double at) { return log_tail(cdf(at), complement(at)); });
}

double Uniform::log_complement(double x) const {
  return log_complement_within(x, support(), [this](double at) { return log_tail(complement(at), cdf(at)); });
}

double Uniform::quantile(double p) const {
  return quantile_within(p, support(), [this](double inner) { return place(inner); });
}

double Uniform::complement_quantile(double q) const {
  return complement_quantile_within(q, support(), [this](double inner) {
    return inner < 0.5 ? std::fmax(upper - inner * range(), lower) : place(1 - inner);
  });
}

double Uniform::entropy() const { return elementary::log(range()); }

LawFamily uniform_family() { return law_family<Uniform>(); }

}  // namespace plim
