#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "plim/estimators/entropy/class_number.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/views/functionals.hpp"
#include "plim/views/sequence.hpp"

namespace plim {

/// -ln P(x_1 .. x_n)/n (nats a symbol), P the mixture of all trees of contexts of at most `depth` symbols
/// (Willems, Shtarkov and Tjalkens 1995): a context is split with weight 1/2, up to the depth, and the
/// symbols after one that is not split have the Krichevsky-Trofimov probability, (c + 1/2)/(n + K/2) for the
/// next one (1981). A symbol whose whole past is shorter than its context stands alone: 1/K. So P sums to 1
/// over all sequences, and told K the mean is not below the entropy rate of any stationary law, at any n. K
/// is the option K, a number or "observed", else the known alphabet; more symbols seen than K: invalid; of
/// one kind: the boundary. O(n depth).
class ContextTree {
 public:
  using view = Sequence;
  static constexpr std::string_view name = "context_tree",
                                    summary =
                                        "code length by weighted context trees, told K not below the rate "
                                        "in the mean";
  static constexpr const char* estimand = functional::entropy_rate;
  struct workspace {
    std::vector<std::int32_t> places, sorted;  // of the symbols, by context
    std::vector<std::int64_t> counts, ends;    // [K]
    std::vector<double> log_half;              // ln(j + 1/2)
    std::vector<double> log_total;             // sum of ln(i + K/2), i < j
    double total_K = 0;                        // K of `log_total`
  };
  static std::vector<Parameter> options();
  static Outcome<ContextTree> bind(const Knowns& knowns, const Arguments& options);
  std::optional<std::size_t> told_K() const noexcept { return K_.told(); }
  Range range(std::int64_t n, double classes) const;
  static std::size_t workspace_bytes(const SampleSize& size) noexcept;
  void estimate(const Sequence::One& sample, workspace& w, const Address&, const EstimateRef& out) const;

 private:
  ContextTree(const ClassNumber& K, std::size_t depth) : K_(K), depth_(depth) {}
  ClassNumber K_;
  std::size_t depth_;
};

}  // namespace plim
