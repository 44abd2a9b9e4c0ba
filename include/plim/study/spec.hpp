#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plim/core/parameter.hpp"
#include "plim/study/raw.hpp"

namespace plim {

/// A parameter as a study writes it: one value, or a grid of them. Equal zip tags move together.
struct Setting {
  std::vector<Value> values;
  bool grid = false;
  std::string zip;
  Position where;
};

using Settings = std::map<std::string, Setting>;

struct PopulationSpec {
  std::string name, law;
  Position where;
  Settings parameters;
  std::string path;                    // law = "file": as the study writes it
  std::string symbols, column, count;  // exactly one of symbols and column
  std::string keep = "all", fold = "none";
};

struct SampleSpec {
  std::string name;
  Position where;
  std::vector<std::string> from;
  std::vector<std::int64_t> sizes;
  std::string path = "nested", route = "auto";
};

struct PriorSpec {
  std::string law;
  Position where;
  Settings parameters;
};

struct ModelSpec {
  std::string name;
  Position where;
  std::string likelihood, smoothing;
  bool usable = true;  // false: it names something unknown, already reported
  std::map<std::string, PriorSpec> priors;
  Settings options;  // of the smoothing
};

struct UseSpec {
  std::string name, label;  // label "": the name and options
  Position where;
  Settings options;
};

struct IntervalSpec {
  Setting level;
  std::vector<std::string> methods;  // one empty name: the estimator's own
};

struct EstimateSpec {
  std::string name, of;
  Position where;
  std::vector<std::string> on, models;
  std::string unit = "";
  std::vector<UseSpec> with;
  std::optional<IntervalSpec> interval;
};

/// A study as typed values, defaults filled in; every reference in it exists.
struct StudySpec {
  std::string title, aim;
  std::uint64_t seed = 0;
  std::vector<PopulationSpec> populations;
  std::vector<SampleSpec> samples;
  std::vector<ModelSpec> models;
  std::vector<EstimateSpec> estimates;
  std::uint64_t replicates = 0;
  std::uint64_t block = 64;
  std::uint64_t trajectories = 16;
  bool keep_estimates = false;  // every replicate's, not only the trajectories
};

}  // namespace plim
