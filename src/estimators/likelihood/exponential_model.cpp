#include "plim/estimators/likelihood/exponential_model.hpp"

#include "plim/numeric/elementary.hpp"

namespace plim {

std::vector<Target<1>> ExponentialModel::targets() {
  return {parameter_target<1, 0>("lambda", not_negative),
          {"mean", [](const Theta<1>& t) { return 1 / t[0]; },
           [](const Theta<1>& t) { return Theta<1>{-1 / (t[0] * t[0])}; }, not_negative}};
}

Fit<1> ExponentialModel::fit(const SampleMean::One& s) const noexcept {
  if (s.n == 0) return {{}, Status::empty};
  if (!std::isfinite(s.mean) || s.min < 0) return {{}, Status::invalid};
  if (!(s.mean > 0)) return {{}, Status::unbounded};
  return {{1 / s.mean}, Status::regular};
}

double ExponentialModel::log_likelihood(const SampleMean::One& s, const Theta<1>& at) const noexcept {
  return static_cast<double>(s.n) * (elementary::log(at[0]) - at[0] * s.mean);
}

}  // namespace plim
