#include "plim/numeric/line_mixture.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

constexpr double line_cut = 42;  // e^-42 < 2^-60
constexpr int line_halvings = 12;

struct MixtureNode {
  double log_weight;
  MeanVariance of;
};

/// The nodes at the places of (offset + i) step with a weight that counts, i any integer.
class MixtureNodes {
 public:
  MixtureNodes(const LineMixture& mixture, const Mode& mode)
      : mixture_(mixture), mode_(mode), top_(mixture.log_weight(mode.at)) {}

  void add(double offset, double step) {
    walk(offset * step, step);
    walk((offset - 1) * step, -step);
  }

  MeanVariance average() const {
    double weight = 0, mean = 0, variance = 0;
    for (const MixtureNode& node : nodes_) weight += relative(node);
    for (const MixtureNode& node : nodes_) mean += relative(node) / weight * node.of.mean;
    for (const MixtureNode& node : nodes_) {
      const double deviation = node.of.mean - mean;
      variance += relative(node) / weight * (node.of.variance + deviation * deviation);
    }
    return {mean, variance};
  }

 private:
  void walk(double x, double step) {
    for (double log_weight = at(x); log_weight > top_ - line_cut; x += step, log_weight = at(x)) {
      nodes_.push_back({log_weight, mixture_.moments(mode_.place(x))});
      top_ = std::max(top_, log_weight);
    }
  }
  double at(double x) const {
    return mixture_.log_weight(mode_.place(x)) + elementary::log(Mode::stretch(x));
  }
  double relative(const MixtureNode& node) const { return elementary::exp(node.log_weight - top_); }

  const LineMixture& mixture_;
  Mode mode_;
  double top_;
  std::vector<MixtureNode> nodes_;
};

}  // namespace

bool agree(const MeanVariance& coarse, const MeanVariance& fine) {
  const double size = std::fabs(fine.mean), sd = std::sqrt(fine.variance);
  const double rounding = 1e-15 * size;  // of the means that are mixed
  return std::fabs(coarse.mean - fine.mean) <= 1e-8 * size &&
         std::fabs(std::sqrt(coarse.variance) - sd) <= 1e-7 * sd + rounding;
}

Mode mode_of(const LineMixture& mixture, double start) {
  double t = start, step = 4, top = mixture.log_weight(t);
  for (int i = 0; i < 1000; ++i) {
    const double below = mixture.log_weight(t - step), above = mixture.log_weight(t + step);
    if (std::max(below, above) > top) {
      t += above > below ? step : -step;
      top = std::max(below, above);
      continue;
    }
    const double fall = 2 * top - below - above;  // step^2/width^2 of a parabola
    if (fall <= 2) return {t, std::min(1.0, step / std::sqrt(std::max(fall, 1e-2)))};
    step *= std::clamp(std::sqrt(1 / fall), 0.05, 0.5);
  }
  return {t, step};
}

MixtureAverage average_over_line(const LineMixture& mixture, double start) {
  const Mode mode = mode_of(mixture, start);
  MixtureNodes nodes(mixture, mode);
  double step = 0.75;
  nodes.add(0, step);
  MeanVariance last = nodes.average();
  for (int i = 0; i < line_halvings; ++i) {
    nodes.add(0.5, step);
    step /= 2;
    const MeanVariance now = nodes.average();
    if (agree(last, now)) return {now, true};
    last = now;
  }
  return {last, false};
}

}  // namespace plim
