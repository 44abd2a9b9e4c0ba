#include "plim/estimators/likelihood/coordinate.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

constexpr double largest_logarithm = 650;  // e^650 and its reciprocal are doubles
constexpr double farthest_logit = 36;

bool is_half_line(Domain d) { return d == Domain::positive || d == Domain::nonnegative; }
bool is_unit(Domain d) {
  return d == Domain::probability || d == Domain::open_probability || d == Domain::nonzero_probability;
}

}  // namespace

Coordinate::Coordinate(const Parameter& parameter)
    : kind_(is_half_line(parameter.domain) ? Kind::half_line
            : is_unit(parameter.domain)    ? Kind::segment
                                           : Kind::line),
      domain_(parameter.domain),
      low_(kind_ == Kind::half_line ? -largest_logarithm
           : kind_ == Kind::segment ? -farthest_logit
                                    : -1e8),
      high_(-low_) {
  if (kind_ == Kind::half_line && parameter.largest) high_ = elementary::log(*parameter.largest);
}

Coordinate::Coordinate(const Parameter& parameter, const Interval& ends)
    : kind_(std::isinf(ends.high)  ? Kind::half_line
            : std::isinf(ends.low) ? Kind::reversed_half_line
                                   : Kind::segment),
      domain_(parameter.domain),
      from_(ends.low),
      to_(ends.high),
      low_(-largest_logarithm),
      high_(largest_logarithm) {}

bool Coordinate::has(const Parameter& p) noexcept {
  return p.domain == Domain::real || is_half_line(p.domain) || is_unit(p.domain);
}

void Coordinate::set_scale(const SampleScale& scale) noexcept {
  if (kind_ != Kind::line) return;
  centre_ = scale.centre.value_or(scale.mean);
  scale_ = scale.sd;
}

double Coordinate::theta(double u) const noexcept {
  switch (kind_) {
    case Kind::line: return centre_ + scale_ * u;
    case Kind::half_line: return from_ + elementary::exp(u);
    case Kind::reversed_half_line: return to_ - elementary::exp(-u);
    case Kind::segment: return std::fmin(from_ + (to_ - from_) / (1 + elementary::exp(-u)), to_);
  }
  return u;
}

double Coordinate::u(double theta) const noexcept {
  switch (kind_) {
    case Kind::line: return (theta - centre_) / scale_;
    case Kind::half_line: return elementary::log(theta - from_);
    case Kind::reversed_half_line: return -elementary::log(to_ - theta);
    case Kind::segment: {
      const double share = (theta - from_) / (to_ - from_);
      return elementary::log(share) - elementary::log1p(-share);
    }
  }
  return theta;
}

double Coordinate::slope(double u) const noexcept {
  switch (kind_) {
    case Kind::line: return scale_;
    case Kind::half_line: return elementary::exp(u);
    case Kind::reversed_half_line: return elementary::exp(-u);
    case Kind::segment: {
      const double share = 1 / (1 + elementary::exp(-u));
      return (to_ - from_) * (share * (elementary::exp(-u) * share));
    }
  }
  return 1;
}

/// The logarithm of the least distance from a finite end that doubles show.
double Coordinate::distance_resolved(double end) const noexcept {
  return end == 0 ? -largest_logarithm : elementary::log(std::fabs(end)) - farthest_logit;
}

bool Coordinate::resolves(double u) const noexcept {
  const double width = kind_ == Kind::segment ? elementary::log(to_ - from_) : 0;
  switch (kind_) {
    case Kind::line: return true;
    case Kind::half_line: return u >= distance_resolved(from_) && u <= largest_logarithm;
    case Kind::reversed_half_line: return -u >= distance_resolved(to_) && -u <= largest_logarithm;
    case Kind::segment: return width + u >= distance_resolved(from_) && width - u >= distance_resolved(to_);
  }
  return true;
}

Range Coordinate::space() const noexcept {
  switch (kind_) {
    case Kind::line: return {};
    case Kind::half_line: return {from_, infinity};
    case Kind::reversed_half_line: return {-infinity, to_};
    case Kind::segment: return {from_, to_};
  }
  return {};
}

std::optional<double> Coordinate::edge(bool upper) const noexcept {
  const bool has = upper ? domain_ == Domain::probability || domain_ == Domain::nonzero_probability
                         : domain_ == Domain::probability || domain_ == Domain::nonnegative;
  return has ? std::optional(upper ? 1.0 : 0.0) : std::nullopt;
}

/// A value of the parameter, were its space not cut.
double Coordinate::natural_start(int i, const SampleScale& s) const noexcept {
  const double mean = std::fabs(s.mean), ratio = mean > 0 ? mean / s.sd : 1;
  if (is_unit(domain_)) {
    const double values[starts] = {0.5, 1 / (1 + mean), 0.1, 0.9, 0.3, 0.7, 0.01, 0.99};
    return values[i];
  }
  if (is_half_line(domain_) && s.centre) {
    const double values[starts] = {1, 2, 5, 25, s.sd, s.sd / 2, s.sd / 5, 1 / s.sd};
    return values[i] > 0 && std::isfinite(values[i]) ? values[i] : 1;
  }
  if (is_half_line(domain_)) {
    const double values[starts] = {1, s.sd, mean, 1 / s.sd, 1 / mean, ratio, ratio * ratio, s.sd / ratio};
    return values[i] > 0 && std::isfinite(values[i]) ? values[i] : 0.3;
  }
  const double steps[starts] = {0, -0.5, 0.5, -1, 1, -2, 2, -s.mean / s.sd};
  return s.mean + s.sd * steps[i];
}

double Coordinate::start(int i, const SampleScale& s) const noexcept {
  if (kind_ == Kind::line) {
    const double values[starts] = {0, -0.5, 0.5, -1, 1, -2, 2, u(0)};
    return std::clamp(values[i], low_, high_);
  }
  const double value = u(natural_start(i, s));
  // A start beyond an end is taken near it.
  constexpr double near = 4;
  if (std::isfinite(value)) return std::clamp(value, low_, high_);
  if (kind_ == Kind::segment) return natural_start(i, s) < to_ ? -near : near;
  const double distance = elementary::log(s.sd) - (i % 2 == 0 ? 0 : near);
  return kind_ == Kind::half_line ? distance : -distance;
}

}  // namespace plim
