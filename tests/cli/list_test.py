"""plim list shows what a study can use: every estimator and verb in it is used in one."""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

BETA, GAMMA = '{ law = "beta", alpha = 1, beta = 1 }', '{ law = "gamma", shape = 2, scale = 1 }'
# A value of each domain, and a prior on it; several numbers of one family ascend, so that a lower end is below an upper one.
DOMAINS = {
    "a number in [0, 1]": (0.3, BETA), "a number in (0, 1)": (0.3, BETA), "a number in (0, 1]": (0.3, BETA), "an integer >= 1": (5, None),
    "a finite number >= 0": (1.0, GAMMA), "a finite number > 0": (2.0, GAMMA), "a finite number": (0.0, '{ law = "normal", mean = 0, sd = 1 }'),
    "a list of numbers in [0, 1] that sum to 1 within 1e-9": ([0.2, 0.3, 0.5], '{ law = "dirichlet", alpha = 1 }')}
JOINT_PRIORS = {"normal": '{ law = "normal_inverse_gamma", mu = 0, kappa = 1, shape = 3, scale = 1 }'}
SAMPLER = "slice_sampler"  # of three parameters; without a joint prior
# What a likelihood takes as known: trials, and ends of the support.
KNOWN = {"binomial": {"trials": 5}, "beta_binomial": {"trials": 5}, "generalised_pareto": {"location": 0.0}, "pareto": {"scale": 2.0},
         "triangular": {"lower": 0.0, "upper": 2.0}}
JOINT = '''population.p = { law = "joint", names = ["ill", "test"], levels = [["no", "yes"], ["neg", "pos"]], table = [[0.4, 0.1], [0.2, 0.3]] }
'''
OF = {
    "probability": '{ probability = { ill = "yes" }, given = { test = "pos" } }', "mutual_information": '{ mutual_information = ["ill", "test"] }',
    "conditional_entropy": '{ conditional_entropy = "ill", given = "test" }',
    "variation_of_information": '{ variation_of_information = ["ill", "test"] }',
    "normalised_mutual_information": '{ normalised_mutual_information = ["ill", "test"] }',
    "independence_p_value": '{ independence_p_value = ["ill", "test"] }', "product_of_margins": '{ probability = { ill = "yes", test = "pos" } }'}
CHAIN = 'population.p = { law = "markov", matrix = [[0.5, 0.5], [0.2, 0.8]] }\n'
POINTS = 'population.p = { law = "multivariate_normal", mean = [0, 0], covariance = [[2, 0.5], [0.5, 1]] }\n'
# Of numbers that draws from a density are, not of classes.
DENSITY = 'population.p = { law = "normal", mean = 0, sd = 1 }\n'
SHARES = {"dirichlet": "alpha = [1, 2, 3]", "multinomial": "trials = 5, p = [0.2, 0.3, 0.5]"}
LABELLED = """population.p = { law = "softmax", weights = [[0, 0], [0.5, 1]] }
model.m = { likelihood = "softmax" }
"""
# A classifier that stood before the sample.
CLASSIFIER = LABELLED.replace(
    'likelihood = "softmax"', 'likelihood = "softmax", prior.intercept_1 = { law = "point", value = 1 }, prior.slope_1_1 = { law = "point", value = 2 }')
SAMPLE = 'sample.x = { from = "p", n = 10 }\nreplicates = { fixed = 5 }\n'
PAIR = """population.p = { law = "categorical", p = [0.2, 0.8] }
population.q = { law = "bernoulli", p = 0.5 }
population.both = { law = "two_samples", first = "p", second = "q" }
""" + SAMPLE.replace('"p"', '"both"')
# Without a model of numbers.
NUMBERS = {"mean": '"mean"', "median": '"median"', "variance": '"variance"', "sd": '"sd"', "quantile": "{ quantile = 0.9 }",
           "tail_probability": "{ tail_probability = 0.5 }"}
OF_ORDER = ("renyi_entropy", "tsallis_entropy", "hill_number")


def examples(parameters):
    """Name, value and prior of the parameters that a law must be given, from their domains."""
    found = []
    for place, p in enumerate(parameters):
        value, prior = DOMAINS.get(p["domain"].split(" and ")[0], (None, None))
        if value is None or p["default"] is not None or p["help"].startswith("instead of"):
            continue
        ascends = isinstance(value, float) and p["domain"].startswith("a finite")
        found.append((p["name"], value + place if ascends else value, prior))
    return found


def priors_of(name, likelihood, estimand, parameters):
    """A joint prior, or one a parameter; a posterior by quadrature has two parameters at most: a third one is known."""
    if likelihood in JOINT_PRIORS and estimand != "sd" and name != SAMPLER:
        return f"prior = {JOINT_PRIORS[likelihood]}"
    laws = {name: prior for name, _, prior in parameters if prior}
    if len(laws) > 2 and name != SAMPLER:
        laws[next(name for name in laws if name != estimand)] = '{ law = "point", value = 5 }'
    return ", ".join(f"prior.{name} = {law}" for name, law in laws.items())


def study_of(entry, estimand, families):
    """All but the estimate, which others of the same population and model may stand beside, and what the estimate says."""
    model = entry["model"] or ""
    if entry.get("of_density"):
        return (POINTS if estimand == "mutual_information" else DENSITY) + SAMPLE, f'of = "{estimand}", on = "x", with = "{entry["name"]}"'
    if estimand in OF:
        of = OF["product_of_margins" if entry["name"] == "product_of_margins" else estimand]
        return JOINT + SAMPLE, f'of = {of}, on = "x", with = ["{entry["name"]}"]'
    if estimand in ("block_entropy", "entropy_rate", "covariance"):
        population = POINTS if estimand == "covariance" else CHAIN
        return population + SAMPLE, f'of = "{estimand}", on = "x", with = "{entry["name"]}"'
    likelihood = model.split('"')[1] if "likelihood" in model else None
    if likelihood == "softmax":
        return (CLASSIFIER if estimand == "temperature" else LABELLED) + SAMPLE, f'of = "{estimand}", on = "x", model = "m", with = "{entry["name"]}"'
    if likelihood in SHARES:
        population = f'population.p = {{ law = "{likelihood}", {SHARES[likelihood]} }}\nmodel.m = {{ likelihood = "{likelihood}" }}\n'
        return population + SAMPLE, f'of = "{estimand}", on = "x", model = "m", with = "{entry["name"]}"'
    law = likelihood or ("normal" if estimand in NUMBERS else "categorical")
    parameters = examples(families[law])
    values = ", ".join(f"{name} = {value}" for name, value, _ in parameters)
    text = f'population.p = {{ law = "{law}", {values} }}\n' + SAMPLE
    text += 'population.q = { law = "categorical", p = [0.3, 0.3, 0.4] }\n'
    asks_model = ""
    if model:
        inside = f'likelihood = "{likelihood}"' if likelihood else 'smoothing = "lidstone", a = 0.5'
        known = {name: value for name, value in KNOWN.get(likelihood, {}).items() if name != estimand}
        parameters = [p for p in parameters if p[0] not in known]
        if likelihood and (entry["name"].startswith("posterior") or entry["name"] in ("exact", SAMPLER)):
            inside += ", " + priors_of(entry["name"], likelihood, estimand, parameters)
        for name, value in known.items():
            inside += f', prior.{name} = {{ law = "point", value = {value} }}'
        text += f"model.m = {{ {inside} }}\n"
        asks_model = 'model = "m", '
    of = f'"{estimand}"' if model else NUMBERS.get(estimand, f'"{estimand}"')
    if estimand in OF_ORDER:
        of = f"{{ {estimand} = 2 }}"
    if "known law" in entry["summary"]:
        of = f'{{ {estimand} = "q" }}'
    options = ", x = 1" if estimand == "log_predictive" else ""
    return text, f'of = {of}, on = "x", {asks_model}with = [{{ use = "{entry["name"]}"{options} }}]'


class ListTest(ProgramTest):
    def listed(self, what):
        return json.loads(self.expect(0, "list", what, "--json").stdout)[what]

    def test_every_estimator_can_be_used_in_a_study(self):
        entries = [e for e in self.listed("estimators") if not any(e[k] for k in ("two_samples", "trained", "of_columns", "factor_sequence"))]
        self.assertGreater(len(entries), 60)
        families = {f["name"]: f["parameters"] for f in self.listed("families")}
        estimates = {}  # of a study, since a process for each of many hundreds takes minutes
        for entry in entries:
            if entry["name"] == "fresh" and entry["model"] in ('likelihood = "laplace"', 'likelihood = "zeta"'):
                continue  # refused: a kink in the density, and a tail too heavy to be summed
            for estimand in entry["estimands"]:
                rest, estimate = study_of(entry, estimand, families)
                estimates.setdefault(rest, []).append(estimate)
        self.assertGreater(sum(map(len, estimates.values())), 700)
        for rest, inside in estimates.items():
            text = rest + "".join(f"estimate.e{i} = {{ {estimate} }}\n" for i, estimate in enumerate(inside))
            done = self.plim("validate", self.write("s.toml", text))
            self.assertEqual(done.returncode, 0, text + done.stdout + done.stderr)

    def test_what_has_no_likelihood_says_why_wherever_it_is_asked_for(self):
        silent = [e for what in ("families", "populations") for e in self.listed(what) if e.get("no_likelihood")]
        names = {e["name"] for e in silent}
        self.assertLessEqual({"arcsine", "hypergeometric", "hyperexponential", "triangular", "mixture", "truncated", "affine", "multivariate_t"}, names)
        modelled = {e["model"].split('"')[1] for e in self.listed("estimators") if "likelihood" in (e["model"] or "")}
        # Every family is a model or says why it is none.
        self.assertEqual({f["name"] for f in self.listed("families")} - modelled - names, set())
        self.write("x.csv", "x\n1\n2\n")
        for entry in silent:
            name, why = entry["name"], f'{entry["name"]} has no likelihood by search: {entry["no_likelihood"]}'
            self.expect(0, "list", name, says="no likelihood by search: " + entry["no_likelihood"])
            estimator = "posterior_mean" if name in modelled else "mle"
            done = self.plim("estimate", "x.csv", "--column", "x", "--family", name, "--estimator", estimator)
            self.assertEqual(done.returncode, 64, done.stderr)
            self.assertIn(why, done.stderr)
            study = ('population.p = { law = "normal", mean = 0, sd = 1 }\n' + SAMPLE + f'model.m = {{ likelihood = "{name}" }}\n'
                     f'estimate.e = {{ of = "parameters", on = "x", model = "m", with = "{estimator}" }}\n')
            done = self.plim("validate", self.write("s.toml", study))
            self.assertEqual(done.returncode, 78, done.stderr)
            self.assertIn(why, done.stdout + done.stderr)

    def test_estimators_of_two_samples_stand_apart(self):
        apart = [e for e in self.listed("estimators") if e["two_samples"]]
        text = self.expect(0, "list", "estimators").stdout
        in_a_study, alone = text.split('estimators of two samples: of a population with law = "two_samples", or by plim estimate --second')
        alone = alone.split("estimators of a trained model: with train = SAMPLE")[0]
        self.assertNotIn("of two samples", in_a_study)
        self.assertEqual(alone.count("of two samples"), len(apart))
        self.assertEqual({e["estimands"][0] for e in apart if not e["of_density"]}, {"kl", "cross_perplexity", "jensen_shannon"})
        self.write("a.csv", "a,3\nb,4\n")
        self.write("x.csv", "x\n1\n2\n4\n8\n")
        self.write("y.csv", "x\n1.5\n2.5\n9\n")
        study = PAIR + "".join(f'estimate.e{i}_{k} = {{ of = "{of}", on = "x", with = "{entry["name"]}" }}\n'
                               for i, entry in enumerate(apart) if not entry["of_density"] for k, of in enumerate(entry["estimands"]))
        self.expect(0, "validate", self.write("s.toml", study))
        for entry in apart:
            data = ("x.csv", "--second", "y.csv") if entry["of_density"] else ("a.csv", "--counts", "--second", "a.csv")
            self.expect(0, "estimate", *data, "--of", entry["estimands"][0], "--estimator", entry["name"])
        rest, estimate = study_of({"name": "ml", "model": None, "summary": ""}, "jensen_shannon",
                                  {f["name"]: f["parameters"] for f in self.listed("families")})
        study = self.write("s.toml", rest + f"estimate.e = {{ {estimate} }}\n")
        self.expect(78, "validate", study, says='estimate.e.with: ml needs two samples: a population with law = "two_samples"')

    def test_every_verb_can_be_used_in_a_study(self):
        for entry in self.listed("verbs"):
            text = ('population.p = { law = "categorical", p = [0.2, 0.3, 0.5] }\nsample.x = { from = "p", n = { grid = [10, 100, 1000] } }\n'
                    'estimate.H = { of = "entropy", on = "x", with = ["ml", "jackknife"] }\nreplicates = { fixed = 5 }\n')
            path = self.write("s.toml", text + f'check.c = {{ {entry["example"]} }}\n')
            self.assertIn(f'{entry["name"]} = ', entry["example"])
            done = self.plim("validate", path)
            self.assertEqual(done.returncode, 0, (entry["name"], done.stdout + done.stderr))

    def test_every_estimand_is_that_of_an_estimator(self):
        estimated = {e for entry in self.listed("estimators") for e in entry["estimands"]}
        entries = self.listed("estimands")
        self.assertGreater(len(entries), 12)
        self.assertEqual({e["name"] for e in entries} - estimated, set())
        self.assertTrue({e["name"] for e in entries if e["information"]} >= {"entropy", "kl", "cross_entropy"})
        self.expect(0, "list", "estimands", says='written as in of = { kl = "POPULATION" }')

    def test_every_measure_that_is_gathered_if_asked_can_be_asked(self):
        entries = [m for m in self.listed("measures") if m["if_asked"]]
        self.assertGreater(len(entries), 6)
        for entry in entries:
            spelled = entry["spelling"]
            if spelled.startswith("{"):
                spelled = f'{{ {entry["name"]} = 0.5 }}'
            text = ('population.p = { law = "normal", mean = 1.0, sd = 1.0 }\nsample.x = { from = "p", n = { grid = [10, 100] } }\n'
                    'model.m = { likelihood = "normal" }\nreplicates = { fixed = 70 }\n'
                    'estimate.e = { of = "mean", on = "x", model = "m", with = ["mle"], interval = { level = 0.9 } }\n')
            self.expect(0, "run", self.write("s.toml", text + f"output.measures = [{spelled}]\n"), "--quiet", "--force")
            read = json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["rows"]
            asked = {entry["name"], f'{entry["name"]}_0.5'}
            rows = [row for row in read if row["measure"] in asked]
            self.assertEqual(len(rows), 2, entry)
            self.assertTrue(all(row["count"] == 70 and row["value"] is not None for row in rows), rows)


if __name__ == "__main__":
    unittest.main()
