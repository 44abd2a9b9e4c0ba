"""plim estimate: shapes, units, intervals, every bad input."""

import json
import math
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402
from program import PROGRAM  # noqa: E402


class Shapes(EstimateTest):
    def test_the_whole_answer(self):
        got = self.estimate("1\n2\n3\n2\n1\n", "--counts", "--estimator", "ml")
        estimate = got["estimates"][0]
        value, error, (low, high) = (estimate[key]["entropy"] for key in ("value", "standard_error", "interval"))
        self.assertEqual(got, {"n": 9, "missing": 0, "estimates": [
            {"estimator": "ml", "label": "ml", "estimand": "entropy", "status": "regular", "value": {"entropy": value},
             "standard_error": {"entropy": error}, "interval": {"entropy": [low, high]}, "coverage": estimate["coverage"], "warnings": estimate["warnings"],
             "reason": None, "unit": "nat",
             "log_likelihood": None, "log_evidence": None}], "order": None})
        self.assertAlmostEqual(value, 1.5229550675313182, delta=1e-13)
        p = [c / 9 for c in (1, 2, 3, 2, 1)]
        self.assertAlmostEqual(error, math.sqrt((sum(x * math.log(x)**2 for x in p) - value**2) / 9), delta=1e-13)
        self.assertAlmostEqual(low, value - 1.959963984540054 * error, delta=1e-13)
        self.assertAlmostEqual(high, value + 1.959963984540054 * error, delta=1e-13)

    def test_units(self):
        content = "1\n1\n1\n1\n"
        for unit, value in (("nat", math.log(4)), ("bit", 2), ("hartley", math.log10(4))):
            estimate = self.estimate(content, "--counts", "--estimator", "ml", "--unit", unit)["estimates"][0]
            self.assertEqual(estimate["unit"], unit)
            self.assertAlmostEqual(estimate["value"]["entropy"], value, delta=1e-14)

    def test_estimators_keep_their_order_and_estimands_may_be_several(self):
        got = self.estimate("1\n2\n", "--counts", "--estimator", "miller_madow,ml", "--estimator", "ml", "--of", "perplexity,entropy")
        self.assertEqual([(e["estimator"], e["estimand"], e["unit"]) for e in got["estimates"] if e["estimator"] == "ml"],
                         [("ml", "perplexity", None), ("ml", "entropy", "nat")] * 2)
        self.assertEqual(got["estimates"][0]["estimator"], "miller_madow")

    def test_every_form_of_counts_is_the_same_sample(self):
        wanted = self.estimate("1\n2\n3\n", "--counts", "--estimator", "ml")
        for content in ("1,2,3\n", "1 2 3", " 1  2 3 \n", "n\n1\n2\n3\n", "\ufeff1\r\n2\r\n3\r\n", "1\r2\r3\r", "\n1\n\n2\n3",
                        "class,count\na,1\nb,2\nc,3\n", "x,1\ny,2\nz,3\n", "+1\n2.0\n3e0\n", "class;count\na;1\nb;2\nc;3\n",
                        "1\ta\n2\tb\n3\tc\n", "      1 a\n      2 b\n      3 c\n", "class|count\na|1\nb|2\nc|3\n"):
            self.assertEqual(self.estimate(content, "--counts", "--estimator", "ml"), wanted, content)

    def test_rows_of_one_class_are_refused_or_added_up(self):
        wanted = self.estimate("1\n2\n3\n", "--counts", "--estimator", "ml")
        content = "class,count\na,1\nb,1\nc,3\nb,1\n"
        self.refuse(65, 'data:5:1: class is "b" again, after line 3; a class has one count, unless --sum-duplicates', content, "--counts",
                    "--estimator", "ml")
        self.assertEqual(self.estimate(content, "--counts", "--sum-duplicates", "--estimator", "ml"), wanted)
        self.refuse(64, "--sum-duplicates goes with --counts", "1\n", "--sum-duplicates", "--estimator", "ml")

    def test_a_column_of_symbols_and_a_column_of_numbers_are_counted(self):
        wanted = self.estimate("2\n1\n", "--counts", "--estimator", "ml")
        self.assertEqual(self.estimate("x\na\nb\na\n", "--estimator", "ml"), wanted)
        self.assertEqual(self.estimate("a\nb\na\n", "--no-header", "--estimator", "ml"), wanted)
        self.assertEqual(self.estimate("2.5\n2.5\n7\n", "--estimator", "ml"), wanted)
        self.assertEqual(self.estimate("x,y\n1,a\n2,\"b\nc\"\n3,a\n", "--column", "y", "--estimator", "ml"), wanted)
        self.assertEqual(self.estimate("1,a\n2,b\n3,a\n", "--column", "2", "--no-header", "--estimator", "ml"), wanted)

    def test_texts(self):
        wanted = self.estimate("2\n1\n", "--counts", "--estimator", "ml")
        self.assertEqual(self.estimate("A1ba", "--symbols", "characters", "--keep", "letters", "--fold", "case",
                                       "--estimator", "ml"), wanted)
        self.assertEqual(self.estimate("so be so", "--symbols", "words", "--estimator", "ml"), wanted)
        self.assertEqual(self.estimate(b"\xff\x00\xff", "--symbols", "bytes", "--estimator", "ml"), wanted)

    def test_standard_input_and_a_pipe(self):
        wanted = self.estimate("1\n2\n", "--counts", "--estimator", "ml")
        for words in (("-", "--counts"), ("/dev/stdin", "--counts")):
            done = subprocess.run([PROGRAM, "estimate", *words, "--estimator", "ml", "--json"], input="1\n2\n",
                                  capture_output=True, text=True, timeout=60)
            self.assertEqual(json.loads(done.stdout), wanted)

    def test_unseen_classes_change_no_estimate_without_an_alphabet(self):
        wanted = self.estimate("1\n2\n", "--counts", "--estimator", "ml,miller_madow")
        self.assertEqual(self.estimate("1\n2\n0\n", "--counts", "--estimator", "ml,miller_madow"), wanted)
        told = self.estimate("1\n0\n2\n0\n", "--counts", "--k", "2", "--estimator", "ml,miller_madow")
        for e, other in zip(told["estimates"], wanted["estimates"], strict=True):
            self.assertIn("the most that 2 classes can have", e["warnings"].pop(0))  # of the interval alone
            self.assertLessEqual(e["interval"]["entropy"][1], math.log(2))
            e["interval"] = other["interval"]
        self.assertEqual(told, wanted)
        self.assertEqual(self.estimate("1\n2\n", "--counts", "--k", "1000", "--estimator", "ml,miller_madow"), wanted)

    def test_two_samples_share_their_classes(self):
        second = self.write("second", "class,count\nc,1\nb,2\nd,0\n")
        got = self.estimate("class,count\na,1\nb,1\n", "--counts", "--second", second, "--estimator", "ml,ml(zero=lidstone,a=1)")
        self.assertEqual([(e["estimand"], e["status"]) for e in got["estimates"]], [("kl", "infinite"), ("kl", "regular")])
        # p = (1/2, 1/2) and q = (1/7, 3/7) on a, b of the classes a, b, c, d
        self.assertAlmostEqual(got["estimates"][1]["value"]["kl"], 0.5 * math.log(3.5) + 0.5 * math.log(7 / 6), delta=1e-14)
        text = self.write("text", "abab")
        got = self.estimate("bbaa", "--symbols", "characters", "--second", text, "--estimator", "ml", "--unit", "bit")
        self.assertEqual((got["n"], got["m"], got["estimates"][0]["value"]), (4, 4, {"kl": 0}))
        self.refuse(65, "second: has 3 counts, the other sample 2", "1\n2\n", "--counts", "--estimator", "ml", "--second",
                    self.write("second", "1\n2\n3\n"))
        self.refuse(65, "only one of the two samples names its classes", "a,2\nb,3\n", "--counts", "--estimator", "ml", "--second", second.parent / "second")
        self.refuse(64, "kl compares two samples; give the other one by --second", "1\n2\n", "--counts", "--estimator", "ml", "--of", "kl")

    def test_no_observation_is_a_status(self):
        got = self.estimate("0\n0\n", "--counts", "--estimator", "ml")
        self.assertEqual((got["n"], got["estimates"][0]["status"], got["estimates"][0]["value"]), (0, "empty", {"entropy": None}))
        for content, *words in (("x\n",), ("species,count\n", "--counts"), ("a,b\n", "--column", "b")):
            self.refuse(65, "data: has no observation", content, *words, "--estimator", "ml")

    def test_a_table_for_people(self):
        path = self.write("data", "1\n2\n")
        out = self.expect(0, "estimate", path, "--counts", "--estimator", "ml", "--unit", "bit").stdout
        self.assertIn("3 observations in 2 of 2 classes", out)
        self.assertRegex(out, r"ml +entropy \(bit\) +0\.918296 +0\.272166 +0\.384861 \.\. 1\.45173 +\d+ to \d+ % +regular")


class BadInput(EstimateTest):
    def test_places(self):
        for says, content, *words in (
                ("data: is empty", ""), ("data: is empty", "\ufeff\r\n\r\n"), ("data: is empty", "", "--counts"),
                ("data:3:1: x is \"nan\", a word for a missing value", "x\n1\nnan\n"),
                ("data:2:1: a value is \"-inf\"", "1\n-inf\n"), ("data:2:1: a value is \"1e999\"", "1\r\n1e999\r\n"),
                ("data:2:1: a value is \"NA\"", "1\nNA\n"), ("data:3:3: y is \"\"", "x,y\n1,2\n3,\n", "--column", "y"),
                ("data:2:1: a count is -2, but a count must be an integer from 0 to 2^53", "1\n-2\n", "--counts"),
                ("data:2:1: a count is 2.5", "1\n2.5\n", "--counts"), ("data:1:1: a count is \"nan\"", "nan\n", "--counts"),
                ("data:3:3: n is \"many\"", "c,n\na,1\nb,many\n", "--counts"),
                ("data:1:1: a count is 9007199254740994", "9007199254740994\n", "--counts"),
                ("data:2:1: the total of the counts passes 2^53", "9007199254740992\n1\n", "--counts"),
                ("data:3:4: this row has 3 fields; the first has 2", "x,y\n1,2\n1,,3\n", "--column", "x"),
                ("data:2:1: this row has 1 field; the first has 2", "x,y\n1\n", "--column", "x"),
                ("data:1:1: there are 2 columns, semicolons between; name one by --column NAME", "x;y\n1;2\n"),
                ("data:1:1: several numbers on a line and several lines", "1\t2\n3\t4\n"), ("data:2:1: \"2;3\" holds a semicolon", "1\n2;3\n"),
                ("data:1:1: there are 3 columns, commas between; name one by --column NAME", "a b,c,d\n1,2,3\n"),
                ("data:1:1: several numbers on a line and several lines", "1 2\n3 4\n"),
                ("data:1:1: there are 2 columns, commas between; name one by --column NAME", "x,y\n1,2\n"),
                ("data:1:1: no column \"height\" (did you mean \"heigth\"?)", "heigth,y\n1,2\n", "--column", "height"),
                ("data:2:1: a quote is not closed", "x\n\"1\n"), ("data:1:4: a quoted field goes on", "\"x\"y\n1\n"),
                ("data:1:1: begins with the byte order mark of UTF-16", "1\n".encode("utf-16")),
                ("data:1:2: byte 0x00; this is no text in UTF-8", "1\n".encode("utf-16-le")),
                ("data:3:3: y is \"\", an empty field", "x,y\n1,a\n2,\n", "--column", "y"),
                ("data: is empty", "", "--symbols", "words"), ("data:2:3: byte 0xFF at offset 7", b"good\nba\xffd", "--symbols", "characters"),
                ("data: has 3 classes, but --k is 2", "1\n2\n3\n", "--counts", "--k", "2"),
                ("data: has 26 classes, but --k is 25", "abcdefghijklmnopqrstuvwxyz", "--symbols", "characters", "--k", "25")):
            self.refuse(65, says, content, "--estimator", "ml", *words)

    def test_files(self):
        self.expect(66, "estimate", "no.txt", "--estimator", "ml", says="no.txt: no such file")
        self.expect(66, "estimate", self.folder, "--estimator", "ml", says="is a directory")
        self.expect(66, "estimate", "/dev/null", "--estimator", "ml", says="is not a regular file")

    def test_usage(self):
        for says, *words in (
                ("no --estimator given",), ("unknown estimator \"mll\" (did you mean \"ml\"?)", "--estimator", "mll"),
                ("unknown estimand \"entrpy\" (did you mean \"entropy\"?)", "--estimator", "ml", "--of", "entrpy"),
                ("unknown estimator of perplexity \"posterior_mean\"; there are", "--estimator", "posterior_mean", "--family", "bernoulli",
                 "--prior", "p=beta,alpha=1,beta=1", "--of", "perplexity"),
                ("mle needs --family NAME, which may be bernoulli or beta or beta_binomial or", "--estimator", "mle"),
                ("unknown family \"norml\" (did you mean \"normal\"?)", "--estimator", "mle", "--family", "norml"),
                ("--unit is \"bits\", but must be one of nat, bit, hartley", "--estimator", "ml", "--unit", "bits"),
                ("--k is 0", "--estimator", "ml", "--k", "0"),
                ("--interval 2: level is 2, but must be a number in (0, 1)", "--estimator", "ml", "--interval", "2"),
                ("--estimator ml(a=1): a: unknown key", "--estimator", "ml(a=1)"),
                ("the bracket is not closed", "--estimator", "ml(a=1"), ("a prior needs --family", "--estimator", "ml", "--prior", "p=beta"),
                ("must be PARAMETER=LAW", "--estimator", "ml", "--family", "normal", "--prior", "=beta"),
                ("unknown prior law \"bta\"", "--estimator", "ml", "--family", "normal", "--prior", "bta"),
                ("--prior p=beta,alpha=1: prior.p.beta: is missing", "--estimator", "posterior_mean", "--family", "bernoulli",
                 "--prior", "p=beta,alpha=1"),
                ("unknown prior law \"bta\" (did you mean \"beta\"?)", "--estimator", "posterior_mean", "--family", "bernoulli",
                 "--prior", "p=bta,alpha=1"),
                ("--symbols is \"letters\"", "--estimator", "ml", "--symbols", "letters")):
            self.refuse(64, says, "1\n0\n", *words)

    def test_symbols_have_no_mean(self):
        self.refuse(64, "data:2:1: x is \"a\", but mle needs numbers", "x\na\nb\n", "--estimator", "mle", "--family", "normal")

    def test_values_outside_a_model_are_invalid(self):
        got = self.estimate("0\n1\n2\n", "--estimator", "posterior_mean", "--family", "bernoulli", "--prior", "p=beta,alpha=1,beta=1")
        self.assertEqual(got["estimates"][0]["status"], "invalid")
        self.assertEqual(got["estimates"][0]["value"], {"p": None})


class Units(EstimateTest):
    def test_a_divergence_has_one_too(self):
        other = self.write("other", "b\nb\nb\n")  # samples without a common class are one bit apart
        for unit, value in (("nat", math.log(2)), ("bit", 1), ("hartley", math.log10(2))):
            got = self.estimate("a\na\n", "--second", other, "--estimator", "ml", "--of", "jensen_shannon", "--unit", unit)
            estimate = got["estimates"][0]
            self.assertEqual(estimate["unit"], unit)
            self.close(estimate["value"]["jensen_shannon"], value, 1e-14, estimate)

    def test_a_parameter_has_none(self):
        got = self.estimate("1\n2\n", "--estimator", "mle", "--family", "exponential", "--unit", "bit")
        self.assertIsNone(got["estimates"][0]["unit"])
        self.close(got["estimates"][0]["value"]["lambda"], 2 / 3, 1e-14, got)


class Classes(EstimateTest):
    def test_probabilities_are_shown_by_the_names_of_their_classes(self):
        def both(content, *words):
            path = self.write("data", content)
            words = ("estimate", path, "--family", "categorical", "--estimator", "mle", *words)
            return json.loads(self.expect(0, *words, "--json").stdout), self.expect(0, *words).stdout
        for content, names, *words in (("b\na\nb\nc\n", ["a", "b", "c"], "--no-header"), ("7\n-1.5\n7\n", ["-1.5", "7"]),
                                       ("x,5\ny,1\n", ["x", "y"], "--counts"), ("Abba", ["A", "a", "b"], "--symbols", "characters"),
                                       ("A,B\n0,x\n1,x\n", ["A=0, B=x", "A=1, B=x"], "--factors", "A,B")):
            got, shown = both(content, *words)
            self.assertEqual(got["classes"], names)
            self.assertEqual(list(got["estimates"][0]["value"]), [f"p[{name}]" for name in names])
            for name in names:
                self.assertIn(f" p[{name}] ", shown)
        got, shown = both("2\n3\n", "--counts")  # classes without names
        self.assertNotIn("classes", got)
        self.assertIn(" p[1] ", shown)


class Intervals(EstimateTest):
    def test_a_method_that_an_estimator_lacks_leaves_its_interval_out(self):
        path = self.write("data", "5\n3\n2\n")
        words = ("estimate", path, "--counts", "--estimator", "ml,chao_shen", "--interval", "0.9,method=wilson")
        done = self.expect(0, *words, "--json")
        self.assertIn('note: ml has no interval method "wilson"; it has "wald"\n', done.stderr)
        self.assertIn('note: chao_shen has no interval method "wilson"; it has "jackknife"\n', done.stderr)
        for estimate in json.loads(done.stdout)["estimates"]:
            self.assertEqual((estimate["status"], estimate["interval"]), ("regular", {"entropy": None}))
        self.assertEqual(self.expect(0, *words, "--quiet").stderr, "")
        self.assertNotIn("interval", self.expect(0, "estimate", path, "--counts", "--estimator", "chao_shen").stderr)

    def test_a_method_that_nobody_has(self):
        message = self.refuse(64, 'unknown interval method "wold" (did you mean "wald"?)', "5\n3\n", "--counts", "--estimator",
                              "ml,jackknife", "--interval", "0.9,method=wold")
        self.assertEqual(message.count("unknown"), 1)  # said once, whatever the number of estimators


if __name__ == "__main__":
    unittest.main()
