#pragma once
#include <span>

#include "plim/numeric/multiple.hpp"
#include "plim/random/arrays.hpp"

namespace plim {

/// scale e^h of an array, also where e^h is no double.
inline void exp_multiples(std::span<double> h, double scale) {
  for (double& x : h) x *= 0.5;
  arrays::exp(h);
  for (double& root : h) root = scale * root * root;
}

}  // namespace plim
