#pragma once
#include <memory>
#include <span>
#include <vector>

#include "plim/views/count_features.hpp"
#include "plim/views/factors.hpp"
#include "plim/views/sequence.hpp"

namespace plim {

/// Several tables of counts of the same n draws, the first of which determines the others, each by its count
/// features.
struct CountTables {
  static constexpr const char* name = "count_tables";
  std::int64_t n;
  std::size_t lanes;
  std::span<const CountFeatures> tables;
  const Counts* joint;              // the cells of the first
  std::span<const Margin> margins;  // [tables] where these are the same for all lanes, else empty
  std::span<const std::vector<std::size_t>> rows = {};  // [tables][cells of the first][lanes] else

  /// How often the cell of table t was seen to which cell k of the first belongs.
  std::int64_t seen(std::size_t t, std::size_t k, std::size_t lane) const noexcept {
    return tables[t].one(lane).count(rows.empty() ? margins[t].cell_of[k] : rows[t][k * lanes + lane]);
  }
};

/// The tables of some factors alone of a joint table with those factors: one for each of `tables`.
Arguments margin_tables(std::span<const Factor> factors, std::span<const std::vector<FactorTerm>> tables);
/// Makes them from counts. O(K) a table and lane.
std::shared_ptr<const Derivation> tables_of_counts();

/// How often the symbol of one factor follows the last symbols of its own and of another factor, in a
/// sequence of the combinations of levels.
struct Pasts {
  std::size_t source, target;                    // factors
  std::int64_t source_history = 1, history = 1;  // symbols of each
};
/// Tables of (next, own past, other's past), (next, own past), (own past, other's past) and (own past).
Arguments past_tables(std::span<const Factor> factors, const Pasts& pasts);
/// Makes them from a sequence by sorting, without the rows that nobody saw. O(n log n) a lane.
std::shared_ptr<const Derivation> tables_of_sequence();
/// The classes of each of them as a number; only where the first is below 2^63 can they be made.
std::vector<double> past_classes(std::span<const Factor> factors, const Pasts& pasts);

}  // namespace plim
