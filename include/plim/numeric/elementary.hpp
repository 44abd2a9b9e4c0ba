#pragma once
#include <cstdint>

/// Elementary functions that give the same bits on every machine, compiler and vector width: made of + - * /,
/// comparisons and integer operations only, without branches, so that compilers turn loops over them into
/// vector code. They stand in for libm wherever a number enters a draw or a closed-form estimate.
///
/// Largest errors seen against quad precision (`tests/numeric/elementary_test.cpp` holds them to these
/// bounds): log and exp 1 ulp, log1p 1.5 ulp, expm1 2 ulp, relative_gain 10 ulp, sine and cosine 2^-52
/// absolute.
namespace plim::elementary {

#ifdef __FAST_MATH__
#error "plim needs NaN and the order of sums as IEEE 754 has them; compile it without relaxed arithmetic"
#endif

#define PLIM_ELEMENTARY [[gnu::always_inline]] inline

struct SinCos {
  double sin, cos;
};

namespace detail {

constexpr double magic = 0x1.8p52;  // adding it rounds to an integer, found in the low bits
constexpr std::uint64_t magic_bits = 0x4338000000000000;
constexpr double positive_infinity = __builtin_huge_val();

PLIM_ELEMENTARY std::uint64_t bits(double x) { return __builtin_bit_cast(std::uint64_t, x); }
PLIM_ELEMENTARY double from_bits(std::uint64_t b) { return __builtin_bit_cast(double, b); }
/// The double of a small integer in two's complement, without a conversion instruction.
PLIM_ELEMENTARY double small_integer(std::uint64_t k) { return from_bits(magic_bits + k) - magic; }

}  // namespace detail

namespace detail {

/// ln(2^shift x) of a normal number x > 0. Reduction and polynomial of Sun's fdlibm (e_log.c, 1993).
PLIM_ELEMENTARY double log_normal(double x, double shift) {
  // m in [sqrt(1/2), sqrt(2)), x = 2^k m
  constexpr std::uint64_t sqrt_half = 0x3fe6a09e667f3bcd;
  const std::uint64_t offset = bits(x) - sqrt_half;
  // The arithmetic shift of offset by 52, written with what every vector unit has.
  const std::uint64_t exponent = ((offset + 0x8000000000000000) >> 52) - 0x800;
  const double k = small_integer(exponent) + shift;
  const double m = from_bits(bits(x) - (exponent << 52));

  constexpr double ln2_hi = 6.93147180369123816490e-01, ln2_lo = 1.90821492927058770002e-10;
  const double f = m - 1.0;
  const double s = f / (2.0 + f);
  const double z = s * s, w = z * z;
  const double even =
      w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  const double odd =
      z * (6.666666666666735130e-01 +
           w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  const double half_square = 0.5 * f * f;
  return k * ln2_hi - ((half_square - (s * (half_square + (even + odd)) + k * ln2_lo)) - f);
}

}  // namespace detail

/// Natural logarithm: -inf at 0, NaN below, subnormal numbers included.
PLIM_ELEMENTARY double log(double x) {
  using namespace detail;
  const bool subnormal = x < 0x1p-1022;
  const double r = log_normal(subnormal ? x * 0x1p54 : x, subnormal ? -54.0 : 0.0);
  const double low = x == 0 ? -positive_infinity : __builtin_nan("");
  const double special = x < positive_infinity ? r : x;
  return x > 0 || x != x ? special : low;
}

/// The same of what is known to be a normal number > 0, such as a uniform one of a word.
PLIM_ELEMENTARY double log_of_uniform(double u) { return detail::log_normal(u, 0.0); }

/// ln(1 + x): -inf at -1, NaN below; relative accuracy kept near 0 by the rounding error of 1 + x.
PLIM_ELEMENTARY double log1p(double x) {
  using namespace detail;
  const double u = 1.0 + x;
  const double ax = x < 0 ? -x : x;
  const double lost = ax < 1 ? x - (u - 1.0) : 1.0 - (u - x);
  const double r = log(u) + lost / (u != 0 ? u : 1.0);
  return u > 0 && u < positive_infinity ? r : log(u);
}

namespace detail {

struct ExpParts {
  double scaled_bits;  // its bits less magic_bits are k
  double less_one;     // e^r - 1
};

/// t = k ln 2 + r with |r| <= ln 2 / 2 (Cody and Waite 1980), and e^r - 1 by its Taylor polynomial of degree
/// 13 (remainder below 2^-57).
PLIM_ELEMENTARY ExpParts exp_parts(double t) {
  constexpr double ln2_hi = 6.93147180369123816490e-01, ln2_lo = 1.90821492927058770002e-10;
  const double shifted = t * 1.44269504088896338700e+00 + magic;
  const double k = shifted - magic;
  const double hi = t - k * ln2_hi, lo = k * ln2_lo;
  const double r = hi - lo;
  const double lost = (hi - r) - lo;
  const double r2 = r * r;
  const double p =
      1.0 / 2 +
      r * (1.0 / 6 +
           r * (1.0 / 24 +
                r * (1.0 / 120 +
                     r * (1.0 / 720 +
                          r * (1.0 / 5040 +
                               r * (1.0 / 40320 +
                                    r * (1.0 / 362880 +
                                         r * (1.0 / 3628800 +
                                              r * (1.0 / 39916800 +
                                                   r * (1.0 / 479001600 + r * (1.0 / 6227020800.0)))))))))));
  return {shifted, r + (lost + r2 * p)};
}

}  // namespace detail

/// Exponential: 0 and inf where it under- and overflows, subnormal results included.
PLIM_ELEMENTARY double exp(double x) {
  using namespace detail;
  const double above = x > 710.0 ? 710.0 : x;
  const ExpParts e = exp_parts(above < -746.0 ? -746.0 : above);
  const double value = 1.0 + e.less_one;
  // 2^k in two factors, because k runs from -1077 to 1025. The halves are taken on a positive number.
  const std::uint64_t biased = bits(e.scaled_bits) - magic_bits + 4096;
  const std::uint64_t first = biased >> 1, second = biased - first;
  const double result =
      value * from_bits((first - 2048 + 1023) << 52) * from_bits((second - 2048 + 1023) << 52);
  return x == x ? result : x;
}

/// e^x - 1, with relative accuracy kept near 0: -1 far below, inf where e^x overflows.
PLIM_ELEMENTARY double expm1(double x) {
  using namespace detail;
  const double above = x > 710.0 ? 710.0 : x;
  const ExpParts e = exp_parts(above < -50.0 ? -50.0 : above);
  const double half = from_bits((bits(e.scaled_bits) - magic_bits + 1022) << 52);  // 2^(k-1): no overflow
  const double result = 2.0 * (half * e.less_one + (half - 0.5));
  return x == x ? result : x;
}

/// sin(2 pi u) and cos(2 pi u) for 0 <= u <= 1. Kernel polynomials of fdlibm (k_sin.c, k_cos.c, 1993).
PLIM_ELEMENTARY SinCos sincos_turns(double u) {
  using namespace detail;
  const double quarters = 4.0 * u;
  const double shifted = quarters + magic;
  const std::uint64_t q = bits(shifted);
  const double x = (quarters - (shifted - magic)) * 1.57079632679489661923;  // |x| <= pi / 4
  const double z = x * x;
  const double s =
      x + x * z *
              (-1.66666666666666324348e-01 +
               z * (8.33333333332248946124e-03 +
                    z * (-1.98412698298579493134e-04 +
                         z * (2.75573137070700676789e-06 +
                              z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)))));
  const double c =
      1.0 -
      (0.5 * z - z * z *
                     (4.16666666666666019037e-02 +
                      z * (-1.38888888888741095749e-03 +
                           z * (2.48015872894767294178e-05 +
                                z * (-2.75573143513906633035e-07 +
                                     z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11))))));
  const bool swap = (q & 1) != 0;
  const double sine = swap ? c : s, cosine = swap ? s : c;
  const std::uint64_t sine_sign = (q & 2) << 62, cosine_sign = ((q + 1) & 2) << 62;
  return {from_bits(bits(sine) ^ sine_sign), from_bits(bits(cosine) ^ cosine_sign)};
}

/// g(t) = (1 + t) ln(1 + t) - t >= 0 for t >= -1, without cancellation near 0: in v = t/(2 + t),
/// g = (2 v^2 + 2 (1 + v) v^3 (1/3 + v^2/5 + v^4/7 + ...)) / (1 - v) for |t| <= 1/2 (Loader 2000 uses the
/// same v).
PLIM_ELEMENTARY double relative_gain(double t) {
  const double near = t > 0.5 ? 0.5 : t < -0.5 ? -0.5 : t;
  const double v = near / (2.0 + near);
  const double w = v * v;
  double p = 1.0 / 37;
#pragma GCC unroll 17
  for (int j = 35; j >= 3; j -= 2) p = p * w + 1.0 / j;
  const double series = (2.0 * w + 2.0 * (1.0 + v) * v * w * p) / (1.0 - v);
  const double far = (1.0 + t) * log1p(t) - t;
  return t == near ? series : t <= -1 ? 1.0 : far;
}

#undef PLIM_ELEMENTARY

}  // namespace plim::elementary
