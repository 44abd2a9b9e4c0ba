#include "plim/numeric/prefix_code.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace plim {

std::vector<int> shannon_code(std::span<const double> weights, double total) {
  std::vector<int> lengths;
  // A share below a power of two is not rounded up to it: the two differ by 2^-53 of themselves or more.
  for (const double w : weights) lengths.push_back(w > 0 ? -std::ilogb(w / total) : 0);
  return lengths;
}

std::vector<int> huffman_code(std::span<const double> weights) {
  std::vector<std::size_t> leaves;  // of the words, the lightest first
  for (std::size_t k = 0; k < weights.size(); ++k) {
    if (weights[k] > 0) leaves.push_back(k);
  }
  std::vector<int> lengths(weights.size(), 0);
  if (leaves.size() < 2) return lengths;
  std::stable_sort(leaves.begin(), leaves.end(),
                   [&](std::size_t a, std::size_t b) { return weights[a] < weights[b]; });
  // Nodes: the leaves, then what two of them make, which comes in ascending order too (van Leeuwen 1976).
  std::vector<double> made;
  std::vector<std::size_t> parent(2 * leaves.size() - 1);
  std::size_t leaf = 0, inner = 0;
  const auto take_lightest = [&]() -> double {
    const bool is_leaf =
        leaf < leaves.size() && (inner == made.size() || weights[leaves[leaf]] <= made[inner]);
    parent[is_leaf ? leaf : leaves.size() + inner] = leaves.size() + made.size();
    return is_leaf ? weights[leaves[leaf++]] : made[inner++];
  };
  while (made.size() + 1 < leaves.size()) {
    const double first = take_lightest();
    made.push_back(first + take_lightest());
  }
  std::vector<int> depth(parent.size(), 0);
  for (std::size_t node = parent.size() - 1; node-- > 0;) depth[node] = depth[parent[node]] + 1;
  for (std::size_t k = 0; k < leaves.size(); ++k) lengths[leaves[k]] = depth[k];
  return lengths;
}

double mean_length(std::span<const double> weights, std::span<const int> lengths, double total) {
  double sum = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) sum += weights[k] * lengths[k];
  return sum / total;
}

}  // namespace plim
