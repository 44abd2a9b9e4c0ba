#include "plim/estimators/sequence/of_sequence.hpp"

#include <algorithm>
#include <limits>

namespace plim {

Status status_of_sequence(const Sequence::One& sample, std::int64_t least) noexcept {
  const auto n = static_cast<std::int64_t>(sample.x.size());
  if (n == 0) return Status::empty;
  if (n < least || n > std::numeric_limits<std::int32_t>::max()) return Status::undefined;
  const bool constant = std::all_of(sample.x.begin(), sample.x.end(),
                                    [first = sample.x[0]](std::int32_t symbol) { return symbol == first; });
  return constant ? Status::boundary : Status::regular;
}

}  // namespace plim
