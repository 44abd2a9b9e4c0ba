#pragma once
#include "evidence.hpp"

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
};

/// The measure at every size of a curve.
std::vector<CurvePoint> points_of_curve(const CurveEvidence& evidence, const JointStats& joint);

/// True if the measure is a mean, or made from means, of one series: what curves are made of.
bool has_curve(std::string_view measure);

}  // namespace plim
