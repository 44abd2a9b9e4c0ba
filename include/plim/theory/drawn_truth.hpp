#pragma once
#include <vector>

#include "plim/populations/population.hpp"
#include "plim/theory/estimand.hpp"
#include "plim/views/drawn_law.hpp"

namespace plim {

/// The truth of each replicate where its law is drawn: an oracle whose outputs are the exact values of what
/// another estimator's outputs are after (nats). A lane whose truth is not finite has status `undefined`.
class DrawnTruth {
 public:
  using view = DrawnLaw;
  /// The values as long as the laws stand: nested sizes share them.
  struct workspace {
    std::vector<double> values;  // [lanes][outputs]
    std::uint64_t drawn = 0;
  };
  static constexpr std::string_view name = "truth";

  /// Such an oracle, or a refusal if one of the outputs is nothing that every law of the population has.
  /// `estimands`: the catalogue's entry for each output, null where it is a parameter.
  static Outcome<DrawnTruth> bind(const Population& population, const Knowns& knowns,
                                  std::vector<Output> outputs, Estimands estimands);
  std::vector<Output> outputs() const { return outputs_; }
  void estimate_block(const DrawnLaw& v, workspace& w, const Address&, const BlockOut& out) const noexcept;

 private:
  DrawnTruth(Knowns knowns, std::vector<Output> outputs, Estimands estimands)
      : knowns_(std::move(knowns)), outputs_(std::move(outputs)), estimands_(std::move(estimands)) {}
  std::optional<double> value_of(const RealisedLaw& law, std::size_t output) const;

  Knowns knowns_;
  std::vector<Output> outputs_;
  Estimands estimands_;
};

}  // namespace plim
