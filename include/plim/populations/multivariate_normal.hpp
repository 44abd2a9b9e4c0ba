#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plim/populations/population.hpp"

namespace plim {

/// Normal points in R^d by mean vector and covariance matrix, which is positive definite: mean + L z, L by
/// Cholesky, z independent standard normals.
///
/// Route: draws (coordinate j of point i takes normal number i d + j); view points.
class MultivariateNormal final : public Population {
 public:
  static constexpr std::string_view name = "multivariate_normal",
                                    summary = "normal points in R^d, by mean vector and covariance matrix";
  static std::vector<Parameter> parameters();
  static Outcome<std::shared_ptr<const Population>> make(const Arguments& a);

  std::string canonical() const override { return std::string(name) + " " + arguments_.canonical(); }
  std::string readable() const override { return std::string(name) + "(" + arguments_.readable() + ")"; }
  PublicFacts public_facts() const override { return {{}, {}, mean_.size()}; }
  Dependence dependence() const override { return Dependence::independent; }
  std::string_view family() const override { return name; }
  std::vector<ViewId> views(RouteKind route) const override;
  std::size_t footprint(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max) const override;
  std::string method(RouteKind, std::int64_t, std::int64_t) const override { return "cholesky"; }
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override;
  std::unique_ptr<ObservationStream> stream(const Address& address) const override;
  /// Of every coordinate the mean, of every entry of the upper triangle the covariance, and the
  /// entropy.
  std::optional<double> truth(std::string_view estimand, std::size_t element) const override;
  /// Of any coordinate.
  Shape shape() const override { return normal_shape; }

  /// mean + L z in place of the standard normals z: `points: [..][d]`.
  void place(std::span<double> points) const noexcept;

 private:
  explicit MultivariateNormal(const Arguments& arguments) : arguments_(arguments) {}

  Arguments arguments_;
  std::vector<double> mean_;        // [d]
  std::vector<double> covariance_;  // [d(d+1)/2], the upper triangle
  std::vector<double> lower_;       // [d][d], L
  double entropy_ = 0;              // nats
};

}  // namespace plim
