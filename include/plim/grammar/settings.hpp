#pragma once
#include <string>
#include <vector>

#include "plim/grammar/axis.hpp"
#include "plim/grammar/table_reader.hpp"

namespace plim {

/// Reads a value or a grid of values ({ grid = [...] } or { from, to, per_decade | points | step }).
Setting read_setting(const Node& node, const std::string& key, Faults& faults);

/// The zip of a grid, "" if it has none.
std::string read_zip(const Node& grid, const std::string& key, Faults& faults);

/// Reads the sizes of a sample, 1 .. 2^53: ascending and distinct, but with a zip as they are written; none
/// if there was a fault.
void read_sizes(const Node& node, const std::string& key, SampleSpec& sample, Faults& faults);

/// Reads the entries of `table` as settings of `parameters`, each value held against its domain; unknown
/// names and missing parameters are faults.
Settings read_settings(TableReader& table, const std::vector<Parameter>& parameters, Faults& faults);

/// The points of a grid of settings: every combination, the last axis fastest.
struct Expansion {
  std::vector<Axis> axes;
  std::vector<Arguments> points;  // [product of the axes]
};
Expansion expand(const Settings& settings);
/// The axis of the settings with that zip, with `sizes` called n as one more of them; nothing if there are no
/// such settings or not as many.
std::optional<Axis> axis_with_n(const Settings& settings, const std::string& zip,
                                const std::vector<std::int64_t>& sizes);
/// How many points that is, without making them.
double points_of(const Settings& settings);

}  // namespace plim
