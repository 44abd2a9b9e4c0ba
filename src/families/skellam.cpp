#include <cmath>
#include <span>
#include <string_view>
#include <vector>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/by_sums.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/poisson.hpp"
#include "plim/numeric/bessel_mass.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/shape.hpp"

namespace plim {

/// The difference of two Poisson numbers (Skellam 1946).
struct Skellam : BySums<Skellam> {
  using value_type = double;
  static constexpr bool discrete = true;
  static constexpr std::string_view name = "skellam";
  static constexpr std::string_view summary = "the difference of two Poisson numbers";
  static constexpr std::string_view carrier = "..., -1, 0, 1, ...";
  static std::vector<Parameter> parameters() {
    return {{"mean1", Domain::nonnegative, "mean of the first", std::nullopt, false, 0x1p53},
            {"mean2", Domain::nonnegative, "mean of what is taken away", std::nullopt, false, 0x1p53}};
  }
  static Outcome<Skellam> make(const Arguments& a) { return Skellam{{}, a.real("mean1"), a.real("mean2")}; }

  double sample(Variate& v) const { return sample_sum(v, 1); }
  /// The sum of m draws in O(1).
  double sample_sum(Variate& v, std::int64_t m) const {
    const double first = v.poisson(real(m) * mean1);
    return first - v.poisson(real(m) * mean2);
  }

  /// One of each number.
  std::vector<IntegerTable> tables() const {
    std::vector<IntegerTable> both = Poisson{mean1}.tables(), taken = Poisson{mean2}.tables();
    if (both.empty() || taken.empty()) return {};
    both.push_back(std::move(taken.front()));
    return both;
  }

  Support support() const { return {mean2 > 0 ? -infinity : 0, mean1 > 0 ? infinity : 0}; }
  double log_mass(double k) const {
    const double from_mean = difference(k);
    return k < 0 ? bessel_log_mass(1 - k, mean2, mean1, -from_mean)
                 : bessel_log_mass(1 + k, mean1, mean2, from_mean);
  }
  /// Smooth where the order or the argument of the Bessel function is large.
  double reach(double k) const { return std::hypot(k, 2 * std::sqrt(mean1) * std::sqrt(mean2)); }
  double peak() const { return std::round(mean()); }
  /// The gradient of the log density in both means: P(k - 1) / P(k) - 1 and P(k + 1) / P(k) - 1.
  void score(double k, std::span<double> gradient) const {
    const double here = log_mass(k);
    gradient[0] = elementary::expm1(log_density(k - 1) - here);
    gradient[1] = elementary::expm1(log_density(k + 1) - here);
  }
  double mean() const { return mean1 - mean2; }
  double variance() const { return mean1 + mean2; }
  /// Undefined where both means are 0, as is the kurtosis.
  double skewness() const { return shape_of_draw().skewness; }
  double excess_kurtosis() const { return shape_of_draw().excess; }
  /// All odd cumulants are the difference of the means, all even ones their sum.
  Shape shape_of_draw() const {
    if (!(variance() > 0)) return {};
    const double lean = mean() / variance();
    return shape_of_mean({lean, 1, lean, 1}, variance());
  }

  double mean1;
  double mean2;
  bool operator==(const Skellam&) const = default;

 private:
  /// k - (mean1 - mean2), rounded once.
  double difference(double k) const {
    const double sum = k - mean1, taken = sum - k, lost = (k - (sum - taken)) - (mean1 + taken);
    return (sum + mean2) + lost;
  }
};

LawFamily skellam_family() { return law_family<Skellam>(); }

}  // namespace plim
