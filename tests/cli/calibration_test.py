"""Calibration errors and temperatures of replayed samples by numpy, and their means over samples by exact binomial sums."""

import json
import math
import pathlib
import sys
import unittest

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

WEIGHTS = [[0.5, 1, -1], [-0.5, 0.5, 1]]


def model(name, weights):
    """A classifier of those weights, [K - 1][1 + d]."""
    lines = [f'[model.{name}]\nlikelihood = "softmax"']
    for k, row in enumerate(weights, 1):
        names = [f"intercept_{k}"] + [f"slope_{k}_{j}" for j in range(1, len(row))]
        lines += [f'prior.{weight} = {{ law = "point", value = {value} }}' for weight, value in zip(names, row)]
    return "\n".join(lines) + "\n"


STUDY = """
study = { title = "calibration", seed = 5 }
population.p = { law = "softmax", weights = [[0, 0, 0], [0.5, 1, -1], [-0.5, 0.5, 1]] }
sample.x = { from = "p", n = { grid = [7, 30] } }
estimate.e = { of = "calibration_error", on = "x", model = "m", with = ["ece", { use = "ece", bins = 4 }, { use = "ece_equal_mass", bins = 7 }] }
estimate.s = { of = "squared_calibration_error", on = "x", model = "m", with = ["ece", "ece_equal_mass", "debiased"] }
estimate.T = { of = "temperature", on = "x", model = "m", with = "temperature_scaling", interval = { level = 0.9 } }
replicates = { fixed = 30 }
""" + model("m", [[3 * w for w in row] for row in WEIGHTS])

ALIKE = """
study = { title = "alike", seed = 7 }
population.p = { law = "softmax", weights = [[0, 0], [1.3862943611198906, 0]] }
sample.x = { from = "p", n = 10 }
estimate.e = { of = "calibration_error", on = "x", model = "m", with = "ece" }
estimate.s = { of = "squared_calibration_error", on = "x", model = "m", with = ["ece", "debiased"] }
replicates = { fixed = 20_000 }
""" + model("m", [[1.3862943611198906, 0]])


def scores_of(sample, weights):
    x = numpy.array(sample["points"]).reshape(-1, sample["dimension"])
    return numpy.hstack([numpy.zeros((len(x), 1)), numpy.hstack([numpy.ones((len(x), 1)), x]) @ numpy.array(weights).T])


def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - numpy.log(numpy.exp(z).sum(axis=1, keepdims=True))


def calibration(z, labels, bins, mass, form):
    p = numpy.exp(log_softmax(z))
    confidence, right = p.max(axis=1), p.argmax(axis=1) == labels
    order = numpy.argsort(confidence, kind="stable")
    n, total = len(z), 0.0
    for b in range(bins):
        if mass:
            inside = order[[i for i in range(n) if i * bins // n == b]]
        else:
            inside = numpy.where((confidence > b / bins) & (confidence <= (b + 1) / bins))[0]
        d = right[inside] - confidence[inside]
        if form == "absolute":
            total += abs(d.sum()) / n
        elif form == "squared" and len(d):
            total += len(d) / n * d.mean() ** 2
        elif form == "debiased" and len(d) > 1:
            total += len(d) / n * (d.mean() ** 2 - d.var(ddof=1) / len(d))
    return total


def temperature(z, labels):
    """By bisection of the derivative in 1/T; nothing where there is none."""
    one = numpy.arange(len(labels))

    def gradient(b):
        return (z[one, labels] - (numpy.exp(log_softmax(b * z)) * z).sum(axis=1)).sum()
    low, high = 0.0, 1e4
    if gradient(low) <= 0 or gradient(high) >= 0:
        return None
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if gradient(middle) > 0 else (low, middle)
    p = numpy.exp(log_softmax(low * z))
    information = ((p * z * z).sum(axis=1) - (p * z).sum(axis=1) ** 2).sum()
    return 1 / low, 1 / (low * low * math.sqrt(information))


class Calibration(ProgramTest):
    def test_replayed_samples_have_the_numbers_of_numpy(self):
        self.expect(0, "run", self.write("s.toml", STUDY), "--quiet")
        found = {"regular": 0, "at_infinity": 0}
        for replicate in range(12):
            answer = json.loads(self.expect(0, "replay", "s.h5", "--scenario", 0, "--replicate", replicate, "--json").stdout)
            for size in answer["sizes"]:
                found[self.compare(size)] += 1
        self.assertGreater(found["regular"], 12)

    def compare(self, size):
        sample, labels = size["sample"], numpy.array(size["sample"]["labels"])
        z = scores_of(sample, [[3 * w for w in row] for row in WEIGHTS])
        series = [(e["estimand"], e) for e in size["estimates"]]
        absolute = [e["value"]["calibration_error"] for name, e in series if name == "calibration_error"]
        squared = [e["value"]["squared_calibration_error"] for name, e in series if name == "squared_calibration_error"]
        expected = [calibration(z, labels, *how, "absolute") for how in ((15, False), (4, False), (7, True))]
        numpy.testing.assert_allclose(absolute, expected, rtol=1e-11, atol=1e-13)
        expected = [calibration(z, labels, 15, mass, form) for mass, form in ((False, "squared"), (True, "squared"), (True, "debiased"))]
        numpy.testing.assert_allclose(squared, expected, rtol=1e-11, atol=1e-13)
        scaled = next(e for name, e in series if name == "temperature")
        expected = temperature(z, labels)
        self.assertEqual(scaled["status"], "at_infinity" if expected is None else "regular")
        if expected is None:
            return "at_infinity"
        self.assertAlmostEqual(scaled["value"]["temperature"] / expected[0], 1, delta=1e-9)
        self.assertAlmostEqual(scaled["standard_error"]["temperature"] / expected[1], 1, delta=1e-8)
        low, high = scaled["interval"]["temperature"]
        self.assertAlmostEqual(math.log(high / low), 2 * 1.6448536269514722 * expected[1] / expected[0], delta=1e-7)
        return "regular"

    def test_means_over_samples_are_those_of_the_binomial_law(self):
        """Three means, each at a distance of 5.7 standard errors: a false alarm in 3e7 runs. One bin of 10 points is told from
        one of 8 and from the debiased error's neighbour, the plug-in."""
        self.expect(0, "run", self.write("a.toml", ALIKE), "--quiet")
        rows = json.loads(self.expect(0, "inspect", "a.h5", "--json").stdout)["rows"]
        means = [(r["value"], r["mcse"]) for r in rows if r["measure"] == "mean"]

        def exact(n, of):
            return sum(math.comb(n, k) * 0.8 ** k * 0.2 ** (n - k) * of(k / n) for k in range(n + 1))
        truths = [[exact(n, lambda share: abs(share - 0.8)), exact(n, lambda share: (share - 0.8) ** 2), 0.0] for n in (10, 8)]
        self.assertEqual(len(means), 3)
        for (value, mcse), truth in zip(means, truths[0]):
            self.assertLess(abs(value - truth), 5.7 * mcse)
        for (value, mcse), wrong in zip(means, [*truths[1][:2], truths[0][1]]):
            self.assertGreater(abs(value - wrong), 5.7 * mcse)

    def test_what_it_cannot_do_is_said(self):
        for old, new, says in [
                ("prior.slope_2_2", "prior.slope_2_3", "slope_2_2 has no prior"),
                ('prior.slope_2_2 = { law = "point", value = 3 }', 'prior.slope_2_2 = { law = "normal", mean = 0, sd = 1 }',
                 "slope_2_2 has no prior"),
                ("bins = 4", "bins = 0", "bins"),
        ]:
            with self.subTest(new):
                self.assertIn(old, STUDY)
                self.expect(78, "validate", self.write("f.toml", STUDY.replace(old, new)), says=says)


if __name__ == "__main__":
    unittest.main()
