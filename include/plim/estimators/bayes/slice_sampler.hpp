#pragma once
#include <string>
#include <vector>

#include "plim/estimators/bayes/posterior_model.hpp"
#include "plim/estimators/estimator.hpp"
#include "plim/numeric/chain_diagnostics.hpp"

namespace plim {

/// The posterior of up to three free parameters of any family by Markov chains: slice sampling of one
/// coordinate after the other (Neal 2003), on the estimator's own stream, from draws of the prior.
///
/// Of each wanted parameter mean, standard deviation and quantiles of the draws of all chains; then `r_hat`,
/// the largest, and `ess`, the smallest bulk effective sample size, over all free parameters (Vehtari et al.
/// 2021). Invalid: an observation that no law tried can give. Undefined: no start was found, R-hat is above
/// its limit, the density has no bound, or a chain came to where doubles end (an improper posterior drives it
/// there). Draws do not show whether a posterior has a mean: without data the prior is asked.
class SliceSampler {
 public:
  using view = Observations;
  struct Workspace {
    NumericModel::Workspace model;
    std::vector<double> draws;  // [free parameters][chains][draws]
  };
  using workspace = Workspace;
  static constexpr std::string_view name = "slice_sampler";
  static constexpr std::string_view summary =
      "posterior mean by slice sampling; se: posterior sd; interval: equal_tailed; r_hat and ess of the "
      "chains";
  static constexpr std::string_view undefined =
      "the chains did not mix (r_hat above r_hat_limit), or the posterior is improper";
  static std::vector<std::string> estimands(const LawFamily& family) {
    return PosteriorModel::estimands(family);
  }
  /// `chains`, `warm_up` and `draws` of each, `r_hat_limit`.
  static std::vector<Parameter> options();
  static Outcome<SliceSampler> bind(const LawFamily& family, const LawFamilies& laws, const Knowns& knowns,
                                    const Arguments& options);

  std::vector<Output> outputs() const;
  bool has_interval() const noexcept { return level_ > 0; }
  void estimate(const Observations::One& sample, workspace& w, const Address& own,
                const EstimateRef& out) const;

 private:
  explicit SliceSampler(PosteriorModel model) : model_(std::move(model)) {}
  Status draw(const Observations::One& sample, const Address& own, Workspace& w) const;
  ChainDraws draws_of(std::size_t parameter, const Workspace& w) const noexcept;
  Status write_diagnostics(const Workspace& w, std::span<Cell> out) const;
  Status write_prior(std::size_t parameter, Cell& cell) const;

  PosteriorModel model_;
  std::vector<std::size_t> wanted_;
  std::uint32_t chains_ = 0;
  std::int64_t warm_up_ = 0, draws_ = 0;
  double r_hat_limit_ = 0, level_ = 0;
  bool single_ = true;
};

}  // namespace plim
