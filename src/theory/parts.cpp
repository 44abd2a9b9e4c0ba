#include <algorithm>
#include <cmath>
#include <map>

#include "class_term.hpp"
#include "plim/core/cell.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/theory/additive.hpp"
#include "rounding.hpp"

namespace plim {
namespace {

/// The classes of one margin, and their coefficients of the degree at hand.
struct Part {
  explicit Part(const ErrorPart& part)
      : of(&part),
        classes(make_terms(*part.laws, part.error->residual, part.error->alike)),
        power(classes.terms.size(), 1.0),
        x(power),
        c(power),
        bound(power) {}

  const ErrorPart* of;
  ClassTerms classes;
  std::vector<double> power, x, c, bound;  // [terms]
};

/// Cells of two margins that have classes in common, as terms: their correlation, and how many are alike.
struct Overlap {
  std::size_t u, v;
  double rho, times;
  double power = 1;
};

double correlation(double both, double u, double v) {
  const double product = u * (1 - u) * v * (1 - v);
  return product > 0 ? std::clamp((both - u * v) / std::sqrt(product), -1.0, 1.0) : 0.0;
}

std::vector<Overlap> overlaps(std::span<const double> p, const Part& a, const Part& b) {
  std::map<std::pair<std::size_t, std::size_t>, double> common;
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (p[k] > 0) common[{a.of->cell_of[k], b.of->cell_of[k]}] += p[k];
  }
  std::map<std::tuple<std::size_t, std::size_t, double>, double> alike;
  for (const auto& [cells, both] : common) {
    const std::size_t u = a.classes.of[cells.first], v = b.classes.of[cells.second];
    if (u == a.power.size() || v == b.power.size()) continue;
    alike[{u, v, correlation(both, a.classes.terms[u].term.p(), b.classes.terms[v].term.p())}] += 1;
  }
  std::vector<Overlap> found;
  for (const auto& [key, times] : alike)
    found.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), times});
  return found;
}

double sum_of(const Part& part, const std::vector<double>& x) {
  double sum = 0;
  for (std::size_t t = 0; t < x.size(); ++t) sum += part.classes.terms[t].times * x[t];
  return sum;
}

/// All degrees from 2 on, one after the other.
class CurvedSum {
 public:
  CurvedSum(std::span<const double> p, std::vector<Part>& parts) : parts_(parts) {
    for (std::size_t a = 0; a < parts.size(); ++a) {
      for (std::size_t b = a + 1; b < parts.size(); ++b)
        between_.push_back({a, b, overlaps(p, parts[a], parts[b])});
    }
  }

  CurvedVariance operator()() {
    double all = 0, sum = 0, left = 0;
    for (const Part& part : parts_) {
      for (const auto& [term, times] : part.classes.terms) all += times * term.variance();
    }
    for (int r = 1; r <= expansion::highest_degree && all > 0; ++r) {
      next(r);
      sum += r == 1 ? own() : covariances(r);
      left = rest();
      if (left < expansion::enough * all) break;
    }
    return {sum, left, expansion::enough * all};
  }

 private:
  struct Between {
    std::size_t a, b;
    std::vector<Overlap> overlaps;
  };

  /// The coefficients of the degree, with the signs of the parts.
  void next(int r) {
    for (Part& part : parts_) {
      for (std::size_t t = 0; t < part.power.size(); ++t) {
        ClassTerm& term = part.classes.terms[t].term;
        part.power[t] *= term.step(r);
        part.c[t] = part.of->sign * term.next_coefficient();
        part.x[t] = part.power[t] * part.c[t];
        part.bound[t] = std::fabs(part.of->sign) * std::sqrt(term.unexplained());
      }
    }
    for (Between& between : between_) {
      const auto& a = parts_[between.a].classes.terms;
      const auto& b = parts_[between.b].classes.terms;
      for (Overlap& o : between.overlaps)
        o.power *= a[o.u].term.is_lost() || b[o.v].term.is_lost() ? 1 : o.rho;
    }
  }

  /// The variances of the cells themselves, of all degrees from 2 on.
  double own() const {
    double sum = 0;
    for (const Part& part : parts_) {
      for (std::size_t t = 0; t < part.bound.size(); ++t)
        sum += part.classes.terms[t].times * part.bound[t] * part.bound[t];
    }
    return sum;
  }

  /// Cells without a common class have the correlation -s_u s_v; of all pairs first, then set right.
  double covariances(int r) const {
    const double sign = r % 2 == 0 ? 1 : -1;
    double sum = 0;
    for (const Part& part : parts_) sum += sign * pairs(part.classes.terms, part.x);
    for (const Between& between : between_) {
      const Part &a = parts_[between.a], &b = parts_[between.b];
      sum += 2 * sign * sum_of(a, a.x) * sum_of(b, b.x);
      for (const Overlap& o : between.overlaps)
        sum += 2 * o.times * (o.power * a.c[o.u] * b.c[o.v] - sign * a.x[o.u] * b.x[o.v]);
    }
    return sum;
  }

  /// A bound of what the degrees to come can add.
  double rest() {
    double sum = 0;
    for (Part& part : parts_) {
      part.x = part.bound;
      for (std::size_t t = 0; t < part.x.size(); ++t) part.x[t] *= part.power[t];
      sum += pairs(part.classes.terms, part.x);
    }
    for (const Between& between : between_) {
      const Part &a = parts_[between.a], &b = parts_[between.b];
      sum += 2 * sum_of(a, a.x) * sum_of(b, b.x);
      for (const Overlap& o : between.overlaps)
        sum += 2 * o.times * std::fabs(o.power) * a.bound[o.u] * b.bound[o.v];
    }
    return sum;
  }

  std::vector<Part>& parts_;
  std::vector<Between> between_;
};

/// The variance of what is linear in the counts of the joint law: nothing cancels but within its classes.
double linear_part(std::span<const double> p, const std::vector<Part>& parts, double n) {
  LinearSum sum;
  for (std::size_t k = 0; k < p.size(); ++k) {
    if (p[k] <= 0) continue;
    double a = 0;
    for (const Part& part : parts) {
      const std::size_t cell = part.of->cell_of[k], t = part.classes.of[cell];
      const double sign = part.of->sign, surprisal = -elementary::log(part.of->laws->p()[cell]);
      sum.add_to(a, sign * surprisal * part.of->error->self_information / n);
      if (t < part.power.size()) sum.add_to(a, sign * part.classes.terms[t].term.slope());
    }
    sum.add_sum(p[k], a);
  }
  return sum.variance(n);
}

double mean_of_parts(const std::vector<Part>& parts) {
  CompensatedSum mean;
  double rounding = 0;
  for (const Part& part : parts) {
    const AdditiveError& error = *part.of->error;
    const double sign = part.of->sign;
    mean.add(sign * error.constant);
    rounding += std::fabs(sign) * rounding_of(std::fabs(error.constant) + error.cancelled);
    for (const auto& [term, times] : part.classes.terms) {
      mean.add(sign * times * term.mean());
      rounding += std::fabs(sign) * times * term.rounding();
    }
  }
  return beyond(rounding, mean.value());
}

}  // namespace

ErrorMoments moments_of_parts(std::span<const double> p, std::span<const ErrorPart> of) {
  std::vector<Part> parts;
  for (const ErrorPart& part : of) parts.emplace_back(part);
  const double n = static_cast<double>(of.front().laws->n());
  return {mean_of_parts(parts), CurvedSum(p, parts)().sd_with(linear_part(p, parts, n)), not_given};
}

}  // namespace plim
