#pragma once
#include <string>

#include "json.hpp"
#include "plim/engine/worker.hpp"
#include "plim/io/results_reader.hpp"

namespace plim::cli {

/// The values of one replicate that a result file keeps, held against the same replicate done again.
class Trajectory {
 public:
  Trajectory(const Plan& plan, std::size_t scenario, const StoredResults& stored, std::uint64_t replicate);

  /// Compares what the worker's last step made, at one size, in lane 0. Values must be equal bit by bit;
  /// where file and program have another mathematical library, within 1e-9 of each other.
  void compare(const Worker& worker, std::size_t size_index);

  /// "equal", "not kept" or "different".
  std::string verdict() const;
  const Json& differences() const noexcept { return differences_; }

 private:
  void compare_point(const Worker& worker, std::size_t size_index, const GroupPlan& group, std::size_t point,
                     const GroupResults& stored);

  const Plan& plan_;
  std::size_t scenario_;
  const StoredResults& stored_;
  std::uint64_t replicate_;
  double tolerance_;
  std::size_t compared_ = 0;
  Json differences_ = Json::array();
};

}  // namespace plim::cli
