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

std::vector<Parameter> DirichletMeanEntropy::options() {
  Parameter K{"K", Domain::alphabet, "possible classes, or \"observed\"; default: the known alphabet"};
  K.optional = true;
  return {K};
}

Outcome<DirichletMeanEntropy> DirichletMeanEntropy::bind(Weight weight, std::string_view name,
                                                         const Knowns& knowns, const Arguments& options) {
  double K = 0;
  if (!options.has("K")) {
    if (!knowns.K) {
      return Refusal{std::string(name) +
                     " needs the number of classes, and the alphabet is not known: give K"
                     " an integer >= 1 or \"observed\""};
    }
    K = static_cast<double>(*knowns.K);
  } else if (const auto* given = std::get_if<std::int64_t>(&options.all().at("K"))) {
    K = static_cast<double>(*given);
  }
  const Outcome<NormalInterval> interval = NormalInterval::bind(knowns, name, "normal");
  if (!interval) return Refusal{interval.reason()};
  return DirichletMeanEntropy(weight, K, !options.has("K"), *interval);
}

std::optional<std::size_t> DirichletMeanEntropy::told_K() const {
  if (!told_) return std::nullopt;
  return static_cast<std::size_t>(K_);
}

double DirichletMeanEntropy::weight(double alphabet, double n) const noexcept {
  const double K = std::fmax(alphabet, 1);  // an empty sample has shown no class
  switch (weight_) {
    case Weight::jeffreys: return 0.5;
    case Weight::laplace: return 1;
    case Weight::sg: return 1 / K;
    case Weight::minimax: return std::sqrt(n) / K;
  }
  return 0;
}

void DirichletMeanEntropy::estimate_block(const CountFeatures& v, workspace& w, const Address&,
                                          const BlockOut& out) const {
  const double n = static_cast<double>(v.n);
  w.K.resize(v.lanes);
  w.a.resize(v.lanes);
  w.sum.assign(v.lanes, 0.0);
  for (std::size_t lane = 0; lane < v.lanes; ++lane) {
    w.K[lane] = K_ > 0 ? K_ : v.observed[lane];
    w.a[lane] = weight(w.K[lane], n);
  }
  count_kernels().dirichlet_mean({v.c, v.rows, v.lanes}, w.a.data(), w.sum.data());
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
  if (K_ == 0) return std::nullopt;
  const double count = static_cast<double>(n), a = weight(K_, count), total = count + K_ * a;
  // psi(x + 1) = ln x + excess(x): the logarithms make the entropy of (c + a)/A.
  return AdditiveTerm{PlugIn{a, K_}, digamma_excess(total), [a, total](std::size_t, std::int64_t c) {
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

Outcome<DirichletMeanJeffreys> DirichletMeanJeffreys::bind(const Knowns& knowns, const Arguments& options) {
  return as<DirichletMeanJeffreys>(DirichletMeanEntropy::bind(Weight::jeffreys, name, knowns, options));
}
Outcome<DirichletMeanLaplace> DirichletMeanLaplace::bind(const Knowns& knowns, const Arguments& options) {
  return as<DirichletMeanLaplace>(DirichletMeanEntropy::bind(Weight::laplace, name, knowns, options));
}
Outcome<DirichletMeanSg> DirichletMeanSg::bind(const Knowns& knowns, const Arguments& options) {
  return as<DirichletMeanSg>(DirichletMeanEntropy::bind(Weight::sg, name, knowns, options));
}
Outcome<DirichletMeanMinimax> DirichletMeanMinimax::bind(const Knowns& knowns, const Arguments& options) {
  return as<DirichletMeanMinimax>(DirichletMeanEntropy::bind(Weight::minimax, name, knowns, options));
}

Range DirichletMeanEntropy::range(std::int64_t n, double classes) const {
  return K_ > 0 ? Range{0, std::log(K_)} : entropy_range(n, classes);
}

}  // namespace plim
