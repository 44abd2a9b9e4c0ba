#pragma once
#include <cstdint>
#include <utility>

#include "plim/random/variate.hpp"

namespace plim::test {

/// Words of plim's own generator, one after the other: `random()` is uniform on 32 bits.
class RandomWords {
 public:
  explicit RandomWords(std::uint64_t seed) : address_{{seed}} {}
  std::uint32_t operator()() noexcept {
    return static_cast<std::uint32_t>(Variate(address_, index_++).word() >> 32);
  }

 private:
  Address address_;
  std::uint64_t index_ = 0;
};

/// Puts a list into an order of the words (Fisher and Yates).
template <class List>
void shuffle(List& list, RandomWords& random) {
  for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[random() % i]);
}

}  // namespace plim::test
