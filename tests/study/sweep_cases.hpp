#pragma once
#include <limits>

#include "plim/theory/oracles.hpp"
#include "sweep_examples.hpp"

namespace plim::test {

/// One bound estimator of the sweep.
struct Case {
  const EstimatorEntry* entry;
  Knowns knowns;
  AnyEstimator bound;
  std::string what;
};

/// The arguments that an estimand may have: references, events, factors.
inline std::vector<Knowns> with_arguments(const Catalogue& c, const EstimatorEntry& entry, const Knowns& base,
                                          const Population& population) {
  std::vector<Knowns> all;
  const std::size_t K = population.probabilities().size();
  if (entry.needs_reference) {
    for (const double first : {1.0, 0.0}) {
      Knowns k = base;
      double total = 0;
      for (std::size_t i = 0; i < K; ++i)
        total += k.reference.emplace_back(i == 0 ? first : 1.0 + static_cast<double>(i));
      for (double& q : k.reference) q /= total;
      if (K > 1) all.push_back(k);
    }
    return all;
  }
  const std::shared_ptr<const Estimand> form = c.find_estimand(base.estimand);
  const ArgumentKind kind = form == nullptr ? ArgumentKind::none : form->about;
  if (kind == ArgumentKind::none || kind == ArgumentKind::population || kind == ArgumentKind::column)
    return {base};
  if (form->about == ArgumentKind::number) {
    for (const auto& [estimand, number] : numbers_of_estimands) {
      if (estimand == base.estimand) (all = {base}).front().number = number;
    }
    return all;
  }
  const std::vector<Factor> factors = population.public_facts().factors;
  if (factors.size() < 2) {
    if (population.public_facts().dimension && form->bare) all.push_back(base);
    return all;
  }
  const bool events = form->about == ArgumentKind::event;
  const auto term = [events](std::size_t factor, std::size_t level) {
    return FactorTerm{factor, events ? std::optional(level) : std::nullopt};
  };
  const auto add = [&](std::vector<FactorTerm> about, std::vector<FactorTerm> given) {
    all.push_back(base);
    all.back().factors = factors;
    all.back().about = std::move(about);
    all.back().given = std::move(given);
  };
  if (form->terms != 2) add({term(0, 1)}, {term(1, 2)});
  if (form->terms != 1 && form->given_optional) add({term(0, 1), term(1, 0)}, {});
  if (events) add({term(1, 1)}, {});
  return all;
}

/// The choices of an estimator's options: where it has none to choose, one.
inline std::vector<Arguments> options_of(const EstimatorEntry& entry) {
  std::vector<Arguments> all = {arguments_of(entry.options, {{"x", 1.0}})};
  for (const Parameter& p : entry.options) {
    // Chains as short as they can be: what is swept are rules of theory, of which random numbers know
    // nothing.
    if (p.name == "chains" || p.name == "warm_up" || p.name == "draws" || p.name == "permutations")
      all[0].set(p.name, static_cast<std::int64_t>(p.smallest.value_or(1)));
    if (p.domain != Domain::alphabet) continue;
    for (const Value& K : {Value{std::int64_t{7}}, Value{std::string("observed")}})
      all.push_back(arguments_of(entry.options, {{p.name, K}}));
  }
  return all;
}

/// Everything of the catalogue that can be bound for the population.
inline std::vector<Case> cases_of(const Catalogue& c, const Population& population) {
  std::vector<Case> cases;
  for (const EstimatorEntry& entry : c.estimators()) {
    for (const ExampleModel& model : example_models(c)) {
      if (entry.likelihood != model.likelihood || entry.needs_smoothing == model.smoothing.empty()) continue;
      for (const std::string& estimand : entry.estimands) {
        Knowns knowns;
        knowns.estimand = estimand;
        knowns.target = c.find_estimand(estimand);
        knowns.K = population.public_facts().K;
        knowns.dimension = population.public_facts().dimension;
        knowns.likelihood = model.likelihood;
        knowns.priors = model.priors;
        knowns.smoothing = model.smoothing;
        knowns.smoothing_options = model.smoothing_options;
        for (const Knowns& told : with_arguments(c, entry, knowns, population)) {
          for (const Arguments& options : options_of(entry)) {
            const Outcome<AnyEstimator> bound = entry.bind(population, told, options);
            if (bound)
              cases.push_back({&entry, told, *bound,
                               population.readable() + ": " + entry.name + "(" + options.readable() +
                                   ") of " + estimand + ", model " + model.likelihood});
          }
        }
      }
    }
  }
  return cases;
}

/// What an estimand is of, from the list of probabilities alone or from the example; nothing if it has none.
class Truths {
 public:
  explicit Truths(const Example& example) : example_(example), law_(*example.population) {
    p_.assign(law_.probabilities().begin(), law_.probabilities().end());
  }

  std::optional<double> operator()(const Knowns& k, const Output& o) const {
    if (law_.draws_law()) return std::nullopt;
    if (law_.public_facts().dimension && own(o.name)) return own(o.name);
    if (k.likelihood == "softmax" && !k.priors.empty()) return of_classifier(example_, k, o);
    if (!k.about.empty()) return of_factors(k, o);
    if (!k.reference.empty() && o.estimand == "cross_perplexity") {
      const std::optional<double> h = of_reference(k, false);
      return h ? std::optional(std::exp(*h)) : h;
    }
    if (!k.reference.empty()) return of_reference(k, o.estimand == "kl");
    if (o.estimand == "kl" || o.estimand == "score") return 0.0;
    const std::optional<double> of_model =
        own("conditional_entropy") ? own("conditional_entropy") : functional("entropy");
    if (o.estimand == "cross_entropy") return of_model;
    if (o.estimand == "perplexity") {
      const std::optional<double> h = k.smoothing.empty() ? functional("entropy") : of_model;
      return h ? std::optional(std::exp(*h)) : h;
    }
    if (o.estimand == "p" && k.likelihood == "bernoulli" && p_.size() == 2) return p_[1];
    if (o.estimand == "p" && (k.likelihood == "categorical" || k.likelihood == "bernoulli"))
      return o.element < p_.size() ? std::optional(p_[o.element]) : std::nullopt;
    if (const auto of_blocks = truth_of_blocks(law_, o)) return of_blocks;
    if (o.estimand == "block_entropy" || o.estimand == "entropy_rate" || o.estimand == "mutual_information")
      return own(o.estimand);
    if (o.estimand == "code_length") return of_code(o.element);
    if (const auto f = functional(o.estimand)) return f;
    return k.likelihood == example_.kind ? own(o.estimand) : std::nullopt;
  }

 private:
  std::optional<double> own(const std::string& name) const {
    const auto found = example_.own.find(name);
    return found == example_.own.end() ? std::nullopt : std::optional(found->second);
  }

  std::optional<double> functional(const std::string& name) const {
    if (name == "median") return quantile(0.5);
    for (const auto& [estimand, number] : numbers_of_estimands) {
      if (estimand != name) continue;
      if (name == "quantile") return quantile(number);
      return name == "tail_probability" ? tail(number) : of_powers(name, number);
    }
    if (name == "richness") return of_powers(name, 0);
    if (name != "entropy" && name != "mean" && name != "variance" && name != "sd") return std::nullopt;
    if (p_.empty()) {
      const auto own = example_.own.find(name == "sd" ? "variance" : name);
      if (own == example_.own.end()) return std::nullopt;
      return name == "sd" ? std::sqrt(own->second) : own->second;
    }
    double h = 0, mean = 0, variance = 0;
    for (std::size_t i = 0; i < p_.size(); ++i) {
      h -= p_[i] > 0 ? p_[i] * std::log(p_[i]) : 0;
      mean += p_[i] * law_.class_number(i);
    }
    for (std::size_t i = 0; i < p_.size(); ++i) variance += p_[i] * std::pow(law_.class_number(i) - mean, 2);
    return name == "entropy"    ? h
           : name == "mean"     ? mean
           : name == "variance" ? variance
                                : std::sqrt(variance);
  }

  /// Of Shannon's code, of Huffman's by merging the two lightest again and again, else the entropy.
  std::optional<double> of_code(std::size_t kind) const {
    if (p_.empty()) return std::nullopt;
    if (kind > 1) return functional("entropy");
    double bits = 0;
    std::multiset<double> left;
    for (const double p : p_) {
      if (p == 0) continue;
      left.insert(p);
      bits += kind == 0 ? p * std::ceil(-std::log2(p)) : 0;
    }
    while (kind == 1 && left.size() > 1) {
      double both = 0;
      for (int i = 0; i < 2; ++i) both += left.extract(left.begin()).value();
      bits += *left.insert(both);
    }
    return bits * std::log(2.0);
  }

  /// Of the sum of the q-th powers of the probabilities, by the definitions; of q = 0 it is the number of
  /// classes.
  std::optional<double> of_powers(const std::string& name, double q) const {
    if (p_.empty()) return std::nullopt;
    double sum = 0;
    for (const double p : p_) sum += p > 0 ? std::pow(p, q) : 0.0;
    if (name == "renyi_entropy") return std::log(sum) / (1 - q);
    if (name == "tsallis_entropy") return (1 - sum) / (q - 1);
    return name == "hill_number" ? std::pow(sum, 1 / (1 - q)) : sum;
  }

  /// By bisection of the distribution function, or class by class.
  std::optional<double> quantile(double p) const {
    if (!p_.empty()) {
      double best = std::numeric_limits<double>::infinity();
      for (std::size_t k = 0; k < p_.size(); ++k) {
        if (std::isnan(law_.class_number(k))) return std::nullopt;
        const double x = law_.class_number(k);
        if (p_[k] > 0 && 1 - *tail(x) >= p - 1e-12) best = std::fmin(best, x);
      }
      return best;
    }
    if (!example_.above) return std::nullopt;
    const std::set<std::string> integers = {"poisson", "geometric", "binomial", "negative_binomial"};
    const bool whole = integers.count(example_.kind) > 0;
    double low = -100, high = 100;
    while (whole ? high - low > 1 : high - low > 1e-13) {
      const double middle = whole ? std::floor((low + high) / 2) : (low + high) / 2;
      (1 - example_.above(middle) >= p ? high : low) = middle;
    }
    return high;
  }

  std::optional<double> tail(double x) const {
    if (p_.empty()) return example_.above ? std::optional(example_.above(x)) : std::nullopt;
    double sum = 0;
    for (std::size_t k = 0; k < p_.size(); ++k) {
      if (std::isnan(law_.class_number(k))) return std::nullopt;
      sum += law_.class_number(k) > x ? p_[k] : 0;
    }
    return sum;
  }

  std::optional<double> of_reference(const Knowns& k, bool divergence) const {
    double sum = 0;
    for (std::size_t i = 0; i < p_.size(); ++i) {
      if (p_[i] == 0) continue;
      if (k.reference[i] == 0) return std::nullopt;
      sum += p_[i] * (std::log(divergence ? p_[i] : 1.0) - std::log(k.reference[i]));
    }
    return sum;
  }

  double chance(const Knowns& k, std::vector<FactorTerm> event) const {
    double sum = 0;
    for (std::size_t i = 0; i < p_.size(); ++i) {
      const std::size_t levels[2] = {i / k.factors[1].levels.size(), i % k.factors[1].levels.size()};
      bool inside = true;
      for (const FactorTerm& t : event) inside = inside && levels[t.factor] == *t.level;
      sum += inside ? p_[i] : 0;
    }
    return sum;
  }

  /// Of a table of two factors.
  std::optional<double> of_factors(const Knowns& k, const Output& o) const {
    if (k.estimand == "probability") {
      std::vector<FactorTerm> both = k.about;
      both.insert(both.end(), k.given.begin(), k.given.end());
      return chance(k, both) / chance(k, k.given);
    }
    if (k.estimand == "independence_p_value" || k.estimand == "transfer_entropy") return std::nullopt;
    double mutual = 0, joint = 0, first = 0, second = 0;
    const auto term = [](double x) { return x > 0 ? -x * std::log(x) : 0.0; };
    for (std::size_t a = 0; a < k.factors[0].levels.size(); ++a) {
      for (std::size_t b = 0; b < k.factors[1].levels.size(); ++b) {
        const double ab = chance(k, {{0, a}, {1, b}}), pa = chance(k, {{0, a}}), pb = chance(k, {{1, b}});
        mutual += ab > 0 ? ab * std::log(ab / (pa * pb)) : 0.0;
        joint += term(ab);
        first += b == 0 ? term(pa) : 0.0;
        second += a == 0 ? term(pb) : 0.0;
      }
    }
    if (k.estimand == "mutual_information") return mutual;
    if (k.estimand == "conditional_entropy") return joint - second;
    if (k.estimand == "variation_of_information") return 2 * joint - first - second;
    const double divisors[] = {std::fmin(first, second),
                               std::fmax(first, second),
                               (first + second) / 2,
                               std::sqrt(first * second),
                               joint,
                               first,
                               second};
    return mutual / divisors[o.element];
  }

  const Example& example_;
  const Population& law_;
  std::vector<double> p_;
};

}  // namespace plim::test
