#pragma once
#include <span>

namespace plim {

/// -sum p ln p of a law on a finite alphabet (nats), compensated.
double entropy_of(std::span<const double> p);

/// sum p (ln p)^2 - H^2 (nats^2), as a sum of squared deviations so that no digits cancel; 0 of equal p.
double varentropy_of(std::span<const double> p);

}  // namespace plim
