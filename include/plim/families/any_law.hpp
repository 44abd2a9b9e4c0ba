#pragma once
#include <concepts>
#include <memory>

#include "plim/families/erased_law.hpp"

namespace plim {

/// A value of any family behind one type; equal are copies of one.
class AnyLaw {
 public:
  // Its own copies are no families: asked whether they are, clang++ 14 never ends.
  template <class F>
  requires(!std::same_as<F, AnyLaw> && Family<F>) explicit AnyLaw(F family)
      : law_(std::make_shared<ErasedLaw<F>>(std::move(family))) {}
  explicit AnyLaw(std::shared_ptr<const Law> law) : law_(std::move(law)) {}

  double density(double x) const;
  bool discrete() const { return law_->discrete(); }
  double sample(Variate& v) const { return law_->sample(v); }
  double log_density(double x) const { return law_->log_density(x); }
  double cdf(double x) const { return law_->cdf(x); }
  double complement(double x) const { return law_->complement(x); }
  double quantile(double p) const { return law_->quantile(p); }
  double complement_quantile(double q) const { return law_->complement_quantile(q); }
  double log_cdf(double x) const { return law_->log_cdf(x); }
  double log_complement(double x) const { return law_->log_complement(x); }
  double mean() const { return law_->mean(); }
  double variance() const { return law_->variance(); }
  double skewness() const { return law_->skewness(); }
  double excess_kurtosis() const { return law_->excess_kurtosis(); }
  double entropy() const { return law_->entropy(); }
  FisherInformation fisher_information() const { return law_->fisher_information(); }
  Support support() const { return law_->support(); }
  Shape shape() const { return law_->shape(); }
  void draw(const Address& address, std::uint64_t first, std::span<double> out) const {
    law_->draw(address, first, out);
  }
  std::span<const IntegerTable> tables() const { return law_->tables(); }
  const std::shared_ptr<const Law>& law() const noexcept { return law_; }

  bool operator==(const AnyLaw&) const = default;

 private:
  std::shared_ptr<const Law> law_;
};

}  // namespace plim
