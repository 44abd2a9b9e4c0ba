#include "plim/estimators/sequence/code_length.hpp"

#include <cmath>

#include "plim/numeric/elementary.hpp"
#include "plim/numeric/prefix_code.hpp"
#include "plim/views/count_terms.hpp"

namespace plim {
namespace {

constexpr double nats_of_bit = 0.69314718055994531;

/// Up to the entropy of as many equal classes as there can be, and that many bits.
Range of_classes_and_bits(std::int64_t n, double classes, double bits) {
  const double most = std::fmax(1, std::fmin(static_cast<double>(n), classes));
  return {0, elementary::log(most) + bits * nats_of_bit};
}

}  // namespace

Status OfCodes::take(const CountFeatures::One& sample, workspace& w) {
  w.counts.clear();
  for (std::size_t row = 0; row < sample.rows; ++row) {
    if (sample.count(row) > 0) w.counts.push_back(static_cast<double>(sample.count(row)));
  }
  return sample.n == 0 ? Status::empty : w.counts.size() == 1 ? Status::boundary : Status::regular;
}

Range ShannonCode::range(std::int64_t n, double classes) { return of_classes_and_bits(n, classes, 1); }

void ShannonCode::estimate(const CountFeatures::One& sample, workspace& w, const Address&,
                           const EstimateRef& out) const {
  out.status = take(sample, w);
  if (out.status == Status::empty) return;
  const auto n = static_cast<double>(sample.n);
  out.out[0].value = nats_of_bit * mean_length(w.counts, shannon_code(w.counts, n), n);
}

Range HuffmanCode::range(std::int64_t n, double classes) { return of_classes_and_bits(n, classes, 1); }

void HuffmanCode::estimate(const CountFeatures::One& sample, workspace& w, const Address&,
                           const EstimateRef& out) const {
  out.status = take(sample, w);
  if (out.status == Status::empty) return;
  out.out[0].value =
      nats_of_bit * mean_length(w.counts, huffman_code(w.counts), static_cast<double>(sample.n));
}

Range ArithmeticCode::range(std::int64_t n, double classes) {
  return of_classes_and_bits(n, classes, 2 / std::fmax(1, static_cast<double>(n)));
}

void ArithmeticCode::estimate(const CountFeatures::One& sample, workspace&, const Address&,
                              const EstimateRef& out) const {
  out.status = sample.n == 0 ? Status::empty : sample.observed == 1 ? Status::boundary : Status::regular;
  if (out.status == Status::empty) return;
  const auto n = static_cast<double>(sample.n);
  const double bits = sample.observed == 1 ? 0 : (count_terms::c_log_c(n) - sample.sum_c_log_c) / nats_of_bit;
  const double whole = std::round(bits),
               code = std::fabs(bits - whole) <= 1e-12 * bits ? whole : std::ceil(bits);
  out.out[0].value = nats_of_bit * (code + 1) / n;
}

}  // namespace plim
