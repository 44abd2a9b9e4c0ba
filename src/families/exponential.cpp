#include "plim/families/exponential.hpp"

#include "plim/core/number.hpp"
#include "plim/families/composed_fill.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/tails.hpp"
#include "plim/random/arrays.hpp"

namespace plim {

Outcome<Exponential> Exponential::make(const Arguments& a) {
  const Exponential law{a.real("lambda")};
  if (std::isinf(law.mean())) {
    return Refusal{"lambda is " + round_trip(law.lambda) + ", but the mean 1/lambda must be a finite number"};
  }
  return law;
}

void Exponential::fill(const Address& address, std::uint64_t first, std::span<double> out) const {
  fill_by_chunks(address, first, out, [this](const Planes& planes, std::span<double> x) {
    planes.exponential(0, x);
    arrays::divide(x, lambda);
  });
}

double Exponential::log_density(double x) const {
  if (x < 0) return -std::numeric_limits<double>::infinity();
  return elementary::log(lambda) - lambda * x;
}

double Exponential::cdf(double x) const {
  return cdf_within(x, support(), [this](double at) { return -elementary::expm1(-lambda * at); });
}

double Exponential::complement(double x) const {
  return complement_within(x, support(), [this](double at) { return elementary::exp(-lambda * at); });
}

double Exponential::quantile(double p) const {
  return quantile_within(p, support(), [this](double inner) { return -elementary::log1p(-inner) / lambda; });
}

double Exponential::complement_quantile(double q) const {
  return complement_quantile_within(q, support(),
                                    [this](double inner) { return -elementary::log(inner) / lambda; });
}

double Exponential::log_cdf(double x) const {
  return log_cdf_within(x, support(), [this](double at) {
    const double scaled = lambda * at;
    // Where that underflows, its logarithm is still a number.
    if (scaled < std::numeric_limits<double>::min()) return elementary::log(lambda) + elementary::log(at);
    return log_tail(cdf(at), complement(at));
  });
}

double Exponential::log_complement(double x) const {
  return log_complement_within(x, support(), [this](double at) { return -lambda * at; });
}

double Exponential::entropy() const { return 1 - elementary::log(lambda); }

LawFamily exponential_family() { return law_family<Exponential>(); }

}  // namespace plim
