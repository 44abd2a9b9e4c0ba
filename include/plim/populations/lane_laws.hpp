#pragma once
#include "plim/random/alias.hpp"

namespace plim {

/// The laws on one finite alphabet that the lanes of a group are drawn from: one for all, or one each.
class LaneLaws {
 public:
  virtual ~LaneLaws() = default;
  virtual std::size_t classes() const = 0;
  /// The alias table of one lane's law.
  virtual const AliasTable& alias(std::size_t lane) = 0;
  /// Binomial(n[l], P(class k | class >= k)) in replicates first.replicate + l: `n, drawn: [lanes]`. False,
  /// and nothing drawn, if class k has probability 0 in every lane.
  virtual bool binomials(const Address& first, std::size_t lanes, std::uint64_t index, std::size_t k,
                         const std::int64_t* n, std::int64_t* drawn) = 0;
};

}  // namespace plim
