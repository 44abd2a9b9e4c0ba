#pragma once
#include <string>
#include <vector>

#include "plim/grammar/axis.hpp"
#include "plim/grammar/table_reader.hpp"

namespace plim {

/// Why { random = ... } is refused where only a number or a grid may stand.
inline constexpr const char* cannot_be_drawn =
    "cannot be drawn: only the parameters of a population that is a family can";

/// Reads a value or a grid of values ({ grid = [...] } or { from, to, per_decade | points | step }).
Setting read_setting(const Node& node, const std::string& key, Faults& faults);

/// The zip of a grid, "" if it has none.
std::string read_zip(const Node& grid, const std::string& key, Faults& faults);

/// Reads the sizes of a sample, 1 .. 2^53: ascending and distinct, but with a zip as they are written; none
/// if there was a fault.
void read_sizes(const Node& node, const std::string& key, SampleSpec& sample, Faults& faults);

/// Reads the entries of `table` as settings of `parameters`, each value held against its domain; unknown
/// names and missing parameters are faults. Their zips are still to be checked.
Settings read_settings(TableReader& table, const std::vector<Parameter>& parameters, Faults& faults);

/// A setting where it stands: `table` is "" or, with a dot at its end, a table within that of the thing.
struct PlacedSetting {
  std::string table, name;
  const Setting* setting;
  std::string path() const { return table + name; }
};

/// The settings among which equal zips move together, in the order of their axes; those that it is made of
/// must outlive it.
class SettingList {
 public:
  SettingList(const Settings& settings) { add("", settings); }
  void add(const std::string& table, const Settings& settings);
  auto begin() const noexcept { return placed_.begin(); }
  auto end() const noexcept { return placed_.end(); }

 private:
  std::vector<PlacedSetting> placed_;
};

/// The table of the law that a parameter is drawn from.
inline std::string random_table(const std::string& parameter) { return parameter + ".random."; }
/// The fixed settings of a population, then those of the laws of its drawn parameters.
SettingList settings_of(const PopulationSpec& population);

/// Settings with one zip tag move together, so they must have one length.
void check_zips(const SettingList& settings, const std::string& key, Faults& faults);

/// The points of a grid of settings: every combination, the last axis fastest. Arguments go by their paths,
/// and so does an axis, that of a zip by the table which holds all its settings.
struct Expansion {
  std::vector<Axis> axes;
  std::vector<Arguments> points;  // [product of the axes]
};
Expansion expand(const SettingList& settings);

/// The labels of the axis with a zip, with sizes called n as one more of its settings.
struct LabelsWithN {
  std::size_t axis;  // of the expansion
  std::vector<std::string> labels;
};
/// Nothing if there are no settings with that zip, or not as many values as sizes.
std::optional<LabelsWithN> labels_with_n(const SettingList& settings, const std::string& zip,
                                         const std::vector<std::int64_t>& sizes);

/// The axis that a setting with a grid moves along, and the labels of that axis.
using LabelsOfSetting = LabelsWithN;
LabelsOfSetting labels_of_setting(const SettingList& settings, const std::string& path);

/// How many points that is, without making them.
double points_of(const SettingList& settings);

}  // namespace plim
