"""plim evaluate of two files whose rows are paired by the names of items.

Expected values: Python's fractions on the definitions, quantiles of Student's t by mpmath, binomial sums; what one
file with the columns of both says.
"""

import gzip
import json
import math
import pathlib
import sys
import unittest
from fractions import Fraction as F
from math import comb

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

# Student's t, 0.975 quantile of 25/9 - 1 degrees of freedom, by mpmath: clusters of 2, 1 and 2 items count as 5^2/9.
T_OF_CLUSTERS = 4.861472609226571
FIRST = [("q1", "d1", 3, 1), ("q2", "d1", 4, 1), ("q3", "d2", 1, 0), ("q4", "d3", 10, 1), ("q5", "d3", 2, 0)]
SECOND = [("q4", "d3", 7, 1), ("q1", "d1", 2, 1), ("q5", "d3", 1.25, 1), ("q2", "d1", 5, 0), ("q3", "d2", 0.5, 1)]
NAMES = ("id", "doc", "nll", "ok")
PAIR = ("a.csv", "--second", "b.csv", "--item", "id")


def csv(rows, names=NAMES):
    return ",".join(names) + "\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)


def shuffled(rows):
    """Another order, by multiplication modulo a prime."""
    return [rows[17 * i % 61 - 1] for i in range(1, 61)]


def sixty():
    """id, document, task, tokens, bytes, losses and scores of two models."""
    return [(f"q{i}", f"d{i % 9}", "xyz"[i % 3], 1 + i % 4, 5 + i % 7, (i * i % 13) / 8 + 1, (i * i % 11) / 8 + 1, int(i % 5 > 0), int(i % 3 > 0))
            for i in range(60)]


class EvaluatePair(ProgramTest):
    def files(self, first=csv(FIRST), second=csv(SECOND)):
        self.write("a.csv", first)
        self.write("b.csv", second)

    def answer(self, *words):
        done = self.plim("evaluate", *words, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def refuse(self, message, *words, code=65):
        done = self.plim("evaluate", *words)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        self.assertIn(message, done.stderr)

    def refuse_files(self, message, first, second, *words):
        self.files(first, second)
        self.refuse(message, *PAIR, "--loss", "nll", *words)

    def close(self, got, wanted):
        self.assertLessEqual(abs(got - float(wanted)), 1e-12 * max(abs(float(wanted)), 1e-3), (got, float(wanted)))

    def test_gaps_of_items_that_have_one_name(self):
        self.files()
        got = self.answer(*PAIR, "--loss", "nll", "--score", "ok", "--cluster", "doc")
        self.assertEqual((got["items"], got["clusters"], got["missing"]), (5, 3, 0))
        self.assertEqual(got["pairing"], {"by": ["id"], "files": [{"file": name, "missing": 0, "alone": 0} for name in ("a.csv", "b.csv")]})
        self.assertEqual([loss["column"] for loss in got["losses"]], ["a", "b"])
        self.close(got["losses"][1]["mean_loss"]["value"], F("15.75") / 5)
        gap = got["loss_gap"]
        self.assertEqual((gap["first"], gap["second"]), ("a", "b"))
        mean = F("4.25") / 5  # 1, -1, 0.5, 3, 0.75
        self.close(gap["gap"]["value"], mean)
        self.close(gap["perplexity_ratio"]["value"], math.exp(mean))
        rests = [0 - 2 * mean, F("0.5") - mean, F("3.75") - 2 * mean]
        se = math.sqrt(F(3, 2) * sum(r * r for r in rests) / 25)
        by = gap["gap"]["errors"]["cluster"]
        self.close(by["standard_error"], se)
        for limit, sign in zip(by["interval"], (-1, 1)):
            self.close(limit, float(mean) + sign * T_OF_CLUSTERS * se)
        scores = got["score_gap"]  # 0, 1, -1, 0, -1
        self.close(scores["gap"]["value"], F(-1, 5))
        self.assertEqual((scores["mcnemar"]["only_first"], scores["mcnemar"]["only_second"]), (1, 2))
        self.close(scores["mcnemar"]["p"], min(F(1), F(2 * (comb(3, 0) + comb(3, 1)), 2**3)))

    def test_one_file_with_both_columns_says_the_same(self):
        rows = sixty()
        tables = {"--loss": 5, "--score": 7}
        words = ["--cluster", "doc", "--task", "task", "--se", "cluster,iid,block,bootstrap"]
        for option, at in tables.items():
            sizes = ["--tokens", "n", "--bytes", "m"] if at == 5 else []
            self.write("one.csv", csv([(*r[:5], r[at], r[at + 1]) for r in rows], ("id", "doc", "task", "n", "m", "a", "b")))
            self.write("a.csv", csv([(*r[:5], r[at]) for r in rows], ("id", "doc", "task", "n", "m", "value")))
            self.write("b.csv", csv([(r[at + 1], *r[4::-1]) for r in shuffled(rows)], ("value", "m", "n", "task", "doc", "id")))
            self.write("short.csv", csv([(r[0], r[at + 1]) for r in shuffled(rows)], ("id", "value")))
            against = "--against" if at == 5 else "--against-score"
            one = self.plim("evaluate", "one.csv", option, "a", against, "b", *words, *sizes)
            self.assertEqual(one.returncode, 0, one.stderr)
            numbers = self.answer("one.csv", option, "a", against, "b", *words, *sizes)
            two = self.plim("evaluate", *PAIR, option, "value", *words, *sizes)
            self.assertEqual(two.stdout.split("\n\n", 1)[1], one.stdout.split("\n\n", 1)[1])
            self.assertIn("a.csv and b.csv: 60 items", two.stdout)
            paired = self.answer(*PAIR, option, "value", *words, *sizes)
            short = self.answer("a.csv", "--second", "short.csv", "--item", "id", option, "value", *words, *sizes)
            for answer in (numbers, paired, short):
                answer.pop("pairing", None)
                answer.pop("notes")
            self.assertEqual(json.dumps(paired), json.dumps(numbers))
            for answer in (numbers, short):
                answer.pop("verdicts")
            self.assertEqual(json.dumps(short).replace('"short"', '"b"'), json.dumps(numbers))

    def test_an_item_has_one_row(self):
        twice = csv([*FIRST, FIRST[1]])
        self.refuse_files('a.csv:7: the item "q2" (id) stands in line 3 too', twice, csv(SECOND))
        self.refuse_files('b.csv:7: the item "q2" (id) stands in line 3 too', csv(FIRST), twice)
        alone = csv([*SECOND, ("q9", "d1", 1, 1), ("q9", "d1", 1, 1)])
        self.refuse_files('b.csv:8: the item "q9" (id) stands in line 7 too', csv(FIRST), alone, "--missing", "omit")

    def test_items_without_a_partner(self):
        self.files(csv(FIRST), csv([*SECOND[:3], ("q8", "d4", 2, 1)]))
        self.refuse('a.csv:3: 2 of 5 items are not in b.csv: "q2", "q3"; b.csv:5: 1 of 4 items is not in a.csv: "q8"; --missing omit leaves such items out',
                    *PAIR, "--loss", "nll")
        words = [*PAIR, "--loss", "nll", "--missing", "omit", "--cluster", "doc", "--task", "doc"]
        got = self.answer(*words)
        self.assertEqual((got["items"], got["clusters"], got["missing"]), (3, 2, 0))
        self.assertEqual([file["alone"] for file in got["pairing"]["files"]], [2, 1])
        self.assertEqual([task["task"] for task in got["tasks"]], ["d1", "d3"])
        self.close(got["loss_gap"]["gap"]["value"], F("4.75") / 3)
        notes = "\n".join(got["notes"])
        self.assertIn('a.csv:3: 2 of 5 items are not in b.csv: "q2", "q3"; left out', notes)
        self.assertIn('b.csv:5: 1 of 4 items is not in a.csv: "q8"; left out', notes)
        self.assertIn("2 of a.csv alone left out; 1 of b.csv alone left out", " ".join(self.plim("evaluate", *words).stdout.split()))
        none = csv([("x1", "d1", 1, 1), ("x2", "d1", 1, 1)])
        for omit in ([], ["--missing", "omit"]):
            self.refuse_files('a.csv and b.csv have no item in common by id: "q1", "q2", "q3", "q4", "q5" in the first, "x1", "x2" in the second',
                              csv(FIRST), none, *omit)

    def test_rows_that_miss_a_value(self):
        self.files(csv(FIRST), csv([*SECOND[:4], ("q3", "d2", "", 1)]))
        self.refuse('b.csv:6:7: nll is "", an empty field', *PAIR, "--loss", "nll")
        got = self.answer(*PAIR, "--loss", "nll", "--missing", "omit")
        self.assertEqual((got["items"], got["missing"]), (4, 1))
        self.assertEqual([(file["missing"], file["alone"]) for file in got["pairing"]["files"]], [(0, 1), (1, 0)])
        self.refuse_files('b.csv:2:1: id is "", an empty field', csv(FIRST), csv([("", "d1", 1, 1), *SECOND]))

    def test_names_are_texts(self):
        first, second = csv([("01", 1), ("1", 2)], ("id", "nll")), csv([("1", 4), ("01", 5)], ("id", "nll"))
        self.files(first, second)
        self.close(self.answer(*PAIR, "--loss", "nll")["loss_gap"]["gap"]["value"], -3)
        self.refuse_files('are two', csv([("1", 1), ("2", 2)], ("id", "nll")), csv([("1.0", 1), ("2.0", 2)], ("id", "nll")))
        self.refuse_files('names are compared as texts, of which "2" and "2.0" are two', csv([("1", 1), ("2", 2)], ("id", "nll")),
                          csv([("1", 1), ("2.0", 2)], ("id", "nll")))

    def test_several_columns_name_an_item(self):
        names = ("doc", "position", "nll")
        first = [("d1", 1, 3), ("d1", 2, 4), ("d2", 1, 1), ("d11", 2, 8)]
        second = [("d11", 2, 1), ("d2", 1, 3), ("d1", 2, 1), ("d1", 1, 1)]
        self.files(csv(first, names), csv(second, names))
        words = ["a.csv", "--second", "b.csv", "--loss", "nll", "--cluster", "doc", "--item"]
        got = self.answer(*words, "doc,position")
        self.assertEqual((got["items"], got["clusters"], got["pairing"]["by"]), (4, 3, ["doc", "position"]))
        self.close(got["loss_gap"]["gap"]["value"], F(2 + 3 - 2 + 7, 4))
        self.refuse('a.csv:3: the item "d1" (doc) stands in line 2 too, but a file must have one row of it; --item A,B names items by two columns', *words, "doc")
        self.files(csv(first, names), csv(second[:3], names))
        self.refuse('a.csv:2: 1 of 4 items is not in b.csv: "d1,1"', *words, "doc,position")

    def test_files_that_say_different_things_of_an_item(self):
        names = ("id", "doc", "nll", "n", "task", "m")
        rows = [("q1", "d1", 1, 4, "x", 9), ("q2", "d2", 2, 5, "x", 8)]
        for at, message in ((1, 'b.csv:2: doc of the item "q2" is "other", but "d2" at a.csv:3'), (3, 'b.csv:2: n of the item "q2" is 3, but 5 at a.csv:3'),
                            (4, 'b.csv:2: task of the item "q2" is "other", but "x" at a.csv:3'), (5, 'b.csv:2: m of the item "q2" is 3, but 8 at a.csv:3')):
            other = list(rows[1])
            other[at] = "other" if at in (1, 4) else 3
            self.refuse_files(message, csv(rows, names), csv([other, rows[0]], names), "--cluster", "doc", "--task", "task", "--tokens", "n", "--bytes", "m")

    def test_columns_of_the_first_file_hold_for_both(self):
        rows = [("q1", "d1", 1, 4), ("q2", "d2", 2, 6)]
        words = [*PAIR, "--loss", "nll", "--cluster", "doc", "--tokens", "n"]
        self.files(csv(rows, ("id", "doc", "nll", "n")), csv([("q2", 4), ("q1", 3)], ("id", "nll")))
        got = self.answer(*words)
        self.assertEqual(got["clusters"], 2)
        self.close(got["losses"][1]["mean_loss"]["value"], F(7, 10))
        for column in ("doc", "n"):
            self.assertIn(f"b.csv: has no {column}; that of a.csv holds for both", got["notes"])
        self.refuse('b.csv:1:1: no column "nlx"', *words, "--against", "nlx")
        self.refuse('b.csv:1:1: no column "doc"', "a.csv", "--second", "b.csv", "--item", "doc", "--loss", "nll", "--cluster", "doc")
        self.refuse('b.csv:1:1: no column "doc"', "b.csv", "--second", "a.csv", "--item", "id", "--loss", "nll", "--cluster", "doc")

    def test_csv_beside_json_lines(self):
        self.write("a.csv", csv(FIRST))
        lines = [{"id": r[0], "out": {"nll": r[2]}, "ok": bool(r[3])} for r in SECOND]
        self.write("b.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
        self.write("b.csv", csv(SECOND))
        words = ["--item", "id", "--loss", "nll", "--against", "out.nll", "--score", "ok", "--cluster", "doc"]
        mixed = self.answer("a.csv", "--second", "b.jsonl", *words)
        plain = self.answer(*PAIR, "--loss", "nll", "--score", "ok", "--cluster", "doc")
        self.assertEqual(mixed["loss_gap"]["gap"], plain["loss_gap"]["gap"])
        self.assertEqual(mixed["score_gap"], plain["score_gap"])
        self.assertEqual((mixed["loss_gap"]["first"], mixed["loss_gap"]["second"]), ("nll", "out.nll"))
        numbers = "".join(json.dumps({"id": i, "nll": i}) + "\n" for i in (3, 1, 2))
        self.write("n.jsonl", numbers)
        self.write("n.csv", "id,nll\n1,2\n2,3\n3,4\n")
        self.close(self.answer("n.jsonl", "--second", "n.csv", "--item", "id", "--loss", "nll")["loss_gap"]["gap"]["value"], -1)
        lines[2]["doc"] = "d3"
        self.write("b.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
        self.refuse("b.jsonl:3:1: doc is here, but not in the first line", "a.csv", "--second", "b.jsonl", *words)
        lines = [{**line, "doc": row[1]} for line, row in zip(lines, SECOND)]
        lines[1]["doc"] = None
        self.write("b.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
        self.refuse('b.jsonl:2:1: doc is null; --missing omit', "a.csv", "--second", "b.jsonl", *words)

    def test_what_the_models_are_called(self):
        def called(first, second, *words):
            got = self.answer(first, "--second", second, "--item", "id", "--loss", "nll", *words)
            return [loss["column"] for loss in got["losses"]], got

        for folder in ("x", "y"):
            (self.folder / folder).mkdir()
            self.write(f"{folder}/items.csv", csv(FIRST))
        self.write("llama-3.1.csv", csv(FIRST))
        (self.folder / "mistral.csv.gz").write_bytes(gzip.compress(csv(SECOND).encode()))
        self.assertEqual(called("llama-3.1.csv", "mistral.csv.gz")[0], ["llama-3.1", "mistral"])
        self.assertEqual(called("x/items.csv", "y/items.csv")[0], ["x/items.csv", "y/items.csv"])
        self.write("b.csv", csv(SECOND, ("id", "doc", "loss", "ok")))
        names, got = called("llama-3.1.csv", "b.csv", "--against", "loss", "--score", "ok")
        self.assertEqual((names, [score["column"] for score in got["scores"]]), (["nll", "loss"], ["llama-3.1", "b"]))
        names, got = called("x/items.csv", "./x/items.csv")
        self.assertEqual(names, ["x/items.csv", "./x/items.csv"])
        self.assertIn("./x/items.csv: is the first file too, and nll is compared with itself: every gap is 0, whatever the model", got["notes"])
        self.assertEqual((got["loss_gap"]["gap"]["value"], got["loss_gap"]["better"]), (0, None))
        self.assertEqual(called("x/items.csv", "x/items.csv")[0], ["x/items.csv", "x/items.csv (second)"])
        names, got = called("x/items.csv", "x/items.csv", "--against", "ok")
        self.assertEqual(names, ["nll", "ok"])
        self.assertNotIn("compared with itself", "".join(got["notes"]))

    def test_notes_name_the_file_of_a_loss(self):
        self.files(csv(FIRST), csv([*SECOND[:4], ("q3", "d2", "inf", 1)]))
        done = self.plim("evaluate", *PAIR, "--loss", "nll")
        self.assertIn("b.csv:6: nll is inf; so are the mean", done.stderr)
        self.assertIn("the gap is infinite", " ".join(done.stdout.split()))
        self.files(csv([(*r[:2], -r[2], r[3]) for r in FIRST]), csv(SECOND))
        self.assertIn("a.csv:2: nll is -3, one of 5 losses below 0", self.plim("evaluate", *PAIR, "--loss", "nll").stderr)

    def test_bad_input(self):
        self.files()
        two = ["a.csv", "--second", "b.csv"]
        for message, words in (("--second goes with --item COLUMN", [*two, "--loss", "nll"]), ("--item goes with --second", ["a.csv", "--item", "id", "--loss", "nll"]),
                               ("--against goes with --loss", [*two, "--item", "id", "--score", "ok", "--against", "nll"]),
                               ("--loss names the column", [*two, "--item", "id"]), ("cannot be both files", ["-", "--second", "-", "--item", "id", "--loss", "nll"])):
            self.refuse(message, *words, code=64)
        self.refuse_files("b.csv: is empty", csv(FIRST), "")
        self.refuse_files("a.csv: is empty", "", csv(SECOND))
        self.refuse_files("b.csv: has no observation", csv(FIRST), csv([]))
        self.refuse_files('b.csv:1:1: no column "id"', csv(FIRST), csv(SECOND, ("key", "doc", "nll", "ok")))
        self.refuse_files("b.csv:2: ok is infinite", csv(FIRST), csv([("q1", "d1", 1, "inf")]), "--score", "ok")
        self.refuse_files("b.csv:2: ok is 0.5, but must be an integer", csv(FIRST), csv([("q1", "d1", 1, 0.5)]), "--bytes", "ok")
        self.assertEqual(self.plim("evaluate", "a.csv", "--second", "none.csv", "--item", "id", "--loss", "nll").returncode, 66)


if __name__ == "__main__":
    unittest.main()
