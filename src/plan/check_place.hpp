#pragma once
#include <set>
#include <string>
#include <variant>

#include "plim/grammar/table_reader.hpp"
#include "plim/plan/plan.hpp"

namespace plim {

/// What one entry of a check's `at` keeps of the groups of its estimate, or of its sample. A group without
/// that axis is not where the question is.
class CheckPlace {
 public:
  CheckPlace(const AtSpec& at, const Plan& plan, bool of_sample)
      : at_(at), plan_(plan), of_sample_(of_sample) {}

  bool keeps(std::size_t group, std::size_t point, std::size_t size);
  /// Why nothing, or not all that was named, was found; called when every group has been looked at.
  void report(Faults& faults, const std::string& key) const;

 private:
  /// One coordinate as `at` may name it.
  using Coordinate = std::variant<double, std::string>;
  bool look(const Coordinate& coordinate);

  const AtSpec& at_;
  const Plan& plan_;
  bool of_sample_;
  std::set<Coordinate> seen_;
  std::set<std::string> axes_;
};

}  // namespace plim
