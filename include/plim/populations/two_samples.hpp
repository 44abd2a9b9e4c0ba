#pragma once
#include <memory>
#include <utility>

#include "plim/populations/population.hpp"

namespace plim {

/// The draws of the second sample at n of the first: `ratio` n, rounded, but at least one.
std::int64_t second_size(double ratio, std::int64_t n) noexcept;

/// Two laws, of which a sample of size n is two independent ones: n draws from the first, and second_size of
/// them from the second.
///
/// The second sample takes the addresses of the first with the next `sub`, which no sample of one law uses:
/// so both are as if drawn alone, and the first is the one that its law gives under the same key.
class TwoSamples : public Population {
 public:
  TwoSamples(std::shared_ptr<const Population> first, std::shared_ptr<const Population> second, double ratio)
      : first_(std::move(first)), second_(std::move(second)), ratio_(ratio) {}
  std::string canonical() const override;
  std::string readable() const override;
  Dependence dependence() const override { return Dependence::independent; }
  std::size_t footprint(RouteKind route, std::span<const ViewId> wanted, std::int64_t n_max) const override;
  std::string method(RouteKind route, std::int64_t n_before, std::int64_t n) const override {
    return first_->method(route, n_before, n);
  }
  const Population& first() const noexcept { return *first_; }
  const Population& second() const noexcept { return *second_; }
  double ratio() const noexcept { return ratio_; }

 protected:
  /// The view of one sample that a pair is made of.
  virtual ViewId part() const = 0;
  bool has_parts(RouteKind route) const;

 private:
  std::shared_ptr<const Population> first_, second_;
  double ratio_;
};

}  // namespace plim
