#include "catalogue_inference.hpp"
#include "plim/estimators/continuous/gaussian.hpp"
#include "plim/estimators/continuous/gaussian_kl.hpp"
#include "plim/estimators/continuous/histogram.hpp"
#include "plim/estimators/continuous/kernel_density.hpp"
#include "plim/estimators/continuous/ksg.hpp"
#include "plim/estimators/continuous/nearest.hpp"
#include "plim/estimators/continuous/nearest_pair.hpp"
#include "plim/estimators/continuous/spacing.hpp"

namespace plim {

void add_continuous(Catalogue& c) {
  c.add_estimator<SpacingVasicek>();
  c.add_estimator<SpacingVanEs>();
  c.add_estimator<SpacingEbrahimi>();
  c.add_estimator<SpacingCorrea>();
  c.add_estimator<NearestEntropyMax>();
  c.add_estimator<NearestEntropyEuclid>();
  c.add_estimator<KernelResubstitution>();
  c.add_estimator<KernelLeaveOneOut>();
  c.add_estimator<HistogramEntropy>();
  c.add_estimator<GaussianEntropy>();
  c.add_estimator<KraskovFirst>();
  c.add_estimator<KraskovSecond>();
  c.add_estimator<NearestKlMax>();
  c.add_estimator<NearestKlEuclid>();
  c.add_estimator<GaussianKl>();
  c.add_estimator<NearestCrossEntropy>();
}

}  // namespace plim
