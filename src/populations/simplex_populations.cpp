#include "plim/populations/simplex_populations.hpp"

#include <cmath>

#include "plim/core/real.hpp"
#include "plim/families/binomial.hpp"
#include "plim/numeric/digamma.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/special.hpp"
#include "plim/numeric/sums.hpp"
#include "plim/populations/point_population.hpp"
#include "plim/populations/symbol_population.hpp"
#include "plim/random/dirichlet.hpp"

namespace plim {
namespace {

/// c (diag p - p p'): the upper triangle.
std::vector<double> covariance_of_shares(std::span<const double> p, double c) {
  std::vector<double> upper;
  for (std::size_t i = 0; i < p.size(); ++i) {
    for (std::size_t j = i; j < p.size(); ++j)
      upper.push_back(c * (i == j ? p[i] * (1 - p[i]) : -p[i] * p[j]));
  }
  return upper;
}

class DirichletPoints final : public PointPopulation {
 public:
  explicit DirichletPoints(const Arguments& arguments)
      : PointPopulation(Dirichlet::name, arguments, moments_of(arguments.vector("alpha"))),
        alpha_(arguments.vector("alpha")) {}

  std::string method(RouteKind, std::int64_t, std::int64_t) const override { return "variate"; }
  void draw(const Address& address, std::uint64_t first, std::span<double> out) const override {
    const std::size_t K = alpha_.size();
    for (std::size_t at = 0; at < out.size(); at += K, ++first)
      draw_dirichlet(address, alpha_, out.subspan(at, K), first * K);
  }

 private:
  /// The entropy is that of the density of the first K - 1 coordinates.
  static PointMoments moments_of(const std::vector<double>& alpha) {
    CompensatedSum sum, log_beta, slopes;
    for (const double a : alpha) sum.add(a);
    const double all = sum.value(), K = static_cast<double>(alpha.size());
    PointMoments m{{}, {}, 0};
    for (const double a : alpha) {
      m.mean.push_back(a / all);
      log_beta.add(special::log_gamma(a));
      slopes.add((a - 1) * elementary::digamma(a));
    }
    m.covariance = covariance_of_shares(m.mean, 1 / (all + 1));
    m.entropy =
        log_beta.value() - special::log_gamma(all) + (all - K) * elementary::digamma(all) - slopes.value();
    return m;
  }

  std::vector<double> alpha_;
};

class MultinomialPoints final : public PointPopulation {
 public:
  explicit MultinomialPoints(const Arguments& arguments)
      : PointPopulation(Multinomial::name, arguments,
                        moments_of(arguments.vector("p"), arguments.integer("trials"))),
        trials_(arguments.integer("trials")),
        conditional_(arguments.vector("p").size()) {
    conditional_probabilities(arguments.vector("p"), conditional_);
  }

  std::string method(RouteKind, std::int64_t, std::int64_t) const override { return "binomials"; }
  void draw(const Address& address, std::uint64_t first, std::span<double> out) const override {
    const std::size_t K = conditional_.size();
    for (std::size_t at = 0; at < out.size(); at += K, ++first) {
      Variate v(address, first);
      std::int64_t left = trials_;
      for (std::size_t k = 0; k < K; ++k) {
        const std::int64_t count = left == 0 || k + 1 == K ? left : v.binomial(left, conditional_[k]);
        out[at + k] = static_cast<double>(count);
        left -= count;
      }
    }
  }

 private:
  /// The entropy as sums over the margins: -ln n! - n sum p ln p + sum of E ln X_k!.
  static PointMoments moments_of(const std::vector<double>& p, std::int64_t trials) {
    constexpr std::int64_t most = 1 << 16;  // trials, beyond which the sums take too long
    const double n = static_cast<double>(trials);
    PointMoments m{p, covariance_of_shares(p, n), not_a_number};
    for (double& x : m.mean) x *= n;
    if (trials > most) return m;
    CompensatedSum entropy;
    entropy.add(-special::log_gamma(n + 1));
    for (const double share : p) {
      if (share == 0) continue;
      entropy.add(-n * share * elementary::log(share));
      Arguments margin;
      margin.set("trials", trials);
      margin.set("p", share);
      const Binomial law = *Binomial::make(margin);
      for (double x = 2; x <= n; ++x)
        entropy.add(elementary::exp(law.log_density(x)) * special::log_gamma(x + 1));
    }
    m.entropy = entropy.value();
    return m;
  }

  std::int64_t trials_;
  std::vector<double> conditional_;
};

}  // namespace

std::vector<Parameter> Dirichlet::parameters() {
  return {{"alpha", Domain::positive_or_vector, "concentrations, a list of one for each class"}};
}

Outcome<std::shared_ptr<const Population>> Dirichlet::make(const Arguments& a) {
  const auto* alpha = std::get_if<std::vector<double>>(&a.all().at("alpha"));
  if (alpha == nullptr || alpha->size() < 2)
    return Refusal{"alpha must be a list of at least two numbers > 0"};
  return std::shared_ptr<const Population>(std::make_shared<DirichletPoints>(a));
}

std::vector<Parameter> Multinomial::parameters() {
  Parameter trials{"trials", Domain::positive_integer, "number of trials"};
  trials.largest = 0x1p53;
  return {trials, {"p", Domain::probabilities, "probability of each class"}};
}

Outcome<std::shared_ptr<const Population>> Multinomial::make(const Arguments& a) {
  return std::shared_ptr<const Population>(std::make_shared<MultinomialPoints>(a));
}

}  // namespace plim
