#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plim/random/fill.hpp"
#include "plim/random/wide.hpp"

namespace plim {

/// Calls visit(place) for `draws` draws with replacement of the places 0 .. n - 1, n >= 1, by the first
/// words at that address. A place is floor(n word / 2^64), which is off its share by at most 2^-64. `words`
/// is room to work in.
template <class Visit>
void draw_places(const Address& address, std::size_t n, std::size_t draws, std::vector<std::uint64_t>& words,
                 Visit visit) {
  constexpr std::size_t words_at_once = 4096, words_of_a_block = 128;
  static_assert(words_at_once % words_of_a_block == 0);
  for (std::size_t done = 0; done < draws; done += words_at_once) {
    const std::size_t wanted = std::min(words_at_once, draws - done);
    words.resize((wanted + words_of_a_block - 1) / words_of_a_block * words_of_a_block);
    fill_words(address, done / 2, words);
    for (std::size_t i = 0; i < wanted; ++i)
      visit(static_cast<std::size_t>(static_cast<Wide>(words[i]) * n >> 64));
  }
}

}  // namespace plim
