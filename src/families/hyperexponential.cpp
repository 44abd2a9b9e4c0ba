#include <algorithm>
#include <array>
#include <string>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/quadrature.hpp"
#include "plim/numeric/root.hpp"
#include "plim/numeric/shape.hpp"
#include "plim/numeric/tails.hpp"

namespace plim {

/// A mixture of exponential laws: density sum of probabilities[k] rates[k] exp(-rates[k] x).
struct Hyperexponential {
  using value_type = double;
  static constexpr std::string_view name = "hyperexponential";
  static constexpr std::string_view summary = "a mixture of exponential laws by probabilities and rates";
  static constexpr std::string_view carrier = "[0, inf)";
  static constexpr std::string_view no_likelihood =
      "its parameters are lists, and a mixture of phases has many maxima";
  static std::vector<Parameter> parameters() {
    return {{"probabilities", Domain::probabilities, "of each exponential law"},
            {"rates", Domain::numbers, "of each, as many numbers > 0"}};
  }
  static Outcome<Hyperexponential> make(const Arguments& a);

  /// One law by its probability, and a number of it.
  double sample(Variate& v) const {
    const Variate::Pair w = v.words();
    const double u = fine_uniform(w.first, w.second);
    std::size_t k = 0;
    for (double sum = probabilities[0]; k + 1 < rates.size() && u > sum; sum += probabilities[k]) ++k;
    const Variate::Pair e = v.words();
    return fine_exponential(e.first, e.second) / rates[k];
  }

  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
      FillChunk choices, chosen;
      planes.exponential(0, x);
      planes.open(1, std::span(choices).first(x.size()));
      chosen.fill(rates[0]);
      double sum = probabilities[0];
      for (std::size_t k = 1; k < rates.size(); sum += probabilities[k], ++k) {
        for (std::size_t i = 0; i < x.size(); ++i) chosen[i] = choices[i] > sum ? rates[k] : chosen[i];
      }
      for (std::size_t i = 0; i < x.size(); ++i) x[i] /= chosen[i];
    });
  }

  Support support() const { return {0, infinity}; }
  double log_density(double x) const {
    if (!(x >= 0)) return std::isnan(x) ? x : -infinity;
    return log_sum([this, x](std::size_t k) { return elementary::log(rates[k]) - rates[k] * x; });
  }
  double cdf(double x) const {
    return cdf_within(x, support(), [this](double at) {
      return mean_of([at](double rate) { return -elementary::expm1(-rate * at); });
    });
  }
  double complement(double x) const {
    return complement_within(x, support(), [this](double at) {
      return mean_of([at](double rate) { return elementary::exp(-rate * at); });
    });
  }
  double log_cdf(double x) const {
    return log_cdf_within(x, support(), [this](double at) {
      const double own = cdf(at);
      if (own > smallest_tail) return log_tail(own, complement(at));
      // Where the tail underflows it is the mean rate times x.
      return log_sum([this](std::size_t k) { return elementary::log(rates[k]); }) + elementary::log(at);
    });
  }
  double log_complement(double x) const {
    return log_complement_within(x, support(), [this](double at) {
      const double other = cdf(at);
      return other < 0.5 ? elementary::log1p(-other)
                         : log_sum([this, at](std::size_t k) { return -rates[k] * at; });
    });
  }
  double quantile(double p) const {
    return quantile_within(p, support(), [this](double inner) {
      if (inner >= 0.5) return complement_quantile(1 - inner);
      if (inner < smallest_tail) return inner / mean_of([](double rate) { return rate; });
      const double log_p = elementary::log(inner);
      return point(-elementary::log1p(-inner), [this, log_p](double x) { return log_cdf(x) - log_p; });
    });
  }
  double complement_quantile(double q) const {
    return complement_quantile_within(q, support(), [this](double inner) {
      const double log_q = elementary::log(inner);
      return point(-log_q, [this, log_q](double x) { return log_complement(x) - log_q; });
    });
  }
  double mean() const {
    return mean_of([](double rate) { return 1 / rate; });
  }
  double variance() const {
    const double m = mean();
    return m * (m * relative_moment(2));
  }
  double skewness() const { return shape_of_draw().skewness; }
  double excess_kurtosis() const { return shape_of_draw().excess; }
  Shape shape_of_draw() const {
    std::array<double, 7> central{1, 0};
    for (int r = 2; r < 7; ++r) central[static_cast<std::size_t>(r)] = relative_moment(r);
    return shape_of_moments(central);
  }
  double entropy() const;

  std::vector<double> probabilities, rates;
  bool operator==(const Hyperexponential&) const = default;

 private:
  /// The sum of probabilities[k] f(rates[k]).
  template <class F>
  double mean_of(F f) const {
    double sum = 0;
    for (std::size_t k = 0; k < rates.size(); ++k) sum += probabilities[k] * f(rates[k]);
    return sum;
  }
  /// ln of the sum of probabilities[k] e^f(k).
  template <class F>
  double log_sum(F f) const {
    double most = -infinity, sum = 0;
    for (std::size_t k = 0; k < rates.size(); ++k) most = std::fmax(most, f(k));
    if (most == -infinity) return most;
    for (std::size_t k = 0; k < rates.size(); ++k) sum += probabilities[k] * elementary::exp(f(k) - most);
    return most + elementary::log(sum);
  }
  /// Where `gap` is 0, between the points of all the laws at that hazard.
  template <class F>
  double point(double hazard, const F& gap) const {
    const auto [slowest, fastest] = std::minmax_element(rates.begin(), rates.end());
    const double low = hazard / *fastest, high = hazard / *slowest;
    if (!(low < high)) return low;
    return root_between(gap, low * (1 - 0x1p-50), high * (1 + 0x1p-50));
  }
  /// E (X / mean - 1)^r, of each law by parts.
  double relative_moment(int r) const {
    const double m = mean();
    return mean_of([m, r](double rate) {
      const double s = 1 / (rate * m);
      double sum = 1;  // E (s W - 1)^i, W exponential
      for (int i = 1; i <= r; ++i) sum = i * s * sum + (i % 2 == 0 ? 1 : -1);
      return sum;
    });
  }
};

Outcome<Hyperexponential> Hyperexponential::make(const Arguments& a) {
  Hyperexponential law{a.vector("probabilities"), a.vector("rates")};
  if (law.probabilities.size() != law.rates.size()) {
    return Refusal{"rates has " + std::to_string(law.rates.size()) + " entries, but must have as many as " +
                   "probabilities, " + std::to_string(law.probabilities.size())};
  }
  for (const double rate : law.rates) {
    if (!(rate > 0 && std::isfinite(89 / rate)))
      return Refusal{"rates has " + round_trip(rate) + ", but must have numbers > 0 with a finite 89/rate"};
  }
  // A sum of the others that rounding leaves below 1 must not give way to a law of probability 0.
  for (std::size_t k = law.rates.size(); k-- > 0;) {
    if (law.probabilities[k] > 0) continue;
    law.probabilities.erase(law.probabilities.begin() + static_cast<std::ptrdiff_t>(k));
    law.rates.erase(law.rates.begin() + static_cast<std::ptrdiff_t>(k));
  }
  return law;
}

/// Of each law -E ln f(W / rate), over t = ln W.
double Hyperexponential::entropy() const {
  return mean_of([this](double rate) {
    const auto term = [this, rate](double t) {
      const double w = elementary::exp(t);
      return -log_density(w / rate) * elementary::exp(t - w);
    };
    double sum = 0;
    for (double t = -45; t < 7; t += 2) sum += integral_between(term, t, t + 2, 1e-14).value;
    return sum;
  });
}

LawFamily hyperexponential_family() { return law_family<Hyperexponential>(); }

}  // namespace plim
