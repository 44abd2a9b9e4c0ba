#pragma once
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <stdexcept>

#include "plim/families/any_law.hpp"
#include "plim/families/categorical.hpp"
#include "plim/families/exponential.hpp"
#include "plim/families/gamma.hpp"
#include "plim/families/geometric.hpp"
#include "plim/families/normal.hpp"
#include "plim/families/poisson.hpp"
#include "plim/families/zipf.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/gamma_law.hpp"
#include "plim/numeric/special.hpp"
#include "plim/random/alias.hpp"
#include "plim/random/fill.hpp"
#include "support.hpp"

// Samplers and what is known of their laws, and how far many draws are from it.
namespace plim::test {

inline constexpr std::size_t chunk = 1 << 14;

/// Draws first .. of the stream of an address; `first` is a multiple of the chunk.
using Fill = std::function<void(const Address& address, std::uint64_t first, std::span<double> out)>;

/// What is known of a law: its tails, and the first two moments of X, and of ln X if `logs`.
struct Known {
  Fill fill;
  AnyLaw law;
  bool logs = false;
  double log_mean = 0, log_variance = 0;
};

/// A uniform law on (0, 1), which is no family of plim.
struct Uniform {
  using value_type = double;
  static constexpr std::string_view name = "uniform";
  static std::vector<Parameter> parameters() { return {}; }
  static Outcome<Uniform> make(const Arguments&) { return Uniform{}; }
  double sample(Variate& v) const { return v.open(); }
  double log_density(double) const { return 0; }
  double cdf(double x) const { return x; }
  double complement(double x) const { return 1 - x; }
  double quantile(double p) const { return p; }
  double mean() const { return 0.5; }
  double variance() const { return 1.0 / 12; }
  double excess_kurtosis() const { return -1.2; }
  bool operator==(const Uniform&) const = default;
};

/// A tail of a Poisson count as a normal deviate of the same probability, positive where there are too many.
inline double count_z(double seen, double expected) {
  if (expected == 0) return seen == 0 ? 0 : std::numeric_limits<double>::infinity();
  const double fewer = gamma_law::complement(seen + 1, expected);      // P(X <= seen)
  const double more = seen == 0 ? 1 : gamma_law::cdf(seen, expected);  // P(X >= seen)
  const double p = std::max(std::min({fewer, more, 0.5}), 1e-300);
  return special::normal_quantile(p) * (more < fewer ? -1 : 1);
}

/// Everything that is counted of a stream.
class Battery {
 public:
  Battery(const Known& known, std::uint64_t draws, std::uint64_t key = 1)
      : known_(known), n_(static_cast<double>(draws)) {
    for (int i = 1; i < 64; ++i) cuts_.push_back(known.law.quantile(i / 64.0));
    cuts_.erase(std::unique(cuts_.begin(), cuts_.end()), cuts_.end());
    cells_.resize(cuts_.size() + 1);
    for (const double p : {1e-3, 1e-6, 1e-8}) {
      low_.push_back({known.law.quantile(p)});
      high_.push_back({known.law.quantile(1 - p)});
    }
    std::vector<double> x(chunk);
    for (std::uint64_t first = 0; first < draws; first += chunk) {
      known.fill({{key}, 3, 0}, first, x);
      take(x);
    }
  }

  using Deviate = std::pair<double, std::string>;

  std::vector<Deviate> deviates() const {
    std::vector<Deviate> all = {
        {cells_z(), "cells"},
        {sum_ / std::sqrt(n_), "mean"},
        {(squares_ - n_) / std::sqrt(n_ * (known_.law.excess_kurtosis() + 2)), "variance"}};
    if (known_.logs)
      all.emplace_back((logs_ - n_ * known_.log_mean) / std::sqrt(n_ * known_.log_variance), "E ln X");
    for (std::size_t i = 0; i < low_.size(); ++i) {
      all.emplace_back(count_z(low_[i].seen, n_ * below(low_[i].cut)), "lower tail " + std::to_string(i));
      all.emplace_back(count_z(high_[i].seen, n_ * known_.law.complement(high_[i].cut)),
                       "upper tail " + std::to_string(i));
    }
    return all;
  }

  /// The largest of them.
  Deviate worst() const {
    const std::vector<Deviate> all = deviates();
    return *std::max_element(all.begin(), all.end(), [](const Deviate& a, const Deviate& b) {
      return !(std::fabs(b.first) <= std::fabs(a.first));  // what is no number is the largest
    });
  }

  std::string tails() const {
    std::string text;
    for (std::size_t i = 1; i < low_.size(); ++i) {
      char part[160];
      std::snprintf(part, sizeof part, " %.0f/%.1f %.0f/%.1f", low_[i].seen, n_ * below(low_[i].cut),
                    high_[i].seen, n_ * known_.law.complement(high_[i].cut));
      text += part;
    }
    return text;
  }

 private:
  struct Tail {
    double cut, seen = 0;
  };

  /// P(X < x).
  double below(double x) const { return known_.law.cdf(known_.law.discrete() ? x - 1 : x); }

  void take(const std::vector<double>& chunk_of_draws) {
    const double mean = known_.law.mean(), sd = std::sqrt(known_.law.variance());
    double sum = 0, squares = 0, logs = 0;
    for (const double x : chunk_of_draws) {
      const double z = (x - mean) / sd;
      sum += z;
      squares += z * z;
      if (known_.logs) logs += std::log(x);
      cells_[static_cast<std::size_t>(std::lower_bound(cuts_.begin(), cuts_.end(), x) - cuts_.begin())] += 1;
      if (x < low_[0].cut) {
        for (Tail& t : low_) t.seen += x < t.cut ? 1 : 0;
      }
      if (x > high_[0].cut) {
        for (Tail& t : high_) t.seen += x > t.cut ? 1 : 0;
      }
    }
    sum_ += sum;
    squares_ += squares;
    logs_ += logs;
  }

  double cells_z() const {
    std::vector<double> expected;
    double below = 0;
    for (const double cut : cuts_) {
      expected.push_back(n_ * (known_.law.cdf(cut) - below));
      below = known_.law.cdf(cut);
    }
    expected.push_back(n_ * known_.law.complement(cuts_.back()));
    return test::chi_square_z(cells_, expected);
  }

  const Known& known_;
  double n_, sum_ = 0, squares_ = 0, logs_ = 0;
  std::vector<double> cuts_, cells_;
  std::vector<Tail> low_, high_;
};

/// A dense fill, two numbers to a counter.
template <class F>
Fill dense(F fill) {
  return [fill](const Address& address, std::uint64_t first, std::span<double> out) {
    fill(address, first / 2, out);
  };
}

template <class Law>
Fill scalar(const Law& law) {
  return [law](const Address& address, std::uint64_t first, std::span<double> out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
      Variate v(address, first + i);
      out[i] = static_cast<double>(law.sample(v));
    }
  };
}

inline Known gamma(double shape, Fill fill) {
  return {std::move(fill), AnyLaw(Gamma{shape, 1}), true, elementary::digamma(shape),
          elementary::trigamma(shape)};
}

inline Fill gamma_fill(double shape) {
  return dense([shape](const Address& a, std::uint64_t first, std::span<double> out) {
    fill_gamma(a, first, shape, out);
  });
}

inline Fill categorical_fill(const std::vector<double>& p) {
  return [table = AliasTable::from_probabilities(p), k = std::vector<std::int32_t>(chunk)](
             const Address& address, std::uint64_t first, std::span<double> out) mutable {
    table.draw(address, 0, first, k);
    std::copy(k.begin(), k.end(), out.begin());
  };
}

inline std::vector<double> zipf_list(std::size_t K) {
  return Zipf(1.0, static_cast<std::int64_t>(K)).probabilities();
}

struct NamedSampler {
  std::string name;
  Known known;
  std::uint64_t slower = 1;  // by which the volume is divided
};

inline std::vector<NamedSampler> samplers() {
  constexpr double euler = 0.57721566490153286, zeta2 = 1.6449340668482264;
  const std::vector<double> p = zipf_list(1000);
  return {{"uniform", {dense(fill_open), AnyLaw(Uniform{}), true, -1, 1}},
          {"normal", {dense(fill_normal), AnyLaw(Normal{0, 1})}},
          {"exponential", {dense(fill_exponential), AnyLaw(Exponential{1}), true, -euler, zeta2}},
          {"gamma 2.5", gamma(2.5, gamma_fill(2.5))},
          {"gamma 0.5", gamma(0.5, gamma_fill(0.5))},
          {"categorical of 1000", {categorical_fill(p), AnyLaw(Categorical{p, {}})}},
          {"gamma 60, one by one", gamma(60, scalar(Gamma{60, 1})), 10},
          {"poisson 3", {scalar(Poisson{3}), AnyLaw(Poisson{3})}, 10},
          {"poisson 10.5", {scalar(Poisson{10.5}), AnyLaw(Poisson{10.5})}, 10},
          {"poisson 157.17", {scalar(Poisson{157.17}), AnyLaw(Poisson{157.17})}, 10},
          {"geometric 0.2", {scalar(Geometric{0.2}), AnyLaw(Geometric{0.2})}, 10},
          {"zipf 1.1, N = 10^9", {scalar(Zipf(1.1, 1000000000)), AnyLaw(Zipf(1.1, 1000000000))}, 10}};
}

}  // namespace plim::test
