"""plim estimate: shapes, units, every bad input, and reference values computed by others."""

import json
import math
import os
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import PROGRAM, SOURCE, ProgramTest  # noqa: E402


def reference(name):
    return json.loads((SOURCE / "tests" / "data" / name).read_text())["cases"]


class EstimateTest(ProgramTest):
    def estimate(self, content, *words):
        """The JSON of plim estimate on a file with that content."""
        path = self.write("data", content)
        done = self.plim("estimate", path, "--json", *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def refuse(self, code, says, content, *words):
        path = self.write("data", content)
        done = self.plim("estimate", path, *words)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        self.assertIn(says, done.stderr)
        return done.stderr

    def close(self, got, wanted, tolerance, about):
        self.assertIsInstance(got, (int, float), about)
        self.assertLessEqual(abs(got - wanted), max(tolerance * abs(wanted), 1e-12), f"{about}: {got} and not {wanted}")


class Shapes(EstimateTest):
    def test_the_whole_answer(self):
        got = self.estimate("1\n2\n3\n2\n1\n", "--counts", "--estimator", "ml")
        estimate = got["estimates"][0]
        value, error, (low, high) = (estimate[key]["entropy"] for key in ("value", "standard_error", "interval"))
        self.assertEqual(got, {"n": 9, "estimates": [
            {"estimator": "ml", "estimand": "entropy", "status": "regular", "value": {"entropy": value},
             "standard_error": {"entropy": error}, "interval": {"entropy": [low, high]}, "unit": "nat",
             "log_likelihood": None, "log_evidence": None}]})
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
                        "class,count\na,1\nb,2\nc,3\n", "x,1\ny,2\nz,3\n", "class,count\na,1\nb,1\nc,3\nb,1\n", "+1\n2.0\n3e0\n"):
            self.assertEqual(self.estimate(content, "--counts", "--estimator", "ml"), wanted, content)

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
        self.assertEqual(self.estimate("1\n0\n2\n0\n", "--counts", "--k", "2", "--estimator", "ml,miller_madow"), wanted)
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
        for content, words in (("x\n", ()), ("count\n", ("--counts",)), ("0\n0\n", ("--counts",))):
            got = self.estimate(content, *words, "--estimator", "ml")
            self.assertEqual((got["n"], got["estimates"][0]["status"], got["estimates"][0]["value"]),
                             (0, "empty", {"entropy": None}))

    def test_a_table_for_people(self):
        path = self.write("data", "1\n2\n")
        out = self.expect(0, "estimate", path, "--counts", "--estimator", "ml", "--unit", "bit").stdout
        self.assertIn("3 observations in 2 of 2 classes", out)
        self.assertRegex(out, r"ml +entropy \(bit\) +0\.918296 +0\.272166 +0\.384861 \.\. 1\.45173 +regular")


class BadInput(EstimateTest):
    def test_places(self):
        for says, content, *words in (
                ("data: is empty", ""), ("data: is empty", "\ufeff\r\n\r\n"), ("data: is empty", "", "--counts"),
                ("data:3:1: x is \"nan\", but must be a finite number", "x\n1\nnan\n"),
                ("data:2:1: a value is \"-inf\"", "1\n-inf\n"), ("data:2:1: a value is \"1e999\"", "1\r\n1e999\r\n"),
                ("data:2:1: a value is \"NA\"", "1\nNA\n"), ("data:3:3: y is \"\"", "x,y\n1,2\n3,\n", "--column", "y"),
                ("data:2:1: a count is -2, but a count must be an integer from 0 to 2^53", "1\n-2\n", "--counts"),
                ("data:2:1: a count is 2.5", "1\n2.5\n", "--counts"), ("data:1:1: a count is nan", "nan\n", "--counts"),
                ("data:3:3: n is \"many\"", "c,n\na,1\nb,many\n", "--counts"),
                ("data:1:1: a count is 9007199254740994", "9007199254740994\n", "--counts"),
                ("data:2:1: the total of the counts passes 2^53", "9007199254740992\n1\n", "--counts"),
                ("data:3:4: this row has 3 fields; the first has 2", "x,y\n1,2\n1,,3\n", "--column", "x"),
                ("data:2:1: this row has 1 field; the first has 2", "x,y\n1\n", "--column", "x"),
                ("data:1:2: fields are separated by semicolons, but must be separated by commas", "x;y\n1;2\n"),
                ("data:1:2: fields are separated by tabs", "1\t2\n3\t4\n"), ("data:2:2: fields are separated by semicolons", "1\n2;3\n"),
                ("data:2:2: fields are separated by spaces", "x y\n1 2\n"),
                ("data:1:1: several numbers on a line and several lines", "1 2\n3 4\n"),
                ("data:1:1: there are 2 columns; name one by --column", "x,y\n1,2\n"),
                ("data:1:1: no column \"height\" (did you mean \"heigth\"?)", "heigth,y\n1,2\n", "--column", "height"),
                ("data:2:1: a quote is not closed", "x\n\"1\n"), ("data:1:4: a quoted field goes on", "\"x\"y\n1\n"),
                ("data:1:4: byte 0x00; this is not a text in UTF-8", "1\n".encode("utf-16")),
                ("data:3:3: an empty field", "x,y\n1,a\n2,\n", "--column", "y"),
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
                ("mle needs --family bernoulli or --family categorical or", "--estimator", "mle"),
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
        self.refuse(64, "its observations are no numbers", "x\na\nb\n", "--estimator", "mle", "--family", "normal")

    def test_values_outside_a_model_are_invalid(self):
        got = self.estimate("0\n1\n2\n", "--estimator", "posterior_mean", "--family", "bernoulli", "--prior", "p=beta,alpha=1,beta=1")
        self.assertEqual(got["estimates"][0]["status"], "invalid")
        self.assertEqual(got["estimates"][0]["value"], {"p": None})


class References(EstimateTest):
    def test_entropy(self):
        cases = reference("entropy_counts.json")
        self.assertEqual(len(cases), 24)
        for case in cases:
            names = [name for name in case["values"] if not name.startswith(("perplexity", "dirichlet_sd"))]
            got = self.estimate("\n".join(map(str, case["counts"])), "--counts", "--k", case["K"],
                                "--estimator", ",".join(names), "--of", "entropy,perplexity")
            values = {(e["estimator"], e["estimand"]): (e["value"], e["standard_error"]) for e in got["estimates"]}
            for name, (wanted, tolerance) in case["values"].items():
                key = ("ml", "perplexity") if name == "perplexity_ml" else (name.replace("_sd_", "_mean_"), "entropy")
                got_value = values[key][1 if name.startswith("dirichlet_sd") else 0][key[1]]
                if wanted is None:
                    self.assertIsNone(got_value, f"{case['id']} {name}")
                else:
                    self.close(got_value, wanted, tolerance, f"{case['id']} {name}")

    def test_two_samples(self):
        cases = reference("entropy_pairs.json")
        self.assertEqual(len(cases), 10)
        estimands = {"kl_ml": "kl", "cross_entropy_ml": "cross_entropy", "js_ml": "jensen_shannon"}
        for case in cases:
            second = self.write("second", "\n".join(map(str, case["q"])))
            got = self.estimate("\n".join(map(str, case["p"])), "--counts", "--second", second, "--estimator", "ml",
                                "--of", ",".join(estimands.values()))
            self.assertEqual((got["n"], got["m"]), (sum(case["p"]), sum(case["q"])))
            values = {e["estimand"]: (e["value"][e["estimand"]], e["status"]) for e in got["estimates"]}
            for name, estimand in estimands.items():
                wanted, tolerance = case["values"][name]
                if wanted == "inf":
                    self.assertEqual(values[estimand], ("inf", "infinite"), f"{case['id']} {name}")
                else:
                    self.assertEqual(values[estimand][1], "regular", f"{case['id']} {name}")
                    self.close(values[estimand][0], wanted, tolerance, f"{case['id']} {name}")

    def content(self, data):
        """A case's data as a file, and how to read it."""
        if "category_counts" in data:
            return "count\n" + "\n".join(map(str, data["category_counts"])), ("--counts", "--k", len(data["category_counts"]))
        if "counts" in data:
            return "x,count\n" + "".join(f"{x},{c}\n" for x, c in zip(data["values"], data["counts"], strict=True)), ("--counts",)
        return "x\n" + "\n".join(map(repr, data["values"])), ()

    def test_maximum_likelihood(self):
        cases = reference("mle.json")
        self.assertGreater(len(cases), 60)
        for case in cases:
            if case["family"] == "*":
                continue
            content, words = self.content(case["data"])
            if "N" in case["known"]:
                words += ("--k", case["known"]["N"])
            estimate = self.estimate(content, "--estimator", "mle", "--family", case["family"], *words)["estimates"][0]
            self.assertEqual(estimate["status"], case["status"], case["id"])
            if "mle" not in case:
                self.assertEqual(set(estimate["value"].values()), {None}, case["id"])
                continue
            self.close(estimate["log_likelihood"], case["loglik"], 1e-10, case["id"])
            for key, wanted in zip(estimate["value"], case["mle"], strict=True):
                self.assertEqual(key.replace("[", "").replace("]", ""), wanted)
                self.close(estimate["value"][key], case["mle"][wanted], 1e-10, f"{case['id']} {key}")
                if case["status"] == "regular":
                    error = (case.get("se_expected") or case["se_observed"])[wanted]
                    self.close(estimate["standard_error"][key], error, 1e-9, f"{case['id']} se of {key}")

    def test_every_family_without_data_and_with_nan(self):
        families = {case["family"] for case in reference("mle.json")} - {"*"}
        self.assertEqual(families, {"bernoulli", "categorical", "normal", "exponential", "zipf", "poisson", "geometric", "gamma"})
        for family in sorted(families):
            words = ("--estimator", "mle", "--family", family, "--k", "2")
            self.assertEqual(self.estimate("x\n", *words)["estimates"][0]["status"], "empty", family)
            self.refuse(65, 'data:3:1: x is "nan"', "x\n1.0\nnan\n2.0\n", *words)

    FAMILIES = {"beta_bernoulli": ("bernoulli", "p"), "beta_geometric": ("geometric", "p"), "gamma_poisson": ("poisson", "mean"),
                "gamma_exponential": ("exponential", "lambda"), "dirichlet_categorical": ("categorical", "p"),
                "normal_normal": ("normal", "mean")}

    def model(self, case):
        """The model of a case in the words of the command line."""
        prior = dict(case["prior"])
        law = prior.pop("family")
        prior.pop("rate", None)
        arguments = ",".join([law, *(f"{key}={value}" for key, value in prior.items())])
        if case["model"] not in self.FAMILIES:
            return "--family", "normal", "--prior", arguments
        family, parameter = self.FAMILIES[case["model"]]
        known = ("--of", "mean", "--prior", f"sd=point,value={case['known']['sd']}") if "sd" in case["known"] else ()
        return "--family", family, "--prior", f"{parameter}={arguments}", *known

    def test_conjugate_posteriors(self):
        cases = reference("bayes.json")
        self.assertGreater(len(cases), 100)
        for case in cases:
            content, words = self.content(case["data"])
            got = self.estimate(content, "--estimator", "posterior_mean,posterior_median", *self.model(case), *words)
            for estimate, centre in zip(got["estimates"], ("mean", "median"), strict=True):
                self.close(estimate["log_evidence"], case["log_evidence"], 1e-9, case["id"])
                for key, summary in zip(estimate["value"], case["summaries"].values(), strict=True):
                    about = f"{case['id']} {centre} of {key}"
                    if summary[centre] in ("inf", None):
                        self.assertIn(estimate["value"][key], ("inf", None), about)
                        continue
                    self.close(estimate["value"][key], summary[centre], 1e-9, about)
                    if summary["sd"] in ("inf", None):
                        self.assertIn(estimate["standard_error"][key], ("inf", None), about)
                    else:
                        self.close(estimate["standard_error"][key], summary["sd"], 1e-9, about)
                    for got_end, wanted_end in zip(estimate["interval"][key], summary["equal_tailed_95"], strict=True):
                        self.close(got_end, wanted_end, 1e-8, about)


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
            self.assertEqual(list(got["estimates"][0]["value"]), [f"p[{k}]" for k in range(len(names))])
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
        self.assertIn("note: chao_shen has no interval\n", done.stderr)
        for estimate in json.loads(done.stdout)["estimates"]:
            self.assertEqual((estimate["status"], estimate["interval"]), ("regular", {"entropy": None}))
        self.assertEqual(self.expect(0, *words, "--quiet").stderr, "")
        self.assertEqual(self.expect(0, "estimate", path, "--counts", "--estimator", "chao_shen").stderr, "")

    def test_a_method_that_nobody_has(self):
        message = self.refuse(64, 'unknown interval method "wold" (did you mean "wald"?)', "5\n3\n", "--counts", "--estimator",
                              "ml,jackknife", "--interval", "0.9,method=wold")
        self.assertEqual(message.count("unknown"), 1)  # said once, whatever the number of estimators


class Factors(EstimateTest):
    TABLE = {("no", "neg"): 930, ("no", "pos"): 50, ("yes", "neg"): 2, ("yes", "pos"): 18}
    CELLS = "ill,test,n\n" + "".join(f"{ill},{test},{n}\n" for (ill, test), n in TABLE.items())
    ROWS = "test,other,ill\n" + "".join(f"{test},?,{ill}\n" * n for (ill, test), n in TABLE.items())

    def values(self, *words):
        """The values of the estimates, which a table of cells and a list of observations must agree on."""
        answers = [self.estimate(self.CELLS, "--counts", "--factors", "ill,test", *words),
                   self.estimate(self.CELLS, "--counts", "--factors", "1,2", "--column", "n", *words),
                   self.estimate(self.ROWS, "--factors", "ill,test", *words)]
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(answers[0], answers[2])
        self.assertEqual(answers[0]["n"], 1000)
        return answers[0]["estimates"]

    def test_probabilities(self):
        joint, product = self.values("--of", "probability(ill=yes, test=pos)", "--estimator", "frequency,product_of_margins")
        self.assertEqual(joint["estimand"], "probability(ill=yes, test=pos)")
        self.close(joint["value"]["probability"], 0.018, 1e-15, joint)
        self.close(joint["standard_error"]["probability"], math.sqrt(0.018 * 0.982 / 1000), 1e-13, joint)
        self.close(product["value"]["probability"], 0.02 * 0.068, 1e-14, product)
        for estimate in self.values("--of", "probability(ill=yes | test=pos)", "--estimator", "frequency,bayes_theorem"):
            self.assertEqual(estimate["estimand"], "probability(ill=yes | test=pos)")
            self.close(estimate["value"]["probability"], 18 / 68, 1e-14, estimate)
        low, high = self.values("--of", "probability(ill=yes|test=pos)", "--estimator", "frequency", "--interval",
                                "0.95,method=\"wilson\"")[0]["interval"]["probability"]
        z2, n, p = 1.959963984540054**2, 68, 18 / 68  # Wilson (1927)
        for limit, sign in ((low, -1), (high, 1)):
            half = sign * math.sqrt(z2 * (p * (1 - p) / n + z2 / (4 * n * n)))
            self.close(limit, (p + z2 / (2 * n) + half) / (1 + z2 / n), 1e-13, limit)

    def test_information(self):
        p = {cell: n / 1000 for cell, n in self.TABLE.items()}
        ill = {a: sum(x for (b, _), x in p.items() if a == b) for a in ("no", "yes")}
        test = {a: sum(x for (_, b), x in p.items() if a == b) for a in ("neg", "pos")}
        information = sum(x * math.log2(x / ill[a] / test[b]) for (a, b), x in p.items())
        got = self.values("--of", "mutual_information(ill,test)", "--estimator", "ml", "--unit", "bit")[0]
        self.assertEqual(got["unit"], "bit")
        self.close(got["value"]["mutual_information"], information, 1e-12, got)
        got = self.values("--of", "conditional_entropy(ill | test)", "--estimator", "ml", "--unit", "bit")[0]
        entropy = -sum(x * math.log2(x / test[b]) for (_, b), x in p.items())
        self.close(got["value"]["conditional_entropy"], entropy, 1e-12, got)
        got = self.values("--of", "entropy", "--estimator", "ml", "--unit", "bit")[0]  # of both together
        self.close(got["value"]["entropy"], -sum(x * math.log2(x) for x in p.values()), 1e-12, got)

    def test_several_estimands_and_the_form_of_a_study(self):
        both = self.values("--of", "probability(ill=yes),probability(test=pos)", "--estimator", "frequency")
        self.assertEqual([e["estimand"] for e in both], ["probability(ill=yes)", "probability(test=pos)"])
        self.close(both[1]["value"]["probability"], 0.068, 1e-14, both)
        self.assertEqual(self.values("--of", '{ probability = { ill = "yes" } }', "--estimator", "frequency"), both[:1])
        path = self.write("data", self.CELLS)
        shown = self.expect(0, "estimate", path, "--counts", "--factors", "ill,test", "--of", "probability(ill=yes|test=pos)",
                            "--estimator", "frequency").stdout
        self.assertIn("frequency  probability(ill=yes | test=pos)      0.264706", shown)
        self.assertIn("1000 observations in 4 of 4 classes", shown)

    def test_what_was_never_seen(self):
        table = "A,B,n\n0,x,5\n1,y,0\n"
        got = self.estimate(table, "--counts", "--factors", "A,B", "--of", "probability(A=0|B=y)", "--estimator", "frequency")
        self.assertEqual((got["estimates"][0]["status"], got["estimates"][0]["value"]), ("undefined", {"probability": None}))

    def test_three_factors_and_no_header(self):
        rows = "a,x,1\na,x,2\nb,x,1\nb,y,1\n"
        got = self.estimate(rows, "--no-header", "--factors", "1,2,3", "--of", "probability(1=a|2=x,3=1)", "--estimator",
                            "frequency")
        self.close(got["estimates"][0]["value"]["probability"], 0.5, 1e-15, got)

    def test_estimate_reads_what_sample_writes(self):
        self.expect(0, "sample", "joint", 'names=["ill","test"]', 'levels=[["no","yes"],["neg","pos"]]',
                    "table=[[0.93,0.05],[0.002,0.018]]", "-n", "40000", "--out", "s.csv")
        done = self.expect(0, "estimate", "s.csv", "--factors", "ill,test", "--of", "probability(ill=yes|test=pos)",
                           "--estimator", "frequency", "--json")
        got = json.loads(done.stdout)["estimates"][0]
        self.assertLess(abs(got["value"]["probability"] - 0.018 / 0.068), 6 * got["standard_error"]["probability"])

    def test_bad_questions(self):
        joint = ("--counts", "--factors", "ill,test")
        for says, *words in (
                ("probability(ill=yes) is about factors; name their columns by --factors", "--of", "probability(ill=yes)", "--counts",
                 "--column", "n"),
                ('of: unknown factor "ilk" (did you mean "ill"?)', *joint, "--of", "probability(ilk=yes)"),
                ('of: unknown level of ill "maybe"', *joint, "--of", "probability(ill=maybe)"),
                ("of: probability needs arguments", *joint, "--of", "probability"),
                ("probability(ill=yes: the bracket is not closed", *joint, "--of", "probability(ill=yes"),
                ('has more than one "|"', *joint, "--of", "probability(ill=yes|test=pos|test=neg)"),
                ('"" is no NAME=LEVEL', *joint, "--of", "probability(ill=yes,)"), ('"" is no name', *joint, "--of", "probability()"),
                ('"ill=" is no NAME=LEVEL', *joint, "--of", "probability(ill=)"),
                ('of: has "ill"; the estimand is written as in { probability = { ill = "yes" } }', *joint, "--of",
                 "probability(ill)"),
                ("--factors and --k do not go together", *joint, "--k", "4", "--of", "probability(ill=yes)"),
                ("--factors and --symbols do not go together", *joint, "--symbols", "words", "--of", "probability(ill=yes)")):
            self.refuse(64, says, self.CELLS, "--estimator", "frequency", *words)

    def test_bad_tables(self):
        def refused(says, content, *words):
            self.refuse(65, "data" + says, content, "--estimator", "frequency", "--of", "probability(A=1)", *words)
        refused(":1:1: no column \"C\"", "A,B\n1,2\n", "--factors", "A,C")
        refused(":1:1: the column is named twice", "A,B\n1,2\n", "--factors", "A,A")
        refused(": is empty", "", "--factors", "A,B")
        refused(": has no observation", "A,B\n", "--factors", "A,B")
        refused(":3:3: an empty field; every observation needs a level", "A,B\n1,2\n1,\n", "--factors", "A,B")
        refused(":2:5: n is -1, but a count must be an integer", "A,B,n\n1,2,-1\n", "--factors", "A,B", "--counts")
        refused(":1:1: there are 2 columns that are no factors", "A,B,n,m\n1,2,3,4\n", "--factors", "A,B", "--counts")
        refused(":1:1: there are 0 columns that are no factors", "A,B\n1,2\n", "--factors", "A,B", "--counts")
        refused(":3:", "A,B\n1,2\n1,2,3\n", "--factors", "A,B")
        wide = "A,B\n" + "".join(f"{i},{i}\n" for i in range(1025))
        refused(": the factors have more than 2^20", wide, "--factors", "A,B")


if __name__ == "__main__":
    unittest.main()
