#pragma once
#include <cstddef>
#include <cstdint>

#include "plim/views/sequence.hpp"

namespace plim {

/// Two texts on the same K symbols: `train`, which a model is fitted to, and `test`, which it is held
/// against.
struct SequencePair {
  static constexpr const char* name = "sequence_pair";
  Sequence train, test;
  std::size_t lanes;
  std::uint64_t drawn;  // changes whenever the training texts do

  struct One {
    Sequence::One train, test;
  };
  One one(std::size_t lane) const noexcept { return {train.one(lane), test.one(lane)}; }
};

}  // namespace plim
