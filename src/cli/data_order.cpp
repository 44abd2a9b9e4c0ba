#include "data_order.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <ostream>

#include <fmt/format.h>

#include "plim/views/functionals.hpp"

namespace plim::cli {
namespace {

constexpr double chance_of_note = 0.01;  // chance of a note on independent draws

/// Batch means of table[class] along the observations, around the mean of all.
template <class ClassAt>
std::vector<BlockSpread> spreads_of_entropy(const std::vector<std::int64_t>& counts, std::int64_t n,
                                            ClassAt class_at) {
  std::vector<double> surprisal(counts.size());
  double entropy = 0;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    const double p = static_cast<double>(counts[k]) / static_cast<double>(n);
    surprisal[k] = p > 0 ? -std::log(p) : 0;
    entropy += p * surprisal[k];
  }
  BatchMeans means(n, entropy);
  for (std::size_t i = 0; i < static_cast<std::size_t>(n); ++i) means.add(surprisal[class_at(i)]);
  return means.spreads(chance_of_note);
}

std::vector<BlockSpread> spreads_of_values(const std::vector<double>& reals) {
  UserData counted;
  counted.reals = reals;
  count_values(counted);
  return spreads_of_entropy(
      counted.classes.counts, static_cast<std::int64_t>(reals.size()), [&](std::size_t i) {
        const auto at = std::lower_bound(counted.values.begin(), counted.values.end(), reals[i]);
        return static_cast<std::size_t>(at - counted.values.begin());
      });
}

std::vector<BlockSpread> spreads_of_mean(const std::vector<double>& reals) {
  const auto n = static_cast<double>(reals.size());
  BatchMeans means(
      static_cast<std::int64_t>(reals.size()),
      std::accumulate(reals.begin(), reals.end(), 0.0, [n](double sum, double x) { return sum + x / n; }));
  for (const double x : reals) means.add(x);
  return means.spreads(chance_of_note);
}

/// Up or down; true of nothing.
template <class T>
bool is_sorted(const std::vector<T>& x) {
  return std::is_sorted(x.begin(), x.end()) || std::is_sorted(x.rbegin(), x.rend());
}

bool narrower(const BlockSpread& a, const BlockSpread& b) { return a.ratio < b.ratio; }

}  // namespace

const BlockSpread& DataOrder::widest() const {
  return *std::max_element(blocks.begin(), blocks.end(), narrower);
}

const BlockSpread* DataOrder::beyond_chance() const {
  const BlockSpread* widest = nullptr;
  for (const BlockSpread& b : blocks) {
    if (b.ratio > b.limit && (widest == nullptr || narrower(*widest, b))) widest = &b;
  }
  return widest;
}

std::optional<DataOrder> order_of(const UserData& data, bool of_numbers) {
  DataOrder order;
  order.of = data.order.empty() && of_numbers ? functional::mean : functional::entropy;
  order.sorted = is_sorted(data.reals) && is_sorted(data.order);
  if (!data.order.empty()) {
    order.blocks =
        spreads_of_entropy(data.classes.counts, data.n, [&data](std::size_t i) { return data.order[i]; });
  } else if (!data.reals.empty()) {
    order.blocks = of_numbers ? spreads_of_mean(data.reals) : spreads_of_values(data.reals);
  }
  if (order.blocks.empty()) return std::nullopt;
  return order;
}

void print_order_note(std::ostream& out, const DataOrder& order, const std::string& items) {
  if (order.sorted) {
    out << "note: the " << items << " are sorted: whether they depend on their order cannot be seen\n";
    return;
  }
  const BlockSpread* block = order.beyond_chance();
  if (block == nullptr) return;
  out << fmt::format(
      "note: blocks of {}: standard error of the {} {:.1f} times that of independent draws; the {} depend on "
      "their order, which the standard errors and intervals leave out\n",
      block->length, order.of, block->ratio, items);
}

Json order_json(const DataOrder& order) {
  Json blocks = Json::array();
  for (const BlockSpread& b : order.blocks)
    blocks.push_back({{"length", b.length},
                      {"blocks", b.blocks},
                      {"ratio", json_real(b.ratio)},
                      {"limit", json_real(b.limit)}});
  return {{"of", order.of},
          {"standard_error_ratio", json_real(order.widest().ratio)},
          {"sorted", order.sorted},
          {"beyond_chance", order.beyond_chance() != nullptr},
          {"blocks", blocks}};
}

}  // namespace plim::cli
