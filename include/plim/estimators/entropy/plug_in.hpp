#pragma once
#include <cmath>
#include <cstdint>
#include <string_view>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/views/count_features.hpp"

namespace plim {

/// Of the entropy of n observed frequencies: ln of the classes that can be seen.
inline Range entropy_range(std::int64_t n, double classes) {
  return {0, std::log(std::fmax(1, std::fmin(static_cast<double>(n), classes)))};
}

/// What the plug-in entropy and its corrections for bias share: the standard error sqrt(V_hat / n), V_hat the
/// varentropy of the observed frequencies (delta method, Basharin 1959), given where an interval is wanted;
/// the interval is cut off at 0. One class alone is the boundary, without either; equal frequencies have se 0
/// and no interval.
class PlugInFamily {
 public:
  using view = CountFeatures;
  static constexpr std::string_view estimand = "entropy";
  PlugInFamily() = default;
  explicit PlugInFamily(const NormalInterval& interval) : interval_(interval) {}
  bool has_interval() const noexcept { return interval_.wanted(); }
  unsigned features() const noexcept { return interval_.wanted() ? log_squares : 0U; }

 protected:
  /// Writes the lane's estimate, of no observations none.
  void write(const CountFeatures& v, std::size_t lane, double value, const BlockOut& out) const noexcept;

 private:
  NormalInterval interval_;
};

/// The plug-in entropy ln n - (1/n) sum c ln c (nats); no observations: empty.
class EntropyMl : public PlugInFamily {
 public:
  static constexpr std::string_view name = "ml";
  static constexpr std::string_view summary =
      "plug-in: the entropy of the observed frequencies; interval: wald";
  static Outcome<EntropyMl> bind(const Knowns& knowns, const Arguments& options);
  static Range range(std::int64_t n, double classes) { return entropy_range(n, classes); }
  void estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                      const BlockOut& out) const noexcept;
  AdditiveTerm additive_term(std::int64_t n) const;
  using PlugInFamily::PlugInFamily;
};

/// Plug-in plus (S - 1)/(2n), S the number of observed classes (Miller 1955; nats).
class EntropyMillerMadow : public PlugInFamily {
 public:
  static constexpr std::string_view name = "miller_madow";
  static constexpr std::string_view summary =
      "plug-in plus (S - 1)/(2n), S the number of observed classes; interval: wald";
  static Outcome<EntropyMillerMadow> bind(const Knowns& knowns, const Arguments& options);
  static Range range(std::int64_t n, double classes);
  void estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                      const BlockOut& out) const noexcept;
  AdditiveTerm additive_term(std::int64_t n) const;
  using PlugInFamily::PlugInFamily;
};

/// The jackknife of the plug-in, n H - ((n - 1)/n) sum of H without each observation (Zahl 1977; nats);
/// one observation: undefined.
class EntropyJackknife : public PlugInFamily {
 public:
  static constexpr std::string_view name = "jackknife";
  static constexpr std::string_view summary = "jackknife of the plug-in; interval: wald";
  static constexpr std::int64_t least = 2;
  static Outcome<EntropyJackknife> bind(const Knowns& knowns, const Arguments& options);
  unsigned features() const noexcept { return PlugInFamily::features() | leave_one_out; }
  void estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                      const BlockOut& out) const noexcept;
  std::optional<AdditiveTerm> additive_term(std::int64_t n) const;
  using PlugInFamily::PlugInFamily;
};

}  // namespace plim
