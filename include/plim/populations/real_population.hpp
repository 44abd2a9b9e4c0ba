#pragma once
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "plim/families/erased_law.hpp"
#include "plim/populations/grown_sum.hpp"
#include "plim/populations/integer_draws.hpp"
#include "plim/populations/real_draws.hpp"
#include "plim/views/mean_m2.hpp"

namespace plim {

/// NAME key=value..., as it enters a key, and NAME(key=value, ...) for people.
template <Family F>
std::string canonical_kind(const Arguments& arguments) {
  return std::string(F::name) + (arguments.all().empty() ? "" : " " + arguments.canonical());
}
template <Family F>
std::string readable_kind(const Arguments& arguments) {
  return std::string(F::name) + "(" + arguments.readable() + ")";
}

/// The exact value of an estimand of a family with these arguments: a parameter by its name, or what it
/// offers.
template <Family F>
std::optional<double> truth_with(const F& family, const Arguments& arguments, std::string_view estimand,
                                 std::size_t element) {
  if (const std::optional<double> parameter = arguments.number(estimand, element)) return parameter;
  return truth_of(family, estimand, element);
}

/// Families whose sufficient statistic (mean, M2) has an exact O(1) sampler.
template <class F>
concept SamplesMeanM2 = requires(const F f, Variate& v, std::int64_t m) {
  { f.statistic(v, v, m).m2 } -> std::convertible_to<double>;
};

/// The statistic route: increments of (mean, M2), pooled by the formula of Chan, Golub and LeVeque (1979).
template <SamplesMeanM2 F>
class GrownMeanM2 final : public ViewSource {
 public:
  GrownMeanM2(const F& family, std::size_t lanes) : family_(family), mean_(lanes), m2_(lanes) {}

  void start(Address first, std::size_t lanes) override {
    first_ = first;
    std::fill_n(mean_.begin(), lanes, 0.0);
    std::fill_n(m2_.begin(), lanes, 0.0);
    view_ = {0, lanes, mean_.data(), m2_.data()};
  }

  void grow(std::int64_t n, std::uint32_t checkpoint) override {
    const std::uint64_t index = static_cast<std::uint64_t>(checkpoint) << 32;
    const std::int64_t m = n - view_.n;
    const double share = static_cast<double>(m) / static_cast<double>(n);
    for (std::size_t lane = 0; lane < view_.lanes; ++lane) {
      Address address = first_;
      address.replicate += lane;
      Variate normal(address, index);
      Variate chi_square(address, index | 1);
      const auto increment = family_.statistic(normal, chi_square, m);
      const double gap = increment.mean - mean_[lane];
      m2_[lane] += increment.m2 + gap * gap * share * static_cast<double>(view_.n);
      mean_[lane] += gap * share;
    }
    view_.n = n;
  }

  const void* view(ViewId id) override { return id == view_id<MeanM2>() ? &view_ : nullptr; }

 private:
  F family_;
  Address first_{};
  std::vector<double> mean_, m2_;
  MeanM2 view_{};
};

// The draws route of a family on the reals, whether its law is one or drawn in every lane.

template <Family F>
PublicFacts facts_of(const F& family) {
  PublicFacts facts;
  if constexpr (requires { family.classes(); }) facts.K = static_cast<std::size_t>(family.classes());
  return facts;
}

template <Family F>
std::vector<ViewId> views_one_by_one() {
  if (is_discrete<F>) return {view_id<Reals>(), view_id<SparseCounts>()};
  return {view_id<Reals>()};
}

template <Family F>
std::size_t bytes_one_by_one(const F& family, std::span<const ViewId> wanted, std::int64_t n_max) {
  std::size_t bytes = wants<Reals>(wanted) ? static_cast<std::size_t>(n_max) * sizeof(double) : 0;
  if (wants<SparseCounts>(wanted))
    bytes += distinct_limit(family, n_max) * 3 * (sizeof(double) + sizeof(std::int64_t));
  return bytes;
}

template <Family F>
std::string method_one_by_one() {
  return FillsBlocks<F> ? "block" : "variate";
}

template <Family F>
std::unique_ptr<ViewSource> drawn_one_by_one(LaneFamilies<F> laws, std::span<const ViewId> wanted,
                                             std::int64_t n_max) {
  if (is_discrete<F> && wants<SparseCounts>(wanted))
    return std::make_unique<DrawnIntegers<F>>(std::move(laws), wants<Reals>(wanted), n_max);
  return std::make_unique<DrawnReals<F>>(std::move(laws), n_max);
}

/// A family on the reals as a population. Routes: draws, and the statistic if the family has an exact sampler
/// of (mean, M2) or of the sum (then it lives on numbers >= 0).
template <Family F>
class RealPopulation final : public Population {
 public:
  RealPopulation(F family, Arguments arguments)
      : family_(std::move(family)), arguments_(std::move(arguments)) {}

  std::string canonical() const override { return canonical_kind<F>(arguments_); }
  std::string readable() const override { return readable_kind<F>(arguments_); }
  Dependence dependence() const override { return Dependence::independent; }
  std::string_view family() const override { return F::name; }
  PublicFacts public_facts() const override { return facts_of(family_); }

  std::vector<ViewId> views(RouteKind route) const override {
    if (route == RouteKind::draws) return views_one_by_one<F>();
    if (route == RouteKind::statistic && SamplesMeanM2<F>) return {view_id<MeanM2>()};
    if (route == RouteKind::statistic && SamplesSum<F>) return {view_id<SampleMean>()};
    return {};
  }

  std::size_t footprint(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max) const override {
    if (route != RouteKind::draws) return 3 * sizeof(double);
    return bytes_one_by_one(family_, wanted, n_max);
  }

  std::string method(RouteKind route, std::int64_t, std::int64_t) const override {
    if (route == RouteKind::statistic) return SamplesMeanM2<F> ? "normal_and_chi_square" : "sum";
    return method_one_by_one<F>();
  }

  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override {
    if constexpr (SamplesMeanM2<F>) {
      if (route == RouteKind::statistic) return std::make_unique<GrownMeanM2<F>>(family_, lanes);
    } else if constexpr (SamplesSum<F>) {
      if (route == RouteKind::statistic) return std::make_unique<GrownSum<F>>(family_, lanes);
    }
    return drawn_one_by_one(in_every_lane(family_, lanes), wanted, n_max);
  }

  std::optional<double> truth(std::string_view estimand, std::size_t element) const override {
    return truth_with(family_, arguments_, estimand, element);
  }

  std::unique_ptr<ObservationStream> stream(const Address& address) const override {
    return std::make_unique<RealStream<F>>(family_, address);
  }

  Shape shape() const override {
    if constexpr (requires { family_.shape_of_draw(); }) return family_.shape_of_draw();
    return {};
  }

  Support support() const override {
    if constexpr (requires { family_.support(); }) return family_.support();
    return Population::support();
  }

  double log_density(double x) const override {
    return family_.log_density(static_cast<typename F::value_type>(x));
  }
  double quantile(double p) const override { return ErasedLaw<F>(family_).quantile(p); }
  double complement(double x) const override { return ErasedLaw<F>(family_).complement(x); }

 private:
  F family_;
  Arguments arguments_;
};

}  // namespace plim
