#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plim/core/status.hpp"
#include "plim/estimators/likelihood/coordinate.hpp"
#include "plim/numeric/maximise.hpp"
#include "plim/views/knowns.hpp"
#include "plim/views/law.hpp"

namespace plim {

/// A maximum of the likelihood of any family; `at: [free parameters]` has no meaning unless the status is a
/// success.
struct NumericFit {
  Point at{};
  Status status = Status::regular;
  double mean_log_likelihood = 0;  // a nat per observation
  Matrix observed{};               // information of one observation, where it is asked for
};

/// True of the prior law "point", which makes a parameter known.
bool is_point(const Prior& prior);

/// The value of a parameter that the model knows.
std::optional<double> known_value(const Knowns& knowns, const std::string& parameter);

/// True of a number that a regular likelihood can estimate.
bool is_estimable(const LawFamily& family, const Parameter& parameter);

/// True if a parameter of the model is known.
bool knows_a_parameter(const Knowns& knowns);

/// The likelihood of any family with up to three free parameters that are numbers; integers and parameters
/// with a prior law "point" are known. What the family offers is used (`score`, `fisher_information`), the
/// rest is had by differences.
class NumericModel {
 public:
  /// One thread's law, the arguments that move it, and coordinates in the scale of the sample.
  struct Workspace {
    std::unique_ptr<Law> law;
    Arguments at;
    Coordinates coordinates;
  };
  /// A point about which differences are taken, and their steps.
  struct Place {
    Point theta{}, u{}, steps{};
    Coordinates coordinates;
  };

  static Outcome<NumericModel> bind(const LawFamily& family, const Knowns& knowns);

  std::string_view family() const noexcept { return family_.name; }
  std::size_t size() const noexcept { return free_.size(); }
  const Parameter& parameter(std::size_t i) const noexcept { return family_.parameters[free_[i]]; }
  const std::string& name(std::size_t i) const noexcept { return parameter(i).name; }
  const Coordinate& coordinate(std::size_t i) const noexcept { return coordinates_[i]; }
  const LawFamily& law_family() const noexcept { return family_; }
  /// Trials of an observation whose successes the law counts, each of a chance that is free; 0 if it counts
  /// none.
  double trials() const noexcept;
  /// True unless a known parameter has another value than the true one.
  bool may_be_true(const TrueParameter& truth) const;
  /// What makes it this model: family, free parameters, and the values of the others.
  Arguments identity() const;
  Workspace workspace() const;

  /// The maximum: Newton's iteration (`maximise`) in the coordinates of the parameters, from the best of some
  /// values that follow from mean and sd, else from quartiles or logarithms. Invalid: an observation that no
  /// such law can give, or whose density some of them has infinite. Boundary: a parameter at an end that its
  /// domain has. Nonunique: others do not matter there, and are those of the start. Unbounded: the likelihood
  /// grows without end. At_infinity: its supremum is approached only as a parameter leaves its open domain.
  /// Undefined: the search did not converge. With `observed` that information too.
  NumericFit fit(const Observations::One& sample, Workspace& w, bool observed) const;

  /// The law at those parameters, which the workspace then holds; false if they are refused.
  bool move(Workspace& w, const Point& theta) const;
  /// The expected information of one observation about the free parameters at the workspace's law; false if
  /// the family does not say or it is singular.
  bool expected_information(const Workspace& w, Matrix& information) const;
  /// The mean score of a sample about the free parameters at the workspace's law; false if the family has
  /// none.
  bool free_score(const Workspace& w, const Observations::One& sample, Point& score) const;
  /// Steps that suit laws near theta whose information is that.
  Place place(const Point& theta, const Matrix& information) const;
  /// The gradient of the mean log density of a sample in the free parameters there.
  Point mean_score(const Observations::One& sample, Workspace& w, const Place& place) const;

 private:
  NumericFit fit_by(const Observations::One& sample, const SampleScale& scale, Workspace& w,
                    bool observed) const;
  /// By that scale, else by the others of the sample.
  NumericFit fit_by_scales(const Observations::One& sample, const SampleScale& scale, Workspace& w,
                           bool observed) const;
  /// The ends of the support that no free parameter moves; an infinite one where some does.
  Support common_support() const;
  NumericModel(const LawFamily& family, Arguments known) : family_(family), known_(std::move(known)) {}

  LawFamily family_;
  Arguments known_;  // and some value of the others
  std::vector<std::size_t> free_;
  Coordinates coordinates_;
  Support support_{};  // what every such law has in common
};

}  // namespace plim
