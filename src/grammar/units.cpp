#include "plim/grammar/units.hpp"

#include <algorithm>

namespace plim {
namespace {
constexpr double log_two = 0.693147180559945309417, log_ten = 2.30258509299404568402;
}

bool is_information(std::string_view estimand) noexcept {
  constexpr std::string_view all[] = {"entropy",
                                      "cross_entropy",
                                      "kl",
                                      "jensen_shannon",
                                      "log_evidence",
                                      "mutual_information",
                                      "conditional_entropy"};
  return std::find(std::begin(all), std::end(all), estimand) != std::end(all);
}

double unit_factor(std::string_view unit) noexcept {
  return unit == "bit" ? 1 / log_two : unit == "hartley" ? 1 / log_ten : 1;
}

}  // namespace plim
