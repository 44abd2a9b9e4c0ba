#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/estimators/normal_interval.hpp"
#include "plim/views/count_features.hpp"
#include "plim/views/functionals.hpp"

namespace plim {

/// The entropies that are made of sum p^q, q >= 0 the number of the estimand.
enum class PowerForm {
  renyi,    // ln(sum p^q)/(1 - q), nats (Renyi 1961)
  tsallis,  // (1 - sum p^q)/(q - 1) (Havrda and Charvat 1967; Tsallis 1988)
  hill      // (sum p^q)^(1/(1 - q)), effective classes (Hill 1973)
};
constexpr const char* estimand_of(PowerForm form) noexcept {
  return form == PowerForm::renyi     ? functional::renyi_entropy
         : form == PowerForm::tsallis ? functional::tsallis_entropy
                                      : functional::hill_number;
}

/// What estimators from the counts' powers share. No observations: empty.
class OfPowers {
 public:
  using view = CountFeatures;
  struct workspace {
    std::vector<double> p;  // the frequencies of a lane
  };
  bool has_interval() const noexcept { return interval_.wanted(); }

 protected:
  OfPowers(double q, const NormalInterval& interval) : q_(q), interval_(interval) {}
  double q() const noexcept { return q_; }
  const NormalInterval& interval() const noexcept { return interval_; }
  static Outcome<NormalInterval> bind_interval_of_powers(const Knowns& knowns, std::string_view name);

 private:
  double q_;
  NormalInterval interval_;
};

/// Of the observed frequencies; q = 1 is the limit, the plug-in entropy or its exp. The standard error, given
/// where an interval is wanted, is that of the delta method. O(K).
template <PowerForm form>
class PowerMl : public OfPowers {
 public:
  static constexpr std::string_view name = "ml", estimand = estimand_of(form),
                                    summary = "plug-in: of the observed frequencies; interval: wald";
  static Outcome<PowerMl> bind(const Knowns& knowns, const Arguments&) {
    return bind_interval_of_powers(knowns, name).map([&](const NormalInterval& i) {
      return PowerMl(*knowns.number, i);
    });
  }
  void estimate(const CountFeatures::One& sample, workspace& w, const Address&, const EstimateRef& out) const;
  /// Of Tsallis' entropy.
  std::optional<AdditiveTerm> additive_term(std::int64_t n) const;

 private:
  using OfPowers::OfPowers;
};

/// By sum c(c-1)..(c-q+1)/(n(n-1)..(n-q+1)), q = 2 .. 100, which has the mean sum p^q: unbiased of Tsallis'
/// entropy (Simpson 1949; Acharya, Orlitsky, Suresh and Tyagi 2017). Fewer than q observations: undefined; no
/// class seen q times: infinite, but for Tsallis. O(K q).
template <PowerForm form>
class PowerUnbiased : public OfPowers {
 public:
  static constexpr std::string_view name = form == PowerForm::tsallis ? "unbiased" : "unbiased_power",
                                    estimand = estimand_of(form),
                                    summary =
                                        form == PowerForm::tsallis
                                            ? "unbiased, of a whole q from 2 to 100; interval: jackknife"
                                            : "of the unbiased power sum, q whole from 2 to 100; "
                                              "interval: jackknife";
  static Outcome<PowerUnbiased> bind(const Knowns& knowns, const Arguments&) {
    return bind_order(knowns, name).map([&](double q) { return PowerUnbiased(q, {}); });
  }
  void estimate(const CountFeatures::One& sample, workspace&, const Address&, const EstimateRef& out) const;
  /// Of Tsallis' entropy.
  std::optional<AdditiveTerm> additive_term(std::int64_t n) const;

 private:
  using OfPowers::OfPowers;
  static Outcome<double> bind_order(const Knowns& knowns, std::string_view estimator);
};

}  // namespace plim
