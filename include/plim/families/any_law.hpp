#pragma once
#include <concepts>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plim/families/erased_law.hpp"
#include "plim/views/functionals.hpp"

namespace plim {

/// A value of any family behind one type.
class AnyLaw {
 public:
  // Its own copies are no families: asked whether they are, clang++ 14 never ends.
  template <class F>
  requires(!std::same_as<F, AnyLaw> && Family<F>) explicit AnyLaw(F family)
      : law_(std::make_shared<ErasedLaw<F>>(std::move(family))) {}

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

 private:
  std::shared_ptr<const Law> law_;
};

/// What a family offers beyond density and sampling, in the order of the listing.
template <Family F>
std::vector<std::string> capabilities() {
  std::vector<std::string> offered;
  const auto add = [&offered](bool has, const char* name) {
    if (has) offered.emplace_back(name);
  };
  using Real = double;
  add(
      requires(const F f, Real x) { f.cdf(x); }, "cdf");
  add(
      requires(const F f, Real x) { f.complement(x); }, "complement");
  add(
      requires(const F f, Real p) { f.quantile(p); }, "quantile");
  add(
      requires(const F f, Real q) { f.complement_quantile(q); }, "complement_quantile");
  add(
      requires(const F f, Real x) { f.log_cdf(x); }, "log_cdf");
  add(
      requires(const F f, Real x) { f.log_complement(x); }, "log_complement");
  add(
      requires(const F f) { f.mean(); }, "mean");
  add(
      requires(const F f) { f.variance(); }, "variance");
  add(
      requires(const F f) { f.skewness(); }, "skewness");
  add(
      requires(const F f) { f.excess_kurtosis(); }, "excess_kurtosis");
  add(
      requires(const F f) { f.entropy(); }, functional::entropy);
  add(
      requires(const F f) { f.fisher_information(); }, "fisher_information");
  add(
      requires(const F f, const Address& a, std::span<double> out) { f.fill(a, 0, out); }, "block_fill");
  add(
      requires(const F f, Variate& v) { f.sample_sum(v, 1); }, "sample_sum");
  return offered;
}

}  // namespace plim
