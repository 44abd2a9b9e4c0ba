#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plim/populations/population.hpp"
#include "plim/populations/real_draws.hpp"
#include "plim/views/law.hpp"

namespace plim {

/// A law of a family and how people and keys call it: NAME key=value..., and NAME(key=value, ...).
struct NamedLaw {
  std::string_view family;
  Arguments arguments;
  std::shared_ptr<const Law> law;
  DrawingOfLaw drawing = {};

  std::string canonical() const;
  std::string readable() const;
  /// The exact value of an estimand: a parameter by its name, or what the law offers.
  std::optional<double> truth(std::string_view estimand, std::size_t element) const;
};

/// The draws route of a law on the reals, whether it is one or drawn in every lane.
struct OneByOne {
  const Law& law;
  bool by_blocks;

  std::vector<ViewId> views() const;
  std::size_t bytes(std::span<const ViewId> wanted, std::int64_t n_max) const;
  std::string method() const { return by_blocks ? "block" : law.tables().empty() ? "variate" : "table"; }
  std::unique_ptr<ViewSource> source(LawsOfLanes laws, std::span<const ViewId> wanted,
                                     std::int64_t n_max) const;
};

/// A law on the reals as a population. Routes: draws, the statistic if the law has an exact sampler of one,
/// and counts if it lives on integers that a table lists.
class RealPopulation final : public Population {
 public:
  explicit RealPopulation(NamedLaw named) : named_(std::move(named)) {}

  std::string canonical() const override { return named_.canonical(); }
  std::string readable() const override { return named_.readable(); }
  Dependence dependence() const override { return Dependence::independent; }
  std::string_view family() const override { return named_.family; }
  PublicFacts public_facts() const override { return {law().class_count()}; }
  std::vector<ViewId> views(RouteKind route) const override;
  std::size_t footprint(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max) const override;
  std::string method(RouteKind route, std::int64_t n_before, std::int64_t n) const override;
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override;
  std::unique_ptr<ObservationStream> stream(const Address& address) const override;

  std::optional<double> truth(std::string_view estimand, std::size_t element) const override {
    return named_.truth(estimand, element);
  }
  Shape shape() const override { return law().shape(); }
  Support support() const override { return law().support(); }
  double log_density(double x) const override { return law().log_density(x); }
  double quantile(double p) const override { return law().quantile(p); }
  double complement(double x) const override { return law().complement(x); }

 private:
  const Law& law() const noexcept { return *named_.law; }
  OneByOne one_by_one() const noexcept { return {law(), named_.drawing.by_blocks}; }

  NamedLaw named_;
};

}  // namespace plim
