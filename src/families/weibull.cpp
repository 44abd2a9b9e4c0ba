#include "plim/families/weibull.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/quadrature.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/tails.hpp"
#include "plim/random/arrays.hpp"

namespace plim {
namespace {

constexpr double euler = 0.57721566490153286061;

/// ln Gamma(1 + 2t) - 2 ln Gamma(1 + t), t > 0: for small t the sum of (-t)^k zeta(k) (2^k - 2) / k, the
/// terms of which fall like 4^-k.
double log_gamma_gap(double t) {
  constexpr double small = 0.125;
  if (t > small) return special::log_gamma(1 + 2 * t) - 2 * special::log_gamma(1 + t);
  double sum = 0, power = t * t, two = 4;
  for (int k = 2; k < 30; ++k, power *= -t, two *= 2) sum += power * special::zeta(k) * (two - 2) / k;
  return sum;
}

}  // namespace

Outcome<Weibull> Weibull::make(const Arguments& a) {
  const Weibull law = in_domain(a);
  if (!(law.mean() <= std::numeric_limits<double>::max())) {
    return Refusal{"scale Gamma(1 + 1/shape) is " + round_trip(law.mean()) +
                   ", but the mean must be a finite number"};
  }
  return law;
}

double Weibull::sample(Variate& v) const { return at_log_hazard(elementary::log(v.exponential())); }

void Weibull::fill(const Address& address, std::uint64_t first, std::span<double> out) const {
  fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
    planes.exponential(0, x);
    arrays::log(x);
    at_log_hazards(x);
  });
}

double Weibull::log_hazard(double x) const {
  const double gap = x - scale;
  // Near the scale the gap is exact, which a power would blow up.
  if (std::fabs(gap) < 0.5 * scale) return shape * elementary::log1p(gap / scale);
  const double ratio = x / scale;
  const bool normal = ratio >= std::numeric_limits<double>::min() && ratio < infinity;
  return shape * (normal ? elementary::log(ratio) : elementary::log(x) - elementary::log(scale));
}

double Weibull::at_log_hazard(double log_hazard) const {
  const double power = elementary::exp(log_hazard / shape);
  const bool normal = power >= std::numeric_limits<double>::min() && power < infinity;
  return normal ? scale * power : elementary::exp(log_hazard / shape + elementary::log(scale));
}

/// The same of a chunk of a fill.
void Weibull::at_log_hazards(std::span<double> h) const {
  FillChunk given;
  std::copy(h.begin(), h.end(), given.begin());
  for (double& x : h) x /= shape;
  arrays::exp(h);
  bool normal = true;
  for (double& power : h) {
    normal &= (power >= std::numeric_limits<double>::min()) & (power < infinity);
    power *= scale;
  }
  if (normal) return;
  for (std::size_t i = 0; i < h.size(); ++i) h[i] = at_log_hazard(given[i]);
}

double Weibull::log_density(double x) const {
  if (!(x >= 0)) return std::isnan(x) ? x : -infinity;
  const double base = elementary::log(shape) - elementary::log(scale);
  if (x == 0) return shape < 1 ? infinity : shape > 1 ? -infinity : base;
  const double h = log_hazard(x), hazard = elementary::exp(h);
  return hazard == infinity ? -infinity : base + (h - h / shape) - hazard;
}

void Weibull::score(double x, std::span<double> gradient) const {
  const double h = log_hazard(x), excess = elementary::expm1(h);
  gradient[0] = (1 - excess * h) / shape;
  gradient[1] = excess * shape / scale;
}

double Weibull::cdf(double x) const {
  return cdf_within(x, support(),
                    [this](double at) { return 0.0 - elementary::expm1(-elementary::exp(log_hazard(at))); });
}

double Weibull::complement(double x) const {
  return complement_within(x, support(),
                           [this](double at) { return elementary::exp(-elementary::exp(log_hazard(at))); });
}

double Weibull::log_cdf(double x) const {
  return log_cdf_within(x, support(), [this](double at) {
    const double h = log_hazard(at), hazard = elementary::exp(h);
    // Where 1 - e^-hazard underflows it is the hazard itself.
    return hazard < smallest_tail ? h : log_tail(cdf(at), complement(at));
  });
}

double Weibull::log_complement(double x) const {
  return log_complement_within(x, support(),
                               [this](double at) { return 0.0 - elementary::exp(log_hazard(at)); });
}

double Weibull::quantile(double p) const {
  return quantile_within(p, support(), [this](double inner) {
    return at_log_hazard(elementary::log(-elementary::log1p(-inner)));
  });
}

double Weibull::complement_quantile(double q) const {
  return complement_quantile_within(
      q, support(), [this](double inner) { return at_log_hazard(elementary::log(-elementary::log(inner))); });
}

double Weibull::mean() const { return scale * special::gamma(1 + 1 / shape); }

double Weibull::variance() const {
  const double m = mean();
  return m * (m * elementary::expm1(log_gamma_gap(1 / shape)));
}

Shape Weibull::shape_of_draw() const {
  // Of W^(1/shape), W exponential, less its mean; neither loses digits where both are nearly 1.
  const double offset = elementary::expm1(special::log_gamma(1 + 1 / shape));
  std::array<double, 7> raw;
  for (int r = 0; r < 7; ++r) {
    const auto moment = [&](double w) {
      const double density = elementary::exp(-w);
      return density > 0 ? std::pow(elementary::expm1(elementary::log(w) / shape) - offset, r) * density : 0;
    };
    raw[static_cast<std::size_t>(r)] = integral_over(moment, 0, infinity).value;
  }
  return shape_of_moments(raw);
}

double Weibull::entropy() const {
  return euler * (1 - 1 / shape) + elementary::log(scale) - elementary::log(shape) + 1;
}

FisherInformation Weibull::fisher_information() const {
  constexpr double c = 1 - euler, sixth_of_pi_squared = 1.64493406684822643647;
  return {
      {"shape", "scale"},
      {(sixth_of_pi_squared + c * c) / shape / shape, -c / scale, -c / scale, shape / scale * shape / scale}};
}

LawFamily weibull_family() { return law_family<Weibull>(); }

}  // namespace plim
