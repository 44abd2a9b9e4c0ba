#pragma once
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plim/core/cell.hpp"
#include "plim/core/shared.hpp"
#include "plim/random/address.hpp"
#include "plim/views/view.hpp"

namespace plim {

/// One number of an estimate: its name ("" if the estimator has one), its estimand, and the element of it.
struct Output {
  std::string name;
  std::string estimand;
  std::size_t element = 0;
  bool operator==(const Output&) const = default;
};

/// An estimator at work in one thread; owns its workspace.
class Instance {
 public:
  virtual ~Instance() = default;
  /// Estimates every lane of the group's view of a sample of size n, with random numbers from `first` on. A
  /// throw of user code on a lane of its own becomes Status::threw. False if the form for whole groups threw,
  /// or what prepares it for n: then the cells mean nothing, and the instance is spent. Only std::bad_alloc
  /// passes through: memory is the machine's, and no result may depend on it.
  virtual bool run(const void* view, std::int64_t n, const Address& first, const BlockOut& out) = 0;
};

/// The entropy -sum q_k ln q_k of q_k = (c_k + a)/(n + K a), over all K classes if a > 0.
struct PlugIn {
  double a = 0;
  double K = 0;
};

/// T = constant + [plug-in] + sum_k rest(k, c_k): what theory needs for exact sums. The plug-in part is
/// named, not summed, because its cancellation against the truth must be done on paper.
struct AdditiveTerm {
  std::optional<PlugIn> plug_in;
  double constant = 0;
  std::function<double(std::size_t k, std::int64_t count)> rest;
};

/// Where every estimate lies; infinite ends: not known.
struct Range {
  double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
};

/// The true value of a parameter by its name, or nothing.
using TrueParameter = std::function<std::optional<double>(std::string_view name)>;

/// A bound estimator without its type, as it comes to work and as theory sees it; shared by threads.
class BoundEstimator {
 public:
  virtual ~BoundEstimator() = default;
  virtual std::unique_ptr<Instance> instantiate() const = 0;
  /// The additive form at n, or nothing.
  virtual std::optional<AdditiveTerm> additive(std::int64_t n) const;
  /// sqrt(n) times the standard deviation of an output for large n at the true parameters, or nothing.
  virtual std::optional<double> asymptotic_sd(const TrueParameter& truth, std::size_t output) const;
  /// Where every estimate lies at n if the population has so many classes (infinity: no list of them).
  virtual Range range(std::int64_t n, double classes) const;
  /// E |T|^r exists for every r below this, if draws are independent and of the model's family; NaN: not
  /// known.
  virtual double moments(std::int64_t n, std::size_t output) const;
  /// Bytes that an instance holds beside the sample, where they grow with it.
  virtual std::size_t workspace_bytes(const SampleSize& size) const;
};

/// What plans and results say of a bound estimator.
struct EstimatorFacts {
  std::string name;
  std::string options;  // canonical: what else its identity is made of
  ViewKey view;
  const char* view_name = "";
  unsigned features = 0;         // optional parts of the view that it wants
  Derivations derivations = {};  // its own, beside those of the catalogue
  std::vector<Output> outputs;
  bool has_interval = false;
  std::optional<std::size_t> told_K;  // the classes of the population, if it works with that number unasked
  bool operator==(const EstimatorFacts&) const = default;
};

/// A bound estimator. Many may have their facts alike, as an oracle at all points of a grid.
struct AnyEstimator {
  Shared<EstimatorFacts> facts;
  std::shared_ptr<const BoundEstimator> bound;
};

}  // namespace plim
