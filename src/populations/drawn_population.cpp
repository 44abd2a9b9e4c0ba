#include "plim/populations/drawn_population.hpp"

#include <algorithm>

#include "plim/populations/symbol_sources.hpp"
#include "plim/random/binomial.hpp"
#include "plim/views/valued_counts.hpp"

namespace plim {
namespace {

/// What sampling needs of the laws of a group, each made when it is asked for.
class DrawnLaws final : public LaneLaws {
 public:
  DrawnLaws(std::shared_ptr<const LawLanes> laws, std::size_t K, std::size_t lanes)
      : laws_(std::move(laws)), one_(K), conditional_(K * lanes), alias_(lanes), alias_of_(lanes) {
    // The first tables take their memory here and not in the loop over replicates.
    std::fill(one_.begin(), one_.end(), 1 / static_cast<double>(K));
    for (AliasTable& table : alias_) table.assign_probabilities(one_, scratch_);
  }

  std::size_t classes() const override { return one_.size(); }
  const AliasTable& alias(std::size_t lane) override {
    if (alias_of_[lane] != laws_->view().drawn) {
      alias_of_[lane] = laws_->view().drawn;
      alias_[lane].assign_probabilities(laws_->view().one(lane).probabilities(), scratch_);
    }
    return alias_[lane];
  }
  bool binomials(const Address& first, std::size_t lanes, std::uint64_t index, std::size_t k,
                 const std::int64_t* n, std::int64_t* drawn) override {
    if (conditional_of_ != laws_->view().drawn) make_conditional();
    binomial_lanes(first, lanes, index, n, conditional_.data() + k * lanes, drawn);
    return true;
  }

 private:
  void make_conditional() {
    const DrawnLaw& laws = laws_->view();
    for (std::size_t lane = 0; lane < laws.lanes; ++lane) {
      conditional_probabilities(laws.one(lane).probabilities(), one_);
      for (std::size_t k = 0; k < one_.size(); ++k) conditional_[k * laws.lanes + lane] = one_[k];
    }
    conditional_of_ = laws.drawn;
  }

  std::shared_ptr<const LawLanes> laws_;
  std::vector<double> one_;          // [K]
  std::vector<double> conditional_;  // [K][lanes]
  std::vector<AliasTable> alias_;    // [lanes]
  std::vector<std::uint64_t> alias_of_;
  std::uint64_t conditional_of_ = 0;  // of which draw of the laws these are
  AliasTable::Scratch scratch_;
};

}  // namespace

std::vector<ViewId> DrawnPopulation::views(RouteKind route) const {
  if (route == RouteKind::statistic) return {};
  if (sampler_.values.empty()) return {view_id<Counts>(), view_id<DrawnLaw>()};
  const ViewId numbers = route == RouteKind::counts ? view_id<ValuedCounts>() : view_id<Reals>();
  return {view_id<Counts>(), numbers, view_id<DrawnLaw>()};
}

std::size_t DrawnPopulation::footprint(RouteKind route, std::span<const ViewId> wanted,
                                       std::int64_t n_max) const {
  const bool reals = route == RouteKind::draws && wants<Reals>(wanted);
  // Counts, p, its conditional form, and two 32-bit halves of an alias table of up to 2 K columns.
  return sampler_.K * (3 * sizeof(double) + 4 * sizeof(std::uint32_t)) +
         (reals ? static_cast<std::size_t>(n_max) * sizeof(double) : 0);
}

std::string DrawnPopulation::method(RouteKind route, std::int64_t n_before, std::int64_t n) const {
  return method_of_symbols(route, n - n_before, sampler_.K);
}

std::unique_ptr<ViewSource> DrawnPopulation::source(RouteKind route, std::span<const ViewId> wanted,
                                                    std::int64_t n_max, std::size_t lanes) const {
  std::vector<std::unique_ptr<LawLane>> places(lanes);
  for (auto& place : places) place = sampler_.lane();
  auto laws = std::make_shared<LawLanes>(std::move(places));
  auto drawn = std::make_unique<DrawnLaws>(laws, sampler_.K, lanes);
  std::unique_ptr<ViewSource> samples;
  if (route == RouteKind::counts) {
    samples = std::make_unique<GrownCounts>(std::move(drawn), sampler_.values, lanes);
  } else {
    samples = std::make_unique<DrawnSymbols>(std::move(drawn), sampler_.values,
                                             DrawnSymbols::Kept{wants<Reals>(wanted) ? n_max : 0, 0}, lanes);
  }
  return std::make_unique<DrawnLawSource>(std::move(laws), std::move(samples));
}

std::shared_ptr<const Population> DrawnPopulation::realised(const Address& law) const {
  const std::shared_ptr<LawLane> drawn = sampler_.lane();
  drawn->draw(law);
  SymbolLaw one;
  one.canonical = sampler_.canonical;
  one.readable = sampler_.readable + ", replicate " + std::to_string(law.replicate);
  one.family = std::string(drawn->family());
  one.p.assign(drawn->probabilities().begin(), drawn->probabilities().end());
  one.values = sampler_.values;
  one.truth = [drawn](std::string_view estimand, std::size_t element) {
    return drawn->truth(estimand, element);
  };
  return std::make_shared<SymbolPopulation>(std::move(one));
}

}  // namespace plim
