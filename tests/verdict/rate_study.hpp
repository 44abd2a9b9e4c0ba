#pragma once
#include <string>

#include "plim/verdict/results.hpp"

// The rate 2 of exponential waits by n = 40 of them, with Wald's interval: its law is that of 80 / G with G
// of the gamma law of shape 40, so that all of it is exact.
namespace plim::test::rate_study {

inline const std::string rate =
    "study = { seed = 5 }\npopulation.p = { law = \"exponential\", lambda = 2.0 }\n"
    "sample.x = { from = \"p\", n = 40 }\nmodel.m = { likelihood = \"exponential\" }\n"
    "estimate.rate = { of = \"lambda\", on = \"x\", model = \"m\", with = [\"mle\"], interval = { level = "
    "0.95, "
    "method = \"wald\" } }\n";
inline const std::string all_asked =
    "output.measures = [\"relative_bias\", \"median\", { quantile = 0.9 }, { quantile = 0.05 }, "
    "\"median_absolute_error\", \"model_se\", \"model_se_error\", \"bias_eliminated_coverage\", "
    "{ rejection_rate = 2 }, { rejection_rate = 2.5 }]\n";
inline std::string replicates(int n) { return "replicates = { fixed = " + std::to_string(n) + " }\n"; }

inline const MeasureArrays* find(const GroupResults& group, const std::string& name) {
  for (const MeasureArrays& m : group.measures) {
    if (m.measure->name == name) return &m;
  }
  return nullptr;
}

inline std::string check(const std::string& claim) {
  return "check.c = { estimate = \"rate\", " + claim + " }\n";
}

}  // namespace plim::test::rate_study
