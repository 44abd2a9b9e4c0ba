#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plim/core/parameter.hpp"
#include "plim/data/data_format.hpp"
#include "plim/grammar/raw.hpp"
#include "plim/views/factors.hpp"

namespace plim {

/// A parameter as a study writes it: one value, or a grid of them. Equal zip tags move together.
struct Setting {
  std::vector<Value> values;
  bool grid = false;
  std::string zip;
  Position where;
};

using Settings = std::map<std::string, Setting>;

/// The law of a parameter.
struct PriorSpec {
  std::string law;
  Position where;
  Settings parameters;
};

struct PopulationSpec {
  std::string name, law;
  Position where;
  Settings parameters;
  std::map<std::string, PriorSpec> random;  // parameters that are drawn anew for every replicate
  std::string path;                         // law = "file": as the study writes it
  std::string symbols, column, count;       // exactly one of symbols, column and format.field
  std::string keep = "all", fold = "none";
  FormatWords format;
  std::optional<bool> sum_duplicates;
  std::string success, cluster;
  std::vector<std::pair<std::string, std::string>> columns;  // by a name each, in place of column
  std::string draw = "iid";
  Position draw_where;
  std::vector<Factor> factors;  // law = "joint"
  std::vector<double> table;    // its probabilities, [product of the levels], sum 1
  std::string first, second;    // law = "two_samples": the populations that they are from
  double ratio = 1;             // draws from the second for each one from the first

  bool is_pair() const { return law == "two_samples"; }
};

/// Sizes that are multiples of a parameter of the population.
struct RelativeSizes {
  Setting times;   // numbers above 0
  std::string of;  // POPULATION.PARAMETER; "": sizes are not relative
  bool given() const noexcept { return !of.empty(); }
};

struct SampleSpec {
  std::string name;
  Position where;
  std::vector<std::string> from;
  std::vector<std::int64_t> sizes;  // ascending, or with a zip as they are written
  std::string zip;                  // with which grids of the populations they move, "" if with none
  RelativeSizes relative;           // in place of `sizes`
  Position sizes_where;
  std::string path = "nested", route = "auto";
};

struct ModelSpec {
  std::string name;
  Position where;
  std::string likelihood, smoothing;
  std::string train;   // of a smoothing: the sample that it is fitted to, "" if it is the one that it sees
  bool usable = true;  // false: it names something unknown, already reported
  std::map<std::string, PriorSpec> priors;
  Settings options;  // of the smoothing
};

/// The name of what is used as an estimator, and is a table of estimates that were made elsewhere.
inline constexpr const char* table_use = "table";

struct UseSpec {
  std::string name, label;  // label "": the name and options
  Position where;
  Settings options;
  std::string path, column;  // of a table: the file as the study writes it, and the column of its estimates

  bool is_table() const { return name == table_use; }
};

struct IntervalSpec {
  Setting level;
  std::vector<std::string> methods;  // one empty name: the estimator's own
  Position where;                    // of the methods
  std::string scale = {};            // on which limits are made, "" if not said
};

/// A name that an estimand is about, and in an event the level that this factor has.
struct TermSpec {
  std::string name;
  std::optional<std::string> level;
  Position where;
};

/// What an estimand is about and what is given, where it takes such arguments.
struct EstimandArguments {
  std::vector<TermSpec> about, given;
  std::vector<TermSpec> minus;   // a column that is taken off another
  std::optional<double> number;  // in place of `about`
  bool empty() const noexcept { return about.empty() && !number; }
};

struct EstimateSpec {
  std::string name, of;
  EstimandArguments arguments;  // of the estimand `of`
  Position where;
  std::vector<std::string> on, models;
  bool usable = true;  // false: its estimand is unknown, already reported
  std::string unit = "";
  std::vector<UseSpec> with;
  std::optional<IntervalSpec> interval;
  std::string against;  // label of the series that the others are compared with, "" if none
  Position against_where;
};

/// Which coordinates of one axis a check is about: those listed, or a range of numbers.
struct AtSpec {
  std::string axis;
  Position where;
  std::vector<Value> values;       // numbers or texts; or, if empty,
  std::optional<double> from, to;  // one of them or both
};

/// How far from its target a measure may be and still be called equal: the largest of what is given.
struct MarginSpec {
  std::optional<double> relative;  // of the target
  std::optional<double> absolute;  // in the unit of the measure
  std::optional<double> sd;        // of the (controlled) error of one estimate
  Position where = {};
  bool given() const noexcept { return relative || absolute || sd; }
};

/// A measure as a study names it, with the number that it is of if it is of one: { quantile = 0.9 }.
struct MeasureSpec {
  std::string name;
  std::optional<double> argument;
};

/// What a check holds a measure against.
struct TargetSpec {
  enum class Kind { number, range, word, series, population };
  Kind kind = Kind::number;
  double number = 0;      // of a range its lower end
  double upper = 0;       // of a range
  std::string text = {};  // the word of the verb, or the name of a series or of another population
  Position where = {};

  bool is(std::string_view word) const { return kind == Kind::word && text == word; }
};

struct CheckSpec {
  std::string name;
  Position where;
  std::string estimate;  // or, for a verb that is about the sample itself,
  std::string sample;
  std::vector<std::string> with;  // labels of series; empty: all of the estimate
  std::string measure, verb, to;
  std::optional<double> measure_argument;
  bool of_sample = false;  // as its verb is
  TargetSpec target;
  std::vector<AtSpec> at;
  MarginSpec margin;
  bool expect_refuted = false;
};

struct VerdictSpec {
  double level = 0.01;
  double max_failures = 0.05;        // share without an estimate above which the others decide nothing
  std::vector<std::uint64_t> looks;  // ascending numbers of replicates; empty: whatever the study has
};

/// Which estimates are timed, and how; none: nothing is.
struct TimeSpec {
  std::vector<std::string> estimates;
  std::string measure = "ns_per_estimate";
  std::uint64_t repeats = 11, threads = 1;
};

/// The estimand as people write it: entropy, probability(ill=yes | test=pos), mutual_information(ill, test).
std::string readable_estimand(const EstimateSpec& estimate);

/// A study as typed values, defaults filled in; every reference in it exists.
struct StudySpec {
  std::string title, aim;
  std::uint64_t seed = 0;
  std::vector<PopulationSpec> populations;
  std::vector<SampleSpec> samples;
  std::vector<ModelSpec> models;
  std::vector<EstimateSpec> estimates;
  std::vector<CheckSpec> checks;
  VerdictSpec verdict;
  std::uint64_t replicates = 0;
  std::uint64_t block = 64;
  std::uint64_t trajectories = 16;
  bool keep_estimates = false;           // every replicate's, not only the trajectories
  bool keep_blocks = false;              // what each block came to, so that the study can be extended
  std::vector<MeasureSpec> measures;     // beyond those that every result has
  std::string written_samples = "none";  // beside the result: counts or draws
  TimeSpec time;
};

}  // namespace plim
