#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plim/accumulate/quantity.hpp"
#include "plim/accumulate/record.hpp"
#include "plim/catalogue/measure.hpp"
#include "plim/catalogue/verb.hpp"
#include "plim/core/shared.hpp"
#include "plim/estimators/any_estimator.hpp"
#include "plim/grammar/axis.hpp"
#include "plim/grammar/spec.hpp"
#include "plim/populations/population.hpp"
#include "plim/random/address.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// Where a scenario has a number of each replicate: an index into its estimators, and into their outputs.
struct OutputPlace {
  std::uint32_t use = 0, element = 0;
};

struct SeriesNames {
  std::string label;      // by which studies and files name it
  std::string estimator;  // its identity: name(options)
  std::string output;
  bool operator==(const SeriesNames&) const = default;
};

/// One output of one bound estimator of a scenario.
struct SeriesPlan {
  Shared<SeriesNames> names;
  std::uint32_t use = 0;  // as in OutputPlace
  std::uint32_t element = 0;
  std::optional<double> truth;             // the same in every replicate, or
  std::optional<OutputPlace> drawn_truth;  // each replicate's own
  std::optional<std::uint32_t> control;    // index into ScenarioPlan::controls
  bool infinite_truth = false;             // +infinity: there is no finite error

  bool has_truth() const noexcept { return truth || drawn_truth; }
};

/// A control variate: an output of an oracle whose true mean is known.
struct ControlPlan {
  OutputPlace place;
  double mean = 0;
};

/// One component of a vector that a replicate yields: a quantity of a series at one of the sizes.
struct JointVariable {
  std::size_t size = 0;
  Quantity quantity = Quantity::error;
  std::size_t series = 0, other = 0;
  bool operator==(const JointVariable&) const = default;
};

/// The vector whose joint mean and covariance a check or a paired measure asks for.
struct JointPlan {
  std::vector<JointVariable> variables;
  bool operator==(const JointPlan&) const = default;
};

/// Two series that are to agree in every replicate.
struct IdentityPlan {
  std::size_t size = 0, series = 0, other = 0;
  bool operator==(const IdentityPlan&) const = default;
};

/// Counts that are added up over replicates, at one of the sizes. The classes are those of the population, or
/// for a law on integers without a list of them the integers from `first` on and all others as one.
struct PoolPlan {
  std::size_t size = 0;
  double first = 0;
  std::vector<double> p = {};  // of these classes; empty: the population's
  double draws = 0;            // for which these classes were chosen
  bool operator==(const PoolPlan&) const = default;
};

/// What a measure gathers itself from a series at one of the sizes.
struct OwnPlan {
  std::size_t size = 0, series = 0;
  OwnAccumulator accumulator;
  std::optional<double> argument;  // of the measure, not in its unit, if the accumulator depends on it
  bool operator==(const OwnPlan& other) const {
    return size == other.size && series == other.series && argument == other.argument &&
           std::string_view(accumulator.name) == other.accumulator.name;
  }
};

/// What people call a scenario.
struct ScenarioNames {
  std::string sample, population;
  std::string forced_by = {};  // the estimator that forces drawing, "" if none
  bool operator==(const ScenarioNames&) const = default;
};

/// One point of the design: a population at fixed parameters, sampled along its n-grid. What scenarios have
/// alike is shared, so that a large grid has room.
struct ScenarioPlan {
  Shared<ScenarioNames> names;
  std::shared_ptr<const Population> population;
  RouteKind route = RouteKind::draws;
  bool nested = true;
  SharedList<std::int64_t> sizes;   // ascending
  std::vector<Key> keys;            // one for a nested path, else one a size
  std::vector<Key> law_keys;        // the same of laws that are drawn, or empty
  SharedList<ViewId> made;          // views that the source makes
  SharedList<DerivedView> derived;  // the others, each after what it derives from
  std::vector<AnyEstimator> estimators;
  std::vector<Shared<Knowns>> knowns;  // what each was told
  std::vector<SeriesPlan> series;
  std::vector<ControlPlan> controls;
  SharedList<JointPlan> joints;
  SharedList<IdentityPlan> identities;
  SharedList<PoolPlan> pooled;
  SharedList<OwnPlan> gathered;  // what measures gather themselves
  std::size_t lanes = 1;         // replicates of a group
};

/// What a measure gathers of a series of a group at one of the sizes.
OwnPlan own_plan(const Measure& measure, std::size_t size, std::size_t series, double unit_factor);

/// The label of a series for people, which says if its estimator was told the number of classes.
std::string shown_label(const ScenarioPlan& scenario, const SeriesPlan& series);

/// A scenario for people, as "x from p = poisson(3)".
std::string name_of(const ScenarioPlan& scenario);

/// The probabilities of the classes of pooled counts.
std::span<const double> law_of(const PoolPlan& pool, const ScenarioPlan& scenario);

/// Bytes of buffers that one lane of a scenario takes: its sample, and the views derived from it.
std::size_t lane_bytes(const ScenarioPlan& scenario);
/// Those of all its lanes, and what its estimators hold beside them: of a thread that works on it.
std::size_t thread_bytes(const ScenarioPlan& scenario);

/// The empty accumulators of a scenario.
Record make_record(const ScenarioPlan& scenario);

/// Where one coordinate of a group finds its series.
struct GroupPoint {
  std::size_t scenario = 0;
  std::size_t first_series = 0;
  std::size_t first_pair = 0;  // [n][series] joint accumulators with the reference, if the group has one
};

/// What one estimate of one sample from one population is about.
struct GroupHeading {
  std::string sample, population, estimate;
  std::string of, unit, model;
  std::vector<Axis> axes;
  std::optional<std::size_t> n_axis;    // along which n moves too; none: every point has all sizes
  std::optional<std::size_t> n_across;  // another axis, if n moves along both

  /// Where a point is on one axis.
  std::size_t place_on(std::size_t axis, std::size_t point) const noexcept {
    for (std::size_t a = axes.size(); --a > axis;) point /= axes[a].size();
    return point % axes[axis].size();
  }
  /// Where the size of a point stands among those along `n_axis`, or across and along: [across][along].
  std::size_t place_of_size(std::size_t point) const noexcept {
    const std::size_t along = place_on(*n_axis, point);
    return n_across ? place_on(*n_across, point) * axes[*n_axis].size() + along : along;
  }
  std::size_t places_of_sizes() const noexcept {
    return axes[*n_axis].size() * (n_across ? axes[*n_across].size() : 1);
  }
  /// How many points the axes span.
  std::size_t axis_points() const noexcept {
    std::size_t all = 1;
    for (const Axis& axis : axes) all *= axis.size();
    return all;
  }
};

/// One estimate of one sample from one population, planned: a group of the result file.
struct GroupPlan : GroupHeading {
  double unit_factor = 1;  // of one nat, or of one unit of the estimand
  bool has_interval = false;
  bool has_reference = false;
  std::size_t series = 0;
  std::vector<std::string> labels;  // of these series, the same at every point
  std::vector<GroupPoint> points;   // [product of the axes], last axis fastest
  Measures asked;                   // of those that gather themselves: what checks and the output ask for
};

/// One curve that a check looks at: a series of a group at one point of its axes, at some of its sizes; of a
/// check of the sample, the sample of that point.
struct CheckCurve {
  std::size_t group = 0, point = 0;
  std::size_t series = 0;                // within the group
  std::optional<std::size_t> reference;  // the series that it is compared with, within the group
  std::vector<std::size_t> sizes;        // indices, ascending
  std::vector<std::size_t> joints;       // of the scenario, in the order in which the verb asked for them
  std::vector<std::size_t> identities;   // of the scenario, one a size
  std::vector<std::size_t> pooled;       // of the scenario, one a size
  std::vector<std::size_t> gathered;     // of the scenario, one a size
  std::vector<double> claimed;           // what those counts are held against; empty: their own law
};

/// A check with everything that it selects.
struct CheckPlan {
  CheckSpec spec;
  std::shared_ptr<const Verb> verb;
  std::shared_ptr<const Measure> measure;     // null: the check is of the sample itself
  std::shared_ptr<const Population> claimed;  // the law that a sample is held against; null: its own
  std::vector<CheckCurve> curves;
};

/// A study ready to run.
struct Plan {
  std::string title, aim;
  std::uint64_t seed = 0;
  std::uint64_t block = 64;      // replicates of a block
  std::uint64_t kept = 16;       // leading replicates whose values are stored
  bool keep_blocks = false;      // in the result, for a larger study to go on from
  std::uint64_t replicates = 0;  // that the study asks for
  std::vector<ScenarioPlan> scenarios;
  std::vector<GroupPlan> groups;
  std::vector<CheckPlan> checks;
  Measures measures;  // of the catalogue, in the order of tables and files
  VerdictSpec verdict;
  std::string samples = "none";          // what of them is written beside the result: counts or draws
  std::vector<std::string> tables = {};  // SHA-256 of the files with estimates that were made elsewhere
  std::vector<std::string> notes;        // lines for the person who planned
};

}  // namespace plim
