#include "plim/estimators/entropy/digamma_rules.hpp"

#include <cstdint>

#include "plim/numeric/alternating_integral.hpp"
#include "plim/numeric/digamma.hpp"

namespace plim {
namespace {

/// e^(1/2) - 1, the upper limit 1/xi - 1 at xi = e^(-1/2).
constexpr double limit_2004 = 0.6487212707001282;

double parity(double c) noexcept { return static_cast<std::int64_t>(c) % 2 == 0 ? 1 : -1; }

/// (-1)^c c I(c, u).
double alternating(double c, double u) noexcept { return parity(c) * alternating_integral(c, u); }

}  // namespace

double Zhang::term(double c) { return c * elementary::log_less_digamma(c); }

double Grassberger1988::term(double c) { return Zhang::term(c) - parity(c) * c / (c + 1); }

double Grassberger2003::term(double c) { return Zhang::term(c) - alternating(c, 1); }

double SchurmannXiHalf::whole(double n) { return Zhang::term(n); }

double Schurmann2004::term(double c) { return Zhang::term(c) - alternating(c, limit_2004); }

double Schurmann2004::whole(double n) { return Zhang::term(n); }

}  // namespace plim
