#pragma once
#include <functional>

namespace plim {

/// An integral and how far it may be off.
struct Integral {
  double value = 0, error = 0;
};

/// Over the finite [low, high] by Gauss and Kronrod's 31 points (Kronrod 1965), intervals halved until the
/// estimated error is below `tolerance` of the integral of |f| or 2^-12 of the whole is reached.
Integral integral_between(const std::function<double(double)>& f, double low, double high,
                          double tolerance = 1e-12);

/// Over [low, high], either of them infinite or a singularity that can be integrated, by double exponential
/// formulas (Takahasi and Mori 1974).
Integral integral_over(const std::function<double(double)>& f, double low, double high,
                       double tolerance = 1e-12);

}  // namespace plim
