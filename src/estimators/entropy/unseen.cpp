#include "plim/estimators/entropy/unseen.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/linear_program.hpp"
#include "plim/numeric/poisson_mass.hpp"

namespace plim {
namespace {

constexpr double grid_ratio = 1.05, slack = 0.5, frequent_from = 500;  // of the authors

/// The counts that a law is fitted to, and what the others add to the entropy.
struct RareCounts {
  std::vector<double> classes;  // seen 1, 2, .. times; then zeros for ceil(sqrt) of the largest
  double mass = 1;              // share of the observations
  double entropy = 0;           // of the others
};

/// Classes with about as many observations as c.
double neighbours(const DistinctCounts& w, double c) {
  const double reach = std::ceil(std::sqrt(c));
  double sum = 0;
  for (std::size_t i = 0; i < w.count.size() && w.count[i] <= c + reach; ++i)
    sum += w.count[i] >= c - reach ? w.classes[i] : 0;
  return sum;
}

RareCounts split(const DistinctCounts& w, double n) {
  RareCounts rare;
  for (std::size_t j = 0; j < w.count.size(); ++j) {
    const double c = w.count[j];
    if (c <= frequent_from && neighbours(w, c) >= std::sqrt(c)) {
      rare.classes.resize(static_cast<std::size_t>(c));
      rare.classes.back() = w.classes[j];
    } else {
      const double p = c / n;
      rare.mass -= w.classes[j] * p;
      rare.entropy += w.classes[j] * (0.5 / n - p * elementary::log(p));
    }
  }
  return rare;
}

/// The linear programs: unknowns are the shares y of the mass at the points of the grid, what each expected
/// frequency has too little and too much, and what is left of the allowed distance.
class UnseenFit {
 public:
  UnseenFit(const RareCounts& rare, const DistinctCounts& w, double n)
      : rare_(rare), n_(n), singletons_(w.count.front() == 1), frequencies_(rare.classes) {
    const double largest = static_cast<double>(frequencies_.size());
    frequencies_.resize(frequencies_.size() + static_cast<std::size_t>(std::ceil(std::sqrt(largest))));
    const double low = singletons_ ? 1 / (n * std::fmax(10, n)) : w.count.front() / n;
    const double step = elementary::log(grid_ratio);
    const double points = std::ceil(elementary::log(largest / n / low) / step);
    for (double i = 0; i <= points; ++i) grid_.push_back(low * elementary::exp(i * step));
  }

  std::optional<double> entropy() const {
    const std::size_t m = frequencies_.size(), budget = grid_.size() + 2 * m;
    LinearProgram program = equations();
    std::vector<double> distance(budget + 1), classes(budget + 1);
    for (std::size_t i = 0; i < m; ++i)
      distance[grid_.size() + i] = distance[grid_.size() + m + i] = 1 / std::sqrt(frequencies_[i] + 1);
    for (std::size_t j = 0; j < grid_.size(); ++j) classes[j] = grid_.back() / grid_[j];
    if (!program.minimise(distance)) return std::nullopt;
    if (singletons_) {
      program.right(program.row_of(budget)) = slack / n_;
      if (!program.minimise(classes)) return std::nullopt;
    }
    double sum = rare_.entropy;
    for (std::size_t j = 0; j < grid_.size(); ++j) sum -= program.value(j) * elementary::log(grid_[j]);
    return sum;
  }

 private:
  /// Frequencies and distances in units of n, so that all entries are of the order of 1. The first vertex has
  /// all the mass at the largest probability.
  LinearProgram equations() const {
    const std::size_t m = frequencies_.size(), points = grid_.size(), budget = points + 2 * m;
    LinearProgram program(m + 2, budget + 1);
    for (std::size_t i = 0; i < m; ++i) {
      const double weight = 1 / std::sqrt(frequencies_[i] + 1);
      for (std::size_t j = 0; j < points; ++j) {
        const double mean = n_ * grid_[j];
        program.matrix(i, j) = elementary::exp(poisson_log_mass(static_cast<double>(i + 1), mean,
                                                                static_cast<double>(i + 1) - mean)) /
                               mean;
      }
      program.matrix(i, points + i) = 1;
      program.matrix(i, points + m + i) = -1;
      program.right(i) = frequencies_[i] / n_;
      program.matrix(m + 1, points + i) = program.matrix(m + 1, points + m + i) = weight;
    }
    for (std::size_t j = 0; j < points; ++j) program.matrix(m, j) = 1;
    program.right(m) = rare_.mass;
    program.matrix(m + 1, budget) = 1;
    program.right(m + 1) = 1e6;  // no bound yet
    program.enter(m, points - 1);
    for (std::size_t i = 0; i < m; ++i) program.enter(i, program.right(i) < 0 ? points + m + i : points + i);
    program.enter(m + 1, budget);
    return program;
  }

  const RareCounts& rare_;
  double n_;
  bool singletons_;
  std::vector<double> frequencies_, grid_;
};

}  // namespace

void EntropyUnseen::estimate_block(const CountFeatures& v, workspace& w, const Address&,
                                   const BlockOut& out) const {
  const double n = static_cast<double>(v.n);
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    out.status[lane] = v.n > 0 ? Status::regular : Status::empty;
    if (v.n == 0) continue;
    w.gather(v, lane);
    const RareCounts rare = split(w, n);
    const std::optional<double> entropy =
        rare.classes.empty() ? rare.entropy : UnseenFit(rare, w, n).entropy();
    if (entropy) out.cells[lane].value = *entropy;
    if (!entropy) out.status[lane] = Status::undefined;
  }
}

}  // namespace plim
