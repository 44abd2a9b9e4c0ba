#include "plim/populations/point_population.hpp"

#include <cmath>
#include <limits>

#include "plim/populations/observation_stream.hpp"
#include "plim/views/functionals.hpp"
#include "plim/views/points.hpp"

namespace plim {
namespace {

class DrawnPoints final : public ViewSource {
 public:
  DrawnPoints(const PointPopulation& law, std::int64_t n_max, std::size_t lanes)
      : law_(law),
        rows_(lanes, std::vector<double>(static_cast<std::size_t>(n_max) * law.dimension())),
        view_{0, law.dimension(), lanes, nullptr} {
    for (const auto& row : rows_) pointers_.push_back(row.data());
    view_.x = pointers_.data();
  }

  void start(Address first, std::size_t lanes) override {
    first_ = first;
    view_.n = 0;
    view_.lanes = lanes;
  }

  void grow(std::int64_t n, std::uint32_t) override {
    const std::size_t from = static_cast<std::size_t>(view_.n) * view_.d,
                      to = static_cast<std::size_t>(n) * view_.d;
    Address address = first_;
    for (std::size_t lane = 0; lane < view_.lanes; ++lane, ++address.replicate)
      law_.draw(address, static_cast<std::uint64_t>(view_.n),
                std::span(rows_[lane]).subspan(from, to - from));
    view_.n = n;
  }

  const void* view(ViewId id) override { return id == view_id<Points>() ? &view_ : nullptr; }

 private:
  const PointPopulation& law_;
  Address first_{};
  std::vector<std::vector<double>> rows_;  // [lanes][n_max][d]
  std::vector<const double*> pointers_;
  Points view_;
};

/// The points of one replicate, one after the other.
class PointStream final : public ObservationStream {
 public:
  PointStream(const PointPopulation& law, const Address& address) : law_(law), address_(address) {}
  void next(std::span<double> out) override {
    law_.draw(address_, at_, out);
    at_ += out.size() / law_.dimension();
  }
  std::size_t dimension() const override { return law_.dimension(); }

 private:
  const PointPopulation& law_;
  Address address_;
  std::uint64_t at_ = 0;
};

std::optional<double> known(double x) { return std::isnan(x) ? std::nullopt : std::optional(x); }

}  // namespace

std::string PointPopulation::canonical() const { return std::string(name_) + " " + arguments_.canonical(); }

std::string PointPopulation::readable() const {
  return std::string(name_) + "(" + arguments_.readable() + ")";
}

std::vector<ViewId> PointPopulation::views(RouteKind route) const {
  if (route != RouteKind::draws) return {};
  return {view_id<Points>()};
}

std::size_t PointPopulation::footprint(RouteKind, std::span<const ViewId>, std::int64_t n_max) const {
  return static_cast<std::size_t>(n_max) * dimension() * sizeof(double);
}

std::unique_ptr<ViewSource> PointPopulation::source(RouteKind, std::span<const ViewId>, std::int64_t n_max,
                                                    std::size_t lanes) const {
  return std::make_unique<DrawnPoints>(*this, n_max, lanes);
}

std::unique_ptr<ObservationStream> PointPopulation::stream(const Address& address) const {
  return std::make_unique<PointStream>(*this, address);
}

std::optional<double> PointPopulation::truth(std::string_view estimand, std::size_t element) const {
  if (estimand == functional::entropy) return known(moments_.entropy);
  if (estimand == functional::mean && element < moments_.mean.size()) return known(moments_.mean[element]);
  if (estimand == functional::covariance && element < moments_.covariance.size())
    return known(moments_.covariance[element]);
  if (estimand == functional::mutual_information && element >= 1 && element <= moments_.information.size())
    return moments_.information[element - 1];
  return arguments_.number(estimand, element);
}

double PointPopulation::log_density_at(std::span<const double>) const {
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace plim
