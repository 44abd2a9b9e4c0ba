#include "plim/populations/data_population.hpp"

#include <cmath>

#include "plim/core/error.hpp"
#include "plim/core/number.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/counts_pair.hpp"
#include "plim/views/points.hpp"
#include "plim/views/points_pair.hpp"
#include "plim/views/reals.hpp"
#include "plim/views/sequence_pair.hpp"
#include "plim/views/valued_counts.hpp"

namespace plim {
namespace {

constexpr std::int64_t most_reals = std::int64_t{1}
                                    << 28;  // observations that a table of counts spreads out to
constexpr double most_classes = 1 << 28;

/// The data as the sample of one lane.
class DataSource final : public ViewSource {
 public:
  explicit DataSource(const DataPopulation& data)
      : row_(data.reals().data()),
        point_row_(data.points().data()),
        symbols_(data.symbols().data()),
        counts_{data.n(), data.counts().size(), 1, data.counts().data()},
        pair_{data.n(), data.m().value_or(0), data.counts().size(),
              1,        data.counts().data(), data.second_counts().data()},
        second_symbols_(data.second_symbols().data()),
        sequence_{data.n(), data.counts().size(), 1, &symbols_},
        texts_{sequence_, {data.m().value_or(0), data.counts().size(), 1, &second_symbols_}, 1, 1},
        reals_{data.n(), 1, &row_},
        points_{data.n(), data.coordinates().size(), 1, &point_row_},
        first_row_(data.first_points().data()),
        second_row_(data.second_points().data()),
        points_pair_{data.n(), data.m().value_or(0), data.dimension_of_pair(), 1, &first_row_, &second_row_},
        valued_{{data.n(), data.values().size(), 1, data.value_counts().data()}, data.values().data(), 1} {}

  void start(Address, std::size_t) override {}
  void grow(std::int64_t, std::uint32_t) override {}
  const void* view(ViewId id) override {
    if (id == view_id<Counts>()) return &counts_;
    if (id == view_id<CountsPair>()) return &pair_;
    if (id == view_id<Sequence>()) return &sequence_;
    if (id == view_id<SequencePair>()) return &texts_;
    if (id == view_id<Points>()) return &points_;
    if (id == view_id<PointsPair>()) return &points_pair_;
    if (id == view_id<ValuedCounts>()) return &valued_;
    return id == view_id<Reals>() ? &reals_ : nullptr;
  }

 private:
  const double *row_, *point_row_;
  const std::int32_t* symbols_;
  Counts counts_;
  CountsPair pair_;
  const std::int32_t* second_symbols_;
  Sequence sequence_;
  SequencePair texts_;
  Reals reals_;
  Points points_;
  const double *first_row_, *second_row_;
  PointsPair points_pair_;
  ValuedCounts valued_;
};

/// The observations of a table of values and counts, one by one.
std::vector<double> spread_out(const UserData& data) {
  std::vector<double> reals;
  for (std::size_t k = 0; k < data.values.size(); ++k)
    reals.insert(reals.end(), static_cast<std::size_t>(data.classes.counts[k]), data.values[k]);
  return reals;
}

}  // namespace

DataPopulation::DataPopulation(UserData data, const ClassLayout& layout, std::string name,
                               std::optional<UserData> second)
    : name_(std::move(name)),
      not_numbers_(std::move(data.not_numbers)),
      n_(data.n),
      missing_(data.missing),
      has_values_(data.numbers && (layout.counted || data.reals.empty())),
      points_(std::move(data.points)),
      coordinates_(std::move(data.coordinates)),
      factors_(std::move(data.factors)),
      lines_(std::move(data.lines)) {
  symbols_.assign(data.order.begin(), data.order.end());
  if (second) take_second(data, *second);
  if (data.classes.counts.empty() && has_values_) count_values(data);
  if (data.numbers) {
    values_ = data.values;
    value_counts_ = data.classes.counts;
    has_reals_ = !data.reals.empty() || data.n <= most_reals;
    if (has_reals_) reals_ = data.reals.empty() ? spread_out(data) : std::move(data.reals);
  }
  if (layout.first && data.numbers) {
    lay_out(data, layout);
  } else {
    take_classes(data, layout);
  }
}

void DataPopulation::take_second(UserData& data, UserData& second) {
  m_ = second.n;
  second_ = std::move(second.classes.counts);
  second_symbols_.assign(second.order.begin(), second.order.end());
  if (!coordinates_.empty()) {
    if (second.coordinates.size() == coordinates_.size()) second_points_ = std::move(second.points);
  } else if (!data.reals.empty() && !second.reals.empty()) {
    pair_ = std::move(data.reals);
    second_points_ = std::move(second.reals);
  }
}

/// Counts of the integers from `first` on.
void DataPopulation::lay_out(UserData& data, const ClassLayout& layout) {
  const auto first = static_cast<double>(*layout.first);
  const double most = layout.K ? static_cast<double>(*layout.K) : most_classes;
  counts_.assign(layout.K.value_or(0), 0);
  for (std::size_t k = 0; k < data.values.size(); ++k) {
    if (data.classes.counts[k] == 0) continue;
    const double at = data.values[k] - first;
    if (!(at >= 0 && at < most) || at != std::floor(at)) {
      if (outside_.empty()) outside_ = round_trip(data.values[k]);
      continue;
    }
    const auto index = static_cast<std::size_t>(at);
    if (index >= counts_.size()) counts_.resize(index + 1);
    counts_[index] += data.classes.counts[k];
  }
}

/// The classes of the data, padded to K or without the last ones that were not seen.
void DataPopulation::take_classes(UserData& data, const ClassLayout& layout) {
  counts_ = std::move(data.classes.counts);
  labels_ = std::move(data.classes.labels);
  const std::size_t K = layout.K.value_or(counts_.size());
  if (observed_classes() > K) {
    throw Error(ExitCode::data, name_ + ": has " + std::to_string(observed_classes()) +
                                    " classes, but --k is " + std::to_string(K) +
                                    "; the alphabet holds at least the classes seen");
  }
  if (counts_.size() > K) leave_out(counts_.size() - K);
  counts_.resize(K);
  if (m_) second_.resize(K);
  if (!labels_.empty()) labels_.resize(K);
  if (data.symbols)
    symbol_bytes_ = std::make_shared<const std::vector<double>>(bytes_of_symbols(labels_, *data.symbols));
}

/// Leaves out the last classes that nobody saw.
void DataPopulation::leave_out(std::size_t surplus) {
  std::size_t kept = counts_.size();
  for (std::size_t k = counts_.size(); k-- > 0;) {  // kept classes move to the end, in their order
    if (surplus > 0 && !is_seen(k)) {
      --surplus;
      continue;
    }
    --kept;
    counts_[kept] = counts_[k];
    if (m_) second_[kept] = second_[k];
    if (!labels_.empty()) labels_[kept].swap(labels_[k]);
  }
  const auto drop = static_cast<std::ptrdiff_t>(kept);
  counts_.erase(counts_.begin(), counts_.begin() + drop);
  if (m_) second_.erase(second_.begin(), second_.begin() + drop);
  if (!labels_.empty()) labels_.erase(labels_.begin(), labels_.begin() + drop);
}

bool DataPopulation::is_seen(std::size_t k) const { return counts_[k] > 0 || (m_ && second_[k] > 0); }

PublicFacts DataPopulation::public_facts() const {
  if (!coordinates_.empty()) return {{}, {}, coordinates_.size()};
  return {counts_.size(), factors_, {}, symbol_bytes_, second_symbols_.empty() ? 0 : n_};
}

std::vector<ViewId> DataPopulation::views(RouteKind route) const {
  if (route != RouteKind::draws) return {};
  std::vector<ViewId> made;
  if (!second_points_.empty()) made.push_back(view_id<PointsPair>());
  if (!coordinates_.empty()) {
    made.push_back(view_id<Points>());
    return made;
  }
  made.push_back(view_id<Counts>());
  if (m_) made.push_back(view_id<CountsPair>());
  if (!symbols_.empty()) made.push_back(view_id<Sequence>());
  if (!symbols_.empty() && !second_symbols_.empty()) made.push_back(view_id<SequencePair>());
  if (has_reals_) made.push_back(view_id<Reals>());
  if (has_values_) made.push_back(view_id<ValuedCounts>());
  return made;
}

std::unique_ptr<ViewSource> DataPopulation::source(RouteKind, std::span<const ViewId>, std::int64_t,
                                                   std::size_t) const {
  return std::make_unique<DataSource>(*this);
}

std::size_t DataPopulation::observed_classes() const {
  std::size_t seen = 0;
  for (std::size_t k = 0; k < counts_.size(); ++k) seen += is_seen(k) ? 1 : 0;
  return seen;
}

}  // namespace plim
