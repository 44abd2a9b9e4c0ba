#include "plim/populations/clustered_population.hpp"

#include <algorithm>

#include "plim/core/digest.hpp"
#include "plim/core/number.hpp"
#include "plim/populations/observation_stream.hpp"
#include "plim/random/variate.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/reals.hpp"

namespace plim {
namespace {

/// The law of the rows whose identity has also their order and their clusters, but not the clusters' names.
SymbolLaw clustered(SymbolLaw law, const ClusteredRows& rows) {
  std::string text = law.canonical;
  std::size_t row = 0;
  for (const std::size_t end : rows.ends) {
    text += "\n";
    for (; row < end; ++row) text += std::to_string(rows.classes[row]) + " ";
  }
  law.data_sha256 = hex(sha256(text));
  law.canonical = "file sha256=" + law.data_sha256 + " draw=clusters";
  law.readable += " in " + in_number(rows.ends.size(), "cluster");
  return law;
}

std::size_t draw_below(const Address& address, std::uint64_t index, std::size_t bound) {
  return static_cast<std::size_t>(Variate(address, index).below(bound));
}

/// Paths of rows: counts, and the classes' values if they are wanted.
class ClusterDraws final : public ViewSource {
 public:
  /// `reals_max`: the largest n of the reals view, 0 if it is not wanted.
  ClusterDraws(const ClusteredPopulation& population, std::int64_t reals_max, std::size_t lanes)
      : population_(population), counts_(population.probabilities().size() * lanes) {
    if (reals_max == 0) return;
    reals_.assign(lanes, std::vector<double>(static_cast<std::size_t>(reals_max)));
    for (const auto& row : reals_) numbers_.push_back(row.data());
  }

  void start(Address first, std::size_t lanes) override {
    walks_.clear();
    for (std::size_t lane = 0; lane < lanes; ++lane, ++first.replicate)
      walks_.emplace_back(population_.rows(), first);
    const std::size_t K = population_.probabilities().size();
    std::fill_n(counts_.begin(), K * lanes, 0);
    counts_view_ = {0, K, lanes, counts_.data()};
    reals_view_ = {0, lanes, numbers_.data()};
  }

  void grow(std::int64_t n, std::uint32_t) override {
    for (std::size_t lane = 0; lane < walks_.size(); ++lane) {
      for (auto i = static_cast<std::size_t>(counts_view_.n); i < static_cast<std::size_t>(n);) {
        for (const std::int32_t k : walks_[lane].next(static_cast<std::size_t>(n) - i))
          add(lane, i++, static_cast<std::size_t>(k));
      }
    }
    counts_view_.n = reals_view_.n = n;
  }

  const void* view(ViewId id) override {
    if (id == view_id<Counts>()) return &counts_view_;
    if (id == view_id<Reals>() && !reals_.empty()) return &reals_view_;
    return nullptr;
  }

 private:
  void add(std::size_t lane, std::size_t i, std::size_t k) {
    ++counts_[k * counts_view_.lanes + lane];
    if (!reals_.empty()) reals_[lane][i] = population_.values()[k];
  }

  const ClusteredPopulation& population_;
  std::vector<ClusterWalk> walks_;          // [lanes]
  std::vector<std::int64_t> counts_;        // [K][lanes]
  std::vector<std::vector<double>> reals_;  // [lanes][n_max]
  std::vector<const double*> numbers_;      // [lanes]
  Counts counts_view_{};
  Reals reals_view_{};
};

class ClusterStream final : public ObservationStream {
 public:
  ClusterStream(const ClusteredPopulation& population, const Address& address)
      : population_(population), walk_(population.rows(), address) {}

  void next(std::span<double> out) override {
    for (std::size_t done = 0; done < out.size();) {
      for (const std::int32_t k : walk_.next(out.size() - done))
        out[done++] = population_.values().empty() ? k : population_.values()[static_cast<std::size_t>(k)];
    }
  }
  std::span<const std::string> labels() const override {
    return population_.values().empty() ? population_.labels() : std::span<const std::string>{};
  }

 private:
  const ClusteredPopulation& population_;
  ClusterWalk walk_;
};

}  // namespace

ClusterWalk::ClusterWalk(const ClusteredRows& rows, const Address& address)
    : rows_(&rows),
      address_(address),
      at_(draw_below(address, drawn_++, rows.ends.back())),
      end_(*std::upper_bound(rows.ends.begin(), rows.ends.end(), at_)) {}

std::span<const std::int32_t> ClusterWalk::next(std::size_t most) {
  if (at_ == end_) {
    const std::size_t cluster = draw_below(address_, drawn_++, rows_->ends.size());
    at_ = cluster == 0 ? 0 : rows_->ends[cluster - 1];
    end_ = rows_->ends[cluster];
  }
  const std::span now = std::span(rows_->classes).subspan(at_, std::min(most, end_ - at_));
  at_ += now.size();
  return now;
}

ClusteredPopulation::ClusteredPopulation(SymbolLaw law, ClusteredRows rows)
    : SymbolPopulation(clustered(std::move(law), rows)), rows_(std::move(rows)) {}

std::vector<ViewId> ClusteredPopulation::views(RouteKind route) const {
  return route == RouteKind::draws ? SymbolPopulation::views(route) : std::vector<ViewId>{};
}

std::unique_ptr<ViewSource> ClusteredPopulation::source(RouteKind, std::span<const ViewId> wanted,
                                                        std::int64_t n_max, std::size_t lanes) const {
  return std::make_unique<ClusterDraws>(*this, wants<Reals>(wanted) ? n_max : 0, lanes);
}

std::unique_ptr<ObservationStream> ClusteredPopulation::stream(const Address& address) const {
  return std::make_unique<ClusterStream>(*this, address);
}

}  // namespace plim
