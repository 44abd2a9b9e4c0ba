#include "plim/theory/additive.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/populations/population.hpp"

namespace plim {
namespace {

constexpr double enough = 1e-13;     // of the variance
constexpr int usual_degree = 12;     // for estimates of cost
constexpr int highest_degree = 400;  // a guard; smooth residuals end far below

/// The orthonormal polynomials Q_r of the law of a count: sqrt(b_r) Q_r = (x - centre_r) Q_{r-1} -
/// sqrt(b_{r-1}) Q_{r-2}, r = 1, 2, ... Krawtchouk's for a binomial law, Hahn's for a hypergeometric one
/// (Koekoek, Lesky and Swarttouw 2010, 9.5 and 9.11).
class Recurrence {
 public:
  explicit Recurrence(const CountWindow& w)
      : n_(static_cast<double>(w.n)),
        p_(w.p),
        total_(static_cast<double>(w.total)),
        marked_(std::rint(w.p * total_)) {}

  /// The last degree: one less than the support has points.
  double last() const noexcept {
    if (finite()) return std::min({n_, marked_, total_ - n_, total_ - marked_});
    return p_ < 1 ? n_ : 0;
  }
  double centre(double r) const noexcept {
    return finite() ? up(r - 1) + down(r - 1) : n_ * p_ + (r - 1) * (1 - 2 * p_);
  }
  double b(double r) const noexcept {
    return finite() ? up(r - 1) * down(r) : r * p_ * (1 - p_) * (n_ - r + 1);
  }
  /// The canonical correlation of degree r of two classes is (-1)^r times the products of their steps to r.
  double step(double r) const noexcept {
    if (r > last()) return 0;
    return std::sqrt(finite() ? (marked_ - r + 1) / (total_ - marked_ - r + 1) : p_ / (1 - p_));
  }

 private:
  bool finite() const noexcept { return total_ > 0; }
  double up(double r) const noexcept {
    return (total_ + 1 - r) * (marked_ - r) * (n_ - r) / ((total_ + 1 - 2 * r) * (total_ - 2 * r));
  }
  double down(double r) const noexcept {
    if (r == 0) return 0;
    return r * (total_ + 1 - r - n_) * (total_ - marked_ + 1 - r) /
           ((total_ + 2 - 2 * r) * (total_ + 1 - 2 * r));
  }

  double n_, p_, total_, marked_;
};

/// One class: its residual over its window, centred, and the polynomial that runs through the degrees.
class ClassTerm {
 public:
  ClassTerm(const CountWindow& window, std::vector<double> h)
      : w_(&window), recurrence_(window), h_(std::move(h)) {
    CompensatedSum mean;
    for (std::size_t i = 0; i < h_.size(); ++i) mean.add(w_->mass[i] * h_[i]);
    mean_ = mean.value();
    CompensatedSum variance, with_count;
    const double centre = static_cast<double>(w_->n) * w_->p;
    for (std::size_t i = 0; i < h_.size(); ++i) {
      const double d = h_[i] - mean_;
      variance.add(w_->mass[i] * d * d);
      with_count.add(w_->mass[i] * d *
                     (static_cast<double>(w_->first + static_cast<std::int64_t>(i)) - centre));
      h_[i] = w_->mass[i] * d;  // from here on only products with the mass are needed
    }
    variance_ = unexplained_ = variance.value();
    const double spread = recurrence_.b(1);
    slope_ = spread > 0 ? with_count.value() / spread : 0;
    q_.assign(h_.size(), 1.0);
    before_.assign(h_.size(), 0.0);
  }

  double mean() const noexcept { return mean_; }
  double variance() const noexcept { return variance_; }
  /// Of the linear part of h in the count, in which Q_1 is linear.
  double slope() const noexcept { return slope_; }
  /// What the degrees so far have left of the variance.
  double unexplained() const noexcept { return r_ < recurrence_.last() ? std::max(0.0, unexplained_) : 0.0; }
  double p() const noexcept { return w_->p; }
  double step(double r) const noexcept { return recurrence_.step(r); }

  /// E[h Q_r] for the next degree r = 1, 2, ...; 0 where the polynomials have ended.
  double next_coefficient() {
    ++r_;
    if (r_ > recurrence_.last()) return 0;
    const double b = std::sqrt(recurrence_.b(r_));
    const double first = static_cast<double>(w_->first) - recurrence_.centre(r_);
    const double scale = 1 / b, pull = r_ > 1 ? std::sqrt(recurrence_.b(r_ - 1)) / b : 0.0;
    double part[4] = {0, 0, 0, 0};
    for (std::size_t i = 0; i < q_.size(); ++i) {
      const double next =
          (first + static_cast<double>(static_cast<int>(i))) * scale * q_[i] - pull * before_[i];
      before_[i] = next;
      part[i % 4] += h_[i] * next;
    }
    std::swap(q_, before_);
    const double c = (part[0] + part[1]) + (part[2] + part[3]);
    unexplained_ -= c * c;
    return c;
  }

 private:
  const CountWindow* w_;
  Recurrence recurrence_;
  std::vector<double> h_, q_, before_;
  double r_ = 0;
  double mean_ = 0, variance_ = 0, unexplained_ = 0, slope_ = 0;
};

/// A class counts as often as its law and residual occur.
struct Weighted {
  ClassTerm term;
  double times;
};

std::vector<Weighted> make_terms(const CountLaws& laws, const AdditiveError& error) {
  std::vector<Weighted> terms;
  std::map<const CountWindow*, std::vector<std::pair<std::vector<double>, std::size_t>>> known;
  for (std::size_t i = 0; i < laws.p().size(); ++i) {
    if (laws.p()[i] <= 0) continue;
    const CountWindow& window = laws.window(i);
    std::vector<double> h(window.mass.size());
    error.residual(i, window.first, h);
    auto& same_law = known[&window];
    const auto same =
        std::find_if(same_law.begin(), same_law.end(), [&h](const auto& k) { return k.first == h; });
    if (same != same_law.end()) {
      terms[same->second].times += 1;
    } else {
      same_law.emplace_back(h, terms.size());
      terms.push_back({ClassTerm(window, std::move(h)), 1});
    }
  }
  return terms;
}

/// Twice the sum over pairs of classes of (x_i x_j), classes of one term among themselves included; by
/// running sums, because a square minus squares would cancel.
double pairs(const std::vector<Weighted>& terms, const std::vector<double>& x) {
  double before = 0, sum = 0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const double m = terms[i].times;
    sum += 2 * m * x[i] * before + m * (m - 1) * x[i] * x[i];
    before += m * x[i];
  }
  return sum;
}

/// The variance of what of the residual is not linear in the counts: of the degrees from 2 on.
double curved_variance(std::vector<Weighted>& terms) {
  double all = 0, own = 0, cross = 0;
  for (const Weighted& t : terms) all += t.times * t.term.variance();
  if (all == 0) return 0;
  std::vector<double> power(terms.size(), 1.0), x(terms.size()), bound(terms.size());
  for (int r = 1; r <= highest_degree; ++r) {
    for (std::size_t i = 0; i < terms.size(); ++i) {
      power[i] *= terms[i].term.step(r);
      x[i] = power[i] * terms[i].term.next_coefficient();
      bound[i] = power[i] * std::sqrt(terms[i].term.unexplained());
      if (r == 1) own += terms[i].times * terms[i].term.unexplained();
    }
    if (r > 1) cross += (r % 2 == 0 ? 1 : -1) * pairs(terms, x);
    if (pairs(terms, bound) < enough * all) break;
  }
  return std::max(0.0, own + cross);
}

/// The variance of sum a_i N_i, a_i = s (-ln p_i)/n + the slope of h_i: n sum p_i (a_i - mean)^2, shrunk
/// without replacement. Differences of the a_i that are rounding are none.
double linear_variance(const CountLaws& laws, const std::vector<Weighted>& terms, double s) {
  constexpr double rounding = 1e-14;
  const double n = static_cast<double>(laws.n());
  std::vector<double> a;
  double mean = 0, size = 0;
  for (const auto& [term, times] : terms) {
    const double surprisal = -elementary::log(term.p()) * s / n;
    a.push_back(surprisal + term.slope());
    mean += times * term.p() * a.back();
    size = std::max({size, std::fabs(surprisal), std::fabs(term.slope())});
  }
  CompensatedSum sum;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const double gap = a[i] - mean;
    if (std::fabs(gap) > rounding * size) sum.add(terms[i].times * terms[i].term.p() * gap * gap);
  }
  return n * sum.value() * laws.finite_factor();
}

}  // namespace

CountLaws::CountLaws(std::span<const double> p, std::int64_t n, std::int64_t total)
    : p_(p), n_(n), total_(total), of_(p.size()) {
  std::map<double, std::size_t> known;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const auto [at, fresh] = known.emplace(p[i], windows_.size());
    if (fresh)
      windows_.push_back(total > 0 ? hypergeometric_window(n, p[i], total) : binomial_window(n, p[i]));
    of_[i] = at->second;
  }
}

double CountLaws::terms(std::span<const double> p, std::int64_t n) {
  std::map<double, double> sizes;
  for (const double x : p) sizes.emplace(x, window_size(n, x));
  double sum = 0;
  for (const auto& [x, size] : sizes) sum += size;
  return sum * (1 + usual_degree) + static_cast<double>(p.size());
}

ErrorMoments additive_moments(const CountLaws& laws, const AdditiveError& error) {
  std::vector<Weighted> terms = make_terms(laws, error);
  CompensatedSum bias;
  bias.add(error.constant);
  for (const Weighted& t : terms) bias.add(t.times * t.term.mean());
  const double curved = curved_variance(terms);
  const auto sd = [&](double s) { return std::sqrt(linear_variance(laws, terms, s) + curved); };
  const double s = error.self_information;
  return {bias.value(), sd(s), sd(s == 0 ? 0 : s - 1)};
}

}  // namespace plim
