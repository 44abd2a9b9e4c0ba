#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "plim/random/address.hpp"
#include "plim/random/kernels.hpp"
#include "plim/random/wide.hpp"

namespace plim {

/// Walker's alias table (1977), built in integers after Vose (1991), padded to 2^b columns.
///
/// A draw is one 32-bit word of the path: its top b bits are the column, the rest the first digits of a
/// number that is compared with the column's threshold of 64 - b binary digits; on a tie the word at the same
/// place of attempt + 1 gives the remaining 32. Draw i of a path is word i in memory order of the dense fill.
class AliasTable {
 public:
  /// What building takes beside the table; one of it may serve many tables of one size in turn.
  class Scratch;

  AliasTable() = default;
  /// Class k with probability weights[k] / sum, within 2^-(64-b) a column; 1 <= K <= 2^20, sum in [1, 2^63).
  explicit AliasTable(std::span<const std::uint64_t> weights);
  /// Probabilities as integer weights p 2^62, rounded: total variation below K 2^-63.
  static AliasTable from_probabilities(std::span<const double> p);
  /// The same into this table, which allocates nothing if it and the scratch have had this size before.
  void assign_probabilities(std::span<const double> p, Scratch& scratch);

  std::size_t size() const noexcept { return size_; }

  /// Adds draws skip .. skip + draws - 1 of the path whose counters begin at `base` (a multiple of 64) to
  /// counts[class * stride].
  void count(const Address& address, std::uint64_t base, std::uint64_t skip, std::int64_t draws,
             std::int64_t* counts, std::size_t stride) const;
  /// The same draws themselves.
  void draw(const Address& address, std::uint64_t base, std::uint64_t skip,
            std::span<std::int32_t> out) const;
  /// Draw `i` alone, by the plain generator: the reference for the two above.
  std::uint32_t pick(const Address& address, std::uint64_t base, std::uint64_t i) const;

  /// The probability that the table gives to a class, exactly in units of 2^-64, and rounded.
  Wide share(std::size_t k) const;
  double probability(std::size_t k) const;

 private:
  void assign(std::span<const std::uint64_t> weights, Scratch& scratch);
  template <class Take, class TakeBlock>
  void each(const Address& address, std::uint64_t base, std::uint64_t skip, std::uint64_t draws, Take take,
            TakeBlock take_block) const;
  void count_in_turn(const Address& address, std::uint64_t base, std::uint64_t skip, std::uint64_t draws,
                     std::int64_t* counts, std::size_t stride) const;
  std::uint32_t decide(const Address& address, std::uint64_t base, std::uint64_t i,
                       std::uint32_t column) const;
  std::uint32_t threshold(std::size_t column) const noexcept { return entry_[column] >> bits_; }
  std::uint32_t alias(std::size_t column) const noexcept {
    return entry_[column] & ((std::uint32_t{1} << bits_) - 1);
  }

  std::size_t size_ = 0;
  unsigned bits_ = 0;
  std::vector<std::uint32_t> entry_;  // as kernels read them: AliasColumns
  std::vector<std::uint32_t> rest_;   // [2^bits]; the last 32 digits of the threshold
};

class AliasTable::Scratch {
 private:
  friend class AliasTable;
  std::vector<std::uint64_t> weights_;
  std::vector<Wide> mass_;
  std::vector<std::uint32_t> small_, large_;
};

}  // namespace plim
