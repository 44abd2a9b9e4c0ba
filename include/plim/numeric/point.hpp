#pragma once
#include <array>
#include <cstddef>

namespace plim {

/// The largest dimension of the searches and integrals for laws of any family.
inline constexpr std::size_t most_coordinates = 3;

/// A point of up to so many coordinates, and a square matrix; entries beyond the dimension are 0.
using Point = std::array<double, most_coordinates>;
using Matrix = std::array<Point, most_coordinates>;

/// Solves matrix x = right by Cholesky's factors; false, and x undefined, if the matrix is not symmetric
/// positive definite to working precision.
bool solve_positive(const Matrix& matrix, const Point& right, std::size_t dimension, Point& x) noexcept;

/// The inverse; false where it is not positive definite.
bool invert_positive(const Matrix& matrix, std::size_t dimension, Matrix& inverse) noexcept;

/// g' matrix g.
double quadratic_form(const Matrix& matrix, const Point& g, std::size_t dimension) noexcept;

}  // namespace plim
