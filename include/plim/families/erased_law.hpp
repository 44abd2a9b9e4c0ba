#pragma once
#include <array>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "plim/core/real.hpp"
#include "plim/families/capabilities.hpp"
#include "plim/families/drawing.hpp"
#include "plim/families/family.hpp"
#include "plim/families/lazy_tables.hpp"
#include "plim/families/support.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/views/law.hpp"

namespace plim {

/// Families that offer the gradient of their log density in their parameters: `score(x, gradient:
/// [parameters])`.
template <class F>
concept HasScore = requires(const F f, typename F::value_type x, std::span<double> gradient) {
  f.score(x, gradient);
};

/// A family's law as a Law.
template <Family F>
class ErasedLaw final : public Law, private LazyTables<F> {
 public:
  explicit ErasedLaw(F family) : family_(std::move(family)) {}

  bool discrete() const override { return is_discrete<F>; }
  double sample(Variate& v) const override { return static_cast<double>(family_.sample(v)); }
  double log_density(double x) const override {
    if constexpr (std::integral<typename F::value_type>) {
      // Outside these the cast would not be defined.
      if (!(x == std::floor(x) && std::fabs(x) < 0x1p63)) return std::isnan(x) ? x : -infinity;
    }
    return family_.log_density(static_cast<typename F::value_type>(x));
  }
  double cdf(double x) const override {
    if constexpr (requires { family_.cdf(x); }) return family_.cdf(x);
    return not_given_;
  }
  double complement(double x) const override {
    if constexpr (requires { family_.complement(x); }) return family_.complement(x);
    return 1 - cdf(x);
  }
  double quantile(double p) const override {
    if constexpr (requires { family_.quantile(p); }) return family_.quantile(p);
    return not_given_;
  }
  double complement_quantile(double q) const override {
    if constexpr (requires { family_.complement_quantile(q); }) return family_.complement_quantile(q);
    return quantile(1 - q);
  }
  double log_cdf(double x) const override {
    if constexpr (requires { family_.log_cdf(x); }) return family_.log_cdf(x);
    return std::log(cdf(x));
  }
  double log_complement(double x) const override {
    if constexpr (requires { family_.log_complement(x); }) return family_.log_complement(x);
    return std::log(complement(x));
  }
  double mean() const override {
    if constexpr (requires { family_.mean(); }) return family_.mean();
    return not_given_;
  }
  double variance() const override {
    if constexpr (requires { family_.variance(); }) return family_.variance();
    return not_given_;
  }
  double skewness() const override {
    if constexpr (requires { family_.skewness(); }) return family_.skewness();
    return not_given_;
  }
  double excess_kurtosis() const override {
    if constexpr (requires { family_.excess_kurtosis(); }) return family_.excess_kurtosis();
    return not_given_;
  }
  double entropy() const override {
    if constexpr (requires { family_.entropy(); }) return family_.entropy();
    return not_given_;
  }
  FisherInformation fisher_information() const override {
    if constexpr (requires { family_.fisher_information(); }) return family_.fisher_information();
    return {};
  }
  Support support() const override {
    if constexpr (requires { family_.support(); }) return family_.support();
    return {-infinity, infinity};
  }

  Shape shape() const override {
    if constexpr (requires { family_.shape_of_draw(); }) return family_.shape_of_draw();
    Shape shape{skewness(), excess_kurtosis()};
    // Where one moment does not exist, no higher one does.
    if (std::isinf(shape.excess)) shape.fifth = shape.sixth = infinity;
    return shape;
  }
  std::optional<double> truth(std::string_view estimand, std::size_t element) const override {
    return truth_of(family_, estimand, element);
  }
  std::optional<std::size_t> class_count() const override {
    if constexpr (requires { family_.classes(); }) return family_.classes();
    return std::nullopt;
  }
  ClassesOfLaw classes() const override {
    ClassesOfLaw classes;
    if constexpr (requires { family_.probabilities(); }) classes.p = family_.probabilities();
    if constexpr (requires { family_.values(); }) classes.values = family_.values();
    if constexpr (requires { family_.counts; }) classes.weights = family_.counts;
    return classes;
  }

  void draw(const Address& address, std::uint64_t first, std::span<double> out) const override {
    if constexpr (Tabled<F>) {
      if (const auto own = tables(); !own.empty()) return draw_from(own, address, first, out);
    }
    draw_values(family_, address, first, out);
  }
  std::span<const IntegerTable> tables() const override {
    if constexpr (Tabled<F>) return this->of(family_);
    if constexpr (requires { family_.base.tables(); }) return family_.base.tables();
    return {};
  }
  const IntegerTable* listing() const override {
    if constexpr (Tabled<F>) {
      const auto own = tables();
      if (own.size() == 1 && own.front().lists_all()) return &own.front();
    }
    return nullptr;
  }
  DrawnStatistic statistic([[maybe_unused]] Variate& first, [[maybe_unused]] Variate& second,
                           [[maybe_unused]] std::int64_t m) const override {
    if constexpr (SamplesStatistic<F>) {
      return family_.statistic(first, second, m);
    } else if constexpr (SamplesSum<F>) {
      return {family_.sample_sum(first, m), not_given_};
    }
    return {not_given_, not_given_};
  }

  std::optional<Refusal> remake(const Arguments& parameters) override {
    change();
    Outcome<F> made = F::make(parameters);
    if (!made) return Refusal{made.reason()};
    family_ = std::move(*made);
    return std::nullopt;
  }
  bool move(const Arguments& parameters) override {
    change();
    if constexpr (requires { F::in_domain(parameters); }) {
      family_ = F::in_domain(parameters);
      return true;
    } else {
      const Outcome<F> moved = F::make(parameters);
      if (moved) family_ = *moved;
      return static_cast<bool>(moved);
    }
  }

  double mean_log_density(const Observations::One& sample) const override {
    CompensatedSum sum;
    for (std::size_t i = 0; i < sample.x.size(); ++i) {
      const double term = log_density(sample.x[i]);
      if (!std::isfinite(term)) return term;
      sum.add(sample.times.empty() ? term : sample.times[i] * term);
    }
    return sum.value() / static_cast<double>(sample.n);
  }

  bool mean_score([[maybe_unused]] const Observations::One& sample,
                  [[maybe_unused]] std::span<double> gradient) const override {
    if constexpr (HasScore<F>) {
      std::array<CompensatedSum, most_scores> sums;
      std::array<double, most_scores> one{};
      for (std::size_t i = 0; i < sample.x.size(); ++i) {
        family_.score(static_cast<typename F::value_type>(sample.x[i]),
                      std::span(one).first(gradient.size()));
        const double weight = sample.times.empty() ? 1 : sample.times[i];
        for (std::size_t k = 0; k < gradient.size(); ++k) sums[k].add(weight * one[k]);
      }
      for (std::size_t k = 0; k < gradient.size(); ++k)
        gradient[k] = sums[k].value() / static_cast<double>(sample.n);
    }
    return HasScore<F>;
  }

 private:
  void change() noexcept {
    if constexpr (Tabled<F>) this->give_up();
  }

  static constexpr double not_given_ = std::numeric_limits<double>::quiet_NaN();
  static constexpr std::size_t most_scores = 8;

  F family_;
};

/// The family behind one type.
template <Family F>
LawFamily law_family() {
  LawFamily family{F::name, F::parameters()};
  if constexpr (requires { F::summary; }) family.summary = F::summary;
  if constexpr (requires { F::carrier; }) family.carrier = F::carrier;
  if constexpr (requires { F::maximum; }) family.maximum = F::maximum;
  if constexpr (requires { F::no_information; }) family.no_information = F::no_information;
  if constexpr (requires { F::no_likelihood; }) family.no_likelihood = F::no_likelihood;
  if constexpr (requires { F::regular_ends; }) family.regular_ends = F::regular_ends;
  if constexpr (requires { F::integer_classes; }) family.integer_classes = F::integer_classes;
  if constexpr (requires { F::trials_of_law; }) family.trials = F::trials_of_law;
  if constexpr (requires { &F::is_supremum_at_infinity; })
    family.is_supremum_at_infinity = &F::is_supremum_at_infinity;
  family.capabilities = capabilities<F>();
  family.discrete = is_discrete<F>;
  family.listed = requires(const F f) { f.probabilities(); };
  family.drawing = {FillsBlocks<F>, statistic_of<F>()};
  family.has_score = HasScore<F>;
  family.has_information = requires(const F f) { f.fisher_information(); };
  family.has_mean = requires(const F f) { f.mean(); };
  family.has_variance = requires(const F f) { f.variance(); };
  family.make = [](const Arguments& arguments) {
    return F::make(arguments).map(
        [](const F& f) -> std::unique_ptr<Law> { return std::make_unique<ErasedLaw<F>>(f); });
  };
  return family;
}

}  // namespace plim
