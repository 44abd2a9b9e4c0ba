#include <stdexcept>

#include "plim/populations/drawn_population.hpp"
#include "plim/populations/family_population.hpp"
#include "plim/populations/random_population.hpp"
#include "plim/populations/real_population.hpp"

namespace plim {
namespace {

/// The place of a law of a family. Throws where the family refuses what is drawn.
class FamilyLane final : public LawLane {
 public:
  FamilyLane(const LawFamily& family, const RandomParameters& parameters, std::shared_ptr<Law> law)
      : family_(family), parameters_(parameters) {
    named_.family = family.name;
    named_.arguments = parameters.fixed;
    named_.law = law_ = std::move(law);
  }

  void draw(const Address& address) override {
    draw_parameters(parameters_.random, address, named_.arguments);
    if (const std::optional<Refusal> refused = law_->remake(named_.arguments))
      throw std::runtime_error("a drawn law is refused: " + refused->message);
    if (is_dense(family_, *law_)) p_ = law_->classes().p;
  }
  std::string_view family() const override { return named_.family; }
  const Arguments& arguments() const override { return named_.arguments; }
  std::span<const double> probabilities() const override { return p_; }
  std::optional<double> truth(std::string_view estimand, std::size_t element) const override {
    return named_.truth(estimand, element);
  }
  double quantile(double p) const override { return law_->quantile(p); }
  double complement(double x) const override { return law_->complement(x); }
  std::shared_ptr<const Law> law() const noexcept { return law_; }

 private:
  LawFamily family_;
  RandomParameters parameters_;
  NamedLaw named_;
  std::shared_ptr<Law> law_;  // the same
  std::vector<double> p_;
};

/// A place with some law, which is drawn anew before it is used.
std::unique_ptr<FamilyLane> lane_of(const LawFamily& family, const RandomParameters& parameters) {
  Arguments first = parameters.fixed;
  draw_parameters(parameters.random, Address{}, first);
  return std::make_unique<FamilyLane>(family, parameters, std::move(*family.make(first)));
}

/// A family on the reals with drawn parameters. Replicate j is drawn exactly as replicate j of a
/// RealPopulation with its parameters would be on the draws route, the only one; but laws on integers are
/// drawn by variates, as a table would cost more than it saves.
class RandomPopulation final : public Population {
 public:
  /// `some`: any law that can be drawn.
  RandomPopulation(const LawFamily& family, RandomParameters parameters, std::shared_ptr<const Law> some)
      : family_(family), parameters_(std::move(parameters)), some_(std::move(some)) {}

  std::string canonical() const override {
    return canonical_random(family_.name, parameters_.fixed, parameters_.random);
  }
  std::string readable() const override {
    return readable_random(family_.name, parameters_.fixed, parameters_.random);
  }
  PublicFacts public_facts() const override { return {some_->class_count()}; }
  Dependence dependence() const override { return Dependence::independent; }
  std::vector<ViewId> views(RouteKind route) const override {
    if (route != RouteKind::draws) return {};
    std::vector<ViewId> views = one_by_one().views();
    views.push_back(view_id<DrawnLaw>());
    return views;
  }
  std::size_t footprint(RouteKind, std::span<const ViewId> wanted, std::int64_t n_max) const override {
    return sizeof(FamilyLane) + one_by_one().bytes(wanted, n_max);
  }
  std::string method(RouteKind, std::int64_t, std::int64_t) const override { return one_by_one().method(); }
  std::unique_ptr<ViewSource> source(RouteKind, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override {
    std::vector<std::unique_ptr<LawLane>> places;
    LawsOfLanes in_lanes;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      std::unique_ptr<FamilyLane> place = lane_of(family_, parameters_);
      in_lanes.push_back(place->law());
      places.push_back(std::move(place));
    }
    auto laws = std::make_shared<LawLanes>(std::move(places));
    return std::make_unique<DrawnLawSource>(std::move(laws),
                                            one_by_one().source(std::move(in_lanes), wanted, n_max));
  }
  std::optional<double> truth(std::string_view, std::size_t) const override { return std::nullopt; }
  bool draws_law() const override { return true; }
  std::shared_ptr<const Population> realised(const Address& law) const override {
    const std::unique_ptr<FamilyLane> lane = lane_of(family_, parameters_);
    lane->draw(law);
    if (is_dense(family_, *lane->law())) return *make_family_population(family_, lane->arguments());
    return std::make_shared<RealPopulation>(
        NamedLaw{family_.name, lane->arguments(), lane->law(), family_.drawing});
  }

 private:
  OneByOne one_by_one() const noexcept { return {*some_, family_.drawing.by_blocks}; }

  LawFamily family_;
  RandomParameters parameters_;
  std::shared_ptr<const Law> some_;
};

}  // namespace

Outcome<std::shared_ptr<const Population>> make_random_population(const LawFamily& family,
                                                                  RandomParameters parameters) {
  Arguments first = parameters.fixed;
  draw_parameters(parameters.random, Address{}, first);
  Outcome<std::unique_ptr<Law>> some = family.make(first);
  if (!some) return Refusal{some.reason()};
  (*some)->remake(first);  // so that it is drawn as the laws of replicates are
  if (is_dense(family, **some)) {
    ClassesOfLaw classes = (*some)->classes();
    LawSampler sampler;
    sampler.canonical = canonical_random(family.name, parameters.fixed, parameters.random);
    sampler.readable = readable_random(family.name, parameters.fixed, parameters.random);
    sampler.K = classes.p.size();
    sampler.values = std::move(classes.values);
    sampler.lane = [family, parameters] { return lane_of(family, parameters); };
    return std::shared_ptr<const Population>(std::make_shared<DrawnPopulation>(std::move(sampler)));
  }
  return std::shared_ptr<const Population>(
      std::make_shared<RandomPopulation>(family, std::move(parameters), std::move(*some)));
}

}  // namespace plim
