#include "design.hpp"

#include <stdexcept>

#include <fmt/format.h>

namespace plim::verdicts {

std::string check_of(const std::string& estimate, const std::string& series, const std::string& measure,
                     const std::string& rest) {
  return fmt::format("estimate = \"{}\", {}measure = \"{}\", {}", estimate,
                     series.empty() ? "" : fmt::format("with = \"{}\", ", series), measure, rest);
}

std::string check_at(std::int64_t n, const std::string& estimate, const std::string& series,
                     const std::string& measure, const std::string& rest) {
  return check_of(estimate, series, measure, rest + fmt::format(", at = {{ \"x.n\" = {} }}", n));
}

std::string number(double x) {
  std::string text = fmt::format("{}", x);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::vector<Design> all_designs() {
  std::vector<Design> all;
  for (const auto designs : {entropy_designs, rare_designs, failure_designs, skewed_designs, coverage_designs,
                             spread_designs, slope_designs, many_designs}) {
    for (Design& design : designs()) all.push_back(std::move(design));
  }
  return all;
}

Design design_named(const std::string& name) {
  for (Design& design : all_designs()) {
    if (design.name == name) return std::move(design);
  }
  throw std::runtime_error("no design " + name);
}

}  // namespace plim::verdicts
