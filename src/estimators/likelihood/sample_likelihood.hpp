#pragma once
#include "plim/estimators/likelihood/numeric_model.hpp"

namespace plim {

/// The mean log-likelihood of a sample as a function of those coordinates that are `sought`, the others being
/// fixed at a value of their parameter.
class SampleLikelihood final : public Objective {
 public:
  SampleLikelihood(const NumericModel& model, const Coordinates& coordinates, NumericModel::Workspace& w,
                   const Observations::One& sample);

  double value(const Point& u) override;
  bool gradient(const Point& u, Point& out) override;

  /// The parameters at sought coordinates u.
  Point theta(const Point& u) const noexcept;
  double value_at(const Point& theta);

  /// True if the laws live on integers, so that no likelihood exceeds 1.
  bool discrete() const { return w_.law->discrete(); }
  std::size_t size() const noexcept { return sought_.size; }
  const Coordinate& coordinate(std::size_t i) const noexcept { return coordinates_[sought_.index[i]]; }
  Box box() const noexcept;
  /// Fixes what is the i-th of the sought coordinates.
  void fix(std::size_t i, double theta) noexcept;
  /// Looks at the first observations only, or at all again.
  void look_at(std::size_t observations);

 private:
  const NumericModel& model_;
  const Coordinates& coordinates_;
  NumericModel::Workspace& w_;
  Observations::One whole_, sample_;
  struct {
    std::array<std::size_t, most_coordinates> index{};
    std::size_t size = 0;
  } sought_;
  Point fixed_{};
};

}  // namespace plim
