"""Measured coverage beside intervals: every estimator of what was studied has one, and a sample gets that of its own band."""

import bisect
import collections
import json
import math
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402

SINGLETONS, CLASSES = [0.01, 0.05, 0.2, 0.5], [20, 200]
SIZES = [100, 1000]
STUDIED = {"entropy", "perplexity", "mutual_information", "conditional_entropy", "kl", "cross_entropy", "jensen_shannon"}


def words(name, edges, x):
    i = bisect.bisect_right(edges, x)
    if i == len(edges):
        return f"{name} >= {edges[-1]:g}"
    return (f"{edges[i - 1]:g} <= " if i else "") + f"{name} < {edges[i]:g}"


def band_words(counts):
    """What of a sample is seen, by the definition of f1/n and S."""
    share, classes = counts.count(1) / sum(counts), sum(c > 0 for c in counts)
    return words("f1/n", SINGLETONS, share) + " and " + words("S", CLASSES, classes)


def numbers(n, columns="x"):
    """Distinct numbers or points, fractions of multiples of square roots."""
    roots = [math.sqrt(p) for p in (2, 3, 5)][:len(columns.split(","))]
    return columns + "\n" + "".join(",".join(f"{i * root % 1:.15f}" for root in roots) + "\n" for i in range(1, n + 1))


class Coverage(EstimateTest):
    def listed(self, name):
        entries = json.loads(self.expect(0, "list", name, "--json").stdout)["estimators"]
        entry = next(e for e in entries if "entropy" in e["estimands"])
        return {series["K"]: series for series in entry["coverage"]}

    def of(self, counts, *words):
        return self.estimate("\n".join(map(str, counts)), "--counts", *words)["estimates"]

    def test_every_estimator_of_what_was_studied_was_measured(self):
        entries = json.loads(self.expect(0, "list", "estimators", "--json").stdout)["estimators"]
        counted = [(e, of) for e in entries for of in STUDIED & set(e["estimands"])
                   if ("interval:" in e["summary"] or e["summary"].startswith("sum of entropies")) and not e["model"] and not e["factor_sequence"] and not e["of_columns"]
                   and "known law" not in e["summary"] and all(p["name"] != "alpha" for p in e["parameters"])]  # a weight of one's own
        of_kind = collections.Counter((of, e["two_samples"], e["of_density"]) for e, of in counted)
        least = {("entropy", False, False): 25, ("perplexity", False, False): 25, ("mutual_information", False, False): 25,
                 ("conditional_entropy", False, False): 25, ("entropy", False, True): 10, ("mutual_information", False, True): 2,
                 ("kl", True, False): 7, ("cross_entropy", True, False): 7, ("jensen_shannon", True, False): 6,
                 ("kl", True, True): 3, ("cross_entropy", True, True): 1}
        self.assertEqual({kind for kind, count in least.items() if of_kind[kind] < count}, set(), of_kind)
        self.assertEqual(set(of_kind), set(least))
        for e, of in counted:
            with self.subTest(e["name"], of=of):
                kinds = {"known", "observed"} if any(p["name"] == "K" for p in e["parameters"]) else {None}
                measured = [series for series in e["coverage"] if series["estimand"] == of]
                self.assertEqual({series["K"] for series in measured}, kinds)
                for series in measured:
                    # Estimators that take longer are studied on three tables.
                    self.assertGreaterEqual(sum(band["scenarios"] for band in series["bands"]), 5)
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

    def bands(self, name, of, two_samples=False, of_density=False, K=None):
        """The bands of an estimator as listed: words -> all of them."""
        entries = json.loads(self.expect(0, "list", name, "--json").stdout)["estimators"]
        series, = [s for e in entries if (e["two_samples"], e["of_density"]) == (two_samples, of_density) for s in e["coverage"] or []
                   if (s["estimand"], s["K"]) == (of, K) and "lidstone" not in s["series"]]
        return {band["of"]: band for band in series["bands"]}

    def test_a_table_has_that_of_its_cells(self):
        seen = set()
        for cells, K in (([30, 20, 10, 40], "observed"), ([9, 1, 0, 14], "known"), ([1, 2, 3, 4], "observed"), ([1] * 16, "observed"),
                         ([3] * 24 + [1], "observed"), ([2] * 200 + [1] * 25, "observed")):
            side = math.isqrt(len(cells))
            text = "A,B,n\n" + "".join(f"a{i // side},b{i % side},{c}\n" for i, c in enumerate(cells))
            got = self.estimate(text, "--counts", "--factors", "A,B", "--estimator", "zhang,nsb",
                                "--of", "mutual_information(A,B),conditional_entropy(A|B)")["estimates"]
            got = [e for e in got if e["estimator"].split("(")[0] in ("zhang", "nsb") and e["interval"][e["estimand"].split("(")[0]]]
            for e in got:
                of = e["estimand"].split("(")[0]
                listed = self.bands(e["estimator"], of, K=K if e["estimator"] == "nsb" else None)
                self.assertEqual(e["coverage"], listed.get(band_words(cells)), (cells, e))
                seen.add((of, e["coverage"] and e["coverage"]["of"]))
        self.assertGreaterEqual(len(seen), 6)
        # Of three factors the cells seen are not those of two.
        text = "A,B,C,n\n" + "".join(f"a{i % 2},b{i // 2 % 2},c{i // 4},{5 + i}\n" for i in range(8))
        e, = self.estimate(text, "--counts", "--factors", "A,B,C", "--estimator", "zhang", "--of", "conditional_entropy(A|B)")["estimates"]
        self.assertIsNone(e["coverage"])

    def test_two_samples_have_that_of_the_first(self):
        first, second = [40, 30, 20, 1, 9], [10, 20, 30, 35, 5]
        other = self.write("second", "\n".join(map(str, second)) + "\n")
        for of in ("kl", "cross_entropy", "jensen_shannon"):
            for name, words_of_k, K in (("ml", (), None), ("dirichlet_laplace", (), "observed"), ("dirichlet_laplace", ("--k", "9"), "known"),
                                        ("dirichlet_laplace(K=9)", (), "known")):
                got = self.of(first, "--second", other, "--of", of, "--estimator", name, *words_of_k)[0]
                self.assertIsNotNone(got["coverage"], (of, name))
                self.assertEqual(got["coverage"], self.bands(name.split("(")[0], of, two_samples=True, K=K)[band_words(first)])
        few = self.write("few", "4\n3\n2\n1\n1\n")  # no such pair was studied
        self.assertIsNone(self.of(first, "--second", few, "--of", "kl", "--estimator", "ml")[0]["coverage"])

    def test_densities_have_that_of_n_and_d(self):
        for n, columns, estimators, of in ((60, "x", "knn_kl_max,spacing_vasicek,kde_loo", "entropy"), (100, "x", "knn_kl_euclid", "entropy"),
                                           (1000, "x", "histogram", "entropy"), (150, "x,y", "knn_kl_max,gaussian_mle", "entropy"),
                                           (1200, "x,y", "ksg_1,ksg_2", "mutual_information"), (80, "x,y,z", "knn_kl_max", "entropy")):
            option = "--columns" if "," in columns else "--column"
            band = words("n", SIZES, n) + f" and d = {columns.count(',') + 1}"
            for e in self.estimate(numbers(n, columns), option, columns, "--of", of, "--estimator", estimators)["estimates"]:
                self.assertEqual(e["coverage"], self.bands(e["estimator"], of, of_density=True).get(band), e)
                self.assertEqual(e["coverage"] is None, columns == "x,y,z")  # which was not studied
        other = self.write("second", numbers(70).replace("\n0.", "\n0.1"))
        for name, of in (("knn_kldiv_max", "kl"), ("gaussian_mle_kl", "kl"), ("knn_cross_entropy_max", "cross_entropy")):
            e, = self.estimate(numbers(70), "--column", "x", "--second", other, "--of", of, "--estimator", name)["estimates"]
            self.assertEqual(e["coverage"], self.bands(name, of, two_samples=True, of_density=True)["n < 100 and d = 1"])

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
        listed = self.expect(0, "list", "zhang").stdout
        for of, bands in (("entropy", 15), ("mutual_information", 12), ("conditional_entropy", 12)):  # each once
            whole, = re.findall(rf"intervals of {of} covered .*; by what a sample shows.*\n((?: {{8}}.* f1/n .*\n)+)", listed)
            self.assertEqual(len(whole.splitlines()), bands)
        self.expect(0, "list", "zhang", says="studies with f1/n < 0.05")
        path = self.write("numbers", numbers(50))
        out = self.expect(0, "estimate", path, "--column", "x", "--of", "entropy", "--estimator", "knn_kl_max").stdout
        self.assertIn("studies with n < 100 and d = 1, least to most", out)
        self.assertIn("(n observations of d coordinates; experiments/interval_coverage_density.toml)", out)
        self.expect(0, "list", "knn_kl_max", says="studies with n >= 1000")


if __name__ == "__main__":
    unittest.main()
