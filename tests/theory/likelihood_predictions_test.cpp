#include "engine/fixtures.hpp"

// Predictions of maximum likelihood and of posterior means against the tables of mle.json and bayes.json.
namespace plim::likelihood_predictions_test {
namespace {

std::string digits(double x) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", x);
  return text;
}

/// The predictions of the first size, by series.
std::vector<SeriesPrediction> predicted(const std::string& law, const nlohmann::json& n,
                                        const std::string& model, const std::string& of,
                                        const std::string& with) {
  const test::Planned plan =
      test::plan_of(test::study_text("law = " + law, "n = " + std::to_string(n.get<int>()),
                                     "[model.m]\nlikelihood = " + model + "\n[estimate.e]\nof = \"" + of +
                                         "\"\non = \"x\"\nmodel = \"m\"\nwith = [\"" + with + "\"]\n",
                                     1));
  return test::predictions_of(plan)[0];
}

nlohmann::json rows(const std::string& file, const std::string& table) {
  return test::read_json(file + ".json")["monte_carlo"][table]["rows"];
}

void expect_moments(const SeriesPrediction& p, double bias, double variance, const std::string& what) {
  EXPECT_EQ(p.bias.kind, PredictionKind::exact) << what;
  EXPECT_NEAR(p.bias.value, bias, 1e-11 * std::fabs(bias) + 1e-14) << what;
  EXPECT_NEAR(p.empirical_se.value, std::sqrt(variance), 1e-10 * std::sqrt(variance)) << what;
}

TEST(LikelihoodPredictions, ExactTables) {
  for (const nlohmann::json& row : rows("mle", "geometric_mle_exact")) {
    const auto p = predicted("\"geometric\"\np = " + digits(row["p"]), row["n"], "\"geometric\"", "p", "mle");
    expect_moments(p[0], row["bias"], row["variance"], "geometric " + row.dump());
  }
  for (const nlohmann::json& row : rows("mle", "exponential_exact")) {
    const auto p = predicted("\"exponential\"\nlambda = 2", row["n"], "\"exponential\"", "lambda", "mle");
    expect_moments(p[0], 2 * row["bias_over_rate"].get<double>(), 4 * row["var_over_rate2"].get<double>(),
                   "exponential " + row.dump());
  }
  for (const nlohmann::json& row : rows("mle", "normal_exact")) {
    const auto p = predicted("\"normal\"\nmean = 1\nsd = 2", row["n"], "\"normal\"", "parameters", "mle");
    expect_moments(p[0], 0, 4 / row["n"].get<double>(), "normal mean");
    expect_moments(p[1], 2 * row["bias_sd_mle_over_sigma"].get<double>(),
                   4 * row["var_sd_mle_over_sigma2"].get<double>(), "normal sd " + row.dump());
  }
}

TEST(LikelihoodPredictions, LeadingTermsOfTheGamma) {
  for (const nlohmann::json& row : rows("mle", "gamma_mle_exact")) {
    const double shape = row["shape"];
    const auto p = predicted("\"gamma\"\nshape = " + digits(shape) + "\nscale = 3", row["n"], "\"gamma\"",
                             "parameters", "mle");
    const double first = row["first_order_shape_bias"];
    EXPECT_EQ(p[0].bias.kind, PredictionKind::leading);
    EXPECT_NEAR(p[0].bias.value, first, 1e-9 * first) << row.dump();
    EXPECT_NEAR(p[0].empirical_se.value, std::sqrt(row["shape_crlb"].get<double>()), 1e-9) << row.dump();
    EXPECT_NEAR(p[1].empirical_se.value, 3 * std::sqrt(row["scale_crlb_over_scale2"].get<double>()), 1e-9)
        << row.dump();
    // The next order is a few times 1/n of the leading term.
    const double scale_bias = 3 * row["scale_bias_over_scale"].get<double>();
    EXPECT_NEAR(p[1].bias.value / scale_bias, 1, 6 / row["n"].get<double>()) << row.dump();
  }
}

// By integrals over the joint density n (n - 1) (y - x)^(n - 2) of both extremes in exact fractions (n = 5,
// width 4), and the variance p (1 - p)/(n N) of a share.
TEST(LikelihoodPredictions, ExactMomentsOfUniformEndsAndBinomialShares) {
  const std::string law = "\"uniform\"\nlower = -1\nupper = 3";
  const auto ends = predicted(law, 5, "\"uniform\"", "parameters", "mle");
  expect_moments(ends[0], 2.0 / 3, 20.0 / 63, "lower");
  expect_moments(ends[1], -2.0 / 3, 20.0 / 63, "upper");
  EXPECT_NEAR(ends[0].shape.skewness, 1.1832159566199232, 1e-13);  // beta(1, 5)
  EXPECT_NEAR(ends[1].shape.skewness, -1.1832159566199232, 1e-13);
  EXPECT_NEAR(ends[1].shape.excess, 1.2, 1e-12);
  expect_moments(predicted(law, 5, "\"uniform\"", "mean", "mle")[0], 0, 4.0 / 21, "midrange");
  expect_moments(predicted(law, 5, "\"uniform\"", "sd", "mle")[0], -std::sqrt(4.0 / 3) / 3, 8.0 / 189, "sd");
  expect_moments(predicted(law, 5, "\"uniform\"", "variance", "mle")[0], -44.0 / 63, 40.0 / 441, "variance");
  const std::string known = "\"uniform\"\nprior.lower = { law = \"point\", value = -1 }";
  expect_moments(predicted(law, 1, known, "upper", "mle")[0], -2, 4.0 / 3, "known lower end");
  const auto share = [](const std::string& trials) {
    return predicted("\"binomial\"\ntrials = 10\np = 0.3", 7,
                     "\"binomial\"\nprior.trials = { law = \"point\", value = " + trials + " }", "p",
                     "mle")[0];
  };
  expect_moments(share("10"), 0, 0.003, "share");
  EXPECT_EQ(share("12").bias.kind, PredictionKind::none);
}

TEST(LikelihoodPredictions, NoneForAWrongModel) {
  const auto wrong = predicted("\"gamma\"\nshape = 2\nscale = 3", 10, "\"exponential\"", "lambda", "mle");
  EXPECT_EQ(wrong[0].bias.kind, PredictionKind::none);
}

/// A gamma law of shape 2 and scale 3 under a model that knows the shape.
test::Planned plan_of_known_shape(double known, const std::string& of, const std::string& with) {
  return test::plan_of(test::study_text(
      "law = \"gamma\"\nshape = 2\nscale = 3", "n = 50",
      "[model.m]\nlikelihood = \"gamma\"\nprior.shape = { law = \"point\", value = " + digits(known) +
          " }\n[estimate.e]\nof = \"" + of + "\"\non = \"x\"\nmodel = \"m\"\nwith = [\"" + with + "\"]\n",
      1));
}

// The maximum is then mean/shape: information shape/scale^2, and no bias of the formula for two parameters.
TEST(LikelihoodPredictions, OfAKnownParameterOnlyWhereItIsTheTrueOne) {
  const test::Planned right = plan_of_known_shape(2, "scale", "mle"),
                      wrong = plan_of_known_shape(5, "scale", "mle");
  const SeriesPrediction p = test::predictions_of(right)[0][0];
  EXPECT_EQ(p.bias.kind, PredictionKind::none);
  EXPECT_NEAR(p.empirical_se.value, 0.3, 1e-12);
  EXPECT_EQ(test::predictions_of(wrong)[0][0].empirical_se.kind, PredictionKind::none);
  // Nor has the score a mean of 0 under a law that the model excludes.
  EXPECT_TRUE(right.scenarios[0].series[0].control.has_value());
  EXPECT_FALSE(wrong.scenarios[0].series[0].control.has_value());
}

TEST(PosteriorPredictions, ExactTables) {
  for (const nlohmann::json& row : rows("bayes", "beta_bernoulli_frequentist")) {
    const double bias = row["posterior_mean_bias"], mse = row["posterior_mean_mse"];
    const auto p =
        predicted("\"bernoulli\"\np = " + digits(row["p"]), row["n"],
                  "\"bernoulli\"\nprior.p = { law = \"beta\", alpha = " + digits(row["prior_alpha"]) +
                      ", beta = " + digits(row["prior_beta"]) + " }",
                  "p", "posterior_mean");
    expect_moments(p[0], bias, mse - bias * bias, "beta " + row.dump());
  }
  for (const nlohmann::json& row : rows("bayes", "normal_known_sd_frequentist")) {
    const auto p =
        predicted("\"normal\"\nmean = " + digits(row["true_mean"]) + "\nsd = " + digits(row["sd"]), row["n"],
                  "\"normal\"\nprior.sd = { law = \"point\", value = " + digits(row["sd"]) +
                      " }\nprior.mean = { law = \"normal\", mean = " + digits(row["prior_mean"]) +
                      ", sd = " + digits(row["prior_sd"]) + " }",
                  "mean", "posterior_mean");
    expect_moments(p[0], row["posterior_mean_bias"], row["posterior_mean_variance"],
                   "known sd " + row.dump());
  }
}

/// Mean and sd of every score and of the two posterior means of a normal law, simulated, in standard errors.
TEST(LikelihoodPredictions, SimulatedScoresAndPosteriors) {
  const std::string joint =
      "\"normal\"\nprior = { law = \"normal_inverse_gamma\", mu = 0, kappa = 2, shape = 3, scale = 2 }";
  struct Case {
    std::string law, model, of, with;
  };
  const Case cases[] = {{"\"gamma\"\nshape = 2\nscale = 3", "\"gamma\"", "score", "score"},
                        {"\"exponential\"\nlambda = 2", "\"exponential\"", "score", "score"},
                        {"\"poisson\"\nmean = 2", "\"poisson\"", "score", "score"},
                        {"\"geometric\"\np = 0.2", "\"geometric\"", "score", "score"},
                        {"\"zipf\"\ns = 1.1\nN = 50", "\"zipf\"", "score", "score"},
                        {"\"normal\"\nmean = 1\nsd = 2", "\"normal\"", "score", "score"},
                        {"\"bernoulli\"\np = 0.2", "\"bernoulli\"", "score", "score"},
                        {"\"normal\"\nmean = 1\nsd = 2", joint, "parameters", "posterior_mean"}};
  for (const Case& c : cases) {
    const test::Planned plan = test::plan_of(
        test::study_text("law = " + c.law, "n = 40",
                         "[model.m]\nlikelihood = " + c.model + "\n[estimate.e]\nof = \"" + c.of +
                             "\"\non = \"x\"\nmodel = \"m\"\nwith = [\"" + c.with + "\"]\n",
                         20000, 5));
    const Record record = test::run_first(plan);
    const PredictionTable table = test::predictions_of(plan);
    for (std::size_t s = 0; s < record.size(); ++s) {
      const SeriesPrediction& p = table[0][s];
      const Moments& m = record[s].error;
      const double n = static_cast<double>(m.count), v = m.m2 / n, sd = p.empirical_se.value;
      const std::string what = c.law + " " + plan.scenarios[0].series[s].names->label;
      EXPECT_LT(std::fabs(m.mean - p.bias.value) / (sd / std::sqrt(n)), test::z_limit) << what;
      EXPECT_LT(std::fabs(v - sd * sd) / std::sqrt((m.m4 / n - v * v) / n), test::z_limit) << what;
    }
  }
}

}  // namespace
}  // namespace plim::likelihood_predictions_test
