#include "plim/populations/grown_statistics.hpp"

#include <algorithm>

#include "plim/views/extremes.hpp"
#include "plim/views/least_log.hpp"
#include "plim/views/log_mean_m2.hpp"
#include "plim/views/mean_m2.hpp"
#include "plim/views/sample_mean.hpp"

namespace plim {
namespace {

// What is known of the draws of every lane, `[lanes]`, as the view it makes: m further draws are added to n.

/// The least observation is not seen, only the end of the support.
class PooledSum {
 public:
  using View = SampleMean;
  PooledSum(const Law& law, std::size_t lanes)
      : lower_(law.support().lower), whole_(law.discrete()), sum_(lanes), buffer_(lanes) {}
  void clear(std::size_t lane) { sum_[lane] = 0; }
  void add(std::size_t lane, std::int64_t n, std::int64_t m, const DrawnStatistic& drawn) {
    sum_[lane] += drawn.first;
    buffer_.set(lane, sum_[lane] / static_cast<double>(n + m), lower_, whole_);
  }
  const View& view(std::int64_t n, std::size_t lanes) { return buffer_.view(n, lanes); }

 private:
  double lower_;
  bool whole_;
  std::vector<double> sum_;
  SampleMeanBuffer buffer_;
};

/// By the formula of Chan, Golub and LeVeque (1979).
class PooledMeanM2 {
 public:
  using View = MeanM2;
  PooledMeanM2(const Law&, std::size_t lanes) : mean_(lanes), m2_(lanes) {}
  void clear(std::size_t lane) { mean_[lane] = m2_[lane] = 0; }
  void add(std::size_t lane, std::int64_t n, std::int64_t m, const DrawnStatistic& drawn) {
    const double share = static_cast<double>(m) / static_cast<double>(n + m);
    const double gap = drawn.first - mean_[lane];
    m2_[lane] += drawn.second + gap * gap * share * static_cast<double>(n);
    mean_[lane] += gap * share;
  }
  const View& view(std::int64_t n, std::size_t lanes) {
    view_ = {n, lanes, mean_.data(), m2_.data()};
    return view_;
  }

 protected:
  std::vector<double> mean_, m2_;

 private:
  View view_{};
};

class PooledLogMeanM2 : public PooledMeanM2 {
 public:
  using View = LogMeanM2;
  PooledLogMeanM2(const Law& law, std::size_t lanes) : PooledMeanM2(law, lanes), proper_(lanes, 1.0) {}
  const View& view(std::int64_t n, std::size_t lanes) {
    view_ = {n, lanes, mean_.data(), m2_.data(), proper_.data()};
    return view_;
  }

 private:
  std::vector<double> proper_;
  View view_{};
};

class PooledExtremes {
 public:
  using View = Extremes;
  PooledExtremes(const Law& law, std::size_t lanes) : whole_(law.discrete()), buffer_(lanes) {}
  void clear(std::size_t lane) { buffer_.clear(lane); }
  void add(std::size_t lane, std::int64_t, std::int64_t, const DrawnStatistic& drawn) {
    buffer_.add(lane, drawn.first, drawn.second, whole_);
  }
  const View& view(std::int64_t n, std::size_t lanes) { return buffer_.view(n, lanes); }

 private:
  bool whole_;
  ExtremesBuffer buffer_;
};

class PooledLeastLog {
 public:
  using View = LeastLog;
  PooledLeastLog(const Law&, std::size_t lanes) : buffer_(lanes) {}
  void clear(std::size_t lane) { buffer_.set(lane, 0, 0); }
  void add(std::size_t lane, std::int64_t n, std::int64_t m, const DrawnStatistic& drawn) {
    buffer_.add(lane, n, m, drawn.first, drawn.second);
  }
  const View& view(std::int64_t n, std::size_t lanes) { return buffer_.view(n, lanes); }

 private:
  LeastLogBuffer buffer_;
};

template <class Pool>
class GrownStatistic final : public ViewSource {
 public:
  GrownStatistic(std::shared_ptr<const Law> law, std::size_t lanes)
      : law_(std::move(law)), pool_(*law_, lanes) {}

  void start(Address first, std::size_t lanes) override {
    first_ = first;
    lanes_ = lanes;
    n_ = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) pool_.clear(lane);
  }

  void grow(std::int64_t n, std::uint32_t checkpoint) override {
    const std::uint64_t index = static_cast<std::uint64_t>(checkpoint) << 32;
    for (std::size_t lane = 0; lane < lanes_; ++lane) {
      Address address = first_;
      address.replicate += lane;
      Variate first(address, index), second(address, index | 1);
      pool_.add(lane, n_, n - n_, law_->statistic(first, second, n - n_));
    }
    n_ = n;
  }

  const void* view(ViewId id) override {
    return id == view_id<typename Pool::View>() ? &pool_.view(n_, lanes_) : nullptr;
  }

 private:
  std::shared_ptr<const Law> law_;
  Address first_{};
  std::size_t lanes_ = 0;
  std::int64_t n_ = 0;
  Pool pool_;
};

/// One row a statistic.
struct Kind {
  Statistic statistic;
  ViewId view;
  const char* method;
  std::unique_ptr<ViewSource> (*make)(std::shared_ptr<const Law> law, std::size_t lanes);
};

template <class Pool>
Kind kind_of(Statistic statistic, const char* method) {
  return {statistic, view_id<typename Pool::View>(), method,
          [](std::shared_ptr<const Law> law, std::size_t lanes) -> std::unique_ptr<ViewSource> {
            return std::make_unique<GrownStatistic<Pool>>(std::move(law), lanes);
          }};
}

const Kind* find_kind(Statistic statistic) {
  static const std::vector<Kind> kinds = {
      kind_of<PooledSum>(Statistic::sum, "sum"),
      kind_of<PooledMeanM2>(Statistic::mean_m2, "normal_and_chi_square"),
      kind_of<PooledLogMeanM2>(Statistic::log_mean_m2, "normal_and_chi_square"),
      kind_of<PooledExtremes>(Statistic::extremes, "extremes"),
      kind_of<PooledLeastLog>(Statistic::least_log, "least_and_gamma")};
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [statistic](const Kind& kind) { return kind.statistic == statistic; });
  return found == kinds.end() ? nullptr : &*found;
}

}  // namespace

std::vector<ViewId> views_of(Statistic statistic) {
  const Kind* kind = find_kind(statistic);
  return kind == nullptr ? std::vector<ViewId>{} : std::vector<ViewId>{kind->view};
}

std::string method_of(Statistic statistic) { return find_kind(statistic)->method; }

std::unique_ptr<ViewSource> grown_statistic(std::shared_ptr<const Law> law, Statistic statistic,
                                            std::size_t lanes) {
  return find_kind(statistic)->make(std::move(law), lanes);
}

}  // namespace plim
