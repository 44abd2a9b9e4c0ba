#include <algorithm>
#include <map>

#include "plim/grammar/settings.hpp"

namespace plim {
namespace {

/// The settings that move together: one axis of the grid.
struct Bundle {
  std::string name;
  std::vector<PlacedSetting> members;
  std::size_t size() const { return members.front().setting->values.size(); }
  const std::string& zip() const { return members.front().setting->zip; }
  /// The table that they all stand in.
  std::string table() const {
    const std::string& first = members.front().table;
    const bool one = std::all_of(members.begin(), members.end(),
                                 [&first](const PlacedSetting& m) { return m.table == first; });
    return one ? first : "";
  }
};

/// "a=1, b=2" at each of its points.
std::vector<std::string> labels_of(const Bundle& bundle) {
  const std::size_t common = bundle.table().size();
  std::vector<std::string> labels(bundle.size());
  for (std::size_t i = 0; i < bundle.size(); ++i) {
    for (const PlacedSetting& member : bundle.members)
      labels[i] += (labels[i].empty() ? "" : ", ") + member.path().substr(common) + "=" +
                   readable(member.setting->values[i]);
  }
  return labels;
}

Axis axis_of(const Bundle& bundle) {
  Axis axis{bundle.name, {}, {}, bundle.table() + bundle.name};
  const std::vector<Value>& values = bundle.members.front().setting->values;
  if (bundle.members.size() == 1) {
    for (const Value& v : values) {
      if (const auto* d = std::get_if<double>(&v)) axis.numbers.push_back(*d);
      if (const auto* i = std::get_if<std::int64_t>(&v)) axis.numbers.push_back(static_cast<double>(*i));
    }
    if (axis.numbers.size() == values.size()) return axis;
    axis.numbers.clear();
    for (const Value& v : values) axis.strings.push_back(readable(v));
    return axis;
  }
  axis.strings = labels_of(bundle);
  return axis;
}

std::vector<Bundle> bundles_of(const SettingList& settings) {
  std::vector<Bundle> bundles;
  for (const PlacedSetting& placed : settings) {
    if (!placed.setting->grid) continue;
    const std::string& zip = placed.setting->zip;
    const auto same = std::find_if(bundles.begin(), bundles.end(),
                                   [&](const Bundle& b) { return !zip.empty() && b.zip() == zip; });
    if (same != bundles.end()) {
      same->members.push_back(placed);
    } else {
      bundles.push_back({zip.empty() ? placed.name : zip, {placed}});
    }
  }
  return bundles;
}

}  // namespace

void SettingList::add(const std::string& table, const Settings& settings) {
  for (const auto& [name, setting] : settings) placed_.push_back({table, name, &setting});
}

SettingList settings_of(const PopulationSpec& population) {
  SettingList all(population.parameters);
  for (const auto& [parameter, law] : population.random) all.add(random_table(parameter), law.parameters);
  return all;
}

void check_zips(const SettingList& settings, const std::string& key, Faults& faults) {
  std::map<std::string, std::size_t> lengths;
  for (const PlacedSetting& placed : settings) {
    const Setting& setting = *placed.setting;
    if (setting.zip.empty()) continue;
    const std::size_t length = lengths.emplace(setting.zip, setting.values.size()).first->second;
    if (length == setting.values.size()) continue;
    faults.add(setting.where, key + "." + placed.path(),
               "has " + std::to_string(setting.values.size()) + " values, but zip \"" + setting.zip +
                   "\" has " + std::to_string(length));
  }
}

std::optional<LabelsWithN> labels_with_n(const SettingList& settings, const std::string& zip,
                                         const std::vector<std::int64_t>& sizes) {
  const std::vector<Bundle> bundles = bundles_of(settings);
  for (std::size_t axis = 0; axis < bundles.size(); ++axis) {
    if (bundles[axis].zip() != zip || bundles[axis].size() != sizes.size()) continue;
    LabelsWithN found{axis, labels_of(bundles[axis])};
    for (std::size_t i = 0; i < sizes.size(); ++i) found.labels[i] += ", n=" + std::to_string(sizes[i]);
    return found;
  }
  return std::nullopt;
}

LabelsOfSetting labels_of_setting(const SettingList& settings, const std::string& path) {
  const std::vector<Bundle> bundles = bundles_of(settings);
  const auto axis = std::find_if(bundles.begin(), bundles.end(), [&path](const Bundle& b) {
    return std::any_of(b.members.begin(), b.members.end(),
                       [&path](const PlacedSetting& m) { return m.path() == path; });
  });
  return {static_cast<std::size_t>(axis - bundles.begin()), labels_of(*axis)};
}

double points_of(const SettingList& settings) {
  double points = 1;
  for (const Bundle& bundle : bundles_of(settings)) points *= static_cast<double>(bundle.size());
  return points;
}

Expansion expand(const SettingList& settings) {
  Expansion expansion;
  Arguments fixed;
  for (const PlacedSetting& placed : settings) {
    if (!placed.setting->grid) fixed.set(placed.path(), placed.setting->values.front());
  }
  expansion.points = {fixed};
  for (const Bundle& bundle : bundles_of(settings)) {
    expansion.axes.push_back(axis_of(bundle));
    std::vector<Arguments> points;
    for (const Arguments& point : expansion.points) {
      for (std::size_t i = 0; i < bundle.size(); ++i) {
        Arguments next = point;
        for (const PlacedSetting& member : bundle.members) next.set(member.path(), member.setting->values[i]);
        points.push_back(next);
      }
    }
    expansion.points = std::move(points);
  }
  return expansion;
}

}  // namespace plim
