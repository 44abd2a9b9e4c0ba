#include "plim/estimators/bayes/dirichlet.hpp"
#include "plim/estimators/model/in_sample.hpp"
#include "plim/views/count_features.hpp"
#include "support.hpp"

namespace plim {
namespace {

Counts counts_of(const std::vector<std::int64_t>& c) {
  std::int64_t n = 0;
  for (const std::int64_t x : c) n += x;
  return {n, c.size(), 1, c.data()};
}

TEST(InSample, WithoutSmoothingItIsThePlugInEntropy) {
  Knowns knowns;
  knowns.smoothing_options.set("a", 1e-12);
  const Outcome<InSampleCrossEntropy> e = InSampleCrossEntropy::bind(knowns, {});
  const std::vector<std::int64_t> c = {5, 3, 2, 9, 1};
  std::vector<double> logs;
  Cell cell;
  Status status = Status::regular;
  e->estimate_block(counts_of(c), logs, {}, {&cell, &status, 1, 1});
  FeaturesOfCounts features(1);
  EXPECT_NEAR(cell.value, plug_in_entropy(features(counts_of(c)), 0), 1e-11);
}

Knowns knowns_of(const nlohmann::json& c) {
  Knowns knowns;
  knowns.K = c["counts"].size();
  knowns.interval = IntervalRequest{0.95, "equal_tailed"};
  Prior prior;
  if (c["bernoulli"]) {
    prior.law = "beta";
    prior.arguments.set("alpha", c["alpha"][1].get<double>());
    prior.arguments.set("beta", c["alpha"][0].get<double>());
  } else {
    prior.law = "dirichlet";
    prior.arguments.set("alpha", c["alpha"].get<std::vector<double>>());
  }
  knowns.priors["p"] = prior;
  return knowns;
}

void check_posterior(const nlohmann::json& c, const DirichletPosterior& posterior) {
  const std::vector<std::int64_t> counts = c["counts"];
  std::vector<Cell> cells(posterior.outputs().size());
  ASSERT_EQ(cells.size(), c["summaries"].size());
  Status status = Status::regular;
  BetaIntervalMemo memo;
  for (int twice = 0; twice < 2; ++twice) {  // from the quantile function, then from the memo
    posterior.estimate(counts_of(counts).one(0), memo, {}, {cells, status});
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const nlohmann::json& s = c["summaries"][i];
      EXPECT_NEAR(cells[i].value, s["mean"].get<double>(), 1e-14) << c["id"];
      EXPECT_NEAR(cells[i].se, s["sd"].get<double>(), 1e-14) << c["id"];
      EXPECT_NEAR(cells[i].lo / s["equal_tailed_95"][0].get<double>(), 1, 1e-9) << c["id"];
      EXPECT_NEAR(cells[i].hi / s["equal_tailed_95"][1].get<double>(), 1, 1e-11) << c["id"];
    }
  }
}

TEST(Dirichlet, ReferencePosteriorsAndEvidence) {
  const nlohmann::json cases = test::read_json("dirichlet.json")["cases"];
  ASSERT_EQ(cases.size(), 38U);
  for (const nlohmann::json& c : cases) {
    const Knowns knowns = knowns_of(c);
    const std::vector<std::int64_t> counts = c["counts"];
    const double evidence = c["log_evidence"];
    const double tolerance = 1e-12 * std::fabs(evidence) + 1e-13;
    if (c["bernoulli"]) {
      check_posterior(c, *BernoulliPosterior::bind(knowns, {}));
      EXPECT_NEAR(BernoulliEvidence::bind(knowns, {})->estimate(counts_of(counts).one(0)), evidence,
                  tolerance)
          << c["id"];
    } else {
      check_posterior(c, *CategoricalPosterior::bind(knowns, {}));
      EXPECT_NEAR(CategoricalEvidence::bind(knowns, {})->estimate(counts_of(counts).one(0)), evidence,
                  tolerance)
          << c["id"];
    }
  }
}

TEST(Dirichlet, RefusesWhatItCannotUse) {
  Knowns knowns;
  EXPECT_FALSE(BernoulliPosterior::bind(knowns, {}));
  EXPECT_FALSE(CategoricalPosterior::bind(knowns, {}));
  Prior prior{"dirichlet", {}};
  prior.arguments.set("alpha", std::vector<double>{1, 2});
  knowns.priors["p"] = prior;
  EXPECT_FALSE(CategoricalPosterior::bind(knowns, {})) << "no alphabet";
  knowns.K = 3;
  EXPECT_FALSE(CategoricalPosterior::bind(knowns, {})) << "two weights for three classes";
  knowns.priors["p"].arguments.set("alpha", 1.0);
  knowns.K = 33;
  EXPECT_FALSE(CategoricalPosterior::bind(knowns, {})) << "too many elements";
  knowns.K = 3;
  knowns.interval = IntervalRequest{0.9, "wald"};
  EXPECT_FALSE(CategoricalPosterior::bind(knowns, {})) << "no such interval";
}

}  // namespace
}  // namespace plim
