#include "plim/estimators/bayes/slice_sampler.hpp"

#include <algorithm>
#include <cmath>

#include "plim/core/real.hpp"
#include "plim/estimators/bayes/posterior.hpp"
#include "plim/estimators/interval.hpp"
#include "plim/numeric/order_statistics.hpp"
#include "plim/numeric/sums.hpp"
#include "slice_chain.hpp"

namespace plim {
namespace {

constexpr std::int64_t usual_chains = 4, usual_warm_up = 500, usual_draws = 1000;
constexpr double usual_limit = 1.05;

Parameter option(const char* what, Domain domain, double largest, const std::string& help) {
  Parameter p{what, domain, help};
  p.optional = true;
  p.largest = largest;
  return p;
}

std::int64_t number_of(const Arguments& options, const char* what, std::int64_t usual) {
  return options.has(what) ? options.integer(what) : usual;
}

void write_draws(std::span<const double> draws, double level, Cell& cell) {
  const double size = static_cast<double>(draws.size());
  CompensatedSum sum, squares;
  for (const double x : draws) sum.add(x / size);
  cell.value = sum.value();
  for (const double x : draws) squares.add((x - cell.value) * (x - cell.value) / (size - 1));
  cell.se = std::sqrt(squares.value());
  if (level == 0) return;
  std::vector<double> ascending(draws.begin(), draws.end());
  std::sort(ascending.begin(), ascending.end());
  cell.lo = sample_quantile(ascending, 0.5 * (1 - level));
  cell.hi = sample_quantile(ascending, 0.5 + 0.5 * level);
}

}  // namespace

std::vector<Parameter> SliceSampler::options() {
  constexpr Domain integer = Domain::positive_integer;
  std::vector<Parameter> all = {
      option("chains", integer, 1000, "each from a start of its own; default: 4"),
      option("warm_up", integer, 1e6, "sweeps of a chain that are not kept; default: 500"),
      option("draws", integer, 1e6, "sweeps of a chain that are kept; default: 1000"),
      option("r_hat_limit", Domain::positive, 1e6, "above it the status is undefined; default: 1.05")};
  all[2].smallest = shortest_chain;
  all[3].smallest = 1;
  return all;
}

Outcome<SliceSampler> SliceSampler::bind(const LawFamily& family, const LawFamilies& laws,
                                         const Knowns& knowns, const Arguments& options) {
  const Outcome<PosteriorModel> model = PosteriorModel::bind(family, laws, knowns);
  if (!model) return Refusal{model.reason()};
  const Outcome<BoundInterval> interval = bind_interval(knowns, name, {"equal_tailed"});
  if (!interval) return Refusal{interval.reason()};
  const Outcome<std::vector<std::size_t>> wanted = model->wanted(knowns.estimand);
  if (!wanted) return Refusal{wanted.reason()};
  SliceSampler bound(*model);
  bound.wanted_ = *wanted;
  bound.single_ = knowns.estimand != all_parameters;
  bound.level_ = interval->level;
  bound.chains_ = static_cast<std::uint32_t>(number_of(options, "chains", usual_chains));
  bound.warm_up_ = number_of(options, "warm_up", usual_warm_up);
  bound.draws_ = number_of(options, "draws", usual_draws);
  bound.r_hat_limit_ = options.has("r_hat_limit") ? options.real("r_hat_limit") : usual_limit;
  return bound;
}

std::vector<Output> SliceSampler::outputs() const {
  std::vector<Output> all;
  for (const std::size_t i : wanted_) {
    const std::string& parameter = model_.likelihood().name(i);
    all.push_back({single_ ? "" : parameter, parameter, 0});
  }
  all.push_back({"r_hat", "r_hat", 0});
  all.push_back({"ess", "ess", 0});
  return all;
}

void SliceSampler::estimate(const Observations::One& sample, workspace& w, const Address& own,
                            const EstimateRef& out) const {
  out.status = draw(sample, own, w);
  if (!is_success(out.status)) return;
  out.status = write_diagnostics(w, out.out.last(2));
  if (!is_success(out.status)) return;
  for (std::size_t i = 0; i < wanted_.size(); ++i) {
    write_draws(draws_of(wanted_[i], w).draws, level_, out.out[i]);
    if (sample.n == 0) out.status = write_prior(wanted_[i], out.out[i]);
    if (!is_success(out.status)) return;
  }
}

Status SliceSampler::draw(const Observations::One& sample, const Address& own, Workspace& w) const {
  const SampleScale scale = sample.n == 0 ? SampleScale{} : scale_of(sample);
  if (!scale.finite) return Status::invalid;
  model_.prepare(w.model, scale);
  LogPosterior f(model_, sample, w.model);
  const std::size_t size = model_.likelihood().size(), draws = static_cast<std::size_t>(draws_);
  w.draws.resize(size * chains_ * draws);
  for (std::uint32_t c = 0; c < chains_; ++c) {
    Address stream = own;
    stream.sub = c;
    SliceChain chain(f, model_, stream);
    if (!chain.start_at_prior()) {
      Point start{};
      const Status status = best_start(f, scale, start);
      if (!is_success(status)) return status;
      chain.start_at(start);
    }
    chain.warm_up(warm_up_);
    for (std::size_t d = 0; d < draws; ++d) {
      chain.sweep();
      if (!chain.is_inside()) return Status::undefined;
      const Point theta = chain.theta();
      for (std::size_t i = 0; i < size; ++i) w.draws[(i * chains_ + c) * draws + d] = theta[i];
    }
  }
  return Status::regular;
}

ChainDraws SliceSampler::draws_of(std::size_t parameter, const Workspace& w) const noexcept {
  const std::size_t all = chains_ * static_cast<std::size_t>(draws_);
  return {std::span(w.draws).subspan(parameter * all, all), chains_};
}

Status SliceSampler::write_diagnostics(const Workspace& w, std::span<Cell> out) const {
  double largest = 0, smallest = infinity;
  for (std::size_t i = 0; i < model_.likelihood().size(); ++i) {
    const ChainDraws chains = draws_of(i, w);
    const double ratio = r_hat(chains);
    if (!(ratio <= r_hat_limit_)) return Status::undefined;
    largest = std::fmax(largest, ratio);
    smallest = std::fmin(smallest, bulk_effective_size(chains));
  }
  out[0].value = largest;
  out[1].value = smallest;
  return Status::regular;
}

/// Where the posterior is the prior, this says which of its moments exist.
Status SliceSampler::write_prior(std::size_t parameter, Cell& cell) const {
  const PriorLaw& prior = model_.prior_law(parameter);
  if (prior.has_variance && !std::isfinite(prior.law->variance())) cell.se = infinity;
  if (!prior.has_mean || std::isfinite(prior.law->mean())) return Status::regular;
  return status_of(prior.law->mean());
}

}  // namespace plim
