#include "plim/estimators/entropy/smoothed.hpp"

#include <cmath>

#include "plim/estimators/entropy/plug_in.hpp"
#include "plim/estimators/shrinkage.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/views/count_kernels.hpp"
#include "plim/views/count_terms.hpp"

namespace plim {
namespace {

/// The standard deviation of ln((c + a)/(mean count + a)) over the observations, in two passes.
double sd_of_log(const CountFeatures& v, std::size_t lane, double a) noexcept {
  const double n = static_cast<double>(v.n), centre = elementary::log(n / v.observed[lane] + a);
  double mean = 0, variance = 0;
  for (std::size_t r = 0; r < v.rows; ++r) {
    const double c = static_cast<double>(v.c[r * v.lanes + lane]);
    if (c > 0) mean += c / n * (elementary::log(c + a) - centre);
  }
  for (std::size_t r = 0; r < v.rows; ++r) {
    const double c = static_cast<double>(v.c[r * v.lanes + lane]);
    if (c <= 0) continue;
    const double deviation = elementary::log(c + a) - centre - mean;
    variance += c / n * deviation * deviation;
  }
  return std::sqrt(variance);
}

}  // namespace

Range SmoothedEntropy::range(std::int64_t n, double classes) const {
  return !K_.fixed() ? entropy_range(n, classes) : Range{0, std::log(*K_.fixed())};
}

void SmoothedEntropy::prepare_lanes(const CountFeatures& v, workspace& w) const {
  w.K.resize(v.lanes);
  w.a.assign(v.lanes, 0.0);
  for (std::size_t lane = 0; lane < v.lanes; ++lane) w.K[lane] = K_.of(v.observed[lane]);
}

void SmoothedEntropy::write(const CountFeatures& v, workspace& w, const BlockOut& out) const {
  const double n = static_cast<double>(v.n);
  w.sum.assign(v.lanes, 0.0);
  count_kernels().smoothed({v.c, v.rows, v.lanes}, w.a.data(), w.sum.data());
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    const double K = w.K[lane], a = w.a[lane], total = n + K * a, unseen = K - v.observed[lane];
    out.status[lane] = K < 1 || !(total > 0) ? Status::empty : unseen < 0 ? Status::invalid : Status::regular;
    if (out.status[lane] != Status::regular) continue;
    Cell& cell = out.cells[lane];
    const double shares = w.sum[lane] + (unseen > 0 ? unseen * count_terms::c_log_c(a) : 0.0);
    cell.value = K == 1 ? 0.0 : elementary::log(K);
    if (K > 1 && std::isfinite(total)) cell.value = elementary::log(total) - shares / total;
    if (K == 1 || (v.observed[lane] == 1 && a == 0)) out.status[lane] = Status::boundary;
    if (!interval_.wanted() || out.status[lane] != Status::regular || !std::isfinite(total) || n == 0)
      continue;
    interval_.write(cell, cell.value, std::sqrt(n) / total * sd_of_log(v, lane, a), {0, elementary::log(K)});
  }
}

void DirichletPlugin::estimate_block(const CountFeatures& v, workspace& w, const Address&,
                                     const BlockOut& out) const {
  prepare_lanes(v, w);
  for (std::size_t lane = 0; lane < v.lanes; ++lane)
    w.a[lane] = weight_.of(w.K[lane], static_cast<double>(v.n));
  write(v, w, out);
}

std::optional<AdditiveTerm> DirichletPlugin::additive_term(std::int64_t n) const {
  if (!classes().fixed()) return std::nullopt;
  const double K = *classes().fixed();
  return AdditiveTerm{PlugIn{weight_.of(K, static_cast<double>(n)), K}, 0.0, nullptr};
}

Outcome<DirichletPlugin> DirichletPlugin::bind(DirichletWeight weight, std::string_view name,
                                               const Knowns& knowns, const Arguments& options) {
  const Outcome<ClassNumber> K = ClassNumber::bind(name, knowns, options);
  if (!K) return Refusal{K.reason()};
  return NormalInterval::bind(knowns, name, "wald").map([&](const NormalInterval& interval) {
    return DirichletPlugin(weight, *K, interval);
  });
}

namespace {
template <class E>
Outcome<E> as_plugin(const Outcome<DirichletPlugin>& bound) {
  return bound.map([](const DirichletPlugin& e) { return E{e}; });
}
}  // namespace

std::vector<Parameter> DirichletPluginGiven::options() {
  return {DirichletWeight::option(), ClassNumber::options().front()};
}
Outcome<DirichletPluginGiven> DirichletPluginGiven::bind(const Knowns& knowns, const Arguments& options) {
  return as_plugin<DirichletPluginGiven>(
      DirichletPlugin::bind(DirichletWeight::given(options), name, knowns, options));
}
Outcome<DirichletPluginJeffreys> DirichletPluginJeffreys::bind(const Knowns& knowns,
                                                               const Arguments& options) {
  return as_plugin<DirichletPluginJeffreys>(
      DirichletPlugin::bind(DirichletWeight::jeffreys(), name, knowns, options));
}
Outcome<DirichletPluginLaplace> DirichletPluginLaplace::bind(const Knowns& knowns, const Arguments& options) {
  return as_plugin<DirichletPluginLaplace>(
      DirichletPlugin::bind(DirichletWeight::laplace(), name, knowns, options));
}
Outcome<DirichletPluginSg> DirichletPluginSg::bind(const Knowns& knowns, const Arguments& options) {
  return as_plugin<DirichletPluginSg>(DirichletPlugin::bind(DirichletWeight::sg(), name, knowns, options));
}
Outcome<DirichletPluginMinimax> DirichletPluginMinimax::bind(const Knowns& knowns, const Arguments& options) {
  return as_plugin<DirichletPluginMinimax>(
      DirichletPlugin::bind(DirichletWeight::minimax(), name, knowns, options));
}

Outcome<Shrink> Shrink::bind(const Knowns& knowns, const Arguments& options) {
  return ClassNumber::bind(name, knowns, options).map([](const ClassNumber& K) {
    return Shrink(K, NormalInterval());
  });
}

void Shrink::estimate_block(const CountFeatures& v, workspace& w, const Address&, const BlockOut& out) const {
  const double n = static_cast<double>(v.n);
  prepare_lanes(v, w);
  for (std::size_t lane = 0; lane < v.lanes; ++lane) {
    if (v.n == 0) continue;  // a = 0: empty
    const double lambda = shrinkage({v.n, v.rows, v.lanes, v.c + lane}, w.K[lane]).lambda;
    w.a[lane] = n * lambda / (w.K[lane] * (1 - lambda));  // infinite if lambda = 1
  }
  write(v, w, out);
}

}  // namespace plim
