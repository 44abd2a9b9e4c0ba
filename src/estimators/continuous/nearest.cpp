#include "plim/estimators/continuous/nearest.hpp"

#include <algorithm>

#include "plim/core/real.hpp"
#include "plim/numeric/digamma.hpp"

namespace plim {
namespace {

/// The distance of each of x, ascending, to its k-th other one: of the k + 1 neighbours in a row about it
/// that lie nearest. O(n).
void distances_of_sorted(std::span<const double> x, std::size_t k, std::vector<double>& out) {
  out.clear();
  std::size_t first = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (first + k < i) first = i - k;
    while (first + k + 1 < x.size() && x[first + k + 1] - x[i] < x[i] - x[first]) ++first;
    out.push_back(std::max(x[i] - x[first], x[first + k] - x[i]));
  }
}

/// What is bound of numbers (V = Sorted) and of points.
template <class V>
class BoundNearestEntropy : public MeanOfTerms {
 public:
  using view = V;
  static constexpr std::string_view name = "knn_kl";
  struct workspace {
    KdTree tree;
    std::vector<double> x, distances;
  };
  BoundNearestEntropy(Norm norm, std::int64_t k, const NormalInterval& interval)
      : MeanOfTerms(interval), norm_(norm), k_(k) {}

  void estimate(const typename V::One& sample, workspace& w, const Address&, const EstimateRef& out) const {
    out.status = status_of_draws(sample, k_ < largest_whole ? k_ + 1 : k_);
    if (out.status != Status::regular) return;
    const std::size_t d = measure(sample, w);
    const double n = static_cast<double>(w.distances.size()), dimensions = static_cast<double>(d);
    for (double& x : w.distances) x = dimensions * elementary::log(x);
    write(elementary::digamma(n) - elementary::digamma(real(k_)) + log_unit_ball(norm_, d), w.distances, out,
          NeighbourOption::shared(static_cast<std::size_t>(k_)));
  }

 private:
  /// Fills the distances; returns the dimension.
  std::size_t measure(const Sorted::One& s, workspace& w) const {
    distances_of_sorted(one_by_one(s, w.x), static_cast<std::size_t>(k_), w.distances);
    return 1;
  }
  std::size_t measure(const Points::One& p, workspace& w) const {
    w.tree.build(p.x, p.d);
    w.distances.resize(p.x.size() / p.d);
    w.tree.to_others(static_cast<std::size_t>(k_), norm_, w.distances);
    return p.d;
  }

  Norm norm_;
  std::int64_t k_;
};

}  // namespace

double log_unit_ball(Norm norm, std::size_t d) noexcept {
  constexpr double log_two = 0.69314718055994530942, two_pi = 6.28318530717958647693;
  if (norm == Norm::max) return static_cast<double>(d) * log_two;
  double sum = d % 2 == 1 ? log_two : 0;
  for (std::size_t j = d % 2 == 1 ? 3 : 2; j <= d; j += 2)
    sum += elementary::log(two_pi / static_cast<double>(j));
  return sum;
}

Parameter NeighbourOption::parameter() {
  Parameter k{"k", Domain::positive_integer, "which nearest neighbour; default: 3"};
  k.optional = true;
  return k;
}

std::int64_t NeighbourOption::of(const Arguments& options) {
  return options.has("k") ? options.integer("k") : 3;
}

Outcome<AnyEstimator> NearestEntropy::bind_norm(Norm norm, std::string_view name, const Knowns& knowns,
                                                const Arguments& options) {
  const Outcome<NormalInterval> interval = bind_normal(knowns, name);
  if (!interval) return Refusal{interval.reason()};
  const std::int64_t k = NeighbourOption::of(options);
  AnyEstimator bound = knowns.dimension ? erase(BoundNearestEntropy<Points>(norm, k, *interval), knowns)
                                        : erase(BoundNearestEntropy<Sorted>(norm, k, *interval), knowns);
  bound.facts.own().name = std::string(name);
  return bound;
}

}  // namespace plim
