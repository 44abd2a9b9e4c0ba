#include "plim/populations/integer_counts.hpp"

#include <algorithm>
#include <array>

#include "plim/populations/symbol_population.hpp"
#include "plim/random/binomial.hpp"
#include "plim/random/integer_table.hpp"
#include "plim/views/counts.hpp"
#include "plim/views/sparse_counts.hpp"
#include "plim/views/valued_counts.hpp"

namespace plim {
namespace {

constexpr std::size_t portion = 4096;

/// Draws that are made one by one are those of the path, as far as a table has them.
bool is_drawn(const Law& law, std::int64_t n_before, std::int64_t n) {
  return alias_is_cheaper(n - n_before, law.listing()->listed()) &&
         static_cast<std::uint64_t>(n) <= IntegerTable::draws_limit;
}

class IntegerCounts final : public ViewSource {
 public:
  IntegerCounts(std::shared_ptr<const Law> law, std::size_t lanes)
      : law_(std::move(law)),
        lowest_(law_->listing()->lowest()),
        conditional_(law_->listing()->masses()),
        counts_(conditional_.size() * lanes),
        left_(lanes),
        drawn_(lanes) {
    conditional_probabilities(conditional_, conditional_);
    for (std::size_t k = 0; k < conditional_.size(); ++k) values_.push_back(lowest_ + static_cast<double>(k));
    symbols_.reserve(counts_.size());
    seen_.reserve(counts_.size());
  }

  void start(Address first, std::size_t lanes) override {
    first_ = first;
    std::fill_n(counts_.begin(), conditional_.size() * lanes, 0);
    view_ = {0, conditional_.size(), lanes, counts_.data()};
  }

  void grow(std::int64_t n, std::uint32_t checkpoint) override {
    if (is_drawn(*law_, view_.n, n)) {
      for (std::size_t lane = 0; lane < view_.lanes; ++lane) draw(lane, n);
    } else {
      add_binomials(n - view_.n, checkpoint);
    }
    view_.n = n;
  }

  const void* view(ViewId id) override {
    if (id == view_id<ValuedCounts>()) {
      valued_ = {view_, values_.data(), view_.lanes};
      return &valued_;
    }
    return id == view_id<SparseCounts>() ? &sparse() : nullptr;
  }

 private:
  void draw(std::size_t lane, std::int64_t n) {
    Address address = first_;
    address.replicate += lane;
    std::array<double, portion> numbers;
    for (std::int64_t at = view_.n; at < n;) {
      const auto m = static_cast<std::size_t>(std::min<std::int64_t>(n - at, portion));
      const std::span drawn = std::span(numbers).first(m);
      law_->draw(address, static_cast<std::uint64_t>(at), drawn);
      for (const double x : drawn) ++counts_[static_cast<std::size_t>(x - lowest_) * view_.lanes + lane];
      at += static_cast<std::int64_t>(m);
    }
  }

  /// Indices of the second plane, which a path of one table leaves alone.
  void add_binomials(std::int64_t m, std::uint32_t checkpoint) {
    const std::uint64_t base = IntegerTable::draws_limit | static_cast<std::uint64_t>(checkpoint) << 20;
    const std::size_t lanes = view_.lanes;
    std::fill_n(left_.begin(), lanes, m);
    for (std::size_t k = 0; k < conditional_.size(); ++k) {
      if (conditional_[k] <= 0) continue;
      binomial_lanes(first_, lanes, base | k, left_.data(), conditional_[k], drawn_.data());
      std::int64_t* row = counts_.data() + k * lanes;
      std::int64_t most_left = 0;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        row[lane] += drawn_[lane];
        most_left = std::max(most_left, left_[lane] -= drawn_[lane]);
      }
      if (most_left == 0) return;
    }
  }

  const SparseCounts& sparse() {
    const std::size_t lanes = view_.lanes;
    std::size_t rows = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      std::size_t seen = 0;
      for (std::size_t k = 0; k < view_.K; ++k) seen += counts_[k * lanes + lane] > 0 ? 1 : 0;
      rows = std::max(rows, seen);
    }
    symbols_.assign(rows * lanes, 0.0);
    seen_.assign(rows * lanes, 0);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      std::size_t row = lane;
      for (std::size_t k = 0; k < view_.K; ++k) {
        if (counts_[k * lanes + lane] == 0) continue;
        symbols_[row] = values_[k];
        seen_[row] = counts_[k * lanes + lane];
        row += lanes;
      }
    }
    sparse_ = {view_.n, rows, lanes, symbols_.data(), seen_.data()};
    return sparse_;
  }

  std::shared_ptr<const Law> law_;
  double lowest_;
  std::vector<double> conditional_, values_;  // [K]
  Address first_{};
  std::vector<std::int64_t> counts_;        // [K][lanes]
  std::vector<std::int64_t> left_, drawn_;  // [lanes]
  std::vector<double> symbols_;             // [rows][lanes], as seen_
  std::vector<std::int64_t> seen_;
  Counts view_{};
  ValuedCounts valued_{};
  SparseCounts sparse_{};
};

}  // namespace

bool has_integer_counts(const Law& law) { return law.listing() != nullptr; }

std::vector<ViewId> views_of_integer_counts() { return {view_id<ValuedCounts>(), view_id<SparseCounts>()}; }

std::size_t bytes_of_integer_counts(const Law& law) {
  return law.listing()->listed() * (2 * sizeof(std::int64_t) + sizeof(double));
}

std::string method_of_integer_counts(const Law& law, std::int64_t n_before, std::int64_t n) {
  return is_drawn(law, n_before, n) ? "table" : "conditional_binomial";
}

std::unique_ptr<ViewSource> integer_counts(std::shared_ptr<const Law> law, std::size_t lanes) {
  return std::make_unique<IntegerCounts>(std::move(law), lanes);
}

}  // namespace plim
