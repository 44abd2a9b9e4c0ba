#include "plim/core/digest.hpp"

#include <openssl/evp.h>
#include <openssl/provider.h>

#include "plim/core/error.hpp"

namespace plim {
namespace {

/// The default provider has SHA-256: only memory can be what is missing.
[[noreturn]] void fail() { throw Error(ExitCode::resources, "libcrypto failed to make a SHA-256"); }

/// The algorithm of libcrypto's own default provider, in a library context of its own: no configuration file
/// of the machine (FIPS, legacy, none) can take it away or replace it. Lives until the process ends, since
/// libcrypto cleans up after itself before the static objects of others go.
const EVP_MD* algorithm() {
  static const EVP_MD* const fetched = [] {
    OSSL_LIB_CTX* const context = OSSL_LIB_CTX_new();
    if (context == nullptr || OSSL_PROVIDER_load(context, "default") == nullptr) fail();
    const EVP_MD* const md = EVP_MD_fetch(context, "SHA256", nullptr);
    if (md == nullptr) fail();
    return md;
  }();
  return fetched;
}

}  // namespace

struct Sha256::State {
  State() : context(EVP_MD_CTX_new()) {
    if (context == nullptr) fail();
    if (EVP_DigestInit_ex2(context, algorithm(), nullptr) != 1) {
      EVP_MD_CTX_free(context);
      fail();
    }
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { EVP_MD_CTX_free(context); }
  EVP_MD_CTX* context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  if (EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) != 1) fail();
}

Digest Sha256::digest() {
  Digest digest{};
  unsigned size = 0;
  if (EVP_DigestFinal_ex(state_->context, digest.data(), &size) != 1 || size != digest.size()) fail();
  return digest;
}

Digest sha256(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.digest();
}

std::string hex(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::uint8_t b : bytes) {
    text += digits[b >> 4];
    text += digits[b & 15];
  }
  return text;
}

std::uint64_t leading_word(const Digest& digest) noexcept {
  std::uint64_t word = 0;
  for (int i = 7; i >= 0; --i) word = word << 8 | digest[static_cast<std::size_t>(i)];
  return word;
}

}  // namespace plim
