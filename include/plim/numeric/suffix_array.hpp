#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace plim {

/// The starts of all suffixes of a sequence of symbols >= 0, the smallest suffix first, one that is the
/// beginning of another before it: `x: [n] -> [n]`, n < 2^31. By induced sorting (Nong, Zhang and Chan 2009).
/// O(n), or O(n log n) where symbols are n or more.
std::vector<std::int32_t> suffix_array(std::span<const std::int32_t> x);

/// Finds of every place of a sequence how long its beginning occurs from an earlier place on.
class PreviousMatches {
 public:
  /// `x: [n] -> [n]`, n < 2^31: the longest l with x[i .. i + l) = x[j .. j + l) for some j < i; both lie in
  /// the sequence and may overlap (Crochemore and Ilie 2008). Valid until the next call. O(n).
  std::span<const std::int32_t> operator()(std::span<const std::int32_t> x);

 private:
  std::vector<std::int32_t> smaller_, larger_, length_;
};

}  // namespace plim
