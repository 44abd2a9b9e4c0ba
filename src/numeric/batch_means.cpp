#include "plim/numeric/batch_means.hpp"

#include <algorithm>
#include <cmath>

#include "plim/numeric/special.hpp"

namespace plim {

BatchMeans::BatchMeans(std::int64_t n, double centre) : centre_(centre) {
  const double root = std::cbrt(static_cast<double>(n)), lengths[] = {root, std::pow(root, 1.5), root * root};
  for (std::size_t i = 0; i < lengths_.size(); ++i)
    lengths_[i].length = std::max<std::int64_t>(1, std::llround(lengths[i]));
}

void BatchMeans::add(double x) noexcept {
  const double t = x - centre_;
  ++added_;
  for (Length& l : lengths_) {
    l.block += t;
    l.block_squares += t * t;
    if (added_ % l.length != 0) continue;
    ++l.blocks;
    l.sum += l.block;
    l.squares += l.block_squares;
    l.between += l.block * l.block;
    l.block = l.block_squares = 0;
  }
}

std::vector<BlockSpread> BatchMeans::spreads(double level) const {
  std::vector<BlockSpread> all;
  if (added_ < least) return all;
  for (const Length& l : lengths_) {
    const auto length = static_cast<double>(l.length), blocks = static_cast<double>(l.blocks);
    const double m = length * blocks, shift = l.sum * l.sum / m;
    const double total = l.squares - shift, between = l.between / length - shift;
    if (!(total > 0) || l.blocks < 2) return {};
    const double tail = level / static_cast<double>(lengths_.size());
    const double share = special::beta_quantile((blocks - 1) / 2, (m - blocks) / 2, 1 - tail);
    const double scale = (m - 1) / (blocks - 1);
    all.push_back(
        {l.length, l.blocks, std::sqrt(std::max(0.0, between) / total * scale), std::sqrt(share * scale)});
  }
  return all;
}

}  // namespace plim
