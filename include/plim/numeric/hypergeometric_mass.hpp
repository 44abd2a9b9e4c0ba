#pragma once
#include <cstdint>

namespace plim {

/// The counts of a two-by-two table with its margins: of `total` items `marked` carry a mark, `drawn` are
/// drawn.
struct Urn {
  std::int64_t total, marked, drawn;  // 0 <= marked, drawn <= total <= 2^53
};

/// k - marked drawn / total, exactly but for one rounding: how far k marked ones among the drawn are from the
/// mean.
double from_mean(const Urn& urn, std::int64_t k) noexcept;

/// The most probable number of marked ones among the drawn (the larger of two).
std::int64_t mode_of(const Urn& urn) noexcept;

/// ln P(k marked among the drawn) of the hypergeometric law, k within its support: Loader's saddle-point form
/// (2000) of the four cells of the table, sum over cells of m g(k/m - 1) with m the cell's mean, so that no
/// digits are lost at any size to 2^53.
double hypergeometric_log_mass(const Urn& urn, std::int64_t k) noexcept;

}  // namespace plim
