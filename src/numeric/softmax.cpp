#include "plim/numeric/softmax.hpp"

#include <algorithm>

#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

constexpr std::size_t softmax_lanes = 8;  // sums side by side, for vector units

}  // namespace

std::vector<std::string> softmax_names(const SoftmaxShape& shape) {
  std::vector<std::string> names;
  for (std::size_t k = 1; k < shape.K; ++k) {
    names.push_back("intercept_" + std::to_string(k));
    for (std::size_t j = 1; j <= shape.d; ++j)
      names.push_back("slope_" + std::to_string(k) + "_" + std::to_string(j));
  }
  return names;
}

void softmax_scores(const SoftmaxShape& shape, std::span<const double> weights, const double* x,
                    std::span<double> scores) noexcept {
  scores[0] = 0;
  for (std::size_t k = 1; k < shape.K; ++k) {
    const double* w = weights.data() + (k - 1) * shape.row();
    double score = w[0];
    for (std::size_t j = 0; j < shape.d; ++j) score += w[j + 1] * x[j];
    scores[k] = score;
  }
}

double softmax_probabilities(std::span<double> scores) noexcept {
  const double largest = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (double& s : scores) sum += s = elementary::exp(s - largest);
  for (double& s : scores) s /= sum;
  return largest + elementary::log(sum);
}

void SoftmaxBlock::load(const double* x, std::size_t count) noexcept {
  count_ = count;
  std::fill_n(features_.begin(), width, 1.0);
  for (std::size_t j = 0; j < shape_.d; ++j) {
    double* feature = features_.data() + (j + 1) * width;
    for (std::size_t m = 0; m < count; ++m) feature[m] = x[m * shape_.d + j];
    std::fill(feature + count, feature + width, 0.0);
  }
}

void SoftmaxBlock::evaluate(std::span<const double> weights, double* p) noexcept {
  std::fill_n(p, width, 0.0);
  std::fill(largest_.begin(), largest_.end(), 0.0);
  std::fill(log_sum_.begin(), log_sum_.end(), 0.0);
  for (std::size_t k = 1; k < shape_.K; ++k) {
    double* score = p + k * width;
    std::fill_n(score, width, 0.0);
    for (std::size_t i = 0; i < shape_.row(); ++i) {
      const double w = weights[(k - 1) * shape_.row() + i];
      const double* feature = features_.data() + i * width;
      for (std::size_t m = 0; m < width; ++m) score[m] += w * feature[m];
    }
    for (std::size_t m = 0; m < width; ++m) largest_[m] = score[m] > largest_[m] ? score[m] : largest_[m];
  }
  for (std::size_t k = 0; k < shape_.K; ++k) {
    double* q = p + k * width;
    for (std::size_t m = 0; m < width; ++m) q[m] = elementary::exp(q[m] - largest_[m]);
    for (std::size_t m = 0; m < width; ++m) log_sum_[m] += q[m];
  }
  for (std::size_t k = 0; k < shape_.K; ++k) {
    double* q = p + k * width;
    for (std::size_t m = 0; m < width; ++m) q[m] /= log_sum_[m];
    std::fill(q + count_, q + width, 0.0);
  }
  for (std::size_t m = 0; m < width; ++m) log_sum_[m] = largest_[m] + elementary::log(log_sum_[m]);
}

double SoftmaxBlock::sum(const double* a, std::size_t i) const noexcept {
  const double* feature = features_.data() + i * width;
  double part[softmax_lanes] = {};
  for (std::size_t m = 0; m < width; m += softmax_lanes) {
    for (std::size_t q = 0; q < softmax_lanes; ++q) part[q] += a[m + q] * feature[m + q];
  }
  double total = 0;
  for (const double x : part) total += x;
  return total;
}

void SoftmaxBlock::add_information(const double* p, const double* w, std::span<double> information) noexcept {
  const std::size_t row = shape_.row(), size = shape_.size();
  for (std::size_t k = 1; k < shape_.K; ++k) {
    for (std::size_t l = 1; l <= k; ++l) {
      for (std::size_t i = 0; i < row; ++i) {
        const double *pk = p + k * width, *pl = p + l * width, *feature = features_.data() + i * width;
        const double own = k == l ? 1 : 0;
        for (std::size_t m = 0; m < width; ++m) product_[m] = w[m] * pk[m] * (own - pl[m]) * feature[m];
        double* to = information.data() + ((k - 1) * row + i) * size + (l - 1) * row;
        for (std::size_t j = 0; j < (k == l ? i + 1 : row); ++j) to[j] += sum(product_.data(), j);
      }
    }
  }
}

}  // namespace plim
