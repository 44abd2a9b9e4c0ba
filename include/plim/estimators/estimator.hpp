#pragma once
#include <concepts>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "plim/core/outcome.hpp"
#include "plim/core/parameter.hpp"
#include "plim/estimators/any_estimator.hpp"
#include "plim/views/knowns.hpp"

namespace plim {

/// A rule that maps a sample's view to an estimate; a regular value, shared by threads.
///
/// Required: the type `view`, `name`, `estimand` (or `estimands()`), and
/// `estimate(view::One, workspace&, Address, EstimateRef)`, or the shorter `double estimate(view::One)`.
/// Optional: `bind(knowns, options)` (a Refusal if it cannot work), `bind_any(knowns, options)` (the same of
/// an erased estimator of that name, where another view serves what is asked), `options()`, `outputs()`, the
/// type `workspace`, `prepare(n, workspace&)` (called before the estimates at an n other than the last one; a
/// nested path comes back to each n many times), `estimate_block(view, workspace&, Address, BlockOut)` for
/// lanes,
/// `additive_term(n)`, `asymptotic_sd(truth, output)`, `range(n, classes)` (where all estimates lie),
/// `moments(n, output)` (which of them exist on its model's family), `workspace_bytes(size)` (where they grow
/// with the sample), `view_arguments()` (of a view that has them), `derivations()` (ways to have its view
/// that no catalogue knows), `features()` (optional parts of the view that it wants), `likelihood` (the
/// family its model must have), `has_interval()`, `told_K()` (the known alphabet, where the analyst might
/// have chosen another), `summary`, `least` (observations below which it is undefined) and `undefined` (in
/// words, why else).
template <class E>
concept Estimator = std::copyable<E> && View<typename E::view> && requires {
  { E::name } -> std::convertible_to<std::string_view>;
};

struct NoWorkspace {};

namespace detail {

template <class E>
auto workspace_of() {
  if constexpr (requires { typename E::workspace; }) {
    return std::type_identity<typename E::workspace>{};
  } else {
    return std::type_identity<NoWorkspace>{};
  }
}

/// Estimates one lane by whichever of the two forms the estimator has.
template <class E, class W>
void estimate_one(const E& e, const typename E::view& view, std::size_t lane, W& w, const Address& a,
                  const EstimateRef& ref) {
  if constexpr (requires { e.estimate(view.one(lane), w, a, ref); }) {
    e.estimate(view.one(lane), w, a, ref);
  } else {
    ref.out[0].value = e.estimate(view.one(lane));
  }
}

template <Estimator E>
class TypedInstance final : public Instance {
 public:
  explicit TypedInstance(const E& e) : estimator_(e) {}

  bool run(const void* view, std::int64_t n, const Address& first, const BlockOut& out) override {
    try {
      prepare(n);
      run_group(*static_cast<const typename E::view*>(view), first, out);
      return true;
    } catch (const std::bad_alloc&) {
      throw;
    } catch (...) {
      return false;
    }
  }

 private:
  void prepare([[maybe_unused]] std::int64_t n) {
    if constexpr (requires { estimator_.prepare(n, workspace_); }) {
      if (n != prepared_) estimator_.prepare(n, workspace_);
      prepared_ = n;
    }
  }

  void run_group(const typename E::view& v, const Address& first, const BlockOut& out) {
    if constexpr (requires { estimator_.estimate_block(v, workspace_, first, out); }) {
      estimator_.estimate_block(v, workspace_, first, out);
    } else {
      for (std::size_t lane = 0; lane < out.lanes; ++lane) {
        Address address = first;
        address.replicate += lane;
        run_lane(v, lane, address, out.at(lane));
      }
    }
  }

  void run_lane(const typename E::view& v, std::size_t lane, const Address& address, const EstimateRef& ref) {
    for (Cell& cell : ref.out) cell = Cell{};
    ref.status = Status::regular;
    try {
      estimate_one(estimator_, v, lane, workspace_, address, ref);
    } catch (const std::bad_alloc&) {
      throw;
    } catch (...) {
      ref.status = Status::threw;
    }
  }

  E estimator_;
  typename decltype(workspace_of<E>())::type workspace_{};
  std::int64_t prepared_ = -1;  // the n of the last prepare, -1 before the first
};

/// Answers what E does not say as BoundEstimator does.
template <Estimator E>
class TypedEstimator final : public BoundEstimator {
 public:
  explicit TypedEstimator(const E& e) : estimator_(e) {}

  std::unique_ptr<Instance> instantiate() const override {
    return std::make_unique<TypedInstance<E>>(estimator_);
  }
  std::optional<AdditiveTerm> additive(std::int64_t n) const override {
    if constexpr (requires { estimator_.additive_term(n); }) return estimator_.additive_term(n);
    return BoundEstimator::additive(n);
  }
  std::optional<double> asymptotic_sd(const TrueParameter& truth, std::size_t output) const override {
    if constexpr (requires { estimator_.asymptotic_sd(truth, output); })
      return estimator_.asymptotic_sd(truth, output);
    return BoundEstimator::asymptotic_sd(truth, output);
  }
  Range range(std::int64_t n, double classes) const override {
    if constexpr (requires { estimator_.range(n, classes); }) return estimator_.range(n, classes);
    return BoundEstimator::range(n, classes);
  }
  double moments(std::int64_t n, std::size_t output) const override {
    if constexpr (requires { estimator_.moments(n, output); }) return estimator_.moments(n, output);
    return BoundEstimator::moments(n, output);
  }
  std::size_t workspace_bytes(const SampleSize& size) const override {
    if constexpr (requires { estimator_.workspace_bytes(size); }) return estimator_.workspace_bytes(size);
    return BoundEstimator::workspace_bytes(size);
  }

 private:
  E estimator_;
};

}  // namespace detail

template <Estimator E>
std::vector<std::string> estimands_of() {
  if constexpr (requires { E::estimands(); }) {
    return E::estimands();
  } else {
    return {std::string(E::estimand)};
  }
}

template <Estimator E>
std::vector<Parameter> options_of() {
  if constexpr (requires { E::options(); }) {
    return E::options();
  } else {
    return {};
  }
}

/// The estimator bound to what the analyst knows, or why it cannot be.
template <Estimator E>
Outcome<E> bind_estimator(const Knowns& knowns, const Arguments& options) {
  if constexpr (requires { E::bind(knowns, options); }) {
    return E::bind(knowns, options);
  } else {
    return E{};
  }
}

/// Erases the type of a bound estimator.
template <Estimator E>
AnyEstimator erase(const E& e, const Knowns& knowns) {
  EstimatorFacts facts;
  facts.name = std::string(E::name);
  facts.view.tag = view_id<typename E::view>();
  facts.view_name = E::view::name;
  if constexpr (requires { e.outputs(); }) {
    facts.outputs = e.outputs();
  } else {
    facts.outputs = {{"", knowns.estimand, 0}};
  }
  if constexpr (requires { e.view_arguments(); }) facts.view.arguments = e.view_arguments();
  if constexpr (requires { e.derivations(); }) facts.derivations = e.derivations();
  if constexpr (requires { e.features(); }) facts.features = e.features();
  if constexpr (requires { e.has_interval(); }) facts.has_interval = e.has_interval();
  if constexpr (requires { e.told_K(); }) facts.told_K = e.told_K();
  return {std::move(facts), std::make_shared<const detail::TypedEstimator<E>>(e)};
}

}  // namespace plim
