"""plim list shows what a study can use: every estimator and verb in it is used in one."""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

LAWS = {
    "bernoulli": "p = 0.3", "categorical": "p = [0.2, 0.3, 0.5]", "exponential": "lambda = 2.0", "gamma": "shape = 2.0, scale = 1.0",
    "geometric": "p = 0.3", "normal": "mean = 0.0, sd = 1.0", "poisson": "mean = 3.0", "zipf": "s = 1.0, N = 5",
    "weibull": "shape = 2.0, scale = 1.0", "lognormal": "location = 0.0, scale = 1.0", "uniform": "lower = 0.0, upper = 1.0",
    "student_t": "location = 0.0, scale = 1.0, df = 5.0", "beta": "alpha = 2.0, beta = 3.0", "binomial": "trials = 10, p = 0.3",
    "negative_binomial": "r = 2.0, p = 0.3"}
KNOWN = {"binomial": 'prior.trials = { law = "point", value = 10 }'}
PRIORS = {
    "bernoulli": 'prior.p = { law = "beta", alpha = 1, beta = 1 }', "categorical": 'prior.p = { law = "dirichlet", alpha = 1 }',
    "geometric": 'prior.p = { law = "beta", alpha = 3, beta = 1 }', "exponential": 'prior.lambda = { law = "gamma", shape = 1, scale = 1 }',
    "gamma": 'prior.shape = { law = "exponential", lambda = 1 }, prior.scale = { law = "gamma", shape = 2, scale = 1 }',
    "zipf": 'prior.s = { law = "gamma", shape = 2, scale = 1 }', "poisson": 'prior.mean = { law = "gamma", shape = 1, scale = 1 }',
    "weibull": 'prior.shape = { law = "gamma", shape = 2, scale = 1 }, prior.scale = { law = "gamma", shape = 2, scale = 1 }',
    "lognormal": 'prior.location = { law = "normal", mean = 0, sd = 1 }, prior.scale = { law = "gamma", shape = 2, scale = 1 }',
    "beta": 'prior.alpha = { law = "gamma", shape = 2, scale = 1 }, prior.beta = { law = "gamma", shape = 2, scale = 1 }',
    "binomial": 'prior.p = { law = "uniform", lower = 0, upper = 1 }',
    "negative_binomial": 'prior.r = { law = "gamma", shape = 2, scale = 1 }, prior.p = { law = "beta", alpha = 1, beta = 1 }',
    "normal": 'prior = { law = "normal_inverse_gamma", mu = 0, kappa = 1, shape = 3, scale = 1 }'}
JOINT = '''population.p = { law = "joint", names = ["ill", "test"], levels = [["no", "yes"], ["neg", "pos"]], table = [[0.4, 0.1], [0.2, 0.3]] }
'''
OF = {
    "probability": '{ probability = { ill = "yes" }, given = { test = "pos" } }', "mutual_information": '{ mutual_information = ["ill", "test"] }',
    "conditional_entropy": '{ conditional_entropy = "ill", given = "test" }', "product_of_margins": '{ probability = { ill = "yes", test = "pos" } }'}
VERBS = {
    "equals": '{ estimate = "H", measure = "bias", equals = "theory" }', "at_most": '{ estimate = "H", measure = "bias", at_most = 1 }',
    "at_least": '{ estimate = "H", measure = "bias", at_least = -1 }', "below": '{ estimate = "H", with = "jackknife", measure = "rmse", below = "ml" }',
    "above": '{ estimate = "H", with = "ml", measure = "rmse", above = "jackknife" }', "slope": '{ estimate = "H", measure = "rmse", slope = -0.5 }',
    "approaches": '{ estimate = "H", measure = "mean", approaches = "truth" }', "fits": '{ sample = "x", fits = "population" }'}


def student_priors(estimand):
    """A posterior has two parameters at most."""
    known = "scale" if estimand == "df" else "df"
    laws = {"location": '{ law = "normal", mean = 0, sd = 1 }', "scale": '{ law = "gamma", shape = 2, scale = 1 }',
            "df": '{ law = "gamma", shape = 2, scale = 3 }', known: '{ law = "point", value = 5 }'}
    return ", ".join(f"prior.{name} = {law}" for name, law in laws.items())


def study_of(entry, estimand):
    model = entry["model"] or ""
    if estimand in OF:
        of = OF["product_of_margins" if entry["name"] == "product_of_margins" else estimand]
        return JOINT + f'sample.x = {{ from = "p", n = 10 }}\nestimate.e = {{ of = {of}, on = "x", with = ["{entry["name"]}"] }}\nreplicates = {{ fixed = 5 }}\n'
    likelihood = model.split('"')[1] if "likelihood" in model else None
    text = f'population.p = {{ law = "{likelihood or "categorical"}", {LAWS[likelihood or "categorical"]} }}\nsample.x = {{ from = "p", n = 10 }}\n'
    text += 'population.q = { law = "categorical", p = [0.3, 0.3, 0.4] }\n'
    asks_model = ""
    if model:
        inside = f'likelihood = "{likelihood}"' if likelihood else 'smoothing = "lidstone", a = 0.5'
        if likelihood and (entry["name"].startswith("posterior") or entry["name"] == "exact"):
            independent = 'prior = { mean = { law = "normal", mean = 0, sd = 1 }, sd = { law = "gamma", shape = 2, scale = 1 } }'
            inside += ", " + (independent if estimand == "sd" else student_priors(estimand) if likelihood == "student_t" else PRIORS[likelihood])
        if likelihood in KNOWN:
            inside += ", " + KNOWN[likelihood]
        text += f"model.m = {{ {inside} }}\n"
        asks_model = 'model = "m", '
    of = f'"{estimand}"'
    if "known law" in entry["summary"]:
        of = f'{{ {estimand} = "q" }}'
    options = ", x = 1" if estimand == "log_predictive" else ""
    return text + f'estimate.e = {{ of = {of}, on = "x", {asks_model}with = [{{ use = "{entry["name"]}"{options} }}] }}\nreplicates = {{ fixed = 5 }}\n'


class ListTest(ProgramTest):
    def listed(self, what):
        return json.loads(self.expect(0, "list", what, "--json").stdout)[what]

    def test_every_estimator_can_be_used_in_a_study(self):
        entries = [e for e in self.listed("estimators") if not e["two_samples"]]
        self.assertGreater(len(entries), 60)
        for entry in entries:
            for estimand in entry["estimands"]:
                path = self.write("s.toml", study_of(entry, estimand))
                done = self.plim("validate", path)
                self.assertEqual(done.returncode, 0, (entry["name"], estimand, done.stdout + done.stderr))

    def test_estimators_of_two_samples_stand_apart(self):
        apart = [e for e in self.listed("estimators") if e["two_samples"]]
        text = self.expect(0, "list", "estimators").stdout
        in_a_study, alone = text.split("estimators of two samples: not in a study, but by plim estimate --second")
        self.assertNotIn("of two samples", in_a_study)
        self.assertEqual(alone.count("of two samples"), len(apart))
        self.assertEqual({e["estimands"][0] for e in apart}, {"kl", "cross_entropy", "jensen_shannon"})
        self.write("a.csv", "a,3\nb,4\n")
        for entry in apart:
            self.expect(0, "estimate", "a.csv", "--counts", "--second", "a.csv", "--of", entry["estimands"][0], "--estimator", entry["name"])
        study = self.write("s.toml", study_of({"name": "ml", "model": None, "summary": ""}, "jensen_shannon"))
        self.expect(78, "validate", study, says="estimate.e.with: ml needs two samples, as plim estimate --second has them")

    def test_every_verb_can_be_used_in_a_study(self):
        for entry in self.listed("checks"):
            text = ('population.p = { law = "categorical", p = [0.2, 0.3, 0.5] }\nsample.x = { from = "p", n = { grid = [10, 100, 1000] } }\n'
                    'estimate.H = { of = "entropy", on = "x", with = ["ml", "jackknife"] }\nreplicates = { fixed = 5 }\n')
            path = self.write("s.toml", text + f'check.c = {VERBS[entry["name"]]}\n')
            done = self.plim("validate", path)
            self.assertEqual(done.returncode, 0, (entry["name"], done.stdout + done.stderr))


if __name__ == "__main__":
    unittest.main()
