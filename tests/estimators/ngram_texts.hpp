#pragma once
#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

#include "plim/core/parameter.hpp"
#include "plim/random/variate.hpp"

/// What tests of models of n-grams share.
namespace plim::test::ngrams {

using Symbols = std::vector<std::int32_t>;

inline Arguments with(std::initializer_list<std::pair<const char*, Value>> list) {
  Arguments arguments;
  for (const auto& [name, value] : list) arguments.set(name, value);
  return arguments;
}

/// n independent symbols below K, the lower ones more often.
inline Symbols random_text(std::size_t n, std::int32_t K, std::uint64_t seed) {
  Symbols x(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double u = Variate(Address{{17}, seed}, i).open();
    x[i] = static_cast<std::int32_t>(u * u * K);
  }
  return x;
}

}  // namespace plim::test::ngrams
