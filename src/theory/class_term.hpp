#pragma once
#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <vector>

#include "plim/core/cell.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/theory/additive.hpp"
#include "plim/theory/count_window.hpp"

namespace plim {

/// Where sums over the degrees of polynomials end.
namespace expansion {
constexpr double enough = 1e-13;     // of the variance
constexpr double tolerable = 1e-7;   // of the result, where the digits end before
constexpr int highest_degree = 400;  // a guard; smooth residuals end far below
}  // namespace expansion

/// The orthonormal polynomials Q_r of the law of a count: sqrt(b_r) Q_r = (x - centre_r) Q_{r-1} -
/// sqrt(b_{r-1}) Q_{r-2}, r = 1, 2, ... Krawtchouk's for a binomial law, Hahn's for a hypergeometric or
/// beta-binomial one (Koekoek, Lesky and Swarttouw 2010, 9.5 and 9.11).
class Recurrence {
 public:
  explicit Recurrence(const CountWindow& w)
      : n_(static_cast<double>(w.n)),
        p_(w.p),
        total_(w.total),
        marked_(w.total > 0 ? std::rint(w.p * total_) : w.p * total_) {}

  /// The last degree: one less than the support has points.
  double last() const noexcept {
    if (total_ > 0) return std::min({n_, marked_, total_ - n_, total_ - marked_});
    return p_ < 1 ? n_ : 0;
  }
  double centre(double r) const noexcept {
    return is_urn() ? up(r - 1) + down(r - 1) : n_ * p_ + (r - 1) * (1 - 2 * p_);
  }
  double b(double r) const noexcept {
    return is_urn() ? up(r - 1) * down(r) : r * p_ * (1 - p_) * (n_ - r + 1);
  }
  /// The canonical correlation of degree r of two classes is (-1)^r times the products of their steps to r.
  double step(double r) const noexcept {
    if (r > last()) return 0;
    return std::sqrt(is_urn() ? (marked_ - r + 1) / (total_ - marked_ - r + 1) : p_ / (1 - p_));
  }

 private:
  bool is_urn() const noexcept { return total_ != 0; }
  double up(double r) const noexcept {
    if (r == 0) return n_ * (marked_ / total_);
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
    for (std::size_t i = 0; i < h_.size(); ++i) {
      mean.add(w_->mass[i] * h_[i]);
      size_ += w_->mass[i] * std::fabs(h_[i]);
    }
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
  /// How far the mean may be off: the masses are products of ratios outwards from the mode.
  double rounding() const noexcept {
    return (8 + std::sqrt(static_cast<double>(h_.size()))) * std::numeric_limits<double>::epsilon() * size_;
  }
  double variance() const noexcept { return variance_; }
  /// Of the linear part of h in the count, in which Q_1 is linear.
  double slope() const noexcept { return slope_; }
  /// What the degrees so far have left of the variance, as far as its digits tell.
  double unexplained() const noexcept {
    return lost_ || r_ < recurrence_.last() ? std::max(0.0, unexplained_) : 0.0;
  }
  /// True once the polynomials have lost their digits, as those of high degrees do. What is unexplained then
  /// stays so, and counts with the canonical correlation of the degree at which that was.
  bool is_lost() const noexcept { return lost_; }
  double p() const noexcept { return w_->p; }
  double step(double r) const noexcept { return lost_ ? 1.0 : recurrence_.step(r); }

  /// E[h Q_r] for the next degree r = 1, 2, ...; 0 where the polynomials have ended or are lost.
  double next_coefficient() {
    if (lost_) return 0;
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
    // More than there is, but for the rounding of the steps before.
    lost_ = c * c > 1.001 * unexplained_ + least_share * variance_;
    if (lost_) return 0;
    unexplained_ -= c * c;
    return c;
  }

 private:
  static constexpr double least_share = 1e-13;  // of the variance that the digits of a square tell

  const CountWindow* w_;
  Recurrence recurrence_;
  std::vector<double> h_, q_, before_;
  double r_ = 0;
  bool lost_ = false;
  double mean_ = 0, size_ = 0, variance_ = 0, unexplained_ = 0, slope_ = 0;
};

/// The variance of sum a_k N_k on multinomial counts, n sum p_k (a_k - mean)^2, each a_k a sum itself.
class LinearSum {
 public:
  void add(double p, std::initializer_list<double> parts) {
    double sum = 0;
    for (const double x : parts) add_to(sum, x);
    add_sum(p, sum);
  }
  void add_to(double& sum, double part) {
    sum += part;
    size_ = std::max(size_, std::fabs(part));
  }
  void add_sum(double p, double a) {
    p_.push_back(p);
    a_.push_back(a);
    mean_ += p * a;
  }
  /// Differences of the a_k that are rounding of their parts are none.
  double variance(double n) const {
    constexpr double rounding = 1e-14;
    CompensatedSum sum;
    for (std::size_t k = 0; k < a_.size(); ++k) {
      const double gap = a_[k] - mean_;
      if (std::fabs(gap) > rounding * size_) sum.add(p_[k] * gap * gap);
    }
    return n * sum.value();
  }

 private:
  std::vector<double> p_, a_;
  double mean_ = 0, size_ = 0;
};

/// A variance by a sum over degrees, what it may lack, and what it was to lack at most.
struct CurvedVariance {
  double value = 0, left = 0, enough = 0;

  /// The root of it and of other variance; NaN if the sum does not suffice.
  double sd_with(double others) const {
    const double whole = std::max(0.0, value) + others;
    return left <= std::max(enough, expansion::tolerable * whole) ? std::sqrt(whole) : not_given;
  }
};

/// A class counts as often as its law and residual occur.
struct Weighted {
  ClassTerm term;
  double times;
};
struct ClassTerms {
  std::vector<Weighted> terms;
  std::vector<std::size_t> of;  // [K], the term of each class; their number where it has none
};
/// Classes that never occur have none. Of two classes the second has none: its count is n less that of the
/// first, whose term it is part of.
ClassTerms make_terms(const CountLaws& laws, const ClassFunction& h_of, bool alike);

/// Twice the sum over pairs of classes of (x_i x_j), classes of one term among themselves included; by
/// running sums, because a square minus squares would cancel.
double pairs(const std::vector<Weighted>& terms, const std::vector<double>& x);

}  // namespace plim
