#include <algorithm>

#include "plim/core/number.hpp"
#include "plim/grammar/settings.hpp"
#include "plim/plan/planner.hpp"

namespace plim {
namespace {

/// Every point of `so_far` at every point of a further grid, the further one fastest.
template <class Apply>
KnownPoints times(const KnownPoints& so_far, const std::vector<Axis>& axes, std::size_t size, Apply apply) {
  KnownPoints product;
  product.axes = so_far.axes;
  product.axes.insert(product.axes.end(), axes.begin(), axes.end());
  for (const Knowns& knowns : so_far.at) {
    for (std::size_t i = 0; i < size; ++i) {
      product.at.push_back(knowns);
      apply(product.at.back(), i);
    }
  }
  return product;
}

void set_paths(std::vector<Axis>& axes, const std::string& prefix) {
  for (Axis& axis : axes) axis.path = prefix + "." + axis.path;
}

KnownPoints with_model(const KnownPoints& base, const ModelSpec& model) {
  KnownPoints points = times(base, {}, 1, [&model](Knowns& k, std::size_t) {
    k.likelihood = model.likelihood;
    k.smoothing = model.smoothing;
  });
  Expansion options = expand(model.options);
  set_paths(options.axes, "model." + model.name);
  points = times(points, options.axes, options.points.size(),
                 [&options](Knowns& k, std::size_t i) { k.smoothing_options = options.points[i]; });
  for (const auto& item : model.priors) {
    Expansion grid = expand(item.second.parameters);
    set_paths(grid.axes, "model." + model.name + ".prior." + item.first);
    points = times(points, grid.axes, grid.points.size(), [&grid, &item](Knowns& k, std::size_t i) {
      k.priors[item.first] = {item.second.law, grid.points[i]};
    });
  }
  return points;
}

KnownPoints with_interval(const KnownPoints& base, const EstimateSpec& estimate) {
  const IntervalSpec& interval = *estimate.interval;
  Expansion levels = expand(Settings{{"level", interval.level}});
  set_paths(levels.axes, "estimate." + estimate.name);
  KnownPoints points = times(base, levels.axes, levels.points.size(), [&levels](Knowns& k, std::size_t i) {
    k.interval = IntervalRequest{levels.points[i].real("level"), ""};
  });
  std::vector<Axis> axes;
  if (interval.methods.size() > 1) axes.push_back({"method", {}, interval.methods});
  return times(points, axes, interval.methods.size(),
               [&interval](Knowns& k, std::size_t i) { k.interval->method = interval.methods[i]; });
}

/// One point of a model's grid for people: name(setting, ...).
std::string label_of(const std::string& model, const std::vector<Axis>& axes, std::size_t point) {
  std::string inner;
  std::size_t block = 1;
  for (auto axis = axes.rbegin(); axis != axes.rend(); block *= axis->size(), ++axis) {
    const std::size_t i = point / block % axis->size();
    const std::string value = axis->numbers.empty() ? axis->strings[i] : round_trip(axis->numbers[i]);
    inner = axis->name + "=" + value + (inner.empty() ? "" : ", ") + inner;
  }
  return inner.empty() ? model : model + "(" + inner + ")";
}

/// All models of an estimate: the grid of the only one, or one axis that runs through the points of each.
KnownPoints with_models(const KnownPoints& base, const std::vector<std::string>& names,
                        const StudySpec& spec) {
  KnownPoints all;
  Axis axis{"model", {}, {}};
  for (const std::string& name : names) {
    const auto model = std::find_if(spec.models.begin(), spec.models.end(),
                                    [&name](const ModelSpec& m) { return m.name == name; });
    KnownPoints points = with_model(base, *model);
    if (names.size() == 1) return points;
    for (std::size_t i = 0; i < points.at.size(); ++i) axis.strings.push_back(label_of(name, points.axes, i));
    all.at.insert(all.at.end(), points.at.begin(), points.at.end());
  }
  all.axes = {axis};
  return all;
}

/// A value that an axis has twice, or "".
std::string repeated_on(const Axis& axis) {
  std::vector<std::string> values = axis.strings;
  for (const double x : axis.numbers) values.push_back(round_trip(x));
  std::sort(values.begin(), values.end());
  const auto twin = std::adjacent_find(values.begin(), values.end());
  return twin == values.end() ? "" : *twin;
}

}  // namespace

KnownPoints make_knowns(const EstimateSpec& estimate, const StudySpec& spec) {
  KnownPoints points;
  points.at.push_back({});
  points.at.front().estimand = estimate.of;
  if (!estimate.models.empty()) points = with_models(points, estimate.models, spec);
  if (estimate.interval) points = with_interval(points, estimate);
  return points;
}

void refuse_equal_points(const StudySpec& spec, Faults& faults) {
  for (const EstimateSpec& estimate : spec.estimates) {
    const std::string key = "estimate." + estimate.name;
    for (const Axis& axis : make_knowns(estimate, spec).axes) {
      const std::string twin = repeated_on(axis);
      if (twin.empty()) continue;
      faults.add(estimate.where, axis.path.empty() ? key + "." + axis.name : axis.path,
                 twin + " and " + twin + " give the same series of " + estimate.name + " twice");
    }
  }
}

}  // namespace plim
