#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "plim/core/parameter.hpp"
#include "plim/views/view.hpp"

namespace plim {

/// What is true of the law that one replicate is drawn from.
class RealisedLaw {
 public:
  virtual ~RealisedLaw() = default;
  /// The family whose parameters fix it; "" if none.
  virtual std::string_view family() const = 0;
  /// Its parameters, if it is of a family; else none.
  virtual const Arguments& arguments() const = 0;
  /// `p: [K]` if it is on a finite alphabet; else empty.
  virtual std::span<const double> probabilities() const = 0;
  /// The exact value of an estimand (nats), or nothing; `element` counts within a vector parameter.
  virtual std::optional<double> truth(std::string_view estimand, std::size_t element) const = 0;
  /// The smallest x with P(X <= x) >= p, and P(X > x), as the family says; NaN if nothing is known.
  virtual double quantile(double) const { return std::numeric_limits<double>::quiet_NaN(); }
  virtual double complement(double) const { return std::numeric_limits<double>::quiet_NaN(); }
};

/// The law that each lane's sample is drawn from, where every replicate has a law of its own: `laws:
/// [lanes]`. It holds the truth, so that oracles alone may have this view.
struct DrawnLaw {
  static constexpr const char* name = "drawn_law";
  std::size_t lanes;
  const RealisedLaw* const* laws;
  std::uint64_t drawn = 0;  // how often laws have been drawn into this view: the same as long as they stand

  using One = const RealisedLaw&;
  One one(std::size_t lane) const noexcept { return *laws[lane]; }
};

}  // namespace plim
