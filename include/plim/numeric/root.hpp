#pragma once
#include <functional>

namespace plim {

/// Where f changes sign in [low, high], to the last bits (Alefeld, Potra and Shi 1995, algorithm 748); NaN if
/// f has one sign at both ends or is not a number. A reference that f holds needs no memory.
double root_between(const std::function<double(double)>& f, double low, double high);

}  // namespace plim
