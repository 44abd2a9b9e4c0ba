#include "plim/estimators/entropy/dirichlet_mean.hpp"

#include <algorithm>
#include <cmath>

#include "plim/estimators/entropy/plug_in.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/views/count_kernels.hpp"
#include "plim/views/count_terms.hpp"

namespace plim {
namespace {

/// psi(x + 1) - ln x for x > 0, by Stirling's series where the two agree.
double digamma_excess(double x) noexcept {
  if (x < 64) return elementary::digamma(x + 1) - elementary::log(x);
  const double r = 1 / x, w = r * r;
  return 0.5 * r - w * (1.0 / 12 - w * (1.0 / 120 - w * (1.0 / 252 - w / 240)));
}

}  // namespace

Outcome<DirichletMeanEntropy> DirichletMeanEntropy::bind(DirichletWeight weight, std::string_view name,
                                                         const Knowns& knowns, const Arguments& options) {
  const Outcome<ClassNumber> K = ClassNumber::bind(name, knowns, options);
  if (!K) return Refusal{K.reason()};
  return NormalInterval::bind(knowns, name, "normal").map([&](const NormalInterval& interval) {
    return DirichletMeanEntropy(weight, *K, interval);
  });
}

Outcome<DirichletMeanEntropy> DirichletMeanEntropy::bind_observed(DirichletWeight weight,
                                                                  std::string_view name,
                                                                  const Knowns& knowns) {
  return NormalInterval::bind(knowns, name, "normal").map([&](const NormalInterval& interval) {
    return DirichletMeanEntropy(weight, ClassNumber(), interval);
  });
}

void DirichletMeanEntropy::estimate_block(const CountFeatures& v, workspace& w, const Address&,
                                          const BlockOut& out) const {
  const double n = static_cast<double>(v.n);
  w.K.resize(v.lanes);
  w.a.resize(v.lanes);
  w.sum.assign(v.lanes, 0.0);
  for (std::size_t lane = 0; lane < v.lanes; ++lane) {
    w.K[lane] = K_.of(v.observed[lane]);
    w.a[lane] = weight_.of(w.K[lane], n);
  }
  add_terms(v, w);
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    const double K = w.K[lane], a = w.a[lane], total = n + K * a, unseen = K - v.observed[lane];
    out.status[lane] = K < 1 || !(total > 0) ? Status::empty : unseen < 0 ? Status::invalid : Status::regular;
    if (out.status[lane] != Status::regular) continue;
    const double sum = w.sum[lane] + (unseen > 0 ? unseen * count_terms::dirichlet_mean(a) : 0.0);
    out.cells[lane].value = elementary::digamma(total + 1) - sum / total;
  }
  if (interval_.wanted()) write_deviations(v, w, out);
}

/// The sums over the classes seen; by a table once as many counts were looked at as it holds.
void DirichletMeanEntropy::add_terms(const CountFeatures& v, workspace& w) const {
  constexpr std::size_t tabulated = 4096;
  if (!K_.fixed() || w.a[0] != w.table_weight) {
    w.table.clear();
    w.counted = 0;
    w.table_weight = w.a[0];
  }
  w.counted += v.rows * v.lanes;
  if (K_.fixed() && w.table.empty() && w.counted > tabulated) {
    w.table.resize(tabulated);
    for (std::size_t c = 1; c < tabulated; ++c)
      w.table[c] = count_terms::dirichlet_mean(static_cast<double>(c) + w.a[0]);
  }
  count_kernels().dirichlet_mean({v.c, v.rows, v.lanes}, w.a.data(), {w.table.data(), w.table.size()},
                                 w.sum.data());
}

/// The posterior sd of every lane that has a mean; see count_terms::dirichlet_variance.
void DirichletMeanEntropy::write_deviations(const CountFeatures& v, workspace& w, const BlockOut& out) const {
  const double n = static_cast<double>(v.n);
  w.centre.assign(v.lanes, 0.0);
  w.sum.assign(v.lanes, 0.0);
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    const double total = n + w.K[lane] * w.a[lane];
    w.centre[lane] = elementary::digamma(total + 1) - out.cells[lane].value + 1 / (total + 1);
  }
  count_kernels().dirichlet_variance({v.c, v.rows, v.lanes}, w.a.data(), w.centre.data(), w.sum.data());
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    if (out.status[lane] != Status::regular) continue;
    const double a = w.a[lane], total = n + w.K[lane] * a, unseen = w.K[lane] - v.observed[lane];
    double sum = w.sum[lane] - total * elementary::trigamma_rest(total + 1);
    if (unseen > 0) sum += unseen * count_terms::dirichlet_variance(a, w.centre[lane]);
    const double share = 1 / (total + 1);
    // One class has no other entropy than 0.
    sum = w.K[lane] > 1 ? sum + share * share - 1 : 0.0;
    interval_.write(out.cells[lane], out.cells[lane].value,
                    std::sqrt(std::max(0.0, sum) / (total * (total + 1))), {0, std::log(w.K[lane])});
  }
}

std::optional<AdditiveTerm> DirichletMeanEntropy::additive_term(std::int64_t n) const {
  if (!K_.fixed()) return std::nullopt;
  const double count = static_cast<double>(n), K = *K_.fixed();
  const double a = weight_.of(K, count), total = count + K * a;
  // psi(x + 1) = ln x + excess(x): the logarithms make the entropy of (c + a)/A.
  return AdditiveTerm{PlugIn{a, K}, digamma_excess(total), [a, total](std::size_t, std::int64_t c) {
                        const double x = static_cast<double>(c) + a;
                        return -x / total * digamma_excess(x);
                      }};
}

namespace {
template <class E>
Outcome<E> as(const Outcome<DirichletMeanEntropy>& bound) {
  return bound.map([](const DirichletMeanEntropy& e) { return E{e}; });
}
}  // namespace

std::vector<Parameter> DirichletMeanGiven::options() {
  return {DirichletWeight::option(), ClassNumber::options().front()};
}
Outcome<DirichletMeanGiven> DirichletMeanGiven::bind(const Knowns& knowns, const Arguments& options) {
  return as<DirichletMeanGiven>(
      DirichletMeanEntropy::bind(DirichletWeight::given(options), name, knowns, options));
}
Outcome<DirichletMeanJeffreys> DirichletMeanJeffreys::bind(const Knowns& knowns, const Arguments& options) {
  return as<DirichletMeanJeffreys>(
      DirichletMeanEntropy::bind(DirichletWeight::jeffreys(), name, knowns, options));
}
Outcome<DirichletMeanLaplace> DirichletMeanLaplace::bind(const Knowns& knowns, const Arguments& options) {
  return as<DirichletMeanLaplace>(
      DirichletMeanEntropy::bind(DirichletWeight::laplace(), name, knowns, options));
}
Outcome<DirichletMeanSg> DirichletMeanSg::bind(const Knowns& knowns, const Arguments& options) {
  return as<DirichletMeanSg>(DirichletMeanEntropy::bind(DirichletWeight::sg(), name, knowns, options));
}
Outcome<DirichletMeanMinimax> DirichletMeanMinimax::bind(const Knowns& knowns, const Arguments& options) {
  return as<DirichletMeanMinimax>(
      DirichletMeanEntropy::bind(DirichletWeight::minimax(), name, knowns, options));
}
Outcome<Holste> Holste::bind(const Knowns& knowns, const Arguments&) {
  return as<Holste>(DirichletMeanEntropy::bind_observed(DirichletWeight::laplace(), name, knowns));
}

Range DirichletMeanEntropy::range(std::int64_t n, double classes) const {
  return !K_.fixed() ? entropy_range(n, classes) : Range{0, std::log(*K_.fixed())};
}

}  // namespace plim
