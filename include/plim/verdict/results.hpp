#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "plim/catalogue/measure.hpp"
#include "plim/engine/gather.hpp"
#include "plim/plan/plan.hpp"
#include "plim/theory/prediction.hpp"

namespace plim {

/// One measure over a group: arrays `[points][n][series]` in the group's unit.
struct MeasureArrays {
  std::shared_ptr<const Measure> measure;
  std::vector<double> value, mcse;
  std::vector<std::int64_t> count;
};

/// What theory says of one measure over a group: `[points][n][series]` in the group's unit.
struct TheoryArrays {
  std::string measure;
  std::vector<double> value;  // NaN: no prediction
  std::vector<std::uint8_t> kind;
  std::vector<std::string> source;
};

/// The results of one estimate: what a group of the file holds.
struct GroupResults {
  const GroupPlan* plan = nullptr;
  std::vector<std::int64_t> sizes;
  std::vector<std::string> series, estimators, outputs;
  std::vector<std::string> labels;  // the series for people
  std::vector<double> truth;        // [points][series]
  std::vector<MeasureArrays> measures;
  std::vector<TheoryArrays> theory;
  std::vector<std::uint8_t>
      theory_of;                       // [points][n][series] 1: of the replicates with an estimate, 0: of all
  std::vector<std::int64_t> failures;  // [points][n][series][status]
  std::uint64_t kept = 0;
  std::vector<double> kept_values;  // [kept][points][n][series]
};

/// The predictions of a plan: `[scenario][n][series]`, in nats.
using PredictionTable = std::vector<std::vector<SeriesPrediction>>;

/// Measures, predictions and kept values of every group of a finished plan.
std::vector<GroupResults> assemble(const Plan& plan, const Gather& gathered,
                                   const PredictionTable& predictions);

}  // namespace plim
