#include "plim/populations/symbol_population.hpp"

#include <cmath>
#include <limits>

#include "plim/core/error.hpp"
#include "plim/core/real.hpp"
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

void refuse_many_classes(const Population& law) {
  const std::size_t K = law.probabilities().size();
  if (K <= dense_classes) return;
  throw Error(ExitCode::data,
              law.readable() + " has " + std::to_string(K) + " classes; dense counts reach 2^20 = 1048576");
}

SymbolPopulation::SymbolPopulation(std::vector<double> p, std::vector<double> values,
                                   Shared<SymbolFacts> facts)
    : facts_(std::move(facts)), p_(std::move(p)), values_(std::move(values)) {}

SymbolPopulation::SymbolPopulation(SymbolLaw law)
    : SymbolPopulation(std::move(law.p), std::move(law.values), static_cast<SymbolFacts&&>(std::move(law))) {
  refuse_many_classes(*this);
}

SymbolLaw SymbolPopulation::law() const {
  SymbolLaw law{*facts_, p_, values_};
  law.canonical = canonical();
  law.readable = readable();
  law.family = std::string(family());
  law.truth = nullptr;
  return law;
}

const SymbolSampler& SymbolPopulation::sampler() const {
  std::call_once(sampler_made_, [this] {
    sampler_ = std::make_unique<const SymbolSampler>(
        SymbolSampler{facts_->weights.empty() ? AliasTable::from_probabilities(p_) : AliasTable(weights()),
                      conditional_of(p_)});
  });
  return *sampler_;
}

std::vector<ViewId> SymbolPopulation::views(RouteKind route) const {
  if (route == RouteKind::statistic) return {};
  std::vector<ViewId> made = {view_id<Counts>()};
  if (!values_.empty())
    made.push_back(route == RouteKind::counts ? view_id<ValuedCounts>() : view_id<Reals>());
  if (route == RouteKind::draws && dependence() == Dependence::independent)
    made.push_back(view_id<Sequence>());
  return made;
}

std::size_t SymbolPopulation::footprint(RouteKind route, std::span<const ViewId> wanted,
                                        std::int64_t n_max) const {
  const std::size_t counts = p_.size() * sizeof(std::int64_t);
  if (route != RouteKind::draws) return counts;
  const std::size_t each =
      (wants<Reals>(wanted) ? sizeof(double) : 0) + (wants<Sequence>(wanted) ? sizeof(std::int32_t) : 0);
  return counts + static_cast<std::size_t>(n_max) * each;
}

std::string SymbolPopulation::method(RouteKind route, std::int64_t n_before, std::int64_t n) const {
  return method_of_symbols(route, n - n_before, p_.size());
}

std::unique_ptr<ViewSource> SymbolPopulation::source(RouteKind route, std::span<const ViewId> wanted,
                                                     std::int64_t n_max, std::size_t lanes) const {
  auto law = std::make_unique<OneLaw>(sampler());
  if (route == RouteKind::counts) return std::make_unique<GrownCounts>(std::move(law), values_, lanes);
  const DrawnSymbols::Kept kept{wants<Reals>(wanted) ? n_max : 0, wants<Sequence>(wanted) ? n_max : 0};
  return std::make_unique<DrawnSymbols>(std::move(law), values_, kept, lanes);
}

std::unique_ptr<ObservationStream> SymbolPopulation::stream(const Address& address) const {
  return std::make_unique<SymbolStream>(*this, address);
}

Shape SymbolPopulation::shape() const { return values_.empty() ? Shape{} : shape_of_law(p_, values_); }

Support SymbolPopulation::support() const {
  if (values_.empty()) return Population::support();
  Support s{infinity, -infinity};
  for (std::size_t k = 0; k < p_.size(); ++k) {
    if (p_[k] <= 0) continue;
    s = {std::fmin(s.lower, values_[k]), std::fmax(s.upper, values_[k])};
  }
  return s;
}

double SymbolPopulation::class_number(std::size_t k) const {
  if (!values_.empty()) return values_[k];
  return facts_->labels.empty() ? static_cast<double>(k) : Population::class_number(k);
}

std::optional<double> SymbolPopulation::truth(std::string_view estimand, std::size_t element) const {
  if (facts_->truth) {
    if (const std::optional<double> t = facts_->truth(estimand, element)) return t;
  }
  if (estimand == functional::entropy) return entropy_of(p_);
  if (dependence() == Dependence::independent && estimand == functional::entropy_rate) return entropy_of(p_);
  if (dependence() == Dependence::independent && estimand == functional::block_entropy && element > 0)
    return static_cast<double>(element) * entropy_of(p_);
  if (estimand == "p" && element < p_.size()) return p_[element];
  if (values_.empty()) return std::nullopt;
  double mean = 0, variance = 0;
  for (std::size_t k = 0; k < p_.size(); ++k) mean += p_[k] * values_[k];
  for (std::size_t k = 0; k < p_.size(); ++k) {
    variance += p_[k] * (values_[k] - mean) * (values_[k] - mean);
  }
  if (estimand == functional::mean) return mean;
  if (estimand == functional::variance) return variance;
  if (estimand == functional::sd) return std::sqrt(variance);
  return std::nullopt;
}

}  // namespace plim
