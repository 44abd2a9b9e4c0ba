#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plim/populations/population.hpp"

namespace plim {

/// What is known of a law of points: mean `[d]`, covariance `[d(d+1)/2]` (the upper triangle), the entropy
/// (nats), NaN where there is none, and the mutual information of the first 1, 2, ... coordinates and the
/// others, `information: [d-1]` (nats), empty if nothing is known.
struct PointMoments {
  std::vector<double> mean, covariance;
  double entropy;
  std::vector<double> information = {};
};

/// Independent points of a law in R^d. Route: draws; view points.
class PointPopulation : public Population {
 public:
  std::string canonical() const override;
  std::string readable() const override;
  PublicFacts public_facts() const override { return {{}, {}, dimension()}; }
  Dependence dependence() const override { return Dependence::independent; }
  std::string_view family() const override { return name_; }
  std::vector<ViewId> views(RouteKind route) const override;
  std::size_t footprint(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max) const override;
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override;
  std::unique_ptr<ObservationStream> stream(const Address& address) const override;
  /// Of every coordinate the mean, of every entry of the upper triangle the covariance, the entropy, the
  /// mutual information of the first `element` coordinates and the others, and parameters that are numbers or
  /// lists of them.
  std::optional<double> truth(std::string_view estimand, std::size_t element) const override;

  std::size_t dimension() const noexcept { return moments_.mean.size(); }
  /// log density at one point `x: [d]` (nats); NaN if the law has none in R^d.
  virtual double log_density_at(std::span<const double> x) const;
  /// Points first, first + 1, ... of a path: `out: [..][d]`.
  virtual void draw(const Address& address, std::uint64_t first, std::span<double> out) const = 0;

 protected:
  PointPopulation(std::string_view name, const Arguments& arguments, PointMoments moments)
      : name_(name), arguments_(arguments), moments_(std::move(moments)) {}

 private:
  std::string_view name_;
  Arguments arguments_;
  PointMoments moments_;
};

}  // namespace plim
