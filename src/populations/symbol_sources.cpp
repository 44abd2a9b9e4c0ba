#include "plim/populations/symbol_sources.hpp"

#include <algorithm>

#include "plim/random/binomial.hpp"

namespace plim {
namespace {
constexpr std::int64_t chunk = 4096;
}

bool OneLaw::binomials(const Address& first, std::size_t lanes, std::uint64_t index, std::size_t k,
                       const std::int64_t* n, std::int64_t* drawn) {
  const double p = sampler_.conditional[k];
  if (p <= 0) return false;
  binomial_lanes(first, lanes, index, n, p, drawn);
  return true;
}

GrownCounts::GrownCounts(std::unique_ptr<LaneLaws> laws, std::span<const double> values, std::size_t lanes)
    : laws_(std::move(laws)),
      values_(values),
      counts_(laws_->classes() * lanes),
      left_(lanes),
      drawn_(lanes) {}

void GrownCounts::start(Address first, std::size_t lanes) {
  first_ = first;
  const std::size_t K = laws_->classes();
  std::fill_n(counts_.begin(), K * lanes, 0);
  view_ = {0, K, lanes, counts_.data()};
}

void GrownCounts::grow(std::int64_t n, std::uint32_t checkpoint) {
  const std::int64_t m = n - view_.n;
  const std::uint64_t index = static_cast<std::uint64_t>(checkpoint) << 32;
  if (alias_is_cheaper(m, view_.K)) {
    add_by_alias(m, index);
  } else {
    add_by_binomials(m, index);
  }
  view_.n = n;
}

void GrownCounts::add_by_alias(std::int64_t m, std::uint64_t index) {
  for (std::size_t lane = 0; lane < view_.lanes; ++lane) {
    Address address = first_;
    address.replicate += lane;
    laws_->alias(lane).count(address, index, 0, m, counts_.data() + lane, view_.lanes);
  }
}

void GrownCounts::add_by_binomials(std::int64_t m, std::uint64_t index) {
  const std::size_t lanes = view_.lanes;
  std::fill_n(left_.begin(), lanes, m);
  for (std::size_t k = 0; k < view_.K; ++k) {
    if (!laws_->binomials(first_, lanes, index | k, k, left_.data(), drawn_.data())) continue;
    std::int64_t* row = counts_.data() + k * lanes;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      row[lane] += drawn_[lane];
      left_[lane] -= drawn_[lane];
    }
  }
}

const void* GrownCounts::view(ViewId id) {
  if (id == view_id<Counts>()) return &view_;
  if (id != view_id<ValuedCounts>()) return nullptr;
  valued_ = {view_, values_.data(), view_.lanes};
  return &valued_;
}

DrawnSymbols::DrawnSymbols(std::unique_ptr<LaneLaws> laws, std::span<const double> values, Kept kept,
                           std::size_t lanes)
    : laws_(std::move(laws)), values_(values), counts_(laws_->classes() * lanes) {
  if (kept.reals > 0) reals_.assign(lanes, std::vector<double>(static_cast<std::size_t>(kept.reals)));
  for (const auto& row : reals_) rows_.push_back(row.data());
  if (kept.sequence > 0)
    sequences_.assign(lanes, std::vector<std::int32_t>(static_cast<std::size_t>(kept.sequence)));
  for (const auto& row : sequences_) sequence_rows_.push_back(row.data());
  symbols_.resize(static_cast<std::size_t>(std::min(chunk, std::max(kept.reals, kept.sequence))));
}

void DrawnSymbols::start(Address first, std::size_t lanes) {
  first_ = first;
  const std::size_t K = laws_->classes();
  std::fill_n(counts_.begin(), K * lanes, 0);
  counts_view_ = {0, K, lanes, counts_.data()};
  reals_view_ = {0, lanes, rows_.data()};
  sequence_view_ = {0, K, lanes, sequence_rows_.data()};
}

void DrawnSymbols::grow(std::int64_t n, std::uint32_t) {
  for (std::size_t lane = 0; lane < counts_view_.lanes; ++lane) {
    Address address = first_;
    address.replicate += lane;
    const auto done = static_cast<std::uint64_t>(counts_view_.n);
    laws_->alias(lane).count(address, 0, done, n - counts_view_.n, counts_.data() + lane, counts_view_.lanes);
    if (!symbols_.empty()) draw_one_by_one(lane, n);
  }
  counts_view_.n = reals_view_.n = sequence_view_.n = n;
}

void DrawnSymbols::draw_one_by_one(std::size_t lane, std::int64_t n) {
  Address address = first_;
  address.replicate += lane;
  for (std::int64_t at = counts_view_.n; at < n;) {
    const std::int64_t m = std::min(n - at, static_cast<std::int64_t>(symbols_.size()));
    laws_->alias(lane).draw(address, 0, static_cast<std::uint64_t>(at),
                            std::span(symbols_.data(), static_cast<std::size_t>(m)));
    if (!sequences_.empty()) std::copy_n(symbols_.begin(), m, sequences_[lane].begin() + at);
    for (std::int64_t i = 0; i < m && !reals_.empty(); ++i) {
      reals_[lane][static_cast<std::size_t>(at + i)] =
          values_[static_cast<std::size_t>(symbols_[static_cast<std::size_t>(i)])];
    }
    at += m;
  }
}

const void* DrawnSymbols::view(ViewId id) {
  if (id == view_id<Counts>()) return &counts_view_;
  if (id == view_id<Reals>() && !reals_.empty()) return &reals_view_;
  if (id == view_id<Sequence>() && !sequences_.empty()) return &sequence_view_;
  return nullptr;
}

void SymbolStream::next(std::span<double> out) {
  const std::span<const double> values = population_.values();
  symbols_.resize(out.size());
  population_.sampler().alias.draw(address_, 0, at_, symbols_);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto k = static_cast<std::size_t>(symbols_[i]);
    out[i] = values.empty() ? static_cast<double>(k) : values[k];
  }
  at_ += out.size();
}

std::span<const std::string> SymbolStream::labels() const {
  return population_.values().empty() ? population_.labels() : std::span<const std::string>{};
}

}  // namespace plim
