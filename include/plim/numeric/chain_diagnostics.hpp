#pragma once
#include <cstddef>
#include <span>

namespace plim {

/// Draws of one number by several Markov chains of one length: `draws: [chains][length]`.
struct ChainDraws {
  std::span<const double> draws;
  std::size_t chains = 1;
  std::size_t length() const noexcept { return draws.size() / chains; }
};

/// Shortest chains of which the two below are numbers.
inline constexpr std::size_t shortest_chain = 12;

/// R-hat of the halves of the chains after rank normalisation, the larger of that of the draws and that of
/// their distances from the median (Vehtari, Gelman, Simpson, Carpenter and Buerkner 2021). Near 1 where the
/// chains agree in location and in spread. NaN if the chains are too short, no draw differs from another, or
/// one is not finite.
double r_hat(const ChainDraws& chains);

/// Bulk effective sample size: that of the halves of the chains after rank normalisation, their
/// autocorrelations summed over Geyer's initial monotone sequence (1992), at most S log10 S of S draws
/// (Vehtari et al. 2021). NaN where `r_hat` is.
double bulk_effective_size(const ChainDraws& chains);

}  // namespace plim
