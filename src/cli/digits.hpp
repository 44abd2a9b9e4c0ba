#pragma once
#include <string>

namespace plim::cli {

/// The significant digits of a number of that size that show a width, of an interval or an error, to
/// `of_width` digits of its own: at least `usual`, at most those of doubles.
int digits_for(double size, double width, int of_width, int usual);

/// How numbers that belong together are shown: to some significant digits, or to as many decimals as show
/// their width; "-" where a number is not given.
class Digits {
 public:
  explicit Digits(int digits) : digits_(digits) {}
  /// Of numbers up to that size in magnitude: to `usual` digits unless `digits_for` says more.
  Digits(double size, double width, int of_width, int usual);
  std::string shown(double x) const;
  /// With its sign also where that is +.
  std::string with_sign(double x) const;

 private:
  int digits_, decimals_ = -1;  // -1: as digits say
};

}  // namespace plim::cli
