#include "plim/families/truncated.hpp"

#include <cmath>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/lattice.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/law_points.hpp"
#include "plim/numeric/quadrature.hpp"
#include "plim/numeric/root.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/numeric/tails.hpp"

namespace plim {
namespace {

constexpr double narrow = 1e-3;  // a share of a tail below which its two ends cancel

/// ln(e^larger - e^smaller).
double log_difference(double larger, double smaller) {
  return smaller == -infinity ? larger : larger + elementary::log(-elementary::expm1(smaller - larger));
}

/// How fast a tail falls: the power of x that it is at the end of the line, infinite if it falls faster.
double power_of_tail(const AnyLaw& law, bool upper) {
  constexpr double near = 1e60, far = 1e120;
  const double first = upper ? law.log_complement(near) : law.log_cdf(-near),
               second = upper ? law.log_complement(far) : law.log_cdf(-far);
  if (!(second > -1e6)) return infinity;
  return (first - second) / elementary::log(far / near);
}

}  // namespace

Truncation::Truncation(AnyLaw base, double lower, double upper)
    : base_(std::move(base)), lower_(lower), upper_(upper), median_(base_.quantile(0.5)) {
  log_kept_ = log_mass(lower_, upper_);
}

/// The value before x of a law on integers; of another x itself.
double Truncation::before(double x) const { return base_.discrete() ? x - 1 : x; }

/// ln P(from <= X <= to) of the other law.
double Truncation::log_mass(double from, double to) const {
  if (!(from <= to)) return -infinity;
  const double below = base_.log_cdf(before(from)), above = base_.log_complement(to);
  double larger = base_.log_cdf(to), smaller = below;
  if (before(from) >= median_) {
    larger = base_.log_complement(before(from));
    smaller = above;
  } else if (to > median_) {
    larger = 0;
    smaller = elementary::log(elementary::exp(below) + elementary::exp(above));
  }
  if (larger == -infinity || larger == smaller) return -infinity;
  const double share = -elementary::expm1(smaller - larger);
  if (share > narrow || !(to - from < 1 / narrow)) return log_difference(larger, smaller);
  // Two nearly equal tails: the mass between them by itself.
  const double top = base_.log_density(base_.discrete() ? from : from + 0.5 * (to - from));
  const auto density = [&](double x) { return elementary::exp(base_.log_density(x) - top); };
  if (!base_.discrete()) return top + elementary::log(integral_between(density, from, to).value);
  CompensatedSum sum;
  for (double k = from; k <= to; ++k) sum.add(density(k));
  return top + elementary::log(sum.value());
}

double Truncation::log_density(double x) const {
  if (std::isnan(x)) return x;
  return x < lower_ || x > upper_ ? -infinity : base_.log_density(x) - log_kept_;
}

double Truncation::log_cdf(double x) const {
  return log_cdf_within(x, support(), [this](double at) {
    const double to = base_.discrete() ? std::floor(at) : at, tail = log_mass(lower_, to) - log_kept_;
    return tail < -0.5 ? tail : elementary::log1p(-complement(at));
  });
}

double Truncation::log_complement(double x) const {
  return log_complement_within(x, support(), [this](double at) {
    const double from = base_.discrete() ? std::floor(at) + 1 : at, tail = log_mass(from, upper_) - log_kept_;
    return tail < -0.5 ? tail : elementary::log1p(-cdf(at));
  });
}

double Truncation::cdf(double x) const {
  return cdf_within(x, support(), [this](double at) {
    return std::fmin(1,
                     elementary::exp(log_mass(lower_, base_.discrete() ? std::floor(at) : at) - log_kept_));
  });
}

double Truncation::complement(double x) const {
  return complement_within(x, support(), [this](double at) {
    const double from = base_.discrete() ? std::floor(at) + 1 : at;
    return std::fmin(1, elementary::exp(log_mass(from, upper_) - log_kept_));
  });
}

/// Where a tail has that logarithm, far out where the other law's own quantiles end.
double Truncation::point(double log_tail, bool upper) const {
  constexpr double far = -1e4;  // below the logarithm of any tail that is asked for, and finite
  const auto gap = [&](double x) {
    return std::fmax(upper ? log_complement(x) : log_cdf(x), far) - log_tail;
  };
  double low = lower_, high = upper_;
  for (double step = 1; std::isinf(high) && step < infinity; step *= 2) {
    if ((gap(low + step) < 0) == upper) high = low + step;
  }
  for (double step = 1; std::isinf(low) && step < infinity; step *= 2) {
    if ((gap(high - step) < 0) != upper) low = high - step;
  }
  return root_between(gap, low, high);
}

double Truncation::quantile(double p) const {
  return quantile_within(p, support(), [this](double inner) {
    const double kept = elementary::exp(log_kept_),
                 below = elementary::exp(base_.log_cdf(before(lower_))) + inner * kept,
                 above = elementary::exp(base_.log_complement(upper_)) + (1 - inner) * kept;
    const double guess = below < 0.5 ? base_.quantile(below) : base_.complement_quantile(above);
    if (base_.discrete()) return lattice_quantile(*this, inner, guess);
    return std::fmin(below, above) < smallest_tail ? point(elementary::log(inner), false)
                                                   : std::fmin(std::fmax(guess, lower_), upper_);
  });
}

double Truncation::complement_quantile(double q) const {
  return complement_quantile_within(q, support(), [this](double inner) {
    const double kept = elementary::exp(log_kept_),
                 below = elementary::exp(base_.log_cdf(before(lower_))) + (1 - inner) * kept,
                 above = elementary::exp(base_.log_complement(upper_)) + inner * kept;
    const double guess = above < 0.5 ? base_.complement_quantile(above) : base_.quantile(below);
    if (base_.discrete()) return lattice_complement_quantile(*this, inner, guess);
    return std::fmin(below, above) < smallest_tail ? point(elementary::log(inner), true)
                                                   : std::fmin(std::fmax(guess, lower_), upper_);
  });
}

double Truncation::sample(Variate& v) const {
  constexpr double log_quarter = -1.3862943611198906188;
  if (log_kept_ < log_quarter) {
    const Variate::Pair words = v.words();
    // The first bit takes one end, from which the others then measure.
    const double from_end = fine_uniform(words.first & 0x7fffffffffffffff, words.second);
    return words.first >> 63 != 0 ? complement_quantile(from_end) : quantile(from_end);
  }
  for (;;) {
    const double x = base_.sample(v);
    if (x >= lower_ && x <= upper_) return x;
  }
}

/// E f(X); NaN where quadrature does not converge.
double Truncation::expectation(const std::function<double(double)>& f) const {
  const auto log_f = [this](double x) { return log_density(x); };
  CompensatedSum sum;
  if (base_.discrete()) {
    const Outcome<LawPoints> points =
        points_of_mass(log_f, std::isinf(lower_) ? quantile(1e-32) : lower_, upper_);
    if (!points) return not_a_number;
    for (std::size_t i = 0; i < points->x.size(); ++i) sum.add(points->weight[i] * f(points->x[i]));
    return sum.value();
  }
  // Both sides of the median, each measured by the distance of its quartile.
  constexpr double tolerance = 1e-9;
  const double middle = quantile(0.5);
  double error = 0;
  for (const bool upper : {false, true}) {
    const double scale = upper ? complement_quantile(0.25) - middle : quantile(0.25) - middle,
                 end = ((upper ? upper_ : lower_) - middle) / scale;
    const auto weighted = [&](double t) {
      const double x = middle + scale * t, density = elementary::exp(log_density(x));
      return density > 0 ? std::fabs(scale) * density * f(x) : 0.0;
    };
    const Integral part = integral_over(weighted, 0, end);
    sum.add(part.value);
    error += part.error;
  }
  return error <= tolerance * std::fmax(1, std::fabs(sum.value())) ? sum.value() : not_a_number;
}

/// True if X^order has no finite expectation at an infinite end.
bool Truncation::is_too_heavy(int order) const {
  return (std::isinf(upper_) && power_of_tail(base_, true) <= order * (1 + 1e-9)) ||
         (std::isinf(lower_) && power_of_tail(base_, false) <= order * (1 + 1e-9));
}

double Truncation::mean() const {
  if (!is_too_heavy(1)) {
    const double middle = quantile(0.5);
    return middle + expectation([middle](double x) { return x - middle; });
  }
  return std::isfinite(lower_) ? infinity : std::isfinite(upper_) ? -infinity : not_a_number;
}

double Truncation::central_moment(int order) const {
  const double centre = mean();
  if (is_too_heavy(order)) return order % 2 == 0 && !std::isnan(centre) ? infinity : not_a_number;
  return expectation([centre, order](double x) { return std::pow(x - centre, order); });
}

double Truncation::variance() const { return lower_ == upper_ ? 0 : central_moment(2); }

double Truncation::skewness() const {
  const double v = variance();
  return central_moment(3) / (v * std::sqrt(v));
}

double Truncation::excess_kurtosis() const {
  const double v = variance();
  return central_moment(4) / (v * v) - 3;
}

double Truncation::entropy() const {
  return expectation([this](double x) { return -log_density(x); });
}

namespace {

Outcome<ComposedLaw> make_truncated(const std::vector<PartOfLaw>& parts, const Arguments& own) {
  const AnyLaw& law = parts.front().law;
  const auto [first, last] = law.support();
  double lower = own.has("lower") ? own.real("lower") : -infinity,
         upper = own.has("upper") ? own.real("upper") : infinity;
  const std::string where = (own.has("lower") ? "lower = " + round_trip(lower) : "") +
                            (own.has("lower") && own.has("upper") ? ", " : "") +
                            (own.has("upper") ? "upper = " + round_trip(upper) : "");
  if (where.empty()) return Refusal{"needs lower or upper"};
  if (!(lower <= upper) || (lower == upper && !law.discrete()))
    return Refusal{where + ", but lower must be less than upper"};
  if (law.discrete()) {
    lower = std::ceil(lower);
    upper = std::floor(upper);
  }
  const double from = std::fmax(lower, first), to = std::fmin(upper, last);
  const Truncation truncation(law, from, to);
  if (!(truncation.log_kept() > -infinity)) return Refusal{where + ", but the law has no probability there"};
  if (law.discrete()) return ComposedLaw{AnyLaw(Truncated<true>(law, from, to))};
  return ComposedLaw{AnyLaw(Truncated<false>(law, from, to))};
}

}  // namespace

CompositeLaw truncated_law() {
  Parameter lower{"lower", Domain::real, "the least value that is kept; none if absent"},
      upper{"upper", Domain::real, "the largest value that is kept; none if absent"};
  lower.optional = upper.optional = true;
  return {
      "truncated",    "another law given that its value lies between two",          {lower, upper}, "of", {},
      make_truncated, "a model names one family, and lower and upper move its ends"};
}

}  // namespace plim
