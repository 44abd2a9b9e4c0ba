#include "measures.hpp"

#include "plim/verdict/standard.hpp"

namespace plim {

void add_measures(Catalogue& catalogue) {
  catalogue.add_measure(mean_measure);
  catalogue.add_measure(mean_finite_measure);
  catalogue.add_measure(bias_measure);
  catalogue.add_measure(bias_controlled_measure);
  catalogue.add_measure(empirical_se_measure);
  catalogue.add_measure(mse_measure);
  catalogue.add_measure(rmse_measure);
  catalogue.add_measure(coverage_measure);
  catalogue.add_measure(coverage_lower_measure);
  catalogue.add_measure(coverage_upper_measure);
  catalogue.add_measure(coverage_with_failures_measure);
  catalogue.add_measure(width_measure);
  catalogue.add_measure(difference_measure);
  catalogue.add_measure(relative_precision_measure);
  catalogue.add_measure(failure_rate_measure);
  catalogue.add_measure(share_infinite_measure);
  catalogue.add_measure(identity_measure);
  catalogue.add_measure(max_abs_difference_measure);
}

}  // namespace plim
