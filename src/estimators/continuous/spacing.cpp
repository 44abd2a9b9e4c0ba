#include "plim/estimators/continuous/spacing.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/digamma.hpp"

namespace plim {
namespace {

/// Order statistics with places cut to the sample.
struct CutPlaces {
  std::span<const double> x;
  double at(std::size_t i, std::size_t back) const noexcept { return x[i > back ? i - back : 0]; }
  double after(std::size_t i, std::size_t on) const noexcept { return x[std::min(i + on, x.size() - 1)]; }
};

double terms_of_vasicek(std::span<const double> x, std::size_t m, std::vector<double>& terms) {
  const CutPlaces cut{x};
  for (std::size_t i = 0; i < x.size(); ++i) terms.push_back(elementary::log(cut.after(i, m) - cut.at(i, m)));
  return elementary::log(static_cast<double>(x.size()) / static_cast<double>(2 * m));
}

/// ln((n+1)/m) + ln m - ln(n+1) is 0.
double terms_of_van_es(std::span<const double> x, std::size_t m, std::vector<double>& terms) {
  for (std::size_t i = 0; i + m < x.size(); ++i) terms.push_back(elementary::log(x[i + m] - x[i]));
  return elementary::digamma(static_cast<double>(x.size() + 1)) - elementary::digamma(static_cast<double>(m));
}

double terms_of_ebrahimi(std::span<const double> x, std::size_t m, std::vector<double>& terms) {
  const double window = static_cast<double>(m);
  const CutPlaces cut{x};
  for (std::size_t i = 0; i < x.size(); ++i) {
    const std::size_t inside = std::min({i, x.size() - 1 - i, m});
    const double weight = 1 + static_cast<double>(inside) / window;
    terms.push_back(elementary::log((cut.after(i, m) - cut.at(i, m)) / weight));
  }
  return elementary::log(static_cast<double>(x.size()) / window);
}

/// In units of the window's width, from the observation in its middle: no squares leave the doubles, and no
/// digits cancel.
double terms_of_correa(std::span<const double> x, std::size_t m, std::vector<double>& terms) {
  const double n = static_cast<double>(x.size()), size = static_cast<double>(2 * m + 1);
  const CutPlaces cut{x};
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double width = cut.after(i, m) - cut.at(i, m);
    double mean = 0, slope = 0, squares = 0;
    const auto off = [&](double value) { return (value - x[i]) / width; };
    for (std::size_t t = 1; t <= m && width > 0; ++t) {
      const double up = off(cut.after(i, t)), down = off(cut.at(i, t));
      mean += (up + down) / size;
      slope += static_cast<double>(t) * (up - down);
    }
    for (std::size_t t = 1; t <= m && width > 0; ++t) {
      const double up = off(cut.after(i, t)) - mean, down = off(cut.at(i, t)) - mean;
      squares += up * up + down * down;
    }
    squares += mean * mean;
    terms.push_back(width > 0 ? elementary::log(width) + elementary::log(n * (squares / slope)) : -infinity);
  }
  return 0;
}

}  // namespace

std::vector<Parameter> SpacingEstimator::options() {
  Parameter m{"m", Domain::positive_integer, "places of a spacing; default: floor(sqrt(n) + 1/2)"};
  m.optional = true;
  return {m};
}

Outcome<SpacingEstimator> SpacingEstimator::bind(std::string_view name, const Knowns& knowns,
                                                 const Arguments& options) {
  const Outcome<NormalInterval> interval = bind_normal(knowns, name);
  if (!interval) return Refusal{interval.reason()};
  SpacingEstimator bound(*interval);
  if (options.has("m")) bound.m_ = options.integer("m");
  return bound;
}

std::int64_t SpacingEstimator::places(std::int64_t option, std::int64_t n) {
  const std::int64_t most = (n - 1) / 2;  // n > 2 m
  if (option > 0) return option <= most ? option : 0;
  return std::min(most, static_cast<std::int64_t>(std::floor(std::sqrt(static_cast<double>(n)) + 0.5)));
}

void SpacingEstimator::write(const Sorted::One& s, workspace& w, Terms terms, const EstimateRef& out) const {
  const std::int64_t m = places(m_, s.n);
  out.status = status_of_draws(s, m == 0 ? s.n + 1 : least);
  if (out.status != Status::regular) return;
  w.terms.clear();
  w.terms.reserve(static_cast<std::size_t>(s.n));
  const double constant = terms(one_by_one(s, w.x), static_cast<std::size_t>(m), w.terms);
  MeanOfTerms::write(constant, w.terms, out);
}

Outcome<SpacingVasicek> SpacingVasicek::bind(const Knowns& knowns, const Arguments& options) {
  return SpacingEstimator::bind(name, knowns, options).map([](const auto& b) { return SpacingVasicek{b}; });
}

void SpacingVasicek::estimate(const Sorted::One& s, workspace& w, const Address&,
                              const EstimateRef& out) const {
  write(s, w, terms_of_vasicek, out);
}

Outcome<SpacingVanEs> SpacingVanEs::bind(const Knowns& knowns, const Arguments& options) {
  return SpacingEstimator::bind(name, knowns, options).map([](const auto& b) { return SpacingVanEs{b}; });
}

void SpacingVanEs::estimate(const Sorted::One& s, workspace& w, const Address&,
                            const EstimateRef& out) const {
  write(s, w, terms_of_van_es, out);
}

Outcome<SpacingEbrahimi> SpacingEbrahimi::bind(const Knowns& knowns, const Arguments& options) {
  return SpacingEstimator::bind(name, knowns, options).map([](const auto& b) { return SpacingEbrahimi{b}; });
}

void SpacingEbrahimi::estimate(const Sorted::One& s, workspace& w, const Address&,
                               const EstimateRef& out) const {
  write(s, w, terms_of_ebrahimi, out);
}

Outcome<SpacingCorrea> SpacingCorrea::bind(const Knowns& knowns, const Arguments& options) {
  return SpacingEstimator::bind(name, knowns, options).map([](const auto& b) { return SpacingCorrea{b}; });
}

void SpacingCorrea::estimate(const Sorted::One& s, workspace& w, const Address&,
                             const EstimateRef& out) const {
  write(s, w, terms_of_correa, out);
}

}  // namespace plim
