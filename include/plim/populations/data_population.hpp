#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plim/data/user_data.hpp"
#include "plim/populations/population.hpp"

namespace plim {

/// Which classes the counts of a user's data are of.
struct ClassLayout {
  std::optional<std::int64_t> first;  // consecutive integers from this one; absent: the classes of the data
  std::optional<std::size_t> K;       // absent: as many as the data show
  bool counted = true;                // false: of listed numbers nobody asks which are equal
};

/// A user's own data as a population without a law, whose only sample is the data: it supplies counts;
/// the sequence if its symbols are listed; reals and valued counts if the observations are numbers; only
/// points if they are those.
class DataPopulation final : public Population {
 public:
  /// Error(data) if K is below the classes seen. Data outside integer classes make `outside`.
  /// With a `second` sample of the same classes in the same order (align_classes), also pairs of counts,
  /// pairs of sequences where both list their symbols, the first to train on, and pairs of points where both
  /// are listed numbers, or points with as many coordinates.
  DataPopulation(UserData data, const ClassLayout& layout, std::string name,
                 std::optional<UserData> second = std::nullopt);

  std::string canonical() const override { return "data"; }
  std::string readable() const override { return name_; }
  PublicFacts public_facts() const override;
  /// Of rows as they were observed nothing is known.
  Dependence dependence() const override { return Dependence::sequence; }
  std::vector<ViewId> views(RouteKind route) const override;
  std::size_t footprint(RouteKind, std::span<const ViewId>, std::int64_t) const override { return 0; }
  std::string method(RouteKind, std::int64_t, std::int64_t) const override { return "data"; }
  std::unique_ptr<ViewSource> source(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max,
                                     std::size_t lanes) const override;
  std::optional<double> truth(std::string_view, std::size_t) const override { return std::nullopt; }
  std::span<const std::string> labels() const override { return labels_; }
  std::string not_numbers() const override { return not_numbers_; }

  std::int64_t n() const noexcept { return n_; }
  /// Rows that were left out for a missing value.
  std::int64_t missing() const noexcept { return missing_; }
  /// The observations of the second sample, absent if there is none.
  std::optional<std::int64_t> m() const noexcept { return m_; }
  /// Classes that a sample has.
  std::size_t observed_classes() const;
  std::span<const std::int64_t> counts() const noexcept { return counts_; }
  std::span<const std::int64_t> second_counts() const noexcept { return second_; }
  std::span<const double> reals() const noexcept { return reals_; }
  /// The symbols in their order as classes; empty if they are not listed.
  std::span<const std::int32_t> symbols() const noexcept { return symbols_; }
  /// The same of the second sample, `[m]`.
  std::span<const std::int32_t> second_symbols() const noexcept { return second_symbols_; }
  /// The observations as points, `[n][coordinates]`, and the names of their coordinates; empty if they are
  /// none.
  std::span<const double> points() const noexcept { return points_; }
  std::span<const std::string> coordinates() const noexcept { return coordinates_; }
  /// Both samples as points, d coordinates each, of numbers 1; empty if they are none.
  std::span<const double> first_points() const noexcept { return coordinates_.empty() ? pair_ : points_; }
  std::span<const double> second_points() const noexcept { return second_points_; }
  std::size_t dimension_of_pair() const noexcept { return coordinates_.empty() ? 1 : coordinates_.size(); }
  /// The distinct numbers that were observed, and how often: `[distinct]`.
  std::span<const double> values() const noexcept { return values_; }
  std::span<const std::int64_t> value_counts() const noexcept { return value_counts_; }
  /// The lines of the file on which the rows stand, if it has rows.
  const LineNumbers& lines() const noexcept { return lines_; }
  /// The first observation that is none of the classes, as text; "" if all are.
  const std::string& outside() const noexcept { return outside_; }

 private:
  void take_second(UserData& data, UserData& second);
  void lay_out(UserData& data, const ClassLayout& layout);
  void take_classes(UserData& data, const ClassLayout& layout);
  void leave_out(std::size_t surplus);
  bool is_seen(std::size_t k) const;

  std::string name_, not_numbers_, outside_;
  std::int64_t n_ = 0, missing_ = 0;
  std::optional<std::int64_t> m_;
  bool has_values_ = false, has_reals_ = false;
  std::vector<double> reals_;   // [n]
  std::vector<double> points_;  // [n][d]
  std::vector<double> pair_,
      second_points_;                     // numbers of the first sample, and points of the second, or empty
  std::vector<std::string> coordinates_;  // [d], or empty
  std::vector<std::int32_t> symbols_;     // [n], or empty
  std::vector<std::int32_t> second_symbols_;  // [m], or empty
  SymbolBytes symbol_bytes_;                  // of symbols of a text
  std::vector<double> values_;
  std::vector<std::int64_t> value_counts_;
  std::vector<std::int64_t> counts_;  // [K]
  std::vector<std::int64_t> second_;  // [K], or empty
  std::vector<std::string> labels_;   // [K], or empty
  std::vector<Factor> factors_;       // of a joint sample, or empty
  LineNumbers lines_;
};

}  // namespace plim
