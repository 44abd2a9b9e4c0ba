#include "plim/estimators/entropy/nsb.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/estimators/entropy/plug_in.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/gamma_ratios.hpp"
#include "plim/numeric/line_mixture.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/stirling.hpp"

namespace plim {
namespace {

constexpr double series_from = 16;  // from here on Stirling's series has all digits

/// ln Gamma(x) - (x - 1/2) ln x + x - (1/2) ln 2 pi.
double stirling_remainder(double x) {
  if (x >= series_from) return detail::stirling_series(x);
  return special::log_gamma(x) - (x - 0.5) * elementary::log(x) + x - half_log_two_pi;
}

/// The laws of the entropy given the counts and b, mixed over t = ln b.
class DirichletMixture final : public LineMixture {
 public:
  DirichletMixture(const DistinctCounts& counts, double n, double seen, double K)
      : counts_(counts), n_(n), K_(K), unseen_(K - seen), large_classes_(seen), steps_(counts.count.size()) {
    while (small_ < counts.count.size() && counts.count[small_] < series_from) {
      small_sum_ += counts.classes[small_] * counts.count[small_];
      large_classes_ -= counts.classes[small_++];
    }
    if (n < series_from) return;
    log_n_ = elementary::log(n);
    double sum = 0.5 * log_n_ + (large_classes_ - 1) * half_log_two_pi - detail::stirling_series(n);
    information_ = small_sum_ * elementary::log(K / n);
    for (std::size_t j = small_; j < counts.count.size(); ++j) {
      const double m = counts.count[j], f = counts.classes[j];
      information_ += f * m * elementary::log(K * (m / n));
      logs_.push_back(elementary::log(m));
      series_.push_back(detail::stirling_series(m));
      sum += f * (series_.back() - 0.5 * logs_.back());
    }
    left_out_ = information_ + small_sum_ + sum;
  }

  double log_weight(double t) const override {
    const double b = elementary::exp(t), above = K_ * b;
    // What is rounded is of the order of the largest terms.
    if (n_ >= series_from && above * (log_n_ + std::fabs(t)) < information_)
      return log_prior(b) + log_likelihood_by_ratios(b, t);
    return log_prior(b) - left_out_ + (b < series_from ? log_likelihood(b, t) : log_likelihood_by_series(b));
  }

  /// See count_terms::dirichlet_variance; the mean as sum (a/A) (psi(A + 1) - psi(a + 1)), all terms >= 0.
  MeanVariance moments(double t) const override {
    const double b = elementary::exp(t), A = n_ + K_ * b, others = (K_ - 1) * b;
    const double psi = elementary::digamma(A + 1), tail = elementary::detail::digamma_parts(A).tail;
    // psi(A + 1) - psi(a + 1), as elementary::digamma_step has it.
    const auto step = [&](double a, double rest) {
      if (a < series_from) return psi - elementary::digamma(a + 1);
      return elementary::log1p(rest / a) - rest / (a * A) +
             (elementary::detail::digamma_parts(a).tail - tail);
    };
    const std::size_t size = counts_.count.size();
    double mean = 0;
    for (std::size_t j = 0; j < size; ++j) {
      steps_[j] = step(counts_.count[j] + b, n_ - counts_.count[j] + others);
      mean += counts_.classes[j] * ((counts_.count[j] + b) / A) * steps_[j];
    }
    const double unseen_step = step(b, n_ + others);
    if (unseen_ > 0) mean += unseen_ * (b / A) * unseen_step;
    const double share = 1 / (A + 1), centre = mean - share;
    const auto term = [centre](double a, double to_total) {
      const double e = centre - to_total;
      return a * (e * e + 1 / (a + 1) + trigamma_rest(a + 1));
    };
    double sum = share * share - 1 - A * trigamma_rest(A + 1);
    if (unseen_ > 0) sum += unseen_ * term(b, unseen_step);
    for (std::size_t j = 0; j < size; ++j) sum += counts_.classes[j] * term(counts_.count[j] + b, steps_[j]);
    return {mean, sum / (A * (A + 1))};
  }

 private:
  static double trigamma_rest(double x) {
    return x < series_from ? elementary::trigamma_rest(x) : elementary::detail::trigamma_series(x);
  }

  /// ln of b (K psi'(K b + 1) - psi'(b + 1)), the prior weight of ln b; x psi'(x + 1) - 1 is
  /// trigamma_rest(x).
  double log_prior(double b) const {
    const double above = K_ * b;
    if (b < 1)
      return elementary::log(above * elementary::trigamma(above + 1) - b * elementary::trigamma(b + 1));
    return elementary::log(trigamma_rest(above) - trigamma_rest(b));
  }

  /// ln of K^n Gamma(K b)/Gamma(A) prod Gamma(m + b)/Gamma(b), A = n + K b. Gamma(m + b)/Gamma(b) is a
  /// product of m terms for small counts; Stirling's formula for the other functions, where the terms of the
  /// order of A cancel on paper.
  double log_likelihood(double b, double log_b) const {
    const double above = K_ * b, growth = elementary::log1p(n_ / above);
    double sum = (0.5 - above) * growth + stirling_remainder(above) - stirling_remainder(n_ + above);
    for (std::size_t j = 0; j < small_; ++j) {
      double product = 1;
      for (double k = 1; k < counts_.count[j]; ++k) product *= b + k;
      sum += counts_.classes[j] *
             (elementary::log(product) - (counts_.count[j] - 1) * log_b - counts_.count[j] * growth);
    }
    if (large_classes_ == 0) return sum + small_sum_;
    const double each = b * (growth + log_b) + half_log_two_pi - special::log_gamma(b);
    for (std::size_t j = small_; j < counts_.count.size(); ++j) {
      const double x = counts_.count[j] + b, excess = (K_ * counts_.count[j] - n_) / (n_ + above);
      const double log_share =
          std::fabs(excess) < 0.5 ? elementary::log1p(excess) : elementary::log(x) - log_b - growth;
      sum += counts_.classes[j] * (x * log_share - 0.5 * elementary::log(x) + detail::stirling_series(x));
    }
    return sum + large_classes_ * (each - b) + small_sum_;
  }

  /// The same where K b is far below n: all functions at m + b and A are ratios to those at m and n.
  double log_likelihood_by_ratios(double b, double log_b) const {
    double sum = special::log_gamma(K_ * b) - special::log_large_gamma_ratio(n_, K_ * b) -
                 large_classes_ * special::log_gamma(b);
    for (std::size_t j = 0; j < small_; ++j) {
      double product = 1;
      for (double k = 1; k < counts_.count[j]; ++k) product *= b + k;
      sum += counts_.classes[j] * (elementary::log(product) + log_b);
    }
    for (std::size_t j = small_; j < counts_.count.size(); ++j) {
      const double m = counts_.count[j], x = m + b;
      sum += counts_.classes[j] * (b * (logs_[j - small_] - 1) + (x - 0.5) * elementary::log1p(b / m) +
                                   (detail::stirling_series(x) - series_[j - small_]));
    }
    return sum;
  }

  /// The same for b >= 16: A times the divergence of the shares (m + b)/A from 1/K, and small terms.
  double log_likelihood_by_series(double b) const {
    const double above = K_ * b, A = n_ + above, series = detail::stirling_series(b);
    double sum =
        0.5 * elementary::log1p(n_ / above) + detail::stirling_series(above) - detail::stirling_series(A);
    sum += A / K_ * unseen_ * elementary::relative_gain(-n_ / A);
    for (std::size_t j = 0; j < counts_.count.size(); ++j) {
      const double m = counts_.count[j];
      sum +=
          counts_.classes[j] * (A / K_ * elementary::relative_gain((K_ * m - n_) / A) -
                                0.5 * elementary::log1p(m / b) + (detail::stirling_series(m + b) - series));
    }
    return sum;
  }

  const DistinctCounts& counts_;
  double n_, K_, unseen_;
  std::size_t small_ = 0;                 // distinct counts below 16
  double small_sum_ = 0, large_classes_;  // observations of theirs; classes of the others
  double log_n_ = 0, information_ = 0;    // information_: n times the divergence of the large shares from 1/K
  double left_out_ = 0;                   // ln of K^n prod Gamma(m)/Gamma(n), m the large counts
  std::vector<double> logs_, series_;     // of the large counts: ln m, Stirling's series
  mutable std::vector<double> steps_;     // of a node
};

}  // namespace

Outcome<EntropyNsb> EntropyNsb::bind(const Knowns& knowns, const Arguments& options) {
  const Outcome<ClassNumber> K = ClassNumber::bind(name, knowns, options);
  if (!K) return Refusal{K.reason()};
  const Outcome<NormalInterval> interval = NormalInterval::bind(knowns, name, "normal");
  if (!interval) return Refusal{interval.reason()};
  return EntropyNsb(*K, *interval);
}

void EntropyNsb::estimate_block(const CountFeatures& v, workspace& w, const Address&,
                                const BlockOut& out) const {
  for (std::size_t lane = 0; lane < out.lanes; ++lane) {
    out.cells[lane] = Cell{};
    out.status[lane] = estimate(v, lane, w, out.cells[lane]);
  }
}

Status EntropyNsb::estimate(const CountFeatures& v, std::size_t lane, workspace& w, Cell& cell) const {
  const double seen = v.observed[lane], K = K_.of(seen);
  if (K < 1) return Status::empty;
  if (seen > K) return Status::invalid;
  MixtureAverage average{{0, 0}, true};  // one class has no other entropy
  if (K > 1) {
    w.gather(v, lane);
    average = average_over_line(DirichletMixture(w, static_cast<double>(v.n), seen, K), 0);
  }
  if (!average.converged) return Status::undefined;
  cell.value = average.of.mean;
  if (interval_.wanted()) interval_.write(cell, cell.value, std::sqrt(average.of.variance), {0, std::log(K)});
  return K > 1 ? Status::regular : Status::boundary;
}

Range EntropyNsb::range(std::int64_t n, double classes) const {
  const std::optional<double> K = K_.fixed();
  return K ? Range{0, std::log(*K)} : entropy_range(n, classes);
}

}  // namespace plim
