#include "plim/estimators/sequence/context_tree.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "plim/estimators/sequence/of_sequence.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

constexpr std::int64_t most_depth = 64, most_symbols = 1 << 24;
constexpr double log_two = 0.69314718055994531;

/// ln((exp a + exp b)/2).
double log_mean(double a, double b) {
  const double most = std::fmax(a, b), least = std::fmin(a, b);
  return most + elementary::log1p(elementary::exp(least - most)) - log_two;
}

/// The weighted probability of a sample, context by context.
class WeightedTree {
 public:
  WeightedTree(std::span<const std::int32_t> x, std::size_t symbols, double K, std::size_t depth,
               ContextTree::workspace& w)
      : x_(x), depth_(depth), log_K_(elementary::log(K)), w_(w) {
    w.places.resize(x.size());
    w.sorted.resize(x.size());
    std::iota(w.places.begin(), w.places.end(), 0);
    w.counts.assign(symbols, 0);
    for (std::size_t j = w.log_half.size(); j < x.size(); ++j)
      w.log_half.push_back(elementary::log(static_cast<double>(j) + 0.5));
    if (w.total_K != K) w.log_total.clear();
    w.total_K = K;
    if (w.log_total.empty()) w.log_total.push_back(0);
    for (std::size_t j = w.log_total.size() - 1; j < x.size(); ++j)
      w.log_total.push_back(w.log_total.back() + elementary::log(static_cast<double>(j) + K / 2));
  }

  double log_probability() { return log_weighted({0, x_.size()}, 0); }

 private:
  /// Places [first, last) in the order of the workspace.
  struct Group {
    std::size_t first, last;
    std::size_t size() const { return last - first; }
  };

  /// Of the symbols after a context of that length.
  double log_weighted(Group group, std::size_t length) {
    if (group.size() == 1) return -log_K_;  // whatever the tree
    const double together = log_together(group);
    return length == depth_ ? together : log_mean(together, log_apart(group, length));
  }

  /// As draws of one law with Dirichlet(1/2) weights.
  double log_together(Group group) {
    double sum = 0;
    for (std::size_t k = group.first; k < group.last; ++k)
      sum += w_.log_half[static_cast<std::size_t>(w_.counts[symbol(k, 0)]++)];
    for (std::size_t k = group.first; k < group.last; ++k) w_.counts[symbol(k, 0)] = 0;
    return sum - w_.log_total[group.size()];
  }

  /// After contexts that are longer by one symbol.
  double log_apart(Group group, std::size_t length) {
    double sum = 0;
    const auto whole_past = static_cast<std::int32_t>(length);
    if (w_.places[group.first] == whole_past) {  // the least of them
      sum -= log_K_;
      ++group.first;
    }
    sort_by(group, length + 1);
    for (Group child{group.first, group.first}; child.first < group.last; child.first = child.last) {
      const std::size_t before = symbol(child.first, length + 1);
      while (child.last < group.last && symbol(child.last, length + 1) == before) ++child.last;
      sum += log_weighted(child, length + 1);
    }
    return sum;
  }

  std::size_t symbol(std::size_t k, std::size_t back) const {
    return static_cast<std::size_t>(x_[static_cast<std::size_t>(w_.places[k]) - back]);
  }

  /// Puts the places in the order of the symbol so far back, and of their own.
  void sort_by(Group group, std::size_t back) {
    const auto begin = w_.places.begin() + static_cast<std::ptrdiff_t>(group.first);
    const auto end = w_.places.begin() + static_cast<std::ptrdiff_t>(group.last);
    if (4 * group.size() < w_.counts.size() || group.size() < 16) {
      const std::int32_t* x = x_.data() - back;
      std::sort(begin, end,
                [x](std::int32_t a, std::int32_t b) { return x[a] != x[b] ? x[a] < x[b] : a < b; });
      return;
    }
    w_.ends.assign(w_.counts.size() + 1, 0);
    for (std::size_t k = group.first; k < group.last; ++k) ++w_.ends[symbol(k, back) + 1];
    for (std::size_t c = 1; c < w_.ends.size(); ++c) w_.ends[c] += w_.ends[c - 1];
    for (std::size_t k = group.first; k < group.last; ++k)
      w_.sorted[static_cast<std::size_t>(w_.ends[symbol(k, back)]++)] = w_.places[k];
    std::copy_n(w_.sorted.begin(), group.size(), begin);
  }

  std::span<const std::int32_t> x_;
  std::size_t depth_;
  double log_K_;
  ContextTree::workspace& w_;
};

/// The symbols that occur, counted in zeros that are left as they were found.
std::size_t kinds_of(std::span<const std::int32_t> x, std::vector<std::int64_t>& zeros) {
  std::size_t kinds = 0;
  for (const std::int32_t symbol : x) kinds += zeros[static_cast<std::size_t>(symbol)]++ == 0 ? 1U : 0U;
  for (const std::int32_t symbol : x) zeros[static_cast<std::size_t>(symbol)] = 0;
  return kinds;
}

}  // namespace

std::vector<Parameter> ContextTree::options() {
  std::vector<Parameter> all = ClassNumber::options();
  Parameter depth{"depth", Domain::positive_integer, "symbols of the longest context",
                  Value{std::int64_t{8}}};
  depth.largest = static_cast<double>(most_depth);
  all.push_back(depth);
  return all;
}

Outcome<ContextTree> ContextTree::bind(const Knowns& knowns, const Arguments& options) {
  const Outcome<ClassNumber> K = ClassNumber::bind(name, knowns, options);
  if (!K) return Refusal{K.reason()};
  const double symbols = std::fmax(K->fixed().value_or(1), static_cast<double>(knowns.K.value_or(1)));
  if (symbols > static_cast<double>(most_symbols))
    return Refusal{std::string(name) + ": an alphabet of more than 2^24 symbols is too large"};
  return ContextTree(*K, static_cast<std::size_t>(options.integer("depth")));
}

/// No factor is below 1/2 over n - 1 + K/2, and the tree that splits nothing has half of the weight.
Range ContextTree::range(std::int64_t n, double classes) const {
  const double observations = static_cast<double>(n), K = K_.of(std::fmin(observations, classes));
  if (n < 1) return {};
  return {0, elementary::log(2 * observations - 2 + K) + log_two / observations};
}

std::size_t ContextTree::workspace_bytes(const SampleSize& size) noexcept {
  constexpr std::size_t of_symbol = 2 * sizeof(std::int32_t) + 2 * sizeof(double);
  return static_cast<std::size_t>(size.n) * of_symbol + 2 * size.K * sizeof(std::int64_t);
}

void ContextTree::estimate(const Sequence::One& sample, workspace& w, const Address&,
                           const EstimateRef& out) const {
  out.status = status_of_sequence(sample, 1);
  if (!is_success(out.status)) return;
  w.counts.assign(sample.K, 0);
  const auto kinds = static_cast<double>(kinds_of(sample.x, w.counts));
  const double K = K_.of(kinds);
  if (K < kinds) {
    out.status = Status::invalid;
    return;
  }
  const auto n = static_cast<double>(sample.x.size());
  out.out[0].value = K == 1 ? 0 : -WeightedTree(sample.x, sample.K, K, depth_, w).log_probability() / n;
}

}  // namespace plim
