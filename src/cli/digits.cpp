#include "digits.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace plim::cli {

int digits_for(double size, double width, int of_width, int usual) {
  constexpr double most = 17;
  if (!(size > 0) || !std::isfinite(size) || !(width > 0)) return usual;
  const double digits = std::floor(std::log10(size)) - std::floor(std::log10(width)) + of_width;
  return static_cast<int>(std::clamp<double>(digits, usual, most));
}

Digits::Digits(double size, double width, int of_width, int usual)
    : digits_(digits_for(size, width, of_width, usual)) {
  constexpr double least_fixed = 1e-4, most_fixed = 1e15;
  if (digits_ > usual && size >= least_fixed && size < most_fixed)
    decimals_ = std::max(0, digits_ - 1 - static_cast<int>(std::floor(std::log10(size))));
}

std::string Digits::shown(double x) const {
  if (std::isnan(x)) return "-";
  return decimals_ < 0 || !std::isfinite(x) ? fmt::format("{:.{}g}", x, digits_)
                                            : fmt::format("{:.{}f}", x, decimals_);
}

std::string Digits::with_sign(double x) const {
  return (std::isnan(x) || std::signbit(x) ? "" : "+") + shown(x);
}

}  // namespace plim::cli
