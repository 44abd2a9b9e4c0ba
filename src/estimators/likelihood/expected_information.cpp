#include "plim/estimators/likelihood/expected_information.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "plim/numeric/quadrature.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

constexpr double wanted = 1e-10, allowed = 1e-8;  // relative error
constexpr double most_terms = 1 << 20;
constexpr std::size_t draws = 201;
constexpr double most_spreads = 1e6;  // spreads of the law; beyond them a density may underflow

/// Where a law lies: median and a quarter's distance of some draws of it, always the same.
struct Place {
  double centre, scale;
};
Place place_of(const Law& law) {
  std::vector<double> x(draws);
  for (std::size_t i = 0; i < draws; ++i) {
    Variate v(Address{}, i);
    x[i] = law.sample(v);
  }
  std::sort(x.begin(), x.end());
  const double spread = x[3 * draws / 4] - x[draws / 4];
  return {x[draws / 2], spread > 0 ? spread : 1};
}

/// The end of the support in that direction: as the law states it, or where its density stops, if that is
/// near.
double end_of(const Law& law, const Place& place, double direction) {
  const double stated = direction > 0 ? law.support().upper : law.support().lower;
  const auto lacks = [&law](double x) {
    return law.log_density(x) == -std::numeric_limits<double>::infinity();
  };
  double inside = place.centre, beyond = inside;
  for (double step = place.scale; !lacks(beyond); step *= 2) {
    if (std::isfinite(stated) || step > most_spreads * place.scale) return stated;
    inside = beyond;
    beyond = place.centre + direction * step;
  }
  for (;;) {
    const double middle = 0.5 * inside + 0.5 * beyond;
    if (middle == inside || middle == beyond) return beyond;
    (lacks(middle) ? beyond : inside) = middle;
  }
}

/// E[g(X)] of the law for products of scores.
class Expectation {
 public:
  Expectation(const NumericModel& model, const Law& law, const Point& theta, const Matrix& guess)
      : model_(model),
        law_(law),
        w_(model.workspace()),
        at_(model.place(theta, guess)),
        place_(place_of(law)),
        ends_{end_of(law, place_, -1), end_of(law, place_, 1)} {
    model.move(w_, theta);
  }

  /// False if the error is larger than allowed.
  bool operator()(Matrix& information) {
    // The diagonal first: it bounds the rest.
    for (std::size_t away = 0; away < model_.size(); ++away) {
      for (std::size_t i = away; i < model_.size(); ++i) {
        const std::size_t j = i - away;
        const Integral product = law_.discrete() ? sum(i, j) : integral(i, j);
        information[i][j] = information[j][i] = product.value;
        if (!(product.error <= allowed * std::sqrt(information[i][i] * information[j][j]))) return false;
      }
    }
    return true;
  }

 private:
  double product(double x, std::size_t i, std::size_t j) {
    const double density = std::exp(law_.log_density(x));
    if (!(density > 0) || !std::isfinite(density)) return 0;
    const Point score = score_at(x);
    const double value = density * score[i] * score[j];
    return std::isfinite(value) ? value : 0;
  }

  Point score_at(double x) { return model_.mean_score({1, {&x, 1}, {}}, w_, at_); }

  /// In the unit of the law's spread.
  Integral integral(std::size_t i, std::size_t j) {
    const bool below = std::isfinite(ends_.lower), above = std::isfinite(ends_.upper);
    const double origin = below ? ends_.lower : above ? ends_.upper : place_.centre;
    const double unit = place_.scale;
    const auto end = [&](double x) { return (x - origin) / unit; };
    return integral_over([&](double t) { return unit * product(origin + unit * t, i, j); }, end(ends_.lower),
                         end(ends_.upper), wanted);
  }

  /// From the median on in both directions, until a run of terms adds nothing.
  Integral sum(std::size_t i, std::size_t j) {
    CompensatedSum total;
    double size = 0;
    for (const double direction : {1.0, -1.0}) {
      double idle = 0;
      for (double x = place_.centre + (direction > 0 ? 0 : -1), terms = 0;
           x >= ends_.lower && x <= ends_.upper && idle < 4 * place_.scale + 20; x += direction) {
        const double term = product(x, i, j);
        total.add(term);
        size += std::fabs(term);
        idle = std::fabs(term) <= 1e-18 * size ? idle + 1 : 0;
        if (++terms > most_terms) return {total.value(), size};
      }
    }
    return {total.value(), 0};
  }

  const NumericModel& model_;
  const Law& law_;
  NumericModel::Workspace w_;
  NumericModel::Place at_;
  Place place_;
  Support ends_;
};

}  // namespace

bool information_at(const NumericModel& model, NumericModel::Workspace& w, const Point& theta,
                    Matrix& information) {
  if (!w.law || !model.move(w, theta)) return false;
  if (model.law_family().has_information) return model.expected_information(w, information);
  // Steps of differences follow from the information itself: first from a guess.
  const Place place = place_of(*w.law);
  Matrix guess{};
  for (std::size_t i = 0; i < model.size(); ++i) guess[i][i] = 1 / (place.scale * place.scale);
  for (int round = 0; round < 2; ++round) {
    if (!Expectation(model, *w.law, theta, guess)(information)) return false;
    for (std::size_t i = 0; i < model.size(); ++i)
      if (!(information[i][i] > 0)) return false;
    guess = information;
  }
  return true;
}

}  // namespace plim
