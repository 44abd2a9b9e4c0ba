#include "plim/populations/finite_sources.hpp"

#include <algorithm>
#include <bit>

#include "plim/random/hypergeometric.hpp"

namespace plim {

FiniteCounts::FiniteCounts(const FinitePopulation& population, std::size_t lanes)
    : population_(population), counts_(population.items().size() * lanes) {}

void FiniteCounts::start(Address first, std::size_t lanes) {
  first_ = first;
  const std::size_t K = population_.items().size();
  std::fill_n(counts_.begin(), K * lanes, 0);
  view_ = {0, K, lanes, counts_.data()};
}

void FiniteCounts::grow(std::int64_t n, std::uint32_t checkpoint) {
  for (std::size_t lane = 0; lane < view_.lanes; ++lane)
    add(lane, n - view_.n, static_cast<std::uint64_t>(checkpoint) << 32);
  view_.n = n;
}

/// Class by class: of the items left in this and the later classes, how many of the draws left are of this
/// one.
void FiniteCounts::add(std::size_t lane, std::int64_t increment, std::uint64_t index) {
  Address address = first_;
  address.replicate += lane;
  std::int64_t left = *population_.finite_size() - view_.n;
  for (std::size_t k = 0; k < view_.K && increment > 0; ++k) {
    std::int64_t& count = counts_[k * view_.lanes + lane];
    const std::int64_t own = population_.items()[k] - count;
    const std::int64_t drawn = draw_hypergeometric(Variate(address, index | k), {left, own, increment});
    count += drawn;
    increment -= drawn;
    left -= own;
  }
}

const void* FiniteCounts::view(ViewId id) {
  if (id == view_id<Counts>()) return &view_;
  if (id != view_id<ValuedCounts>()) return nullptr;
  valued_ = {view_, population_.values().data(), view_.lanes};
  return &valued_;
}

std::vector<std::int64_t> item_tree(std::span<const std::int64_t> items) {
  std::vector<std::int64_t> tree(items.size() + 1, 0);
  for (std::size_t k = 1; k < tree.size(); ++k) {
    tree[k] += items[k - 1];
    const std::size_t parent = k + (k & (0 - k));
    if (parent < tree.size()) tree[parent] += tree[k];
  }
  return tree;
}

std::size_t take_item(std::span<std::int64_t> tree, std::int64_t rank) {
  std::size_t k = 0;
  for (std::size_t step = std::bit_floor(tree.size() - 1); step > 0; step >>= 1) {
    if (k + step >= tree.size() || tree[k + step] > rank) continue;
    k += step;
    rank -= tree[k];
  }
  for (std::size_t node = k + 1; node < tree.size(); node += node & (0 - node)) --tree[node];
  return k;
}

namespace {

/// Draw i of a path: an item of those that i draws have left.
std::size_t draw_item(const Address& address, std::int64_t i, std::int64_t size,
                      std::span<std::int64_t> tree) {
  Variate variate(address, static_cast<std::uint64_t>(i));
  return take_item(tree, static_cast<std::int64_t>(variate.below(static_cast<std::uint64_t>(size - i))));
}

}  // namespace

FiniteDraws::FiniteDraws(const FinitePopulation& population, std::int64_t reals_max, std::size_t lanes)
    : population_(population),
      K_(population.items().size()),
      full_(item_tree(population.items())),
      left_((K_ + 1) * lanes),
      counts_(K_ * lanes) {
  if (reals_max == 0) return;
  reals_.assign(lanes, std::vector<double>(static_cast<std::size_t>(reals_max)));
  for (const auto& row : reals_) rows_.push_back(row.data());
}

void FiniteDraws::start(Address first, std::size_t lanes) {
  first_ = first;
  std::fill_n(counts_.begin(), K_ * lanes, 0);
  for (std::size_t lane = 0; lane < lanes; ++lane)
    std::copy(full_.begin(), full_.end(), left_.begin() + static_cast<std::ptrdiff_t>(lane * (K_ + 1)));
  counts_view_ = {0, K_, lanes, counts_.data()};
  reals_view_ = {0, lanes, rows_.data()};
}

void FiniteDraws::grow(std::int64_t n, std::uint32_t) {
  const std::int64_t size = *population_.finite_size();
  for (std::size_t lane = 0; lane < counts_view_.lanes; ++lane) {
    Address address = first_;
    address.replicate += lane;
    const std::span tree = std::span(left_).subspan(lane * (K_ + 1), K_ + 1);
    for (std::int64_t i = counts_view_.n; i < n; ++i) {
      const std::size_t k = draw_item(address, i, size, tree);
      ++counts_[k * counts_view_.lanes + lane];
      if (!reals_.empty()) reals_[lane][static_cast<std::size_t>(i)] = population_.values()[k];
    }
  }
  counts_view_.n = n;
  reals_view_.n = n;
}

const void* FiniteDraws::view(ViewId id) {
  if (id == view_id<Counts>()) return &counts_view_;
  if (id == view_id<Reals>() && !reals_.empty()) return &reals_view_;
  return nullptr;
}

void FiniteStream::next(std::span<double> out) {
  for (double& x : out) {
    const std::size_t k = draw_item(address_, drawn_++, *population_.finite_size(), left_);
    x = population_.values().empty() ? static_cast<double>(k) : population_.values()[k];
  }
}

std::span<const std::string> FiniteStream::labels() const {
  return population_.values().empty() ? population_.labels() : std::span<const std::string>{};
}

}  // namespace plim
