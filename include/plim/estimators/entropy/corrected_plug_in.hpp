#pragma once
#include <cmath>

#include "plim/estimators/entropy/class_terms.hpp"
#include "plim/estimators/entropy/plug_in.hpp"

namespace plim {

/// What is to be added to the plug-in entropy, times n: sum of s(c) over the classes seen, less `whole(n)`.
template <class R>
concept CountCorrection = requires(double c) {
  { R::name } -> std::convertible_to<std::string_view>;
  { R::term(c) } -> std::same_as<double>;   // s(c), c >= 1
  { R::whole(c) } -> std::same_as<double>;  // of n >= 1
  { R::least } -> std::convertible_to<double>;
  { R::most } -> std::convertible_to<double>;  // least <= s(c) <= most
};

/// s(c) of a rule, a table for all that use it.
template <CountCorrection Rule>
const ClassTerms& class_terms() {
  static const ClassTerms terms(Rule::term);
  return terms;
}

/// Writes plug-in + (sum s(c) - whole)/n of every lane, with the jackknife's standard error where an interval
/// is wanted.
void write_corrected(const CountFeatures& v, const ClassTerms& s, double whole,
                     const NormalInterval& interval, ClassTerms::Sums& sums, const BlockOut& out);

/// The entropy as ln n - (1/n) sum c ln c + (sum s(c) - whole(n))/n (nats). Rules that replace ln c by
/// another function are written so, because s(c) stays bounded while c ln c grows: no digits cancel.
///
/// The standard error, given where an interval is wanted, is the jackknife's in closed form: of a sum over
/// classes it is sd(D(c))/sqrt(n - 1) over the observations, D(c) what one observation of a class seen c
/// times adds. The interval is cut off at 0. No observations: empty; one class alone: the boundary. O(K).
template <CountCorrection Rule>
class CorrectedEntropy {
 public:
  using view = CountFeatures;
  using workspace = ClassTerms::Sums;
  static constexpr std::string_view estimand = "entropy", name = Rule::name, summary = Rule::summary;
  CorrectedEntropy() = default;

  static Outcome<CorrectedEntropy> bind(const Knowns& knowns, const Arguments&) {
    return NormalInterval::bind(knowns, name, "jackknife").map([](const NormalInterval& i) {
      CorrectedEntropy bound;
      bound.interval_ = i;
      return bound;
    });
  }
  bool has_interval() const noexcept { return interval_.wanted(); }
  static Range range(std::int64_t n, double classes) {
    const double count = static_cast<double>(n), seen = std::fmin(count, classes), whole = Rule::whole(count);
    return {(std::fmin(Rule::least, Rule::least * seen) - whole) / count,
            entropy_range(n, classes).high + (Rule::most * seen - whole) / count};
  }
  void estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out) const {
    const double whole = v.n > 0 ? Rule::whole(static_cast<double>(v.n)) : 0;
    write_corrected(v, class_terms<Rule>(), whole, interval_, w, out);
  }
  AdditiveTerm additive_term(std::int64_t n) const {
    const double count = static_cast<double>(n);
    return {PlugIn{}, -Rule::whole(count) / count,
            [count](std::size_t, std::int64_t c) { return c > 0 ? class_terms<Rule>()(c) / count : 0.0; }};
  }

 private:
  NormalInterval interval_;
};

}  // namespace plim
