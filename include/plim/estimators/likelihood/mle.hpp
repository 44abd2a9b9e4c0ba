#pragma once
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/interval.hpp"
#include "plim/estimators/likelihood/model.hpp"
#include "plim/numeric/special.hpp"

namespace plim {

/// Maximum likelihood of a parametric model: one of its targets, or with the estimand `parameters` all its
/// parameters from one fit, each with the standard error of the expected information at the maximum (Fisher
/// 1925), functions of the parameters by the delta method, and an interval by the first of its
/// `interval_methods`, or the one named; where that is another target's, none. Wald's is cut to the parameter
/// space. On the boundary no standard error is given; the interval is the model's one-sided one, with
/// `exact` that method's own, or with `wald` named the point.
template <LikelihoodModel M>
class Mle {
 public:
  static constexpr std::size_t P = M::size;
  using view = typename M::view;
  struct workspace {
    std::vector<Fit<P>> fits;          // [lanes]
    std::int64_t n = 0;                // that `t` is for
    double t = 0;                      // half of Student's interval in standard errors of the likelihood
    std::optional<QuantileMemo> memo;  // of exact limits
  };
  static constexpr std::string_view name = "mle";
  static constexpr std::string_view likelihood = M::likelihood;
  static constexpr std::string_view summary =
      "maximum likelihood; interval: the parameter's own (t, exact, log, logit) or wald, on the edge "
      "one-sided";

  static std::vector<std::string> estimands() {
    std::vector<std::string> names{all_parameters};
    for (const Target<P>& t : M::targets()) names.emplace_back(t.name);
    return names;
  }

  static Outcome<Mle> bind(const Knowns& knowns, const Arguments&) {
    const Outcome<M> model = M::bind(knowns);
    if (!model) return Refusal{model.reason()};
    Mle bound(*model);
    for (const Target<P>& t : M::targets()) {
      const bool wanted =
          knowns.estimand == all_parameters ? bound.targets_.size() < P : knowns.estimand == t.name;
      if (wanted) bound.targets_.push_back(t);
    }
    bound.single_ = knowns.estimand != all_parameters;
    const Outcome<BoundInterval> interval = bound.interval_of(knowns);
    if (!interval) return Refusal{interval.reason()};
    bound.level_ = interval->level;
    bound.wald_named_ = knowns.interval && knowns.interval->method == "wald";
    bound.choose_limits(interval->method);
    if (bound.level_ > 0) bound.z_ = special::normal_quantile(0.5 + 0.5 * bound.level_);
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
    const double sd = standard_deviation<P>(model_.covariance(*at), targets_[output].gradient(*at));
    return std::isnan(sd) ? std::nullopt : std::optional(sd);
  }

  /// What the model says of its target; not known if it does not say.
  double moments(std::int64_t n, std::size_t output) const {
    if constexpr (requires { M::moments(targets_[output].name, n); })
      return M::moments(targets_[output].name, n);
    return not_given;
  }

  void estimate_block(const view& v, workspace& w, const Address&, const BlockOut& out) const {
    if (w.fits.size() < out.lanes) w.fits.resize(out.lanes);
    if constexpr (requires { model_.fit_block(v, w.fits.data()); }) {
      model_.fit_block(v, w.fits.data());
    } else {
      for (std::size_t lane = 0; lane < out.lanes; ++lane) w.fits[lane] = model_.fit(v.one(lane));
    }
    if (z_ > 0 && v.n != w.n) set_student(v.n, w);
    for (std::size_t lane = 0; lane < out.lanes; ++lane) write(w.fits[lane], v.one(lane), w, out.at(lane));
  }

 private:
  explicit Mle(const M& model) : model_(model) {}

  enum class Limits { none, wald, scaled, student, exact };

  /// What the knowns ask for, if one of the targets has it; "" for each its own.
  Outcome<BoundInterval> interval_of(const Knowns& knowns) const {
    const std::string what =
        "mle of " + (single_ ? std::string(targets_[0].name) : "the " + std::string(M::likelihood) + " law");
    std::vector<std::string_view> methods;
    for (const Target<P>& t : targets_) {
      for (const std::string_view method : interval_methods(t)) {
        if (std::find(methods.begin(), methods.end(), method) == methods.end()) methods.push_back(method);
      }
    }
    return bind_interval(knowns, what, methods).map([&knowns](const BoundInterval& interval) {
      return BoundInterval{knowns.interval ? knowns.interval->method : "", interval.level};
    });
  }

  void choose_limits(const std::string& named) {
    for (const Target<P>& t : targets_) {
      const std::vector<std::string_view> methods = interval_methods(t);
      const auto found = named.empty() ? methods.begin() : std::find(methods.begin(), methods.end(), named);
      limits_.push_back(found == methods.end() ? Limits::none
                        : *found == "t"        ? Limits::student
                        : *found == "exact"    ? Limits::exact
                        : *found == "wald"     ? Limits::wald
                                               : Limits::scaled);
    }
  }

  /// Student's quantile times sqrt(n/(n - 1)), since se has the divisor n.
  void set_student(std::int64_t n, workspace& w) const {
    w.n = n;
    const double degrees = static_cast<double>(n) - 1;
    const bool wanted = degrees > 0 && targets_[0].is_normal_mean;
    w.t = wanted ? special::student_t_quantile(degrees, 0.5 + 0.5 * level_) * std::sqrt(1 + 1 / degrees) : 0;
  }

  void write(const Fit<P>& fit, const typename view::One& sample, workspace& w,
             const EstimateRef& out) const {
    std::fill(out.out.begin(), out.out.end(), Cell{});
    out.status = fit.status;
    if (!is_success(fit.status)) return;
    for (std::size_t i = 0; i < targets_.size(); ++i) out.out[i].value = targets_[i].value(fit.at);
    if (fit.status != Status::regular && !is_inner(fit.status)) return write_edge(sample, w, out);
    const Square<P> covariance = model_.covariance(fit.at);
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      Cell& cell = out.out[i];
      const Target<P>& target = targets_[i];
      const int shift = fit.exponent * target.power;
      const double sd = standard_deviation<P>(covariance, target.gradient(fit.at));
      cell.se = sd / std::sqrt(static_cast<double>(sample.n));
      if (z_ > 0 && limits_[i] != Limits::none && limits_[i] != Limits::exact) {
        const bool student = limits_[i] == Limits::student;
        const IntervalScale scale =
            limits_[i] == Limits::scaled ? scale_of(target.space) : IntervalScale::line;
        write_limits(cell, student ? w.t : z_, target.space, scale);
      }
      cell = {std::ldexp(cell.value, shift), std::ldexp(cell.se, shift), std::ldexp(cell.lo, shift),
              std::ldexp(cell.hi, shift)};
      if (std::isinf(cell.value)) {
        cell.lo = cell.hi = not_given;
      } else if (z_ > 0 && limits_[i] == Limits::exact) {
        write_exact(target, sample, w, cell);
      }
    }
  }

  static constexpr bool nonunique_is_inner = requires { M::nonunique_is_inner; };
  /// One of many maxima, which has an error as if it were alone.
  static constexpr bool is_inner(Status status) noexcept {
    return nonunique_is_inner && status == Status::nonunique;
  }

  void write_exact(const Target<P>& target, const typename view::One& sample, workspace& w,
                   Cell& cell) const {
    if constexpr (requires { model_.exact_limits(target.name, cell.value, sample, level_, *w.memo); }) {
      if (!w.memo) w.memo.emplace();
      const Range limits = model_.exact_limits(target.name, cell.value, sample, level_, *w.memo);
      cell.lo = limits.low;
      cell.hi = limits.high;
    }
  }

  /// The intervals of a maximum on the boundary.
  void write_edge(const typename view::One& sample, workspace& w, const EstimateRef& out) const {
    if (z_ == 0) return;
    if (wald_named_) {
      for (Cell& cell : out.out) cell.lo = cell.hi = cell.value;
    } else if constexpr (requires { model_.edge_limit(sample, level_); }) {
      const Theta<P> limit = model_.edge_limit(sample, level_);
      for (std::size_t i = 0; i < targets_.size(); ++i) {
        Cell& cell = out.out[i];
        if (limits_[i] == Limits::exact) {
          write_exact(targets_[i], sample, w, cell);
          continue;
        }
        const double other = targets_[i].value(limit);
        cell.lo = std::fmin(cell.value, other);
        cell.hi = std::fmax(cell.value, other);
      }
    }
  }

  M model_;
  std::vector<Target<P>> targets_;
  double z_ = 0;  // 0: no interval wanted
  double level_ = 0;
  std::vector<Limits> limits_;  // [targets]
  bool wald_named_ = false, single_ = true;
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
    if (!is_success(fit.status)) return;
    if constexpr (requires { model_.log_likelihood(s, fit.at, fit.exponent); }) {
      out.out[0].value = model_.log_likelihood(s, fit.at, fit.exponent);
    } else {
      out.out[0].value = model_.log_likelihood(s, fit.at);
    }
  }

 private:
  explicit MaximumLogLikelihood(const M& model) : model_(model) {}
  M model_;
};

/// The cross-entropy of the fitted law on the sample itself: -(1/n) log-likelihood at its maximum (nats).
template <LikelihoodModel M>
class InSampleLoss {
 public:
  using view = typename M::likelihood_view;
  static constexpr std::string_view name = "in_sample";
  static constexpr std::string_view estimand = "cross_entropy";
  static constexpr std::string_view likelihood = M::likelihood;
  static constexpr std::string_view summary = "cross-entropy of the fitted law on the sample itself";

  static Outcome<InSampleLoss> bind(const Knowns& knowns, const Arguments& options) {
    return MaximumLogLikelihood<M>::bind(knowns, options).map([](const MaximumLogLikelihood<M>& peak) {
      return InSampleLoss(peak);
    });
  }

  void estimate(const typename view::One& s, NoWorkspace& w, const Address& a, const EstimateRef& out) const {
    peak_.estimate(s, w, a, out);
    if (is_success(out.status)) out.out[0].value /= -static_cast<double>(s.n);
  }

 private:
  explicit InSampleLoss(const MaximumLogLikelihood<M>& peak) : peak_(peak) {}
  MaximumLogLikelihood<M> peak_;
};

}  // namespace plim
