#include "plim/estimators/bayes/numeric_posterior.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "../likelihood/sample_likelihood.hpp"
#include "plim/numeric/elementary.hpp"
#include "plim/numeric/sums.hpp"

namespace plim {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double negligible = -42;  // ln of a weight beside the largest
constexpr std::ptrdiff_t longest = 1000;
constexpr double allowed_error = 1e-8, wanted_error = 1e-11;
constexpr double steps[] = {0.4, 0.2, 0.1};

}  // namespace

/// 1/(n + 1) of the log posterior density of the coordinates.
class LogPosterior final : public Objective {
 public:
  LogPosterior(const NumericPosterior& posterior, const Observations::One& sample, NumericModel::Workspace& w)
      : posterior_(posterior),
        likelihood_(posterior.model_, w.coordinates, w, sample),
        sample_(sample),
        w_(w) {}

  double scale() const noexcept { return static_cast<double>(sample_.n) + 1; }
  double value(const Point& u) override {
    const Point theta = likelihood_.theta(u);
    if (!posterior_.model_.move(w_, theta)) return -infinity;
    double sum = sample_.n == 0 ? 0.0 : static_cast<double>(sample_.n) * w_.law->mean_log_density(sample_);
    for (std::size_t i = 0; i < posterior_.priors_.size(); ++i)
      sum += posterior_.priors_[i]->log_density(theta[i]) +
             elementary::log(likelihood_.coordinate(i).slope(u[i]));
    return sum / scale();
  }
  const SampleLikelihood& likelihood() const noexcept { return likelihood_; }

 private:
  const NumericPosterior& posterior_;
  SampleLikelihood likelihood_;
  Observations::One sample_;
  NumericModel::Workspace& w_;
};

namespace {

/// The mode, and by its curvature the scale of the lattice: first coordinate, and the other one given it.
struct Frame {
  Point mode{};
  double log_peak = 0;
  double sd = 1, other_sd = 0, other_shift = 0;
};

/// Sums over all points of the lattice, `coarse` over every other.
struct Sums {
  CompensatedSum weight, coarse, first, second, predictive;
};

bool find_frame(LogPosterior& f, std::size_t dimension, std::size_t first, const SampleScale& scale,
                Frame& frame) {
  Point start{};
  double best = -infinity;
  const int starts = dimension == 1 ? Coordinate::starts : Coordinate::starts * Coordinate::starts;
  for (int number = 0; number < starts; ++number) {
    Point u{};
    u[0] = f.likelihood().coordinate(0).start(number % Coordinate::starts, scale);
    if (dimension > 1) u[1] = f.likelihood().coordinate(1).start(number / Coordinate::starts, scale);
    const double value = f.value(u);
    if (value > best) {
      best = value;
      start = u;
    }
  }
  if (!std::isfinite(best)) return false;
  const Maximum found = maximise(f, dimension, start, f.likelihood().box());
  if (!found.converged) return false;
  const Matrix hessian = coarse_slopes(f, found.at, dimension, 1e-3).hessian;
  const std::size_t other = 1 - first;
  frame.mode = found.at;
  frame.log_peak = found.value * f.scale();
  double curvature = -hessian[first][first] * f.scale();
  if (dimension > 1) {
    const double across = -hessian[other][other] * f.scale(), mixed = -hessian[first][other] * f.scale();
    frame.other_sd = 1 / std::sqrt(across);
    frame.other_shift = -mixed / across;
    curvature -= mixed * mixed / across;
  }
  frame.sd = 1 / std::sqrt(curvature);
  return std::isfinite(frame.sd) && std::isfinite(frame.other_sd);
}

/// One lattice of a step in standard deviations of the mode's curvature.
class Lattice {
 public:
  Lattice(LogPosterior& f, const Frame& frame, std::size_t dimension, std::size_t first, double step,
          double x, const Law& law)
      : f_(f), frame_(frame), dimension_(dimension), first_(first), step_(step), x_(x), law_(law) {}

  /// False if the density does not vanish within the longest row.
  bool sum(LatticeDensity& density) {
    std::vector<double>& rows = density.values;
    rows.clear();
    if (!rows_from(-1, -1, rows)) return false;
    std::reverse(rows.begin(), rows.end());
    density.step = step_ * frame_.sd;
    density.first = frame_.mode[first_] - static_cast<double>(rows.size()) * density.step;
    return rows_from(0, 1, rows);
  }
  const Sums& sums() const noexcept { return sums_; }

 private:
  /// Appends the rows from k on in that direction, up to the first that is negligible.
  bool rows_from(std::ptrdiff_t k, int direction, std::vector<double>& rows) {
    double before = 0;
    for (; std::abs(k) < longest; k += direction) {
      rows.push_back(row(k));
      if (row_largest_ < negligible && row_largest_ <= before) return true;
      before = row_largest_;
    }
    return false;
  }

  double row(std::ptrdiff_t k) {
    Point u = frame_.mode;
    const double away = static_cast<double>(k) * step_ * frame_.sd;
    u[first_] += away;
    row_largest_ = -infinity;
    CompensatedSum sum;
    if (dimension_ == 1) {
      sum.add(weight(u, k, 0));
      return sum.value();
    }
    const std::size_t other = 1 - first_;
    const double centre = frame_.mode[other] + frame_.other_shift * away;
    for (const int direction : {1, -1}) {
      double before = -infinity;
      for (std::ptrdiff_t j = direction > 0 ? 0 : -1; std::abs(j) < longest; j += direction) {
        u[other] = centre + static_cast<double>(j) * step_ * frame_.other_sd;
        sum.add(weight(u, k, j));
        if (last_ < negligible && last_ <= before) break;
        before = last_;
      }
    }
    return sum.value() * step_ * frame_.other_sd;
  }

  double weight(const Point& u, std::ptrdiff_t k, std::ptrdiff_t j) {
    last_ = f_.value(u) * f_.scale() - frame_.log_peak;
    if (std::isnan(last_)) last_ = -infinity;
    row_largest_ = std::fmax(row_largest_, last_);
    const double w = std::exp(last_);
    if (w == 0) return w;
    const double theta = f_.likelihood().coordinate(first_).theta(u[first_]);
    sums_.weight.add(w);
    if (dimension_ == 1 ? k % 2 == 0 : (k % 2 == 0 && j % 2 == 0)) sums_.coarse.add(w);
    sums_.first.add(w * theta);
    sums_.second.add(w * theta * theta);
    if (!std::isnan(x_)) sums_.predictive.add(w * std::exp(law_.log_density(x_)));
    return w;
  }

  LogPosterior& f_;
  const Frame& frame_;
  std::size_t dimension_, first_;
  double step_, x_;
  const Law& law_;
  Sums sums_;
  double last_ = 0, row_largest_ = 0;
};

}  // namespace

Outcome<NumericPosterior> NumericPosterior::bind(const LawFamily& family, const LawFamilies& laws,
                                                 const Knowns& knowns) {
  const Outcome<NumericModel> model = NumericModel::bind(family, knowns);
  if (!model) return Refusal{model.reason()};
  if (model->size() > 2) return Refusal{"a posterior by quadrature has one or two free parameters"};
  NumericPosterior bound(*model);
  for (std::size_t i = 0; i < model->size(); ++i) {
    const auto prior = knowns.priors.find(model->name(i));
    if (prior == knowns.priors.end()) {
      return Refusal{"a " + std::string(family.name) + " model needs prior." + model->name(i) +
                     " = { law = ..., ... }"};
    }
    const auto law = std::find_if(laws->begin(), laws->end(),
                                  [&prior](const LawFamily& f) { return f.name == prior->second.law; });
    if (law == laws->end())
      return Refusal{"prior." + model->name(i) + " has a law without a density of one number"};
    Outcome<std::unique_ptr<Law>> made = law->make(prior->second.arguments);
    if (!made) return Refusal{made.reason()};
    bound.priors_.push_back(std::move(*made));
  }
  return bound;
}

void NumericPosterior::sweep(const Observations::One& sample, std::size_t first, double x,
                             Workspace& w) const {
  if (!w.model.law) w.model = model_.workspace();
  Sweep& s = w.sweep;
  const SampleScale scale = sample.n == 0 ? SampleScale{} : scale_of(sample);
  s.status = Status::invalid;
  if (!scale.finite) return;
  for (Coordinate& c : w.model.coordinates) c.set_scale(scale);
  LogPosterior f(*this, sample, w.model);
  Frame frame;
  if (!find_frame(f, model_.size(), first, scale, frame)) return;
  s.status = Status::undefined;
  s.coordinate = w.model.coordinates[first];
  s.density.values.reserve(2 * longest);
  for (const double step : steps) {
    Lattice lattice(f, frame, model_.size(), first, step, x, *w.model.law);
    if (!lattice.sum(s.density)) return;
    const double total = lattice.sums().weight.value(), copies = model_.size() == 1 ? 2 : 4;
    s.relative_error = std::fabs(copies * lattice.sums().coarse.value() / total - 1);
    s.density.accumulate();
    s.mean = lattice.sums().first.value() / total;
    s.sd = std::sqrt(std::fmax(0, lattice.sums().second.value() / total - s.mean * s.mean));
    s.log_evidence = frame.log_peak + std::log(s.density.total());
    s.log_predictive = std::log(lattice.sums().predictive.value() / total);
    s.status = s.relative_error <= allowed_error ? Status::regular : Status::undefined;
    if (s.relative_error <= wanted_error) return;
  }
}

template <Centre centre>
Outcome<NumericPosteriorEstimate<centre>> NumericPosteriorEstimate<centre>::bind(const LawFamily& family,
                                                                                 const LawFamilies& laws,
                                                                                 const Knowns& knowns) {
  const Outcome<NumericPosterior> posterior = NumericPosterior::bind(family, laws, knowns);
  if (!posterior) return Refusal{posterior.reason()};
  const Outcome<BoundInterval> interval = bind_interval(knowns, name, {"equal_tailed"});
  if (!interval) return Refusal{interval.reason()};
  NumericPosteriorEstimate bound(*posterior);
  bound.level_ = interval->level;
  bound.single_ = knowns.estimand != all_parameters;
  for (std::size_t i = 0; i < posterior->model().size(); ++i) {
    if (!bound.single_ || posterior->model().name(i) == knowns.estimand) bound.wanted_.push_back(i);
  }
  if (bound.wanted_.empty()) return Refusal{knowns.estimand + " is known"};
  return bound;
}

template <Centre centre>
std::vector<Output> NumericPosteriorEstimate<centre>::outputs() const {
  std::vector<Output> all;
  for (const std::size_t i : wanted_) {
    const std::string& parameter = posterior_.model().name(i);
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
                                               const Knowns& knowns, const Arguments& options) {
  return NumericPosterior::bind(family, laws, knowns).map([&options](const NumericPosterior& posterior) {
    NumericEvidence bound(posterior);
    if (options.has("x")) bound.x_ = options.real("x");
    return bound;
  });
}

void NumericEvidence::estimate(const Observations::One& sample, workspace& w, const Address&,
                               const EstimateRef& out) const {
  posterior_.sweep(sample, 0, x_, w);
  out.status = w.sweep.status;
  if (!is_success(out.status)) return;
  out.out[0].value = std::isnan(x_) ? w.sweep.log_evidence : w.sweep.log_predictive;
  if (std::isinf(out.out[0].value)) out.status = Status::infinite;
}

}  // namespace plim
