#include "plim/estimators/bayes/parameter_law.hpp"

#include <cmath>
#include <limits>

#include "plim/core/real.hpp"
#include "plim/numeric/gamma_law.hpp"
#include "plim/numeric/gamma_ratios.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

double normal_quantile(double, double, double p) { return special::normal_quantile(p); }
double student_quantile(double df, double, double p) { return special::student_t_quantile(df, p); }
double gamma_quantile(double shape, double, double p) { return gamma_law::quantile(shape, p); }
double inverse_gamma_quantile(double shape, double, double p) {
  return 1 / gamma_law::complement_quantile(shape, p);
}

}  // namespace

double ParameterLaw::mean() const {
  switch (kind_) {
    case Kind::normal: return location_;
    case Kind::student: return a_ > 1 ? location_ : undefined;
    case Kind::gamma: return a_ * scale_;
    case Kind::inverse_gamma: return a_ > 1 ? scale_ / (a_ - 1) : infinity;
    case Kind::beta: return a_ / (a_ + b_);
  }
  return undefined;
}

double ParameterLaw::sd() const {
  switch (kind_) {
    case Kind::normal: return scale_;
    case Kind::student: return a_ > 2 ? scale_ * std::sqrt(a_ / (a_ - 2)) : infinity;
    case Kind::gamma: return std::sqrt(a_) * scale_;
    case Kind::inverse_gamma: return a_ > 2 ? scale_ / ((a_ - 1) * std::sqrt(a_ - 2)) : infinity;
    case Kind::beta: {
      // Root by root: the variance itself may be below the least double.
      const double total = std::sqrt(a_ + b_);
      return std::sqrt(a_) / total * (std::sqrt(b_) / total) / std::sqrt(a_ + b_ + 1);
    }
  }
  return undefined;
}

double ParameterLaw::log_density(double x) const {
  constexpr double log_pi = 1.1447298858494001741, log_two = 0.69314718055994530942;
  const double z = (x - location_) / scale_;
  switch (kind_) {
    case Kind::normal: return -0.5 * (z * z + log_pi + log_two) - std::log(scale_);
    case Kind::student:
      return special::log_gamma_ratio(0.5 * a_, 0.5) - 0.5 * (std::log(a_) + log_pi) - std::log(scale_) -
             0.5 * (a_ + 1) * std::log1p(z * z / a_);
    case Kind::gamma: return x >= 0 ? gamma_law::log_density(a_, z) - std::log(scale_) : -infinity;
    case Kind::inverse_gamma:
      return x > 0 ? gamma_law::log_density(a_, 1 / z) - 2 * std::log(z) - std::log(scale_) : -infinity;
    case Kind::beta:
      return x >= 0 && x <= 1
                 ? (a_ - 1) * std::log(x) + (b_ - 1) * std::log1p(-x) + special::log_gamma(a_ + b_) -
                       special::log_gamma(a_) - special::log_gamma(b_)
                 : -infinity;
  }
  return undefined;
}

double ParameterLaw::cdf(double x) const {
  const double z = (x - location_) / scale_;
  switch (kind_) {
    case Kind::normal: return special::normal_cdf(z);
    case Kind::student: return special::student_t_cdf(a_, z);
    case Kind::gamma: return z > 0 ? gamma_law::cdf(a_, z) : 0.0;
    case Kind::inverse_gamma: return z > 0 ? gamma_law::complement(a_, 1 / z) : 0.0;
    case Kind::beta: return x <= 0 ? 0.0 : x >= 1 ? 1.0 : special::beta_cdf(a_, b_, x);
  }
  return undefined;
}

double ParameterLaw::quantile(double p, QuantileMemo& memo) const {
  const auto standard = [this] {
    switch (kind_) {
      case Kind::normal: return normal_quantile;
      case Kind::student: return student_quantile;
      case Kind::gamma: return gamma_quantile;
      case Kind::inverse_gamma: return inverse_gamma_quantile;
      case Kind::beta: break;
    }
    return special::beta_quantile;
  };
  return location_ + scale_ * memo({standard(), a_, b_, p});
}

}  // namespace plim
