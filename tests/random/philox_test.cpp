#include "plim/random/philox.hpp"

#include "plim/core/digest.hpp"
#include "plim/random/fill.hpp"
#include "support.hpp"

namespace plim::philox_test {
namespace {

std::uint32_t word(const nlohmann::json& hex_text) {
  return static_cast<std::uint32_t>(std::stoul(hex_text.get<std::string>(), nullptr, 16));
}

Words words_of(const nlohmann::json& list) {
  return {word(list[0]), word(list[1]), word(list[2]), word(list[3])};
}

Key key_of(const nlohmann::json& list) { return {word(list[0]) | std::uint64_t{word(list[1])} << 32}; }

TEST(Philox, KnownAnswers) {
  const nlohmann::json kat = test::read_json("rng_kat.json");
  ASSERT_EQ(kat["vectors"].size(), 3U);
  for (const nlohmann::json& v : kat["vectors"]) {
    EXPECT_EQ(philox(words_of(v["counter"]), key_of(v["key"])), words_of(v["expected"]));
  }
}

/// The words of dense planes in the order of the counters.
std::string natural_order(std::span<const std::uint64_t> planes) {
  std::string bytes;
  for (std::size_t block = 0; block < planes.size(); block += 128) {
    for (std::size_t i = 0; i < 64; ++i) {
      for (const std::size_t half : {std::size_t{0}, std::size_t{64}}) {
        bytes.append(reinterpret_cast<const char*>(&planes[block + half + i]), 8);
      }
    }
  }
  return bytes;
}

TEST(Philox, SequenceDigestOnEveryInstructionSet) {
  const nlohmann::json sequence = test::read_json("rng_kat.json")["sequence"];
  const std::uint64_t first = std::stoull(sequence["first_counter_value"].get<std::string>(), nullptr, 16);
  const Address address{key_of(sequence["key"]), 0, 0};
  const test::IsaGuard guard;
  for (const Isa isa : test::usable_isas()) {
    force_isa(isa);
    std::vector<std::uint64_t> planes(2 * sequence["blocks"].get<std::size_t>());
    fill_words(address, first, planes);
    EXPECT_EQ(hex(sha256(natural_order(planes))), sequence["sha256_little_endian_words"].get<std::string>())
        << isa_name(isa);
  }
}

TEST(Philox, CounterPacksEveryFieldInjectively) {
  const Address top{{0}, replicate_limit - 1, sub_limit - 1};
  const Words all = counter(top, index_limit - 1, attempt_limit - 1);
  EXPECT_EQ(all, (Words{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}));
  EXPECT_EQ(counter({{0}, 0, 0}, std::uint64_t{1} << 32, 0), (Words{0, 1, 0, 0}));
  EXPECT_EQ(counter({{0}, 0, 0}, 0, 1), (Words{0, 0x10000, 0, 0}));
  EXPECT_EQ(counter({{0}, std::uint64_t{1} << 32, 0}, 0, 0), (Words{0, 0, 0, 1}));
  EXPECT_EQ(counter({{0}, 0, 1}, 0, 0), (Words{0, 0, 0, 0x100}));
}

TEST(Philox, FillsAgreeWithThePlainGenerator) {
  const test::IsaGuard guard;
  const Address address{{0x0123456789abcdef}, (std::uint64_t{3} << 32) + 0xfffffffc, 77};
  const std::uint64_t index = std::uint64_t{5} << 32 | 128;
  for (const Isa isa : test::usable_isas()) {
    force_isa(isa);
    std::vector<std::uint64_t> along(256);
    fill_words(address, index, along);
    for (std::size_t i = 0; i < 128; ++i) {
      const Words w = philox(address, index + i, 0);
      const std::size_t at = i / 64 * 128 + i % 64;
      ASSERT_EQ(along[at], w[0] | std::uint64_t{w[1]} << 32) << isa_name(isa);
      ASSERT_EQ(along[at + 64], w[2] | std::uint64_t{w[3]} << 32) << isa_name(isa);
    }
    for (const std::size_t lanes : {1, 3, 8, 33, 64}) {
      std::vector<std::uint64_t> first(lanes), second(lanes);
      fill_words_lanes(address, index, first, second);
      for (std::size_t l = 0; l < lanes; ++l) {
        const Words w = philox({address.key, address.replicate + l, address.sub}, index, 0);
        ASSERT_EQ(first[l], w[0] | std::uint64_t{w[1]} << 32) << isa_name(isa) << " lane " << l;
        ASSERT_EQ(second[l], w[2] | std::uint64_t{w[3]} << 32) << isa_name(isa) << " lane " << l;
      }
    }
  }
}

TEST(Isa, RefusesWhatTheProcessorLacks) {
  if (detected_isa() == Isa::v4) GTEST_SKIP() << "this processor lacks nothing";
  EXPECT_ANY_THROW(force_isa(Isa::v4));
}

}  // namespace
}  // namespace plim::philox_test
