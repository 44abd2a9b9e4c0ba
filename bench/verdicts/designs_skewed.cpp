// Errors so skewed that their spread is seen in few replicates.
#include <cmath>

#include <fmt/format.h>

#include "design.hpp"

namespace plim::verdicts {
namespace {

constexpr const char* theory = "equals = \"theory\"";
constexpr const char* tight = "equals = \"theory\", margin = { relative = 0.01 }";

/// Maximum likelihood of the rate 1: bias 1/(n - 1), variance n^2/((n - 1)^2 (n - 2)); moments exist below n.
Design exponential() {
  Design d{"exponential, mle of the rate",
           "population.p = { law = \"exponential\", lambda = 1.0 }\n"
           "sample.x = { from = \"p\", n = { grid = [3, 4, 5, 10, 30, 100] }, path = \"independent\" }\n"
           "model.m = { likelihood = \"exponential\" }\n"
           "estimate.r = { of = \"lambda\", on = \"x\", model = \"m\", with = \"mle\" }\n"};
  for (const std::int64_t n : {3, 4, 5, 10, 30, 100}) {
    const double x = static_cast<double>(n), sd = x / ((x - 1) * std::sqrt(x - 2));
    const std::string at = fmt::format(", n = {}", n);
    const auto check = [n](const std::string& measure, const std::string& rest) {
      return check_at(n, "r", "", measure, rest);
    };
    for (const char* measure : {"bias", "empirical_se", "rmse"}) {
      const bool bias = measure == std::string("bias");
      d.holds(measure + (" equals theory" + at), check(measure, theory), bias ? Wrong::shift : Wrong::scale)
          .power = n >= 30 ? 0.95 : 0;
      d.holds(measure + (" equals theory up to 1 %" + at), check(measure, tight));
    }
    d.fails("empirical_se at_most 0.9 of its value" + at,
            check("empirical_se", "at_most = " + number(0.9 * sd)));
    d.fails("empirical_se at_least 1.1 of its value" + at,
            check("empirical_se", "at_least = " + number(1.1 * sd)));
    Claim& low =
        d.fails("bias at_most 0.8 of its value" + at, check("bias", "at_most = " + number(0.8 / (x - 1))));
    if (n == 3) low.open = "the third moment does not exist";
  }
  return d;
}

/// One draw of a gamma law of shape 0.02: mean 0.02, sd sqrt(0.02), skewness 14.
Design gamma_mean() {
  Design d{"gamma(0.02), its mean by one draw",
           "population.p = { law = \"gamma\", shape = 0.02, scale = 1.0 }\n"
           "sample.x = { from = \"p\", n = 1 }\n"
           "model.m = { likelihood = \"exponential\" }\n"
           "estimate.m = { of = \"mean\", on = \"x\", model = \"m\", with = \"mle\" }\n"};
  const double sd = std::sqrt(0.02);
  const auto check = [](const std::string& measure, const std::string& rest) {
    return check_of("m", "", measure, rest);
  };
  for (const char* measure : {"empirical_se", "rmse"}) {
    const std::string name = measure;
    d.holds(name + " equals its value", check(name, "equals = " + number(sd)), Wrong::scale);
    d.holds(name + " equals its value up to 1 %",
            check(name, fmt::format("equals = {}, margin = {{ relative = 0.01 }}", number(sd))));
    d.fails(name + " at_most 0.9 of its value", check(name, "at_most = " + number(0.9 * sd)));
    d.fails(name + " at_least 1.1 of its value", check(name, "at_least = " + number(1.1 * sd)));
  }
  d.holds("bias equals 0", check("bias", "equals = 0, margin = { sd = 0.1 }"), Wrong::shift);
  d.holds("mean at_least 0.01", check("mean", "at_least = 0.01"));
  d.fails("mean at_least 0.03", check("mean", "at_least = 0.03"));
  d.fails("mean at_most 0.015", check("mean", "at_most = 0.015"));
  return d;
}

/// Maximum likelihood of a variance from 5 draws, a chi-square of 4 degrees of freedom.
Design normal_variance() {
  Design d{"normal, mle of the variance, n = 5",
           "population.p = { law = \"normal\", mean = 0.0, sd = 1.0 }\n"
           "sample.x = { from = \"p\", n = 5 }\n"
           "model.m = { likelihood = \"normal\" }\n"
           "estimate.v = { of = \"variance\", on = \"x\", model = \"m\", with = \"mle\" }\n"};
  const double sd = std::sqrt(8.0) / 5;
  const auto check = [](const std::string& measure, const std::string& rest) {
    return check_of("v", "", measure, rest);
  };
  for (const char* measure : {"bias", "empirical_se", "rmse"}) {
    const std::string name = measure;
    d.holds(name + " equals theory", check(name, theory), name == "bias" ? Wrong::shift : Wrong::scale);
    d.holds(name + " equals theory up to 1e-4",
            check(name, "equals = \"theory\", margin = { relative = 1e-4 }"));
  }
  d.fails("bias at_least -0.15", check("bias", "at_least = -0.15"));
  d.fails("bias at_most -0.25", check("bias", "at_most = -0.25"));
  d.fails("empirical_se at_most 0.9 of its value", check("empirical_se", "at_most = " + number(0.9 * sd)));
  return d;
}

}  // namespace

std::vector<Design> skewed_designs() { return {exponential(), gamma_mean(), normal_variance()}; }

}  // namespace plim::verdicts
