#pragma once
#include <functional>

namespace plim {

/// The logarithm of a positive function of one variable, smooth within less than `reach(x)` of x.
struct LogShape {
  std::function<double(double)> log_value;
  std::function<double(double)> reach;
};

/// What a weighted integral or sum is made of; 1 where there is none.
using Weight = std::function<double(double)>;

/// The integral of e^(log_value - reference) weight from `from` outwards to `to`, which may lie on either
/// side and be infinite: Gauss and Legendre's 20 points on panels over which log_value changes by 12 at most,
/// until nothing is added any more, so that the function must not rise again far beyond where it has
/// vanished. `step`: the length of the first panel, about. Positive if the weight is, on either side.
double integral_outward(const LogShape& f, double from, double to, double reference, double step,
                        const Weight& weight = {});

/// The sum over the integers `from`, ..., `to` in the same way. Where log_value is smooth enough, `reach`
/// being above 92, panels are integrals with the corrections of Euler and Maclaurin in central differences,
/// and log_value is taken between the integers too; elsewhere terms are added one by one.
double sum_outward(const LogShape& f, double from, double to, double reference, const Weight& weight = {});

/// Where f is largest on [low, high] (either may be infinite), if it has one peak there: from a guess, to
/// about a thousandth of `step`.
double peak_of(const std::function<double(double)>& f, double low, double high, double guess, double step);

}  // namespace plim
