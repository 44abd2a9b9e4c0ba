// Spreads that no theory predicts well enough, against exact sums; and two estimators against each other.
#include <utility>

#include <fmt/format.h>

#include "design.hpp"

namespace plim::verdicts {
namespace {

struct Truth {
  double bias, sd, rmse;
};

/// Adds the claims of one series of estimate `e`.
void add_claims(Design& d, const std::string& series, const Truth& t) {
  const std::string by = series.empty() ? "" : ", " + series;
  const auto check = [&series](const std::string& measure, const std::string& rest) {
    return check_of("e", series, measure, rest);
  };
  d.holds("bias equals its value" + by, check("bias", "equals = " + number(t.bias)), Wrong::shift);
  for (const bool se : {true, false}) {
    const std::string name = se ? "empirical_se" : "rmse";
    const double value = se ? t.sd : t.rmse;
    d.holds(name + " equals its value" + by, check(name, "equals = " + number(value)), Wrong::scale);
    d.holds(name + " equals its value up to 1 %" + by,
            check(name, fmt::format("equals = {}, margin = {{ relative = 0.01 }}", number(value))));
    d.fails(name + " at_most 0.9 of its value" + by, check(name, "at_most = " + number(0.9 * value)));
    d.fails(name + " at_least 1.1 of its value" + by, check(name, "at_least = " + number(1.1 * value)));
    d.fails(name + " at_most 0.99 of its value" + by, check(name, "at_most = " + number(0.99 * value)));
  }
}

Design likelihood(const std::string& name, const std::string& law, const std::string& of, std::int64_t n,
                  const Truth& truth) {
  Design d{name,
           fmt::format("population.p = {{ law = \"{0}\", {1} }}\nsample.x = {{ from = \"p\", n = {2} }}\n"
                       "model.m = {{ likelihood = \"{0}\" }}\n"
                       "estimate.e = {{ of = \"{3}\", on = \"x\", model = \"m\", with = \"mle\" }}\n",
                       law.substr(0, law.find(' ')), law.substr(law.find(' ') + 1), n, of)};
  add_claims(d, "", truth);
  return d;
}

Design information() {
  Design d{"mutual_information, n = 30",
           "population.p = { law = \"joint\", names = [\"A\", \"B\"], levels = [[\"n\", \"y\"], [\"n\", "
           "\"y\"]], table = [[0.4, 0.1], [0.1, 0.4]] }\n"
           "sample.x = { from = \"p\", n = 30 }\n"
           "estimate.e = { of = { mutual_information = [\"A\", \"B\"] }, on = \"x\", with = \"ml\" }\n"};
  add_claims(d, "", {0.0195404206, 0.1082178415, 0.1099678556});
  return d;
}

/// Two entropy estimators by themselves and against each other.
Design entropies() {
  Design d{"entropy, p = .4 .3 .2 .1, n = 20",
           "population.p = { law = \"categorical\", p = [0.4, 0.3, 0.2, 0.1] }\n"
           "sample.x = { from = \"p\", n = 20 }\n"
           "estimate.e = { of = \"entropy\", on = \"x\", with = [\"dirichlet_mean_jeffreys\", "
           "\"chao_shen\"] }\n"};
  const Truth dirichlet = {-0.1064986073, 0.08776834391, 0.1380044765},
              chao_shen = {-0.03144146243, 0.1085380332, 0.1130003107};
  add_claims(d, "dirichlet_mean_jeffreys", dirichlet);
  add_claims(d, "chao_shen", chao_shen);
  const auto below = [&d](const std::string& measure, bool dirichlet_is_less, double gap) {
    const std::string less = dirichlet_is_less ? "dirichlet_mean_jeffreys" : "chao_shen",
                      more = dirichlet_is_less ? "chao_shen" : "dirichlet_mean_jeffreys";
    const auto check = [&](double margin) {
      return check_of("e", more, measure,
                      fmt::format("below = \"{}\", margin = {{ absolute = {} }}", less, number(margin)));
    };
    d.holds(measure + " below the other", check_of("e", less, measure, "below = \"" + more + "\""));
    d.holds(measure + " above the other by 2 % less than claimed", check(1.02 * gap));
    d.fails(measure + " above the other by 2 % more than claimed", check(0.98 * gap));
    d.fails(measure + " above the other by 25 % more than claimed", check(0.75 * gap));
  };
  below("rmse", false, dirichlet.rmse - chao_shen.rmse);
  below("empirical_se", true, chao_shen.sd - dirichlet.sd);
  below("bias", false, chao_shen.bias - dirichlet.bias);
  return d;
}

}  // namespace

std::vector<Design> spread_designs() {
  // Truths of bench/verdicts/exact_truths.py; those of the gamma law have a standard error of 0.0005.
  Design zipf = likelihood("zipf(1) of 5, mle of s, n = 20", "zipf s = 1.0, N = 5", "s", 20,
                           {0.01434984931, 0.3922452724, 0.3925076711});
  zipf.claims.front().open = "the controlled error is too skewed for Student's t";
  return {likelihood("gamma(2.5), mle of the shape, n = 30", "gamma shape = 2.5, scale = 1.0", "shape", 30,
                     {0.2547537525, 0.7366272867, 0.7794352019}),
          std::move(zipf), information(), entropies()};
}

}  // namespace plim::verdicts
