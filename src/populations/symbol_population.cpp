#include "plim/populations/symbol_population.hpp"

#include <cmath>
#include <limits>

#include "plim/core/error.hpp"
#include "plim/numeric/entropy.hpp"
#include "plim/populations/symbol_sources.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/functionals.hpp"
#include "plim/views/reals.hpp"
#include "plim/views/valued_counts.hpp"

namespace plim {
namespace {

// Up to this many draws a class alias drawing is the cheaper one; a constant of the stream version. Measured
// with AVX-512, ns a class at 8, 16 and 32 draws a class: alias 8, 15, 28; binomials in 64 lanes on p ~ 1/k
// 11, 13, 16, on equal p 13, 22, 21. So the two break even between 14 and 24 draws, for K from 10 to 1000.
constexpr std::int64_t alias_draws_per_class = 16;

AliasTable make_alias(const SymbolLaw& law) {
  if (law.p.size() > dense_classes) {
    throw Error(ExitCode::data, law.readable + " has " + std::to_string(law.p.size()) +
                                    " classes; dense counts reach 2^20 = 1048576");
  }
  return law.weights.empty() ? AliasTable::from_probabilities(law.p) : AliasTable(law.weights);
}

std::vector<double> conditional_of(const std::vector<double>& p) {
  std::vector<double> conditional(p.size());
  conditional_probabilities(p, conditional);
  return conditional;
}

}  // namespace

bool alias_is_cheaper(std::int64_t m, std::size_t K) noexcept {
  return m <= alias_draws_per_class * static_cast<std::int64_t>(K);
}

std::string method_of_symbols(RouteKind route, std::int64_t m, std::size_t K) {
  return route == RouteKind::draws || alias_is_cheaper(m, K) ? "alias" : "conditional_binomial";
}

void conditional_probabilities(std::span<const double> p, std::span<double> conditional) noexcept {
  double tail = 0;
  for (std::size_t k = p.size(); k-- > 0;) {
    tail += p[k];
    conditional[k] = tail > 0 ? p[k] / tail : 0.0;
  }
}

SymbolPopulation::SymbolPopulation(SymbolLaw law, FamilyTruth family_truth)
    : law_(std::move(law)),
      family_truth_(std::move(family_truth)),
      alias_(make_alias(law_)),
      conditional_(conditional_of(law_.p)) {}

std::vector<ViewId> SymbolPopulation::views(RouteKind route) const {
  if (route == RouteKind::statistic) return {};
  if (law_.values.empty()) return {view_id<Counts>()};
  if (route == RouteKind::counts) return {view_id<Counts>(), view_id<ValuedCounts>()};
  return {view_id<Counts>(), view_id<Reals>()};
}

std::size_t SymbolPopulation::footprint(RouteKind route, std::span<const ViewId> wanted,
                                        std::int64_t n_max) const {
  const std::size_t counts = law_.p.size() * sizeof(std::int64_t);
  const bool reals = route == RouteKind::draws && wants<Reals>(wanted);
  return counts + (reals ? static_cast<std::size_t>(n_max) * sizeof(double) : 0);
}

std::string SymbolPopulation::method(RouteKind route, std::int64_t n_before, std::int64_t n) const {
  return method_of_symbols(route, n - n_before, law_.p.size());
}

std::unique_ptr<ViewSource> SymbolPopulation::source(RouteKind route, std::span<const ViewId> wanted,
                                                     std::int64_t n_max, std::size_t lanes) const {
  auto law = std::make_unique<OneLaw>(*this);
  if (route == RouteKind::counts) return std::make_unique<GrownCounts>(std::move(law), law_.values, lanes);
  return std::make_unique<DrawnSymbols>(std::move(law), law_.values, wants<Reals>(wanted) ? n_max : 0, lanes);
}

std::unique_ptr<ObservationStream> SymbolPopulation::stream(const Address& address) const {
  return std::make_unique<SymbolStream>(*this, address);
}

Shape SymbolPopulation::shape() const {
  return law_.values.empty() ? Shape{} : shape_of_law(law_.p, law_.values);
}

Support SymbolPopulation::support() const {
  if (law_.values.empty()) return Population::support();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Support s{infinity, -infinity};
  for (std::size_t k = 0; k < law_.p.size(); ++k) {
    if (law_.p[k] <= 0) continue;
    s = {std::fmin(s.lower, law_.values[k]), std::fmax(s.upper, law_.values[k])};
  }
  return s;
}

double SymbolPopulation::class_number(std::size_t k) const {
  if (!law_.values.empty()) return law_.values[k];
  return law_.labels.empty() ? static_cast<double>(k) : Population::class_number(k);
}

std::optional<double> SymbolPopulation::truth(std::string_view estimand, std::size_t element) const {
  if (family_truth_) {
    if (const std::optional<double> t = family_truth_(estimand, element)) return t;
  }
  if (estimand == functional::entropy) return entropy_of(law_.p);
  if (estimand == "p" && element < law_.p.size()) return law_.p[element];
  if (law_.values.empty()) return std::nullopt;
  double mean = 0, variance = 0;
  for (std::size_t k = 0; k < law_.p.size(); ++k) mean += law_.p[k] * law_.values[k];
  for (std::size_t k = 0; k < law_.p.size(); ++k) {
    variance += law_.p[k] * (law_.values[k] - mean) * (law_.values[k] - mean);
  }
  if (estimand == functional::mean) return mean;
  if (estimand == functional::variance) return variance;
  if (estimand == functional::sd) return std::sqrt(variance);
  return std::nullopt;
}

}  // namespace plim
