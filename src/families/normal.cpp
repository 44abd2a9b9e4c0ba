#include "plim/families/normal.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/special.hpp"

namespace plim {

void Normal::fill(const Address& address, std::uint64_t first, std::span<double> out) const {
  fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
    planes.normal(0, x);
    for (double& z : x) z = centre + sd * z;
  });
}

DrawnStatistic Normal::statistic(Variate& normal, Variate& chi_square, std::int64_t m) const {
  const double count = static_cast<double>(m);
  const double mean = centre + sd / std::sqrt(count) * normal.normal();
  const double m2 = m > 1 ? sd * sd * 2.0 * chi_square.gamma(0.5 * static_cast<double>(m - 1)) : 0.0;
  return {mean, m2};
}

double Normal::log_density(double x) const {
  const double z = deviate(x);
  return -0.5 * z * z - elementary::log(sd) - half_log_two_pi;
}

double Normal::deviate(double x) const {
  const double gap = x - centre;
  if (std::isfinite(gap) || !std::isfinite(x)) return gap / sd;
  return (0.5 * x - 0.5 * centre) / (0.5 * sd);  // the gap overflows, not its multiple of sd
}

double Normal::at_deviate(double z) const {
  const double x = centre + sd * z;
  return std::isfinite(x) ? x : 2 * (0.5 * centre + 0.5 * sd * z);
}

double Normal::cdf(double x) const { return special::normal_cdf(deviate(x)); }

double Normal::complement(double x) const { return special::normal_cdf(-deviate(x)); }

double Normal::log_cdf(double x) const { return special::log_normal_cdf(deviate(x)); }

double Normal::log_complement(double x) const { return special::log_normal_cdf(-deviate(x)); }

double Normal::quantile(double p) const {
  return quantile_within(p, support(),
                         [this](double inner) { return at_deviate(special::normal_quantile(inner)); });
}

double Normal::complement_quantile(double q) const {
  return complement_quantile_within(
      q, support(), [this](double inner) { return at_deviate(-special::normal_quantile(inner)); });
}

FisherInformation Normal::fisher_information() const {
  return {{"mean", "sd"}, {1 / sd / sd, 0, 0, 2 / sd / sd}};
}

double Normal::entropy() const { return elementary::log(sd) + half_log_two_pi + 0.5; }

LawFamily normal_family() { return law_family<Normal>(); }

}  // namespace plim
