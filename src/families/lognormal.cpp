#include "plim/families/lognormal.hpp"

#include <cmath>
#include <limits>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/random/arrays.hpp"

namespace plim {

Outcome<Lognormal> Lognormal::make(const Arguments& a) {
  const Lognormal law = in_domain(a);
  if (!(law.mean() > 0 && law.mean() <= std::numeric_limits<double>::max())) {
    return Refusal{"exp(location + scale^2/2) is " + round_trip(law.mean()) +
                   ", but the mean must be a finite number > 0"};
  }
  return law;
}

double Lognormal::sample(Variate& v) const { return elementary::exp(log_law().sample(v)); }

void Lognormal::fill(const Address& address, std::uint64_t first, std::span<double> out) const {
  fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
    planes.normal(0, x);
    for (double& y : x) y = location + scale * y;
    arrays::exp(x);
  });
}

double Lognormal::log_density(double x) const {
  if (std::isnan(x)) return x;
  if (x <= 0 || x == infinity) return -infinity;
  const double y = elementary::log(x);
  return log_law().log_density(y) - y;
}

void Lognormal::score(double x, std::span<double> gradient) const {
  const double z = (elementary::log(x) - location) / scale;
  gradient[0] = z / scale;
  gradient[1] = (z * z - 1) / scale;
}

double Lognormal::cdf(double x) const {
  return cdf_within(x, support(), [this](double at) { return log_law().cdf(elementary::log(at)); });
}

double Lognormal::complement(double x) const {
  return complement_within(x, support(),
                           [this](double at) { return log_law().complement(elementary::log(at)); });
}

double Lognormal::log_cdf(double x) const {
  return log_cdf_within(x, support(), [this](double at) { return log_law().log_cdf(elementary::log(at)); });
}

double Lognormal::log_complement(double x) const {
  return log_complement_within(x, support(),
                               [this](double at) { return log_law().log_complement(elementary::log(at)); });
}

double Lognormal::quantile(double p) const { return elementary::exp(log_law().quantile(p)); }

double Lognormal::complement_quantile(double q) const {
  return elementary::exp(log_law().complement_quantile(q));
}

double Lognormal::mean() const { return elementary::exp(location + 0.5 * scale * scale); }

double Lognormal::variance() const { return mean() * (mean() * elementary::expm1(scale * scale)); }

/// The cumulants in v = e^(scale^2) - 1 and units of the mean: kappa_r is the sum over connected labelled
/// graphs of r points of v^(edges), since E X^r/mean^r = (1 + v)^(r (r - 1)/2).
Shape Lognormal::shape_of_draw() const {
  const double v = elementary::expm1(scale * scale), root = std::sqrt(v);
  const double fifth = 125 + v * (222 + v * (205 + v * (120 + v * (45 + v * (10 + v)))));
  const double sixth =
      1296 +
      v * (3660 +
           v * (5700 +
                v * (6165 + v * (4945 + v * (2997 + v * (1365 + v * (455 + v * (105 + v * (15 + v)))))))));
  return {root * (3 + v), v * (16 + v * (15 + v * (6 + v))), v * root * fifth, v * v * sixth};
}

double Lognormal::entropy() const { return location + log_law().entropy(); }

FisherInformation Lognormal::fisher_information() const {
  return {{"location", "scale"}, log_law().fisher_information().matrix};
}

LawFamily lognormal_family() { return law_family<Lognormal>(); }

}  // namespace plim
