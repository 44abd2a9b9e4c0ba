#pragma once
#include <cstdint>
#include <span>

#include "plim/random/address.hpp"

namespace plim {

/// One draw from Dirichlet(alpha): `alpha, p: [K]`, every alpha > 0, K >= 1; the entries of p sum to 1 up to
/// rounding. Class k takes index first + k of the address: a gamma of shape alpha_k, in logarithms so that
/// small shapes do not underflow together (Devroye 1986, XI.4.1). O(K), no allocation.
void draw_dirichlet(const Address& address, std::span<const double> alpha, std::span<double> p,
                    std::uint64_t first = 0);

}  // namespace plim
