#include "plim/estimators/bayes/numeric_posterior.hpp"

#include <algorithm>
#include <cmath>

#include "plim/estimators/bayes/posterior.hpp"
#include "posterior_lattice.hpp"

namespace plim {
namespace {

constexpr double allowed_error = 1e-8, wanted_error = 1e-11;
constexpr double steps[] = {0.4, 0.2, 0.1};

/// How far sums over every other point are from those over all: relative to the total.
double total_error(const Lattice& lattice, std::size_t dimension) {
  const double copies = dimension == 1 ? 2 : 4;
  return std::fabs(copies * lattice.coarse().weight.value() / lattice.sums().weight.value() - 1);
}

/// Likewise of the mean in posterior standard deviations, of the mean square about the mode, and of the
/// predictive density.
double moments_error(const Lattice& lattice) {
  const Sums &all = lattice.sums(), &coarse = lattice.coarse();
  const double of_mean = std::fabs(coarse.shift() - all.shift()) / lattice.sd(),
               of_square = std::fabs(coarse.square() / all.square() - 1),
               of_density = std::fabs(coarse.density() / all.density() - 1);
  return std::fmax(of_mean, std::fmax(of_square, of_density));
}

}  // namespace

Outcome<NumericPosterior> NumericPosterior::bind(const LawFamily& family, const LawFamilies& laws,
                                                 const Knowns& knowns) {
  const Outcome<PosteriorModel> model = PosteriorModel::bind(family, laws, knowns);
  if (!model) return Refusal{model.reason()};
  if (model->likelihood().size() > 2)
    return Refusal{
        "a posterior by quadrature has at most two free parameters; slice_sampler takes three, and the "
        "prior law \"point\" makes one known"};
  return NumericPosterior(*model);
}

void NumericPosterior::sweep(const Observations::One& sample, std::size_t first, double x,
                             Workspace& w) const {
  Sweep& s = w.sweep;
  const SampleScale scale = sample.n == 0 ? SampleScale{} : scale_of(sample);
  s.status = Status::invalid;
  if (!scale.finite) return;
  sweep_by(sample, scale, first, x, w);
  if (sample.n == 0) return;
  const bool failed = s.status == Status::undefined;
  for (const SampleScale& other : failed ? other_scales(sample, scale) : std::vector<SampleScale>{}) {
    sweep_by(sample, other, first, x, w);
    if (is_success(s.status)) return;
  }
}

void NumericPosterior::sweep_by(const Observations::One& sample, const SampleScale& scale, std::size_t first,
                                double x, Workspace& w) const {
  Sweep& s = w.sweep;
  model_.prepare(w.model, scale);
  LogPosterior f(model_, sample, w.model);
  const std::size_t size = model_.likelihood().size();
  Frame frame;
  s.status = find_frame(f, first, scale, frame);
  if (!is_success(s.status)) return;
  s.status = Status::undefined;
  s.coordinate = w.model.coordinates[first];
  s.density.values.reserve(2 * Lattice::longest);
  s.finer.values.reserve(2 * Lattice::longest);
  for (const double step : steps) {
    Lattice lattice(f, frame, size, first, step, x, *w.model.law);
    if (!lattice.sum(s.finer)) return;
    std::swap(s.density, s.finer);
    s.mean = lattice.mean();
    s.sd = lattice.sd();
    const double of_total = total_error(lattice, size);
    s.relative_error = std::fmax(of_total, moments_error(lattice)) + lattice.cut_off();
    s.log_evidence = frame.log_peak + std::log(s.density.total()) - model_.log_prior_mass();
    s.log_predictive = std::log(lattice.sums().density());
    s.status = s.relative_error <= allowed_error ? Status::regular : Status::undefined;
    if (of_total <= wanted_error && s.relative_error <= allowed_error) return;
  }
}

template <Centre centre>
Outcome<NumericPosteriorEstimate<centre>> NumericPosteriorEstimate<centre>::bind(const LawFamily& family,
                                                                                 const LawFamilies& laws,
                                                                                 const Knowns& knowns,
                                                                                 const Arguments&) {
  const Outcome<NumericPosterior> posterior = NumericPosterior::bind(family, laws, knowns);
  if (!posterior) return Refusal{posterior.reason()};
  const Outcome<BoundInterval> interval = bind_interval(knowns, name, {"equal_tailed"});
  if (!interval) return Refusal{interval.reason()};
  NumericPosteriorEstimate bound(*posterior);
  bound.level_ = interval->level;
  bound.single_ = knowns.estimand != all_parameters;
  const Outcome<std::vector<std::size_t>> wanted = posterior->model().wanted(knowns.estimand);
  if (!wanted) return Refusal{wanted.reason()};
  bound.wanted_ = *wanted;
  return bound;
}

template <Centre centre>
std::vector<Output> NumericPosteriorEstimate<centre>::outputs() const {
  std::vector<Output> all;
  for (const std::size_t i : wanted_) {
    const std::string& parameter = posterior_.model().likelihood().name(i);
    all.push_back({single_ ? "" : parameter, parameter, 0});
  }
  return all;
}

template <Centre centre>
void NumericPosteriorEstimate<centre>::estimate(const Observations::One& sample, workspace& w, const Address&,
                                                const EstimateRef& out) const {
  for (std::size_t i = 0; i < wanted_.size(); ++i) {
    posterior_.sweep(sample, wanted_[i], not_given, w);
    const NumericPosterior::Sweep& s = w.sweep;
    out.status = s.status;
    if (!is_success(s.status)) return;
    const auto quantile = [&s](double p) { return s.coordinate.theta(s.density.quantile(p)); };
    out.out[i].value = centre == Centre::mean ? s.mean : quantile(0.5);
    out.out[i].se = s.sd;
    if (level_ == 0) continue;
    out.out[i].lo = quantile(0.5 * (1 - level_));
    out.out[i].hi = quantile(0.5 + 0.5 * level_);
  }
}

template class NumericPosteriorEstimate<Centre::mean>;
template class NumericPosteriorEstimate<Centre::median>;

Outcome<NumericEvidence> NumericEvidence::bind(const LawFamily& family, const LawFamilies& laws,
                                               const Knowns& knowns, const Arguments&) {
  return NumericPosterior::bind(family, laws, knowns).map([](const NumericPosterior& posterior) {
    return NumericEvidence(posterior);
  });
}

void NumericEvidence::estimate(const Observations::One& sample, workspace& w, const Address&,
                               const EstimateRef& out) const {
  posterior_.sweep(sample, 0, not_given, w);
  out.status = w.sweep.status;
  if (!is_success(out.status)) return;
  out.out[0].value = w.sweep.log_evidence;
  if (!std::isfinite(out.out[0].value)) out.status = status_of(out.out[0].value);
}

Outcome<NumericPredictive> NumericPredictive::bind(const LawFamily& family, const LawFamilies& laws,
                                                   const Knowns& knowns, const Arguments& options) {
  return NumericPosterior::bind(family, laws, knowns).map([&options](const NumericPosterior& posterior) {
    return NumericPredictive(posterior, options.real("x"));
  });
}

void NumericPredictive::estimate(const Observations::One& sample, workspace& w, const Address&,
                                 const EstimateRef& out) const {
  posterior_.sweep(sample, 0, x_, w);
  out.status = w.sweep.status;
  if (!is_success(out.status)) return;
  out.out[0].value = w.sweep.log_predictive;
  if (!std::isfinite(out.out[0].value)) out.status = status_of(out.out[0].value);
}

}  // namespace plim
