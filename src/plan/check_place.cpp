#include "check_place.hpp"

#include <algorithm>

#include "plim/core/number.hpp"

namespace plim {
namespace {

using Placed = std::variant<double, std::string>;

bool matches(const AtSpec& at, const Placed& coordinate) {
  if (const double* x = std::get_if<double>(&coordinate); x != nullptr && at.values.empty())
    return (!at.from || *x >= *at.from) && (!at.to || *x <= *at.to);
  return std::any_of(at.values.begin(), at.values.end(), [&coordinate](const Value& value) {
    if (const double* x = std::get_if<double>(&value)) return coordinate == Placed(*x);
    return coordinate == Placed(std::get<std::string>(value));
  });
}

std::string text_of(const Placed& coordinate) {
  if (const double* x = std::get_if<double>(&coordinate)) return round_trip(*x);
  return "\"" + std::get<std::string>(coordinate) + "\"";
}

std::string text_of(const Value& value) {
  const double* x = std::get_if<double>(&value);
  return x != nullptr ? round_trip(*x) : readable(value);
}

bool ends_with(const std::string& path, const std::string& key) {
  return path.size() > key.size() &&
         path.compare(path.size() - key.size() - 1, key.size() + 1, "." + key) == 0;
}

}  // namespace

bool CheckPlace::keeps(std::size_t group, std::size_t point, std::size_t size) {
  const GroupPlan& g = plan_.groups[group];
  if (at_.axis == g.sample + ".n") {
    const ScenarioPlan& s = plan_.scenarios[g.points[point].scenario];
    return look(static_cast<double>(s.sizes[size]));
  }
  if (at_.axis == g.sample + ".from") return look(g.population);
  const std::string on = "estimate." + g.estimate + ".on";
  if (at_.axis == on && !of_sample_) return look(g.sample);
  axes_.insert({g.sample + ".n", g.sample + ".from"});
  if (!of_sample_) axes_.insert(on);
  std::size_t block = 1;
  for (auto axis = g.axes.rbegin(); axis != g.axes.rend(); block *= axis->size(), ++axis) {
    if (of_sample_ && !is_of_population(*axis)) continue;
    axes_.insert({axis->name, axis->path});
    if (at_.axis != axis->name && at_.axis != axis->path && !ends_with(axis->path, at_.axis)) continue;
    const std::size_t i = point / block % axis->size();
    return axis->numbers.empty() ? look(axis->strings[i]) : look(axis->numbers[i]);
  }
  return false;
}

void CheckPlace::report(Faults& faults, const std::string& key) const {
  if (seen_.empty()) {
    return report_unknown(faults, at_.where, key, "axis", at_.axis, {axes_.begin(), axes_.end()});
  }
  std::string known;
  for (const Placed& c : seen_) known += (known.empty() ? "" : ", ") + text_of(c);
  for (const Value& value : at_.values) {
    const AtSpec one{at_.axis, at_.where, {value}, {}, {}};
    if (std::none_of(seen_.begin(), seen_.end(), [&one](const Placed& c) { return matches(one, c); }))
      faults.add(at_.where, key + "." + at_.axis,
                 "selects nothing by " + text_of(value) + "; it has " + known);
  }
  if (at_.values.empty() &&
      std::none_of(seen_.begin(), seen_.end(), [this](const Placed& c) { return matches(at_, c); }))
    faults.add(at_.where, key + "." + at_.axis, "selects nothing; it has " + known);
}

bool CheckPlace::look(const Placed& coordinate) {
  seen_.insert(coordinate);
  return matches(at_, coordinate);
}

}  // namespace plim
