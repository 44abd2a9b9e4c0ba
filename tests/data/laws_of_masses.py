"""The families on integers and classes in high precision, as those of laws_of_densities.py."""
from law import Discrete, mass_entropy
from laws_of_densities import NORMAL
from mpmath import mp, mpf
from tails_and_sums import beta_tail, gamma_tail, power_sum


class Bernoulli(Discrete):
    first, last = 0, 1

    def __init__(self, p):
        self.p = mpf(p)

    def density(self, k):
        return self.p if k == 1 else 1 - self.p

    def cdf(self, k):
        return 1 - self.p if k < 1 else mpf(1)

    def complement(self, k):
        return self.p if k < 1 else mpf(0)

    def mean(self):
        return self.p

    def variance(self):
        return self.p * (1 - self.p)

    def entropy(self):
        return -self.p * mp.log(self.p) - (1 - self.p) * mp.log1p(-self.p)

    def information(self):
        return [1 / self.variance()]


class Categorical(Discrete):
    first = 0

    def __init__(self, p):
        self.p = [mpf(x) / mp.fsum(mpf(y) for y in p) for x in p]
        self.last = len(p) - 1

    def density(self, k):
        return self.p[int(k)]

    def cdf(self, k):
        return mp.fsum(self.p[:int(k) + 1])

    def complement(self, k):
        return mp.fsum(self.p[int(k) + 1:])

    def mean(self):
        return mp.fsum(k * p for k, p in enumerate(self.p))

    def variance(self):
        return mp.fsum((k - self.mean())**2 * p for k, p in enumerate(self.p))

    def entropy(self):
        return -mp.fsum(p * mp.log(p) for p in self.p)

    def information(self):
        free = range(len(self.p) - 1)
        return [1 / self.p[-1] + (1 / self.p[i] if i == j else 0) for i in free for j in free]


class Uniform(Categorical):
    def __init__(self, K):
        self.p = [mpf(1) / K] * K
        self.last = K - 1

    def information(self):
        return []


class Rule(Categorical):
    """Classes by p_k proportional to exp(-theta t_k): the information about theta is the variance of t."""

    def __init__(self, weights, slopes):
        super().__init__(weights)
        self.slopes = slopes

    def variance(self):
        mean = self.mean()
        return mp.fsum((k - mean)**2 * p for k, p in enumerate(self.p))

    def information(self):
        mean = mp.fsum(p * t for p, t in zip(self.p, self.slopes))
        return [mp.fsum(p * (t - mean)**2 for p, t in zip(self.p, self.slopes))]


class PowerOfRank(Rule):
    def __init__(self, K, power):
        super().__init__([mpf(r)**-mpf(power) for r in range(1, K + 1)], [mp.log(r) for r in range(1, K + 1)])


class PowerOfRatio(Rule):
    def __init__(self, K, ratio):
        super().__init__([mpf(ratio)**k for k in range(K)], [k / mpf(ratio) for k in range(K)])


class Binomial(Discrete):
    first = 0

    def __init__(self, trials, p):
        self.last, self.p = trials, mpf(p)

    def log_density(self, k):
        return (mp.loggamma(self.last + 1) - mp.loggamma(k + 1) - mp.loggamma(self.last - k + 1) + k * mp.log(self.p) +
                (self.last - k) * mp.log1p(-self.p))

    def density(self, k):
        return mp.exp(self.log_density(k))

    def cdf(self, k):
        return mpf(1) if k >= self.last else beta_tail(self.last - mpf(k), mpf(k) + 1, 1 - self.p, self.p)

    def complement(self, k):
        return mpf(0) if k >= self.last else beta_tail(mpf(k) + 1, self.last - mpf(k), self.p, 1 - self.p)

    def guess(self, p, upper):
        return max(0, min(self.last, int(self.mean() + NORMAL.root(p, upper) * mp.sqrt(self.variance()))))

    def mean(self):
        return self.last * self.p

    def variance(self):
        return self.last * self.p * (1 - self.p)

    def entropy(self):
        return None if self.variance() > 10**5 else mass_entropy(self)

    def information(self):
        return [self.last / (self.p * (1 - self.p))]


class NegativeBinomial(Discrete):
    first = 0

    def __init__(self, r, p):
        self.r, self.p = mpf(r), mpf(p)

    def log_density(self, k):
        return (mp.loggamma(self.r + k) - mp.loggamma(self.r) - mp.loggamma(k + 1) + self.r * mp.log(self.p) +
                k * mp.log1p(-self.p))

    def density(self, k):
        return mp.exp(self.log_density(k))

    def cdf(self, k):
        return beta_tail(self.r, mpf(k) + 1, self.p, 1 - self.p)

    def complement(self, k):
        return beta_tail(mpf(k) + 1, self.r, 1 - self.p, self.p)

    def guess(self, p, upper):
        return max(0, int(self.mean() + NORMAL.root(p, upper) * mp.sqrt(self.variance())))

    def mean(self):
        return self.r * (1 - self.p) / self.p

    def variance(self):
        return self.mean() / self.p

    def entropy(self):
        return None if self.variance() > 10**5 else mass_entropy(self)

    def information(self):
        r, p = self.r, self.p
        if self.variance() > 10**5:
            return []
        with mp.workdps(60):
            own, k, above = mpf(0), 0, 1 - self.density(0)
            log_mass = self.log_density(0)
            while above > mpf(10)**-40:
                own += above / (r + k)**2
                log_mass += mp.log((r + k) / (k + 1)) + mp.log1p(-p)
                k += 1
                above -= mp.exp(log_mass)
            return [own, -1 / p, -1 / p, r / (p * p * (1 - p))]


class Poisson(Discrete):
    first = 0

    def __init__(self, mean):
        self.rate = mpf(mean)

    def log_density(self, k):
        return k * mp.log(self.rate) - self.rate - mp.loggamma(k + 1)

    def density(self, k):
        return mp.exp(self.log_density(k))

    def cdf(self, k):
        return gamma_tail(mpf(k) + 1, self.rate, True)

    def complement(self, k):
        return gamma_tail(mpf(k) + 1, self.rate, False)

    def guess(self, p, upper):
        z = NORMAL.root(p, upper)
        return max(0, int(self.rate + z * mp.sqrt(self.rate) + (z * z - 1) / 6))

    def mean(self):
        return self.rate

    def variance(self):
        return self.rate

    def entropy(self):
        if self.rate > 10**6:
            return None
        with mp.workdps(50):
            reach = 20 * mp.sqrt(self.rate) + 60
            k = max(0, int(self.rate - reach))
            log_mass, total = self.log_density(k), mpf(0)
            while k <= self.rate + reach:
                total -= log_mass * mp.exp(log_mass)
                k += 1
                log_mass += mp.log(self.rate) - mp.log(k)
            return total

    def information(self):
        return [1 / self.rate]


class Geometric(Discrete):
    first = 0

    def __init__(self, p):
        self.p = mpf(p)

    def log_density(self, k):
        return mp.log(self.p) + k * mp.log1p(-self.p)

    def density(self, k):
        return mp.exp(self.log_density(k))

    def cdf(self, k):
        return -mp.expm1((mpf(k) + 1) * mp.log1p(-self.p))

    def complement(self, k):
        return mp.exp((mpf(k) + 1) * mp.log1p(-self.p))

    def mean(self):
        return 1 / self.p - 1

    def variance(self):
        return (1 - self.p) / self.p**2

    def entropy(self):
        return -mp.log(self.p) - (1 / self.p - 1) * mp.log1p(-self.p)

    def information(self):
        return [1 / (1 - self.p) / self.p**2]


class Zipf(Discrete):
    first = 1

    def __init__(self, s, N):
        self.s, self.last = mpf(s), N
        self.norm = power_sum(1, N, s)

    def log_density(self, k):
        return -self.s * mp.log(k) - mp.log(self.norm)

    def density(self, k):
        return mp.exp(self.log_density(k))

    def cdf(self, k):
        return power_sum(1, k, self.s) / self.norm

    def complement(self, k):
        return power_sum(k + 1, self.last, self.s) / self.norm

    def mean(self):
        return power_sum(1, self.last, self.s - 1) / self.norm

    def variance(self):
        return power_sum(1, self.last, self.s - 2) / self.norm - self.mean()**2

    def entropy(self):
        return self.s * power_sum(1, self.last, self.s, 1) / self.norm + mp.log(self.norm)

    def information(self):
        return [power_sum(1, self.last, self.s, 2) / self.norm - (power_sum(1, self.last, self.s, 1) / self.norm)**2]
