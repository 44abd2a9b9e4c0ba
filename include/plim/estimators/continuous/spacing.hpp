#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/continuous/local_terms.hpp"
#include "plim/estimators/estimator.hpp"

namespace plim {

/// What estimators of a differential entropy (nats) from spacings of the order statistics x_(1) <= .. <=
/// x_(n) share: the window m, an option, floor(sqrt(n) + 1/2) but at most (n - 1)/2 where it is not given. n
/// <= 2 m: undefined. Equal observations m (or 2 m) places apart make them -infinity: infinite; nothing is
/// jittered. O(n) of a sorted sample but where it is said.
class SpacingEstimator : public MeanOfTerms {
 public:
  using view = Sorted;
  struct workspace {
    std::vector<double> x, terms;  // [n]
  };
  static constexpr std::string_view estimand = "entropy";
  static constexpr bool of_density = true;
  static constexpr std::int64_t least = 3;
  static constexpr std::string_view undefined = "spacings of m places need n > 2 m";
  static std::vector<Parameter> options();
  /// The window at n by the option, or (0) without it; 0 if there is none.
  static std::int64_t places(std::int64_t option, std::int64_t n);

 protected:
  static Outcome<SpacingEstimator> bind(std::string_view name, const Knowns& knowns,
                                        const Arguments& options);
  /// Fills the terms of x: [n] and returns the constant beside their mean.
  using Terms = double (*)(std::span<const double> x, std::size_t m, std::vector<double>& terms);
  void write(const Sorted::One& s, workspace& w, Terms terms, const EstimateRef& out) const;

 private:
  using MeanOfTerms::MeanOfTerms;
  std::int64_t m_ = 0;  // 0: by n
};

/// (1/n) sum ln(n/(2m) (x_(i+m) - x_(i-m))), places cut to 1..n (Vasicek 1976).
struct SpacingVasicek : SpacingEstimator {
  static constexpr std::string_view name = "spacing_vasicek";
  static constexpr std::string_view summary =
      "from spacings of 2 m places, without correction of bias; interval: normal, of the log spacings";
  static Outcome<SpacingVasicek> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const Sorted::One& s, workspace& w, const Address&, const EstimateRef& out) const;
};

/// (1/(n-m)) sum_{i <= n-m} ln((n+1)/m (x_(i+m) - x_(i))) + sum_{k=m}^n 1/k + ln m - ln(n+1) (Van Es 1992).
struct SpacingVanEs : SpacingEstimator {
  static constexpr std::string_view name = "spacing_van_es";
  static constexpr std::string_view summary =
      "from spacings of m places, corrected for bias; interval: normal, of the log spacings";
  static Outcome<SpacingVanEs> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const Sorted::One& s, workspace& w, const Address&, const EstimateRef& out) const;
};

/// Vasicek's with n/(c_i m) for n/(2m): c_i = 1 + (i-1)/m for i <= m, 1 + (n-i)/m for i > n-m, else 2
/// (Ebrahimi, Pflughoeft and Soofi 1994).
struct SpacingEbrahimi : SpacingEstimator {
  static constexpr std::string_view name = "spacing_ebrahimi";
  static constexpr std::string_view summary =
      "Vasicek's with weights at both ends; interval: normal, of the log spacings";
  static Outcome<SpacingEbrahimi> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const Sorted::One& s, workspace& w, const Address&, const EstimateRef& out) const;
};

/// -(1/n) sum ln b_i, b_i the slope of j/n on x_(j), j = i-m .. i+m, by least squares, values cut to x_(1)
/// and x_(n), places not (Correa 1995). O(n m).
struct SpacingCorrea : SpacingEstimator {
  static constexpr std::string_view name = "spacing_correa";
  static constexpr std::string_view summary =
      "from local regressions on 2 m + 1 order statistics; interval: normal, of the log slopes";
  static Outcome<SpacingCorrea> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const Sorted::One& s, workspace& w, const Address&, const EstimateRef& out) const;
};

}  // namespace plim
