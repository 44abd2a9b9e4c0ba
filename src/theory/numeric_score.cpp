#include "plim/theory/numeric_score.hpp"

#include <cmath>

#include "plim/estimators/likelihood/expected_information.hpp"
#include "plim/theory/score.hpp"

namespace plim {

Outcome<NumericScore> NumericScore::bind(const LawFamily& family, const Population& population,
                                         const Knowns& knowns) {
  Knowns told = knowns;
  told.K = population.public_facts().K;
  const Outcome<NumericModel> model = NumericModel::bind(family, told);
  if (!model) return Refusal{model.reason()};
  const auto truth = [&population](std::string_view parameter) { return population.truth(parameter, 0); };
  const std::optional<Point> at =
      is_of_family(population, family.name) ? true_point(*model, truth) : std::nullopt;
  if (!at) {
    return Refusal{"score needs a population of the family " + std::string(family.name) +
                   " with the parameters that the model knows, not " + population.readable()};
  }
  NumericScore bound(*model, NumericTargets::all(*model));
  NumericModel::Workspace w = model->workspace();
  Matrix information{};
  if (!information_at(*model, w, *at, information) ||
      !invert_positive(information, model->size(), bound.covariance_))
    return Refusal{"score needs the expected information of the family " + std::string(family.name)};
  bound.place_ = model->place(*at, information);
  for (std::size_t i = 0; i < bound.targets_.size(); ++i)
    bound.gradients_.push_back(bound.targets_.gradient(*model, w, i, *at, information));
  return bound;
}

std::vector<Output> NumericScore::outputs() const {
  std::vector<Output> all;
  for (std::size_t i = 0; i < targets_.size(); ++i)
    all.push_back({targets_.name(i), std::string(estimand), i});
  return all;
}

std::optional<double> NumericScore::asymptotic_sd(const TrueParameter&, std::size_t output) const {
  return std::sqrt(quadratic_form(covariance_, gradients_[output], model_.size()));
}

void NumericScore::estimate(const Observations::One& sample, workspace& w, const Address&,
                            const EstimateRef& out) const {
  if (!w.law) w = model_.workspace();
  const Point score = model_.mean_score(sample, w, place_);
  for (std::size_t i = 0; i < gradients_.size(); ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < model_.size(); ++j) {
      for (std::size_t k = 0; k < model_.size(); ++k) sum += gradients_[i][j] * covariance_[j][k] * score[k];
    }
    out.out[i].value = sum;
  }
}

}  // namespace plim
