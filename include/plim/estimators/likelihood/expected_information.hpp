#pragma once
#include "plim/estimators/likelihood/numeric_model.hpp"

namespace plim {

/// The expected information of one observation about the free parameters at theta, as the family states it;
/// else E[score score'] by quadrature over its density, or by sums over the integers of a discrete law, to a
/// relative 1e-8. False if neither can be had. The workspace then holds the law there.
bool information_at(const NumericModel& model, NumericModel::Workspace& w, const Point& theta,
                    Matrix& information);

}  // namespace plim
