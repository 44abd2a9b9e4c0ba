#pragma once
#include "fixtures.hpp"

namespace plim::test {

inline const std::string estimates =
    "[model.m]\nsmoothing = \"lidstone\"\na = 0.5\n[model.d]\nlikelihood = \"categorical\"\n"
    "prior.p = { law = \"dirichlet\", alpha = 1 }\n"
    "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"miller_madow\"]\n"
    "[estimate.L]\nof = \"cross_entropy\"\non = \"x\"\nmodel = \"m\"\nwith = [\"in_sample\", \"fresh\"]\n"
    "[estimate.P]\nof = \"p\"\non = \"x\"\nmodel = \"d\"\nwith = [\"posterior_mean\"]\n";
inline const std::string entropies =
    "[estimate.H]\nof = \"entropy\"\non = \"x\"\ninterval = { level = 0.9 }\nwith = [\"ml\", "
    "\"miller_madow\", "
    "\"jackknife\", \"chao_shen\", \"dirichlet_mean_minimax\", { use = \"dirichlet_mean_sg\", K = "
    "\"observed\" }]\n"
    "[estimate.PP]\nof = \"perplexity\"\non = \"x\"\nwith = [\"chao_shen\", \"jackknife\"]\n";
inline const std::string population = "law = \"categorical\"\nweights = [5, 4, 3, 2, 1]";
inline const std::string normal_estimates =
    "[model.n]\nlikelihood = \"normal\"\n[estimate.v]\nof = \"variance\"\non = \"x\"\nmodel = \"n\"\nwith = "
    "[\"mle\"]\n"
    "interval = { level = 0.95 }\n";

/// Pairs, curves, identities and pooled counts: what checks have accumulated.
inline const std::string checked_estimates =
    estimates +
    "against = \"posterior_mean\"\n[estimate.G]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", "
    "\"miller_madow\"]\nagainst = \"ml\"\n"
    "[check.a]\nestimate = \"G\"\nmeasure = \"bias\"\nslope = -1\n"
    "[check.b]\nestimate = \"G\"\nmeasure = \"rmse\"\nbelow = \"ml\"\n"
    "[check.c]\nestimate = \"G\"\nmeasure = \"identity\"\nequals = \"theory\"\n"
    "[check.d]\nestimate = \"G\"\nmeasure = \"empirical_se\"\napproaches = 0\nmargin = { absolute = 1 }\n"
    "[check.e]\nsample = \"x\"\nfits = \"population\"\n";

inline std::string model_text(const std::string& model, const std::string& of, const std::string& with,
                              const std::string& method) {
  return "[model.m]\nlikelihood = " + model + "\n[estimate.e]\nof = \"" + of +
         "\"\non = \"x\"\nmodel = \"m\"\nwith = [\"" + with + "\"]\ninterval = { level = 0.9" +
         (method.empty() ? "" : ", method = \"" + method + "\"") + " }\n";
}

/// A joint law with every estimand that takes factors, and a finite population of 3000 items.
inline const std::string joint =
    "law = \"joint\"\nnames = [\"A\", \"B\"]\nlevels = [[\"0\", \"1\"], [\"0\", \"1\", \"2\"]]\n"
    "table = [[0.3, 0.1, 0.1], [0.05, 0.25, 0.2]]";
inline const std::string joint_estimates =
    "[estimate.P]\nof = { probability = { A = \"1\", B = \"2\" } }\non = \"x\"\n"
    "with = [\"frequency\", \"product_of_margins\"]\n"
    "[estimate.C]\nof = { probability = { A = \"1\" }, given = { B = \"2\" } }\non = \"x\"\n"
    "with = [\"frequency\", \"bayes_theorem\"]\n"
    "[estimate.M]\nof = { mutual_information = [\"A\", \"B\"] }\non = \"x\"\nwith = [\"ml\", "
    "\"miller_madow\"]\n";
inline const std::string finite =
    "law = \"categorical\"\ncounts = [1500, 900, 500, 99, 1]\ndraw = \"without_replacement\"";

/// Laws drawn anew for every replicate.
inline const std::string drawn = "law = \"categorical.dirichlet\"\nK = 9\nalpha = 0.3";
inline const std::string drawn_estimates =
    "[model.d]\nlikelihood = \"categorical\"\nprior.p = { law = \"dirichlet\", alpha = 1 }\n"
    "[estimate.P]\nof = \"p\"\non = \"x\"\nmodel = \"d\"\nwith = [\"posterior_mean\"]\n"
    "interval = { level = 0.9 }\n"
    "[estimate.H]\nof = \"entropy\"\non = \"x\"\nwith = [\"ml\", \"chao_shen\", \"truth\"]\n"
    "[estimate.PP]\nof = \"perplexity\"\non = \"x\"\nwith = [\"ml\"]\n";

/// Estimators without a model, with every interval.
inline const std::string sample_estimates =
    "[estimate.B]\nof = \"mean\"\non = \"x\"\ninterval = { method = \"bootstrap_percentile\" }\n"
    "with = [{ use = \"mean\", resamples = 9 }, { use = \"median\", resamples = 9 }, { use = "
    "\"trimmed_mean\", "
    "share = 0.2, resamples = 9 }]\n"
    "[estimate.T]\nof = \"mean\"\non = \"x\"\ninterval = { method = \"t\" }\nwith = [\"mean\", "
    "\"trimmed_mean\"]\n"
    "[estimate.S]\nof = \"sd\"\non = \"x\"\ninterval = { level = 0.9 }\nwith = [{ use = \"sd\", resamples = "
    "9 "
    "}]\n"
    "[estimate.V]\nof = \"variance\"\non = \"x\"\nwith = [\"variance\"]\n"
    "[estimate.Q]\nof = { quantile = 0.75 }\non = \"x\"\ninterval = { level = 0.9 }\nwith = [\"quantile\"]\n"
    "[estimate.P]\nof = { tail_probability = 2.5 }\non = \"x\"\ninterval = { level = 0.9 }\nwith = "
    "[\"proportion\"]\n";

/// One study for every route and path.
inline std::vector<std::string> studies() {
  const std::string sizes = "n = { from = 3, to = 3000, per_decade = 2 }\n";
  return {
      study_text("law = \"gamma\"\nshape = 2.5\nscale = 2", sizes, normal_estimates, 300),
      study_text(population, sizes, estimates, 300),
      study_text(population, "n = { from = 1, to = 1_000_000, per_decade = 1 }\n", entropies, 300),
      study_text("law = \"zipf\"\ns = 1.2\nN = 1_000_000_000", sizes,
                 entropies + "[check.e]\nsample = \"x\"\nfits = \"population\"\n", 70),
      study_text(population, sizes + "path = \"independent\"", estimates, 300),
      study_text(joint, sizes, joint_estimates, 300),
      study_text(finite, sizes, entropies, 300),
      study_text(finite, sizes + "route = \"draw\"", entropies, 300),
      study_text(drawn, "n = { from = 1, to = 1_000_000, per_decade = 1 }\n", drawn_estimates, 300),
      study_text(drawn, sizes + "path = \"independent\"", drawn_estimates, 300),
      study_text(drawn, sizes + "route = \"draw\"", drawn_estimates, 300),
      study_text(population, sizes, checked_estimates, 300),
      study_text(population, sizes + "path = \"independent\"", checked_estimates, 300),
      study_text(population, sizes + "route = \"draw\"", estimates, 300),
      study_text("law = \"gamma\"\nshape = 2\nscale = 3", sizes,
                 model_text("\"gamma\"", "parameters", "mle", "wald"), 70),
      study_text("law = \"gamma\"\nshape = 2\nscale = 3", sizes,
                 model_text("\"exponential\"\nprior.lambda = { law = \"gamma\", shape = 1, scale = 1 }",
                            "lambda", "posterior_median", "equal_tailed"),
                 300),
      study_text("law = \"bernoulli\"\np = 0.3", sizes,
                 model_text("\"bernoulli\"", "p", "mle", "clopper_pearson"), 300),
      study_text("law = \"zipf\"\ns = 1.1\nN = 20", sizes, model_text("\"zipf\"", "s", "mle", "wald"), 70),
      study_text("law = \"normal\"\nmean = 1\nsd = 2", sizes,
                 model_text("\"normal\"\nprior = { law = \"normal_inverse_gamma\", mu = 0, kappa = 1, shape "
                            "= 2, scale = 2 }",
                            "parameters", "posterior_mean", "equal_tailed"),
                 300),
      study_text("law = \"softmax\"\nweights = [[0, 0], [0.5, 1], [-0.5, 2]]", sizes,
                 model_text("\"softmax\"", "parameters", "mle", "wald"), 70),
      study_text("law = \"exponential\"\nlambda = 0.5", sizes, sample_estimates, 70),
      study_text("law = \"zipf\"\ns = 1.1\nN = 20", sizes, sample_estimates, 70),
      study_text("law = \"normal\"\nmean = 1\nsd = 2", sizes, normal_estimates, 300),
      study_text("law = \"normal\"\nmean = 1\nsd = 2", sizes + "route = \"draw\"", normal_estimates, 300)};
}

}  // namespace plim::test
