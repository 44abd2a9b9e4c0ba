#include "plim/catalogue/measure.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "plim/core/number.hpp"

namespace plim {
namespace {

/// A measure with names of its own.
struct NamedMeasure {
  std::string name, long_name;
  Measure measure;
};

/// The number that "quantile_0.9" is of, of the measure "quantile".
std::optional<double> argument_in(std::string_view name, std::string_view measure) {
  if (!name.starts_with(measure) || name.size() < measure.size() + 2 || name[measure.size()] != '_')
    return std::nullopt;
  const std::string_view text = name.substr(measure.size() + 1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::shared_ptr<const Measure> given(const Measure& measure, double argument) {
  const std::string text = round_trip(argument);
  const auto named = std::make_shared<NamedMeasure>(
      NamedMeasure{measure.name + ("_" + text),
                   measure.long_name + (", " + std::string(measure.argument.name)) + " " + text, measure});
  named->measure.name = named->name.c_str();
  named->measure.long_name = named->long_name.c_str();
  named->measure.given = argument;
  return {named, &named->measure};
}

std::shared_ptr<const Measure> find_measure(const Measures& measures, std::string_view name) {
  for (const auto& measure : measures) {
    if (measure->name == name) return measure;
    if (measure->argument.name == nullptr) continue;
    if (const std::optional<double> argument = argument_in(name, measure->name))
      return given(*measure, *argument);
  }
  return nullptr;
}

std::string unit_of(Scaling scaling, const std::string& unit) {
  if (scaling == Scaling::none || unit == "1") return "1";
  return scaling == Scaling::square ? unit + "2" : unit;
}

Measured in_unit(const Measured& measured, Scaling scaling, double factor) noexcept {
  const double f = scaling == Scaling::none ? 1 : scaling == Scaling::square ? factor * factor : factor;
  return {measured.value * f, measured.mcse * f, measured.count};
}

}  // namespace plim
