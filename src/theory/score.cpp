#include "plim/theory/score.hpp"

namespace plim {
namespace {

Outcome<std::vector<double>> law_on(const Population& population, std::size_t least, std::size_t most) {
  const std::span<const double> p = population.probabilities();
  if (p.size() < least || p.size() > most) {
    return Refusal{"score of p needs a law on " + std::to_string(least) + " to " + std::to_string(most) +
                   " classes, not " + population.readable()};
  }
  return std::vector<double>(p.begin(), p.end());
}

template <class L>
bool is_of(const L& law, std::string_view family) {
  const std::size_t classes = law.probabilities().size();
  if (family == "categorical") return classes > 0;
  if (family == "bernoulli") return classes == 2;
  return !family.empty() && law.family() == family;
}

}  // namespace

bool is_of_family(const Population& population, std::string_view family) { return is_of(population, family); }
bool is_of_family(const RealisedLaw& law, std::string_view family) { return is_of(law, family); }

std::vector<Output> ProportionsScore::outputs() const {
  std::vector<Output> all;
  for (std::size_t k = first_; k < p_.size(); ++k)
    all.push_back({"p[" + std::to_string(k) + "]", std::string(estimand), k});
  return all;
}

void ProportionsScore::estimate(const Counts::One& c, NoWorkspace&, const Address&,
                                const EstimateRef& out) const {
  const double n = static_cast<double>(c.n);
  for (std::size_t k = first_; k < p_.size(); ++k)
    out.out[k - first_].value = (static_cast<double>(c[k]) - n * p_[k]) / n;
}

Outcome<BernoulliScore> BernoulliScore::bind(const Population& population, const Knowns&) {
  const Outcome<std::vector<double>> p = law_on(population, 2, 2);
  if (!p) return Refusal{p.reason()};
  return BernoulliScore(*p, 1);
}

Outcome<CategoricalScore> CategoricalScore::bind(const Population& population, const Knowns&) {
  const Outcome<std::vector<double>> p = law_on(population, 1, 32);
  if (!p) return Refusal{p.reason()};
  return CategoricalScore(*p, 0);
}

}  // namespace plim
