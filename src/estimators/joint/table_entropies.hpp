#pragma once
#include <array>
#include <optional>
#include <vector>

#include "plim/core/cell.hpp"
#include "plim/estimators/joint/information.hpp"
#include "plim/estimators/joint/normalisation.hpp"
#include "plim/estimators/normal_interval.hpp"

namespace plim {

constexpr std::size_t most_tables = 4;
using PerTable = std::array<double, most_tables>;

/// A number made of entropies of tables, and its derivatives by them.
struct Combined {
  double value = not_given;
  PerTable slope = {};
};

/// A signed sum of entropies; of a joint table and its two margins also one over a normaliser.
struct Combination {
  std::vector<double> signs;
  std::optional<Normalisation> by = std::nullopt;

  Combined operator()(const PerTable& h) const noexcept;
};

/// One table: the estimator of its entropy, and the classes that it may have.
struct Table {
  std::shared_ptr<const BoundEstimator> entropy;
  std::vector<FactorTerm> factors;  // empty: no margin
  double classes;
};

/// The tables' estimators, bound, and what all of them have alike.
struct BoundTables {
  std::vector<Table> tables;
  EstimatorFacts facts;
};
/// Binds the estimators of tables without one, each told the classes of its own where the alphabet is known.
Outcome<BoundTables> bind_tables(const BindEntropy& bind, const Knowns& knowns, const Arguments& options,
                                 std::vector<Table> tables);

/// A combination of the entropies of tables (view: CountTables).
class BoundCombination final : public BoundEstimator {
 public:
  BoundCombination(std::vector<Table> tables, Combination combination, const NormalInterval& interval)
      : tables_(std::move(tables)), combination_(std::move(combination)), interval_(interval) {}

  std::unique_ptr<Instance> instantiate() const override;
  /// What the ranges of the entropies leave; a law's information is not below 0, and the mutual one at most
  /// either entropy.
  Range range(std::int64_t n, double classes) const override;
  /// The entropies of margins that it is a sum of, or none.
  std::vector<SignedEntropy> parts() const;

 private:
  bool is_of_law(std::int64_t n) const;

  std::vector<Table> tables_;
  Combination combination_;
  NormalInterval interval_;
};

}  // namespace plim
