#include "plim/families/zipf.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "plim/families/erased_law.hpp"
#include "plim/families/lattice.hpp"
#include "plim/families/rank_rejection.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/power_sums.hpp"
#include "plim/numeric/quotient.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/numeric/tails.hpp"

namespace plim {
namespace {

/// k^-s.
double weight(double k, double s) { return elementary::exp(-s * elementary::log(k)); }

/// (e^t - 1) / t and ln(1 + t) / t, 1 at t = 0.
double growth(double t) { return t == 0 ? 1.0 : elementary::expm1(t) / t; }
double decay(double t) { return t == 0 ? 1.0 : elementary::log1p(t) / t; }

/// The largest rank that a sampler need reach: the mass beyond is below 10^-38, less than the 128 bits of a
/// draw.
double last_rank(double s, std::int64_t N) {
  const double last = static_cast<double>(N);
  if (s <= 1) return last;
  if (s > 128) return 1;
  return std::min(last, std::ceil(elementary::exp(std::min(40.0, 38 * 2.302585092994046 / (s - 1)))));
}

}  // namespace

std::vector<Parameter> Zipf::parameters() {
  Parameter N{"N", Domain::positive_integer, "number of ranks"};
  N.largest = 1e9;
  N.alphabet_size = true;
  return {{"s", Domain::nonnegative, "exponent"}, N};
}

// The sampler measures everything from the upper end E = last + 1/2 in units of E^-s E: tail(x) is the
// integral of z^-s from x to E, which keeps its digits where the ranks are many and each is rare.
Zipf::Zipf(double s, std::int64_t N)
    : s_(s),
      N_(N),
      normaliser_(power_sum(1, static_cast<double>(N), s)),
      most_(last_rank(s, N)),
      log_end_(elementary::log(most_ + 0.5)),
      total_(tail(1.5) + elementary::exp((s - 1) * log_end_)) {
  accepted_ = rank_rejection::sure_gap(*this);
}

double Zipf::tail(double x) const {
  const double l = log_end_ - elementary::log(x);
  return l * growth((s_ - 1) * l);
}

double Zipf::sample(Variate& v) const {
  double k = 1;
  while (!attempt(v.words(), k)) {
  }
  return k;
}

bool Zipf::attempt(Variate::Pair words, double& k) const {
  if (most_ == 1) {
    k = 1;
    return true;
  }
  return rank_rejection::attempt(*this, words, k);
}

std::vector<IntegerTable> Zipf::tables() const { return tables_of(rank_rejection::masses(*this, s_)); }

double Zipf::place(double beyond) const {
  return (most_ + 0.5) * elementary::exp(-beyond * decay((s_ - 1) * beyond));
}

double Zipf::mass(double k) const { return elementary::exp((s_ - 1) * log_end_ - s_ * elementary::log(k)); }

double Zipf::log_density(double k) const {
  if (!(k >= 1 && k <= static_cast<double>(N_) && k == std::floor(k))) {
    return -std::numeric_limits<double>::infinity();
  }
  return -s_ * elementary::log(k) - elementary::log(normaliser_);
}

std::vector<double> Zipf::probabilities() const {
  std::vector<double> p(classes());
  CompensatedSum sum;
  for (std::size_t i = 0; i < p.size(); ++i) sum.add(p[i] = weight(static_cast<double>(i + 1), s_));
  for (double& x : p) x /= sum.value();
  return p;
}

std::vector<double> Zipf::values() const {
  std::vector<double> ranks(classes());
  for (std::size_t i = 0; i < ranks.size(); ++i) ranks[i] = static_cast<double>(i + 1);
  return ranks;
}

double Zipf::share(double from, double to) const { return power_sum(from, to, s_) / normaliser_; }

double Zipf::cdf(double k) const {
  return cdf_within(k, support(), [this](double at) {
    const double rank = std::floor(at), last = static_cast<double>(N_);
    return tail_of([&] { return share(1, rank); }, [&] { return share(rank + 1, last); });
  });
}

double Zipf::complement(double k) const {
  return complement_within(k, support(), [this](double at) {
    const double rank = std::floor(at), last = static_cast<double>(N_);
    return tail_of([&] { return share(rank + 1, last); }, [&] { return share(1, rank); });
  });
}

double Zipf::quantile(double p) const { return lattice_quantile(*this, p, 1); }

double Zipf::complement_quantile(double q) const { return lattice_complement_quantile(*this, q, 1); }

double Zipf::log_cdf(double k) const {
  return log_cdf_within(k, support(), [this](double at) { return log_tail(cdf(at), complement(at)); });
}

double Zipf::log_complement(double k) const {
  return log_complement_within(k, support(), [this](double at) {
    const double above = complement(at), first = std::floor(at) + 1;
    if (above > smallest_tail) return log_tail(above, cdf(at));
    return log_density(first) + elementary::log(power_sum_over_first(first, static_cast<double>(N_), s_));
  });
}

double Zipf::mean() const { return 1 + moment_about_one(1); }

/// sum over k >= 2 of (k - 1)^order P(k), by power sums.
double Zipf::moment_about_one(int order) const {
  if (order == 0) return 1;
  double total = 0, binomial = 1;
  for (int i = 0; i <= order; ++i) {
    total += binomial * ((order - i) % 2 == 0 ? 1 : -1) * power_sum(2, static_cast<double>(N_), s_ - i);
    binomial *= static_cast<double>(order - i) / (i + 1);
  }
  return total / normaliser_;
}

double Zipf::central_moment(int order) const {
  // Term by term where that is short; else from the moments about 1, which are small where s is large.
  constexpr std::int64_t short_sum = 1 << 14;
  const double above_one = moment_about_one(1);
  if (N_ <= short_sum) {
    CompensatedSum sum;
    for (double k = 1; k <= static_cast<double>(N_); ++k)
      sum.add(std::pow(k - 1 - above_one, order) * weight(k, s_));
    return sum.value() / normaliser_;
  }
  double total = 0, binomial = 1;
  for (int i = 0; i <= order; ++i) {
    total += binomial * std::pow(-above_one, order - i) * moment_about_one(i);
    binomial *= static_cast<double>(order - i) / (i + 1);
  }
  return total;
}

double Zipf::variance() const { return central_moment(2); }

double Zipf::skewness() const { return quotient(central_moment(3), std::pow(variance(), 1.5)); }

double Zipf::excess_kurtosis() const { return quotient(central_moment(4), variance() * variance()) - 3; }

double Zipf::entropy() const {
  // ln of the normaliser by what it exceeds 1 by, which is all that is left of it at large s.
  const double last = static_cast<double>(N_);
  return s_ * power_sum(2, last, s_, 1) / normaliser_ + elementary::log1p(power_sum(2, last, s_));
}

FisherInformation Zipf::fisher_information() const {
  const double last = static_cast<double>(N_);
  const double mean_log = power_sum(2, last, s_, 1) / normaliser_;
  return {{"s"}, {power_sum(2, last, s_, 2) / normaliser_ - mean_log * mean_log}};
}

LawFamily zipf_family() { return law_family<Zipf>(); }

}  // namespace plim
