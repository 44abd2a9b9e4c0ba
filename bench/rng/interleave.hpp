#pragma once
// Orders in which counters are visited. Those that a weak Philox is fed through as well take the generator as
// a template argument, Words generator(Words counter, Key key).
#include <array>
#include <utility>

#include "plim/random/philox.hpp"
#include "plim/random/wide.hpp"
#include "stream.hpp"

namespace plim::rng {

constexpr std::uint64_t first_half(const Words& w) { return w[0] | std::uint64_t{w[1]} << 32; }
constexpr std::uint64_t second_half(const Words& w) { return w[2] | std::uint64_t{w[3]} << 32; }

/// All four words of words(0), words(1), ...
template <class WordsOf>
Source whole_counters(WordsOf words) {
  return [words, n = std::uint64_t{0}](std::span<std::uint64_t> out) mutable {
    for (std::size_t i = 0; i < out.size(); i += 2, ++n) {
      const Words w = words(n);
      out[i] = first_half(w);
      out[i + 1] = second_half(w);
    }
  };
}

/// The first two words of words(0), words(1), ...
template <class WordsOf>
Source half_counters(WordsOf words) {
  return [words, n = std::uint64_t{0}](std::span<std::uint64_t> out) mutable {
    for (std::uint64_t& word : out) word = first_half(words(n++));
  };
}

/// The low `bits` of the numbers that `next` gives into a span of `chunk`, side by side.
template <class Next>
Source packed(unsigned bits, Next next) {
  return [=, values = std::vector<std::uint64_t>(chunk), at = chunk, held = Wide{0},
          ready = 0U](std::span<std::uint64_t> out) mutable {
    for (std::uint64_t& word : out) {
      for (; ready < 64; ready += bits) {
        if (at == chunk) {
          next(std::span(values));
          at = 0;
        }
        held |= Wide{values[at++]} << ready;
      }
      word = static_cast<std::uint64_t>(held);
      held >>= 64;
      ready -= 64;
    }
  };
}

/// Along the index in the order of the dense fills: of every 64 counters the first halves, then the others.
template <auto generator>
Source along_index(Key key) {
  return [key, index = std::uint64_t{0}](std::span<std::uint64_t> out) mutable {
    for (std::size_t block = 0; block < out.size(); block += 128) {
      for (std::size_t i = 0; i < 64; ++i) {
        const Words w = generator(counter({key, 0, 0}, index++, 0), key);
        out[block + i] = first_half(w);
        out[block + 64 + i] = second_half(w);
      }
    }
  };
}

template <auto generator>
Source over_replicates(Key key) {
  return half_counters([key](std::uint64_t n) { return generator(counter({key, n, 0}, 0, 0), key); });
}

/// Keys 0, 1, 2, ... as they are, which only a stress test has.
template <auto generator>
Source over_keys() {
  return half_counters([](std::uint64_t n) { return generator(counter({}, 0, 0), {n}); });
}

/// The bits of n = 0, 1, 2, ... dealt in turn to class, checkpoint, attempt, replicate and sub.
template <auto generator>
Source dealt_bits(Key key) {
  return whole_counters([key](std::uint64_t n) {
    std::array<std::uint64_t, 5> field{};
    for (unsigned bit = 0; n >> bit != 0; ++bit) field[bit % 5] |= (n >> bit & 1) << bit / 5;
    const auto [a_class, checkpoint, attempt, replicate, sub] = field;
    const Address address{key, replicate, static_cast<std::uint32_t>(sub)};
    const std::uint64_t index = checkpoint << 32 | a_class;
    return generator(counter(address, index, static_cast<std::uint32_t>(attempt)), key);
  });
}

}  // namespace plim::rng
