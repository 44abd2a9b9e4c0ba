"""Measured coverage beside the intervals of entropies: every estimator has one, and a sample gets that of its own band."""

import bisect
import json
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402

SINGLETONS, CLASSES = [0.01, 0.05, 0.2, 0.5], [20, 200]


def band_words(counts):
    """What of a sample is seen, by the definition of f1/n and S."""
    share, classes = counts.count(1) / sum(counts), sum(c > 0 for c in counts)

    def words(name, edges, x):
        i = bisect.bisect_right(edges, x)
        if i == len(edges):
            return f"{name} >= {edges[-1]:g}"
        return (f"{edges[i - 1]:g} <= " if i else "") + f"{name} < {edges[i]:g}"
    return words("f1/n", SINGLETONS, share) + " and " + words("S", CLASSES, classes)


class Coverage(EstimateTest):
    def listed(self, name):
        entries = json.loads(self.expect(0, "list", name, "--json").stdout)["estimators"]
        entry = next(e for e in entries if "entropy" in e["estimands"])
        return {series["K"]: series for series in entry["coverage"]}

    def of(self, counts, *words):
        return self.estimate("\n".join(map(str, counts)), "--counts", *words)["estimates"]

    def test_every_estimator_of_entropy_from_counts_was_measured(self):
        entries = json.loads(self.expect(0, "list", "estimators", "--json").stdout)["estimators"]
        counted = [e for e in entries if set(e["estimands"]) & {"entropy", "perplexity"} and "interval:" in e["summary"]
                   and not (e["of_density"] or e["two_samples"] or e["model"])
                   and all(p["name"] != "alpha" for p in e["parameters"])]  # a weight of one's own
        self.assertGreater(len(counted), 50)
        for e in counted:
            with self.subTest(e["name"]):
                kinds = ["known", "observed"] if any(p["name"] == "K" for p in e["parameters"]) else [None]
                self.assertEqual([series["K"] for series in e["coverage"]], kinds)
                for series in e["coverage"]:
                    self.assertGreaterEqual(sum(band["scenarios"] for band in series["bands"]), 40)
                    for band in series["bands"]:
                        self.assertTrue(0 <= band["least"] <= band["most"] <= 1, band)

    def test_a_sample_has_the_coverage_of_its_band(self):
        listed = {name: self.listed(name) for name in ("zhang", "nsb")}
        seen = set()
        for counts in ([1, 5, 94], [1] * 5 + [20, 75], [1] * 4 + [20, 76], [1, 100], [1, 98], [2, 3, 1], [1] * 9 + [4], [1] * 10 + [4],
                       [9] * 18 + [8], [9] * 19 + [8], [9] * 200 + [1], [2] * 60 + [1] * 139, [2] * 60 + [1] * 140, [5] * 70 + [1] * 180):
            for words, K in (((), "observed"), (("--k", "300"), "known")):
                found = {e["estimator"]: e["coverage"] for e in self.of(counts, "--estimator", "zhang,nsb", *words)}
                for name, kind in (("zhang", None), ("nsb", K)):
                    of = band_words(counts)
                    expected = [band for band in listed[name][kind]["bands"] if band["of"] == of]
                    self.assertEqual([found[name]] if found[name] else [], expected, (counts, name, of))
                    seen.add(found[name] and found[name]["of"])
        self.assertGreaterEqual(len(seen), 9)

    def test_who_names_the_classes_seen_is_told_so(self):
        counts = [3, 4, 1, 9, 2, 8]
        unnamed, named = (self.of(counts, "--estimator", e)[0] for e in ("shrink", "shrink(K=observed)"))
        self.assertEqual(unnamed["coverage"], named["coverage"])
        self.assertIn(unnamed["coverage"], self.listed("shrink")["observed"]["bands"])
        known, named = self.of(counts, "--estimator", "shrink", "--k", "8")[0], self.of(counts, "--estimator", "shrink(K=8)")[0]
        self.assertIn(known["coverage"], self.listed("shrink")["known"]["bands"])
        self.assertEqual(named["coverage"], known["coverage"])

    def test_only_what_was_measured(self):
        counts = [30, 20, 10, 1, 4]
        self.assertIsNotNone(self.of(counts, "--estimator", "ml")[0]["coverage"])
        self.assertEqual(self.of(counts, "--estimator", "ml", "--of", "perplexity")[0]["coverage"],
                         self.of(counts, "--estimator", "ml")[0]["coverage"])
        for estimator, *words in (("ml", "--interval", "0.9"), ("ml", "--of", "hill_number(2)"), ("chao1", "--of", "richness"),
                                  ("ml", "--interval", "0.95,method=wald")):
            self.assertIsNone(self.of(counts, "--estimator", estimator, *words)[0]["coverage"], words)
        self.assertIsNone(self.of([5, 5, 5], "--estimator", "ml")[0]["coverage"])  # no interval

    def test_people_see_it_beside_the_interval(self):
        path = self.write("data", "30\n20\n10\n1\n4\n")
        out = self.expect(0, "estimate", path, "--counts", "--estimator", "zhang,chao_wang_jost").stdout
        self.assertRegex(out, r"95 % interval +covered +status\n")
        self.assertEqual(len(re.findall(r" \.\. [\d.]+ +(\d+ to )?\d+ % +regular\n", out)), 2)
        self.assertIn("95 % interval; covered: share that held the truth in studies with 0.01 <= f1/n < 0.05 and S < 20, least to most", out)
        self.assertNotIn("covered", self.expect(0, "estimate", path, "--counts", "--estimator", "ml", "--interval", "0.9").stdout)
        self.expect(0, "list", "zhang", says="studies with f1/n < 0.05")


if __name__ == "__main__":
    unittest.main()
