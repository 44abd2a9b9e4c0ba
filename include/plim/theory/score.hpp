#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "plim/estimators/likelihood/model.hpp"
#include "plim/theory/oracle.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/drawn_law.hpp"

namespace plim {

/// True if the population is a law of that family; of the categorical one is every law on a finite alphabet.
bool is_of_family(const Population& population, std::string_view family);
bool is_of_family(const RealisedLaw& law, std::string_view family);

/// The true coordinates of a population of the model's family, or nothing.
template <LikelihoodModel M>
std::optional<Theta<M::size>> true_parameters(const Population& population) {
  if (!is_of_family(population, M::likelihood)) return std::nullopt;
  return coordinates_of<M>([&population](std::string_view name) { return population.truth(name, 0); });
}

/// I(theta)^-1 mean(score) at the true parameters, an output for every target of the model by name: the
/// leading term of the maximum likelihood estimator's error. Its mean is 0 and its covariance I^-1/n exactly,
/// so that it is the control variate of that estimator on the same sample.
template <LikelihoodModel M>
class Score {
 public:
  using view = typename M::view;
  static constexpr std::string_view name = "score";
  static constexpr std::string_view estimand = "score";
  static constexpr std::string_view likelihood = M::likelihood;
  static constexpr bool controls_by_name = true;
  static constexpr std::string_view summary = "oracle: inverse information times mean score at the truth";

  static Outcome<Score> bind(const Population& population, const Knowns& knowns) {
    const std::optional<Theta<M::size>> at = true_parameters<M>(population);
    if (!at) {
      return Refusal{"score needs a population of the family " + std::string(M::likelihood) + ", not " +
                     population.readable()};
    }
    Knowns told = knowns;
    told.K = population.public_facts().K;
    const Outcome<M> model = M::bind(told);
    if (!model) return Refusal{model.reason()};
    return Score(*model, *at);
  }

  static double control_mean(const Population&, const Output&) { return 0; }
  std::vector<Output> outputs() const {
    std::vector<Output> all;
    for (const Target<M::size>& t : M::targets())
      all.push_back({std::string(t.name), std::string(estimand), all.size()});
    return all;
  }

  /// Exact at every n.
  std::optional<double> asymptotic_sd(const TrueParameter&, std::size_t output) const {
    return standard_deviation<M::size>(covariance_, gradients_[output]);
  }

  void estimate(const typename view::One& s, NoWorkspace&, const Address&, const EstimateRef& out) const {
    const Theta<M::size> step = product<M::size>(covariance_, model_.score(s, at_));
    for (std::size_t i = 0; i < gradients_.size(); ++i) out.out[i].value = dot<M::size>(gradients_[i], step);
  }

 private:
  Score(const M& model, const Theta<M::size>& at)
      : model_(model), at_(at), covariance_(model.covariance(at)) {
    for (const Target<M::size>& t : M::targets()) gradients_.push_back(t.gradient(at));
  }

  M model_;
  Theta<M::size> at_;
  Square<M::size> covariance_;
  std::vector<Theta<M::size>> gradients_;
};

/// The same of class probabilities: c_k/n - p_k.
class ProportionsScore {
 public:
  using view = Counts;
  static constexpr std::string_view name = "score";
  static constexpr std::string_view estimand = "score";
  static constexpr bool controls_by_name = true;
  static constexpr std::string_view summary = "oracle: inverse information times mean score at the truth";

  static double control_mean(const Population&, const Output&) { return 0; }
  std::vector<Output> outputs() const;
  void estimate(const Counts::One& c, NoWorkspace&, const Address&, const EstimateRef& out) const;

 protected:
  ProportionsScore(std::vector<double> p, std::size_t first) : p_(std::move(p)), first_(first) {}

 private:
  std::vector<double> p_;
  std::size_t first_;
};

struct BernoulliScore : ProportionsScore {
  static constexpr std::string_view likelihood = "bernoulli";
  static Outcome<BernoulliScore> bind(const Population& population, const Knowns& knowns);

 private:
  using ProportionsScore::ProportionsScore;
};

struct CategoricalScore : ProportionsScore {
  static constexpr std::string_view likelihood = "categorical";
  static Outcome<CategoricalScore> bind(const Population& population, const Knowns& knowns);

 private:
  using ProportionsScore::ProportionsScore;
};

}  // namespace plim
