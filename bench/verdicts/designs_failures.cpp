// Estimates that do not exist on many samples: what is claimed is of those that do.
#include <fmt/format.h>

#include "design.hpp"

namespace plim::verdicts {
namespace {

std::string up_to(double x, double margin) {
  return fmt::format("equals = {}, margin = {{ absolute = {} }}", number(x), margin);
}

/// Maximum likelihood of the exponent: samples of ones alone have no maximum. At n = 3 these are 43 of 100.
Design zipf() {
  Design d{"zipf(2.5) of 10, mle of s",
           "verdict = { max_failures = 1.0 }\n"
           "population.z = { law = \"zipf\", s = 2.5, N = 10 }\n"
           "sample.x = { from = \"z\", n = { grid = [3, 10] }, path = \"independent\" }\n"
           "model.m = { likelihood = \"zipf\" }\n"
           "estimate.s = { of = \"s\", on = \"x\", model = \"m\", with = \"mle\", interval = { level = 0.95 "
           "} }\n"};
  struct Truth {
    std::int64_t n;
    double bias, sd, rmse;
  };
  // Of bench/verdicts/exact_truths.py, over the samples that have an estimate.
  for (const Truth& t : {Truth{3, -0.4846510277, 0.5589651728, 0.7398166551},
                         Truth{10, 0.1121741049, 0.6529029563, 0.6624690937}}) {
    const std::string at = fmt::format(", n = {}", t.n);
    const auto check = [&t](const std::string& measure, const std::string& rest) {
      return check_at(t.n, "s", "", measure, rest);
    };
    d.holds("bias equals its value up to 0.1" + at, check("bias", up_to(t.bias, 0.1)), Wrong::shift);
    d.holds("mean equals its value up to 0.1" + at, check("mean", up_to(2.5 + t.bias, 0.1)), Wrong::shift);
    d.holds("empirical_se equals its value" + at, check("empirical_se", "equals = " + number(t.sd)),
            Wrong::scale);
    d.holds("rmse equals its value" + at, check("rmse", "equals = " + number(t.rmse)), Wrong::scale);
    d.fails("bias at_least its value + 0.05" + at, check("bias", "at_least = " + number(t.bias + 0.05)));
    d.fails("bias at_most its value - 0.05" + at, check("bias", "at_most = " + number(t.bias - 0.05)));
    d.fails("rmse at_most 0.9 of its value" + at, check("rmse", "at_most = " + number(0.9 * t.rmse)));
  }
  d.holds("bias at_most 0, n = 3", check_at(3, "s", "", "bias", "at_most = 0"));
  d.holds("mean at_most 2.5, n = 3", check_at(3, "s", "", "mean", "at_most = 2.5"));
  d.fails("bias at_least 0, n = 3", check_at(3, "s", "", "bias", "at_least = 0"));
  d.fails("mean at_least 2.5, n = 3", check_at(3, "s", "", "mean", "at_least = 2.5"));
  // At most the share that has an estimate, 0.5671.
  d.holds("coverage_with_failures at_most 0.6, n = 3",
          check_at(3, "s", "", "coverage_with_failures", "at_most = 0.6"));
  d.fails("coverage_with_failures at_least 0.9, n = 3",
          check_at(3, "s", "", "coverage_with_failures", "at_least = 0.9"));
  return d;
}

/// A posterior mean that is told of 3 classes where there are 6: 56 of 100 samples show more.
Design told_too_few() {
  Design d{"dirichlet_mean_jeffreys, K = 3 of 6 classes, n = 5",
           "verdict = { max_failures = 1.0 }\n"
           "population.p = { law = \"categorical.uniform\", K = 6 }\n"
           "sample.x = { from = \"p\", n = 5 }\n"
           "estimate.H = { of = \"entropy\", on = \"x\", with = { use = \"dirichlet_mean_jeffreys\", K = 3 } "
           "}\n"};
  const double bias = -0.9040533482, sd = 0.07027484706;  // of bench/verdicts/exact_truths.py
  const auto check = [](const std::string& measure, const std::string& rest) {
    return check_of("H", "", measure, rest);
  };
  d.holds("bias equals its value up to 0.02", check("bias", up_to(bias, 0.02)), Wrong::shift);
  d.holds("empirical_se equals its value", check("empirical_se", "equals = " + number(sd)), Wrong::scale);
  d.fails("bias at_least its value + 0.02", check("bias", "at_least = " + number(bias + 0.02)));
  d.fails("bias at_most its value - 0.02", check("bias", "at_most = " + number(bias - 0.02)));
  return d;
}

/// The share of A in what is in B, which few samples or hardly any have.
Design conditional(double p_b, double sd) {
  Design d{"frequency of A given B, P(B) = " + number(p_b) + ", n = 10",
           fmt::format(
               "verdict = {{ max_failures = 1.0 }}\n"
               "population.p = {{ law = \"joint\", names = [\"A\", \"B\"], levels = [[\"n\", \"y\"], [\"n\", "
               "\"y\"]], table = [[{}, {}], [{}, {}]] }}\n"
               "sample.x = {{ from = \"p\", n = 10 }}\n"
               "estimate.r = {{ of = {{ probability = {{ A = \"y\" }}, given = {{ B = \"y\" }} }}, on = "
               "\"x\", with = \"frequency\" }}\n",
               number((1 - p_b) / 2), number(0.6 * p_b), number((1 - p_b) / 2), number(0.4 * p_b))};
  const auto check = [](const std::string& measure, const std::string& rest) {
    return check_of("r", "", measure, rest);
  };
  d.holds("bias equals 0 up to 0.1", check("bias", up_to(0, 0.1)), Wrong::shift);
  d.holds("mean at_least 0.3", check("mean", "at_least = 0.3"));
  d.holds("empirical_se equals its value", check("empirical_se", "equals = " + number(sd)), Wrong::scale);
  d.fails("mean at_least 0.5", check("mean", "at_least = 0.5"));
  d.fails("mean at_most 0.3", check("mean", "at_most = 0.3"));
  d.fails("empirical_se at_most 0.9 of its value", check("empirical_se", "at_most = " + number(0.9 * sd)));
  return d;
}

/// The second law lacks a class: one sample in four has an infinite divergence, and so has the mean.
Design infinite() {
  Design d{"kl to a law that lacks a class",
           "population.p = { law = \"categorical\", p = [0.6, 0.35, 0.05] }\n"
           "population.q = { law = \"categorical\", p = [0.5, 0.5, 0.0] }\n"
           "sample.x = { from = \"p\", n = { grid = [5, 20] }, path = \"independent\" }\n"
           "estimate.D = { of = { kl = \"q\" }, on = \"x\", with = \"ml\" }\n"};
  for (const std::int64_t n : {5, 20})
    d.fails(fmt::format("mean at_most 1, n = {}", n), check_at(n, "D", "", "mean", "at_most = 1"));
  return d;
}

}  // namespace

std::vector<Design> failure_designs() {
  // Standard deviations of bench/verdicts/exact_truths.py.
  return {zipf(), told_too_few(), conditional(0.05, 0.4615624295), conditional(0.002, 0.4887943198),
          infinite()};
}

}  // namespace plim::verdicts
