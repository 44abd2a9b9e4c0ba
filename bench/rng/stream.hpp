#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace plim::rng {

/// 64-bit words that a source gives at a time.
inline constexpr std::size_t chunk = 8192;

/// Gives the next words of a stream: `out: [chunk]`.
using Source = std::function<void(std::span<std::uint64_t> out)>;

/// What a battery must say of a stream: plim's own pass, controls fail, limits are known to pass although
/// weak.
enum class Role { plim, control, limit };

struct Stream {
  std::string name, help;
  Role role;
  std::uint64_t bytes;        // which a long battery is fed if not told otherwise
  std::uint64_t short_bytes;  // which the short battery takes; 0: no part of it
  std::function<Source()> open;
};

inline constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
inline constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30;

/// A stream of plim, of which the short battery takes 8 MiB.
Stream plim_stream(std::string name, std::string help, std::uint64_t gibibytes, std::function<Source()> open);

/// The interleavings of plim's random numbers, by address, by seed and by what is made of them.
std::vector<Stream> address_streams();
std::vector<Stream> seed_streams();
std::vector<Stream> sampler_streams();
/// Generators and faults that a battery must find. Throws std::logic_error if the Philox of the controls, at
/// 10 rounds, is not plim's.
std::vector<Stream> control_streams();

/// All of them, plim's first.
std::vector<Stream> all_streams();

/// The first bytes of a stream, rounded up to whole words.
std::vector<std::uint64_t> first_words(const Stream& stream, std::uint64_t bytes);

}  // namespace plim::rng
