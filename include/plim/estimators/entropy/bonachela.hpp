#pragma once
#include <string_view>

#include "plim/estimators/entropy/plug_in.hpp"

namespace plim {

/// (1/(n + 2)) sum (c + 1) [psi(n + 3) - psi(c + 2)] over the classes seen (Bonachela, Hinrichsen and Munoz
/// 2008; nats): balanced between bias and variance for few observations.
class EntropyBonachela : public PlugInFamily {
 public:
  static constexpr std::string_view name = "bonachela";
  static constexpr std::string_view summary =
      "balanced estimator for few observations (Bonachela et al.); interval: wald";
  static Outcome<EntropyBonachela> bind(const Knowns& knowns, const Arguments& options);
  unsigned features() const noexcept { return PlugInFamily::features() | frequencies; }
  void estimate_block(const CountFeatures& v, NoWorkspace&, const Address&, const BlockOut& out) const;
  AdditiveTerm additive_term(std::int64_t n) const;
  using PlugInFamily::PlugInFamily;
};

}  // namespace plim
