#include "plim/estimators/likelihood/numeric_mle.hpp"

#include <algorithm>
#include <cmath>

#include "plim/estimators/likelihood/expected_information.hpp"
#include "plim/numeric/special.hpp"

namespace plim {

std::optional<Point> true_point(const NumericModel& model, const TrueParameter& truth) {
  if (!model.may_be_true(truth)) return std::nullopt;
  Point at{};
  for (std::size_t i = 0; i < model.size(); ++i) {
    const std::optional<double> value = truth(model.name(i));
    if (!value) return std::nullopt;
    at[i] = *value;
  }
  return at;
}

std::vector<std::string> NumericMle::estimands(const LawFamily& family) {
  std::vector<std::string> names = NumericTargets::names(family);
  names.insert(names.begin(), all_parameters);
  return names;
}

Outcome<NumericMle> NumericMle::bind(const LawFamily& family, const Knowns& knowns) {
  const Outcome<NumericModel> model = NumericModel::bind(family, knowns);
  if (!model) return Refusal{model.reason()};
  const Outcome<NumericTargets> targets = NumericTargets::bind(*model, knowns.estimand);
  if (!targets) return Refusal{targets.reason()};
  NumericMle bound(*model, *targets);
  bound.single_ = knowns.estimand != all_parameters;
  const std::string what =
      "mle of " + (bound.single_ ? knowns.estimand : "the " + std::string(family.name) + " law");
  const Outcome<BoundInterval> interval = bind_interval(knowns, what, bound.interval_methods());
  if (!interval) return Refusal{interval.reason()};
  if (interval->level > 0) bound.z_ = special::normal_quantile(0.5 + 0.5 * interval->level);
  if (knowns.interval) {
    bound.method_ = knowns.interval->method;
    const ProportionInterval::Method share = ProportionInterval::method_named(bound.method_);
    if (bound.method_ != "wald") bound.share_ = ProportionInterval::of(share, knowns.interval->level);
  }
  return bound;
}

std::vector<Output> NumericMle::outputs() const {
  std::vector<Output> all;
  for (std::size_t i = 0; i < targets_.size(); ++i)
    all.push_back({single_ ? "" : targets_.name(i), targets_.name(i), 0});
  return all;
}

std::optional<double> NumericMle::asymptotic_sd(const TrueParameter& truth, std::size_t output) const {
  const std::optional<Point> at = true_point(model_, truth);
  NumericModel::Workspace w = model_.workspace();
  Matrix information{}, covariance{};
  if (!at || !information_at(model_, w, *at, information) ||
      !invert_positive(information, model_.size(), covariance))
    return std::nullopt;
  const Point gradient = targets_.gradient(model_, w, output, *at, information);
  return std::sqrt(quadratic_form(covariance, gradient, model_.size()));
}

std::vector<std::string_view> NumericMle::interval_methods() const {
  std::vector<std::string_view> methods;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    for (const std::string_view method : targets_.interval_methods(i)) {
      if (std::find(methods.begin(), methods.end(), method) == methods.end()) methods.push_back(method);
    }
  }
  return methods;
}

bool NumericMle::is_by_share(std::size_t target) const noexcept {
  return share_.wanted() && targets_.times_share(target) > 0;
}

void NumericMle::write_share(Cell& cell, std::size_t target, std::int64_t n) const noexcept {
  constexpr double most = 0x1p62;
  const double trials = static_cast<double>(n) * model_.trials(), times = targets_.times_share(target);
  if (!(trials < most)) return;
  const Range limits = share_.limits(static_cast<std::int64_t>(std::round(cell.value / times * trials)),
                                     static_cast<std::int64_t>(trials));
  cell.lo = std::fmax(limits.low * times, targets_.space(target).low);
  cell.hi = std::fmin(limits.high * times, targets_.space(target).high);
}

void NumericMle::write_interval(Cell& cell, std::size_t target) const noexcept {
  const IntervalScale own = targets_.scale(target);
  if (z_ == 0 || (!method_.empty() && method_ != "wald" && method_ != method_of(own))) return;
  write_limits(cell, z_, targets_.space(target), method_ == "wald" ? IntervalScale::line : own);
}

void NumericMle::write_edge(std::int64_t n, const EstimateRef& out) const noexcept {
  if (z_ == 0) return;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    if (is_by_share(i)) {
      write_share(out.out[i], i, n);
    } else if (method_ == "wald") {
      out.out[i].lo = out.out[i].hi = out.out[i].value;
    }
  }
}

void NumericMle::estimate(const NumericFits::One& sample, workspace& w, const Address&,
                          const EstimateRef& out) const {
  const NumericFit& fit = sample.fit;
  out.status = fit.status;
  if (!is_success(fit.status)) return;
  prepare_law(w);
  for (std::size_t i = 0; i < targets_.size(); ++i) out.out[i].value = targets_.value(model_, w, i, fit.at);
  if (fit.status != Status::regular) {
    write_edge(sample.n, out);
    return;
  }
  Matrix information = fit.observed, covariance{};
  if (!model_.move(w, fit.at)) return;
  if (model_.law_family().has_information && !model_.expected_information(w, information)) return;
  if (!invert_positive(information, model_.size(), covariance)) return;
  constexpr double rounding = 1e-13;  // of differences, relative to the value
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    const Point gradient = targets_.gradient(model_, w, i, fit.at, information);
    const double variance = quadratic_form(covariance, gradient, model_.size());
    const bool is_flat =
        targets_.is_function(i) && std::sqrt(variance) <= rounding * std::fabs(out.out[i].value);
    out.out[i].se = is_flat ? 0 : std::sqrt(variance / static_cast<double>(sample.n));
    if (is_flat) continue;
    if (is_by_share(i)) {
      write_share(out.out[i], i, sample.n);
    } else {
      write_interval(out.out[i], i);
    }
  }
}

Outcome<NumericLogLikelihood> NumericLogLikelihood::bind(const LawFamily& family, const Knowns& knowns) {
  return NumericModel::bind(family, knowns).map([](const NumericModel& m) {
    return NumericLogLikelihood(m);
  });
}

void NumericLogLikelihood::estimate(const NumericFits::One& sample, workspace&, const Address&,
                                    const EstimateRef& out) const {
  out.status = sample.fit.status;
  if (is_success(sample.fit.status))
    out.out[0].value = static_cast<double>(sample.n) * sample.fit.mean_log_likelihood;
}

Outcome<NumericInSampleLoss> NumericInSampleLoss::bind(const LawFamily& family, const Knowns& knowns) {
  return NumericModel::bind(family, knowns).map([](const NumericModel& m) { return NumericInSampleLoss(m); });
}

void NumericInSampleLoss::estimate(const NumericFits::One& sample, workspace&, const Address&,
                                   const EstimateRef& out) const {
  out.status = sample.fit.status;
  if (is_success(out.status)) out.out[0].value = -sample.fit.mean_log_likelihood;
}

}  // namespace plim
