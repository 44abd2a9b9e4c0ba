"""Populations of clustered rows: what a study may say of them, and what they do to a mean and its interval."""

import json
import math
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

STUDY = """
study = { title = "the mean of clustered rows", seed = 5 }
population.documents = { law = "file", path = "t.csv", column = "loss", cluster = "doc", draw = "clusters" }
population.rows = { law = "file", path = "t.csv", column = "loss" }
sample.x = { from = ["documents", "rows"], n = { grid = [100, 1000] } }
model.m = { likelihood = "normal" }
estimate.mean = { of = "mean", on = "x", model = "m", with = "mle", interval = { level = 0.95 } }
replicates = { fixed = 20000 }
"""


class Clusters(ProgramTest):
    def setUp(self):
        super().setUp()
        # Documents of 10 tokens with one loss each: the dependence is complete.
        self.losses = [1 + math.sin(7 * d) for d in range(60)]
        self.write("t.csv", "doc,loss\n" + "".join(f"d{d},{x!r}\n" for d, x in enumerate(self.losses) for _ in range(10)))

    def test_the_mean_is_unbiased_and_its_error_is_that_of_clusters(self):
        self.expect(0, "run", self.write("s.toml", STUDY), "--quiet")
        rows = json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["rows"]
        mean = sum(self.losses) / 60
        variance = sum((x - mean) ** 2 for x in self.losses) / 60
        found = {(row["population"], row["n"], row["measure"]): row for row in rows}
        for n in (100, 1000):
            # A part of j rows, n/10 - 1 whole documents, a part of 10 - j; j from 1 to 10 is equally likely.
            squares = sum(j * j + (10 - j) ** 2 for j in range(1, 11)) / 10 + (n / 10 - 1) * 100
            for population, expected in (("documents", variance * squares / n**2), ("rows", variance / n)):
                bias, sd = found[population, n, "bias"], found[population, n, "empirical_se"]
                self.assertLess(abs(bias["value"]), 6 * bias["mcse"])
                self.assertLess(abs(sd["value"] - math.sqrt(expected)), 6 * sd["mcse"], (population, n))
        self.assertLess(found["documents", 1000, "coverage"]["value"], 0.5)  # erf(1.96 / sqrt(20)) = 0.464
        self.assertGreater(found["rows", 1000, "coverage"]["value"], 0.93)

    def test_samples_are_those_of_a_study(self):
        law = ("file", "path=t.csv", "column=loss", "cluster=doc", "draw=clusters")
        drawn = self.expect(0, "sample", *law, "-n", "25").stdout.split()[1:]
        self.assertEqual(len(drawn), 25)
        whole = [len(set(drawn[i:i + 10])) for i in range(16)]
        self.assertIn(1, whole)  # somewhere ten equal losses in a row: a whole document

    def test_bad_input(self):
        for old, new, says in (
                (', draw = "clusters"', "", 'population.documents.cluster: says nothing without draw = "clusters"'),
                (', cluster = "doc"', "", 'population.documents.cluster: is missing: draw = "clusters" needs'),
                ('cluster = "doc"', 'cluster = "dog"', "dog"), ('cluster = "doc"', 'cluster = ""', "population.documents.cluster: is empty"),
                ('cluster = "doc"', 'count = "loss", cluster = "doc"', "population.documents.cluster: cannot stand beside counts"),
                ('law = "file", path = "t.csv", column = "loss", cluster = "doc"', 'law = "normal", mean = 0, sd = 1',
                 'population.documents.draw: "clusters" is for the rows of law = "file"'),
                ('column = "loss", cluster', 'symbols = "words", cluster', "population.documents.cluster: is of rows"),
                ("replicates", 'check.f = { sample = "x", fits = "population" }\nreplicates', "check.f")):
            self.assertIn(old, STUDY)
            done = self.plim("validate", self.write("b.toml", STUDY.replace(old, new, 1)))
            self.assertNotEqual(done.returncode, 0, new)
            self.assertIn(says, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
