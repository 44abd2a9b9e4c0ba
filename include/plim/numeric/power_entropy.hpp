#pragma once
#include <span>

namespace plim {

/// (p^(q - 1) - 1)/(q - 1), which tends to ln p as q to 1; p > 0.
double power_log(double p, double q) noexcept;

/// Tsallis' entropy (1 - sum p^q)/(q - 1) of a law, q >= 0; of q = 1 Shannon's (nats).
double tsallis_entropy(std::span<const double> p, double q) noexcept;

/// Renyi's entropy ln(sum p^q)/(1 - q) of a law, q >= 0 (nats): no digits are lost near q = 1, and no power
/// underflows.
double renyi_entropy(std::span<const double> p, double q) noexcept;

}  // namespace plim
