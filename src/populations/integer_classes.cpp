#include "plim/populations/integer_classes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "plim/populations/symbol_population.hpp"
#include "plim/views/sparse_counts.hpp"

namespace plim {
namespace {

constexpr double least_rest = 1e-12;  // above the rounding of a sum of probabilities

/// True if the law is on integers without a list of them.
bool is_sparse(const Population& law) {
  const std::vector<ViewId> views = law.views(RouteKind::draws);
  return std::find(views.begin(), views.end(), view_id<SparseCounts>()) != views.end();
}

/// True if the law has a list of classes that stand for numbers.
bool is_of_numbers(const Population& law) {
  return !law.probabilities().empty() && !std::isnan(law.class_number(0));
}

/// P(X = x) of a law on numbers.
class Mass {
 public:
  explicit Mass(const Population& law) : law_(law) {
    const std::span<const double> p = law.probabilities();
    for (std::size_t k = 0; k < p.size(); ++k) listed_[law.class_number(k)] += p[k];
  }
  double operator()(double x) const {
    if (listed_.empty()) return std::exp(law_.log_density(x));
    const auto found = listed_.find(x);
    return found == listed_.end() ? 0 : found->second;
  }

 private:
  const Population& law_;
  std::unordered_map<double, double> listed_;
};

struct Range {
  double least = std::numeric_limits<double>::infinity(), most = -least;
  bool integers = true;
};

Range range_of_classes(const Population& law) {
  Range range;
  for (std::size_t k = 0; k < law.probabilities().size(); ++k) {
    const double x = law.class_number(k);
    range.least = std::fmin(range.least, x);
    range.most = std::fmax(range.most, x);
    range.integers = range.integers && x == std::floor(x);
  }
  return range;
}

}  // namespace

bool is_on_integers(const Population& law) {
  if (!is_of_numbers(law)) return is_sparse(law);
  const Range range = range_of_classes(law);
  return range.integers && range.most - range.least < static_cast<double>(dense_classes);
}

std::vector<double> law_on_classes(const Population& law, const Population& population) {
  if (is_on_classes_of(law, population)) return {law.probabilities().begin(), law.probabilities().end()};
  if (!is_of_numbers(population) || !(is_of_numbers(law) || is_sparse(law))) return {};
  const Mass mass(law);
  std::vector<double> p(population.probabilities().size());
  double rest = 1;
  for (std::size_t k = 0; k < p.size(); ++k) {
    p[k] = mass(population.class_number(k));
    rest -= p[k];
  }
  if (rest > least_rest) p.push_back(rest);
  return p;
}

IntegerClasses integer_classes(const Population& law, double draws) {
  constexpr double often = 20, longest_way = 1 << 22;
  constexpr std::size_t most = 1 << 16;
  const Mass p(law);
  IntegerClasses classes;
  if (is_of_numbers(law)) {
    const Range range = range_of_classes(law);
    classes.first = range.least;
    for (double k = range.least; k <= range.most; ++k) classes.p.push_back(p(k));
    classes.p.push_back(0);
    return classes;
  }
  double k = 0;
  while (k < longest_way && draws * p(k) < often) ++k;
  classes.first = k;
  // Integers below that cannot be drawn at all are classes: one draw of them refutes.
  constexpr double never = -std::numeric_limits<double>::infinity();
  while (k < longest_way && classes.first > 0 && law.log_density(classes.first - 1) == never) --classes.first;
  classes.p.resize(static_cast<std::size_t>(k - classes.first));
  double rest = 1;
  for (; classes.p.size() < most && draws * p(k) >= often; ++k) {
    classes.p.push_back(p(k));
    rest -= classes.p.back();
  }
  classes.p.push_back(std::fmax(rest, least_rest));
  return classes;
}

}  // namespace plim
