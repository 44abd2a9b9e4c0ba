#include "plim/families/negative_binomial.hpp"

#include <cmath>
#include <limits>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/geometric.hpp"
#include "plim/families/lattice.hpp"
#include "plim/numeric/beta_law.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/quadrature.hpp"
#include "plim/numeric/quotient.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {

Outcome<NegativeBinomial> NegativeBinomial::make(const Arguments& a) {
  const NegativeBinomial law{a.real("r"), a.real("p")};
  if (!std::isfinite(law.variance()))
    return Refusal{"r (1 - p)/p^2 is " + round_trip(law.variance()) + ", but must be a finite number"};
  return law;
}

bool NegativeBinomial::is_supremum_at_infinity(const Observations::One& sample) {
  CompensatedSum sum, squares;
  for (std::size_t i = 0; i < sample.x.size(); ++i) {
    const double times = sample.times.empty() ? 1 : sample.times[i];
    if (sample.x[i] < 0 || sample.x[i] != std::floor(sample.x[i])) return false;
    sum.add(times * sample.x[i]);
    squares.add(times * (sample.x[i] * sample.x[i]));
  }
  // Integers, which doubles hold as long as they are below 2^53.
  const double total = sum.value(), excess = squares.value() - total;
  return total > 0 && static_cast<double>(sample.n) * excess <= total * total;
}

std::vector<IntegerTable> NegativeBinomial::tables() const {
  const double mode = std::floor(std::fmax(0, r - 1) * odds());
  return tables_of({0, support().upper, mode, variance(), [*this](double k) {
                      return StepOfMass{Precise::sum(r, k) * Precise::sum(1, -p), k + 1};
                    }});
}

double NegativeBinomial::log_density(double k) const {
  if (!is_count(k)) return -infinity;
  if (k == 0) return r * elementary::log(p);
  if (p == 1) return -infinity;
  return beta_law::log_kernel(r, k, p, 1 - p) - elementary::log1p(k / r);
}

void NegativeBinomial::score(double k, std::span<double> gradient) const {
  gradient[0] = elementary::digamma(r + k) - elementary::digamma(r) + elementary::log(p);
  gradient[1] = r / p - (k == 0 ? 0 : k / (1 - p));
}

double NegativeBinomial::cdf(double k) const {
  return cdf_within(k, support(),
                    [this](double at) { return beta_law::cdf(r, std::floor(at) + 1, p, 1 - p); });
}

double NegativeBinomial::complement(double k) const {
  return complement_within(
      k, support(), [this](double at) { return beta_law::complement(r, std::floor(at) + 1, p, 1 - p); });
}

double NegativeBinomial::log_cdf(double k) const {
  return log_cdf_within(k, support(),
                        [this](double at) { return beta_law::log_cdf(r, std::floor(at) + 1, p, 1 - p); });
}

double NegativeBinomial::log_complement(double k) const {
  return log_complement_within(
      k, support(), [this](double at) { return beta_law::log_complement(r, std::floor(at) + 1, p, 1 - p); });
}

double NegativeBinomial::near_deviate(double z) const {
  return std::fmax(0, mean() + z * std::sqrt(variance()) + (2 - p) / p * (z * z - 1) / 6);
}

double NegativeBinomial::quantile(double q) const {
  return lattice_quantile(*this, q, near_deviate(special::normal_quantile(q)));
}

double NegativeBinomial::complement_quantile(double q) const {
  return lattice_complement_quantile(*this, q, near_deviate(-special::normal_quantile(q)));
}

Shape NegativeBinomial::shape_of_draw() const { return shape_of_mean(Geometric{p}.shape_of_draw(), r); }

template <class F>
double NegativeBinomial::sum_over_mass(F f) const {
  // Beyond these the tails are below e^-50; of a small r they fall as slowly as those of the geometric law.
  const double reach = 12 * std::sqrt(variance()), first = std::fmax(0, std::floor(mean() - reach)),
               last = std::ceil(mean() + reach + 60 * (1 + 1 / p));
  constexpr double most = 20000, wide = 1e4;
  // Of many terms away from 0 the integral; with ++k they would not even end beyond 2^53.
  if (variance() > wide && first > 0) return integral_between(f, first - 0.5, last + 0.5).value;
  CompensatedSum sum;
  for (double k = first; k <= last && k < first + most; ++k) sum.add(f(k));
  if (last < first + most) return sum.value();
  // The rest as an integral, with the first term of Euler and Maclaurin's formula at its lower end.
  const double from = first + most - 0.5;
  const auto in_logarithms = [&](double u) { return f(elementary::exp(u)) * elementary::exp(u); };
  const double rest =
      integral_between(in_logarithms, elementary::log(from), elementary::log(last + 0.5)).value;
  return sum.value() + rest + (f(from + 0.5) - f(from - 0.5)) / 24;
}

double NegativeBinomial::entropy() const {
  if (p == 1) return 0;
  constexpr double wide = 1e8, slight = 1e-6, half_log_two_pi_e = 1.41893853320467274178;
  const double lean = skewness(), square = lean * lean;
  // The next term of the series is of the order of the fourth power of the skewness.
  if (variance() > wide && square < slight)
    return half_log_two_pi_e + 0.5 * elementary::log(variance()) - square / 12;
  return sum_over_mass([this](double x) {
    const double log_mass =
        x == 0 ? r * elementary::log(p) : beta_law::log_kernel(r, x, p, 1 - p) - elementary::log1p(x / r);
    return -elementary::exp(log_mass) * log_mass;
  });
}

FisherInformation NegativeBinomial::fisher_information() const {
  const double below = std::fmax(0, std::floor(mean() - 12 * std::sqrt(variance())));
  const double certain = elementary::trigamma(r) - elementary::trigamma(r + below);
  const double rest = sum_over_mass(
      [this](double x) { return beta_law::complement(r, x + 1, p, 1 - p) / (r + x) / (r + x); });
  return {{"r", "p"}, {certain + rest, -1 / p, -1 / p, r / p / p * quotient(1, 1 - p)}};
}

LawFamily negative_binomial_family() { return law_family<NegativeBinomial>(); }

}  // namespace plim
