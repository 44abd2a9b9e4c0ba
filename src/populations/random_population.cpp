#include "plim/populations/random_population.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/number.hpp"

namespace plim {
namespace {

constexpr double never = 1e-15;  // a chance that no run shows

/// The nearest number that the parameter may be.
double within(const Parameter& parameter, double x) {
  const Interval hull = *hull_of(parameter.domain);
  x = std::clamp(x, parameter.smallest.value_or(hull.low), parameter.largest.value_or(hull.high));
  if (x > hull.low && x < hull.high) return x;
  return accept(parameter, Value{x}) ? x : std::nextafter(x, x == hull.low ? hull.high : hull.low);
}

/// True if the law may give what the parameter must not be.
bool leaves(const Law& law, const Parameter& parameter, const Interval& hull) {
  const Support support = law.support();
  return support.lower < hull.low || support.upper > hull.high ||
         (parameter.largest && law.complement(*parameter.largest) > never) ||
         (parameter.smallest && law.cdf(*parameter.smallest) > never);
}

std::string text_of(std::string_view family, std::string text) {
  return std::string(family) + (text.empty() ? "" : " " + std::move(text));
}

}  // namespace

Outcome<RandomParameter> random_parameter(const Parameter& parameter, const LawFamily& family,
                                          const Arguments& arguments) {
  const std::optional<Interval> hull = hull_of(parameter.domain);
  if (!hull) return Refusal{parameter.name + " is no number, so that it cannot be drawn"};
  Outcome<std::unique_ptr<Law>> law = family.make(arguments);
  if (!law) return Refusal{law.reason()};
  const std::string readable = std::string(family.name) + "(" + arguments.readable() + ")";
  if (leaves(**law, parameter, *hull)) {
    return Refusal{parameter.name + " must be " + describe(parameter) + ", but " + readable +
                   " has values beyond"};
  }
  return RandomParameter{parameter, std::move(*law), text_of(family.name, arguments.canonical()), readable};
}

DrawnValues drawn_values(const RandomParameter& random) {
  const auto value = [&random](double x) { return within(random.parameter, x); };
  const Law& law = *random.law;
  return {value(law.quantile(0.5)), value(law.quantile(never)), value(law.complement_quantile(never))};
}

void draw_parameters(std::span<const RandomParameter> random, const Address& law, Arguments& arguments) {
  for (std::size_t i = 0; i < random.size(); ++i) {
    Variate v(law, i);
    arguments.set(random[i].parameter.name, within(random[i].parameter, random[i].law->sample(v)));
  }
}

std::string canonical_random(std::string_view family, const Arguments& fixed,
                             std::span<const RandomParameter> random) {
  std::string text = text_of(family, fixed.canonical());
  for (const RandomParameter& r : random) text += " " + r.parameter.name + "=random(" + r.canonical + ")";
  return text;
}

std::string readable_random(std::string_view family, const Arguments& fixed,
                            std::span<const RandomParameter> random) {
  std::string inner = fixed.readable();
  for (const RandomParameter& r : random)
    inner += (inner.empty() ? "" : ", ") + r.parameter.name + " ~ " + r.readable;
  return std::string(family) + "(" + inner + ")";
}

}  // namespace plim
