#pragma once
#include <concepts>
#include <limits>
#include <string>
#include <vector>

#include "plim/estimators/bayes/parameter_law.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/estimators/interval.hpp"

namespace plim {

/// A likelihood with its conjugate prior.
///
/// `parameters()`: those that have a posterior law. `check(view)`: the sample's status (no data is regular:
/// the posterior is the prior). `posterior(view, i)`: the law of parameter i. `log_evidence(evidence_view)`:
/// ln of the marginal likelihood of the whole ordered sample. `log_predictive(view, x)`: ln density or mass
/// of one further observation (nats). `takes(knowns)`: whether the priors are of that kind, or missing.
template <class M>
concept ConjugateModel = std::copyable<M> && View<typename M::view> && View<typename M::evidence_view> &&
    requires(const M m, const Knowns& k, typename M::view::One s, typename M::evidence_view::One full) {
  { M::likelihood } -> std::convertible_to<std::string_view>;
  { M::bind(k) } -> std::same_as<Outcome<M>>;
  { M::takes(k) } -> std::same_as<bool>;
  { M::parameters() } -> std::same_as<std::vector<std::string>>;
  { m.check(s) } -> std::same_as<Status>;
  { m.check(full) } -> std::same_as<Status>;
  { m.posterior(s, std::size_t{}) } -> std::same_as<ParameterLaw>;
  { m.log_evidence(full) } -> std::same_as<double>;
  { m.log_predictive(s, double{}) } -> std::same_as<double>;
};

/// The prior of `parameter` ("" for one of all parameters together), which must have that law; `example`
/// shows how it is written.
Outcome<Arguments> prior_arguments(const Knowns& knowns, const std::string& parameter, const std::string& law,
                                   const std::string& example);

/// True unless `parameter` is given another prior law than that.
bool has_no_other_prior(const Knowns& knowns, const std::string& parameter, const std::string& law);

enum class Centre { mean, median };

constexpr std::string_view posterior_name(Centre centre) {
  return centre == Centre::mean ? "posterior_mean" : "posterior_median";
}
constexpr std::string_view posterior_summary(Centre centre) {
  return centre == Centre::mean ? "posterior mean; se: posterior sd; interval: equal_tailed"
                                : "posterior median; se: posterior sd; interval: equal_tailed";
}

/// A posterior law as an estimate: value, se = posterior sd, equal-tailed interval (level 0: none).
void write_posterior(const ParameterLaw& law, Centre centre, double level, QuantileMemo& memo, Cell& cell);

/// A posterior mean that diverges or does not exist is a failure.
Status status_of(double value) noexcept;

/// Mean or median of the posterior law of one parameter, or with the estimand `parameters` of each.
template <ConjugateModel M, Centre centre>
class PosteriorEstimate {
 public:
  using view = typename M::view;
  using workspace = QuantileMemo;
  static constexpr std::string_view name = posterior_name(centre);
  static constexpr std::string_view likelihood = M::likelihood;
  static constexpr std::string_view summary = posterior_summary(centre);

  static std::vector<std::string> estimands() {
    std::vector<std::string> names = M::parameters();
    names.emplace_back(all_parameters);
    return names;
  }

  static bool takes(const Knowns& knowns) { return M::takes(knowns); }
  static Outcome<PosteriorEstimate> bind(const Knowns& knowns, const Arguments&) {
    const Outcome<M> model = M::bind(knowns);
    if (!model) return Refusal{model.reason()};
    const Outcome<BoundInterval> interval = bind_interval(knowns, name, {"equal_tailed"});
    if (!interval) return Refusal{interval.reason()};
    PosteriorEstimate bound(*model);
    bound.level_ = interval->level;
    const std::vector<std::string> names = M::parameters();
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (knowns.estimand == all_parameters || knowns.estimand == names[i]) bound.wanted_.push_back(i);
    }
    bound.single_ = knowns.estimand != all_parameters;
    return bound;
  }

  std::vector<Output> outputs() const {
    std::vector<Output> all;
    for (const std::size_t i : wanted_)
      all.push_back({single_ ? "" : M::parameters()[i], M::parameters()[i], 0});
    return all;
  }
  bool has_interval() const noexcept { return level_ > 0; }

  void estimate(const typename view::One& s, QuantileMemo& memo, const Address&,
                const EstimateRef& out) const {
    out.status = model_.check(s);
    if (!is_success(out.status)) return;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      write_posterior(model_.posterior(s, wanted_[i]), centre, level_, memo, out.out[i]);
    }
    if (single_) out.status = status_of(out.out[0].value);
  }

 private:
  explicit PosteriorEstimate(const M& model) : model_(model) {}
  M model_;
  std::vector<std::size_t> wanted_;
  double level_ = 0;
  bool single_ = true;
};

/// ln of the marginal likelihood of the ordered sample under the prior, all constants kept (nats).
template <ConjugateModel M>
class ConjugateEvidence {
 public:
  using view = typename M::evidence_view;
  static constexpr std::string_view name = "exact";
  static constexpr std::string_view estimand = "log_evidence";
  static constexpr std::string_view likelihood = M::likelihood;
  static constexpr std::string_view summary = "log evidence of the ordered sample under the prior";

  static bool takes(const Knowns& knowns) { return M::takes(knowns); }
  static Outcome<ConjugateEvidence> bind(const Knowns& knowns, const Arguments&) {
    return M::bind(knowns).map([](const M& model) { return ConjugateEvidence(model); });
  }

  void estimate(const typename view::One& s, NoWorkspace&, const Address&, const EstimateRef& out) const {
    out.status = model_.check(s);
    if (is_success(out.status)) out.out[0].value = s.n == 0 ? 0.0 : model_.log_evidence(s);
  }

 private:
  explicit ConjugateEvidence(const M& model) : model_(model) {}
  M model_;
};

/// ln of the posterior predictive density or mass at x (nats); -inf outside the support is the status
/// infinite.
template <ConjugateModel M>
class ConjugatePredictive {
 public:
  using view = typename M::view;
  static constexpr std::string_view name = "exact";
  static constexpr std::string_view estimand = "log_predictive";
  static constexpr std::string_view likelihood = M::likelihood;
  static constexpr std::string_view summary = "log density or mass of one further observation x";
  static std::vector<Parameter> options() { return {{"x", Domain::real, "the further observation"}}; }

  static bool takes(const Knowns& knowns) { return M::takes(knowns); }
  static Outcome<ConjugatePredictive> bind(const Knowns& knowns, const Arguments& options) {
    return M::bind(knowns).map([&](const M& model) { return ConjugatePredictive(model, options.real("x")); });
  }

  void estimate(const typename view::One& s, NoWorkspace&, const Address&, const EstimateRef& out) const {
    out.status = model_.check(s);
    if (!is_success(out.status)) return;
    const double value = out.out[0].value = model_.log_predictive(s, x_);
    if (!(value > -std::numeric_limits<double>::infinity())) out.status = Status::infinite;
  }

 private:
  ConjugatePredictive(const M& model, double x) : model_(model), x_(x) {}
  M model_;
  double x_;
};

}  // namespace plim
