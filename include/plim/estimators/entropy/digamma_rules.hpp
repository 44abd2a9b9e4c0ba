#pragma once
#include <string_view>

#include "plim/estimators/entropy/corrected_plug_in.hpp"

namespace plim {

/// ln N - (1/N) sum c [psi(c) + (-1)^c/(c + 1)] (Grassberger 1988, eq. 13).
struct Grassberger1988 {
  static constexpr std::string_view name = "grassberger_1988",
                                    summary =
                                        "ln n less the mean of psi(c) + (-1)^c/(c + 1); interval: jackknife";
  static constexpr double least = -0.5, most = 1.5;
  static double term(double c);
  static double whole(double) { return 0; }
};

/// ln N - (1/N) sum c G(c), G(c) = psi(c) + (-1)^c I(c, 1), I(c, u) = integral_0^u t^(c-1)/(1+t) dt
/// (Grassberger 2003).
struct Grassberger2003 {
  static constexpr std::string_view name = "grassberger_2003",
                                    summary = "ln n less the mean of Grassberger's G(c); interval: jackknife";
  static constexpr double least = -0.08, most = 1.28;
  static double term(double c);
  static double whole(double) { return 0; }
};

/// The same with psi(N) in place of ln N: the family of Schuermann (2004, 2015) at xi = 1/2.
struct SchurmannXiHalf {
  static constexpr std::string_view name = "schurmann_xi_half",
                                    summary =
                                        "psi(n) less the mean of Grassberger's G(c); interval: jackknife";
  static constexpr double least = Grassberger2003::least, most = Grassberger2003::most;
  static double term(double c) { return Grassberger2003::term(c); }
  static double whole(double n);
};

/// psi(N) - (1/N) sum c [psi(c) + (-1)^c I(c, e^(1/2) - 1)]: that family at xi = e^(-1/2) (Schuermann 2004).
struct Schurmann2004 {
  static constexpr std::string_view name = "schurmann_2004",
                                    summary = "Schuermann's rule at xi = exp(-1/2); interval: jackknife";
  static constexpr double least = 0.24, most = 1.08;
  static double term(double c);
  static double whole(double n);
};

/// psi(N) - (1/N) sum c psi(c): Zhang's series (2012) in closed form (Schuermann 2015).
struct Zhang {
  static constexpr std::string_view name = "zhang",
                                    summary =
                                        "psi(n) less the mean of psi(c), Zhang's series; interval: jackknife";
  static constexpr double least = 0.5, most = 0.58;
  static double term(double c);  // c (ln c - psi(c)), which falls from 0.5772 at c = 1 to 1/2
  static double whole(double n) { return term(n); }
};

/// The same number under its older name (Grassberger 2003).
struct SchurmannGrassbergerPsi : Zhang {
  static constexpr std::string_view
      name = "schurmann_grassberger_psi",
      summary = "psi(n) less the mean of psi(c), the same as zhang; interval: jackknife";
};

using EntropyGrassberger1988 = CorrectedEntropy<Grassberger1988>;
using EntropyGrassberger2003 = CorrectedEntropy<Grassberger2003>;
using EntropySchurmannXiHalf = CorrectedEntropy<SchurmannXiHalf>;
using EntropySchurmann2004 = CorrectedEntropy<Schurmann2004>;
using EntropyZhang = CorrectedEntropy<Zhang>;
using EntropySchurmannGrassbergerPsi = CorrectedEntropy<SchurmannGrassbergerPsi>;

}  // namespace plim
