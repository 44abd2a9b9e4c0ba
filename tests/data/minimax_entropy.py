#!/usr/bin/python3
"""The polynomials of best uniform approximation to -x ln x on [0, 1], degrees 1 to 22, by Remez's exchange with mpmath.

usage: minimax_entropy.py > src/estimators/entropy/entropy_polynomials.hpp

Alternation at degree + 2 points: the system p(x_i) + (-1)^i e = f(x_i) is solved in 60 digits, then the points move to
the extrema of f - p until all of them agree with e to 25 digits. In s = sqrt(x) the extrema lie like those of a
Chebyshev polynomial.
"""

import mpmath

mpmath.mp.dps = 60
DEGREES = range(1, 23)


def f(x):
    return -x * mpmath.log(x) if x > 0 else mpmath.mpf(0)


def solve(points, degree):
    rows = [[x ** k for k in range(degree + 1)] + [(-1) ** i] for i, x in enumerate(points)]
    solution = mpmath.lu_solve(mpmath.matrix(rows), mpmath.matrix([f(x) for x in points]))
    return list(solution)[:-1], solution[degree + 1]


def error(coefficients, x):
    return f(x) - mpmath.polyval(coefficients[::-1], x)


def slope(coefficients, x):
    derivative = [k * c for k, c in enumerate(coefficients)][1:]
    return -mpmath.log(x) - 1 - mpmath.polyval(derivative[::-1], x)


def extrema(coefficients, points):
    """0, 1, and the zeros of the slope of the error between neighbours, by a bracketed secant (Anderson and Bjorck)."""
    found = [mpmath.mpf(0)]
    for left, middle, right in zip(points, points[1:], points[2:]):
        a, b = (left + middle) / 2, (middle + right) / 2
        if left == 0:
            a = middle / 100
        if slope(coefficients, a) * slope(coefficients, b) > 0:
            found.append(middle)
            continue
        found.append(mpmath.findroot(lambda x: slope(coefficients, x), (a, b), solver="anderson", tol=1e-80,
                                     maxsteps=200, verify=False))
    return found + [mpmath.mpf(1)]


def best(degree):
    points = [mpmath.sin(mpmath.pi * k / (2 * (degree + 1))) ** 2 for k in range(degree + 2)]
    points = [x ** mpmath.mpf("1.2") for x in points]
    for _ in range(100):
        coefficients, e = solve(points, degree)
        points = extrema(coefficients, points)
        errors = [abs(error(coefficients, x)) for x in points]
        if max(errors) - min(errors) < mpmath.mpf(10) ** -25 * max(errors):
            return coefficients, e
    raise RuntimeError("no convergence at degree %d" % degree)


def main():
    print("#pragma once\n")
    print("namespace plim::entropy_polynomials {\n")
    print("/// Coefficients of 1, x, x^2, ... of the polynomials nearest to -x ln x on [0, 1] in the maximum norm, degree by")
    print("/// degree (Remez 1934); by tests/data/minimax_entropy.py.")
    print("constexpr int lowest = %d, highest = %d;" % (DEGREES[0], DEGREES[-1]))
    rows = ["%s,  // degree %d, largest error %s" % (", ".join(repr(float(c)) for c in coefficients), degree,
                                                     mpmath.nstr(abs(e), 4))
            for degree, (coefficients, e) in ((degree, best(degree)) for degree in DEGREES)]
    print("constexpr double coefficients[] = {\n" + "\n".join(rows) + "\n};\n")
    print("/// Those of one degree.")
    print("constexpr const double* of_degree(int degree) noexcept {")
    print("  return coefficients + (degree - lowest) * (degree + lowest + 1) / 2;\n}\n")
    print("}  // namespace plim::entropy_polynomials")


if __name__ == "__main__":
    main()
