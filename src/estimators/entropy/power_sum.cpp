#include "plim/estimators/entropy/power_sum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/power_entropy.hpp"

namespace plim {
namespace {

constexpr double highest_order = 100;

/// sd of p^(q-1)/(q-1) over the observations, of q = 1 of ln p; and the sum of p^q. In units of the most
/// frequent class, whose power is 1.
struct PowerSpread {
  double sd, sum;
};
PowerSpread spread_of_powers(std::span<const double> p, double q) {
  const double most = *std::max_element(p.begin(), p.end());
  double mean = 0, variance = 0;
  for (const double x : p) mean += x * power_log(x / most, q);
  for (const double x : p) {
    const double deviation = power_log(x / most, q) - mean;
    variance += x * deviation * deviation;
  }
  return {std::sqrt(variance), 1 + (q - 1) * mean};
}

/// Of the estimate `value`, by the delta method.
double error_of(PowerForm form, std::span<const double> p, double n, double q, double value) {
  const PowerSpread s = spread_of_powers(p, q);
  const double most = *std::max_element(p.begin(), p.end());
  if (form == PowerForm::tsallis)
    return q * s.sd * elementary::exp((q - 1) * elementary::log(most)) / std::sqrt(n);
  const double renyi = q * s.sd / s.sum / std::sqrt(n);
  return form == PowerForm::renyi ? renyi : renyi * value;
}

/// ln of sum c(c-1)..(c-q+1)/(n(n-1)..(n-q+1)) of a sample; -infinity where every count is below q.
double log_unbiased_power(const CountFeatures::One& sample, double q) {
  double most = 0, sum = 0, log_scale = 0;
  for (std::size_t r = 0; r < sample.rows; ++r) most = std::max(most, static_cast<double>(sample.count(r)));
  if (most < q) return -std::numeric_limits<double>::infinity();
  for (double i = 0; i < q; ++i)
    log_scale += elementary::log((most - i) / (static_cast<double>(sample.n) - i));
  for (std::size_t r = 0; r < sample.rows; ++r) {
    const double c = static_cast<double>(sample.count(r));
    double share = c >= q ? 1 : 0;  // of the power of the largest count
    for (double i = 0; i < q && share > 0; ++i) share *= (c - i) / (most - i);
    sum += share;
  }
  return log_scale + elementary::log(sum);
}

}  // namespace

Outcome<NormalInterval> OfPowers::bind_interval_of_powers(const Knowns& knowns, std::string_view name) {
  return NormalInterval::bind(knowns, name, "wald");
}

template <PowerForm form>
void PowerMl<form>::estimate(const CountFeatures::One& sample, workspace& w, const Address&,
                             const EstimateRef& out) const {
  out.status = sample.n > 0 ? Status::regular : Status::empty;
  if (sample.n == 0) return;
  const double n = static_cast<double>(sample.n);
  w.p.clear();
  for (std::size_t r = 0; r < sample.rows; ++r) {
    if (sample.count(r) > 0) w.p.push_back(static_cast<double>(sample.count(r)) / n);
  }
  Cell& cell = out.out[0];
  cell.value = form == PowerForm::tsallis ? tsallis_entropy(w.p, q()) : renyi_entropy(w.p, q());
  if (form == PowerForm::hill) cell.value = elementary::exp(cell.value);
  if (w.p.size() == 1) {
    out.status = Status::boundary;
  } else if (interval().wanted()) {
    interval().write(cell, cell.value, error_of(form, w.p, n, q(), cell.value),
                     {form == PowerForm::hill ? 1.0 : 0.0});
  }
}

template <PowerForm form>
std::optional<AdditiveTerm> PowerMl<form>::additive_term(std::int64_t n) const {
  if (form != PowerForm::tsallis) return std::nullopt;
  const double count = static_cast<double>(n), q = this->q();
  return AdditiveTerm{std::nullopt, 0.0, [count, q](std::size_t, std::int64_t c) {
                        const double p = static_cast<double>(c) / count;
                        return c > 0 ? -p * power_log(p, q) : 0.0;
                      }};
}

template <PowerForm form>
Outcome<double> PowerUnbiased<form>::bind_order(const Knowns& knowns, std::string_view estimator) {
  const double q = *knowns.number;
  if (q != std::floor(q) || q < 2 || q > highest_order)
    return Refusal{std::string(estimator) + " needs a whole order from 2 to 100"};
  return q;
}

template <PowerForm form>
void PowerUnbiased<form>::estimate(const CountFeatures::One& sample, workspace&, const Address&,
                                   const EstimateRef& out) const {
  out.status = sample.n == 0                         ? Status::empty
               : static_cast<double>(sample.n) < q() ? Status::undefined
                                                     : Status::regular;
  if (out.status != Status::regular) return;
  const double log_sum = log_unbiased_power(sample, q());
  double& value = out.out[0].value;
  if (form == PowerForm::tsallis) {
    value = -elementary::expm1(log_sum) / (q() - 1);
    return;
  }
  value = log_sum / (1 - q());
  if (std::isinf(value)) out.status = Status::infinite;
  if (form == PowerForm::hill && std::isfinite(value)) value = elementary::exp(value);
}

template <PowerForm form>
std::optional<AdditiveTerm> PowerUnbiased<form>::additive_term(std::int64_t n) const {
  const double q = this->q(), count = static_cast<double>(n);
  if (form != PowerForm::tsallis || count < q) return std::nullopt;
  return AdditiveTerm{std::nullopt, 1 / (q - 1), [count, q](std::size_t, std::int64_t c) {
                        double product = static_cast<double>(c) >= q ? 1 / (q - 1) : 0.0;
                        for (double i = 0; i < q && product > 0; ++i)
                          product *= (static_cast<double>(c) - i) / (count - i);
                        return -product;
                      }};
}

template class PowerMl<PowerForm::renyi>;
template class PowerMl<PowerForm::tsallis>;
template class PowerMl<PowerForm::hill>;
template class PowerUnbiased<PowerForm::renyi>;
template class PowerUnbiased<PowerForm::tsallis>;
template class PowerUnbiased<PowerForm::hill>;

}  // namespace plim
