#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/views/functionals.hpp"
#include "plim/views/sequence.hpp"

namespace plim {

/// c ln c/n (nats a symbol), c the phrases of the incremental parsing (Ziv and Lempel 1978): each is the
/// shortest that was not yet one; what is left at the end counts as a phrase. In the limit it is the entropy
/// rate of a stationary ergodic sequence (Cover and Thomas 2006, section 13.5.2), from which it differs by
/// the order of 1/ln n, to either side; not the code's length c (ln c + ln K)/n, which lies above. Fewer than
/// two symbols: undefined; of one kind: the boundary. O(n).
class LempelZiv78 {
 public:
  using view = Sequence;
  static constexpr std::string_view name = "lempel_ziv_78",
                                    summary = "c ln c/n of the c phrases of the incremental parsing";
  static constexpr const char* estimand = functional::entropy_rate;
  static constexpr std::int64_t least = 2;
  struct workspace {
    struct Branch {
      std::uint64_t key;  // parent phrase and symbol
      std::uint32_t phrase;
    };
    std::vector<Branch> branches;  // a hash table of a power of two
  };
  static Range range(std::int64_t n, double classes);
  static std::size_t workspace_bytes(const SampleSize& size) noexcept;
  void estimate(const Sequence::One& sample, workspace& w, const Address&, const EstimateRef& out) const;
};

}  // namespace plim
