#include "plim/numeric/softmax_law.hpp"

#include <cmath>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/positive_system.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

// By the number of features, in standard deviations. What the rule misses of scores of slope b falls as
// exp(-2 pi^2/(b step)).
constexpr double lattice_steps[] = {1.0 / 16, 1.0 / 4, 1.0 / 2};
constexpr double lattice_radius = 8;      // beyond lies a mass below 1e-12
constexpr double coarse_of_truth = 3e-5;  // how far the rule of the double step may be off

/// Visits the points of the lattice within the ball, in standard deviations.
template <class F>
void each_lattice_point(std::size_t d, F visit) {
  const double step = lattice_steps[d - 1];
  const auto most = static_cast<std::int64_t>(lattice_radius / step);
  std::vector<std::int64_t> at(d, -most);
  std::vector<double> z(d);
  for (std::size_t digit = 0; digit < d;) {
    double square = 0;
    bool coarse = true;
    for (std::size_t j = 0; j < d; ++j) {
      z[j] = step * static_cast<double>(at[j]);
      square += z[j] * z[j];
      coarse = coarse && at[j] % 2 == 0;
    }
    if (square <= lattice_radius * lattice_radius) visit(z, elementary::exp(-0.5 * square), coarse);
    for (digit = 0; digit < d && ++at[digit] > most; ++digit) at[digit] = -most;
  }
}

}  // namespace

SoftmaxLaw::SoftmaxLaw(const NumberRows& weights, std::vector<Feature> features)
    : shape_{weights.size(), features.size()}, features_(std::move(features)) {
  for (std::size_t k = 1; k < weights.size(); ++k) {
    for (std::size_t j = 0; j < shape_.row(); ++j) weights_.push_back(weights[k][j] - weights[0][j]);
  }
  for (const Feature& feature : features_) {
    scale_.centre.push_back(feature.mean);
    scale_.unit.push_back(feature.sd);
  }
  if (shape_.d > most_features) return;
  place_points();
  find_moments();
}

void SoftmaxLaw::place_points() {
  double total = 0;
  for (const bool wanted : {true, false}) {
    if (!wanted) coarse_ = points();
    each_lattice_point(shape_.d, [&](const std::vector<double>& z, double weight, bool coarse) {
      if (coarse != wanted) return;
      x_.insert(x_.end(), z.begin(), z.end());
      weight_.push_back(weight);
      total += weight;
    });
    // Blocks are of one kind of point.
    while (points() % SoftmaxBlock::width != 0) {
      x_.resize(x_.size() + shape_.d);
      weight_.push_back(0);
    }
  }
  for (double& w : weight_) w /= total;
}

void SoftmaxLaw::find_moments() {
  const std::size_t width = SoftmaxBlock::width;
  std::vector<double> weights = weights_;
  scale_.to_standard(shape_, weights);
  mean_scores_.assign(shape_.size(), 0);
  std::vector<double> p(shape_.K * width), weighted(width), information(shape_.size() * shape_.size());
  SoftmaxBlock block(shape_);
  CompensatedSum square;
  for (std::size_t first = 0; first < points(); first += width) {
    const double* w = weight_.data() + first;
    block.load(x_.data() + first * shape_.d, width);
    block.evaluate(weights, p.data());
    for (std::size_t k = 0; k < shape_.K; ++k) {
      for (std::size_t m = 0; m < width; ++m) {
        const double q = p[k * width + m], log_q = q > 0 ? elementary::log(q) : 0;
        weighted[m] = w[m] * q;
        square.add(weighted[m] * log_q * log_q);
      }
      for (std::size_t i = 0; k > 0 && i < shape_.row(); ++i)
        mean_scores_[(k - 1) * shape_.row() + i] += block.sum(weighted.data(), i);
    }
    block.add_information(p.data(), w, information);
  }
  const Mean entropy = standard_cross_entropy(weights);
  if (!(entropy.coarse_error <= coarse_of_truth)) return;
  entropy_ = entropy.value;
  surprisal_variance_ = std::fmax(0, square.value() - entropy.value * entropy.value);
  PositiveSystem system;
  if (!system.factorise(information, shape_.size())) return;
  std::vector<double> row;
  scale_.variances(shape_, system, row, variances_);
  for (std::size_t i = 0; i < shape_.size(); ++i)
    variances_[i] /= scale_.unit_of(shape_, i) * scale_.unit_of(shape_, i);
}

SoftmaxLaw::Mean SoftmaxLaw::cross_entropy(std::span<const double> weights) const {
  std::vector<double> standard(weights.begin(), weights.end());
  scale_.to_standard(shape_, standard);
  return standard_cross_entropy(standard);
}

SoftmaxLaw::Mean SoftmaxLaw::standard_cross_entropy(std::span<const double> weights) const {
  SoftmaxBlock block(shape_);
  std::vector<double> p(shape_.K * SoftmaxBlock::width);
  double coarse = 0, all = 0;
  for (std::size_t first = 0; first < points(); first += SoftmaxBlock::width) {
    if (first == coarse_) coarse = all;
    block.load(x_.data() + first * shape_.d, SoftmaxBlock::width);
    block.evaluate(weights, p.data());
    for (std::size_t m = 0; m < SoftmaxBlock::width; ++m) all += weight_[first + m] * block.log_sum(m);
  }
  double linear = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) linear += weights[i] * mean_scores_[i];
  const double share =
      static_cast<double>(std::size_t{1} << shape_.d);  // of the points, for one of the coarse
  return {all - linear, std::fabs(share * coarse - all)};
}

}  // namespace plim
