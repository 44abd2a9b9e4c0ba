#pragma once
#include <string>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/interval.hpp"
#include "plim/estimators/interval_scale.hpp"
#include "plim/estimators/likelihood/numeric_fits.hpp"
#include "plim/estimators/proportion_interval.hpp"

namespace plim {

/// What the numeric route estimates of a family: its parameters and, where it has them, mean, variance and sd
/// of its law.
class NumericTargets {
 public:
  /// Of every parameter that is a number, whether or not a model knows it; none if no parameter is.
  static std::vector<std::string> names(const LawFamily& family);
  /// The free parameters for the estimand "parameters", else the one named; a Refusal if it is known.
  static Outcome<NumericTargets> bind(const NumericModel& model, const std::string& estimand);
  /// All that the model can estimate.
  static NumericTargets all(const NumericModel& model);

  std::size_t size() const noexcept { return names_.size(); }
  const std::string& name(std::size_t i) const noexcept { return names_[i]; }
  Range space(std::size_t i) const noexcept { return spaces_[i]; }
  /// Of the parameters, not one of them.
  bool is_function(std::size_t i) const noexcept { return parameter_[i] == most_coordinates; }
  /// On which its interval is made unless wald is named: the line for a parameter whose domain has its lower
  /// end alone, which may be the truth.
  IntervalScale scale(std::size_t i) const noexcept { return scales_[i]; }
  /// What it is of the share of successes in all trials: 1 times that, or the trials of an observation; 0 of
  /// what is no share.
  double times_share(std::size_t i) const noexcept { return times_share_[i]; }
  /// Its own first.
  std::vector<std::string_view> interval_methods(std::size_t i) const;
  /// Target i at those parameters.
  double value(const NumericModel& model, NumericModel::Workspace& w, std::size_t i,
               const Point& theta) const;
  /// Its gradient there: 1 for a parameter, else by differences of the eighth order.
  Point gradient(const NumericModel& model, NumericModel::Workspace& w, std::size_t i, const Point& theta,
                 const Matrix& information) const;

 private:
  void add(const NumericModel& model, const std::string& name);

  std::vector<std::string> names_;
  std::vector<std::size_t> parameter_;  // number of the free parameter, or none
  std::vector<Range> spaces_;
  std::vector<IntervalScale> scales_;
  std::vector<double> times_share_;
};

/// Maximum likelihood of any family (`NumericModel`): one target, or with the estimand "parameters" all free
/// parameters from one fit, each with the standard error of the expected information at the maximum (Fisher
/// 1925), or of the observed one where the family does not say, functions of the parameters by the delta
/// method, and an interval on its scale; Wald's is cut to where the target can be. On the boundary no
/// standard error and no interval, or with `wald` named the point. Shares of successes have a proportion's.
class NumericMle : public OfNumericFits {
 public:
  static constexpr std::string_view name = "mle";
  static constexpr std::string_view undefined = "the search for the maximum did not converge";
  static constexpr std::string_view summary =
      "maximum likelihood by Newton's iteration; interval: log of positive parameters, logit of those in (0, "
      "1), wilson of binomial's p, wald of others and by name";
  static std::vector<std::string> estimands(const LawFamily& family);
  static Outcome<NumericMle> bind(const LawFamily& family, const Knowns& knowns);

  std::vector<Output> outputs() const;
  bool has_interval() const noexcept { return z_ > 0; }
  /// By the expected information, if the family has it.
  std::optional<double> asymptotic_sd(const TrueParameter& truth, std::size_t output) const;
  /// The observed information where the family has no expected one.
  unsigned features() const noexcept {
    return model_.law_family().has_information ? 0U : NumericFits::observed_information;
  }
  void estimate(const NumericFits::One& sample, workspace& w, const Address&, const EstimateRef& out) const;

 private:
  NumericMle(NumericModel model, NumericTargets targets)
      : OfNumericFits(std::move(model)), targets_(std::move(targets)) {}
  /// Those of any target, the first target's own first.
  std::vector<std::string_view> interval_methods() const;
  void write_interval(Cell& cell, std::size_t target) const noexcept;
  /// Whether its interval is a proportion's.
  bool is_by_share(std::size_t target) const noexcept;
  /// That of n observations.
  void write_share(Cell& cell, std::size_t target, std::int64_t n) const noexcept;
  /// The intervals of a maximum on the boundary.
  void write_edge(std::int64_t n, const EstimateRef& out) const noexcept;

  NumericTargets targets_;
  double z_ = 0;              // 0: no interval wanted
  ProportionInterval share_;  // of targets that are shares, if they have one
  std::string method_;        // as the study names it; "": each target's own
  bool single_ = true;
};

/// The log-likelihood at its maximum, of the whole ordered sample, all constants kept (nats).
class NumericLogLikelihood : public OfNumericFits {
 public:
  static constexpr std::string_view name = "mle";
  static constexpr std::string_view undefined = "the search for the maximum did not converge";
  static constexpr std::string_view estimand = "log_likelihood";
  static constexpr std::string_view summary = "log-likelihood at its maximum";
  static Outcome<NumericLogLikelihood> bind(const LawFamily& family, const Knowns& knowns);
  void estimate(const NumericFits::One& sample, workspace&, const Address&, const EstimateRef& out) const;

 private:
  using OfNumericFits::OfNumericFits;
};

/// The cross-entropy of the fitted law on the sample itself: -(1/n) log-likelihood at its maximum (nats).
class NumericInSampleLoss : public OfNumericFits {
 public:
  static constexpr std::string_view name = "in_sample";
  static constexpr std::string_view undefined = "the search for the maximum did not converge";
  static constexpr std::string_view estimand = "cross_entropy";
  static constexpr std::string_view summary = "cross-entropy of the fitted law on the sample itself";
  static Outcome<NumericInSampleLoss> bind(const LawFamily& family, const Knowns& knowns);
  void estimate(const NumericFits::One& sample, workspace&, const Address&, const EstimateRef& out) const;

 private:
  using OfNumericFits::OfNumericFits;
};

/// The true values of the model's free parameters, or nothing if one is missing or a known one is not true.
std::optional<Point> true_point(const NumericModel& model, const TrueParameter& truth);

}  // namespace plim
