#pragma once
#include <span>
#include <vector>

namespace plim {

/// Bits of the words of a binary prefix code for weights >= 0 with the sum `total`, 0 where the weight is.
/// Weights up to 2^53 that are whole give the code of their shares exactly.
///
/// Shannon's (1948): the least whole number that is not below -log2 of the share.
std::vector<int> shannon_code(std::span<const double> weights, double total);

/// Huffman's (1952), which no prefix code has a lower mean length than; one word alone has no bits. O(K ln
/// K).
std::vector<int> huffman_code(std::span<const double> weights);

/// sum w l/total (bits).
double mean_length(std::span<const double> weights, std::span<const int> lengths, double total);

}  // namespace plim
