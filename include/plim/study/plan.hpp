#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plim/estimators/any_estimator.hpp"
#include "plim/populations/population.hpp"
#include "plim/random/address.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// One output of one bound estimator of a scenario.
struct SeriesPlan {
  std::string label;      // in tables and files
  std::string estimator;  // its identity: name(options)
  std::string output;
  std::size_t use = 0;      // index into ScenarioPlan::estimators
  std::size_t element = 0;  // index into the estimator's outputs
  std::optional<double> truth;
  bool controlled = false;  // subtract the scenario's control variate
};

/// One point of the design: a population at fixed parameters, sampled along its n-grid.
struct ScenarioPlan {
  std::string sample, population_name;
  std::shared_ptr<const Population> population;
  RouteKind route = RouteKind::draws;
  std::string forced_by;  // the estimator that forces drawing, "" if none
  bool nested = true;
  std::vector<std::int64_t> sizes;  // ascending
  std::vector<std::string> canonical;
  std::vector<Key> keys;            // one for a nested path, else one a size
  std::vector<ViewId> made;         // views that the source makes
  std::vector<Derivation> derived;  // the others, each after what it derives from
  std::vector<AnyEstimator> estimators;
  std::vector<Knowns> knowns;  // what each was told
  std::vector<SeriesPlan> series;
  std::optional<std::size_t> control;  // the estimator whose value - truth is the control variate
  double control_truth = 0;
  std::size_t lanes = 1;  // replicates of a group
};

/// An axis of the design other than n: its name and the label of each coordinate.
struct Axis {
  std::string name;
  std::vector<double> numbers;       // or
  std::vector<std::string> strings;  // one of the two
  std::size_t size() const noexcept { return numbers.empty() ? strings.size() : numbers.size(); }
};

/// Where one coordinate of a group finds its series.
struct GroupPoint {
  std::size_t scenario = 0;
  std::size_t first_series = 0;
};

/// One estimate of one sample from one population: a group of the result file.
struct GroupPlan {
  std::string sample, population, estimate;
  std::string of, unit, model;
  double unit_factor = 1;  // of one nat, or of one unit of the estimand
  bool has_interval = false;
  std::size_t series = 0;
  std::vector<Axis> axes;
  std::vector<GroupPoint> points;  // [product of the axes], last axis fastest
};

/// A study ready to run.
struct Plan {
  std::string title, aim;
  std::uint64_t seed = 0;
  std::uint64_t replicates = 0;
  std::uint64_t block = 64;
  std::uint64_t kept = 16;  // leading replicates whose values are stored
  std::vector<ScenarioPlan> scenarios;
  std::vector<GroupPlan> groups;
  std::vector<std::string> notes;  // lines for the person who planned

  std::uint64_t blocks() const noexcept { return (replicates + block - 1) / block; }
};

}  // namespace plim
