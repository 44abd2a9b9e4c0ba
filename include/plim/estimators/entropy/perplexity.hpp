#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {

/// exp of an entropy estimator, under the same name and with the same options: se by the delta method,
/// interval the exp of its ends.
template <Estimator E>
class Perplexity {
 public:
  using view = typename E::view;
  using workspace = typename decltype(detail::workspace_of<E>())::type;
  static constexpr std::string_view name = E::name;
  static constexpr std::string_view estimand = "perplexity";
  static constexpr std::string_view summary = "exp of the entropy estimator of that name";

  static std::vector<Parameter> options() { return options_of<E>(); }
  static Outcome<Perplexity> bind(const Knowns& knowns, const Arguments& options) {
    return bind_estimator<E>(knowns, options).map([](const E& entropy) { return Perplexity(entropy); });
  }

  unsigned features() const noexcept {
    if constexpr (requires(const E& e) { e.features(); }) return entropy_.features();
    return 0;
  }
  bool has_interval() const noexcept {
    if constexpr (requires(const E& e) { e.has_interval(); }) return entropy_.has_interval();
    return false;
  }
  auto told_K() const requires requires(const E& e) { e.told_K(); }
  { return entropy_.told_K(); }
  void estimate_block(const view& v, workspace& w, const Address& first, const BlockOut& out) const {
    entropy_.estimate_block(v, w, first, out);
    for (std::size_t lane = 0; lane < out.lanes; ++lane) {
      Cell& cell = out.cells[lane];
      cell.value = elementary::exp(cell.value);
      cell.se *= cell.value;
      cell.lo = elementary::exp(cell.lo);
      cell.hi = elementary::exp(cell.hi);
    }
  }
  /// The additive form of the entropy.
  auto additive_term(std::int64_t n) const requires requires(const E& e) { e.additive_term(n); }
  { return entropy_.additive_term(n); }

  Range range(std::int64_t n, double classes) const requires requires(const E& e) { e.range(n, classes); }
  {
    const Range r = entropy_.range(n, classes);
    return {elementary::exp(r.low), elementary::exp(r.high)};
  }

 private:
  explicit Perplexity(const E& entropy) : entropy_(entropy) {}
  E entropy_;
};

}  // namespace plim
