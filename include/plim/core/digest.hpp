#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace plim {

using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 (FIPS 180-4) of bytes that come in pieces, by libcrypto. Throws Error(bug) if that fails: a key
/// that is not the hash of its text must never be.
class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  ~Sha256();
  void add(std::string_view bytes);
  /// The hash of all that was added; once.
  Digest digest();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The same of bytes that are there at once.
Digest sha256(std::string_view bytes);

/// Lower-case hexadecimal text of `bytes`.
std::string hex(std::span<const std::uint8_t> bytes);

/// The first eight bytes of a digest, little-endian: how keys and identities are cut from a hash.
std::uint64_t leading_word(const Digest& digest) noexcept;

}  // namespace plim
