#include <stdexcept>

#include "interleave.hpp"
#include "sampler_streams.hpp"
#include "scenario.hpp"

namespace plim::rng {
namespace {

/// Philox4x32 with any number of rounds (Salmon, Moraes, Dror and Shaw 2011); with 10 it is plim's.
template <int rounds>
Words weak_philox(Words c, Key key) {
  auto k0 = static_cast<std::uint32_t>(key.bits), k1 = static_cast<std::uint32_t>(key.bits >> 32);
  for (int round = 0; round < rounds; ++round, k0 += 0x9E3779B9, k1 += 0xBB67AE85) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * c[0], b = std::uint64_t{0xCD9E8D57} * c[2];
    c = {static_cast<std::uint32_t>(b >> 32) ^ c[1] ^ k0, static_cast<std::uint32_t>(b),
         static_cast<std::uint32_t>(a >> 32) ^ c[3] ^ k1, static_cast<std::uint32_t>(a)};
  }
  return c;
}

/// At which length PractRand 0.95 fails a weak Philox of each order, in mebibytes.
struct Lengths {
  std::uint64_t index, replicates, dealt, keys;
};

template <int rounds>
void add_philox(std::vector<Stream>& all, Lengths mebibytes) {
  const auto add = [&all](const char* order, const char* words, std::uint64_t length,
                          std::function<Source()> open) {
    all.push_back({"philox" + std::to_string(rounds) + "_" + order,
                   "Philox with " + std::to_string(rounds) + " rounds, " + words,
                   rounds < 6 ? Role::control : Role::limit, length * mebibyte,
                   rounds < 3 || rounds > 5 ? 0 : 4 * mebibyte, std::move(open)});
  };
  add("index", "along the index", mebibytes.index,
      [] { return along_index<weak_philox<rounds>>(normal_key()); });
  add("replicates", "over replicates", mebibytes.replicates,
      [] { return over_replicates<weak_philox<rounds>>(normal_key()); });
  add("dealt", "dealt bits", mebibytes.dealt, [] { return dealt_bits<weak_philox<rounds>>(normal_key()); });
  add("keys", "keys 0, 1, 2, ...", mebibytes.keys, over_keys<weak_philox<rounds>>);
}

/// The 32-bit generator 1664525 x + 1013904223 (Press et al. 1992, section 7.1), whole words.
Source lcg32() {
  return packed(32, [x = std::uint32_t{1}](std::span<std::uint64_t> out) mutable {
    for (std::uint64_t& word : out) word = x = 1664525 * x + 1013904223;
  });
}

/// The low byte of Marsaglia's (2003) 64-bit generator with shifts 13, 7 and 17.
Source xorshift64_byte() {
  return packed(8, [x = std::uint64_t{88172645463325252}](std::span<std::uint64_t> out) mutable {
    for (std::uint64_t& word : out) {
      x ^= x << 13;
      x ^= x >> 7;
      x ^= x << 17;
      word = x & 0xff;
    }
  });
}

/// Words of two replicates in turn; the second has the first's at the same place with probability 1 %.
Source shared_words() {
  return packed(32, [key = normal_key(), index = std::uint64_t{0}](std::span<std::uint64_t> out) mutable {
    for (std::size_t i = 0; i < out.size(); i += 2, ++index) {
      const auto word = [key, index](std::uint64_t replicate) {
        return philox({key, replicate, 0}, index, 0)[0];
      };
      const bool shared = word(2) < 0xffffffff / 100;
      out[i] = word(0);
      out[i + 1] = word(shared ? 0 : 1);
    }
  });
}

/// g_mixed with the classes of byte 0 too likely by one in `one_in`.
Source biased_byte(std::uint64_t one_in) {
  std::vector<std::uint64_t> weights = unequal_weights();
  for (std::uint64_t& w : weights) w *= one_in;
  for (std::size_t k = 0; k < weights.size(); k += 256) weights[k] += weights[k] / one_in;
  return alias_bits(8, weights);
}

void require_same(const Source& weak, const Stream& own) {
  std::vector<std::uint64_t> words(chunk);
  weak(words);
  if (words != first_words(own, 8 * chunk))
    throw std::logic_error("the controls' Philox with 10 rounds differs from stream " + own.name);
}

/// In the orders of the controls the strong generator must give plim's own streams.
void check_philox() {
  for (const Stream& own : address_streams()) {
    if (own.name == "a_index") require_same(along_index<weak_philox<10>>(normal_key()), own);
    if (own.name == "b_first") require_same(over_replicates<weak_philox<10>>(normal_key()), own);
    if (own.name == "e_dealt") require_same(dealt_bits<weak_philox<10>>(normal_key()), own);
    if (own.name == "c_raw") require_same(over_keys<weak_philox<10>>(), own);
  }
}

}  // namespace

std::vector<Stream> control_streams() {
  check_philox();
  const auto fault = [](std::string name, std::string help, std::uint64_t bytes, std::uint64_t short_bytes,
                        std::function<Source()> open) {
    return Stream{std::move(name), std::move(help), Role::control, bytes, short_bytes, std::move(open)};
  };
  std::vector<Stream> all = {
      fault("lcg32", "32-bit linear congruential generator", mebibyte, 4 * mebibyte, lcg32),
      fault("xorshift64_byte", "low byte of xorshift64", mebibyte, 4 * mebibyte, xorshift64_byte),
      fault("shared_words", "two replicates of which 1 % of words are shared", mebibyte, 4 * mebibyte,
            shared_words),
      fault("biased_byte", "g_mixed, one byte too likely by 1/32 of itself", gibibyte, 16 * mebibyte,
            [] { return biased_byte(32); }),
  };
  add_philox<2>(all, {1, 1, 1, 1});
  add_philox<3>(all, {1, 1, 1, 1});
  add_philox<4>(all, {1, 16, 1, 1});
  add_philox<5>(all, {128, 8, 1, 2});
  add_philox<6>(all, {512, 512, 64, 1024});
  return all;
}

}  // namespace plim::rng
