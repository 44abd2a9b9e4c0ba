#pragma once
#include <cmath>
#include <memory>

#include "plim/core/real.hpp"
#include "plim/estimators/likelihood/model.hpp"
#include "plim/estimators/likelihood/numeric_fits.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/numeric/law_points.hpp"
#include "plim/theory/oracle.hpp"
#include "plim/views/mean_m2.hpp"
#include "plim/views/sample_mean.hpp"

namespace plim {

/// The law of a population as points with weights, or why there are none.
Outcome<LawPoints> points_of(const Population& population);

/// E[-ln q(X)] of the law q of any family fitted to the sample by maximum likelihood, X of the population's
/// true law (nats): what the fit loses on fresh data, by quadrature or the sum over integers. Infinite where
/// X can be what q excludes; undefined where quadrature with half the points differs by more than 1e-5 (what
/// is left is mostly its square), or the tails that it cuts off are not negligible under q.
class NumericFreshLoss : public OfNumericFits {
 public:
  static constexpr std::string_view name = "fresh";
  static constexpr std::string_view estimand = "cross_entropy";
  static constexpr std::string_view summary = "oracle: exact cross-entropy of the fitted law on fresh data";
  static Outcome<NumericFreshLoss> bind(const LawFamily& family, const Population& population,
                                        const Knowns& knowns);
  void estimate(const NumericFits::One& sample, workspace& w, const Address&, const EstimateRef& out) const;

 private:
  NumericFreshLoss(NumericModel model, LawPoints points)
      : OfNumericFits(std::move(model)), points_(std::make_shared<const LawPoints>(std::move(points))) {}
  std::shared_ptr<const LawPoints> points_;
};

/// The population as a sample of one observation: the mean of a model's statistic over its law, infinite
/// where no moment of that order exists; nothing if it is not known.
template <View V>
std::optional<typename V::One> expected_statistic(const Population& population);
template <>
std::optional<MeanM2::One> expected_statistic<MeanM2>(const Population& population);
template <>
std::optional<SampleMean::One> expected_statistic<SampleMean>(const Population& population);

/// The same in closed form of a model M whose log-likelihood is linear in its statistic, fitted in closed
/// form; of a population whose statistic is not known by the route for all families, as the family F. The
/// model may say by `moments_of_loss(n)` below which order moments of the loss exist under its own law.
template <LikelihoodModel M, Family F>
class FreshLoss {
 public:
  using view = typename M::view;
  static constexpr std::string_view name = NumericFreshLoss::name;
  static constexpr std::string_view estimand = "cross_entropy";
  static constexpr std::string_view likelihood = M::likelihood;
  static constexpr std::string_view summary = NumericFreshLoss::summary;

  static Outcome<FreshLoss> bind(const Population& population, const Knowns& knowns) {
    const Outcome<M> model = M::bind(knowns);
    if (!model) return Refusal{model.reason()};
    const auto expected = expected_statistic<typename M::likelihood_view>(population);
    if (!expected || !(is_success(model->fit(*expected).status) || is_infinite(*model, *expected)))
      return Refusal{"the law of " + population.readable() + " does not say its mean under this model"};
    return FreshLoss(*model, *expected);
  }
  static Outcome<AnyEstimator> bind_any(const Population& population, const Knowns& knowns) {
    if (const Outcome<FreshLoss> closed = bind(population, knowns)) return erase(*closed, knowns);
    return NumericFreshLoss::bind(law_family<F>(), population, knowns)
        .map([&](const NumericFreshLoss& bound) { return erase(bound, knowns); });
  }

  void estimate(const typename view::One& sample, NoWorkspace&, const Address&,
                const EstimateRef& out) const {
    const Fit<M::size> fit = model_.fit(sample);
    out.status = fit.status;
    if (!is_success(fit.status)) return;
    const double loss = -model_.log_likelihood(expected_, fit.at, fit.exponent);
    out.out[0].value = loss;
    if (!std::isfinite(loss)) out.status = loss > 0 ? Status::infinite : Status::undefined;
  }

  /// What the model says of its loss; not known if it does not say.
  double moments(std::int64_t n, std::size_t) const {
    if constexpr (requires { M::moments_of_loss(n); }) return M::moments_of_loss(n);
    return not_given;
  }

 private:
  using Statistic = typename M::likelihood_view::One;
  /// True if no law of the model has a finite loss, as no normal law has where the variance is infinite.
  static bool is_infinite(const M& model, const Statistic& expected) {
    Theta<M::size> some;
    some.fill(1);
    return model.log_likelihood(expected, some) == -infinity;
  }
  FreshLoss(const M& model, const Statistic& expected) : model_(model), expected_(expected) {}

  M model_;
  Statistic expected_;
};

}  // namespace plim
