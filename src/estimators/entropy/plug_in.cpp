#include "plim/estimators/entropy/plug_in.hpp"

#include <algorithm>
#include <cmath>

#include "plim/numeric/elementary.hpp"
#include "plim/views/count_terms.hpp"

namespace plim {
namespace {

/// ln c less that of the mean count of the classes seen: exactly 0 where all are equally frequent.
double log_over_mean(double c, double mean_count) noexcept {
  const double relative = (c - mean_count) / mean_count;
  return std::fabs(relative) < 0.5 ? elementary::log1p(relative) : elementary::log(c / mean_count);
}

/// The varentropy in two passes, by deviations from its mean.
double centred_varentropy(const CountFeatures& v, std::size_t lane) noexcept {
  const double n = static_cast<double>(v.n), mean_count = n / v.observed[lane];
  double mean = 0, variance = 0;
  for (std::size_t r = 0; r < v.rows; ++r) {
    const double c = static_cast<double>(v.c[r * v.lanes + lane]);
    if (c > 0) mean += c / n * log_over_mean(c, mean_count);
  }
  for (std::size_t r = 0; r < v.rows; ++r) {
    const double c = static_cast<double>(v.c[r * v.lanes + lane]);
    if (c <= 0) continue;
    const double deviation = log_over_mean(c, mean_count) - mean;
    variance += c / n * deviation * deviation;
  }
  return variance;
}

/// V_hat = sum p (ln p)^2 - H^2, with ln c in place of ln p: a shift by ln n changes no variance. Where that
/// would cancel, in two passes.
double varentropy(const CountFeatures& v, std::size_t lane) noexcept {
  constexpr double cancels = 1e-8;  // of the square of the mean: eight digits are left where it is more
  const double n = static_cast<double>(v.n);
  const double mean = v.sum_c_log_c[lane] / n, variance = v.sum_c_log_squared[lane] / n - mean * mean;
  return variance > cancels * mean * mean ? variance : centred_varentropy(v, lane);
}

template <class E>
Outcome<E> bind_plug_in(const Knowns& knowns) {
  return NormalInterval::bind(knowns, E::name, "wald").map([](const NormalInterval& i) { return E(i); });
}

}  // namespace

void PlugInFamily::write(const CountFeatures& v, std::size_t lane, double value,
                         const BlockOut& out) const noexcept {
  Cell& cell = out.cells[lane] = Cell{};
  out.status[lane] = v.n > 0 ? Status::regular : Status::empty;
  if (v.n == 0) return;
  cell.value = value;
  if (v.observed[lane] == 1) {
    out.status[lane] = Status::boundary;
  } else if (interval_.wanted()) {
    interval_.write(cell, cell.value, std::sqrt(varentropy(v, lane) / static_cast<double>(v.n)), {0});
  }
}

Outcome<EntropyMl> EntropyMl::bind(const Knowns& knowns, const Arguments&) {
  return bind_plug_in<EntropyMl>(knowns);
}

void EntropyMl::estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                               const BlockOut& out) const noexcept {
  for (std::size_t lane = 0; lane < out.lanes; ++lane) write(v, lane, plug_in_entropy(v, lane), out);
}

AdditiveTerm EntropyMl::additive_term(std::int64_t) const { return {PlugIn{}, 0.0, nullptr}; }

Outcome<EntropyMillerMadow> EntropyMillerMadow::bind(const Knowns& knowns, const Arguments&) {
  return bind_plug_in<EntropyMillerMadow>(knowns);
}

void EntropyMillerMadow::estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                                        const BlockOut& out) const noexcept {
  const double two_n = 2 * static_cast<double>(std::max<std::int64_t>(v.n, 1));  // 0: empty, told by write
  for (std::size_t lane = 0; lane < out.lanes; ++lane)
    write(v, lane, plug_in_entropy(v, lane) + (v.observed[lane] - 1) / two_n, out);
}

AdditiveTerm EntropyMillerMadow::additive_term(std::int64_t n) const {
  const double half = 0.5 / static_cast<double>(n);
  return {PlugIn{}, -half, [half](std::size_t, std::int64_t count) { return count > 0 ? half : 0.0; }};
}

Outcome<EntropyJackknife> EntropyJackknife::bind(const Knowns& knowns, const Arguments&) {
  return bind_plug_in<EntropyJackknife>(knowns);
}

void EntropyJackknife::estimate_block(const CountFeatures& v, NoWorkspace&, const Address&,
                                      const BlockOut& out) const noexcept {
  const double n = static_cast<double>(std::max<std::int64_t>(v.n, 1)), whole = count_terms::jackknife(n);
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    write(v, lane, plug_in_entropy(v, lane) + (v.jackknife[lane] - whole) / n, out);
    if (v.n != 1) continue;
    out.cells[lane] = Cell{};
    out.status[lane] = Status::undefined;
  }
}

std::optional<AdditiveTerm> EntropyJackknife::additive_term(std::int64_t n) const {
  if (n < 2) return std::nullopt;
  const double count = static_cast<double>(n);
  return AdditiveTerm{PlugIn{}, -count_terms::jackknife(count) / count, [count](std::size_t, std::int64_t c) {
                        return count_terms::jackknife(static_cast<double>(c)) / count;
                      }};
}

Range EntropyMillerMadow::range(std::int64_t n, double classes) {
  const double count = static_cast<double>(n), seen = std::fmin(count, classes);
  return {0, entropy_range(n, classes).high + (seen - 1) / (2 * count)};
}

}  // namespace plim
