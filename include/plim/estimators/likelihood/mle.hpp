#pragma once
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/interval.hpp"
#include "plim/estimators/likelihood/model.hpp"
#include "plim/numeric/special.hpp"

namespace plim {

/// Maximum likelihood of a parametric model: one of its targets, or with the estimand `parameters` all its
/// parameters from one fit, each with the standard error and Wald interval of the expected information at the
/// maximum (Fisher 1925), functions of the parameters by the delta method. On the boundary no standard error
/// is given and the Wald interval is the point.
template <LikelihoodModel M>
class Mle {
 public:
  static constexpr std::size_t P = M::size;
  using view = typename M::view;
  using workspace = std::vector<Fit<P>>;
  static constexpr std::string_view name = "mle";
  static constexpr std::string_view likelihood = M::likelihood;
  static constexpr std::string_view summary = "maximum likelihood; interval: wald";

  static std::vector<std::string> estimands() {
    std::vector<std::string> names{"parameters"};
    for (const Target<P>& t : M::targets()) names.emplace_back(t.name);
    return names;
  }

  static Outcome<Mle> bind(const Knowns& knowns, const Arguments&) {
    const Outcome<M> model = M::bind(knowns);
    if (!model) return Refusal{model.reason()};
    const Outcome<BoundInterval> interval =
        bind_interval(knowns, "mle of the " + std::string(M::likelihood) + " law", {"wald"});
    if (!interval) return Refusal{interval.reason()};
    Mle bound(*model);
    for (const Target<P>& t : M::targets()) {
      const bool wanted =
          knowns.estimand == "parameters" ? bound.targets_.size() < P : knowns.estimand == t.name;
      if (wanted) bound.targets_.push_back(t);
    }
    if (interval->level > 0) bound.z_ = special::normal_quantile(0.5 + 0.5 * interval->level);
    bound.single_ = knowns.estimand != "parameters";
    return bound;
  }

  std::vector<Output> outputs() const {
    std::vector<Output> all;
    for (const Target<P>& t : targets_)
      all.push_back({single_ ? "" : std::string(t.name), std::string(t.name), 0});
    return all;
  }
  bool has_interval() const noexcept { return z_ > 0; }

  /// By the expected information of one observation and the delta method.
  std::optional<double> asymptotic_sd(const TrueParameter& truth, std::size_t output) const {
    const std::optional<Theta<P>> at = coordinates_of<M>(truth);
    if (!at) return std::nullopt;
    return standard_deviation<P>(model_.covariance(*at), targets_[output].gradient(*at));
  }

  /// What the model says of its target; not known if it does not say.
  double moments(std::int64_t n, std::size_t output) const {
    if constexpr (requires { M::moments(targets_[output].name, n); })
      return M::moments(targets_[output].name, n);
    return not_given;
  }

  void estimate_block(const view& v, workspace& fits, const Address&, const BlockOut& out) const {
    if (fits.size() < out.lanes) fits.resize(out.lanes);
    if constexpr (requires { model_.fit_block(v, fits.data()); }) {
      model_.fit_block(v, fits.data());
    } else {
      for (std::size_t lane = 0; lane < out.lanes; ++lane) fits[lane] = model_.fit(v.one(lane));
    }
    for (std::size_t lane = 0; lane < out.lanes; ++lane) write(fits[lane], v.n, out.at(lane));
  }

 private:
  explicit Mle(const M& model) : model_(model) {}

  void write(const Fit<P>& fit, std::int64_t n, const EstimateRef& out) const noexcept {
    std::fill(out.out.begin(), out.out.end(), Cell{});
    out.status = fit.status;
    if (!is_success(fit.status)) return;
    const bool interior = fit.status == Status::regular;
    const Square<P> covariance = interior ? model_.covariance(fit.at) : Square<P>{};
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      Cell& cell = out.out[i];
      cell.value = targets_[i].value(fit.at);
      double se = 0;
      if (interior) {
        se = standard_deviation<P>(covariance, targets_[i].gradient(fit.at)) /
             std::sqrt(static_cast<double>(n));
        cell.se = se;
      }
      if (z_ > 0) {
        cell.lo = cell.value - z_ * se;
        cell.hi = cell.value + z_ * se;
      }
    }
  }

  M model_;
  std::vector<Target<P>> targets_;
  double z_ = 0;  // 0: no interval wanted
  bool single_ = true;
};

/// The log-likelihood at its maximum, of the whole ordered sample, all constants kept (nats).
template <LikelihoodModel M>
class MaximumLogLikelihood {
 public:
  using view = typename M::likelihood_view;
  static constexpr std::string_view name = "mle";
  static constexpr std::string_view estimand = "log_likelihood";
  static constexpr std::string_view likelihood = M::likelihood;
  static constexpr std::string_view summary = "log-likelihood at its maximum";

  static Outcome<MaximumLogLikelihood> bind(const Knowns& knowns, const Arguments&) {
    return M::bind(knowns).map([](const M& model) { return MaximumLogLikelihood(model); });
  }

  void estimate(const typename view::One& s, NoWorkspace&, const Address&, const EstimateRef& out) const {
    const Fit<M::size> fit = model_.fit(s);
    out.status = fit.status;
    if (is_success(fit.status)) out.out[0].value = model_.log_likelihood(s, fit.at);
  }

 private:
  explicit MaximumLogLikelihood(const M& model) : model_(model) {}
  M model_;
};

}  // namespace plim
