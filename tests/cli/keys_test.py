"""plim list keys: a study can use every key that is listed, and messages offer no others."""

import json
import pathlib
import sys
import tomllib
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

STUDIES = ("""
study = { title = "every key", aim = "to use it", seed = 1 }
population.die = { law = "categorical", p = [0.5, 0.5] }
population.pair = { law = "joint", names = ["A", "B"], levels = [["0", "1"], ["0", "1"]], table = [[0.4, 0.1], [0.1, 0.4]] }
population.both = { law = "two_samples", first = "die", second = "coin", ratio = 0.5 }
population.coin = { law = "categorical", p = [0.25, 0.75] }
population.text = { law = "file", path = "t.txt", symbols = "characters", keep = "letters", fold = "case" }
population.birds = { law = "file", path = "t.csv", column = "#1", count = "n", header = true, separator = "semicolon", na = ["NA", "-9"], missing = "omit", decimal = "comma", comment = "%", encoding = "latin-1", sum_duplicates = true, draw = "without_replacement" }
population.words = { law = "file", path = "t.csv", column = "bird", cluster = "n", draw = "clusters" }
population.items = { law = "file", path = "t.csv", columns = { a = "n" } }
population.chain = { law = "markov", matrix = [[0.5, 0.5], [0.25, 0.75]] }
population.lines = { law = "file", path = "t.jsonl", field = "a.b", success = "yes" }
sample.x = { from = "die", n = { grid = [10, 20] }, path = "independent", route = "auto" }
sample.z = { from = "items", n = 30 }
sample.y = { from = "chain", n = 30 }
model.m = { likelihood = "bernoulli", prior.p = { law = "beta", alpha = 1, beta = 1 } }
model.s = { smoothing = "lidstone", a = 1 }
model.t = { smoothing = "kneser_ney", order = 2, vocabulary = "train+unknown", train = "y" }
estimate.H = { of = "entropy", on = "x", unit = "bit", with = ["ml", { use = "miller_madow", label = "mm" }, { use = "table", path = "rival.csv", column = "h" }], against = "ml", interval = { level = 0.9, method = "wald" } }
estimate.p = { of = "p", on = "x", model = "m", with = "posterior_mean" }
estimate.g = { of = { perplexity = "a" }, on = "z", with = { use = "mean", se = { block = 8 } }, interval = { scale = "log" } }
estimate.t = { of = "cross_entropy", on = "y", model = "t", with = "mean" }
estimate.l = { of = "cross_entropy", on = "x", model = "s", with = "in_sample" }
check.c = { estimate = "H", with = "mm", measure = "rmse", at_most = 10, at = { "x.n" = 20 }, expect = "confirmed" }
check.b = { estimate = "H", with = "ml", measure = "bias", equals = "theory", margin = { relative = 0.2, absolute = 0.1, sd = 0.1 } }
check.t = { estimate = "H", with = "ml", measure = "max_abs_difference", to = "mm", at_most = 1 }
check.f = { sample = "x", fits = "population" }
verdict = { level = 0.02, max_failures = 0.1, looks = [100, 200] }
replicates = { fixed = 200, block = 32 }
output = { keep = "estimates", trajectories = 4, measures = ["median", { quantile = 0.9 }] }
""", """
population.g = { law = "gamma", shape = 2, scale = 1 }
sample.z = { from = "g", n = 10, route = "draw" }
estimate.m = { of = "mean", on = "z", with = "mean" }
replicates = { fixed = 20 }
time = { estimates = "m", measure = "ns_per_estimate", repeats = 5, threads = 1 }
output = { samples = "draws" }
""")


def used_keys(study):
    """kind.key of everything in a study, as the list writes it."""
    keys = set()

    def take(kind, table):
        for key, value in table.items():
            keys.add(f"{kind}.{key}")
            if key in ("interval", "margin"):
                take(key, value)
            if key == "prior":
                for law in value.values():
                    take("prior", law)
            if key == "with" and isinstance(value, list):
                for use in value:
                    if isinstance(use, dict):
                        take("use", use)

    for kind, table in study.items():
        keys.add(kind)
        for one in table.values() if kind in ("population", "sample", "model", "estimate", "check") else [table]:
            take(kind, one)
    return keys


class Keys(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("t.txt", "abba")
        self.write("rival.csv", "scenario,n,replicate,h\n")
        self.write("t.csv", "bird,n\nNA,3\nwren,2\n")

    def listed(self):
        return {entry["name"] for entry in json.loads(self.expect(0, "list", "keys", "--json").stdout)["keys"]}

    def test_a_study_can_use_every_listed_key(self):
        used = set()
        for text in STUDIES:
            self.expect(0, "validate", self.write("s.toml", text))
            used |= used_keys(tomllib.loads(text))
        self.assertEqual(self.listed() - used, set(), "listed, but used by no study of this test")

    def test_what_is_to_come_is_neither_listed_nor_offered(self):
        start = STUDIES[0]
        for old, new, key in (("fixed = 200", 'rule = "precision"', "replicates.rule"),):
            self.assertIn(old, start)
            said = self.expect(78, "validate", self.write("s.toml", start.replace(old, new, 1))).stdout
            word = key.split(".")[-1]
            self.assertIn("unknown", said)
            self.assertNotIn(f'did you mean "{word}"', said)
            self.assertNotIn('did you mean "0"', said)
            self.assertNotIn(key, self.listed())

    def test_a_key_of_another_form_is_not_offered_again(self):
        text = STUDIES[0].replace('symbols = "characters"', 'symbols = "characters", count = "n"')
        said = self.expect(78, "validate", self.write("s.toml", text)).stdout
        self.assertIn("population.text.count: has no place here", said)
        self.assertNotIn("did you mean", said)
        said = self.expect(78, "validate", self.write("s.toml", STUDIES[0].replace('column = "#1"', 'colum = "bird"'))).stdout
        self.assertIn('population.birds.colum: unknown key (did you mean "column"?)', said)


if __name__ == "__main__":
    unittest.main()
