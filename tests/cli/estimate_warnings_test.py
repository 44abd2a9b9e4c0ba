"""plim estimate: what its intervals rest on, and when they do not hold."""

import math
import pathlib
import random
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402


def plug_in_error(counts):
    """The standard error of the plug-in entropy (Basharin 1959), in nat."""
    n = sum(counts)
    p = [c / n for c in counts if c]
    mean = -sum(x * math.log(x) for x in p)
    return math.sqrt(sum(x * (math.log(x) + mean)**2 for x in p) / n)


class EntropyIntervals(EstimateTest):
    def warnings(self, counts, *words):
        got = self.estimate("\n".join(map(str, counts)), "--counts", *words)
        return {e["label"]: e["warnings"] for e in got["estimates"]}

    def test_as_many_classes_as_draws(self):
        got = self.warnings([1] * 20, "--estimator", "ml,miller_madow,chao_shen", "--unit", "bit")
        bias = 19 / 40 / math.log(2)
        wanted = [f"the plug-in's bias, about (S-1)/(2n) = {bias:.4g} bit, exceeds half the standard error: the interval may miss the entropy",
                  "100 % of the draws are seen once: unseen classes may make the interval too low"]
        self.assertEqual(got, {"ml": wanted, "miller_madow": wanted, "chao_shen": []})  # chao_shen has no interval

    def test_both_rules_where_they_begin(self):
        source = random.Random(7)
        seen = set()
        drawn = [[source.choice((0, 1, 1, 2, 5, 30, 200)) for _ in range(source.randrange(1, 12))] + [source.randrange(2, 90)]
                 for _ in range(60)]
        for counts in [[1, 5], [6] * 7, [500, 100], [1] * 5, *drawn]:
            n, S = sum(counts), sum(c > 0 for c in counts)
            biased = (S - 1) / (2 * n) > plug_in_error(counts) / 2
            singletons = counts.count(1) / n > 0.1
            seen.add((biased, singletons))
            for of, words in (("entropy", ()), ("entropy", ("--unit", "hartley")), ("perplexity", ())):
                got = self.warnings(counts, "--estimator", "ml", "--of", of, *words)["ml"]
                self.assertEqual([any("half the standard error" in w for w in got), any("seen once" in w for w in got)],
                                 [biased, singletons], (counts, of))
        self.assertEqual(len(seen), 4)

    def test_a_share_of_exactly_a_tenth_is_not_warned_of(self):
        counts = [1] * 10 + [2, 88]
        self.assertFalse(any("once" in w for w in self.warnings(counts, "--estimator", "ml")["ml"]))
        self.assertIn("10.9 % of the draws are seen once", " ".join(self.warnings([1] * 11 + [2, 88], "--estimator", "ml")["ml"]))

    def test_people_see_them_once_with_the_estimators_they_are_about(self):
        path = self.write("data", "1\n" * 20)
        out = self.expect(0, "estimate", path, "--counts", "--estimator", "ml,miller_madow,chao_shen").stdout
        self.assertIn("\nwarning: ml, miller_madow: 100 % of the draws are seen once: unseen classes may make the interval too low\n", out)
        self.assertEqual(out.count("warning"), 2)
        self.assertNotIn("warning", self.expect(0, "estimate", self.write("data", "500\n400\n"), "--counts", "--estimator", "ml").stdout)

    def test_other_estimands_have_none(self):
        got = self.estimate("x\n1\n2\n3\n", "--estimator", "mle", "--family", "normal")
        self.assertEqual(got["estimates"][0]["warnings"], [])
        self.assertEqual(self.estimate("0\n0\n", "--counts", "--estimator", "ml")["estimates"][0]["warnings"], [])


if __name__ == "__main__":
    unittest.main()
