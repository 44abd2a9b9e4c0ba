#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "plim/catalogue/measure.hpp"
#include "plim/engine/gather.hpp"
#include "plim/plan/plan.hpp"
#include "plim/theory/prediction.hpp"
#include "plim/verdict/check_result.hpp"

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
struct GroupResults : GroupHeading {
  std::vector<std::int64_t> sizes;  // of every point, or as place_of_size() says
  std::vector<std::string> series, estimators, outputs;
  std::vector<std::string> labels;  // the series for people
  std::vector<double> truth;        // [points][series]
  std::vector<double> levels;       // [points] nominal ones of the intervals; empty: there are none
  std::vector<MeasureArrays> measures;
  std::vector<TheoryArrays> theory;
  std::vector<std::uint8_t>
      theory_of;                       // [points][n][series] 1: of the replicates with an estimate, 0: of all
  std::vector<std::int64_t> failures;  // [points][n][series][status]
  std::uint64_t kept = 0;
  std::vector<double> kept_values;  // [kept][points][n][series]

  /// The length of [n]: how many sizes a point has.
  std::size_t sizes_each() const noexcept { return n_axis ? 1 : sizes.size(); }
  std::int64_t size_at(std::size_t point, std::size_t n) const {
    return sizes[n_axis ? place_of_size(point) : n];
  }
};

/// The predictions of a plan: `[scenario][n][series]`, in nats.
using PredictionTable = std::vector<std::vector<SeriesPrediction>>;

/// What a result says of one sample from one population, for all estimates on it; laws and keys of a grid
/// stand in one text.
struct PopulationFacts {
  std::string sample, population;
  std::string path, forced_by;  // of the sample
  std::string law, route, keys, data_sha256;
  std::vector<std::string> classes;  // where they are told, with
  std::vector<double> probabilities;
  std::size_t K = 0;  // how many classes there are, 0: no such number
};

/// What came of a run, standing by itself: no plan and no file is behind it.
struct Results {
  std::string title;
  std::uint64_t seed = 0, block = 0;
  std::uint64_t replicates = 0;  // of every scenario
  std::uint64_t asked = 0;       // more of them: the run was stopped
  std::vector<PopulationFacts> populations;
  std::vector<GroupResults> groups;
  std::vector<CheckResult> checks;
  std::string blocks;  // frames of what every block came to, if they are kept

  bool is_partial() const noexcept { return replicates < asked; }
};

/// The facts of every sample, and the measures, predictions and kept values of every group of a finished run;
/// without its checks.
Results assemble(const Plan& plan, const Gathered& gathered, const PredictionTable& predictions);

/// The route of a scenario with the method of its largest increment, e.g. "counts:conditional_binomial".
std::string route_text(const ScenarioPlan& scenario);

/// The keys of a scenario, 16 hexadecimal digits each.
std::string key_text(const ScenarioPlan& scenario);

}  // namespace plim
