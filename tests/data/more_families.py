"""The laws beyond the first sixteen, and their parameters, of families_more.json: generate_families.py makes it."""
from laws_closed import Cauchy, Frechet, GeneralisedPareto, Gev, Gumbel, Laplace, Levy, Logistic, Pareto, Rayleigh
from laws_on_intervals import Arcsine, Kumaraswamy, Triangular


def named(names, *sets):
    return [dict(zip(names.split(), values)) for values in sets]


PLACES = named("location scale", (0.0, 1.0), (-3.0, 2.5), (0.0, 1e-100), (1e3, 1e100))
SHAPES = ((0.0, 1.0, 0.3), (2.0, 0.5, -0.4), (0.0, 1.0, 0.0), (-1.0, 3.0, 1e-9), (0.0, 1.0, -1e-9), (1e3, 1e-2, 0.1), (0.0, 1.0, 2.5))

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
                                       (1e-3, 1e3))),
}
