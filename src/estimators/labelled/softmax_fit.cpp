#include "plim/estimators/labelled/softmax_fit.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

constexpr int most_iterations = 100, most_step_halvings = 40;

/// Starts at the shares of the classes; false if one has none. `counts`: room for them.
bool start_at_shares(const Labelled::One& sample, const SoftmaxShape& shape, std::vector<double>& counts,
                     std::vector<double>& weights) {
  counts.assign(shape.K, 0);
  for (std::size_t i = 0; i < sample.n; ++i) ++counts[sample.label(i)];
  if (*std::min_element(counts.begin(), counts.end()) == 0) return false;
  weights.assign(shape.size(), 0);
  for (std::size_t k = 1; k < shape.K; ++k)
    weights[(k - 1) * shape.row()] = elementary::log(counts[k] / counts[0]);
  return true;
}

double score_of(const SoftmaxShape& shape, std::span<const double> weights, const double* x, std::size_t k) {
  if (k == 0) return 0;
  const double* w = weights.data() + (k - 1) * shape.row();
  double score = w[0];
  for (std::size_t j = 0; j < shape.d; ++j) score += w[j + 1] * x[j];
  return score;
}

}  // namespace

/// Loads block after block of the sample.
template <class F>
void SoftmaxFitter::each_block(const Labelled::One& sample, F use) {
  for (std::size_t first = 0; first < sample.n; first += SoftmaxBlock::width) {
    const std::size_t count = std::min(SoftmaxBlock::width, sample.n - first);
    block_.load(sample.point(first), count);
    use(first, count);
  }
}

void SoftmaxFit::scores(const SoftmaxShape& shape, const double* x, std::span<double> scores) const noexcept {
  scores[0] = 0;
  for (std::size_t k = 1; k < shape.K; ++k) {
    const double* w = standard_weights.data() + (k - 1) * shape.row();
    scores[k] = w[0];
    for (std::size_t j = 0; j < shape.d; ++j) scores[k] += w[j + 1] * scale.standard(x[j], j);
  }
}

void SoftmaxFitter::operator()(const Labelled::One& sample, SoftmaxFit& fit) {
  fit.status = Status::invalid;
  if (!scale(sample, fit)) return;
  const Labelled::One scaled{sample.n, sample.d, sample.K, x_.data(), sample.y};
  begin(scaled, fit);
  fit.status = Status::at_infinity;
  if (!start_at_shares(scaled, shape_, scores_, fit.standard_weights)) return;
  fit.status = climb_to_maximum(scaled, fit);
  if (is_success(fit.status)) write_weights(fit);
}

/// Chooses the scale, centres that are multiples of units that are powers of two, so that neither rounds, and
/// scales the features; false if one is no finite number.
bool SoftmaxFitter::scale(const Labelled::One& sample, SoftmaxFit& fit) {
  const std::size_t d = sample.d;
  fit.scale.centre.resize(d);
  fit.scale.unit.resize(d);
  x_.resize(sample.n * d);
  for (std::size_t j = 0; j < d; ++j) {
    double low = infinity, high = -infinity;
    for (std::size_t i = 0; i < sample.n; ++i) {
      const double x = sample.point(i)[j];
      if (!std::isfinite(x)) return false;
      low = std::fmin(low, x);
      high = std::fmax(high, x);
    }
    const double reach = 0.5 * high - 0.5 * low;
    const bool varies = sample.n > 0 && high > low;
    const double unit = varies ? std::ldexp(1, std::clamp(std::ilogb(reach) + 1, -1022, 1023)) : 1;
    fit.scale.unit[j] = unit;
    fit.scale.centre[j] = varies         ? unit * std::round((0.5 * low + 0.5 * high) / unit)
                          : sample.n > 0 ? low
                                         : 0;
    for (std::size_t i = 0; i < sample.n; ++i) x_[i * d + j] = fit.scale.standard(sample.point(i)[j], j);
  }
  return true;
}

Status SoftmaxFitter::climb_to_maximum(const Labelled::One& sample, SoftmaxFit& fit) {
  fit.mean_log_likelihood = evaluate(sample, fit.standard_weights, p_);
  constexpr double near_ties = 1e-10, small = 1e-13, none = 1e-22;
  for (int i = 0; i < most_iterations; ++i) {
    differentiate(sample);
    find_step();
    if (separates(sample, fit.standard_weights, 0) || separates(sample, step_, near_ties))
      return Status::at_infinity;
    // Newton's error is squared by each step: the last ones are too small for the likelihood to tell.
    const bool last = decrement_ <= small * static_cast<double>(sample.n);
    if (!climb(sample, fit) && !last) break;
    if (decrement_ <= none * static_cast<double>(sample.n))
      return singular_ ? Status::nonunique : Status::regular;
  }
  return Status::undefined;
}

void SoftmaxFitter::write_weights(SoftmaxFit& fit) {
  fit.weights = fit.standard_weights;
  fit.scale.from_standard(shape_, fit.weights);
  fit.standard_errors.assign(shape_.size(), not_a_number);
  if (singular_) return;
  fit.scale.variances(shape_, system_, row_, fit.standard_errors);
  for (std::size_t i = 0; i < shape_.size(); ++i)
    fit.standard_errors[i] = std::sqrt(fit.standard_errors[i]) / fit.scale.unit_of(shape_, i);
}

void SoftmaxFitter::begin(const Labelled::One& sample, SoftmaxFit& fit) {
  if (const SoftmaxShape shape{sample.K, sample.d}; shape != shape_) {
    shape_ = shape;
    block_ = SoftmaxBlock(shape);
    scores_.resize(shape.K);
    gradient_.resize(shape.size());
    information_.resize(shape.size() * shape.size());
  }
  const std::size_t blocks = (sample.n + SoftmaxBlock::width - 1) / SoftmaxBlock::width;
  p_.resize(blocks * SoftmaxBlock::width * shape_.K);
  moved_p_.resize(p_.size());
  fit.standard_weights.clear();
  furthest_.assign(shape_.row(), 1);
  for (std::size_t i = 0; i < sample.n; ++i) {
    for (std::size_t j = 0; j < shape_.d; ++j)
      furthest_[j + 1] = std::fmax(furthest_[j + 1], std::fabs(sample.point(i)[j]));
  }
}

/// The mean log-likelihood (nats); writes the probabilities `p: [blocks][K][width]`.
double SoftmaxFitter::evaluate(const Labelled::One& sample, const std::vector<double>& weights,
                               std::vector<double>& p) {
  double sum = 0;
  each_block(sample, [&](std::size_t first, std::size_t count) {
    block_.evaluate(weights, p.data() + first * shape_.K);
    for (std::size_t m = 0; m < count; ++m)
      sum += score_of(shape_, weights, sample.point(first + m), sample.label(first + m)) - block_.log_sum(m);
  });
  return sum / static_cast<double>(sample.n);
}

void SoftmaxFitter::differentiate(const Labelled::One& sample) {
  std::fill(gradient_.begin(), gradient_.end(), 0.0);
  std::fill(information_.begin(), information_.end(), 0.0);
  each_block(sample, [&](std::size_t first, std::size_t count) {
    const double* p = p_.data() + first * shape_.K;
    for (std::size_t k = 1; k < shape_.K; ++k) {
      for (std::size_t m = 0; m < count; ++m)
        residual_[m] = (sample.label(first + m) == k ? 1 : 0) - p[k * SoftmaxBlock::width + m];
      std::fill(residual_.begin() + static_cast<std::ptrdiff_t>(count), residual_.end(), 0.0);
      for (std::size_t i = 0; i < shape_.row(); ++i)
        gradient_[(k - 1) * shape_.row() + i] += block_.sum(residual_.data(), i);
    }
    block_.add_information(p, ones_.data(), information_);
  });
}

/// Newton's step, its diagonal raised as far as the information is singular.
void SoftmaxFitter::find_step() {
  const std::size_t size = shape_.size();
  double largest = 0;
  for (std::size_t i = 0; i < size; ++i) largest = std::fmax(largest, information_[i * size + i]);
  constexpr double least = 1e-13;  // share of a variance that rounding may leave of none
  const auto is_definite = [this, size] {
    return system_.factorise(information_, size) && system_.least_pivot() > least;
  };
  singular_ = false;
  for (double raise = 1e-12; !is_definite() && raise < 1; raise *= 100) {
    singular_ = true;
    for (std::size_t i = 0; i < size; ++i) information_[i * size + i] += raise * largest;
  }
  step_ = gradient_;
  system_.solve(step_);
  decrement_ = 0;
  for (std::size_t i = 0; i < size; ++i) decrement_ += gradient_[i] * step_[i];
}

/// Takes the step or a half, a quarter of it; false if the likelihood does not grow.
bool SoftmaxFitter::climb(const Labelled::One& sample, SoftmaxFit& fit) {
  double share = 1;
  for (int i = 0; i < most_step_halvings; ++i, share /= 2) {
    moved_ = fit.standard_weights;
    for (std::size_t j = 0; j < moved_.size(); ++j) moved_[j] += share * step_[j];
    const double value = evaluate(sample, moved_, moved_p_);
    const double rounding = 1e-15 * (1 + std::fabs(fit.mean_log_likelihood));
    if (!(value >= fit.mean_log_likelihood - rounding)) continue;
    fit.standard_weights.swap(moved_);
    p_.swap(moved_p_);
    fit.mean_log_likelihood = value;
    return true;
  }
  return false;
}

bool SoftmaxFitter::separates(const Labelled::One& sample, const std::vector<double>& weights,
                              double tolerance) {
  double bound = 0;  // of any difference of scores
  for (std::size_t i = 0; i < weights.size(); ++i)
    bound += 2 * std::fabs(weights[i]) * furthest_[i % shape_.row()];
  double least = infinity, most = 0;
  for (std::size_t i = 0; i < sample.n && least >= -tolerance * bound; ++i) {
    softmax_scores(shape_, weights, sample.point(i), scores_);
    const double own = scores_[sample.label(i)];
    for (std::size_t k = 0; k < shape_.K; ++k) {
      if (k == sample.label(i)) continue;
      least = std::fmin(least, own - scores_[k]);
      most = std::fmax(most, own - scores_[k]);
    }
  }
  return most > 0 && least >= -tolerance * most;
}

const SoftmaxFits& FitsOfLabelled::operator()(const Labelled& sample) {
  for (std::size_t lane = 0; lane < sample.lanes; ++lane) fitter_(sample.one(lane), fits_[lane]);
  view_ = {sample.n, sample.lanes, fits_.data(), &sample};
  return view_;
}

}  // namespace plim
