#pragma once
#include <string_view>
#include <vector>

#include "plim/estimators/estimator.hpp"
#include "plim/views/block_counts.hpp"
#include "plim/views/functionals.hpp"

namespace plim {

/// What estimators from counts of overlapping blocks share: the block length, an option, and where they lie.
/// A sample shorter than a block: empty. Nothing but one possible value: the boundary.
class OfBlocks {
 public:
  using view = BlockCounts;
  explicit OfBlocks(std::int64_t length) { arguments_.set("length", length); }
  const Arguments& view_arguments() const noexcept { return arguments_; }

 protected:
  std::int64_t length() const { return arguments_.integer("length"); }
  static Refusal too_long(std::string_view estimator, const Knowns& knowns, std::int64_t length);

 private:
  Arguments arguments_;
};

/// Of the entropy of blocks, whose length is the element of the estimand.
class OfBlockEntropy : public OfBlocks {
 public:
  static constexpr const char* estimand = functional::block_entropy;
  using OfBlocks::OfBlocks;
  static std::vector<Parameter> options();
  std::vector<Output> outputs() const;
};

/// The plug-in entropy of blocks (nats).
class BlockEntropyMl : public OfBlockEntropy {
 public:
  static constexpr std::string_view name = "ml", summary = "plug-in: the entropy of the observed blocks";
  static Outcome<BlockEntropyMl> bind(const Knowns& knowns, const Arguments& options);
  Range range(std::int64_t n, double classes) const;
  void estimate(const BlockCounts::One& sample, NoWorkspace&, const Address&, const EstimateRef& out) const;
  using OfBlockEntropy::OfBlockEntropy;
};

/// Plug-in plus (S - 1)/(2N), S of the N blocks being different: as if blocks were independent draws.
class BlockEntropyMillerMadow : public OfBlockEntropy {
 public:
  static constexpr std::string_view name = "miller_madow",
                                    summary = "plug-in plus (S - 1)/(2N), S of N blocks being different";
  static Outcome<BlockEntropyMillerMadow> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const BlockCounts::One& sample, NoWorkspace&, const Address&, const EstimateRef& out) const;
  using OfBlockEntropy::OfBlockEntropy;
};

/// Of the entropy of the next symbol given the last `history` ones, from blocks with one symbol more.
class OfConditionalEntropy : public OfBlocks {
 public:
  static constexpr const char* estimand = functional::entropy_rate;
  using OfBlocks::OfBlocks;
  static std::vector<Parameter> options();
};

/// H_(k+1) - H_k of the observed blocks, k the history; contexts are counted where a symbol follows (nats).
class EntropyRateMl : public OfConditionalEntropy {
 public:
  static constexpr std::string_view name = "ml",
                                    summary = "plug-in entropy of a symbol given those of the history";
  static Outcome<EntropyRateMl> bind(const Knowns& knowns, const Arguments& options);
  static Range range(std::int64_t n, double classes);
  void estimate(const BlockCounts::One& sample, NoWorkspace&, const Address&, const EstimateRef& out) const;
  using OfConditionalEntropy::OfConditionalEntropy;
};

/// The same plus half the observed free parameters, blocks less contexts, over the number of steps.
class EntropyRateMillerMadow : public OfConditionalEntropy {
 public:
  static constexpr std::string_view name = "miller_madow",
                                    summary =
                                        "plug-in plus (blocks - contexts)/(2m), of those seen in m steps";
  static Outcome<EntropyRateMillerMadow> bind(const Knowns& knowns, const Arguments& options);
  void estimate(const BlockCounts::One& sample, NoWorkspace&, const Address&, const EstimateRef& out) const;
  using OfConditionalEntropy::OfConditionalEntropy;
};

/// The plug-in entropy of blocks divided by their length (nats a symbol).
class EntropyRatePerSymbol : public OfBlocks {
 public:
  static constexpr std::string_view name = "per_symbol",
                                    summary = "plug-in entropy of blocks divided by their length";
  static constexpr const char* estimand = functional::entropy_rate;
  static std::vector<Parameter> options() { return OfBlockEntropy::options(); }
  static Outcome<EntropyRatePerSymbol> bind(const Knowns& knowns, const Arguments& options);
  static Range range(std::int64_t n, double classes);
  void estimate(const BlockCounts::One& sample, NoWorkspace&, const Address&, const EstimateRef& out) const;
  using OfBlocks::OfBlocks;
};

}  // namespace plim
