#pragma once
#include <span>
#include <string>

namespace plim {

/// The observations of one replicate on the draws route, one after the other, in constant memory.
class ObservationStream {
 public:
  virtual ~ObservationStream() = default;
  /// The next observations; class numbers where the classes of a law stand for no numbers; points coordinate
  /// by coordinate, `[..][dimension]`.
  virtual void next(std::span<double> out) = 0;
  /// Numbers of one observation.
  virtual std::size_t dimension() const { return 1; }
  /// The names of the classes if observations are class numbers that have names; else empty.
  virtual std::span<const std::string> labels() const { return {}; }
};

}  // namespace plim
