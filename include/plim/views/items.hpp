#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "plim/views/view.hpp"

namespace plim {

/// Rows of several numbers, as the losses of two models, which come in clusters, as the tokens of documents:
/// `x: [lanes] -> [n][columns]`, `cluster: [lanes] -> [n]`, the number of each row's cluster in the order in
/// which clusters were drawn.
struct Items {
  static constexpr const char* name = "items";
  std::int64_t n;
  std::size_t columns, lanes;
  const double* const* x;
  const std::uint32_t* const* cluster;

  struct One {
    std::span<const double> x;
    std::size_t columns;
    std::span<const std::uint32_t> cluster;
  };
  One one(std::size_t lane) const noexcept {
    const auto rows = static_cast<std::size_t>(n);
    return {{x[lane], rows * columns}, columns, {cluster[lane], rows}};
  }
};

}  // namespace plim
