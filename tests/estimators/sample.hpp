#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plim/study/standard_catalogue.hpp"
#include "support.hpp"

namespace plim::test {

/// One data set, from which the standard catalogue's derivations make any view.
class Sample {
 public:
  explicit Sample(std::vector<double> values) : values_(std::move(values)), row_(values_.data()) {
    reals_ = {static_cast<std::int64_t>(values_.size()), 1, &row_};
  }
  explicit Sample(std::vector<std::int64_t> counts) : counts_(std::move(counts)) {
    std::int64_t n = 0;
    for (const std::int64_t c : counts_) n += c;
    counted_ = {n, counts_.size(), 1, counts_.data()};
  }
  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;

  /// By the catalogue's derivations or those of the estimator.
  const void* view(const ViewKey& key, const Derivations& own = {}, unsigned features = 0) {
    if (key == ViewKey{view_id<Counts>()}) return counts_.empty() ? nullptr : &counted_;
    if (key == ViewKey{view_id<Reals>()}) return counts_.empty() ? &reals_ : nullptr;
    for (const Derivations* some : {&own, &catalogue().derivations()}) {
      for (const std::shared_ptr<const Derivation>& d : *some) {
        const void* from = d->makes(key) ? view(d->origin(key.arguments), own) : nullptr;
        if (from == nullptr) continue;
        derivers_.push_back(d->make(1, features, key.arguments));
        return derivers_.back()->derive(from);
      }
    }
    return nullptr;
  }

  std::int64_t n() const { return counts_.empty() ? reals_.n : counted_.n; }

  static const Catalogue& catalogue() {
    static const Catalogue standard = standard_catalogue();
    return standard;
  }

 private:
  std::vector<double> values_;
  const double* row_ = nullptr;
  Reals reals_{};
  std::vector<std::int64_t> counts_;
  Counts counted_{};
  std::vector<std::unique_ptr<Deriver>> derivers_;
};

struct Estimated {
  std::vector<Output> outputs;
  std::vector<Cell> cells;
  Status status = Status::regular;
  std::string refusal;

  std::string status_name() const { return std::string(status_names[static_cast<std::size_t>(status)]); }
};

/// What the signature of binding wants for oracles; estimators never look at it.
inline const Population& any_population() {
  Arguments half;
  half.set("p", 0.5);
  static const auto population = *find_named(Sample::catalogue().families(), "bernoulli")->make(half);
  return *population;
}

/// What the catalogue's estimator of that name says of the sample, bound as a study would bind it.
inline Estimated estimated(Sample& sample, const std::string& name, const Knowns& knowns,
                           const Arguments& options = {}) {
  Estimated e;
  for (const EstimatorEntry& entry : Sample::catalogue().estimators()) {
    const auto& of = entry.estimands;
    if (entry.oracle || entry.name != name || entry.likelihood != knowns.likelihood ||
        std::find(of.begin(), of.end(), knowns.estimand) == of.end()) {
      continue;
    }
    const Outcome<AnyEstimator> bound = entry.bind(any_population(), knowns, options);
    if (!bound) {
      e.refusal = bound.reason();
      return e;
    }
    e.outputs = bound->facts->outputs;
    e.cells.resize(e.outputs.size());
    bound->bound->instantiate()->run(
        sample.view(bound->facts->view, bound->facts->derivations, bound->facts->features), sample.n(), {},
        {e.cells.data(), &e.status, e.cells.size(), 1});
    return e;
  }
  ADD_FAILURE() << "no " << name << " of " << knowns.estimand << " for " << knowns.likelihood;
  return e;
}

/// The sample of a reference case: values, values with counts, or counts of categories.
inline std::unique_ptr<Sample> sample_of(const nlohmann::json& data, bool as_counts) {
  if (data.contains("category_counts"))
    return std::make_unique<Sample>(data["category_counts"].get<std::vector<std::int64_t>>());
  std::vector<double> values;
  for (std::size_t i = 0; i < data["values"].size(); ++i) {
    const nlohmann::json& v = data["values"][i];
    const double x = v.is_string() ? std::nan("") : v.get<double>();
    values.insert(values.end(), data.contains("counts") ? data["counts"][i].get<std::size_t>() : 1, x);
  }
  if (!as_counts) return std::make_unique<Sample>(values);
  std::vector<std::int64_t> counts(2);
  for (const double x : values) ++counts[static_cast<std::size_t>(x)];
  return std::make_unique<Sample>(counts);
}

}  // namespace plim::test
