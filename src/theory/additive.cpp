#include "plim/theory/additive.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "class_term.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "rounding.hpp"

namespace plim {
namespace {

// For estimates of cost: where the law is drawn the sums over degrees end later.
constexpr int usual_degree = 12, usual_degree_of_drawn = 60;

/// The variance of what of the residual is not linear in the counts: of the degrees from 2 on.
/// `besides`: more variance, of which this is a part only.
CurvedVariance curved_variance(std::vector<Weighted>& terms, double besides, double least) {
  double all = 0, own = 0, cross = 0, left = 0;
  for (const Weighted& t : terms) all += t.times * t.term.variance();
  if (all == 0) return {};
  all += besides;
  const auto is_lost = [](const Weighted& t) { return t.term.is_lost(); };
  std::vector<double> power(terms.size(), 1.0), x(terms.size()), bound(terms.size());
  for (int r = 1; r <= expansion::highest_degree; ++r) {
    for (std::size_t i = 0; i < terms.size(); ++i) {
      power[i] *= terms[i].term.step(r);
      x[i] = power[i] * terms[i].term.next_coefficient();
      bound[i] = power[i] * std::sqrt(terms[i].term.unexplained());
      if (r == 1) own += terms[i].times * terms[i].term.unexplained();
    }
    if (r > 1) cross += (r % 2 == 0 ? 1 : -1) * pairs(terms, x);
    left = pairs(terms, bound);
    if (left < least * all || std::all_of(terms.begin(), terms.end(), is_lost)) break;
  }
  return {own + cross, left, least * all};
}

/// The variance of sum a_i N_i, a_i = s (-ln p_i)/n + the slope of h_i.
double linear_variance(const CountLaws& laws, const ClassTerms& classes, double s) {
  const double n = static_cast<double>(laws.n());
  LinearSum sum;
  for (std::size_t i = 0; i < laws.p().size(); ++i) {
    const double p = laws.p()[i];
    if (p <= 0) continue;
    const bool has_term = classes.of[i] < classes.terms.size();
    sum.add(p, {-elementary::log(p) * s / n, has_term ? classes.terms[classes.of[i]].term.slope() : 0.0});
  }
  return sum.variance(n) * laws.finite_factor();
}

CountWindow window_of(std::int64_t n, double p, double total) {
  if (total == 0) return binomial_window(n, p);
  return total > 0 ? hypergeometric_window(n, p, static_cast<std::int64_t>(total))
                   : polya_window(n, p, -total);
}

/// The mean over the counts of a sum over classes; `rounding` adds what it may be off.
double mean_of_sum(const std::vector<Weighted>& terms, double constant, double rounding) {
  CompensatedSum mean;
  mean.add(constant);
  for (const Weighted& t : terms) {
    mean.add(t.times * t.term.mean());
    rounding += t.times * t.term.rounding();
  }
  return beyond(rounding, mean.value());
}

double unexplained_variance(const CountLaws& laws, const AdditiveError& error) {
  if (!error.own) return error.unexplained;
  return std::max(0.0, mean_of_sum(make_terms(laws, error.own, error.alike).terms, error.unexplained, 0));
}

}  // namespace

CountLaws::CountLaws(std::span<const double> p, std::int64_t n, double total)
    : p_(p), n_(n), total_(total), of_(p.size()) {
  std::map<double, std::size_t> known;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const auto [at, fresh] = known.emplace(p[i], windows_.size());
    if (fresh) windows_.push_back(window_of(n, p[i], total));
    of_[i] = at->second;
  }
}

double CountLaws::terms(std::span<const double> p, std::int64_t n, double total) {
  std::map<double, double> sizes;
  for (const double x : p) sizes.emplace(x, window_size(n, x, total));
  double sum = 0;
  for (const auto& [x, size] : sizes) sum += size;
  return sum * (1 + (total < 0 ? usual_degree_of_drawn : usual_degree)) + static_cast<double>(p.size());
}

/// Hahn's polynomials of a beta-binomial law lose digits faster than the others.
ErrorMoments additive_moments(const CountLaws& laws, const AdditiveError& error) {
  constexpr double enough_of_drawn = 1e-11;
  ClassTerms classes = make_terms(laws, error.residual, error.alike);
  std::vector<Weighted>& terms = classes.terms;
  const double bias =
      mean_of_sum(terms, error.constant, rounding_of(std::fabs(error.constant) + error.cancelled));
  const double apart = unexplained_variance(laws, error);
  const CurvedVariance curved =
      curved_variance(terms, apart, laws.total() < 0 ? enough_of_drawn : expansion::enough);
  const auto sd = [&](double s) { return curved.sd_with(linear_variance(laws, classes, s) + apart); };
  const double s = error.self_information;
  return {bias, sd(s), sd(s == 0 ? 0 : s - 1)};
}

}  // namespace plim
