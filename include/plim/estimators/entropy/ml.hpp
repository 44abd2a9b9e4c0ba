#pragma once
#include <cstdint>
#include <string_view>

#include "plim/estimators/estimator.hpp"
#include "plim/views/count_features.hpp"

namespace plim {

/// The plug-in entropy ln n - (1/n) sum c ln c (nats).
struct EntropyMl {
  using view = CountFeatures;
  static constexpr std::string_view name = "ml";
  static constexpr std::string_view estimand = "entropy";
  static constexpr std::string_view summary = "plug-in: the entropy of the observed frequencies";
  void estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                      const BlockOut& out) const noexcept;
  AdditiveTerm additive_term(std::int64_t n) const;
};

/// Plug-in plus (S - 1)/(2n), S the number of observed classes (Miller 1955; nats).
struct EntropyMillerMadow {
  using view = CountFeatures;
  static constexpr std::string_view name = "miller_madow";
  static constexpr std::string_view estimand = "entropy";
  static constexpr std::string_view summary = "plug-in plus (S - 1)/(2n), S the number of observed classes";
  void estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                      const BlockOut& out) const noexcept;
  AdditiveTerm additive_term(std::int64_t n) const;
};

/// exp of the plug-in entropy.
struct PerplexityMl {
  using view = CountFeatures;
  static constexpr std::string_view name = "ml";
  static constexpr std::string_view estimand = "perplexity";
  static constexpr std::string_view summary = "exp of the plug-in entropy";
  void estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                      const BlockOut& out) const noexcept;
};

}  // namespace plim
