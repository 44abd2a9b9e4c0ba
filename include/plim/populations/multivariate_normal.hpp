#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "plim/core/parameter.hpp"
#include "plim/populations/population.hpp"

namespace plim {

/// Normal points in R^d by mean vector and covariance matrix, which is positive definite: mean + L z, L by
/// Cholesky, z independent standard normals. Coordinate j of point i takes normal number i d + j.
struct MultivariateNormal {
  static constexpr std::string_view name = "multivariate_normal",
                                    summary = "normal points in R^d, by mean vector and covariance matrix";
  static constexpr std::string_view no_likelihood =
      "its parameters are a vector and a matrix (mean and covariance of points by ml need no model)";
  static std::vector<Parameter> parameters();
  static Outcome<std::shared_ptr<const Population>> make(const Arguments& a);
};

/// Student's points in R^d by location, scale matrix and degrees of freedom: location + L z / sqrt(w), L by
/// Cholesky of the scale, z independent standard normals, w a chi-square over its degrees of freedom.
struct MultivariateT {
  static constexpr std::string_view name = "multivariate_t",
                                    summary =
                                        "Student's points in R^d, by location, scale matrix and "
                                        "degrees of freedom";
  static constexpr std::string_view no_likelihood = "its scale is a matrix, over which no search is made";
  static std::vector<Parameter> parameters();
  static Outcome<std::shared_ptr<const Population>> make(const Arguments& a);
};

}  // namespace plim
