#include "plim/estimators/continuous/gaussian_kl.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/estimators/continuous/local_terms.hpp"
#include "plim/numeric/elementary.hpp"

namespace plim {
namespace {

MeanScatter::One moments_of(const Points::One& points, MeanScatterOfPoints& room) {
  const double* x = points.x.data();
  const auto n = static_cast<std::int64_t>(points.x.size() / points.d);
  return room(Points{n, points.d, 1, &x}).one(0);
}

/// The factor of the scatter, by `square: [d][d]` in which it is laid out.
void factorise_scatter(const MeanScatter::One& s, std::vector<double>& square, Cholesky& factor) {
  const std::size_t d = s.mean.size();
  square.assign(d * d, 0.0);
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t j = 0; j <= i; ++j) square[i * d + j] = s.scatter[triangle_index(j, i, d)];
  }
  factorise(square, d, factor);
}

/// b: [d][columns] becomes L^-1 b, L lower triangular.
void solve_lower(const std::vector<double>& lower, std::size_t columns, std::vector<double>& b) {
  const std::size_t d = b.size() / columns;
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t column = 0; column < columns; ++column) {
      double& x = b[i * columns + column];
      for (std::size_t k = 0; k < i; ++k) x -= lower[i * d + k] * b[k * columns + column];
      x /= lower[i * d + i];
    }
  }
}

/// tr(A + scale u u' - I)^2, A = B B'.
double square_of_excess(const std::vector<double>& product, const std::vector<double>& u, double scale) {
  const std::size_t d = u.size();
  double sum = 0;
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t j = 0; j < d; ++j) {
      const double x = product[i * d + j] + scale * u[i] * u[j] - (i == j ? 1 : 0);
      sum += x * x;
    }
  }
  return sum;
}

double form_of(const std::vector<double>& product, const std::vector<double>& u) {
  const std::size_t d = u.size();
  double sum = 0;
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t j = 0; j < d; ++j) sum += u[i] * product[i * d + j] * u[j];
  }
  return sum;
}

}  // namespace

Outcome<GaussianKl> GaussianKl::bind(const Knowns& knowns, const Arguments&) {
  return NormalInterval::bind(knowns, name, "normal").map([](const NormalInterval& interval) {
    GaussianKl bound;
    bound.interval_ = interval;
    return bound;
  });
}

void GaussianKl::estimate(const PointsPair::One& pair, workspace& w, const Address&,
                          const EstimateRef& out) const {
  const std::size_t d = pair.x.d;
  const auto least = static_cast<std::int64_t>(d) + 1;
  out.status = status_of_pair(pair, least, least);
  if (out.status != Status::regular) return;
  const MeanScatter::One p = moments_of(pair.x, w.p), q = moments_of(pair.y, w.q);
  factorise_scatter(p, w.square, w.of_p);
  factorise_scatter(q, w.square, w.of_q);
  if (w.of_p.rows < d || w.of_q.rows < d) {
    out.status = w.of_p.rows < d && w.of_q.rows < d ? Status::undefined : Status::infinite;
    if (out.status == Status::infinite) out.out[0].value = infinity;
    return;
  }
  // B with A = B B', and u, both in the units of q.
  const double n = real(p.n), m = real(q.n), scale = std::sqrt(m / n);
  w.whitened.assign(d * d, 0.0);
  w.shift.resize(d);
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t j = 0; j <= i; ++j)
      w.whitened[i * d + j] = w.of_p.lower[i * d + j] * (p.unit[i] / q.unit[i]) * scale;
    w.shift[i] = (p.mean[i] - q.mean[i]) / q.unit[i] * std::sqrt(m);
  }
  solve_lower(w.of_q.lower, d, w.whitened);
  solve_lower(w.of_q.lower, 1, w.shift);
  w.product.assign(d * d, 0.0);
  double excess = 0, squares = 0;  // tr A - d - ln det A, and u'u
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t j = 0; j < d; ++j) {
      for (std::size_t k = 0; k <= std::min(i, j); ++k)
        w.product[i * d + j] += w.whitened[i * d + k] * w.whitened[j * d + k];
    }
    excess += w.product[i * d + i] - 1 - 2 * elementary::log(w.whitened[i * d + i]);
    squares += w.shift[i] * w.shift[i];
  }
  const double value = 0.5 * (excess + squares);
  out.out[0].value = value;
  if (!interval_.wanted()) return;
  const double of_p = form_of(w.product, w.shift) + 0.5 * square_of_excess(w.product, w.shift, 0),
               of_q = squares + 0.5 * square_of_excess(w.product, w.shift, 1), both = 1 / n + 1 / m,
               dimensions = static_cast<double>(d);
  const double variance = of_p / n + of_q / m + 0.25 * dimensions * (dimensions + 3) * both * both;
  interval_.write(out.out[0], value, std::sqrt(variance), {0});
}

}  // namespace plim
