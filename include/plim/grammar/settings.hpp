#pragma once
#include <string>
#include <vector>

#include "plim/grammar/axis.hpp"
#include "plim/grammar/table_reader.hpp"

namespace plim {

/// Reads a value or a grid of values ({ grid = [...] } or { from, to, per_decade | points | step }).
Setting read_setting(const Node& node, const std::string& key, Faults& faults);

/// Reads the sizes of a sample: ascending, distinct, 1 .. 2^53; empty if there was a fault.
std::vector<std::int64_t> read_sizes(const Node& node, const std::string& key, Faults& faults);

/// Reads the entries of `table` as settings of `parameters`, each value held against its domain; unknown
/// names and missing parameters are faults.
Settings read_settings(TableReader& table, const std::vector<Parameter>& parameters, Faults& faults);

/// The points of a grid of settings: every combination, the last axis fastest.
struct Expansion {
  std::vector<Axis> axes;
  std::vector<Arguments> points;  // [product of the axes]
};
Expansion expand(const Settings& settings);
/// How many points that is, without making them.
double points_of(const Settings& settings);

}  // namespace plim
