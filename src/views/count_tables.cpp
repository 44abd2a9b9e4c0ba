#include "plim/views/count_tables.hpp"

#include <algorithm>
#include <cmath>

namespace plim {
namespace {

std::vector<double> level_counts(std::span<const Factor> factors) {
  std::vector<double> levels;
  for (const Factor& f : factors) levels.push_back(static_cast<double>(f.levels.size()));
  return levels;
}

/// The factors of the arguments, without names.
std::vector<Factor> factors_of(const Arguments& arguments) {
  std::vector<Factor> factors;
  for (const double levels : arguments.vector("levels"))
    factors.push_back({"", std::vector<std::string>(static_cast<std::size_t>(levels))});
  return factors;
}

std::vector<Margin> margins_of(const Arguments& arguments) {
  const std::vector<Factor> factors = factors_of(arguments);
  std::vector<Margin> margins;
  for (const std::vector<double>& kept : arguments.matrix("tables")) {
    std::vector<FactorTerm> terms;
    for (const double f : kept) terms.push_back({static_cast<std::size_t>(f), std::nullopt});
    margins.push_back(margin_of(factors, terms));
  }
  return margins;
}

class MarginDeriver final : public Deriver {
 public:
  MarginDeriver(std::size_t lanes, unsigned features, const Arguments& arguments)
      : margins_(margins_of(arguments)), cells_(margins_.size()) {
    for (std::size_t t = 0; t < margins_.size(); ++t) features_.emplace_back(lanes, features);
    tables_.resize(margins_.size());
  }

  const void* derive(const void* from) override {
    const Counts& counts = *static_cast<const Counts*>(from);
    for (std::size_t t = 0; t < margins_.size(); ++t) {
      const Margin& margin = margins_[t];
      cells_[t].assign(margin.cells * counts.lanes, 0);
      for (std::size_t k = 0; k < counts.K; ++k) {
        const std::int64_t* c = counts.c + k * counts.lanes;
        std::int64_t* sums = cells_[t].data() + margin.cell_of[k] * counts.lanes;
        for (std::size_t lane = 0; lane < counts.lanes; ++lane) sums[lane] += c[lane];
      }
      tables_[t] = features_[t]({counts.n, margin.cells, counts.lanes, cells_[t].data()});
    }
    view_ = {counts.n, counts.lanes, tables_, &counts, margins_, {}};
    return &view_;
  }

 private:
  std::vector<Margin> margins_;
  std::vector<std::vector<std::int64_t>> cells_;  // [tables][cells][lanes]
  std::vector<FeaturesOfCounts> features_;
  std::vector<CountFeatures> tables_;
  CountTables view_{};
};

class MarginDerivation final : public Derivation {
 public:
  bool makes(const ViewKey& key) const override {
    return key.tag == view_id<CountTables>() && key.arguments.has("tables");
  }
  ViewKey origin(const Arguments&) const override { return {view_id<Counts>()}; }
  std::unique_ptr<Deriver> make(std::size_t lanes, unsigned features,
                                const Arguments& arguments) const override {
    return std::make_unique<MarginDeriver>(lanes, features, arguments);
  }
  std::size_t footprint(const SampleSize& size, const Arguments& arguments) const override {
    return size.K * arguments.matrix("tables").size() * sizeof(std::int64_t);
  }
};

}  // namespace

Arguments margin_tables(std::span<const Factor> factors, std::span<const std::vector<FactorTerm>> tables) {
  NumberRows rows;
  for (const std::vector<FactorTerm>& kept : tables) {
    rows.emplace_back();
    for (const FactorTerm& t : kept) rows.back().push_back(static_cast<double>(t.factor));
  }
  Arguments arguments;
  arguments.set("levels", level_counts(factors));
  arguments.set("tables", rows);
  return arguments;
}

std::shared_ptr<const Derivation> tables_of_counts() {
  static const auto derivation = std::make_shared<const MarginDerivation>();
  return derivation;
}

}  // namespace plim
