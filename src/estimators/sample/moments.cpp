#include "plim/estimators/sample/moments.hpp"

#include <cmath>

#include "plim/estimators/sample/points.hpp"
#include "plim/numeric/special.hpp"

namespace plim {
namespace {

/// A moment with its bootstrap interval, which needs the observations.
template <class M>
class BootstrappedMoment {
 public:
  using view = Sorted;
  struct workspace : Bootstrap::Workspace {
    std::vector<double> once;
  };
  static constexpr std::string_view name = M::name;
  explicit BootstrappedMoment(const Bootstrap& bootstrap) : bootstrap_(bootstrap) {}
  bool has_interval() const noexcept { return true; }

  void estimate(const Sorted::One& s, workspace& w, const Address& own, const EstimateRef& out) const {
    w.once.assign(s.times.empty() ? s.x.size() : 0, 1);
    const MeanM2::One moments = mean_m2_of(s.x, s.times.empty() ? w.once : s.times, s.n);
    out.status = s.n > 0 && s.x.empty() ? Status::invalid : status_of_moment(moments, M::least);
    if (out.status != Status::regular) return;
    out.out[0].value = M::of(moments);
    bootstrap_.write(out.out[0], s, {of_resample}, own, w);
  }

 private:
  static double of_resample(const Sorted::One& s, double) { return M::of(mean_m2_of(s.x, s.times, s.n)); }
  Bootstrap bootstrap_;
};

template <class M>
Outcome<AnyEstimator> bind_moment(const Knowns& knowns, const Arguments& options) {
  const Outcome<BoundInterval> interval = bind_interval(knowns, M::name, {Bootstrap::method});
  if (!interval) return Refusal{interval.reason()};
  if (interval->level > 0) return erase(BootstrappedMoment<M>(Bootstrap(interval->level, options)), knowns);
  return erase(M{}, knowns);
}

template <class M>
void write_moment(const MeanM2::One& s, const EstimateRef& out) noexcept {
  out.status = status_of_moment(s, M::least);
  if (out.status == Status::regular) out.out[0].value = M::of(s);
}

}  // namespace

Status status_of_moment(const MeanM2::One& s, std::int64_t least) noexcept {
  if (s.n == 0) return Status::empty;
  if (!std::isfinite(s.mean) || !std::isfinite(s.m2)) return Status::invalid;
  return s.n < least ? Status::undefined : Status::regular;
}

double factor_of_mean(const BoundInterval& interval, std::int64_t n) {
  if (interval.level == 0 || n < 2) return 0;
  const double tail = 0.5 + 0.5 * interval.level, degrees = static_cast<double>(n) - 1;
  return interval.method == "t" ? special::student_t_quantile(degrees, tail) : special::normal_quantile(tail);
}

void write_mean(const MeanM2::One& s, double factor, Cell& cell) noexcept {
  cell.value = s.mean;
  if (s.n < 2) return;
  cell.se = SdOfSample::of(s) / std::sqrt(static_cast<double>(s.n));
  if (factor == 0 || !(cell.se > 0)) return;
  cell.lo = cell.value - factor * cell.se;
  cell.hi = cell.value + factor * cell.se;
}

double VarianceOfSample::of(const MeanM2::One& s) noexcept {
  return s.squares() / static_cast<double>(s.n - 1);
}

double SdOfSample::of(const MeanM2::One& s) noexcept {
  return s.unit * std::sqrt(s.m2 / static_cast<double>(s.n - 1));
}

Outcome<AnyEstimator> MeanOfSample::bind_any(const Knowns& knowns, const Arguments& options) {
  if (knowns.dimension)
    return MeanOfPoints::bind(knowns).map([&](const MeanOfPoints& bound) { return erase(bound, knowns); });
  const Outcome<BoundInterval> interval = bind_interval(knowns, name, {"t", "normal", Bootstrap::method});
  if (!interval) return Refusal{interval.reason()};
  if (interval->method == Bootstrap::method)
    return erase(BootstrappedMoment<MeanOfSample>(Bootstrap(interval->level, options)), knowns);
  MeanOfSample bound;
  bound.interval_ = *interval;
  return erase(bound, knowns);
}

Outcome<AnyEstimator> VarianceOfSample::bind_any(const Knowns& knowns, const Arguments& options) {
  return bind_moment<VarianceOfSample>(knowns, options);
}

Outcome<AnyEstimator> SdOfSample::bind_any(const Knowns& knowns, const Arguments& options) {
  return bind_moment<SdOfSample>(knowns, options);
}

void MeanOfSample::prepare(std::int64_t n, workspace& w) const { w.factor = factor_of_mean(interval_, n); }

void MeanOfSample::estimate(const MeanM2::One& s, workspace& w, const Address&,
                            const EstimateRef& out) const noexcept {
  out.status = status_of_moment(s, least);
  if (out.status == Status::regular) write_mean(s, w.factor, out.out[0]);
}

void VarianceOfSample::estimate(const MeanM2::One& s, NoWorkspace&, const Address&,
                                const EstimateRef& out) const noexcept {
  write_moment<VarianceOfSample>(s, out);
}

void SdOfSample::estimate(const MeanM2::One& s, NoWorkspace&, const Address&,
                          const EstimateRef& out) const noexcept {
  write_moment<SdOfSample>(s, out);
}

}  // namespace plim
