#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/views/count_features.hpp"

namespace plim {

/// What codes made for a sample take for it, in nats a symbol: a bit is ln 2 of them. The element of the
/// estimand is the kind of code. No observations: empty; of one class: the boundary.
class OfCodes {
 public:
  using view = CountFeatures;
  static constexpr const char* estimand = "code_length";
  enum Kind : std::size_t { shannon, huffman, arithmetic };
  struct workspace {
    std::vector<double> counts;  // of the classes seen
  };

 protected:
  /// The counts of the classes seen, and what they leave.
  static Status take(const CountFeatures::One& sample, workspace& w);
};

/// Of Shannon's code for the observed frequencies: ceil(-log2(c/n)) bits for a class (Shannon 1948). H <= L <
/// H + 1 bit, H the plug-in entropy.
class ShannonCode : public OfCodes {
 public:
  static constexpr std::string_view name = "shannon",
                                    summary = "ceil(-log2 of the observed frequency) bits for a class";
  std::vector<Output> outputs() const { return {{"", estimand, shannon}}; }
  static Range range(std::int64_t n, double classes);
  void estimate(const CountFeatures::One& sample, workspace& w, const Address&, const EstimateRef& out) const;
};

/// Of Huffman's code for the observed frequencies (1952), than which no prefix code is shorter: H <= L < H +
/// 1 bit, and not above Shannon's. One class alone is coded by nothing: 0 bits.
class HuffmanCode : public OfCodes {
 public:
  static constexpr std::string_view name = "huffman",
                                    summary = "the shortest prefix code for the observed frequencies";
  std::vector<Output> outputs() const { return {{"", estimand, huffman}}; }
  static Range range(std::int64_t n, double classes);
  void estimate(const CountFeatures::One& sample, workspace& w, const Address&, const EstimateRef& out) const;
};

/// Of an ideal arithmetic code of the whole sample by the observed frequencies: ceil(n H) + 1 bits over n
/// (Cover and Thomas 2006, section 5.9), H the plug-in entropy in bits; H < L < H + 2/n. Where n H is a whole
/// number to within 1e-12 of itself it is taken for that.
class ArithmeticCode : public OfCodes {
 public:
  static constexpr std::string_view name = "arithmetic",
                                    summary =
                                        "(ceil(n H) + 1)/n bits of the whole sample at once, H the "
                                        "plug-in entropy";
  std::vector<Output> outputs() const { return {{"", estimand, arithmetic}}; }
  static Range range(std::int64_t n, double classes);
  void estimate(const CountFeatures::One& sample, workspace&, const Address&, const EstimateRef& out) const;
};

}  // namespace plim
