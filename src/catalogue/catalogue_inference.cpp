#include "catalogue_inference.hpp"

#include "plim/estimators/bayes/dirichlet.hpp"
#include "plim/estimators/bayes/gamma_models.hpp"
#include "plim/estimators/bayes/geometric_posterior.hpp"
#include "plim/estimators/bayes/normal_posterior.hpp"
#include "plim/estimators/bayes/numeric_posterior.hpp"
#include "plim/estimators/bayes/slice_sampler.hpp"
#include "plim/estimators/likelihood/dirichlet_mle.hpp"
#include "plim/estimators/likelihood/exponential_model.hpp"
#include "plim/estimators/likelihood/gamma_model.hpp"
#include "plim/estimators/likelihood/geometric_model.hpp"
#include "plim/estimators/likelihood/laplace_model.hpp"
#include "plim/estimators/likelihood/lognormal_model.hpp"
#include "plim/estimators/likelihood/mle.hpp"
#include "plim/estimators/likelihood/multinomial_mle.hpp"
#include "plim/estimators/likelihood/normal_model.hpp"
#include "plim/estimators/likelihood/numeric_mle.hpp"
#include "plim/estimators/likelihood/pareto_model.hpp"
#include "plim/estimators/likelihood/poisson_model.hpp"
#include "plim/estimators/likelihood/proportions.hpp"
#include "plim/estimators/likelihood/triangular_mle.hpp"
#include "plim/estimators/likelihood/uniform_mle.hpp"
#include "plim/estimators/likelihood/zipf_model.hpp"
#include "plim/families/exponential.hpp"
#include "plim/families/normal.hpp"
#include "plim/theory/fresh_loss.hpp"
#include "plim/theory/numeric_score.hpp"
#include "plim/theory/score.hpp"
#include "plim/views/mean_log.hpp"
#include "plim/views/mean_log_factorial.hpp"
#include "plim/views/observations.hpp"
#include "plim/views/sample_mean.hpp"

namespace plim {
namespace {

template <LikelihoodModel M>
void add_likelihood(Catalogue& c) {
  c.add_estimator<Mle<M>>();
  c.add_estimator<MaximumLogLikelihood<M>>();
  c.add_estimator<InSampleLoss<M>>();
  c.add_oracle<Score<M>>();
}

template <ConjugateModel M>
void add_conjugate(Catalogue& c) {
  c.add_estimator<PosteriorEstimate<M, Centre::mean>>();
  c.add_estimator<PosteriorEstimate<M, Centre::median>>();
  c.add_estimator<ConjugateEvidence<M>>();
  c.add_estimator<ConjugatePredictive<M>>();
}

void add_proportions(Catalogue& c) {
  c.add_estimator<BernoulliMle>();
  c.add_estimator<CategoricalMle>();
  c.add_estimator<BernoulliLogLikelihood>();
  c.add_estimator<CategoricalLogLikelihood>();
  c.add_estimator<BernoulliPosterior<Centre::mean>>();
  c.add_estimator<CategoricalPosterior<Centre::mean>>();
  c.add_estimator<BernoulliPosterior<Centre::median>>();
  c.add_estimator<CategoricalPosterior<Centre::median>>();
  c.add_estimator<BernoulliEvidence>();
  c.add_estimator<CategoricalEvidence>();
  c.add_estimator<BernoulliPredictive>();
  c.add_estimator<CategoricalPredictive>();
  c.add_oracle<BernoulliScore>();
  c.add_oracle<CategoricalScore>();
}

void add_priors(Catalogue& c) {
  c.add_prior({"dirichlet",
               "Dirichlet law of K probabilities",
               {{"alpha", Domain::positive_or_vector, "weight of every class, or of each"}}});
  c.add_prior({"point", "a parameter that is known", {{"value", Domain::real, "its value"}}});
  c.add_prior({"normal_inverse_gamma",
               "variance ~ inverse gamma(shape, scale), mean ~ N(mu, variance/kappa)",
               {{"mu", Domain::real, "prior mean of the mean"},
                {"kappa", Domain::positive, "observations that the prior mean is worth"},
                {"shape", Domain::positive, "shape of the variance"},
                {"scale", Domain::positive, "scale of the variance"}}});
  c.add_prior({"normal_inverse_chi_squared",
               "normal_inverse_gamma with shape = nu/2, scale = nu sigma2/2",
               {{"mu", Domain::real, "prior mean of the mean"},
                {"kappa", Domain::positive, "observations that the prior mean is worth"},
                {"nu", Domain::positive, "observations that the prior variance is worth"},
                {"sigma2", Domain::positive, "scale of the variance"}}});
}

}  // namespace

void add_for_families(Catalogue& c) {
  c.add_for_families<NumericMle>();
  c.add_for_families<NumericLogLikelihood>();
  c.add_for_families<NumericScore>();
  c.add_for_families<NumericInSampleLoss>();
  c.add_for_families<NumericFreshLoss>();
  c.add_for_families<NumericPosteriorEstimate<Centre::mean>>();
  c.add_for_families<NumericPosteriorEstimate<Centre::median>>();
  c.add_for_families<NumericEvidence>();
  c.add_for_families<NumericPredictive>();
  c.add_for_families<SliceSampler>();
}

void add_inference(Catalogue& c) {
  // The first derivation that reaches is taken: from the observations where there are any.
  c.add_derivation<SampleMean, Reals, SampleMeanOfReals>();
  c.add_derivation<SampleMean, ValuedCounts, SampleMeanOfCounts>();
  c.add_derivation<SampleMean, MeanM2, SampleMeanOfMeanM2>();
  c.add_derivation<MeanLog, Reals, MeanLogOfReals>();
  c.add_derivation<MeanLog, ValuedCounts, MeanLogOfCounts>();
  c.add_derivation<MeanLogFactorial, Reals, MeanLogFactorialOfReals>();
  c.add_derivation<MeanLogFactorial, ValuedCounts, MeanLogFactorialOfCounts>();
  c.add_derivation<Observations, Reals, ObservationsOfReals>();
  c.add_derivation<Observations, ValuedCounts, ObservationsOfCounts>();
  c.add_derivation<Observations, Counts, ObservationsOfCounts>();
  c.add_derivation<ShareLogs, Points, ShareLogsOfPoints>();
  c.add_derivation<PointCounts, Points, PointCountsOfPoints>();

  add_proportions(c);
  add_likelihood<ExponentialModel>(c);
  add_likelihood<GammaModel>(c);
  add_likelihood<GeometricModel>(c);
  add_likelihood<LognormalModel>(c);
  add_likelihood<NormalModel>(c);
  add_likelihood<PoissonModel>(c);
  add_likelihood<ZipfModel>(c);
  add_likelihood<LaplaceModel>(c);
  c.add_estimator<Mle<ParetoModel>>();  // of which no score has the mean 0
  c.add_estimator<MaximumLogLikelihood<ParetoModel>>();
  c.add_estimator<InSampleLoss<ParetoModel>>();
  c.add_estimator<UniformMle<OnInterval>>();
  c.add_estimator<UniformMle<OnIntegers>>();
  c.add_estimator<UniformLogLikelihood<OnInterval>>();
  c.add_estimator<UniformLogLikelihood<OnIntegers>>();
  c.add_estimator<TriangularMle>();
  c.add_estimator<TriangularLogLikelihood>();
  c.add_estimator<DirichletMle>();
  c.add_estimator<DirichletLogLikelihood>();
  c.add_estimator<MultinomialMle>();
  c.add_estimator<MultinomialLogLikelihood>();
  add_conjugate<ExponentialPosterior>(c);
  add_conjugate<GeometricPosterior>(c);
  add_conjugate<NormalPosterior>(c);
  add_conjugate<PoissonPosterior>(c);
  c.add_oracle<FreshLoss<ExponentialModel, Exponential>>();
  c.add_oracle<FreshLoss<NormalModel, Normal>>();
  add_priors(c);
}

}  // namespace plim
