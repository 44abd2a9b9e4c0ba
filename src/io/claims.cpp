#include "plim/io/claims.hpp"

#include <algorithm>

namespace plim {
namespace {

constexpr unsigned most_misses = 4;      // then the page is looked at again
constexpr std::size_t most_watched = 4;  // claims of others, at a time
// Whoever waits looks ever more seldom, by a share of the time that he has waited.
constexpr double first_pause = 0.02, growth = 1.5, most_of_patience = 0.5, longest_pause = 10;

/// SplitMix64's finaliser (Steele, Lea and Flood 2014): workers are to look at different places, no more.
std::uint64_t mixed(std::uint64_t x) noexcept {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

}  // namespace

Claimant::Claimant(ClaimStore& store, std::uint64_t first, std::uint64_t last, std::uint64_t worker,
                   double patience)
    : store_(store), first_(first), last_(last), worker_(worker), patience_(patience), pause_(first_pause) {
  const std::uint64_t begin = first / claims_per_page;
  pages_.resize(last > first ? (last - 1) / claims_per_page - begin + 1 : 0);
  // Each begins at a place of his own.
  if (!pages_.empty()) at_ = (worker - 1) / claims_per_page % pages_.size();
}

std::optional<std::uint64_t> Claimant::next(double now) {
  std::optional<std::uint64_t> unit = fresh();
  if (!unit) unit = orphan(now);
  if (unit) {
    mine_.insert(*unit);
    pause_ = first_pause;
  } else {
    pause_ = std::min({pause_ * growth, patience_ * most_of_patience, longest_pause});
  }
  return unit;
}

void Claimant::finish(std::uint64_t unit) {
  store_.finish(unit);
  mine_.erase(unit);
}

std::optional<std::uint64_t> Claimant::fresh() {
  for (std::size_t seen = 0; seen < pages_.size(); ++seen) {
    Page& page = pages_[at_];
    if (!page.full) {
      if (const auto unit = from(page, first_ / claims_per_page + at_)) return unit;
    }
    at_ = (at_ + 1) % pages_.size();
  }
  return std::nullopt;
}

/// Low units first, so that what is done is a beginning of the run; the more collide, the wider they spread.
std::size_t Claimant::choice(std::size_t free) {
  if (tries_++ == 0) return static_cast<std::size_t>((worker_ - 1) % claims_per_page % free);
  return static_cast<std::size_t>(mixed(worker_ << 32 ^ tries_) % std::min<std::uint64_t>(spread_, free));
}

std::optional<std::uint64_t> Claimant::from(Page& page, std::uint64_t number) {
  if (!page.looked) look(page, number);
  for (unsigned misses = 0; !page.free.empty();) {
    const auto chosen = page.free.begin() + static_cast<std::ptrdiff_t>(choice(page.free.size()));
    const std::uint64_t unit = *chosen;
    page.free.erase(chosen);
    if (store_.claim(unit, 1)) {
      if (spread_ > 1) --spread_;
      return unit;
    }
    spread_ = std::min(2 * spread_, claims_per_page);
    if (++misses % most_misses == 0) look(page, number);
  }
  page.full = true;
  return std::nullopt;
}

void Claimant::look(Page& page, std::uint64_t number) {
  const std::vector<UnitState> units = store_.page(number);
  page.looked = true;
  page.free.clear();
  for (std::uint64_t i = 0; i < units.size(); ++i) {
    const std::uint64_t unit = number * claims_per_page + i;
    if (has(unit) && units[i].claims == 0 && !units[i].done) page.free.push_back(unit);
  }
}

/// Some of the units that others have claimed and not done, from another place on for each worker, so that
/// all are watched; notes pages of which all is done.
std::vector<Claimant::Outstanding> Claimant::outstanding() {
  std::vector<Outstanding> list;
  for (std::size_t seen = 0; seen < pages_.size() && list.size() < most_watched; ++seen) {
    const std::size_t at = (seen + worker_) % pages_.size();
    Page& page = pages_[at];
    if (page.complete) continue;
    const std::uint64_t number = first_ / claims_per_page + at;
    const std::vector<UnitState> units = store_.page(number);
    bool all = true;
    std::uint64_t i = mixed(worker_) % std::max<std::size_t>(units.size(), 1);
    for (std::uint64_t left = units.size(); left > 0 && list.size() < most_watched; --left, ++i) {
      if (i == units.size()) i = 0;
      const std::uint64_t unit = number * claims_per_page + i;
      if (!has(unit) || units[i].done) continue;
      all = false;
      if (mine_.count(unit) == 0) list.push_back({unit, units[i].claims});
    }
    page.complete = all;
    if (all) ++complete_;
  }
  return list;
}

/// Beats only grow; what was written by nobody may say anything.
bool Claimant::is_dead(const Pulse& pulse, double now) {
  const auto [heart, unknown] = hearts_.try_emplace(pulse.worker, Heart{pulse.beats, now});
  if (!unknown && pulse.beats > heart->second.beats) heart->second = {pulse.beats, now};
  return pulse.ended || now - heart->second.since >= patience_;
}

std::optional<std::uint64_t> Claimant::orphan(double now) {
  for (const Outstanding& claimed : outstanding()) {
    if (claimed.claims > 0 && !is_dead(store_.pulse(claimed.unit, claimed.claims), now)) continue;
    if (store_.claim(claimed.unit, claimed.claims + 1)) return claimed.unit;
  }
  return std::nullopt;
}

}  // namespace plim
