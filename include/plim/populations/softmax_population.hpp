#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plim/numeric/softmax_law.hpp"
#include "plim/populations/population.hpp"

namespace plim {

/// Points in R^d whose coordinates are independent normals, each with a label from the softmax of linear
/// scores.
///
/// Route: draws; the one view is `Labelled`. The label comes by inversion of a uniform of its own.
class SoftmaxPopulation final : public Population {
 public:
  static constexpr std::string_view name = "softmax",
                                    summary = "normal points, labelled by the softmax of linear scores";
  static std::vector<Parameter> parameters();
  static Outcome<std::shared_ptr<const Population>> make(const Arguments& a);

  SoftmaxPopulation(SoftmaxLaw law, std::string canonical, std::string readable);

  std::string canonical() const override { return canonical_; }
  std::string readable() const override { return readable_; }
  PublicFacts public_facts() const override { return {law_.shape().K, {}, law_.shape().d}; }
  Dependence dependence() const override { return Dependence::independent; }
  std::string_view family() const override { return name; }
  std::vector<ViewId> views(RouteKind route) const override;
  std::size_t footprint(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max) const override;
  std::string method(RouteKind, std::int64_t, std::int64_t) const override { return "inversion"; }
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override;
  std::optional<double> truth(std::string_view estimand, std::size_t element) const override;
  const SoftmaxLaw* softmax() const override { return &law_; }

 private:
  SoftmaxLaw law_;
  std::string canonical_, readable_;
  std::vector<std::string> names_;  // of the weights
};

}  // namespace plim
