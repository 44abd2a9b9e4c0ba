#pragma once
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "plim/numeric/precise.hpp"
#include "plim/random/alias.hpp"
#include "plim/random/variate.hpp"

namespace plim {

/// P(X = k + 1) / P(X = k) as up / down.
struct StepOfMass {
  Precise up, down;
};

/// A law on integers as a table is made of it, from its probabilities' ratios alone. All numbers of it are
/// made by + - * / and plim::elementary.
struct IntegerMasses {
  double lower, upper;  // of the support
  double start;         // about where the mass is largest, which is the unit of masses
  double variance;      // about; infinite is well
  std::function<StepOfMass(double k)> step;
  bool valley = false;  // the mass may rise again away from the start
  /// Of laws that fall from `start` = lower, so slowly that their masses end nowhere: the mass above k, and a
  /// draw of X given X > k.
  std::function<double(double k)> beyond = nullptr;
  std::function<double(Variate&, double k)> draw_beyond = nullptr;
};

/// Draws of a law on integers: an alias table over those that hold nearly all of its mass, with one class
/// more for all else, which is then drawn by a variate of its own. Nothing is cut off but what has less than
/// 2^-128 of the largest mass, and what the table rounds is part of that class, so that every probability is
/// right to about 2^-53 of itself, however small it is.
class IntegerTable {
 public:
  /// Integers that a table holds at most: 2^14 entries stay in the second cache.
  static constexpr unsigned most_bits = 14;
  /// Draws of a path: their words take fewer than 2^46 counters, whose two planes are below index 2^47.
  static constexpr std::uint64_t draws_limit = std::uint64_t{1} << 46;

  /// Draws first, first + 1, ... of the path of a plane, 0 or 1.
  void draw(const Address& address, unsigned plane, std::uint64_t first, std::span<double> out) const;
  /// A draw given that it is not decided by the table.
  double draw_rest(Variate& v) const;

  /// The integers first, ... of the table, `size()` of them, and its class of all else.
  double first() const noexcept { return first_; }
  std::size_t size() const noexcept { return rounded_.size(); }
  /// Whether no draw is beyond the integers whose masses the table has, `listed()` from `lowest()` on.
  bool lists_all() const noexcept { return draw_beyond_ == nullptr; }
  double lowest() const noexcept { return first_ - static_cast<double>(below_.size()); }
  std::size_t listed() const noexcept { return below_.size() + size() + above_.size(); }
  /// Their probabilities, `[listed]`.
  std::vector<double> masses() const;
  /// The probability that draws have; NaN of integers above the table that it does not list.
  Precise probability(double k) const;

  /// See tables_of.
  static std::vector<IntegerTable> list_of(const IntegerMasses& law);

 private:
  struct Window;
  class Walk;
  IntegerTable(const IntegerMasses& law, const Walk& walk, const Window& window);
  double draw_rounded(Variate& v) const;
  static std::size_t place_in(const std::vector<double>& tail, Variate& v);

  double first_;
  AliasTable alias_;
  std::vector<double> mass_;           // of each integer, in units of 2^-62
  std::vector<double> rounded_;        // what its weight lacks of it
  std::vector<double> below_, above_;  // P(X <= first - 1 - i), P(X > last + i), in the same units
  double rounded_sum_ = 0, below_sum_ = 0, above_sum_ = 0;
  std::function<double(Variate&, double)> draw_beyond_;
};

/// The table of a law; none where it would need too many integers.
inline std::vector<IntegerTable> tables_of(const IntegerMasses& law) { return IntegerTable::list_of(law); }

/// Draws of the first table less those of the second, if there are two.
void draw_from(std::span<const IntegerTable> tables, const Address& address, std::uint64_t first,
               std::span<double> out);

}  // namespace plim
