"""Gamma tails and sums of powers in high precision, each by two routes that must agree; for laws.py.

The tails of gamma and Poisson are Kummer's series, which must agree with mpmath's gammainc up to shape 10^4, and a piecewise
Gauss-Legendre rule above, which must agree with the series where both are used. (mpmath's quad alone stops at an absolute
error: of a tail of 10^-250 it keeps a few digits unless the integrand is scaled first.) Zipf's sums are Euler and Maclaurin's,
which must agree with differences of Hurwitz zeta functions and their derivatives, at s = 1 with digamma and Stieltjes'
numbers, at s = 0 with ln N!.
"""
from mpmath import mp, mpf

mp.dps = 400


def agree(a, b, digits=30):
    assert abs(a - b) <= abs(a) * mpf(10) ** -digits, (mp.nstr(a, 40), mp.nstr(b, 40))
    return a


def kummer(shape, x):
    """P(X <= x) of the gamma law of scale 1: all terms are positive."""
    return mp.exp(shape * mp.log(x) - x - mp.loggamma(shape + 1)) * mp.hyp1f1(1, shape + 1, x)


def fraction(shape, x):
    """P(X > x) by Legendre's continued fraction, for x well above the shape."""
    value, n = mpf(0), 400
    for i in range(n, 0, -1):
        value = i * (i - shape) / (x + 2 * i + 1 - shape - value)
    return mp.exp(shape * mp.log(x) - x - mp.loggamma(shape)) / (x + 1 - shape - value)


def integrated(shape, x, upper):
    """A tail by quadrature in steps of a quarter of a standard deviation, as far as it matters to 30 digits, divided by the
    density at x."""
    with mp.workdps(60):
        sd = mp.sqrt(shape)
        sign = 1 if upper else -1
        gain = lambda t: mp.exp((shape - 1) * mp.log1p(t / x) - t)
        ends = [mpf(0)]
        while gain(ends[-1]) > mpf(10)**-35 and x + ends[-1] + sign * sd / 4 > 0:
            ends.append(ends[-1] + sign * sd / 4)
        ratio = mp.quad(gain, ends if upper else ends[::-1], method="gauss-legendre")
        return ratio * mp.exp((shape - 1) * mp.log(x) - x - mp.loggamma(shape))


def gamma_tail(shape, x, upper):
    """P(X > x) or P(X <= x) of the gamma law of scale 1."""
    shape, x = mpf(shape), mpf(x)
    if x == 0:
        return mpf(1 if upper else 0)
    if shape > 20000 or upper and shape > 100 and x - shape > 39 * mp.sqrt(shape):
        far = (x > shape) == upper
        tail = integrated(shape, x, upper if far else not upper)
        return tail if far else 1 - tail
    if upper and x > 2 * shape + 50:
        return fraction(shape, x)
    lower = kummer(shape, x)
    return 1 - lower if upper else lower


def check_gamma_tails():
    for shape in (0.001, 2.5, 170, 2001, 9000):
        for sds in (-25, -3, 0, 4, 28):
            x = mpf(shape) + sds * mp.sqrt(shape)
            if x > 0:
                agree(gamma_tail(shape, x, True), mp.gammainc(shape, x, mp.inf, regularized=True))
                agree(gamma_tail(shape, x, False), mp.gammainc(shape, 0, x, regularized=True))
    for shape in (0.001, 2.5, 60):
        for x in (mpf(180), mpf(700)):
            agree(fraction(mpf(shape), x), mp.gammainc(shape, x, mp.inf, regularized=True))
    for sds in (-28, -3, 4, 28):
        x = mpf(9000) + sds * mp.sqrt(9000)
        agree(gamma_tail(9000, x, sds > 0), integrated(mpf(9000), x, sds > 0))


def log_beta(a, b):
    return mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)


def beta_series(a, b, x, y):
    """I_x(a, b) as x^a y^b / (a B(a, b)) times the sum of (a + b)_k / (a + 1)_k x^k (DLMF 8.17.8), which only adds."""
    with mp.workdps(60):
        term = total = mpf(1)
        k = 0
        while term > total * mpf(10)**-45:
            term *= (a + b + k) / (a + 1 + k) * x
            total += term
            k += 1
        return total * mp.exp(a * mp.log(x) + b * mp.log(y) - mp.log(a) - log_beta(a, b))


def beta_tail(a, b, x, y):
    """I_x(a, b), x + y = 1, from the side on which the series falls."""
    a, b, x, y = mpf(a), mpf(b), mpf(x), mpf(y)
    if x * (a + b) <= a:
        return beta_series(a, b, x, y)
    other = beta_series(b, a, y, x)
    return 1 - other


def check_beta_tails():
    for a, b in ((0.01, 3), (2.5, 0.5), (40, 70), (0.5, 200)):
        for x in (mpf(1) / 1000, mpf(1) / 5, mpf("0.7")):
            agree(beta_tail(a, b, x, 1 - x), mp.betainc(a, b, 0, x, regularized=True))


def power_sum(first, last, s, j=0):
    """sum of k^-s (ln k)^j, k = first .. last, by Euler and Maclaurin from k = 300 on."""
    first, last = int(first), int(last)
    if last < first:
        return mpf(0)
    with mp.workdps(120):
        s = mpf(s)
        split = max(first, min(300, last + 1))
        total = mp.fsum(mpf(k)**-s * mp.log(k)**j for k in range(first, split))
        if split > last:
            return total
        value = lambda a, p, x: mpf(x)**-a * mp.polyval(p[::-1], mp.log(x))
        poly = [mpf(int(i == j)) for i in range(3)]  # in ln k
        lows, highs = mp.log(split), mp.log(last)
        if s == 1:
            total += (highs**(j + 1) - lows**(j + 1)) / (j + 1)
        else:
            c = 1 - s  # the integral of e^(c u) u^j du
            inner = lambda u: mp.exp(c * u) * [1 / c, u / c - 1 / c**2, u * u / c - 2 * u / c**2 + 2 / c**3][j]
            total += inner(highs) - inner(lows)
        total += (value(s, poly, split) + value(s, poly, last)) / 2
        a = s
        for m in range(1, 60):
            for _ in range(1 if m == 1 else 2):
                poly = [poly[1] - a * poly[0], 2 * poly[2] - a * poly[1], -a * poly[2]]
                a += 1
            total += mp.bernoulli(2 * m) / mp.factorial(2 * m) * (value(a, poly, last) - value(a, poly, split))
        return total


def check_power_sums():
    with mp.workdps(100):
        for s in (0.5, 1.25, 3.0):
            for last in (1000, 10**9):
                for j in (0, 1, 2):
                    zeta = mp.zeta(mpf(s), 1, j) - mp.zeta(mpf(s), last + 1, j) if last > 1000 or s > 1 else None
                    if zeta is not None and (s > 1 or j == 0):
                        agree(power_sum(1, last, s, j), (-1)**j * zeta)
        agree(power_sum(1, 10**9, 1), mp.digamma(10**9 + 1) + mp.euler)
        agree(power_sum(1, 10**9, 1, 1), mp.stieltjes(1) - mp.stieltjes(1, 10**9 + 1), 15)
        agree(power_sum(1, 10**9, 0, 1), mp.loggamma(10**9 + 1))
        agree(power_sum(1, 10**9, -1), mpf(10**9) * (10**9 + 1) / 2)
        for s in (-0.5, 0.5, 1.0):
            agree(power_sum(1, 2000, s, 2), mp.fsum(mpf(k)**-mpf(s) * mp.log(k)**2 for k in range(1, 2001)))
