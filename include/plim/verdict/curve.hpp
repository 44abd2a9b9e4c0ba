#pragma once
#include "plim/verdict/evidence.hpp"

namespace plim {

/// Asks for the joint accumulator from which the measure is had at every size of the curve.
void need_curve(const Question& question);

/// A measure at one size of a curve as a smooth function of the joint means, over common successes.
struct CurvePoint {
  double value = not_given;      // in the unit of the measure
  std::vector<double> gradient;  // [dimension of the joint accumulator]
  /// sqrt(replicates) times the skewness of the value, and of its logarithm, to first order: that of the
  /// terms in whose mean it is a function, less what the curve of the function takes away.
  double skewness = 0, log_skewness = 0;
  bool controlled = false;  // of errors less a control variate
};

/// A point whose value is the mean of the quantity at `at` with `shift` added, in the unit of the measure;
/// the root of that mean.
CurvePoint mean_on_curve(const CurveEvidence& evidence, const JointStats& joint, std::size_t at,
                         double shift = 0);
CurvePoint root_on_curve(const CurveEvidence& evidence, const JointStats& joint, std::size_t at);
/// Sets both skewnesses of a point that is a function (the root, if so) of the mean of one quantity.
void set_skewness(CurvePoint& point, const JointStats& joint, std::size_t term, double mean, bool root);

/// The measure at every size of a curve.
std::vector<CurvePoint> points_of_curve(const CurveEvidence& evidence, const JointStats& joint);

}  // namespace plim
