#include "plim/estimators/labelled/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace plim {
namespace {

constexpr std::int64_t usual_bins = 15;  // as Guo et al. have
constexpr double most_calibration_bins = 1e6;

bool is_less_sure(const Certainty& a, const Certainty& b) noexcept {
  return a.confidence != b.confidence ? a.confidence < b.confidence : a.right < b.right;
}

/// The bin of width 1/bins, closed above, in which the confidence lies.
std::size_t width_bin(double confidence, std::size_t bins) noexcept {
  const double place = std::ceil(confidence * static_cast<double>(bins));
  return std::min(static_cast<std::size_t>(std::fmax(place, 1)), bins) - 1;
}

double share_of_bin(const CalibrationRule::Bin& bin, CalibrationForm form) noexcept {
  switch (form) {
    case CalibrationForm::absolute: return std::fabs(bin.sum);
    case CalibrationForm::squared: return bin.count > 0 ? bin.sum * bin.sum / bin.count : 0;
    case CalibrationForm::debiased:
      return bin.count > 1 ? (bin.sum * bin.sum - bin.squares) / (bin.count - 1) : 0;
  }
  return 0;
}

/// The first choice by scores, which become probabilities.
Certainty certainty_of(std::vector<double>& scores, std::size_t label) noexcept {
  softmax_probabilities(scores);
  const auto top = std::max_element(scores.begin(), scores.end());
  return {*top, static_cast<std::size_t>(top - scores.begin()) == label};
}

const Labelled::One& labelled_of(const Labelled::One& sample, Status&) noexcept { return sample; }
const Labelled::One& labelled_of(const SoftmaxFits::One& sample, Status& status) noexcept {
  status = sample.fit.status;
  return sample.sample;
}

void write_scores(const Labelled::One&, const KnownSoftmax& known, const double* x,
                  std::span<double> scores) {
  softmax_scores(known.shape, known.weights, x, scores);
}
void write_scores(const SoftmaxFits::One& s, const KnownSoftmax&, const double* x, std::span<double> scores) {
  s.fit.scores({s.sample.K, s.sample.d}, x, scores);
}

}  // namespace

double CalibrationRule::operator()(std::vector<Certainty>& points, std::vector<Bin>& room) const {
  room.assign(bins, {});
  if (equal_mass) std::sort(points.begin(), points.end(), is_less_sure);
  const std::size_t n = points.size();
  std::size_t bin = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (!equal_mass) {
      bin = width_bin(points[i].confidence, bins);
    } else if (i > 0 && points[i].confidence != points[i - 1].confidence) {
      bin = i * bins / n;
    }
    const double d = (points[i].right ? 1 : 0) - points[i].confidence;
    room[bin].sum += d;
    room[bin].squares += d * d;
    ++room[bin].count;
  }
  double sum = 0;
  for (const Bin& b : room) sum += share_of_bin(b, form);
  return sum / static_cast<double>(n);
}

template <class N, class V>
std::vector<Parameter> Calibration<N, V>::options() {
  Parameter bins{"bins", Domain::positive_integer, "bins of confidence", Value{usual_bins}};
  bins.largest = most_calibration_bins;
  return {bins};
}

template <class N, class V>
std::size_t Calibration<N, V>::bins_said(const std::string& options) {
  return static_cast<std::size_t>(options.empty() ? usual_bins
                                                  : std::stoll(options.substr(std::strlen("bins="))));
}

template <class N, class V>
Outcome<AnyEstimator> Calibration<N, V>::bind_any(const Knowns& knowns, const Arguments& options) {
  const CalibrationRule rule = N::rule(knowns, static_cast<std::size_t>(options.integer("bins")));
  if (knowns.priors.empty()) {
    Calibration fitted;
    fitted.rule_ = rule;
    return erase(fitted, knowns);
  }
  const Outcome<KnownSoftmax> known = KnownSoftmax::bind(knowns, N::name);
  if (!known) return Refusal{known.reason()};
  Calibration<N, Labelled> told;
  told.rule_ = rule;
  told.known_ = *known;
  return erase(told, knowns);
}

template <class N, class V>
void Calibration<N, V>::estimate(const typename V::One& sample, workspace& w, const Address&,
                                 const EstimateRef& out) const {
  const Labelled::One& labelled = labelled_of(sample, out.status);
  if (labelled.n == 0) out.status = Status::empty;
  if (!is_success(out.status)) return;
  w.p.resize(labelled.K);
  w.points.resize(labelled.n);
  for (std::size_t i = 0; i < labelled.n; ++i) {
    write_scores(sample, known_, labelled.point(i), w.p);
    w.points[i] = certainty_of(w.p, labelled.label(i));
  }
  out.out[0].value = rule_(w.points, w.bins);
}

template <class N, class V>
Range Calibration<N, V>::range(std::int64_t, double) const noexcept {
  return rule_.form == CalibrationForm::debiased ? Range{-1, 1} : Range{0, 1};
}

template class Calibration<EceNames<false>>;
template class Calibration<EceNames<true>>;
template class Calibration<DebiasedCalibrationNames>;

}  // namespace plim
