#include "plim/estimators/entropy/block_entropy.hpp"

#include <cmath>
#include <limits>

#include "plim/numeric/elementary.hpp"
#include "plim/views/count_terms.hpp"

namespace plim {
namespace {

using Times = std::span<const std::int64_t>;

/// N H of N observations that occur so often: N ln N - sum c ln c.
double total_entropy(Times counts) {
  double n = 0, sum = 0;
  for (const std::int64_t c : counts) {
    n += static_cast<double>(c);
    sum += count_terms::c_log_c(static_cast<double>(c));
  }
  return counts.size() == 1 ? 0 : count_terms::c_log_c(n) - sum;
}

double number_of(Times counts) {
  double n = 0;
  for (const std::int64_t c : counts) n += static_cast<double>(c);
  return n;
}

/// Writes (entropy + half the free parameters)/N, or that the sample leaves no more than one value.
void write(const BlockCounts::One& sample, double entropy, double free, double shift,
           const EstimateRef& out) {
  if (sample.blocks.empty()) {
    out.status = Status::empty;
    return;
  }
  out.out[0].value = free > 0 ? (entropy + shift) / number_of(sample.blocks) : 0;
  out.status = free > 0 ? Status::regular : Status::boundary;
}

double free_of_blocks(const BlockCounts::One& sample) {
  return static_cast<double>(sample.blocks.size()) - 1;
}

double free_of_steps(const BlockCounts::One& sample) {
  return static_cast<double>(sample.blocks.size()) - static_cast<double>(sample.contexts.size());
}

double conditional(const BlockCounts::One& sample) {
  return total_entropy(sample.blocks) - total_entropy(sample.contexts);
}

double log_of_classes(double classes) { return std::log(std::fmax(1, classes)); }

}  // namespace

Refusal OfBlocks::too_long(std::string_view estimator, const Knowns& knowns, std::int64_t length) {
  return {std::string(estimator) + ": blocks of " + std::to_string(length) + " symbols of " +
          std::to_string(knowns.K.value_or(0)) + " kinds are too many to be numbered, 2^63 or more"};
}

std::vector<Parameter> OfBlockEntropy::options() {
  return {{"length", Domain::positive_integer, "symbols of a block", Value{std::int64_t{2}}}};
}

std::vector<Output> OfBlockEntropy::outputs() const {
  return {{"", estimand, static_cast<std::size_t>(length())}};
}

std::vector<Parameter> OfConditionalEntropy::options() {
  return {{"history", Domain::positive_integer, "symbols that are given", Value{std::int64_t{1}}}};
}

namespace {

/// Binds an estimator of blocks of that length.
template <class E, class TooLong>
Outcome<E> bind_length(const Knowns& knowns, std::int64_t length, TooLong too_long) {
  if (!blocks_fit(knowns.K.value_or(1), length)) return too_long(E::name, knowns, length);
  return E(length);
}

}  // namespace

Outcome<BlockEntropyMl> BlockEntropyMl::bind(const Knowns& knowns, const Arguments& options) {
  return bind_length<BlockEntropyMl>(knowns, options.integer("length"), too_long);
}

Range BlockEntropyMl::range(std::int64_t n, double classes) const {
  const double blocks = static_cast<double>(n - length() + 1), most = std::log(std::fmax(1, blocks));
  return {0, std::fmin(most, static_cast<double>(length()) * log_of_classes(classes))};
}

void BlockEntropyMl::estimate(const BlockCounts::One& sample, NoWorkspace&, const Address&,
                              const EstimateRef& out) const {
  write(sample, total_entropy(sample.blocks), free_of_blocks(sample), 0, out);
}

Outcome<BlockEntropyMillerMadow> BlockEntropyMillerMadow::bind(const Knowns& knowns,
                                                               const Arguments& options) {
  return bind_length<BlockEntropyMillerMadow>(knowns, options.integer("length"), too_long);
}

void BlockEntropyMillerMadow::estimate(const BlockCounts::One& sample, NoWorkspace&, const Address&,
                                       const EstimateRef& out) const {
  const double free = free_of_blocks(sample);
  write(sample, total_entropy(sample.blocks), free, free / 2, out);
}

Outcome<EntropyRateMl> EntropyRateMl::bind(const Knowns& knowns, const Arguments& options) {
  return bind_length<EntropyRateMl>(knowns, options.integer("history") + 1, too_long);
}

Range EntropyRateMl::range(std::int64_t, double classes) { return {0, log_of_classes(classes)}; }

void EntropyRateMl::estimate(const BlockCounts::One& sample, NoWorkspace&, const Address&,
                             const EstimateRef& out) const {
  write(sample, conditional(sample), free_of_steps(sample), 0, out);
}

Outcome<EntropyRateMillerMadow> EntropyRateMillerMadow::bind(const Knowns& knowns, const Arguments& options) {
  return bind_length<EntropyRateMillerMadow>(knowns, options.integer("history") + 1, too_long);
}

void EntropyRateMillerMadow::estimate(const BlockCounts::One& sample, NoWorkspace&, const Address&,
                                      const EstimateRef& out) const {
  const double free = free_of_steps(sample);
  write(sample, conditional(sample), free, free / 2, out);
}

Outcome<EntropyRatePerSymbol> EntropyRatePerSymbol::bind(const Knowns& knowns, const Arguments& options) {
  return bind_length<EntropyRatePerSymbol>(knowns, options.integer("length"), too_long);
}

Range EntropyRatePerSymbol::range(std::int64_t, double classes) { return {0, log_of_classes(classes)}; }

void EntropyRatePerSymbol::estimate(const BlockCounts::One& sample, NoWorkspace&, const Address&,
                                    const EstimateRef& out) const {
  write(sample, total_entropy(sample.blocks) / static_cast<double>(length()), free_of_blocks(sample), 0, out);
}

}  // namespace plim
