#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"

namespace plim {

/// P(X = k) = e^-mean mean^k / k! on 0, 1, 2, ...; mean 0 is the law that always gives 0.
struct Poisson {
  using value_type = double;
  static constexpr bool discrete = true;
  static constexpr std::string_view name = "poisson";
  static constexpr std::string_view summary = "the Poisson law by its mean";
  static std::vector<Parameter> parameters() {
    return {{"mean", Domain::nonnegative, "mean", std::nullopt, false, 0x1p53}};
  }
  static Outcome<Poisson> make(const Arguments& a) { return Poisson{a.real("mean")}; }

  double sample(Variate& v) const { return v.poisson(rate); }
  /// The sum of m draws in O(1).
  double sample_sum(Variate& v, std::int64_t m) const { return v.poisson(rate * static_cast<double>(m)); }
  double log_density(double k) const;
  double mean() const { return rate; }
  double variance() const { return rate; }

  double rate;
  bool operator==(const Poisson&) const = default;
};

}  // namespace plim
