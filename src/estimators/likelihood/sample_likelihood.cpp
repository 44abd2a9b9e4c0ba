#include "sample_likelihood.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace plim {

SampleLikelihood::SampleLikelihood(const NumericModel& model, const Coordinates& coordinates,
                                   NumericModel::Workspace& w, const Observations::One& sample)
    : model_(model), coordinates_(coordinates), w_(w), whole_(sample), sample_(sample) {
  sought_.size = model.size();
  std::iota(sought_.index.begin(), sought_.index.end(), std::size_t{0});
}

Point SampleLikelihood::theta(const Point& u) const noexcept {
  Point theta = fixed_;
  for (std::size_t i = 0; i < sought_.size; ++i) theta[sought_.index[i]] = coordinate(i).theta(u[i]);
  return theta;
}

double SampleLikelihood::value_at(const Point& theta) {
  if (!model_.move(w_, theta)) return -std::numeric_limits<double>::infinity();
  return w_.law->mean_log_density(sample_);
}

double SampleLikelihood::value(const Point& u) { return value_at(theta(u)); }

bool SampleLikelihood::gradient(const Point& u, Point& out) {
  if (!model_.law_family().has_score || !model_.move(w_, theta(u))) return false;
  Point all{};
  if (!model_.free_score(w_, sample_, all)) return false;
  for (std::size_t i = 0; i < sought_.size; ++i) out[i] = all[sought_.index[i]] * coordinate(i).slope(u[i]);
  return true;
}

Box SampleLikelihood::box() const noexcept {
  Box box;
  for (std::size_t i = 0; i < sought_.size; ++i) {
    box.low[i] = coordinate(i).low();
    box.high[i] = coordinate(i).high();
  }
  return box;
}

void SampleLikelihood::fix(std::size_t i, double theta) noexcept {
  fixed_[sought_.index[i]] = theta;
  std::copy(sought_.index.begin() + static_cast<std::ptrdiff_t>(i) + 1, sought_.index.end(),
            sought_.index.begin() + static_cast<std::ptrdiff_t>(i));
  --sought_.size;
}

void SampleLikelihood::look_at(std::size_t observations) {
  sample_ = whole_;
  if (observations >= whole_.x.size()) return;
  sample_.x = whole_.x.first(observations);
  sample_.times = whole_.times.first(whole_.times.empty() ? 0 : observations);
}

}  // namespace plim
