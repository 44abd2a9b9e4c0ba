#pragma once
#include <concepts>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plim/families/family.hpp"
#include "plim/families/support.hpp"
#include "plim/views/functionals.hpp"

namespace plim {

/// A value of any family behind one type. Points are doubles, also of laws on symbols. What the family does
/// not offer or does not have is NaN; its support then is all reals, its information without parameters.
class AnyLaw {
 public:
  // Its own copies are no families: asked whether they are, clang++ 14 never ends.
  template <class F>
  requires(!std::same_as<F, AnyLaw> && Family<F>) explicit AnyLaw(F family)
      : law_(std::make_shared<Erased<F>>(std::move(family))) {}

  bool discrete() const { return law_->discrete(); }
  double sample(Variate& v) const { return law_->sample(v); }
  double log_density(double x) const { return law_->log_density(x); }
  double density(double x) const;
  /// P(X <= x), P(X > x), and the smallest x with P(X <= x) >= p.
  double cdf(double x) const { return law_->cdf(x); }
  double complement(double x) const { return law_->complement(x); }
  double quantile(double p) const { return law_->quantile(p); }
  /// The smallest x with P(X > x) <= q.
  double complement_quantile(double q) const { return law_->complement_quantile(q); }
  double log_cdf(double x) const { return law_->log_cdf(x); }
  double log_complement(double x) const { return law_->log_complement(x); }
  double mean() const { return law_->mean(); }
  double variance() const { return law_->variance(); }
  double skewness() const { return law_->skewness(); }
  double excess_kurtosis() const { return law_->excess_kurtosis(); }
  /// nats.
  double entropy() const { return law_->entropy(); }
  FisherInformation fisher_information() const { return law_->fisher_information(); }
  Support support() const { return law_->support(); }

 private:
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();
  static constexpr double infinity = std::numeric_limits<double>::infinity();

  struct Law {
    virtual ~Law() = default;
    virtual bool discrete() const = 0;
    virtual double sample(Variate& v) const = 0;
    virtual double log_density(double x) const = 0;
    virtual double cdf(double x) const = 0;
    virtual double complement(double x) const = 0;
    virtual double quantile(double p) const = 0;
    virtual double complement_quantile(double q) const = 0;
    virtual double log_cdf(double x) const = 0;
    virtual double log_complement(double x) const = 0;
    virtual double mean() const = 0;
    virtual double variance() const = 0;
    virtual double skewness() const = 0;
    virtual double excess_kurtosis() const = 0;
    virtual double entropy() const = 0;
    virtual FisherInformation fisher_information() const = 0;
    virtual Support support() const = 0;
  };

  template <Family F>
  struct Erased final : Law {
    explicit Erased(F f) : family(std::move(f)) {}

    bool discrete() const override { return is_discrete<F>; }
    double sample(Variate& v) const override { return static_cast<double>(family.sample(v)); }
    double log_density(double x) const override {
      if constexpr (std::integral<typename F::value_type>) {
        // Outside these the cast would not be defined.
        if (!(x == std::floor(x) && std::fabs(x) < 0x1p63)) return std::isnan(x) ? x : -infinity;
      }
      return family.log_density(static_cast<typename F::value_type>(x));
    }
    double cdf(double x) const override {
      if constexpr (requires { family.cdf(x); }) return family.cdf(x);
      return none;
    }
    double complement(double x) const override {
      if constexpr (requires { family.complement(x); }) return family.complement(x);
      return 1 - cdf(x);
    }
    double quantile(double p) const override {
      if constexpr (requires { family.quantile(p); }) return family.quantile(p);
      return none;
    }
    double complement_quantile(double q) const override {
      if constexpr (requires { family.complement_quantile(q); }) return family.complement_quantile(q);
      return quantile(1 - q);
    }
    double log_cdf(double x) const override {
      if constexpr (requires { family.log_cdf(x); }) return family.log_cdf(x);
      return std::log(cdf(x));
    }
    double log_complement(double x) const override {
      if constexpr (requires { family.log_complement(x); }) return family.log_complement(x);
      return std::log(complement(x));
    }
    double mean() const override {
      if constexpr (requires { family.mean(); }) return family.mean();
      return none;
    }
    double variance() const override {
      if constexpr (requires { family.variance(); }) return family.variance();
      return none;
    }
    double skewness() const override {
      if constexpr (requires { family.skewness(); }) return family.skewness();
      return none;
    }
    double excess_kurtosis() const override {
      if constexpr (requires { family.excess_kurtosis(); }) return family.excess_kurtosis();
      return none;
    }
    double entropy() const override {
      if constexpr (requires { family.entropy(); }) return family.entropy();
      return none;
    }
    FisherInformation fisher_information() const override {
      if constexpr (requires { family.fisher_information(); }) return family.fisher_information();
      return {};
    }
    Support support() const override {
      if constexpr (requires { family.support(); }) return family.support();
      return {-infinity, infinity};
    }

    F family;
  };

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
