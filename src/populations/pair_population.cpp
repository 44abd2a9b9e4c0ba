#include "plim/populations/pair_population.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/cell.hpp"
#include "plim/core/number.hpp"
#include "plim/core/parameter.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/views/counts_pair.hpp"
#include "plim/views/functionals.hpp"

namespace plim {
namespace {

std::int64_t second_size(double ratio, std::int64_t n) noexcept {
  return std::max<std::int64_t>(1, std::llround(ratio * static_cast<double>(n)));
}

/// Both samples of every lane.
class PairSource final : public ViewSource {
 public:
  PairSource(std::unique_ptr<ViewSource> first, std::unique_ptr<ViewSource> second, double ratio)
      : first_(std::move(first)), second_(std::move(second)), ratio_(ratio) {}

  void start(Address first, std::size_t lanes) override {
    first_->start(first, lanes);
    ++first.sub;
    second_->start(first, lanes);
    m_ = 0;
  }
  void grow(std::int64_t n, std::uint32_t checkpoint) override {
    first_->grow(n, checkpoint);
    const std::int64_t m = second_size(ratio_, n);
    if (m > m_) second_->grow(m, checkpoint);
    m_ = m;
  }
  const void* view(ViewId id) override {
    if (id != view_id<CountsPair>()) return nullptr;
    const auto& p = *static_cast<const Counts*>(first_->view(view_id<Counts>()));
    const auto& q = *static_cast<const Counts*>(second_->view(view_id<Counts>()));
    view_ = {p.n, q.n, p.K, p.lanes, p.c, q.c};
    return &view_;
  }

 private:
  std::unique_ptr<ViewSource> first_, second_;
  double ratio_;
  std::int64_t m_ = 0;
  CountsPair view_{};
};

class PairPopulation final : public Population {
 public:
  PairPopulation(std::shared_ptr<const Population> first, std::shared_ptr<const Population> second,
                 double ratio)
      : first_(std::move(first)), second_(std::move(second)), ratio_(ratio) {}

  std::string canonical() const override {
    return "two_samples ratio=" + plim::canonical(Value(ratio_)) + " first=[" + first_->canonical() +
           "] second=[" + second_->canonical() + "]";
  }
  std::string readable() const override {
    return "two_samples(" + first_->readable() + ", " + second_->readable() +
           (ratio_ == 1 ? "" : ", ratio " + round_trip(ratio_)) + ")";
  }
  PublicFacts public_facts() const override { return {first_->public_facts().K}; }
  Dependence dependence() const override { return Dependence::independent; }
  std::span<const std::string> labels() const override { return first_->labels(); }

  std::vector<ViewId> views(RouteKind route) const override {
    const bool both = wants<Counts>(first_->views(route)) && wants<Counts>(second_->views(route));
    return both ? std::vector<ViewId>{view_id<CountsPair>()} : std::vector<ViewId>{};
  }
  std::size_t footprint(RouteKind route, std::span<const ViewId>, std::int64_t n_max) const override {
    return first_->footprint(route, counts, n_max) +
           second_->footprint(route, counts, second_size(ratio_, n_max));
  }
  std::string method(RouteKind route, std::int64_t n_before, std::int64_t n) const override {
    return first_->method(route, n_before, n);
  }
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId>, std::int64_t n_max,
                                     std::size_t lanes) const override {
    return std::make_unique<PairSource>(first_->source(route, counts, n_max, lanes),
                                        second_->source(route, counts, second_size(ratio_, n_max), lanes),
                                        ratio_);
  }

  std::optional<double> truth(std::string_view estimand, std::size_t element) const override {
    if (estimand == functional::kl) return divergence(first_->probabilities(), second_->probabilities());
    if (estimand == functional::cross_entropy)
      return entropy_of(first_->probabilities()) +
             divergence(first_->probabilities(), second_->probabilities());
    if (estimand == functional::jensen_shannon && element == 0) return jensen_shannon();
    return std::nullopt;
  }

 private:
  static constexpr ViewId only_counts[] = {&view_tag<Counts>};
  static constexpr std::span<const ViewId> counts{only_counts};

  /// KL(p, q); NaN, which is no truth, where it is infinite.
  static double divergence(std::span<const double> p, std::span<const double> q) {
    CompensatedSum sum;
    for (std::size_t k = 0; k < p.size(); ++k) {
      if (p[k] > 0 && q[k] <= 0) return not_given;
      if (q[k] > 0) sum.add(q[k] * elementary::relative_gain((p[k] - q[k]) / q[k]));
    }
    return sum.value();
  }

  double jensen_shannon() const {
    const std::span<const double> p = first_->probabilities(), q = second_->probabilities();
    std::vector<double> mixture(p.size());
    for (std::size_t k = 0; k < p.size(); ++k) mixture[k] = 0.5 * (p[k] + q[k]);
    return 0.5 * (divergence(p, mixture) + divergence(q, mixture));
  }

  std::shared_ptr<const Population> first_, second_;
  double ratio_;
};

}  // namespace

Outcome<std::shared_ptr<const Population>> make_pair_population(std::shared_ptr<const Population> first,
                                                                std::shared_ptr<const Population> second,
                                                                double ratio) {
  for (const Population* law : {first.get(), second.get()}) {
    if (law->draws_law() || law->dependence() != Dependence::independent || law->probabilities().empty() ||
        !wants<Counts>(law->views(RouteKind::draws)))
      return Refusal{law->readable() + " is no fixed law on a list of classes with independent draws"};
  }
  if (!is_on_classes_of(*second, *first))
    return Refusal{second->readable() + " is not a law on the classes of " + first->readable()};
  return std::shared_ptr<const Population>(
      std::make_shared<PairPopulation>(std::move(first), std::move(second), ratio));
}

}  // namespace plim
