#include "plim/estimators/likelihood/coordinate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

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
            : is_unit(parameter.domain)    ? Kind::unit
                                           : Kind::line),
      domain_(parameter.domain),
      low_(kind_ == Kind::half_line ? -largest_logarithm
           : kind_ == Kind::unit    ? -farthest_logit
                                    : -1e8),
      high_(-low_) {
  if (kind_ == Kind::half_line && parameter.largest) high_ = elementary::log(*parameter.largest);
}

bool Coordinate::has(const Parameter& p) noexcept {
  return p.domain == Domain::real || is_half_line(p.domain) || is_unit(p.domain);
}

void Coordinate::set_scale(const SampleScale& scale) noexcept {
  if (kind_ != Kind::line) return;
  centre_ = scale.mean;
  scale_ = scale.sd;
}

double Coordinate::theta(double u) const noexcept {
  switch (kind_) {
    case Kind::line: return centre_ + scale_ * u;
    case Kind::half_line: return elementary::exp(u);
    case Kind::unit: return 1 / (1 + elementary::exp(-u));
  }
  return u;
}

double Coordinate::u(double theta) const noexcept {
  switch (kind_) {
    case Kind::line: return (theta - centre_) / scale_;
    case Kind::half_line: return elementary::log(theta);
    case Kind::unit: return elementary::log(theta) - elementary::log1p(-theta);
  }
  return theta;
}

double Coordinate::slope(double u) const noexcept {
  const double value = theta(u);
  switch (kind_) {
    case Kind::line: return scale_;
    case Kind::half_line: return value;
    case Kind::unit: return value * (elementary::exp(-u) * value);
  }
  return 1;
}

bool Coordinate::resolves(double u) const noexcept {
  if (kind_ == Kind::line) return true;
  return u >= -largest_logarithm && u <= (kind_ == Kind::unit ? farthest_logit : largest_logarithm);
}

Range Coordinate::space() const noexcept {
  if (kind_ == Kind::line) return {};
  return {0, kind_ == Kind::unit ? 1.0 : std::numeric_limits<double>::infinity()};
}

std::optional<double> Coordinate::edge(bool upper) const noexcept {
  const bool has = upper ? domain_ == Domain::probability || domain_ == Domain::nonzero_probability
                         : domain_ == Domain::probability || domain_ == Domain::nonnegative;
  return has ? std::optional(upper ? 1.0 : 0.0) : std::nullopt;
}

double Coordinate::start(int i, const SampleScale& s) const noexcept {
  const double mean = std::fabs(s.mean), ratio = mean > 0 ? mean / s.sd : 1;
  if (kind_ == Kind::line) {
    const double values[starts] = {0, -0.5, 0.5, -1, 1, -2, 2, u(0)};
    return std::clamp(values[i], low_, high_);
  }
  if (kind_ == Kind::unit) {
    const double values[starts] = {0.5, 1 / (1 + mean), 0.1, 0.9, 0.3, 0.7, 0.01, 0.99};
    return std::clamp(u(values[i]), low_, high_);
  }
  const double values[starts] = {1, s.sd, mean, 1 / s.sd, 1 / mean, ratio, ratio * ratio, s.sd / ratio};
  const double value = values[i] > 0 && std::isfinite(values[i]) ? values[i] : 0.3;
  return std::clamp(u(value), low_, high_);
}

}  // namespace plim
