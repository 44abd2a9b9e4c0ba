#include "fixtures.hpp"
#include "plim/numeric/special.hpp"
#include "plim/study/standard_catalogue.hpp"

// Tables of exact bias, variance and coverage (mle.json, bayes.json) against studies that run through the
// whole engine. Every comparison is a normal deviate; all of them together raise a false alarm with
// probability 1e-6.
namespace plim::inference_test {
namespace {

constexpr double family_level = 1e-6;
constexpr std::int64_t comparisons = 250;  // more than all tests here make

double limit() { return special::simultaneous_z(comparisons, family_level); }

std::string digits(double x) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", x);
  return text;
}

/// One study of one size: what is sampled, how, and what is estimated of it.
struct Study {
  std::string law, model, of, with, method;
  std::string route = "short";
  std::uint64_t replicates = 20000;
};

/// The accumulators of its series; `truths` stand for the population's own, so that a mutant can pretend.
Record simulated(const Study& s, const nlohmann::json& row, const std::vector<double>& truths,
                 const Catalogue& catalogue = standard_catalogue()) {
  const std::string sample = "n = " + std::to_string(row["n"].get<int>()) + "\nroute = \"" + s.route + "\"\n";
  const std::string estimates = "[model.m]\nlikelihood = " + s.model + "\n[estimate.e]\nof = \"" + s.of +
                                "\"\non = \"x\"\nmodel = \"m\"\nwith = [\"" + s.with +
                                "\"]\ninterval = { level = 0.95, method = \"" + s.method + "\" }\n";
  test::Planned plan =
      test::plan_of(test::study_text("law = " + s.law, sample, estimates, s.replicates, 20261125), catalogue);
  for (std::size_t i = 0; i < truths.size(); ++i) plan.scenarios[0].series[i].truth = truths[i];
  return test::run_first(plan);
}

double count_of(const Moments& m) { return static_cast<double>(m.count); }

/// Deviate of the mean error from its exact value.
double bias_z(const SeriesStats& s, double exact, double exact_variance) {
  return (s.error.mean - exact) / std::sqrt(exact_variance / count_of(s.error));
}

/// Deviate of the errors' variance, its own spread by the fourth moment.
double variance_z(const SeriesStats& s, double exact) {
  const double n = count_of(s.error), v = s.error.m2 / n;
  return (v - exact) / std::sqrt((s.error.m4 / n - v * v) / n);
}

double coverage_z(const SeriesStats& s, double exact) {
  const double n = count_of(s.width), covered = static_cast<double>(s.covered) / n;
  return (covered - exact) / std::sqrt(exact * (1 - exact) / n);
}

const nlohmann::json& table(const std::string& file, const std::string& name) {
  static const nlohmann::json mle = test::read_json("mle.json"), bayes = test::read_json("bayes.json");
  return (file == "mle" ? mle : bayes)["monte_carlo"][name]["rows"];
}

void expect_small(double z, const std::string& name, const nlohmann::json& row, const char* what) {
  EXPECT_LT(std::fabs(z), limit()) << name << " " << what << " " << row.dump();
}

Record exponential(const nlohmann::json& row, double lambda, double truth, const std::string& route) {
  return simulated(
      {"\"exponential\"\nlambda = " + digits(lambda), "\"exponential\"", "lambda", "mle", "wald", route}, row,
      {truth});
}

TEST(MonteCarlo, ExponentialRateBySumAndByDraws) {
  constexpr double lambda = 1.5;
  for (const nlohmann::json& row : table("mle", "exponential_exact")) {
    for (const std::string route : {"short", "draw"}) {
      if (route == "draw" && row["n"] > 100) continue;
      const Record r = exponential(row, lambda, lambda, route);
      const double variance = lambda * lambda * row["var_over_rate2"].get<double>();
      expect_small(bias_z(r[0], lambda * row["bias_over_rate"].get<double>(), variance), route, row, "bias");
      expect_small(coverage_z(r[0], row["wald_coverage"]), route, row, "coverage");
      if (row["n"] < 30) continue;  // the spread of a variance needs eight moments
      expect_small(variance_z(r[0], variance), route, row, "variance");
    }
  }
}

TEST(MonteCarlo, AMutantRateIsCaught) {
  const nlohmann::json row = table("mle", "exponential_exact").back();
  const Record r = exponential(row, 1.5 * 1.01, 1.5, "short");
  const double variance = 1.5 * 1.5 * row["var_over_rate2"].get<double>();
  EXPECT_GT(bias_z(r[0], 1.5 * row["bias_over_rate"].get<double>(), variance), limit());
}

/// By how much a mutant moves the mean of an estimate: twice what the band allows.
double seen_shift(double variance, const Study& s = {}) {
  return 2 * limit() * std::sqrt(variance / static_cast<double>(s.replicates));
}

TEST(MonteCarlo, GeometricProbability) {
  for (const nlohmann::json& row : table("mle", "geometric_mle_exact")) {
    const double p = row["p"], variance = row["variance"];
    const auto sampled = [&](double from) {
      return simulated({"\"geometric\"\np = " + digits(from), "\"geometric\"", "p", "mle", "wald"}, row, {p});
    };
    const Record r = sampled(p);
    expect_small(bias_z(r[0], row["bias"], variance), "geometric", row, "bias");
    expect_small(variance_z(r[0], variance), "geometric", row, "variance");
    EXPECT_GT(bias_z(sampled(p + seen_shift(variance))[0], row["bias"], variance), limit()) << row.dump();
  }
}

TEST(MonteCarlo, GammaShapeAndScale) {
  constexpr double scale = 2;
  for (const nlohmann::json& row : table("mle", "gamma_mle_exact")) {
    const double shape = row["shape"];
    const Record r = simulated({"\"gamma\"\nshape = " + digits(shape) + "\nscale = 2", "\"gamma\"",
                                "parameters", "mle", "wald", "draw", 10000},
                               row, {shape, scale});
    expect_small(bias_z(r[0], row["shape_bias"], row["shape_variance"]), "gamma shape", row, "bias");
    expect_small(bias_z(r[1], scale * row["scale_bias_over_scale"].get<double>(),
                        scale * scale * row["scale_variance_over_scale2"].get<double>()),
                 "gamma scale", row, "bias");
    if (row["n"] < 20) continue;
    expect_small(variance_z(r[0], row["shape_variance"]), "gamma shape", row, "variance");
    expect_small(variance_z(r[1], scale * scale * row["scale_variance_over_scale2"].get<double>()),
                 "gamma scale", row, "variance");
  }
}

/// Gamma draws that keep only proposals inside the squeeze of Marsaglia and Tsang: what is left when a fill
/// puts the others last and cuts them off.
struct SqueezedGamma {
  using value_type = double;
  static constexpr std::string_view name = "squeezed_gamma";
  static std::vector<Parameter> parameters() { return {{"shape", Domain::positive, "shape"}}; }
  static Outcome<SqueezedGamma> make(const Arguments& a) { return SqueezedGamma{a.real("shape")}; }
  double sample(Variate& v) const {
    const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
    for (;;) {
      const double x = v.normal(), t = 1 + c * x;
      if (t > 0 && v.open() < 1 - 0.0331 * x * x * x * x) return d * t * t * t;
    }
  }
  double log_density(double) const { return 0; }
  double shape;
  bool operator==(const SqueezedGamma&) const = default;
};

/// Coverage of the Wald intervals of shape 2.5 and rate at n = 100: 0.95201 and 0.95171, by 300 000
/// replicates of numpy 1.24 (PCG64, seed 20261125; standard error 0.0004). Deviates allow for that error.
double worst_coverage_z(const std::string& law, const Catalogue& catalogue) {
  constexpr double expected[] = {0.9520066667, 0.95171};
  constexpr double expected_se = 0.00039;
  double worst = 0;
  for (const std::size_t i : {0, 1}) {
    const std::string of = i == 0 ? "shape" : "scale";
    const Record r = simulated({law, "\"gamma\"", i == 0 ? "shape" : "rate", "mle", "wald", "draw", 10000},
                               {{"n", 100}}, {i == 0 ? 2.5 : 1.0}, catalogue);
    const double n = count_of(r[0].width), c = static_cast<double>(r[0].covered) / n;
    const double se = std::hypot(std::sqrt(expected[i] * (1 - expected[i]) / n), expected_se);
    worst = std::max(worst, std::fabs(c - expected[i]) / se);
  }
  return worst;
}

TEST(MonteCarlo, CoverageSeesGammaDrawsThatWereCutOff) {
  Catalogue catalogue = standard_catalogue();
  catalogue.add_family<SqueezedGamma>();
  EXPECT_LT(worst_coverage_z("\"gamma\"\nshape = 2.5\nscale = 1", catalogue), limit());
  EXPECT_GT(worst_coverage_z("\"squeezed_gamma\"\nshape = 2.5", catalogue), limit());
}

TEST(MonteCarlo, NormalParameters) {
  for (const nlohmann::json& row : table("mle", "normal_exact")) {
    const auto of = [&row](const std::string& estimand, double truth) {
      return simulated({"\"normal\"\nmean = 1\nsd = 2", "\"normal\"", estimand, "mle", "wald"}, row,
                       {truth})[0];
    };
    const SeriesStats mean = of("mean", 1), sd = of("sd", 2), variance = of("variance", 4);
    expect_small(coverage_z(mean, row["mean_wald_with_mle_sd"]), "normal mean", row, "coverage");
    expect_small(coverage_z(sd, row["sd_wald_mle"]), "normal sd", row, "coverage");
    expect_small(coverage_z(variance, row["variance_wald_mle"]), "normal variance", row, "coverage");
    expect_small(bias_z(sd, 2 * row["bias_sd_mle_over_sigma"].get<double>(),
                        4 * row["var_sd_mle_over_sigma2"].get<double>()),
                 "normal sd", row, "bias");
    expect_small(bias_z(variance, 4 * row["bias_variance_mle_over_sigma2"].get<double>(),
                        16 * row["var_variance_mle_over_sigma4"].get<double>()),
                 "normal variance", row, "bias");
  }
}

/// Student's interval is exact at every n (Student 1908); Wald's is seen to be another one at each of these.
TEST(MonteCarlo, StudentsIntervalOfANormalMeanIsExact) {
  for (const int n : {2, 3, 10}) {
    const nlohmann::json row = {{"n", n}};
    const auto by = [&row](const std::string& method) {
      return simulated({"\"normal\"\nmean = 1\nsd = 2", "\"normal\"", "mean", "mle", method}, row, {1})[0];
    };
    expect_small(coverage_z(by("t"), 0.95), "normal mean", row, "coverage");
    EXPECT_LT(coverage_z(by("wald"), 0.95), -limit()) << n;
  }
}

TEST(MonteCarlo, MutantsOfTheNormalTableAreCaught) {
  for (const nlohmann::json& row : table("mle", "normal_exact")) {
    const auto of = [&row](const std::string& estimand, double mean, double sd) {
      return simulated({"\"normal\"\nmean = " + digits(mean) + "\nsd = " + digits(sd), "\"normal\"", estimand,
                        "mle", "wald"},
                       row, {estimand == "mean" ? 0.0 : 2.0})[0];
    };
    // The mean off by a standard error of one sample: its intervals miss it more often.
    const double se = 2 / std::sqrt(row["n"].get<double>());
    EXPECT_LT(coverage_z(of("mean", se, 2), row["mean_wald_with_mle_sd"]), -limit()) << row.dump();
    const double variance = 4 * row["var_sd_mle_over_sigma2"].get<double>();
    const double share = 1 + row["bias_sd_mle_over_sigma"].get<double>();  // E of the MLE over sd
    const double bias = 2 * row["bias_sd_mle_over_sigma"].get<double>();
    EXPECT_GT(bias_z(of("sd", 0, 2 + seen_shift(variance) / share), bias, variance), limit()) << row.dump();
  }
}

TEST(MonteCarlo, IntervalsOfABinomialProbability) {
  for (const nlohmann::json& row : table("mle", "binomial_interval_coverage")) {
    const double p = row["p"];
    const auto z_of = [&](double sampled) {
      return coverage_z(simulated({"\"bernoulli\"\np = " + digits(sampled), "\"bernoulli\"", "p", "mle",
                                   row["method"].get<std::string>()},
                                  row, {p})[0],
                        row["coverage"]);
    };
    expect_small(z_of(p), "binomial", row, "coverage");
  }
  // p moved by a standard error of one sample of 100: intervals of every method miss it more often.
  const nlohmann::json row = {{"n", 100}};
  for (const std::string method : {"wald", "wilson", "clopper_pearson"}) {
    const Record r = simulated({"\"bernoulli\"\np = 0.35", "\"bernoulli\"", "p", "mle", method}, row, {0.3});
    EXPECT_LT(coverage_z(r[0], 0.94), -limit()) << method;
  }
}

TEST(MonteCarlo, BetaPosteriorOfABernoulli) {
  for (const nlohmann::json& row : table("bayes", "beta_bernoulli_frequentist")) {
    const double p = row["p"], bias = row["posterior_mean_bias"], mse = row["posterior_mean_mse"];
    const std::string model =
        "\"bernoulli\"\nprior.p = { law = \"beta\", alpha = " + digits(row["prior_alpha"]) +
        ", beta = " + digits(row["prior_beta"]) + " }";
    const auto sampled = [&](double from) {
      return simulated({"\"bernoulli\"\np = " + digits(from), model, "p", "posterior_mean", "equal_tailed"},
                       row, {p});
    };
    const Record r = sampled(p);
    const double n = row["n"], all = n + row["prior_alpha"].get<double>() + row["prior_beta"].get<double>();
    const Record mutant = sampled(p + seen_shift(mse - bias * bias) * all / n);
    EXPECT_GT(bias_z(mutant[0], bias, mse - bias * bias), limit()) << "mutant " << row.dump();
    expect_small(bias_z(r[0], bias, mse - bias * bias), "beta", row, "bias");
    expect_small(variance_z(r[0], mse - bias * bias), "beta", row, "variance");
    expect_small(coverage_z(r[0], row["credible95_coverage"]), "beta", row, "coverage");
  }
}

TEST(MonteCarlo, NormalPosteriorWithKnownSd) {
  for (const nlohmann::json& row : table("bayes", "normal_known_sd_frequentist")) {
    const double mean = row["true_mean"], bias = row["posterior_mean_bias"];
    const std::string model = "\"normal\"\nprior.sd = { law = \"point\", value = " + digits(row["sd"]) +
                              " }\nprior.mean = { law = \"normal\", mean = " + digits(row["prior_mean"]) +
                              ", sd = " + digits(row["prior_sd"]) + " }";
    const auto sampled = [&](double from) {
      return simulated({"\"normal\"\nmean = " + digits(from) + "\nsd = " + digits(row["sd"]), model, "mean",
                        "posterior_mean", "equal_tailed"},
                       row, {mean});
    };
    const Record r = sampled(mean);
    const double variance = row["posterior_mean_variance"], sd = row["sd"], prior_sd = row["prior_sd"];
    const double weight = 1 / (1 + sd * sd / (prior_sd * prior_sd * row["n"].get<double>()));
    const Record mutant = sampled(mean + seen_shift(variance) / weight);
    EXPECT_GT(bias_z(mutant[0], bias, variance), limit()) << "mutant " << row.dump();
    expect_small(bias_z(r[0], bias, variance), "known sd", row, "bias");
    expect_small(variance_z(r[0], row["posterior_mean_variance"]), "known sd", row, "variance");
    expect_small(coverage_z(r[0], row["credible95_frequentist_coverage"]), "known sd", row, "coverage");
  }
}

}  // namespace
}  // namespace plim::inference_test
