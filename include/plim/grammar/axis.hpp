#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace plim {

/// An axis of the design other than n: its name and the label of each coordinate.
struct Axis {
  std::string name;
  std::vector<double> numbers;       // or
  std::vector<std::string> strings;  // one of the two
  std::string path = {};             // where a study sets it, as in "population.p.sd"
  std::size_t size() const noexcept { return numbers.empty() ? strings.size() : numbers.size(); }
};

/// True for a parameter of the population, false for what an estimator is told.
inline bool is_of_population(const Axis& axis) { return axis.path.rfind("population.", 0) == 0; }

}  // namespace plim
