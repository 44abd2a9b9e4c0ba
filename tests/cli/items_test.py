"""Rows of several columns in studies: law = "file" with columns = { ... }, errors by rows, clusters and blocks."""

import json
import math
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

STUDY = """
study = { title = "Losses", seed = 4 }
population.p = { law = "file", path = "t.csv", columns = { a = "loss", b = "other" }, cluster = "doc", draw = "clusters" }
sample.x = { from = "p", n = 400 }
estimate.m = { of = { mean = "a" }, on = "x", interval = { level = 0.95 }, with = [{ use = "mean", label = "rows" }, { use = "mean", se = "cluster", label = "docs" }, { use = "mean", se = { block = 100 }, label = "blocks" }] }
estimate.pp = { of = { perplexity = "a" }, on = "x", interval = { scale = "log" }, with = { use = "mean", se = "cluster" } }
estimate.gap = { of = { cross_entropy = "a", minus = "b" }, on = "x", unit = "bit", with = { use = "mean", se = "cluster" } }
replicates = { fixed = 2000 }
"""

# 8 documents of 10 rows with one loss each, and a gap of 0.5 to the other model in all rows.
LOSSES = [0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0]


class Items(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("t.csv", "doc,loss,other\n" + "".join(f"d{d},{x},{x - 0.5}\n" for d, x in enumerate(LOSSES) for _ in range(10)))

    def rows(self, study):
        self.expect(0, "run", self.write("s.toml", study), "--out", "s.h5", "--force")
        return json.loads(self.expect(0, "export", "s.h5", "--json").stdout)

    # A sample of 400 rows is 40 documents and a part: its mean has the variance of 40 draws of documents, less what the
    # two parts at its ends take. Spread of the estimates within 5 standard errors of that, false alarm 6e-7.
    def test_truths_spread_and_errors_are_those_of_the_law(self):
        rows = self.rows(STUDY)

        def value(estimate, series, measure):
            (row,) = [r for r in rows if (r["estimate"], r["series"], r["measure"]) == (estimate, series, measure)]
            return row["value"], row["mcse"], row["truth"]

        mean, variance = sum(LOSSES) / 8, sum((x - sum(LOSSES) / 8) ** 2 for x in LOSSES) / 8
        bias, mcse, truth = value("m", "docs", "bias")
        self.assertAlmostEqual(truth, mean, 12)
        self.assertLess(abs(bias), 5 * mcse)
        # Rows at the ends of a path are of one document with m and 10 - m rows, m uniform on 1 .. 10.
        exact = variance * (39 * 100 + sum((m * m + (10 - m) ** 2) for m in range(1, 11)) / 10) / 400**2
        spread, mcse, _ = value("m", "docs", "empirical_se")
        self.assertLess(abs(spread - math.sqrt(exact)), 5 * mcse)
        self.assertAlmostEqual(value("pp", 'mean(se="cluster")', "bias")[2], math.exp(mean), 10)
        gap = value("gap", 'mean(se="cluster")', "mean")
        self.assertAlmostEqual(gap[0], 0.5 / math.log(2), 12)
        covered = {label: value("m", label, "coverage")[0] for label in ("rows", "docs", "blocks")}
        self.assertLess(covered["rows"], 0.7)  # an error sqrt(10) too small covers 46 %
        self.assertGreater(covered["docs"], 0.92)
        self.assertTrue(0.7 < covered["blocks"] < covered["docs"])

    def test_same_bytes_for_any_threads(self):
        path = self.write("s.toml", STUDY.replace("2000", "300"))
        files = []
        for threads in ("1", "2"):
            self.expect(0, "run", path, "--out", f"s{threads}.h5", "--threads", threads)
            files.append((pathlib.Path(self.folder) / f"s{threads}.h5").read_bytes())
        self.assertEqual(files[0], files[1])

    def test_rows_without_clusters_are_independent(self):
        rows = self.rows(STUDY.replace(', cluster = "doc", draw = "clusters"', ""))
        covered = {r["series"]: r["value"] for r in rows if r["estimate"] == "m" and r["measure"] == "coverage"}
        self.assertTrue(all(0.92 < c < 0.98 for c in covered.values()), covered)

    def test_json_lines_give_the_same(self):
        self.write("t.jsonl", "".join(json.dumps({"doc": f"d{d}", "m": {"a": x, "b": x - 0.5}}) + "\n" for d, x in enumerate(LOSSES) for _ in range(10)))
        by_json = self.rows(STUDY.replace("t.csv", "t.jsonl").replace('"loss"', '"m.a"').replace('"other"', '"m.b"'))
        self.assertEqual(by_json, self.rows(STUDY))

    def test_messages(self):
        for old, new, message in (
            ("replicates =", 'estimate.z = { of = "mean", on = "x", with = "mean" }\nreplicates =', "must say of which column it is"),
            ('{ mean = "a" }', '{ mean = "c" }', 'unknown column "c"'),
            ('{ cross_entropy = "a"', '{ cross_entropy = "loss"', 'unknown column "loss"; the rows have a, b (did you mean "a"?)'),
            ('{ perplexity = "a" }', '{ perplexity = "p" }', "column"),
            ('minus = "b"', 'minus = "a"', 'names "a" twice'),
            ("se = { block = 100 }", 'se = "block"', "needs the rows of a block"),
            ("se = { block = 100 }", 'se = "page"', 'se is "page"'),
            ('of = { mean = "a" }, on = "x", interval = { level = 0.95 }', 'of = { mean = "a" }, on = "x", interval = { scale = "log" }', "is not exp of another number"),
            ('a = "loss"', 'a = "lost"', "lost"),
            ("estimate.gap =", 'population.d = { law = "categorical", p = [0.5, 0.5] }\nsample.y = { from = "d", n = 9 }\nestimate.d = { of = { cross_entropy = "d", minus = "b" }, on = "y", with = "ml" }\nestimate.gap =', "has no columns"),
            ('columns = { a = "loss", b = "other" }', 'column = "loss"', 'unknown population "a"'),
            ('estimate.gap = { of = { cross_entropy = "a", minus = "b" }', 'population.q = { law = "normal", mean = 0, sd = 1 }\nsample.y = { from = "q", n = 9 }\nestimate.gap = { of = { perplexity = "a" }, on = "y", with = "mean" }\nestimate.old = { of = { cross_entropy = "a", minus = "b" }', "needs rows of several"),
            ('draw = "clusters"', 'draw = "without_replacement"', "cluster"),
        ):
            self.assertIn(old, STUDY)
            said = self.plim("validate", self.write("s.toml", STUDY.replace(old, new)))
            self.assertNotEqual(said.returncode, 0, new)
            self.assertIn(message, said.stdout + said.stderr, new)
        # A table without columns is one fault.
        said = self.expect(78, "validate", self.write("s.toml", STUDY.replace('{ a = "loss", b = "other" }', "{}"))).stdout
        self.assertEqual(said.count("error"), 1, said)
        self.assertIn('population.p.columns: must be a table of columns, as in { a = "COLUMN" }', said)
        # Rows are neither draws of numbers nor counts of classes.
        for form in ("counts", "draws"):
            text = STUDY + f'output = {{ samples = "{form}" }}\n'
            self.expect(78, "validate", self.write("s.toml", text), says="has samples that are neither counts of classes nor single draws, and cannot be written")


if __name__ == "__main__":
    unittest.main()
