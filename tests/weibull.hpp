#pragma once
#include <cmath>
#include <span>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"

namespace plim::test {

/// A family of a user's own: its density, draws, moments and information in one place, and nothing else.
struct UserWeibull {
  using value_type = double;
  static constexpr std::string_view name = "user_weibull";
  static std::vector<Parameter> parameters() {
    return {{"shape", Domain::positive, "shape"}, {"scale", Domain::positive, "scale"}};
  }
  static Outcome<UserWeibull> make(const Arguments& a) {
    return UserWeibull{a.real("shape"), a.real("scale")};
  }
  double sample(Variate& v) const { return scale * std::pow(v.exponential(), 1 / shape); }
  double log_density(double x) const {
    if (x < 0) return -std::numeric_limits<double>::infinity();
    const double z = std::log(x / scale);
    return std::log(shape / scale) + (shape - 1) * z - std::exp(shape * z);
  }
  Support support() const { return {0, std::numeric_limits<double>::infinity()}; }
  double mean() const { return scale * std::tgamma(1 + 1 / shape); }
  FisherInformation fisher_information() const {
    const double c = 1 - 0.57721566490153286061, sixth = 1.64493406684822643647;
    return {{"shape", "scale"},
            {(sixth + c * c) / (shape * shape), -c / scale, -c / scale, shape * shape / (scale * scale)}};
  }
  double shape, scale;
  bool operator==(const UserWeibull&) const = default;
};

/// The same law that also offers its score.
struct ScoredWeibull : UserWeibull {
  static constexpr std::string_view name = "scored_weibull";
  static Outcome<ScoredWeibull> make(const Arguments& a) {
    return ScoredWeibull{{a.real("shape"), a.real("scale")}};
  }
  void score(double x, std::span<double> gradient) const {
    const double z = std::log(x / scale), power = std::exp(shape * z);
    gradient[0] = 1 / shape + z - power * z;
    gradient[1] = (power - 1) * shape / scale;
  }
  bool operator==(const ScoredWeibull&) const = default;
};

/// The same law that offers nothing but what it must.
struct BareWeibull {
  using value_type = double;
  static constexpr std::string_view name = "bare_weibull";
  static std::vector<Parameter> parameters() { return UserWeibull::parameters(); }
  static Outcome<BareWeibull> make(const Arguments& a) {
    return BareWeibull{{a.real("shape"), a.real("scale")}};
  }
  double sample(Variate& v) const { return law.sample(v); }
  double log_density(double x) const { return law.log_density(x); }
  UserWeibull law;
  bool operator==(const BareWeibull&) const = default;
};

}  // namespace plim::test
