#include "training.hpp"

#include <algorithm>

#include "plim/populations/trained_population.hpp"

namespace plim {
namespace {

const ModelSpec* model_named(const StudySpec& spec, const std::string& name) {
  const auto found = std::find_if(spec.models.begin(), spec.models.end(),
                                  [&name](const ModelSpec& m) { return m.name == name; });
  return found == spec.models.end() ? nullptr : &*found;
}

/// The one law of the training text: that of the test text where both samples are of one population, else
/// the single point of another; null, and a fault, if there is none.
std::shared_ptr<const Population> law_of_training(const std::shared_ptr<const Population>& test,
                                                  const std::string& population, const SampleSpec& train,
                                                  const PlanContext& context) {
  const std::string& from = train.from.front();
  if (from == population) return test;
  const PopulationPoints& points = context.points_of(from);
  if (points.at.size() == 1) return points.at.front();
  context.faults.add(train.where, "sample." + train.name,
                     "trains models of texts of " + population + " on " + from +
                         ", which has a grid: it is not said which of its laws goes with which");
  return nullptr;
}

}  // namespace

std::string training_of(const EstimateSpec& estimate, const StudySpec& spec) {
  const ModelSpec* model = estimate.models.empty() ? nullptr : model_named(spec, estimate.models.front());
  return model == nullptr ? "" : model->train;
}

std::vector<std::string> trainings_on(const SampleSpec& sample, const StudySpec& spec) {
  std::vector<std::string> all = {""};
  for (const EstimateSpec& estimate : spec.estimates) {
    if (std::find(estimate.on.begin(), estimate.on.end(), sample.name) == estimate.on.end()) continue;
    const std::string training = training_of(estimate, spec);
    if (std::find(all.begin(), all.end(), training) == all.end()) all.push_back(training);
  }
  return all;
}

void refuse_mixed_training(const StudySpec& spec, Faults& faults) {
  for (const EstimateSpec& estimate : spec.estimates) {
    for (const std::string& name : estimate.models) {
      const ModelSpec* model = model_named(spec, name);
      if (model == nullptr || model->train == training_of(estimate, spec)) continue;
      faults.add(estimate.where, "estimate." + estimate.name + ".model",
                 "names models that are not trained on the same sample; write an estimate for each training");
      break;
    }
  }
}

PopulationPoints with_training(const PopulationPoints& points, const SampleSpec& sample,
                               const std::string& population, const std::string& training,
                               const PlanContext& context) {
  const SampleSpec& train = *std::find_if(context.spec.samples.begin(), context.spec.samples.end(),
                                          [&training](const SampleSpec& s) { return s.name == training; });
  PopulationPoints trained;
  const std::string key = "sample." + train.name;
  if (train.from.size() != 1 || !train.zip.empty() || train.relative.given()) {
    context.faults.add(train.where, key,
                       "trains models, so that it must be from one population, with sizes of its own");
    return trained;
  }
  trained.axes = points.axes;
  if (train.sizes.size() > 1) {
    Axis axis{train.name + ".n", {}, {}, key + ".n"};
    for (const std::int64_t n : train.sizes) axis.numbers.push_back(static_cast<double>(n));
    trained.axes.push_back(axis);
  }
  for (const std::shared_ptr<const Population>& test : points.at) {
    if (!has_texts(*test)) {
      context.faults.add(sample.where, "sample." + sample.name,
                         "is from " + test->readable() +
                             ", which has no texts, symbols in an order, to hold against models trained on " +
                             key);
      return trained;
    }
    const auto law = law_of_training(test, population, train, context);
    if (law == nullptr) return trained;
    for (const std::int64_t n : train.sizes) {
      const auto made = make_trained_population(test, law, n);
      if (made) {
        trained.at.push_back(*made);
      } else {
        context.faults.add(train.where, key, made.reason());
        return trained;
      }
    }
  }
  return trained;
}

}  // namespace plim
