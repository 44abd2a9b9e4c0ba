#pragma once
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "plim/families/erased_law.hpp"
#include "plim/populations/drawn_population.hpp"
#include "plim/populations/family_population.hpp"
#include "plim/views/law.hpp"

namespace plim {

/// A parameter of a family that is drawn anew for every replicate, and its law: `canonical` and `readable`
/// as text.
struct RandomParameter {
  Parameter parameter;
  std::shared_ptr<const Law> law;
  std::string canonical, readable;
};

/// Such a parameter with the law of that family; or a refusal if the parameter is no number, or the law has
/// values where the parameter may not be.
Outcome<RandomParameter> random_parameter(const Parameter& parameter, const LawFamily& family,
                                          const Arguments& arguments);

/// Its value in the middle of its law, and those beyond which it lies with a chance of 1e-15.
struct DrawnValues {
  double middle, least, most;
};
DrawnValues drawn_values(const RandomParameter& random);

/// Draws every random parameter into `arguments`, the i-th at index i of the address; a draw that a double
/// cannot hold within the parameter's domain and bounds is the nearest that it can.
void draw_parameters(std::span<const RandomParameter> random, const Address& law, Arguments& arguments);

/// A family's law as NAME key=value..., drawn parameters as key=random(LAW); and for people.
std::string canonical_random(std::string_view family, const Arguments& fixed,
                             std::span<const RandomParameter> random);
std::string readable_random(std::string_view family, const Arguments& fixed,
                            std::span<const RandomParameter> random);

/// A family whose parameters are in part drawn: the fixed ones, and the others in the order of their names.
struct RandomParameters {
  Arguments fixed;
  std::vector<RandomParameter> random;
};

/// The place of a law of a family. Throws where the family refuses what is drawn.
template <Family F>
class FamilyLane final : public LawLane {
 public:
  FamilyLane(const RandomParameters& parameters, F family)
      : parameters_(parameters), arguments_(parameters.fixed), law_(std::move(family)) {}

  void draw(const Address& law) override {
    draw_parameters(parameters_.random, law, arguments_);
    Outcome<F> drawn = F::make(arguments_);
    if (!drawn) throw std::runtime_error("a drawn law is refused: " + drawn.reason());
    law_ = std::move(*drawn);
    if constexpr (requires { law_.probabilities(); }) {
      if (is_dense(law_)) p_ = law_.probabilities();
    }
  }
  std::string_view family() const override { return F::name; }
  const Arguments& arguments() const override { return arguments_; }
  std::span<const double> probabilities() const override { return p_; }
  std::optional<double> truth(std::string_view estimand, std::size_t element) const override {
    return truth_with(law_, arguments_, estimand, element);
  }
  double quantile(double p) const override { return ErasedLaw<F>(law_).quantile(p); }
  double complement(double x) const override { return ErasedLaw<F>(law_).complement(x); }
  const F& law() const noexcept { return law_; }

 private:
  RandomParameters parameters_;
  Arguments arguments_;
  F law_;
  std::vector<double> p_;
};

/// A family on the reals with drawn parameters. Replicate j is drawn exactly as replicate j of a
/// RealPopulation with its parameters would be on the draws route, the only one.
template <Family F>
class RandomPopulation final : public Population {
 public:
  /// `some`: any law that can be drawn.
  RandomPopulation(RandomParameters parameters, F some)
      : parameters_(std::move(parameters)), some_(std::move(some)) {}

  std::string canonical() const override {
    return canonical_random(F::name, parameters_.fixed, parameters_.random);
  }
  std::string readable() const override {
    return readable_random(F::name, parameters_.fixed, parameters_.random);
  }
  PublicFacts public_facts() const override { return facts_of(some_); }
  Dependence dependence() const override { return Dependence::independent; }
  std::vector<ViewId> views(RouteKind route) const override {
    if (route != RouteKind::draws) return {};
    std::vector<ViewId> views = views_one_by_one<F>();
    views.push_back(view_id<DrawnLaw>());
    return views;
  }
  std::size_t footprint(RouteKind, std::span<const ViewId> wanted, std::int64_t n_max) const override {
    return sizeof(FamilyLane<F>) + bytes_one_by_one(some_, wanted, n_max);
  }
  std::string method(RouteKind, std::int64_t, std::int64_t) const override { return method_one_by_one<F>(); }
  std::unique_ptr<ViewSource> source(RouteKind, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override {
    std::vector<std::unique_ptr<LawLane>> places;
    std::vector<const F*> families;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      auto place = std::make_unique<FamilyLane<F>>(parameters_, some_);
      families.push_back(&place->law());
      places.push_back(std::move(place));
    }
    auto laws = std::make_shared<LawLanes>(std::move(places));
    LaneFamilies<F> in_lanes;
    for (const F* family : families) in_lanes.emplace_back(laws, family);
    auto samples = drawn_one_by_one<F>(std::move(in_lanes), wanted, n_max);
    return std::make_unique<DrawnLawSource>(std::move(laws), std::move(samples));
  }
  std::optional<double> truth(std::string_view, std::size_t) const override { return std::nullopt; }
  bool draws_law() const override { return true; }
  std::shared_ptr<const Population> realised(const Address& law) const override {
    FamilyLane<F> lane(parameters_, some_);
    lane.draw(law);
    return *make_family_population<F>(lane.arguments());
  }

 private:
  RandomParameters parameters_;
  F some_;
};

/// A family with drawn parameters as a population: on symbols if it has a list of probabilities, else on the
/// reals. The laws on symbols have the counts route too.
template <Family F>
Outcome<std::shared_ptr<const Population>> make_random_population(RandomParameters parameters) {
  Arguments first = parameters.fixed;
  draw_parameters(parameters.random, Address{}, first);
  const Outcome<F> some = F::make(first);
  if (!some) return Refusal{some.reason()};
  if constexpr (requires(const F f) { f.probabilities(); }) {
    if (is_dense(*some)) {
      LawSampler sampler;
      sampler.canonical = canonical_random(F::name, parameters.fixed, parameters.random);
      sampler.readable = readable_random(F::name, parameters.fixed, parameters.random);
      sampler.K = some->probabilities().size();
      if constexpr (requires { some->values(); }) sampler.values = some->values();
      sampler.lane = [parameters, f = *some] { return std::make_unique<FamilyLane<F>>(parameters, f); };
      return std::shared_ptr<const Population>(std::make_shared<DrawnPopulation>(std::move(sampler)));
    }
  }
  return std::shared_ptr<const Population>(
      std::make_shared<RandomPopulation<F>>(std::move(parameters), *some));
}

}  // namespace plim
