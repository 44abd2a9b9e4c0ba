#include "plim/populations/multivariate_normal.hpp"

#include <array>

#include "plim/core/number.hpp"
#include "plim/core/real.hpp"
#include "plim/numeric/symmetric.hpp"
#include "plim/populations/observation_stream.hpp"
#include "plim/random/fill.hpp"
#include "plim/views/functionals.hpp"
#include "plim/views/points.hpp"

namespace plim {
namespace {

/// The points of one replicate, one after the other.
class PointPath {
 public:
  explicit PointPath(const MultivariateNormal& law) : law_(&law) {}

  void start(const Address& address) {
    address_ = address;
    at_ = 0;
  }

  /// Whole points: `out: [..][d]`.
  void next(std::span<double> out) {
    for (double& z : out) {
      const std::size_t offset = at_ % normals_.size();
      if (offset == 0) fill_normal(address_, at_ / 2, normals_);
      z = normals_[offset];
      ++at_;
    }
    law_->place(out);
  }

 private:
  const MultivariateNormal* law_;
  Address address_{};
  std::uint64_t at_ = 0;  // normals drawn
  std::array<double, 128> normals_{};
};

/// A group of them.
class DrawnPoints final : public ViewSource {
 public:
  DrawnPoints(const MultivariateNormal& law, std::size_t d, std::int64_t n_max, std::size_t lanes)
      : paths_(lanes, PointPath(law)),
        rows_(lanes, std::vector<double>(static_cast<std::size_t>(n_max) * d)),
        view_{0, d, lanes, nullptr} {
    for (const auto& row : rows_) pointers_.push_back(row.data());
    view_.x = pointers_.data();
  }

  void start(Address first, std::size_t lanes) override {
    view_.n = 0;
    view_.lanes = lanes;
    for (std::size_t lane = 0; lane < lanes; ++lane, ++first.replicate) paths_[lane].start(first);
  }

  void grow(std::int64_t n, std::uint32_t) override {
    const std::size_t from = static_cast<std::size_t>(view_.n) * view_.d,
                      to = static_cast<std::size_t>(n) * view_.d;
    for (std::size_t lane = 0; lane < view_.lanes; ++lane)
      paths_[lane].next(std::span(rows_[lane]).subspan(from, to - from));
    view_.n = n;
  }

  const void* view(ViewId id) override { return id == view_id<Points>() ? &view_ : nullptr; }

 private:
  std::vector<PointPath> paths_;
  std::vector<std::vector<double>> rows_;  // [lanes][n_max][d]
  std::vector<const double*> pointers_;
  Points view_;
};

class PointStream final : public ObservationStream {
 public:
  PointStream(const MultivariateNormal& law, std::size_t d, const Address& address) : path_(law), d_(d) {
    path_.start(address);
  }
  void next(std::span<double> out) override { path_.next(out); }
  std::size_t dimension() const override { return d_; }

 private:
  PointPath path_;
  std::size_t d_;
};

/// Why the covariance is none.
std::string not_definite(const Cholesky& cholesky, double variance) {
  const std::string row = std::to_string(cholesky.rows + 1);
  if (cholesky.pivot < -1e-9 * variance || cholesky.rows == 0)
    return "covariance is not positive definite: coordinate " + row +
           (cholesky.rows == 0 ? "" : ", given those before it,") + " would have the variance " +
           round_trip(cholesky.pivot);
  return "covariance is singular: coordinate " + row +
         " is a linear function of those before it; leave it out, since a law needs a density";
}

}  // namespace

std::vector<Parameter> MultivariateNormal::parameters() {
  return {
      {"mean", Domain::numbers, "mean vector"},
      {"covariance", Domain::symmetric, "covariance matrix, positive definite, a row for each coordinate"}};
}

Outcome<std::shared_ptr<const Population>> MultivariateNormal::make(const Arguments& a) {
  const NumberRows& rows = a.matrix("covariance");
  const std::shared_ptr<MultivariateNormal> law(new MultivariateNormal(a));
  law->mean_ = a.vector("mean");
  const std::size_t d = law->mean_.size();
  if (rows.size() != d)
    return Refusal{"covariance has " + std::to_string(rows.size()) + " rows, but mean has " +
                   std::to_string(d) + (d == 1 ? " number" : " numbers")};
  for (std::size_t i = 0; i < d; ++i) {
    law->covariance_.insert(law->covariance_.end(), rows[i].begin() + static_cast<std::ptrdiff_t>(i),
                            rows[i].end());
  }
  Cholesky cholesky = cholesky_of(law->covariance_, d);
  if (cholesky.rows < d) return Refusal{not_definite(cholesky, rows[cholesky.rows][cholesky.rows])};
  law->entropy_ =
      real(static_cast<std::int64_t>(d)) * (half_log_two_pi + 0.5) + 0.5 * cholesky.log_determinant();
  law->lower_ = std::move(cholesky.lower);
  return std::shared_ptr<const Population>(law);
}

void MultivariateNormal::place(std::span<double> points) const noexcept {
  const std::size_t d = mean_.size();
  for (std::size_t at = 0; at < points.size(); at += d) {
    for (std::size_t i = d; i-- > 0;) {  // x_i needs z_0 .. z_i
      double x = mean_[i];
      for (std::size_t k = 0; k <= i; ++k) x += lower_[i * d + k] * points[at + k];
      points[at + i] = x;
    }
  }
}

std::vector<ViewId> MultivariateNormal::views(RouteKind route) const {
  if (route != RouteKind::draws) return {};
  return {view_id<Points>()};
}

std::size_t MultivariateNormal::footprint(RouteKind, std::span<const ViewId>, std::int64_t n_max) const {
  return sizeof(PointPath) + static_cast<std::size_t>(n_max) * mean_.size() * sizeof(double);
}

std::unique_ptr<ViewSource> MultivariateNormal::source(RouteKind, std::span<const ViewId>, std::int64_t n_max,
                                                       std::size_t lanes) const {
  return std::make_unique<DrawnPoints>(*this, mean_.size(), n_max, lanes);
}

std::unique_ptr<ObservationStream> MultivariateNormal::stream(const Address& address) const {
  return std::make_unique<PointStream>(*this, mean_.size(), address);
}

std::optional<double> MultivariateNormal::truth(std::string_view estimand, std::size_t element) const {
  if (estimand == functional::entropy) return entropy_;
  if (estimand == functional::mean && element < mean_.size()) return mean_[element];
  if (estimand == functional::covariance && element < covariance_.size()) return covariance_[element];
  return std::nullopt;
}

}  // namespace plim
