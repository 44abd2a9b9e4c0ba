"""Points with labels in studies: softmax regression of replayed samples against Newton's iteration in numpy."""

import json
import pathlib
import sys
import unittest

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

STUDY = """
study = { title = "labelled", seed = 3 }
population.p = { law = "softmax", weights = [[0, 0, 0], [0.5, 1, -1], [-0.5, 0.5, 1]], features = [[0, 1], [3, 2]] }
model.m = { likelihood = "softmax" }
sample.x = { from = "p", n = { grid = [8, 30] } }
estimate.w = { of = "parameters", on = "x", model = "m", with = "mle", interval = { level = 0.9 } }
estimate.loss = { of = "cross_entropy", on = "x", model = "m", with = ["in_sample", "one_hot", "fresh"] }
estimate.l = { of = "log_likelihood", on = "x", model = "m", with = "mle" }
replicates = { fixed = 60 }
"""


def fit(x, y, K):
    """Weights, standard errors and log-likelihood; nothing where Newton's iteration does not settle."""
    X, Y = numpy.hstack([numpy.ones((len(x), 1)), x]), numpy.eye(K)[y]
    W = numpy.zeros((K, X.shape[1]))
    for _ in range(40):
        S = X @ W.T
        P = numpy.exp(S - S.max(axis=1, keepdims=True))
        P /= P.sum(axis=1, keepdims=True)
        value = (Y * numpy.log(P)).sum()
        H = sum(numpy.kron(numpy.diag(p) - numpy.outer(p, p), numpy.outer(z, z)) for p, z in zip(P[:, 1:], X))
        if numpy.linalg.cond(H) > 1e12:
            return None
        step = numpy.linalg.solve(H, ((Y - P)[:, 1:].T @ X).ravel())
        if abs(step).max() < 1e-10:
            return W[1:].ravel(), numpy.sqrt(numpy.diag(numpy.linalg.inv(H))), value
        W[1:] += (step * min(1, 2 / abs(S).max() if abs(S).max() > 30 else 1)).reshape(K - 1, -1)
    return None


class Labelled(ProgramTest):
    def test_replayed_samples_have_the_fits_of_numpy(self):
        self.expect(0, "run", self.write("s.toml", STUDY), "--quiet")
        kinds = {"regular": 0, "at_infinity": 0}
        for replicate in range(12):
            answer = json.loads(self.expect(0, "replay", "s.h5", "--scenario", 0, "--replicate", replicate, "--json").stdout)
            for size in answer["sizes"]:
                kinds[self.compare(size)] += 1
        self.assertGreaterEqual(kinds["regular"], 4)
        self.assertGreaterEqual(kinds["at_infinity"], 10)

    def compare(self, size):
        sample, estimates = size["sample"], size["estimates"]
        x = numpy.array(sample["points"]).reshape(-1, sample["dimension"])
        self.assertEqual(len(x), size["n"])
        by = {(e["estimand"], e["estimator"]): e for e in estimates}
        weights = by["parameters", "mle"]
        expected = fit(x, sample["labels"], 3)
        self.assertEqual(expected is not None, weights["status"] == "regular", sample)
        if expected is None:
            self.assertEqual({e["status"] for e in estimates}, {"at_infinity"})
            return "at_infinity"
        numpy.testing.assert_allclose(list(weights["value"].values()), expected[0], rtol=1e-6, atol=1e-8)
        numpy.testing.assert_allclose(list(weights["standard_error"].values()), expected[1], rtol=1e-5)
        low, high = weights["interval"]["slope_1_1"]
        self.assertAlmostEqual((high - low) / 2, 1.6448536269514722 * expected[1][1], delta=1e-4 * expected[1][1])
        for name in ("in_sample", "one_hot"):
            loss = by["cross_entropy", name]["value"]["cross_entropy"]
            self.assertAlmostEqual(loss, -expected[2] / size["n"], delta=1e-9)
        return "regular"

    def test_what_it_cannot_do_is_said(self):
        for old, new, says in [
                ('"softmax", weights', '"softmax", weight', "weights: is missing"),
                ("[0.5, 1, -1]", "[0.5, 1]", "weights is a list of unequal rows"),
                ("[3, 2]", "[3, 0]", "features row 2 has no sd > 0"),
                ('likelihood = "softmax"', 'likelihood = "softmx"', 'did you mean "softmax"?'),
                ('likelihood = "softmax"', 'likelihood = "normal"', "numbers, which softmax("),
                ('likelihood = "softmax"', 'likelihood = "softmax", prior.slope_1_1 = { law = "point", value = 1 }',
                 "softmax regression knows no weight beforehand"),
        ]:
            with self.subTest(new):
                self.assertIn(old, STUDY)
                self.expect(78, "validate", self.write("f.toml", STUDY.replace(old, new)), says=says)
        claim = STUDY + 'check.f = { sample = "x", fits = "population" }\n'
        self.expect(78, "validate", self.write("f.toml", claim), says="has no classes that could be counted")
        self.expect(64, "sample", "softmax", "weights=[[0, 0], [1, 1]]", "-n", 3, says="is not drawn one by one")


if __name__ == "__main__":
    unittest.main()
