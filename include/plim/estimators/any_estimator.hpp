#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plim/core/cell.hpp"
#include "plim/random/address.hpp"
#include "plim/views/view.hpp"

namespace plim {

/// One number of an estimate: its name ("" if the estimator has one), its estimand, and the element of it.
struct Output {
  std::string name;
  std::string estimand;
  std::size_t element = 0;
};

/// An estimator at work in one thread; owns its workspace.
class Instance {
 public:
  virtual ~Instance() = default;
  /// Called once per (thread, size) before the first estimate at that n: room for tables.
  virtual void prepare(std::int64_t /*n*/) {}
  /// Estimates every lane of the group's view. Never throws: a throw of user code becomes Status::threw.
  virtual void run(const void* view, const Address& first, const BlockOut& out) noexcept = 0;
};

/// T = constant + [plug_in] (-sum (c_k/n) ln(c_k/n)) + sum_k rest(k, c_k): what theory needs for exact sums.
/// The plug-in part is named, not summed, because its cancellation against the truth must be done on paper.
struct AdditiveTerm {
  bool plug_in = false;
  double constant = 0;
  std::function<double(std::size_t k, std::int64_t count)> rest;
};

/// A bound estimator without its type.
struct AnyEstimator {
  std::string name;
  ViewId view = nullptr;
  const char* view_name = "";
  std::vector<Output> outputs;
  bool has_interval = false;
  std::function<std::unique_ptr<Instance>()> instantiate;
  /// The additive form at n, or nothing.
  std::function<std::optional<AdditiveTerm>(std::int64_t n)> additive;
};

}  // namespace plim
