"""plim evaluate: losses and scores of models with honest errors, from csv and JSON lines.

Expected values: Python's fractions on the definitions, quantiles of Student's t by mpmath, binomial sums.
"""

import json
import math
import pathlib
import sys
import unittest
from fractions import Fraction as F
from math import comb

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

T = 4.107649340079982  # Student's t, 0.975 quantile of 11^2/39 - 1 degrees of freedom: of 2, 3, 5 and 1 tokens
POWER = 5.129546531315195  # d with P(T > q - d) + P(T < -q - d) = 0.8, q that quantile
ROWS = [  # document, task, a, b, right_a, right_b, tokens, bytes
    ("d1", "x", 3, 2, 1, 1, 2, 9), ("d2", "x", 4, 5, 1, 0, 2, 8), ("d2", "y", 1, 0.5, 0, 1, 1, 5),
    ("d3", "x", 10, 7, 1, 1, 5, 20), ("d4", "y", 2, 1.25, 0, 0, 1, 4)]
NAMES = ["document", "task", "a", "b", "right_a", "right_b", "tokens", "bytes"]


def csv(rows=ROWS, names=NAMES):
    return ",".join(names) + "\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)


def ratio(values, weights, groups):
    """Mean and squared error of the ratio of totals by group."""
    m = sum(map(F, values)) / sum(map(F, weights))
    names = sorted(set(groups))
    rests = [sum(F(v) - m * F(w) for v, w, g in zip(values, weights, groups) if g == name) for name in names]
    G = len(names)
    return m, F(G, G - 1) * sum(r * r for r in rests) / sum(map(F, weights)) ** 2


def column(name):
    return [row[NAMES.index(name)] for row in ROWS]


class Evaluate(ProgramTest):
    def on(self, text, *words, name="items.csv"):
        path = self.folder / name
        path.write_text(text)
        return self.plim("evaluate", str(path), *words)

    def answer(self, text, *words, name="items.csv"):
        done = self.on(text, *words, "--json", name=name)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def refuse(self, code, message, text, *words, name="items.csv"):
        done = self.on(text, *words, name=name)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(message, done.stderr)
        self.assertEqual(done.stdout, "")

    def close(self, got, wanted, relative=1e-12):
        self.assertLessEqual(abs(got - float(wanted)), relative * max(abs(float(wanted)), 1e-3), (got, float(wanted)))

    def test_losses_by_cluster(self):
        got = self.answer(csv(), "--loss", "a", "--cluster", "document", "--tokens", "tokens", "--bytes", "bytes", "--se", "cluster,iid")
        self.assertEqual((got["items"], got["clusters"], got["unit"], got["missing"]), (5, 4, "nat", 0))
        mean, var = ratio(column("a"), column("tokens"), column("document"))
        loss = got["losses"][0]["mean_loss"]
        self.close(loss["value"], mean)
        by = loss["errors"]["cluster"]
        se = math.sqrt(var)
        self.close(by["standard_error"], se)
        self.assertEqual((by["groups"], loss["error_by"]), (4, "cluster"))
        self.close(by["effective_groups"], F(121, 39))
        self.close(by["degrees_of_freedom"], F(82, 39))
        self.close(by["largest_share"], F(5, 11))
        for limit, sign in zip(by["interval"], (-1, 1)):
            self.close(limit, float(mean) + sign * T * se)
        self.close(loss["errors"]["iid"]["standard_error"], math.sqrt(ratio(column("a"), column("tokens"), range(5))[1]))
        perplexity = got["losses"][0]["perplexity"]
        self.close(perplexity["value"], math.exp(mean))
        self.close(perplexity["errors"]["cluster"]["interval"][1], math.exp(float(mean) + T * se))
        self.close(perplexity["errors"]["cluster"]["standard_error"], math.exp(mean) * se)
        bits, spread = ratio(column("a"), column("bytes"), column("document"))
        rate = got["bits_per_byte"][0]["bits_per_byte"]
        self.close(rate["value"], float(bits) / math.log(2))
        self.close(rate["errors"]["cluster"]["standard_error"], math.sqrt(spread) / math.log(2))

    def test_bits_are_a_unit(self):
        nat = self.answer(csv(), "--loss", "a", "--bytes", "bytes")
        bit = self.answer(csv([(*r[:2], r[2] / math.log(2), *r[3:]) for r in ROWS]), "--loss", "a", "--bytes", "bytes", "--unit", "bit")
        self.close(bit["losses"][0]["perplexity"]["value"], nat["losses"][0]["perplexity"]["value"])
        self.close(bit["bits_per_byte"][0]["bits_per_byte"]["value"], nat["bits_per_byte"][0]["bits_per_byte"]["value"])
        self.close(bit["losses"][0]["mean_loss"]["value"], nat["losses"][0]["mean_loss"]["value"] / math.log(2))

    def test_two_models(self):
        words = ["--loss", "a", "--against", "b", "--tokens", "tokens", "--cluster", "document"]
        gap = self.answer(csv(), *words)["loss_gap"]
        differences = [F(x) - F(y) for x, y in zip(column("a"), column("b"))]
        mean, var = ratio(differences, column("tokens"), column("document"))
        self.close(gap["gap"]["value"], mean)
        self.close(gap["gap"]["errors"]["cluster"]["standard_error"], math.sqrt(var))
        self.close(gap["perplexity_ratio"]["value"], math.exp(mean))
        self.close(gap["minimum_detectable_effect"], POWER * math.sqrt(var), 1e-10)
        self.assertIsNone(gap["better"])
        self.assertIn("undecided between a and b", self.on(csv(), *words).stdout)
        rows = [(f"d{i}", "x", 2 + 0.1 * i, 1.5 + 0.1 * i + 0.01 * (i % 3), 0, 0, 1, 1) for i in range(40)]
        done = self.on(csv(rows), *words)
        self.assertIn("b is better: its mean loss is lower by 0.4", done.stdout)
        self.assertIn("40 clusters", done.stdout)
        self.assertEqual(self.answer(csv(rows), *words)["loss_gap"]["better"], "b")

    def test_scores(self):
        rows = [(i // 4, int(i % 10 != 0), int(i % 10 > 2 or i == 0)) for i in range(40)]
        names = ["document", "s", "r"]
        words = ["--score", "s", "--against-score", "r"]
        got = self.answer(csv(rows, names), *words)
        self.close(got["scores"][0]["accuracy"]["value"], F(36, 40))
        z, n, share = 1.959963984540054, 40, 0.9  # Wilson (1927)
        for limit, sign in zip(got["scores"][0]["accuracy"]["errors"]["iid"]["interval"], (-1, 1)):
            self.close(limit, (share + z * z / (2 * n) + sign * z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))) / (1 + z * z / n))
        gap = got["score_gap"]
        self.assertEqual((gap["mcnemar"]["only_first"], gap["mcnemar"]["only_second"]), (8, 1))
        p = F(2 * (comb(9, 0) + comb(9, 1)), 2**9)
        self.close(gap["mcnemar"]["p"], p)
        self.close(gap["p"], p)
        self.assertGreater(gap["gap"]["errors"]["iid"]["interval"][0], 0)
        self.assertEqual(gap["better"], "s")
        by = self.on(csv(rows, names), *words, "--cluster", "document")
        self.assertIn("exact p = 0.039; it takes items as independent", " ".join(by.stdout.split()))
        self.assertIn("10 clusters only", by.stderr)

    def test_accuracies_of_all_and_none_have_a_width(self):
        rows = [(i // 5, 1, 0) for i in range(50)]
        got = self.answer(csv(rows, ["d", "s", "r"]), "--score", "s", "--against-score", "r", "--cluster", "d", "--se", "cluster,iid,block,bootstrap")
        for by in ("cluster", "iid", "block", "bootstrap"):
            low, high = got["scores"][0]["accuracy"]["errors"][by]["interval"]
            self.assertEqual(high, 1)
            self.assertTrue(0.4 < low < 0.95, (by, low))
            self.assertEqual(got["scores"][1]["accuracy"]["errors"][by]["interval"][0], 0)
            self.assertLess(got["score_gap"]["gap"]["errors"][by]["interval"][0], 1, by)
        mean = self.answer("s\n0.5\n0.25\n1\n", "--score", "s")["scores"][0]
        self.close(mean["mean_score"]["value"], F(7, 12))

    def test_tasks(self):
        got = self.answer(csv(), "--loss", "a", "--against", "b", "--cluster", "document", "--task", "task")
        x, y = got["tasks"]
        self.assertEqual((x["task"], x["items"], x["clusters"], y["task"], y["items"], y["clusters"]), ("x", 3, 3, "y", 2, 2))
        self.close(x["losses"][0]["mean_loss"]["value"], F(17, 3))
        self.close(got["macro"]["losses"][0]["mean_loss"]["value"], (F(17, 3) + F(3, 2)) / 2)
        ps = sorted(t["loss_gap"]["p"] for t in got["tasks"])
        adjusted = sorted(t["loss_gap"]["p_adjusted"] for t in got["tasks"])
        self.close(adjusted[0], min(2 * ps[0], ps[1]))
        self.close(adjusted[1], ps[1])
        # d2 has items of both tasks: the error of the mean of means is that of what each document contributes.
        share = {"x": [F(1, 2), F(17, 3), 3], "y": [F(1, 2), F(3, 2), 2]}
        parts = {}
        for row in ROWS:
            half, mean, n = share[row[1]]
            parts[row[0]] = parts.get(row[0], 0) + half * (F(row[2]) - mean) / n
        var = F(4, 3) * sum(p * p for p in parts.values())
        self.close(got["macro"]["losses"][0]["mean_loss"]["errors"]["cluster"]["standard_error"], math.sqrt(var))
        self.assertIn("clusters have items of several tasks", "".join(got["notes"]))

    def test_json_lines_are_read_as_csv(self):
        lines = "".join(json.dumps({"doc": {"id": r[0]}, "task": r[1], "a": r[2], "m": {"b": r[3]}, "ok": bool(r[4]), "n": r[6]}) + "\n" for r in ROWS)
        of_json = self.answer(lines, "--loss", "a", "--tokens", "n", "--cluster", "doc.id", "--against", "m.b", "--score", "ok", "--task", "task", name="x.jsonl")
        of_csv = self.answer(csv(), "--loss", "a", "--tokens", "tokens", "--cluster", "document", "--against", "b", "--score", "right_a", "--task", "task")
        for part in ("losses", "scores", "loss_gap"):
            a, b = json.dumps(of_json[part]), json.dumps(of_csv[part])
            for mine, theirs in (("m.b", "b"), ("ok", "right_a")):
                a = a.replace(f'"{mine}"', f'"{theirs}"')
            self.assertEqual(a, b)
        self.refuse(65, 'x.jsonl:2:1: a is "NaN", a word for a missing value', '{"a": 1}\n{"a": NaN}\n', "--loss", "a", name="x.jsonl")
        self.refuse(65, "x.jsonl:2:1: a is an array", '{"a": 1}\n{"a": [1]}\n', "--loss", "a", name="x.jsonl")
        self.refuse(65, "JSON lines have no header", '{"a": 1}\n', "--loss", "a", "--header", "yes", name="x.jsonl")

    def test_pairs_that_miss_a_value(self):
        text = "a,b,d\n1,2,x\n2,,x\n3,1,y\n4,2,\n"
        self.refuse(65, 'items.csv:3:3: b is "", an empty field, one of 2 missing in 4 rows; --missing omit', text, "--loss", "a", "--against", "b", "--cluster", "d")
        got = self.answer(text, "--loss", "a", "--against", "b", "--cluster", "d", "--missing", "omit")
        self.assertEqual((got["items"], got["missing"], got["clusters"]), (2, 2, 2))
        self.assertIn("; 2 left out with a missing", self.on(text, "--loss", "a", "--against", "b", "--cluster", "d", "--missing", "omit").stdout)

    def test_bad_input(self):
        self.refuse(65, "is empty", "", "--loss", "a")
        self.refuse(65, "has no observation", "a\n", "--loss", "a")
        self.refuse(65, "items.csv:3:1: a is \"x\", but must be a number", "a\n1\nx\n", "--loss", "a")
        self.refuse(65, "items.csv:3: n is 0, but must be an integer from 1 on", "a,n\n1,2\n0,0\n", "--loss", "a", "--tokens", "n")
        self.refuse(65, "n is 0 in every row", "a,n\n1,0\n0,0\n", "--loss", "a", "--bytes", "n")
        self.refuse(65, "items.csv:2: s is infinite", "s\ninf\n", "--score", "s")
        self.refuse(65, "did you mean \"loss\"", "loss\n1\n", "--loss", "los")
        for message, words in (("--loss names the column", []), ("--against goes with --loss", ["--score", "a", "--against", "b"]),
                               ("name one column", ["--loss", "a", "--against", "a"]), ("--se cluster goes with", ["--loss", "a", "--se", "cluster"]),
                               ("must be some of iid", ["--loss", "a", "--se", "naive"]), ("between 0 and 1", ["--loss", "a", "--level", "95"]),
                               ("--block goes with", ["--loss", "a", "--block", "5"]), ("must be one of nat, bit", ["--loss", "a", "--unit", "hartley"])):
            self.refuse(64, message, "a\n1\n", *words)
        self.assertEqual(self.plim("evaluate", str(self.folder / "none.csv"), "--loss", "a").returncode, 66)

    def test_what_notes_say(self):
        def notes(text, *words):
            done = self.on(text, *words)
            self.assertEqual(done.returncode, 0, done.stderr)
            return done.stderr

        self.assertIn("items.csv:3: a is inf; so are the mean", notes("a\n1\ninf\n2\n", "--loss", "a"))
        self.assertEqual(self.answer("a\n1\ninf\n2\n", "--loss", "a")["losses"][0]["perplexity"]["value"], "inf")
        self.assertIn("look like log probabilities", notes("a\n-1\n-2\n", "--loss", "a"))
        self.assertIn("that of a density can be", notes("a\n1\n-2\n", "--loss", "a"))
        self.assertIn("above the ln 50257", notes("a\n11\n12\n", "--loss", "a", "--vocabulary", "50257"))
        self.assertNotIn("above the ln", notes("a\n11\n12\n", "--loss", "a", "--vocabulary", "50257", "--unit", "bit"))
        self.assertIn("more than the 8 of a byte", notes("a,n\n20,2\n21,2\n", "--loss", "a", "--bytes", "n"))
        one = self.on("a,d\n1,x\n2,x\n", "--loss", "a", "--cluster", "d")
        self.assertIn("one cluster only", one.stderr)
        self.assertIn("without an error: one cluster only shows no spread", one.stdout)
        self.assertIsNone(self.answer("a,d\n1,x\n2,x\n", "--loss", "a", "--cluster", "d")["losses"][0]["mean_loss"]["errors"]["cluster"]["interval"])
        runs = "a\n" + "".join(f"{(i // 20 * 7) % 5 + i % 2 / 10}\n" for i in range(400))
        self.assertIn("--cluster COLUMN or --se block takes it into account", notes(runs, "--loss", "a"))
        self.assertNotIn("note: blocks", notes(runs, "--loss", "a", "--se", "block"))

    def test_blocks_and_resamples(self):
        text = "a\n" + "".join(f"{(i * i) % 7}\n" for i in range(20))
        values = [(i * i) % 7 for i in range(20)]
        got = self.answer(text, "--loss", "a", "--se", "block", "--block", "6")["losses"][0]["mean_loss"]["errors"]["block"]
        self.assertEqual(got["groups"], 3)
        self.close(got["standard_error"], math.sqrt(ratio(values, [1] * 20, [min(i // 6, 2) for i in range(20)])[1]))
        again = [self.on(text, "--loss", "a", "--se", "bootstrap", "--seed", "3", "--json").stdout for _ in range(2)]
        self.assertEqual(*again)
        for threads in ("1", "3"):
            self.assertEqual(again[0], self.on(text, "--loss", "a", "--se", "bootstrap", "--seed", "3", "--threads", threads, "--json").stdout)
        self.assertNotEqual(again[0], self.on(text, "--loss", "a", "--se", "bootstrap", "--seed", "4", "--json").stdout)

    def test_the_table_fits_the_screen(self):
        rows = [(f"document number {i % 33}", f"a task with a long name {i % 3}", 1e5 + i % 7, 0.001 * (i % 5), 1, i % 2, 3, 12) for i in range(200)]
        done = self.on(csv(rows), "--loss", "a", "--against", "b", "--score", "right_a", "--against-score", "right_b", "--cluster", "document", "--task", "task",
                       "--bytes", "bytes", "--se", "cluster,iid,block,bootstrap")
        self.assertEqual(done.returncode, 0, done.stderr)
        for line in done.stdout.replace(str(self.folder), "").splitlines():
            self.assertLessEqual(len(line), 80, line)
        self.assertEqual(self.plim("help", "evaluate").stdout, self.plim("evaluate", "--help").stdout)
        self.assertIn("evaluate", self.plim("--help").stdout)


if __name__ == "__main__":
    unittest.main()
