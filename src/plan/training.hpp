#pragma once
#include <string>
#include <vector>

#include "plim/plan/planner.hpp"

namespace plim {

/// The sample that the models of an estimate are trained on; "" if they are fitted to the one they see.
std::string training_of(const EstimateSpec& estimate, const StudySpec& spec);

/// The samples that models of estimates on a sample are trained on, first "", those that need none.
std::vector<std::string> trainings_on(const SampleSpec& sample, const StudySpec& spec);

/// Refuses estimates of which some models are trained on one sample and some on another or on none.
void refuse_mixed_training(const StudySpec& spec, Faults& faults);

/// The points of a population that a sample is from, each with a text to train models on: of every size of
/// the sample `training`, which makes an axis if there are several. What does not fit is added to the faults.
PopulationPoints with_training(const PopulationPoints& points, const SampleSpec& sample,
                               const std::string& population, const std::string& training,
                               const PlanContext& context);

}  // namespace plim
