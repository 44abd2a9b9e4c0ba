#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/families/erased_law.hpp"
#include "plim/families/lattice.hpp"
#include "plim/families/uniform_extremes.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/shape.hpp"
#include "plim/numeric/tails.hpp"
#include "plim/random/fill.hpp"

namespace plim {

/// Every integer from `lower` to `upper` with the same probability.
struct DiscreteUniform {
  using value_type = double;
  static constexpr bool discrete = true;
  static constexpr std::string_view name = "discrete_uniform";
  static constexpr std::string_view summary = "every integer of a range alike";
  static constexpr std::string_view carrier = "lower, lower + 1, ..., upper";
  static std::vector<Parameter> parameters() {
    Parameter lower{"lower", Domain::real, "least integer"}, upper{"upper", Domain::real, "largest integer"};
    lower.smallest = upper.smallest = -0x1p53;
    lower.largest = upper.largest = 0x1p53;
    return {lower, upper};
  }
  /// Refuses what is no integer, and ends in the wrong order.
  static Outcome<DiscreteUniform> make(const Arguments& a) {
    const DiscreteUniform law{a.real("lower"), a.real("upper")};
    for (const char* end : {"lower", "upper"}) {
      const double x = a.real(end);
      if (x != std::floor(x))
        return Refusal{std::string(end) + " is " + round_trip(x) + ", but must be an integer"};
    }
    if (law.lower > law.upper) {
      return Refusal{"upper is " + round_trip(law.upper) + ", but must be at least lower, " +
                     round_trip(law.lower)};
    }
    return law;
  }

  double sample(Variate& v) const { return from_lower(v.below(width() + 1)); }
  /// Of numbers on an interval, rounded to integers.
  static constexpr Statistic sampled = Statistic::extremes;
  DrawnStatistic statistic(Variate& first, Variate& second, std::int64_t m) const {
    const GapsOfExtremes gap = draw_gaps(first, second, m);
    const double least = std::fmin(lower + std::floor(count() * gap.below), upper);
    return {least, m > 1 ? std::fmax(upper - std::floor(count() * gap.above), least) : least};
  }

  /// By the first word at a place that Lemire's method (2019) takes, that of attempt 0 or of a later one.
  void fill(const Address& address, std::uint64_t first, std::span<double> out) const {
    constexpr std::size_t half = draws_of_block / 2;
    const std::uint64_t wide = width() + 1, refused = (0 - wide) % wide;
    std::array<std::uint64_t, draws_of_block> words;
    for (std::size_t done = 0; done < out.size(); done += words.size(), first += half) {
      fill_words(address, first, words);
      bool refuses = false;
      for (std::size_t i = 0; i < words.size(); ++i) {
        const Wide product = Wide{words[i]} * wide;
        refuses |= static_cast<std::uint64_t>(product) < refused;
        out[done + i] = from_lower(static_cast<std::uint64_t>(product >> 64));
      }
      for (std::size_t i = 0; refuses && i < words.size(); ++i) {
        if (words[i] * wide < refused)
          out[done + i] = from_lower(later(address, first + i % half, i / half * 2, wide, refused));
      }
    }
  }

  Support support() const { return {lower, upper}; }
  double log_density(double k) const {
    if (std::isnan(k)) return k;
    return k == std::floor(k) && k >= lower && k <= upper ? 0.0 - elementary::log(count()) : -infinity;
  }
  double cdf(double k) const {
    return cdf_within(k, support(), [this](double at) { return below(at); });
  }
  double complement(double k) const {
    return complement_within(k, support(), [this](double at) { return above(at); });
  }
  double log_cdf(double k) const {
    return log_cdf_within(k, support(), [this](double at) { return log_tail(below(at), above(at)); });
  }
  double log_complement(double k) const {
    return log_complement_within(k, support(), [this](double at) { return log_tail(above(at), below(at)); });
  }
  double quantile(double p) const { return lattice_quantile(*this, p, lower + p * (upper - lower)); }
  double complement_quantile(double q) const {
    return lattice_complement_quantile(*this, q, upper - q * (upper - lower));
  }
  double mean() const { return 0.5 * lower + 0.5 * upper; }
  double variance() const { return (count() - 1) * (count() + 1) / 12; }
  double skewness() const { return shape_of_draw().skewness; }
  double excess_kurtosis() const { return shape_of_draw().excess; }
  /// kappa_r = B_r (count^r - 1) / r for even r; undefined for one integer.
  Shape shape_of_draw() const {
    if (lower == upper) return {};
    const double inverse = 1 / (count() * count()), rest = 1 - inverse;
    return {0, -1.2 * (1 + inverse) / rest, 0, 48.0 / 7 * (1 + inverse + inverse * inverse) / (rest * rest)};
  }
  /// nats.
  double entropy() const { return elementary::log(count()); }

  double lower;
  double upper;
  bool operator==(const DiscreteUniform&) const = default;

 private:
  double count() const { return (upper - lower) + 1; }
  std::uint64_t width() const {
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(upper) - static_cast<std::int64_t>(lower));
  }
  double from_lower(std::uint64_t steps) const {
    return real(static_cast<std::int64_t>(lower) + static_cast<std::int64_t>(steps));
  }
  /// Of the words `at`, at + 1 of a counter's attempts from the second on.
  static std::uint64_t later(const Address& address, std::uint64_t index, std::size_t at, std::uint64_t wide,
                             std::uint64_t refused) {
    for (std::uint32_t attempt = 1;; ++attempt) {
      const Words w = philox(address, index, attempt);
      const Wide product = (w[at] | Wide{w[at + 1]} << 32) * wide;
      if (static_cast<std::uint64_t>(product) >= refused) return static_cast<std::uint64_t>(product >> 64);
    }
  }
  double below(double k) const { return ((std::floor(k) - lower) + 1) / count(); }
  double above(double k) const { return (upper - std::floor(k)) / count(); }
};

LawFamily discrete_uniform_family() { return law_family<DiscreteUniform>(); }

}  // namespace plim
