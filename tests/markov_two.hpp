#pragma once
#include "plim/core/parameter.hpp"
#include "plim/populations/population.hpp"
#include "plim/random/variate.hpp"
#include "plim/views/counts.hpp"

namespace plim::test {

/// A stationary chain on two symbols by its chances to change, as a user would add it: its counts are those
/// of a sequence.
class MarkovTwo final : public Population {
 public:
  static constexpr std::string_view name = "markov_two", summary = "a stationary chain on two symbols";
  static std::vector<Parameter> parameters() {
    return {{"p01", Domain::open_probability, "P(0 -> 1)"}, {"p10", Domain::open_probability, "P(1 -> 0)"}};
  }
  static Outcome<std::shared_ptr<const Population>> make(const Arguments& a) {
    return std::shared_ptr<const Population>(std::make_shared<MarkovTwo>(a));
  }
  explicit MarkovTwo(const Arguments& a) : arguments_(a), p01_(a.real("p01")), p10_(a.real("p10")) {
    stationary_ = {p10_ / (p01_ + p10_), p01_ / (p01_ + p10_)};
  }

  std::string canonical() const override { return "markov_two " + arguments_.canonical(); }
  std::string readable() const override { return "markov_two(" + arguments_.readable() + ")"; }
  PublicFacts public_facts() const override { return {2, {}}; }
  Dependence dependence() const override { return Dependence::sequence; }
  std::vector<ViewId> views(RouteKind route) const override {
    if (route != RouteKind::draws) return {};
    return {view_id<Counts>()};
  }
  std::size_t footprint(RouteKind, std::span<const ViewId>, std::int64_t) const override { return 16; }
  std::string method(RouteKind, std::int64_t, std::int64_t) const override { return "steps"; }
  std::unique_ptr<ViewSource> source(RouteKind, std::span<const ViewId>, std::int64_t,
                                     std::size_t lanes) const override {
    return std::make_unique<Source>(*this, lanes);
  }
  std::optional<double> truth(std::string_view estimand, std::size_t) const override {
    if (estimand == "entropy") return entropy_of(stationary_);
    return std::nullopt;
  }
  std::span<const double> probabilities() const override { return stationary_; }

 private:
  class Source final : public ViewSource {
   public:
    Source(const MarkovTwo& chain, std::size_t lanes) : chain_(chain), last_(lanes), counts_(2 * lanes) {}
    void start(Address first, std::size_t lanes) override {
      first_ = first;
      std::fill(counts_.begin(), counts_.end(), 0);
      view_ = {0, 2, lanes, counts_.data()};
    }
    void grow(std::int64_t n, std::uint32_t) override {
      for (std::size_t lane = 0; lane < view_.lanes; ++lane) {
        Address a = first_;
        a.replicate += lane;
        for (std::int64_t i = view_.n; i < n; ++i) {
          const double u = Variate(a, static_cast<std::uint64_t>(i)).open();
          const double one = i == 0             ? chain_.stationary_[1]
                             : last_[lane] == 0 ? chain_.p01_
                                                : 1 - chain_.p10_;
          last_[lane] = u < one ? 1 : 0;
          ++counts_[last_[lane] * view_.lanes + lane];
        }
      }
      view_.n = n;
    }
    const void* view(ViewId id) override { return id == view_id<Counts>() ? &view_ : nullptr; }

   private:
    const MarkovTwo& chain_;
    Address first_{};
    std::vector<std::size_t> last_;
    std::vector<std::int64_t> counts_;
    Counts view_{};
  };

  Arguments arguments_;
  double p01_, p10_;
  std::vector<double> stationary_;
};

}  // namespace plim::test
