#pragma once
#include <algorithm>
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

/// The entropy as ln n - (1/n) sum c ln c + (sum s(c) - whole(n))/n (nats). Rules that replace ln c by
/// another function are written so, because s(c) stays bounded while c ln c grows: no digits cancel.
template <CountCorrection Rule>
class CorrectedEntropy : public PlugInFamily {
 public:
  static constexpr std::string_view name = Rule::name, summary = Rule::summary;

  static Outcome<CorrectedEntropy> bind(const Knowns& knowns, const Arguments&) {
    return NormalInterval::bind(knowns, name, "wald").map([](const NormalInterval& i) {
      return CorrectedEntropy(i);
    });
  }
  unsigned features() const noexcept { return PlugInFamily::features() | frequencies; }
  static Range range(std::int64_t n, double classes) {
    const double count = static_cast<double>(n), seen = std::fmin(count, classes), whole = Rule::whole(count);
    return {(std::fmin(Rule::least, Rule::least * seen) - whole) / count,
            entropy_range(n, classes).high + (Rule::most * seen - whole) / count};
  }
  void estimate_block(const CountFeatures& v, NoWorkspace&, const Address&, const BlockOut& out) const {
    const double n = static_cast<double>(std::max<std::int64_t>(v.n, 1)), whole = Rule::whole(n);
    for (std::size_t lane = 0; lane < out.lanes; ++lane)
      write(v, lane, plug_in_entropy(v, lane) + (class_terms<Rule>().sum(v, lane) - whole) / n, out);
  }
  AdditiveTerm additive_term(std::int64_t n) const {
    const double count = static_cast<double>(n);
    return {PlugIn{}, -Rule::whole(count) / count,
            [count](std::size_t, std::int64_t c) { return c > 0 ? class_terms<Rule>()(c) / count : 0.0; }};
  }
  using PlugInFamily::PlugInFamily;
};

}  // namespace plim
