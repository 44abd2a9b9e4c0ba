"""plim evaluate: p values, intervals and verdicts agree; what a gap takes; what is refused and said.

Expected values: binomial sums and formulas by Python's fractions, and constants of mpmath as named.
"""

import json
import math
import pathlib
import random
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402


def table(names, rows):
    return ",".join(names) + "\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)


def pairs(only_first, only_second, n):
    return table("st", [(1, 0)] * only_first + [(0, 1)] * only_second + [(1, 1)] * (n - only_first - only_second))


class EvaluateVerdicts(ProgramTest):
    def on(self, text, *words):
        path = self.folder / "items.csv"
        path.write_text(text)
        return self.plim("evaluate", str(path), *words)

    def answer(self, text, *words):
        done = self.on(text, *words, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def said(self, text, *words):
        done = self.on(text, *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return " ".join(done.stdout.split()) + " " + done.stderr

    def refuse(self, message, text, *words):
        done = self.on(text, *words)
        self.assertEqual((done.returncode, done.stdout), (64, ""), done.stderr)
        self.assertIn(message, done.stderr)

    def check_agreement(self, gap, alpha, seen):
        first = gap["gap"]["errors"][gap["gap"]["error_by"]]
        self.assertEqual((gap["p"], gap["test"]), (first["p"], first["test"]))
        if gap["gap"]["value"] not in (None, 0):
            self.assertEqual(gap["better"] is not None, gap["p"] is not None and gap["p"] <= alpha, gap)
        for by, error in gap["gap"]["errors"].items():
            if error["interval"] is None:
                # Alike in every group, or an interval that leaves out nothing, as its p value has it.
                self.assertTrue(error["test"] in (None, "sign") or error["p"] > alpha or by == "bootstrap", error)
                self.assertTrue(error.get("reason"), error)
                continue
            low, high = error["interval"]
            self.assertEqual(error["p"] <= alpha, low > 0 or high < 0, (by, alpha, gap))
            seen.add((error["test"], error["p"] <= alpha))

    def test_p_interval_and_verdict_agree_on_random_tables(self):
        draw = random.Random(20)
        seen = set()
        for _ in range(120):
            alpha = draw.choice([0.01, 0.05, 0.1, 0.3])
            n, shift, alike = draw.randint(1, 25), draw.choice([0, 0, 1, 3]), draw.random() < 0.2
            names = ["a", "b", "s", "t", "x", "y", "c", "k", "w"]
            rows = []
            for i in range(n):
                b, t, y = draw.randint(0, 4), int(draw.random() < 0.4), draw.randint(0, 9) / 10
                s = 1 - t if alike else int(draw.random() < (0.4 + shift / 6))
                step = 1 if alike else draw.randint(-1, 2) + shift - 1
                rows.append([b + step, b, 1 if alike else s, 0 if alike else t, y + step / 10, y, f"c{draw.randint(0, n // 2)}", f"k{draw.randint(0, 2)}",
                             draw.choice([1, 1, 2, 9])])
            words = ["--loss", "a", "--against", "b", "--score", "s", "--against-score", "t", "--cluster", "c", "--level", str(1 - alpha), "--alpha", str(alpha)]
            if draw.random() < 0.3:
                words[5], words[7] = "x", "y"
            words += draw.choice([[], ["--tokens", "w"]]) + draw.choice([[], ["--task", "k"]])
            words += ["--se", ",".join(draw.sample(["iid", "cluster", "block", "bootstrap"], 4))]
            got = self.answer(table(names, rows), *words)
            for part in [got, *got.get("tasks", []), *([got["macro"]] if "macro" in got else [])]:
                for gap in (part["loss_gap"], part["score_gap"]):
                    self.check_agreement(gap, alpha, seen)
        for test in ("student", "mcnemar", "bootstrap", "sign"):
            self.assertTrue({(test, True), (test, False)} <= seen, (test, seen))

    def test_gaps_that_are_all_alike_have_the_sign_test(self):
        for groups in (2, 5, 6, 20):
            rows = [(1, 0, 2.5, 2.25, f"d{i // 3}") for i in range(3 * groups)]
            got = self.answer(table("stabc", rows), "--score", "s", "--against-score", "t", "--loss", "a", "--against", "b", "--cluster", "c")
            for gap, better in ((got["score_gap"], "s"), (got["loss_gap"], "b")):
                self.assertEqual((gap["p"], gap["test"]), (2.0 ** (1 - groups), "sign"))
                self.assertEqual(gap["better"], better if groups > 5 else None)
            self.assertEqual(got["score_gap"]["gap"]["errors"]["cluster"]["interval"][0] > 0, groups > 5)
        text = table("ab", [(2.5, 2.25)] * 9)
        self.assertIn("p = 0.0039 by the signs of gaps that are all alike, 9 items", self.said(text, "--loss", "a", "--against", "b"))
        one = self.answer(table("abc", [(1, 0, "x")] * 5), "--score", "a", "--against-score", "b", "--cluster", "c")["score_gap"]
        self.assertEqual((one["p"], one["better"], one["gap"]["errors"]["cluster"]["interval"]), (None, None, None))

    def test_which_test_the_verdict_goes_by(self):
        rows = [(int(i % 5 > 0), int(i % 5 > 1), f"d{i // 10}") for i in range(400)]
        words = ["--score", "s", "--against-score", "t"]
        self.assertIn("by McNemar's test, 400 items taken as independent", self.said(table("stc", rows), *words))
        rows = [(int(i % 5 > 0), int(i % 7 > 1), f"d{i // 10}") for i in range(400)]
        by = self.said(table("stc", rows), *words, "--cluster", "c")
        self.assertIn("which the verdict goes by", by)
        self.assertIn("by Student's t, 40 clusters", by)
        self.assertIn("by Student's t at level 0.01, 40 clusters", self.said(table("stc", rows), *words, "--cluster", "c", "--alpha", "0.01"))

    def test_items_needed_and_gaps_found_are_mcnemars(self):
        words = ["--score", "s", "--against-score", "t"]
        for only_first, only_second, n, needed in ((10, 4, 50, 161), (4, 0, 20, 39), (6, 1, 60, 137), (30, 18, 200, 548)):
            gap = self.answer(pairs(only_first, only_second, n), *words)["score_gap"]
            self.assertEqual((gap["groups_needed"], gap["power_of"]), (needed, "mcnemar"))
        self.assertAlmostEqual(self.answer(pairs(10, 4, 50), *words)["score_gap"]["minimum_detectable_effect"], 0.2111040273901266, delta=1e-6)
        self.assertIsNone(self.answer(pairs(4, 0, 20), *words)["score_gap"]["minimum_detectable_effect"])
        self.assertIn("no gap of accuracies would be found with 20 items with power 0.8 at level 0.05, while 4 items are right by one of them alone", self.said(pairs(4, 0, 20), *words))
        same = self.answer(pairs(0, 0, 9), *words)["score_gap"]
        self.assertEqual((same["power_of"], same["groups_needed"], same["minimum_detectable_effect"]), (None, None, None))
        clustered = table("stc", [(1, 0, "x"), (0, 1, "x"), (1, 1, "y"), (1, 0, "y"), (1, 1, "z"), (1, 1, "z")])
        gap = self.answer(clustered, *words, "--cluster", "c")["score_gap"]
        self.assertEqual((gap["power_of"], gap["minimum_detectable_effect"]), ("student", None))
        self.assertIn("no gap of accuracies would be found with 3 clusters", self.said(clustered, *words, "--cluster", "c"))
        for power in ("0.05", "0.001"):
            self.refuse(f"--power is {power}, but must be above --alpha", pairs(4, 1, 9), *words, "--power", power)
        losses = table("ab", [(i % 3, 0.1 * (i % 5)) for i in range(30)])
        least = [self.answer(losses, "--loss", "a", "--against", "b", "--alpha", alpha, "--power", power)["loss_gap"]["minimum_detectable_effect"]
                 for alpha, power in (("0.0005", "0.001"), ("0.05", "0.8"), ("1e-17", "0.8"))]
        self.assertTrue(0 < least[0] < least[1] < least[2] < 100, least)

    def test_clusters_that_count_as_few(self):
        rows = [(i % 7, f"d{i}", 39 if i == 0 else 1) for i in range(40)]
        said = self.said(table("lct", rows), "--loss", "l", "--tokens", "t", "--cluster", "c")
        # (39 + 39)^2 / (39^2 + 39) = 3.9
        self.assertIn("one of 40 clusters holds 50 % of the tokens, so that they count as 3.9: intervals by cluster take 2.9 degrees of freedom", said)
        error = self.answer(table("lct", rows), "--loss", "l", "--tokens", "t", "--cluster", "c")["losses"][0]["mean_loss"]["errors"]["cluster"]
        self.assertAlmostEqual(error["effective_groups"], 78**2 / (39**2 + 39), delta=1e-12)
        self.assertAlmostEqual(error["largest_share"], 0.5, delta=1e-15)
        rows = [(i % 7, f"d{max(0, i - 60)}") for i in range(100)]
        self.assertIn("one of 40 clusters holds 61 % of the items", self.said(table("lc", rows), "--loss", "l", "--cluster", "c"))
        self.assertNotIn("clusters holds", self.said(table("lc", [(i % 7, f"d{i % 40}") for i in range(100)]), "--loss", "l", "--cluster", "c"))
        nearly = self.on(table("lct", [(i % 7, f"d{i}", 10**6 if i == 0 else 1) for i in range(40)]), "--loss", "l", "--tokens", "t", "--cluster", "c")
        self.assertIn("without an error: one cluster has nearly all of the weight", " ".join(nearly.stdout.split()))
        self.assertIn("holds more than 99 % of the tokens", nearly.stderr)
        rows = [(i % 7, i % 5 + 1, f"d{i}", 10**6 if i == 0 else 1) for i in range(40)]
        said = self.said(table("abct", rows), "--loss", "a", "--against", "b", "--tokens", "t", "--cluster", "c")
        self.assertIn("undecided between a and b (no interval, as one cluster has nearly all of the weight", said)
        self.assertNotIn("are found with power", said)

    def test_means_of_tasks_have_an_interval_or_the_reason(self):
        tasks = ["x"] * 2 + ["y"] * 5 + ["z"] * 10
        words = ["--score", "s", "--task", "k"]
        right = self.answer(table("sk", [(1, k) for k in tasks]), *words)["macro"]["scores"][0]["accuracy"]["errors"]["iid"]
        # The least mean of p, q, r with p^2 q^5 r^10 = 0.025, by mpmath.
        self.assertAlmostEqual(right["interval"][0], 0.69129639446, delta=1e-9)
        self.assertEqual(right["interval"][1], 1)
        wrong = self.answer(table("sk", [(0, k) for k in tasks]), *words)["macro"]["scores"][0]["accuracy"]["errors"]["iid"]
        self.assertAlmostEqual(wrong["interval"][1], 1 - 0.69129639446, delta=1e-9)
        mixed = table("sk", [(int(k == "x"), k) for k in tasks])
        self.assertIn("no task has a spread", self.answer(mixed, *words)["macro"]["scores"][0]["accuracy"]["errors"]["iid"]["reason"])
        self.assertIn("(no error of it: no task has a spread", self.said(mixed, *words))
        single = table("sk", [(1, "x"), (0, "y"), (1, "y"), (0, "y")])
        error = self.answer(single, *words)["macro"]["scores"][0]["accuracy"]["errors"]["iid"]
        self.assertEqual((error["reason"], error["interval"], error["standard_error"]), ("task x has one item only, which shows no spread", None, None))
        partly = self.said(table("sk", [(1, "x"), (1, "x"), (0, "y"), (1, "y")]), *words)
        self.assertIn("the mean of tasks of s has no error of task x, all of which is alike", partly)
        infinite = self.answer(table("ak", [("inf", "x"), (1, "x"), (1, "y"), (2, "y")]), "--loss", "a", "--task", "k")
        self.assertIn("task x has no finite mean", infinite["macro"]["losses"][0]["mean_loss"]["errors"]["iid"]["reason"])

    def test_an_accuracy_goes_by_its_own_column(self):
        got = self.answer("s,t\n1,0.5\n1,0.2\n0,0.9\n", "--score", "s", "--against-score", "t")
        self.assertIn("accuracy", got["scores"][0])
        self.assertIn("mean_score", got["scores"][1])
        self.assertNotIn("mcnemar", got["score_gap"])

    def test_limits_are_where_a_mean_can_be(self):
        got = self.answer("a,n\n0,2\n0.5,2\n3,2\n", "--loss", "a", "--bytes", "n")
        self.assertEqual(got["losses"][0]["mean_loss"]["errors"]["iid"]["interval"][0], 0)
        self.assertEqual(got["losses"][0]["perplexity"]["errors"]["iid"]["interval"][0], 1)
        self.assertEqual(got["bits_per_byte"][0]["bits_per_byte"]["errors"]["iid"]["interval"][0], 0)
        below = self.answer("a\n-0.01\n0.5\n3\n", "--loss", "a")["losses"][0]
        self.assertLess(below["mean_loss"]["errors"]["iid"]["interval"][0], 0)
        wide = self.answer("a\n0\n400\n", "--loss", "a")["losses"][0]
        self.assertEqual((wide["perplexity"]["errors"]["iid"]["interval"], wide["perplexity"]["errors"]["iid"]["reason"]), (None, "its limits are beyond doubles"))
        gap = self.answer("s,t,c\n1,0,x\n0,1,x\n1,0,y\n1,0,y\n", "--score", "s", "--against-score", "t", "--cluster", "c")["score_gap"]["gap"]["errors"]["cluster"]
        self.assertIsNone(gap["interval"])
        self.assertIn("leave out nothing", gap["reason"])

    def test_options_that_change_nothing_are_refused(self):
        for option, value, other in (("resamples", "500", "--se bootstrap"), ("seed", "1", "--se bootstrap"), ("alpha", "0.01", "--against or"), ("power", "0.9", "--against or")):
            self.refuse(f"--{option} goes with {other}", "a\n1\n2\n", "--loss", "a", "--" + option, value)
        for option, value in (("unit", "nat"), ("vocabulary", "50")):
            self.refuse(f"--{option} goes with --loss", "a\n1\n2\n", "--score", "a", "--" + option, value)
        self.refuse("--vocabulary must be a number of symbols from 2 on", "a\n1\n2\n", "--loss", "a", "--vocabulary", "1")
        self.assertEqual(self.on("a\n1\n2\n", "--loss", "a", "--se", "bootstrap", "--seed", "1", "--resamples", "200", "--unit", "nat").returncode, 0)

    def test_resamples_that_the_level_takes(self):
        words = ["--loss", "a", "--se", "bootstrap"]
        for level, enough in (("0.95", 200), ("0.99", 1000), ("0.9", 100), ("0.999", 10000)):
            self.assertEqual(self.on("a\n1\n2\n4\n", *words, "--level", level, "--resamples", str(enough)).returncode, 0)
            self.refuse(f"--resamples is {enough - 1}, but a level of {level} takes {enough} or more", "a\n1\n2\n4\n", *words, "--level", level, "--resamples", str(enough - 1))
        self.refuse("a test at level 0.001 takes 10000", "a,b\n1,2\n3,2\n", *words, "--against", "b", "--alpha", "0.001")

    def test_numbers_at_the_ends_of_doubles(self):
        huge = self.answer("a,k\n1e308,x\n1e308,x\n1.5e308,y\n1.7e308,y\n", "--loss", "a", "--task", "k", "--cluster", "k")
        loss = huge["losses"][0]["mean_loss"]
        self.assertAlmostEqual(loss["value"] / 1.3e308, 1, delta=1e-14)
        self.assertAlmostEqual(loss["errors"]["cluster"]["standard_error"] / 0.3e308, 1, delta=1e-14)
        self.assertAlmostEqual(huge["macro"]["losses"][0]["mean_loss"]["value"] / 1.3e308, 1, delta=1e-14)
        self.assertNotIn("the mean is infinite", json.dumps(huge))
        equal = self.answer("a\n1e308\n1e308\n", "--loss", "a")["losses"][0]["mean_loss"]
        self.assertEqual((equal["value"], equal["errors"]["iid"]["reason"]), (1e308, "every item has the same mean, which shows no error"))
        tiny = self.answer("a,b\n1e-200,2e-200\n3e-200,5e-200\n", "--loss", "a", "--against", "b")["loss_gap"]["gap"]["errors"]["iid"]
        self.assertAlmostEqual(tiny["standard_error"] / 0.5e-200, 1, delta=1e-14)
        self.assertAlmostEqual(tiny["p"], 2 * (0.5 - math.atan(3) / math.pi), delta=1e-14)  # Cauchy
        both = self.said("a\ninf\n-inf\n1\n", "--loss", "a")
        self.assertIn("those of both signs leave neither a mean nor a perplexity", both)
        self.assertNotIn("so are the mean", both)
        self.assertIn("so is the mean, and the perplexity is 0", self.said("a\n-inf\n1\n", "--loss", "a"))

    def test_one_of_each_is_singular(self):
        said = self.said("a,c,k,n\n1,x,y,1\n", "--loss", "a", "--cluster", "c", "--task", "k", "--tokens", "n")
        self.assertIn("1 item, 1 token, 1 cluster (c), 1 task (k)", said)
        said = self.said("s,t\n1,0\n", "--score", "s", "--against-score", "t")
        self.assertIn("1 item is right by s alone", said)
        self.assertIn("1 item taken as independent", said)
        self.assertNotIn("one of 1 ", self.said("a\n-1\n2\n", "--loss", "a"))


if __name__ == "__main__":
    unittest.main()
