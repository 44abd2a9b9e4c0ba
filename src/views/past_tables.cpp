#include <algorithm>
#include <cmath>

#include "plim/views/count_tables.hpp"

namespace plim {
namespace {

constexpr std::size_t number_of_tables = 4;

/// Numbers the next symbol and the pasts of two factors in a sequence of their combinations.
class PastCodes {
 public:
  explicit PastCodes(const Arguments& arguments)
      : own_(part_of(arguments, "target")),
        other_(part_of(arguments, "source")),
        own_history_(static_cast<std::size_t>(arguments.integer("history"))),
        other_history_(static_cast<std::size_t>(arguments.integer("source_history"))) {}

  std::size_t longest() const noexcept { return std::max(own_history_, other_history_); }

  /// The code in each table of what ends with the symbol at `t`.
  void operator()(std::span<const std::int32_t> x, std::size_t t, std::uint64_t* codes) const noexcept {
    std::uint64_t own = 0, others = 0, all_others = 1;
    for (std::size_t i = own_history_; i > 0; --i) own = own * own_.levels + own_.level(x[t - i]);
    for (std::size_t i = other_history_; i > 0; --i) {
      others = others * other_.levels + other_.level(x[t - i]);
      all_others *= other_.levels;
    }
    codes[0] = (own * all_others + others) * own_.levels + own_.level(x[t]);
    parts(codes[0], all_others, codes);
  }

  /// The codes in the other tables of what has one in the first.
  void parts(std::uint64_t first, std::uint64_t* codes) const noexcept {
    std::uint64_t all_others = 1;
    for (std::size_t i = other_history_; i > 0; --i) all_others *= other_.levels;
    parts(first, all_others, codes);
  }

 private:
  /// Where the level of a factor is in the number of a class.
  struct Place {
    std::uint64_t below, levels;
    std::uint64_t level(std::int32_t k) const noexcept {
      return static_cast<std::uint64_t>(k) / below % levels;
    }
  };
  void parts(std::uint64_t first, std::uint64_t all_others, std::uint64_t* codes) const noexcept {
    const std::uint64_t both = first / own_.levels, own = both / all_others;
    codes[0] = first;
    codes[1] = own * own_.levels + first % own_.levels;
    codes[2] = both;
    codes[3] = own;
  }
  static Place part_of(const Arguments& arguments, const char* name) {
    const std::vector<double>& levels = arguments.vector("levels");
    const auto factor = static_cast<std::size_t>(arguments.integer(name));
    Place place{1, static_cast<std::uint64_t>(levels[factor])};
    for (std::size_t f = factor + 1; f < levels.size(); ++f)
      place.below *= static_cast<std::uint64_t>(levels[f]);
    return place;
  }

  Place own_, other_;
  std::size_t own_history_, other_history_;
};

class PastDeriver final : public Deriver {
 public:
  PastDeriver(std::size_t lanes, unsigned features, const Arguments& arguments)
      : codes_of_(arguments), tables_(number_of_tables) {
    for (std::size_t t = 0; t < number_of_tables; ++t) {
      features_.emplace_back(lanes, features);
      times_[t].resize(lanes);
    }
    row_of_lane_.resize(lanes);
    row_of_.resize(number_of_tables);
  }

  const void* derive(const void* from) override {
    const Sequence& sequence = *static_cast<const Sequence*>(from);
    const auto longest = static_cast<std::int64_t>(codes_of_.longest());
    const std::int64_t n = std::max<std::int64_t>(sequence.n - longest, 0);
    for (std::size_t lane = 0; lane < sequence.lanes; ++lane) count(sequence.one(lane).x, lane);
    joint_ = lay_out(0, n);
    for (std::size_t t = 0; t < number_of_tables; ++t)
      tables_[t] = features_[t](t == 0 ? joint_ : lay_out(t, n));
    lay_out_rows();
    view_ = {n, sequence.lanes, tables_, &joint_, {}, row_of_};
    return &view_;
  }

 private:
  void count(std::span<const std::int32_t> x, std::size_t lane) {
    for (std::vector<std::uint64_t>& codes : codes_) codes.clear();
    for (std::size_t t = codes_of_.longest(); t < x.size(); ++t) {
      std::uint64_t codes[number_of_tables];
      codes_of_(x, t, codes);
      for (std::size_t i = 0; i < number_of_tables; ++i) codes_[i].push_back(codes[i]);
    }
    for (std::size_t i = 0; i < number_of_tables; ++i) count_equal(codes_[i], times_[i][lane]);
    find_rows(row_of_lane_[lane]);
  }

  /// Leaves each code once, ascending.
  static void count_equal(std::vector<std::uint64_t>& codes, std::vector<std::int64_t>& times) {
    std::sort(codes.begin(), codes.end());
    times.clear();
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (i == 0 || codes[i] != codes[i - 1]) times.push_back(0);
      ++times.back();
    }
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  }

  /// The rows of one lane in all tables of what is a row in the first.
  void find_rows(std::vector<std::size_t>& rows) const {
    rows.clear();
    for (const std::uint64_t first : codes_[0]) {
      std::uint64_t codes[number_of_tables];
      codes_of_.parts(first, codes);
      for (std::size_t t = 0; t < number_of_tables; ++t) {
        const auto found = std::lower_bound(codes_[t].begin(), codes_[t].end(), codes[t]);
        rows.push_back(static_cast<std::size_t>(found - codes_[t].begin()));
      }
    }
  }

  /// Those of all lanes; 0 where a lane has no such row.
  void lay_out_rows() {
    const std::size_t lanes = row_of_lane_.size();
    for (std::size_t t = 0; t < number_of_tables; ++t) {
      row_of_[t].assign(joint_.K * lanes, 0);
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        const std::vector<std::size_t>& rows = row_of_lane_[lane];
        for (std::size_t k = 0; k * number_of_tables < rows.size(); ++k)
          row_of_[t][k * lanes + lane] = rows[k * number_of_tables + t];
      }
    }
  }

  /// The counts of all lanes as rows; a lane with fewer of them has rows of zeros.
  Counts lay_out(std::size_t t, std::int64_t n) {
    const std::size_t lanes = times_[t].size();
    std::size_t rows = 0;
    for (const auto& times : times_[t]) rows = std::max(rows, times.size());
    rows_[t].assign(rows * lanes, 0);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      for (std::size_t r = 0; r < times_[t][lane].size(); ++r)
        rows_[t][r * lanes + lane] = times_[t][lane][r];
    }
    return {n, rows, lanes, rows_[t].data()};
  }

  PastCodes codes_of_;
  std::vector<std::uint64_t> codes_[number_of_tables];              // of one lane
  std::vector<std::vector<std::int64_t>> times_[number_of_tables];  // [lanes]
  std::vector<std::int64_t> rows_[number_of_tables];                // [rows][lanes]
  std::vector<std::vector<std::size_t>> row_of_lane_;               // [lanes][rows of the first][tables]
  std::vector<std::vector<std::size_t>> row_of_;                    // [tables][rows of the first][lanes]
  Counts joint_{};
  std::vector<FeaturesOfCounts> features_;
  std::vector<CountFeatures> tables_;
  CountTables view_{};
};

class PastDerivation final : public Derivation {
 public:
  bool makes(const ViewKey& key) const override {
    return key.tag == view_id<CountTables>() && key.arguments.has("history");
  }
  ViewKey origin(const Arguments&) const override { return {view_id<Sequence>()}; }
  std::unique_ptr<Deriver> make(std::size_t lanes, unsigned features,
                                const Arguments& arguments) const override {
    return std::make_unique<PastDeriver>(lanes, features, arguments);
  }
  std::size_t footprint(const SampleSize& size, const Arguments&) const override {
    return 4 * number_of_tables * static_cast<std::size_t>(size.n) * sizeof(std::int64_t);
  }
};

}  // namespace

Arguments past_tables(std::span<const Factor> factors, const Pasts& pasts) {
  Arguments arguments;
  std::vector<double> levels;
  for (const Factor& f : factors) levels.push_back(static_cast<double>(f.levels.size()));
  arguments.set("levels", levels);
  arguments.set("source", static_cast<std::int64_t>(pasts.source));
  arguments.set("target", static_cast<std::int64_t>(pasts.target));
  arguments.set("source_history", pasts.source_history);
  arguments.set("history", pasts.history);
  return arguments;
}

std::shared_ptr<const Derivation> tables_of_sequence() {
  static const auto derivation = std::make_shared<const PastDerivation>();
  return derivation;
}

std::vector<double> past_classes(std::span<const Factor> factors, const Pasts& pasts) {
  const auto levels = [&](std::size_t f) { return static_cast<double>(factors[f].levels.size()); };
  const double next = levels(pasts.target), own = std::pow(next, static_cast<double>(pasts.history)),
               others = std::pow(levels(pasts.source), static_cast<double>(pasts.source_history));
  return {next * own * others, next * own, own * others, own};
}

}  // namespace plim
