#include "interleave.hpp"
#include "plim/random/fill.hpp"
#include "scenario.hpp"

namespace plim::rng {
namespace {

/// The library's own, of any counter.
constexpr Words library(Words counter, Key key) { return philox(counter, key); }

Source dense_words(std::uint64_t first) {
  return [key = normal_key(), first](std::span<std::uint64_t> out) mutable {
    fill_words({key, 0, 0}, first, out);
    first += out.size() / 2;
  };
}

/// Words 0 and 1 of counter 0 of replicates 0, 1, 2, ..., by the fill across replicates.
auto first_words_of_replicates() {
  return [key = normal_key(), replicate = std::uint64_t{0},
          rest = std::vector<std::uint64_t>(chunk)](std::span<std::uint64_t> out) mutable {
    fill_words_lanes({key, replicate, 0}, 0, out, std::span(rest).first(out.size()));
    replicate += out.size();
  };
}

Source four_counters_of_replicates() {
  constexpr std::size_t lanes = chunk / 8;
  return [key = normal_key(), replicate = std::uint64_t{0}, first = std::vector<std::uint64_t>(lanes),
          second = std::vector<std::uint64_t>(lanes)](std::span<std::uint64_t> out) mutable {
    for (std::size_t index = 0; index < 4; ++index) {
      fill_words_lanes({key, replicate, 0}, index, first, second);
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        out[8 * lane + 2 * index] = first[lane];
        out[8 * lane + 2 * index + 1] = second[lane];
      }
    }
    replicate += lanes;
  };
}

/// An alias table takes its column from the top of the first 32-bit word.
Source first_bytes_of_replicates() {
  return packed(8, [next = first_words_of_replicates()](std::span<std::uint64_t> out) mutable {
    next(out);
    for (std::uint64_t& word : out) word = word >> 24 & 0xff;
  });
}

Source cells_of_replicates() {
  return whole_counters([key = normal_key()](std::uint64_t n) {
    const std::uint64_t cell = n % 160;
    return philox({key, n / 160, 0}, cell / 10 << 32 | cell % 10, 0);
  });
}

/// words(key, inner, outer): the inner number runs through its bits before the outer one moves.
template <class WordsOf>
Source inner_outer(unsigned inner_bits, WordsOf words) {
  return whole_counters([=, key = normal_key()](std::uint64_t n) {
    return words(key, n & ((std::uint64_t{1} << inner_bits) - 1), n >> inner_bits);
  });
}

Source checkpoints_of_classes() {
  return inner_outer(16, [](Key key, std::uint64_t checkpoint, std::uint64_t a_class) {
    return philox({key, 0, 0}, checkpoint << 32 | a_class, 0);
  });
}

Source attempts_of_indices() {
  return inner_outer(16, [](Key key, std::uint64_t attempt, std::uint64_t index) {
    return philox({key, 0, 0}, index, static_cast<std::uint32_t>(attempt));
  });
}

Source subs_of_replicates() {
  return inner_outer(24, [](Key key, std::uint64_t sub, std::uint64_t replicate) {
    return philox({key, replicate, static_cast<std::uint32_t>(sub)}, 0, 0);
  });
}

}  // namespace

std::vector<Stream> address_streams() {
  constexpr std::uint64_t before_carry = (std::uint64_t{1} << 32) - 32768;
  return {
      plim_stream("a_index", "one stream along the index, from index 0", 32, [] { return dense_words(0); }),
      plim_stream("a_carry", "the same from index 2^32 - 2^15: the carry into counter word 1 after 512 KiB",
                  2, [] { return dense_words(before_carry); }),
      plim_stream("b_first", "words 0 and 1 of counter 0 of replicates 0, 1, 2, ...", 4,
                  [] { return Source(first_words_of_replicates()); }),
      plim_stream("b_four", "counters 0 to 3, all words, of replicates 0, 1, 2, ...", 2,
                  four_counters_of_replicates),
      plim_stream("b_byte", "first byte (alias column at K = 256) of replicates 0, 1, 2, ...", 2,
                  first_bytes_of_replicates),
      plim_stream("c_raw", "stress: keys 0, 1, 2, ... without the hash, words 0 and 1", 2,
                  over_keys<library>),
      plim_stream("e_classes", "index = checkpoint 2^32 + class, 65536 checkpoints inner, classes outer", 4,
                  checkpoints_of_classes),
      plim_stream("e_cells", "16 checkpoints of 10 classes in each of replicates 0, 1, 2, ...", 2,
                  cells_of_replicates),
      plim_stream("e_attempts", "65536 attempts inner, indices outer", 2, attempts_of_indices),
      plim_stream("e_sub", "2^24 subs inner, replicates outer", 2, subs_of_replicates),
      plim_stream("e_dealt", "stress: bits of n dealt to class, checkpoint, attempt, replicate, sub", 4,
                  [] { return dealt_bits<library>(normal_key()); }),
  };
}

}  // namespace plim::rng
