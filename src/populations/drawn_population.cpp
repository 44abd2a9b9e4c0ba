#include "plim/populations/drawn_population.hpp"

#include <algorithm>

#include "plim/populations/symbol_sources.hpp"
#include "plim/random/binomial.hpp"
#include "plim/views/drawn_law.hpp"

namespace plim {
namespace {

/// The laws of a group, drawn together; what sampling needs of each is made when it is asked for.
class DrawnLaws final : public LaneLaws {
 public:
  DrawnLaws(const LawSampler& sampler, std::size_t lanes)
      : sampler_(sampler),
        one_(sampler.K),
        p_(sampler.K * lanes),
        conditional_(sampler.K * lanes),
        alias_(lanes),
        has_alias_(lanes) {
    // The first tables take their memory here and not in the loop over replicates.
    std::fill(one_.begin(), one_.end(), 1 / static_cast<double>(sampler.K));
    for (AliasTable& table : alias_) table.assign_probabilities(one_, scratch_);
  }

  void draw(Address first, std::size_t lanes) {
    view_ = {sampler_.K, lanes, p_.data(), view_.drawn + 1};
    std::fill_n(has_alias_.begin(), lanes, 0);
    has_conditional_ = false;
    for (std::size_t lane = 0; lane < lanes; ++lane, ++first.replicate) {
      sampler_.draw(first, one_);
      for (std::size_t k = 0; k < sampler_.K; ++k) p_[k * lanes + lane] = one_[k];
    }
  }

  std::size_t classes() const override { return sampler_.K; }
  const AliasTable& alias(std::size_t lane) override {
    if (has_alias_[lane] == 0) {
      load(lane);
      alias_[lane].assign_probabilities(one_, scratch_);
      has_alias_[lane] = 1;
    }
    return alias_[lane];
  }
  bool binomials(const Address& first, std::size_t lanes, std::uint64_t index, std::size_t k,
                 const std::int64_t* n, std::int64_t* drawn) override {
    if (!has_conditional_) make_conditional();
    binomial_lanes(first, lanes, index, n, conditional_.data() + k * lanes, drawn);
    return true;
  }
  const DrawnLaw& view() const noexcept { return view_; }

 private:
  void load(std::size_t lane) {
    for (std::size_t k = 0; k < sampler_.K; ++k) one_[k] = p_[k * view_.lanes + lane];
  }
  void make_conditional() {
    for (std::size_t lane = 0; lane < view_.lanes; ++lane) {
      load(lane);
      conditional_probabilities(one_, one_);
      for (std::size_t k = 0; k < sampler_.K; ++k) conditional_[k * view_.lanes + lane] = one_[k];
    }
    has_conditional_ = true;
  }

  const LawSampler& sampler_;
  std::vector<double> one_;              // [K]
  std::vector<double> p_, conditional_;  // [K][lanes]
  std::vector<AliasTable> alias_;        // [lanes]
  std::vector<char> has_alias_;
  bool has_conditional_ = false;
  AliasTable::Scratch scratch_;
  DrawnLaw view_{};
};

/// Samples from laws that are drawn before them: a source of theirs, and the laws as a view.
class DrawnLawSource final : public ViewSource {
 public:
  DrawnLawSource(DrawnLaws& laws, std::unique_ptr<ViewSource> samples)
      : laws_(laws), samples_(std::move(samples)) {}
  void realise(Address first, std::size_t lanes) override { laws_.draw(first, lanes); }
  void start(Address first, std::size_t lanes) override { samples_->start(first, lanes); }
  void grow(std::int64_t n, std::uint32_t checkpoint) override { samples_->grow(n, checkpoint); }
  const void* view(ViewId id) override {
    return id == view_id<DrawnLaw>() ? &laws_.view() : samples_->view(id);
  }

 private:
  DrawnLaws& laws_;  // which the samples own
  std::unique_ptr<ViewSource> samples_;
};

}  // namespace

std::vector<ViewId> DrawnPopulation::views(RouteKind route) const {
  if (route == RouteKind::statistic) return {};
  return {view_id<Counts>(), view_id<DrawnLaw>()};
}

std::size_t DrawnPopulation::footprint(RouteKind, std::span<const ViewId>, std::int64_t) const {
  // Counts, p, its conditional form, and two 32-bit halves of an alias table of up to 2 K columns.
  return sampler_.K * (3 * sizeof(double) + 4 * sizeof(std::uint32_t));
}

std::string DrawnPopulation::method(RouteKind route, std::int64_t n_before, std::int64_t n) const {
  return method_of_symbols(route, n - n_before, sampler_.K);
}

std::unique_ptr<ViewSource> DrawnPopulation::source(RouteKind route, std::span<const ViewId>, std::int64_t,
                                                    std::size_t lanes) const {
  auto laws = std::make_unique<DrawnLaws>(sampler_, lanes);
  DrawnLaws& drawn = *laws;
  std::unique_ptr<ViewSource> samples;
  if (route == RouteKind::counts) {
    samples = std::make_unique<GrownCounts>(std::move(laws), std::span<const double>{}, lanes);
  } else {
    samples = std::make_unique<DrawnSymbols>(std::move(laws), std::span<const double>{}, 0, lanes);
  }
  return std::make_unique<DrawnLawSource>(drawn, std::move(samples));
}

std::shared_ptr<const Population> DrawnPopulation::realised(const Address& law) const {
  SymbolLaw drawn;
  drawn.canonical = sampler_.canonical;
  drawn.readable = sampler_.readable + ", replicate " + std::to_string(law.replicate);
  drawn.p.resize(sampler_.K);
  sampler_.draw(law, drawn.p);
  return std::make_shared<SymbolPopulation>(std::move(drawn));
}

}  // namespace plim
