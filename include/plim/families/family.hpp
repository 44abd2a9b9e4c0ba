#pragma once
#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "plim/core/outcome.hpp"
#include "plim/core/parameter.hpp"
#include "plim/random/variate.hpp"
#include "plim/views/functionals.hpp"

namespace plim {

/// A class number 0 .. K-1 of a law on a finite alphabet.
using Symbol = std::int64_t;

/// A parametric law as a small immutable value.
///
/// Required: `value_type` (double or Symbol), `name`, `parameters()`, `make(arguments)`, `sample(variate)`
/// and `log_density(x)`. Everything else is optional and found at compile time:
/// - for people: `summary`, `carrier` (the support in words), `maximum` (what a sample must have for its
///   likelihood to have one, as in "two different values"), `no_information` (why it has no Fisher
///   information), `no_likelihood` (why no search finds the maximum of its likelihoods);
/// - `regular_ends` = true: parameters move ends of the support, but the density vanishes there, so that
///   likelihoods are regular;
/// - `discrete` = true: the values are integers, though held in doubles;
/// - the law: `cdf(x)`, `complement(x)` = P(X > x), `quantile(p)` (the smallest x with cdf >= p),
///   `complement_quantile(q)` (the smallest x with complement <= q), `log_cdf(x)`, `log_complement(x)` (which
///   reach where the tails themselves underflow), `support()`;
/// - its numbers: `mean()`, `variance()`, `skewness()`, `excess_kurtosis()`, `shape_of_draw()` (standardised
///   cumulants to order six), `entropy()` (nats), `fisher_information()`, `truth(estimand, element)`
///   (estimands of its own);
/// - a finite alphabet: `probabilities()`, with `values()` (the numbers its classes stand for) and
/// `classes()`
///   (their count, for families whose list may be too long to make);
/// - `in_domain(arguments)`: the law of parameters that `make` refuses only because a double cannot hold
///   its moments; likelihoods and posteriors go there too;
/// - `is_supremum_at_infinity(sample)`: of which samples the likelihood of all parameters has its supremum at
///   infinity, where a search would have to guess; of all others it then has a maximum;
/// - `trials_of_law`: of a law that counts successes, whose estimates have the intervals of a share;
/// - faster draws: `fill(address, first, span)` (a dense block), `tables()` (of a law on integers, none where
///   they would be too large), `sample_sum(variate, m)` or `statistic(variate, variate, m)` with `sampled`,
///   the Statistic that it is of (of m draws, exact, in O(1)).
template <class F>
concept Family = std::copyable<F> && std::equality_comparable<F> &&
    requires(const F f, const Arguments& a, Variate& v, typename F::value_type x) {
  { F::name } -> std::convertible_to<std::string_view>;
  { F::parameters() } -> std::same_as<std::vector<Parameter>>;
  { F::make(a) } -> std::same_as<Outcome<F>>;
  { f.sample(v) } -> std::convertible_to<typename F::value_type>;
  { f.log_density(x) } -> std::same_as<double>;
};

/// True if the law lives on integers.
template <Family F>
inline constexpr bool is_discrete = std::integral<typename F::value_type> || requires {
  requires F::discrete;
};

/// The exact value of an estimand (nats) for a family, from whatever it offers; `element` within a vector.
template <Family F>
std::optional<double> truth_of(const F& f, std::string_view estimand, std::size_t element) {
  if constexpr (requires { f.truth(estimand, element); }) {
    if (const std::optional<double> t = f.truth(estimand, element)) return t;
  }
  if constexpr (requires { f.entropy(); }) {
    if (estimand == functional::entropy) return f.entropy();
  }
  if constexpr (requires { f.mean(); }) {
    if (estimand == functional::mean) return f.mean();
  }
  if constexpr (requires { f.variance(); }) {
    if (estimand == functional::variance) return f.variance();
    if (estimand == functional::sd) return std::sqrt(f.variance());
  }
  return std::nullopt;
}

}  // namespace plim
