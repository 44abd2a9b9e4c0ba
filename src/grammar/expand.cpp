#include <algorithm>

#include "plim/grammar/settings.hpp"

namespace plim {
namespace {

/// The settings that move together: one axis of the grid.
struct Bundle {
  std::string name;
  std::vector<const std::pair<const std::string, Setting>*> members;
  std::size_t size() const { return members.front()->second.values.size(); }
};

/// "a=1, b=2" at each of its points.
std::vector<std::string> labels_of(const Bundle& bundle) {
  std::vector<std::string> labels(bundle.size());
  for (std::size_t i = 0; i < bundle.size(); ++i) {
    for (const auto* member : bundle.members)
      labels[i] += (labels[i].empty() ? "" : ", ") + member->first + "=" + readable(member->second.values[i]);
  }
  return labels;
}

Axis axis_of(const Bundle& bundle) {
  Axis axis{bundle.name, {}, {}};
  const std::vector<Value>& values = bundle.members.front()->second.values;
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

std::vector<Bundle> bundles_of(const Settings& settings) {
  std::vector<Bundle> bundles;
  for (const auto& item : settings) {
    if (!item.second.grid) continue;
    const std::string& zip = item.second.zip;
    const auto same = std::find_if(bundles.begin(), bundles.end(), [&](const Bundle& b) {
      return !zip.empty() && b.members.front()->second.zip == zip;
    });
    if (same != bundles.end()) {
      same->members.push_back(&item);
    } else {
      bundles.push_back({zip.empty() ? item.first : zip, {&item}});
    }
  }
  return bundles;
}

}  // namespace

std::optional<Axis> axis_with_n(const Settings& settings, const std::string& zip,
                                const std::vector<std::int64_t>& sizes) {
  for (const Bundle& bundle : bundles_of(settings)) {
    if (bundle.members.front()->second.zip != zip || bundle.size() != sizes.size()) continue;
    Axis axis{zip, {}, labels_of(bundle)};
    for (std::size_t i = 0; i < sizes.size(); ++i) axis.strings[i] += ", n=" + std::to_string(sizes[i]);
    return axis;
  }
  return std::nullopt;
}

double points_of(const Settings& settings) {
  double points = 1;
  for (const Bundle& bundle : bundles_of(settings)) points *= static_cast<double>(bundle.size());
  return points;
}

Expansion expand(const Settings& settings) {
  Expansion expansion;
  Arguments fixed;
  for (const auto& [name, setting] : settings) {
    if (!setting.grid) fixed.set(name, setting.values.front());
  }
  expansion.points = {fixed};
  for (const Bundle& bundle : bundles_of(settings)) {
    expansion.axes.push_back(axis_of(bundle));
    std::vector<Arguments> points;
    for (const Arguments& point : expansion.points) {
      for (std::size_t i = 0; i < bundle.size(); ++i) {
        Arguments next = point;
        for (const auto* member : bundle.members) next.set(member->first, member->second.values[i]);
        points.push_back(next);
      }
    }
    expansion.points = std::move(points);
  }
  return expansion;
}

}  // namespace plim
