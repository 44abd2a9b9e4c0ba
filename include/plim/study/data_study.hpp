#pragma once
#include <memory>
#include <string>
#include <vector>

#include "plim/plan/planner.hpp"
#include "plim/populations/data_population.hpp"
#include "plim/study/words.hpp"

namespace plim {

/// What is asked about data, in the words of the command line.
struct DataQuestion {
  Strings estimators;     // NAME or NAME(option=value, ...)
  Strings of;             // NAME or NAME(about | given); empty: what suits each estimator
  std::string unit;       // "" : nat
  std::string family;     // NAME[,known.sd=2...]: the likelihood of the model
  std::string smoothing;  // NAME[,a=0.5]
  Strings priors;         // PARAMETER=LAW,key=value...
  std::string interval;   // LEVEL[,method=NAME]
  bool pair = false;      // two samples
  bool joint = false;     // the data have factors
};

/// The plan of a study whose only sample is the data: an estimate for each estimator, in their order, each
/// followed by NAME_log_likelihood or NAME_log_evidence if it has one. Throws Error(usage) for whatever does
/// not fit.
Plan plan_question(const DataQuestion& question, const Catalogue& catalogue,
                   const std::shared_ptr<const DataPopulation>& data);

}  // namespace plim
