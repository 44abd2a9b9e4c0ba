#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace plim {

/// Joint mean, co-moments and skewness of a vector that each replicate yields, over the replicates in which
/// every component exists (NaN: it does not, so that pairs and curves rest on common successes). By the delta
/// method it gives the standard error of any smooth function of the means: paired differences, ratios of
/// variances, slopes of curves along one growing sample. A regular value that merges; O(dimension^2) each.
class JointStats {
 public:
  JointStats() = default;
  explicit JointStats(std::size_t dimension)
      : mean_(dimension, 0.0), third_(dimension, 0.0), co_(dimension * (dimension + 1) / 2, 0.0) {}

  /// One replicate, `x: [dimension]`; passed over if a component is NaN. Allocates nothing.
  void add(std::span<const double> x) noexcept;
  /// The moments of both sets together (Pebay 2008); a copy if one of them is empty.
  JointStats& operator+=(const JointStats& other);
  bool operator==(const JointStats&) const = default;
  /// Shows the visitor every member, in the order of the bytes of a record.
  template <class Self, class Visitor>
  static void visit(Self& self, Visitor& visitor) {
    visitor(self.count_);
    visitor(self.mean_);
    visitor(self.third_);
    visitor(self.co_);
  }

  std::int64_t count() const noexcept { return count_; }
  std::size_t dimension() const noexcept { return mean_.size(); }
  double mean(std::size_t i) const noexcept { return mean_[i]; }
  /// Sum over replicates of (x_i - mean_i)(x_j - mean_j).
  double co_moment(std::size_t i, std::size_t j) const noexcept {
    return i >= j ? co_[i * (i + 1) / 2 + j] : co_[j * (j + 1) / 2 + i];
  }
  /// Of one component; 0 if it does not vary.
  double skewness(std::size_t i) const noexcept;
  /// Sum over replicates of (g . (x - mean))^2.
  double quadratic_form(std::span<const double> g) const noexcept;
  /// Standard error of g . mean; NaN below two replicates.
  double standard_error(std::span<const double> g) const noexcept;

 private:
  std::int64_t count_ = 0;
  std::vector<double> mean_, third_;  // third_i = sum of (x_i - mean_i)^3
  std::vector<double> co_;            // lower triangle, row by row
};

/// The largest difference of two series over the replicates in which both exist.
struct LargestDifference {
  std::int64_t count = 0;      // replicates with both
  std::int64_t one_alone = 0;  // replicates with one of them
  double absolute = 0;         // max |x - y|; infinite where one is, or they are of both signs
  double relative = 0;         // max |x - y| / max(|x|, |y|), 0 where x = y; infinite where that is

  void add(double x, double y) noexcept;
  LargestDifference& operator+=(const LargestDifference& other) noexcept;
  bool operator==(const LargestDifference&) const = default;
  /// Shows the visitor every member, in the order of the bytes of a record.
  template <class Self, class Visitor>
  static void visit(Self& self, Visitor& visitor) {
    visitor(self.count);
    visitor(self.one_alone);
    visitor(self.absolute);
    visitor(self.relative);
  }
};

}  // namespace plim
