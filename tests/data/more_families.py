"""The laws beyond the first sixteen, and their parameters, of families_more.json: generate_families.py makes it."""
from laws_closed import Cauchy, Frechet, GeneralisedPareto, Gev, Gumbel, Laplace, Levy, Logistic, Pareto, Rayleigh
from laws_in_pieces import SkewNormal, VonMises
from laws_more_densities import ChiSquared, F, Hyperexponential, InverseGamma, InverseGaussian
from laws_noncentral import NoncentralBeta, NoncentralChiSquared, NoncentralF
from laws_of_normals import NoncentralT, Rice
from laws_on_intervals import Arcsine, Kumaraswamy, Triangular
from more_masses import BetaBinomial, DiscreteUniform, Hypergeometric, Logarithmic, Skellam, Zeta


def named(names, *sets):
    return [dict(zip(names.split(), values)) for values in sets]


PLACES = named("location scale", (0.0, 1.0), (-3.0, 2.5), (0.0, 1e-100), (1e3, 1e100))
SHAPES = ((0.0, 1.0, 0.3), (2.0, 0.5, -0.4), (0.0, 1.0, 0.0), (-1.0, 3.0, 1e-9), (0.0, 1.0, -1e-9), (1e3, 1e-2, 0.1),
          (0.0, 1.0, 2.5))

MORE = {
    "cauchy": (Cauchy, PLACES),
    "laplace": (Laplace, PLACES),
    "logistic": (Logistic, PLACES),
    "gumbel": (Gumbel, PLACES),
    "levy": (Levy, named("location scale", (0.0, 1.0), (-3.0, 2.5), (5.0, 1e-3), (0.0, 1e100))),
    "frechet": (Frechet, named("shape scale", (2.5, 1.0), (0.7, 3.0), (1.5, 1e-100), (4.5, 2.0), (30.0, 1e100), (1e6, 5.0))),
    "gev": (Gev, named("location scale shape", *SHAPES)),
    "generalised_pareto": (GeneralisedPareto, named("location scale shape", *SHAPES)),
    "pareto": (Pareto, named("scale shape", (1.0, 2.5), (3.0, 0.7), (1e-100, 1.5), (2.0, 4.5), (1e100, 30.0), (1.0, 1e6))),
    "rayleigh": (Rayleigh, named("sigma", (1.0,), (2.5,), (1e-100,), (1e100,))),
    "triangular": (Triangular, named("lower mode upper", (0.0, 0.25, 1.0), (-2.0, 3.0, 3.5), (0.0, 0.0, 2.0), (-1.0, 1.0, 1.0),
                                     (1e6, 1e6 + 0.5, 1e6 + 1))),
    "arcsine": (Arcsine, named("lower upper", (0.0, 1.0), (-2.0, 3.5), (1e6, 1e6 + 1), (-1e100, 1e100))),
    "kumaraswamy": (Kumaraswamy, named("a b", (2.0, 5.0), (0.5, 0.5), (1.0, 1.0), (3.0, 2.0), (0.1, 30.0), (200.0, 0.05),
                                       (0.02, 50.0), (0.05, 0.05), (1e6, 1e6))),
    "hypergeometric": (Hypergeometric, named(
        "successes failures draws", (5, 7, 4), (300, 20, 100), (10**9, 10**9, 1000), (5 * 10**8, 10**9, 10**5), (10**9, 3, 10**6),
        (10**6, 10**9, 2 * 10**6))),
    "discrete_uniform": (DiscreteUniform, named("lower upper", (1, 6), (-3, 0), (0, 10**6), (-10**9, 10**15))),
    "zeta": (Zeta, named("s", (1.06,), (1.5,), (2.0,), (3.7,), (5.5,), (30.0,))),
    "logarithmic": (Logarithmic, named("p", (1e-9,), (0.1,), (0.5,), (0.9,), (0.999,))),
    "beta_binomial": (BetaBinomial, named("trials alpha beta", (1, 0.5, 2.0), (10, 2.0, 3.0), (30, 1e-2, 0.5), (200, 1e3, 1e3),
                                          (1000, 0.7, 12.0), (5000, 1e3, 50.0))),
    "skellam": (Skellam, named("mean1 mean2", (1e-3, 2e-3), (0.7, 3.0), (5.0, 5.0), (40.0, 0.1), (1e4, 1.01e4))),
    "inverse_gamma": (InverseGamma, named("shape scale", (2.3, 0.4), (0.7, 2.0), (4.5, 1e-100), (60.0, 1e3),
                                                       (1e6, 0.5))),
    "inverse_gaussian": (InverseGaussian, named("mean shape", (1.0, 1.0), (2.5, 0.3), (1e-8, 1e10), (1e10, 1e-8), (1e-8, 1e-8),
                                                (30.0, 1e4))),
    "chi_squared": (ChiSquared, named("df", (0.5,), (1.0,), (2.0,), (7.0,), (150.0,), (1e6,))),
    "f": (F, named("df1 df2", (3.0, 7.0), (0.5, 0.5), (1.0, 2.5), (10.0, 4.5), (2.0, 1e6), (1e4, 1e3), (200.0, 9.0))),
    "von_mises": (VonMises, named("mean concentration", (0.0, 1e-9), (0.0, 1.0), (1.0, 2.0), (-2.5, 7.0), (0.0, 50.0),
                                                       (0.0, 1e8))),
    "skew_normal": (SkewNormal, named("location scale shape", (0.0, 1.0, 0.0), (0.0, 1.0, 0.7), (-3.0, 2.5, -5.0),
                                                                (1.0, 0.5, 1e3))),
    "hyperexponential": (Hyperexponential, named("probabilities rates", ([0.3, 0.7], [0.5, 4.0]), ([1.0], [2.0]),
                                                 ([0.01, 0.99], [1e-3, 1e3]), ([0.2, 0.5, 0.3], [1.0, 1.5, 20.0]))),
    "rice": (Rice, named("nu sigma", (0.0, 1.0), (1.0, 1.0), (0.3, 2.5), (40.0, 1.0), (3.0, 0.5))),
    "noncentral_chi_squared": (NoncentralChiSquared, named("df noncentrality", (3.0, 0.0), (0.5, 1e-3), (4.0, 5.0), (1.0, 500.0),
                                                           (1e3, 20.0))),
    "noncentral_beta": (NoncentralBeta, named("alpha beta noncentrality", (2.0, 5.0, 0.0), (0.5, 0.5, 1e-3), (3.0, 1.5, 5.0),
                                              (5.0, 40.0, 500.0))),
    "noncentral_f": (NoncentralF, named("df1 df2 noncentrality", (3.0, 7.0, 0.0), (1.0, 2.5, 1e-3), (4.0, 10.0, 5.0),
                                        (10.0, 60.0, 500.0))),
    "noncentral_t": (NoncentralT, named("df noncentrality", (3.0, 0.0), (2.5, 1e-3), (4.5, 5.0), (30.0, -2.0), (1.0, 1.0),
                                        (1e6, 500.0))),
}
