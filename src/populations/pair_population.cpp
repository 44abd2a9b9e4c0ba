#include "plim/populations/pair_population.hpp"

#include "pair_source.hpp"
#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/populations/density_pair.hpp"
#include "plim/views/counts_pair.hpp"
#include "plim/views/functionals.hpp"
#include "plim/views/weight_element.hpp"

namespace plim {
namespace {

/// KL(p, q), which may be infinite.
double divergence(std::span<const double> p, std::span<const double> q) {
  CompensatedSum sum;
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (p[k] > 0 && q[k] <= 0) return infinity;
    if (q[k] > 0) sum.add(q[k] * elementary::relative_gain((p[k] - q[k]) / q[k]));
  }
  return sum.value();
}

/// Of the weight w of p in the mixture of both.
double jensen_shannon(std::span<const double> p, std::span<const double> q, double w) {
  std::vector<double> mixture(p.size());
  for (std::size_t k = 0; k < p.size(); ++k) mixture[k] = w * p[k] + (1 - w) * q[k];
  return w * divergence(p, mixture) + (1 - w) * divergence(q, mixture);
}

class PairPopulation final : public TwoSamples {
 public:
  using TwoSamples::TwoSamples;
  PublicFacts public_facts() const override { return {first().public_facts().K}; }
  std::span<const std::string> labels() const override { return first().labels(); }

  std::vector<ViewId> views(RouteKind route) const override {
    return has_parts(route) ? std::vector<ViewId>{view_id<CountsPair>()} : std::vector<ViewId>{};
  }
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId>, std::int64_t n_max,
                                     std::size_t lanes) const override {
    const auto join = [](const Counts& p, const Counts& q) {
      return CountsPair{p.n, q.n, p.K, p.lanes, p.c, q.c};
    };
    return pair_source<CountsPair, Counts>(*this, route, n_max, lanes, join);
  }

  std::optional<double> truth(std::string_view estimand, std::size_t element) const override {
    const std::span<const double> p = first().probabilities(), q = second().probabilities();
    if (estimand == functional::kl) return divergence(p, q);
    if (estimand == functional::cross_entropy) return entropy_of(p) + divergence(p, q);
    if (estimand == functional::jensen_shannon) return jensen_shannon(p, q, weight_of_element(element));
    return std::nullopt;
  }

 private:
  ViewId part() const override { return view_id<Counts>(); }
};

}  // namespace

Outcome<std::shared_ptr<const Population>> make_pair_population(std::shared_ptr<const Population> first,
                                                                std::shared_ptr<const Population> second,
                                                                double ratio) {
  const auto is_single = [](const Population& law) {
    return !law.draws_law() && law.dependence() == Dependence::independent;
  };
  if (is_single(*first) && is_single(*second) && has_density(*first) && has_density(*second))
    return DensityPair::make(std::move(first), std::move(second), ratio);
  for (const Population* law : {first.get(), second.get()}) {
    if (!is_single(*law) || law->probabilities().empty() || !wants<Counts>(law->views(RouteKind::draws)))
      return Refusal{
          law->readable() +
          " is no fixed law on a list of classes with independent draws, and not both have a density"};
  }
  if (!is_on_classes_of(*second, *first))
    return Refusal{second->readable() + " is not a law on the classes of " + first->readable()};
  return std::shared_ptr<const Population>(
      std::make_shared<PairPopulation>(std::move(first), std::move(second), ratio));
}

}  // namespace plim
