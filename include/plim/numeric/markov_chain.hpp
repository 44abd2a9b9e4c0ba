#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "plim/core/outcome.hpp"

namespace plim {

/// A chain as it is given: of order r its states are blocks of the last r symbols, of order 1 the symbols.
struct ChainSteps {
  struct Step {
    std::size_t next;  // state
    double p;
  };
  std::size_t order = 1;
  std::vector<std::vector<std::uint32_t>> blocks;  // [states][order], the last symbol last
  std::vector<std::vector<Step>> steps;            // [states], p > 0, each with the sum 1
  std::vector<double> stationary = {};             // [states], or empty where it is to be found
  std::vector<double> start = {};                  // [states], or empty: stationary
};

/// What a Markov chain says of itself: its law, entropies (nats), how often blocks occur, and how
/// sums along its path spread.
///
/// Long-run variances and what blocks shorter than the order need are by the fundamental matrix Z = (I - P +
/// 1 pi')^-1 of the recurrent states (Kemeny and Snell 1960), made when first asked for, for at most
/// `most_states` of them.
class MarkovChain {
 public:
  static constexpr std::size_t most_states = 1000;

  /// Refuses a chain of several closed classes, whose stationary law is not one; `names` are of the states.
  static Outcome<std::shared_ptr<const MarkovChain>> make(ChainSteps chain,
                                                          const std::vector<std::string>& names);

  std::size_t states() const noexcept { return chain_.steps.size(); }
  std::size_t order() const noexcept { return chain_.order; }
  const std::vector<ChainSteps::Step>& steps(std::size_t state) const { return chain_.steps[state]; }
  /// The last symbols that a state is, as many as the order, the last one last.
  const std::vector<std::uint32_t>& block(std::size_t state) const { return chain_.blocks[state]; }
  std::uint32_t symbol(std::size_t state) const { return chain_.blocks[state].back(); }

  /// `pi: [states]`, by Grassmann, Taksar and Heyman's elimination (1985), which subtracts nothing.
  const std::vector<double>& stationary() const noexcept { return chain_.stationary; }
  /// The law of the first state: [states].
  const std::vector<double>& start() const noexcept {
    return starts_stationary() ? chain_.stationary : chain_.start;
  }
  bool starts_stationary() const noexcept { return chain_.start.empty(); }
  /// States that a path leaves for good; their stationary probability is 0.
  std::size_t transient_states() const noexcept { return states() - recurrent_.size(); }
  /// 1: aperiodic; else the path goes round through so many sets of states in turn.
  std::size_t period() const noexcept { return period_; }

  double entropy_rate() const noexcept { return rate_; }
  /// Of blocks of `length` >= 1 symbols.
  double block_entropy(std::size_t length) const;
  /// How many blocks of that length occur, and the smallest probability of one.
  struct Blocks {
    double number, smallest;
  };
  Blocks blocks(std::size_t length) const;

  /// sum of G_b / p_b over the blocks b of `length` <= order, n G_b being the variance of the count of b
  /// among n for large n, p_b its probability: of independent draws the number of blocks less 1. Nothing for
  /// too many states.
  std::optional<double> relative_count_variance(std::size_t length) const;
  /// The long-run variance, n times that of the mean over n steps, of a ln(1/p) of the last `length` <= order
  /// symbols + b ln(1/p) of the step. Nothing for too many states.
  std::optional<double> long_run_variance(std::size_t length, double a, double b) const;
  /// What the start adds to the sum of ln(1/p) over a long path's steps but the first `skipped`: (mu - pi)' Z
  /// h, mu the law of the state then, h the entropy of the step from each. Nothing for too many states,
  /// transient ones, or a period, with which it depends on where the path ends.
  std::optional<double> start_effect(std::size_t skipped) const;

 private:
  explicit MarkovChain(ChainSteps chain) : chain_(std::move(chain)) {}
  /// The block of `length` <= order symbols in which each state ends, and the probabilities of blocks.
  struct Endings {
    std::vector<std::size_t> of_state;  // [states]
    std::vector<double> p;
  };
  Endings endings(std::size_t length) const;
  double step_entropy(std::size_t state) const;
  /// Z: [recurrent][recurrent] by rows, or null.
  const std::vector<double>* fundamental() const;

  ChainSteps chain_;
  std::vector<std::size_t> recurrent_;  // states, ascending
  std::size_t period_ = 1;
  double rate_ = 0;
  mutable std::vector<double> fundamental_;
  mutable std::once_flag fundamental_made_;
};

}  // namespace plim
