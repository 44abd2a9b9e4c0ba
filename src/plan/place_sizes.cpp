#include "place_sizes.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "plim/core/number.hpp"
#include "plim/grammar/settings.hpp"

namespace plim {
namespace {

constexpr double largest_relative_size = 9007199254740992;  // 2^53

std::string key_of_sizes(const SampleSpec& sample) { return "sample." + sample.name + ".n"; }

std::optional<SizedPoints> with_zip(const SampleSpec& sample, const PopulationSpec& population,
                                    const PopulationPoints& points, Faults& faults) {
  SizedPoints sized{points, sample.sizes, std::nullopt};
  std::vector<Axis>& axes = sized.points.axes;
  const auto with_n = labels_with_n(settings_of(population), sample.zip, sample.sizes);
  if (with_n && with_n->axis < axes.size()) {
    axes[with_n->axis].numbers.clear();
    axes[with_n->axis].strings = with_n->labels;
    sized.n_axis = with_n->axis;
    return sized;
  }
  faults.add(sample.sizes_where, key_of_sizes(sample),
             "has " + in_number(sample.sizes.size(), "size") + " with zip = \"" + sample.zip +
                 "\", but population " + population.name + " has no grid of that zip with as many values");
  return std::nullopt;
}

/// Sizes that are multiples of a parameter.
class RelativeSizing {
 public:
  RelativeSizing(const SampleSpec& sample, const PopulationSpec& population, Faults& faults)
      : sample_(sample), faults_(faults), settings_(settings_of(population)) {
    const std::string prefix = population.name + ".";
    if (sample.relative.of.rfind(prefix, 0) == 0) name_ = sample.relative.of.substr(prefix.size());
    for (const PlacedSetting& placed : settings_) {
      if (placed.path() == name_) setting_ = placed.setting;
    }
  }

  std::optional<SizedPoints> operator()(const PopulationPoints& points) {
    if (sample_.from.size() > 1 || setting_ == nullptr)
      return fail("is relative to " + sample_.relative.of +
                  ", so that the sample must be from one population "
                  "with that parameter");
    if (!find_sizes()) return std::nullopt;
    return setting_->grid ? along_grid(points) : at_one_value(points);
  }

 private:
  std::nullopt_t fail(const std::string& message) {
    faults_.add(sample_.sizes_where, key_of_sizes(sample_), message);
    return std::nullopt;
  }

  /// `sizes_`: [value of the parameter][multiple].
  bool find_sizes() {
    for (const Value& value : setting_->values) {
      const auto* real = std::get_if<double>(&value);
      const auto* integer = std::get_if<std::int64_t>(&value);
      if (real == nullptr && integer == nullptr) return fail("is relative to what is no number"), false;
      const double x = real != nullptr ? *real : static_cast<double>(*integer);
      std::set<std::int64_t> distinct;
      for (const Value& times : sample_.relative.times.values) {
        const double n = std::rint(x * std::get<double>(times));
        if (!(n >= 1 && n <= largest_relative_size))
          return fail(readable(times) + " times " + round_trip(x) + " is no size from 1 to 2^53"), false;
        sizes_.push_back(static_cast<std::int64_t>(n));
        if (!distinct.insert(sizes_.back()).second)
          return fail("has n = " + std::to_string(sizes_.back()) + " twice where " + name_ + " is " +
                      round_trip(x)),
                 false;
      }
    }
    return true;
  }

  /// n moves along the parameter's axis, or across it along that of the multiples, the last one.
  SizedPoints along_grid(const PopulationPoints& points) const {
    const LabelsOfSetting of = labels_of_setting(settings_, name_);
    const std::vector<Value>& multiples = sample_.relative.times.values;
    SizedPoints sized{points, sizes_, of.axis};
    if (multiples.size() == 1) {
      Axis& axis = sized.points.axes[of.axis];
      axis.numbers.clear();
      axis.strings = of.labels;
      for (std::size_t k = 0; k < sizes_.size(); ++k) axis.strings[k] += ", n=" + std::to_string(sizes_[k]);
      return sized;
    }
    Axis axis{"times", {}, {}, key_of_sizes(sample_) + ".times"};
    for (const Value& times : multiples) axis.numbers.push_back(std::get<double>(times));
    sized.n_across = of.axis;
    sized.n_axis = points.axes.size();
    sized.points.axes.push_back(axis);
    sized.points.at.clear();
    for (const auto& at : points.at) sized.points.at.insert(sized.points.at.end(), multiples.size(), at);
    return sized;
  }

  SizedPoints at_one_value(const PopulationPoints& points) const {
    SizedPoints sized{points, sizes_, std::nullopt};
    std::sort(sized.sizes.begin(), sized.sizes.end());
    return sized;
  }

  const SampleSpec& sample_;
  Faults& faults_;
  SettingList settings_;
  std::string name_;
  const Setting* setting_ = nullptr;
  std::vector<std::int64_t> sizes_;
};

}  // namespace

std::optional<SizedPoints> place_sizes(const SampleSpec& sample, const PopulationSpec& population,
                                       const PopulationPoints& points, Faults& faults) {
  if (sample.relative.given()) return RelativeSizing(sample, population, faults)(points);
  if (!sample.zip.empty()) return with_zip(sample, population, points, faults);
  return SizedPoints{points, sample.sizes, std::nullopt};
}

}  // namespace plim
