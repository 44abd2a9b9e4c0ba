"""plim estimate: what its answers are about, and why there is none; files of the forms that people have."""

import json
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402


class Notes(EstimateTest):
    def test_of_which_class_p_is(self):
        fit = ("--family", "bernoulli", "--estimator", "mle")
        for content, name, p, *words in (("o\nhead\nhead\ntail\n", "tail", 1 / 3), ("pass,70\nfail,30\n", "fail", 0.3, "--counts"),
                                         ("fail,30\npass,70\n", "pass", 0.7, "--counts"), ("yes\nno\nyes\n", "yes", 2 / 3, "--no-header")):
            done = self.run_on(content, *fit, *words)
            self.assertIn(f'note: p is the probability of "{name}"\n', done.stderr)
            got = self.estimate(content, *fit, *words)
            self.assertEqual(got["p_of"], name)
            self.close(got["estimates"][0]["value"]["p"], p, 1e-14, content)
            self.assertEqual(self.run_on(content, *fit, *words, "--quiet").stderr, "")
        self.assertIn("p is the probability of the second class", self.run_on("70\n30\n", *fit, "--counts").stderr)
        self.assertNotIn("p_of", self.estimate("x\n0\n1\n1\n", *fit))
        self.assertNotIn("note: p is", self.run_on("x\n0\n1\n1\n", *fit).stderr)
        got = self.estimate("o\nhead\nhead\ntail\n", *fit, "--success", "head")
        self.assertEqual((got["p_of"], round(got["estimates"][0]["value"]["p"], 12)), ("head", round(2 / 3, 12)))
        self.assertEqual(self.estimate("a,5\nb,3\nc,2\n", *fit, "--counts", "--success", "b")["estimates"][0]["value"]["p"], 0.3)
        self.refuse(65, 'no class is called "c"; there are "a", "b"', "a,5\nb,3\n", *fit, "--counts", "--success", "c")

    def test_a_sample_shorter_than_a_block(self):
        for of, estimator in (("block_entropy", "ml(length=21)"), ("entropy_rate", "ml(history=20)")):
            path = self.write("data", "ab" * 10)
            self.expect(65, "estimate", path, "--symbols", "characters", "--of", of, "--estimator", estimator,
                        says=f"data: 20 observations are fewer than {estimator} needs")

    def test_names_of_classes_do_not_steer_the_terminal(self):
        content = "a\x1b[31m,1\nb,3\nc\u009b2J,2\n"
        done = self.run_on(content, "--counts", "--family", "categorical", "--estimator", "mle")
        self.assertIn("p[a\\x1b[31m] ", done.stdout)
        self.assertIn("p[c\\xc2\\x9b2J] ", done.stdout)
        said = self.run_on(content.replace("b,3\n", ""), "--counts", "--family", "bernoulli", "--estimator", "mle").stderr
        self.assertNotIn("\u009b", said)
        got = self.estimate(content, "--counts", "--family", "categorical", "--estimator", "mle")
        self.assertIn("p[a\x1b[31m]", got["estimates"][0]["value"])

    def test_why_there_is_no_estimate(self):
        for content, family, status, says, *words in (
                ("x\n0.37\n0.43\n", "poisson", "invalid", "data:2: 0.37 is not a value of poisson, which is on 0, 1, 2, ..."),
                ("x\n1\n-1\n2\n", "exponential", "invalid", "data:3: -1 is not a value of exponential, which is on [0, inf)"),
                ("x\n\n# gap\n4\n0\n", "gamma", "invalid", "data:5: 0 is not a value of gamma, which is on (0, inf)"),
                ("x\n2\n-1\n", "geometric", "invalid", "data:3: -1 is not a value of geometric"),
                ("x\n2\n11\n", "zipf", "invalid", "data:3: 11 is not a value of zipf, which is on 1, 2, ..., 10", "--k", "10"),
                ("x\n0\n1\n", "zipf", "invalid", "data:2: 0 is not a value of zipf", "--k", "10"),
                ("k,n\n1,5\n-3,2\n", "poisson", "invalid", "data:3: -3 is not a value of poisson", "--counts"),
                ("x\n0\n1\n2\n", "bernoulli", "invalid", "data:4: 2 is not a value of bernoulli"),
                ("x\n0.5\n0\n0.2\n", "beta", "invalid", "data:3: 0 is not a value of beta, which is on (0, 1)"),
                ("x\n0.5\n0.2\n1\n", "beta", "invalid", "data:4: 1 is not a value of beta, which is on (0, 1)"),
                ("x\n0.5\n2\n0.2\n", "beta", "invalid", "data:3: 2 is not a value of beta, which is on (0, 1)"),
                ("x\n1\n3\n11\n", "binomial", "invalid", "data:4: 11 is not a value of binomial, which is on 0, 1, ..., 10",
                 "--prior", "trials=point,value=10"),
                ("x\n1\n0.5\n", "binomial", "invalid", "data:3: 0.5 is not a value of binomial, which is on 0, 1, ..., 2",
                 "--prior", "trials=point,value=2"),
                ("x\n2\n2\n", "gamma", "unbounded", "data:2: the likelihood of gamma has no maximum: all values are equal, 2"),
                ("x\n7\n7\n7\n", "normal", "unbounded", "all values are equal, 7"),
                ("x\n0\n0\n", "exponential", "unbounded", "all values are equal, 0"),
                ("k,n\n3,4\n5,0\n", "normal", "unbounded", "all values are equal, 3", "--counts"),
                ("x\n1\n1\n", "zipf", "at_infinity", "all values are equal, 1", "--k", "10")):
            fit = ("--family", family, "--estimator", "mle", *words)
            self.assertIn(says, self.plim("estimate", self.write("data", content), *fit).stderr, content)
            estimate = self.estimate(content, *fit)["estimates"][0]
            self.assertEqual(estimate["status"], status)
            self.assertIn(says, estimate["reason"])
        self.assertIsNone(self.estimate("x\n1\n2\n", "--family", "normal", "--estimator", "mle")["estimates"][0]["reason"])

    def test_trials_are_told_and_not_those_that_were_seen(self):
        fit = ("--column", "x", "--family", "binomial", "--estimator", "mle")
        for words in ((), ("--k", "3"), ("--k", "11")):
            said = self.refuse(64, "a binomial model needs prior.trials", "x\n0\n1\n1\n2\n1\n2\n", *fit, *words)
            self.assertIn("--prior trials=point,value=", said)
        got = self.estimate("x\n0\n1\n1\n2\n1\n2\n", *fit, "--prior", "trials=point,value=10")["estimates"][0]
        self.close(got["value"]["p"], 7 / 60, 1e-9, got)

    def test_real_numbers_are_said_to_be_classes(self):
        content = "token,loss\nthe,1.25\ncat,3.5\nsat,2.25\n"
        done = self.run_on(content, "--column", "loss", "--estimator", "ml", "--of", "perplexity")
        self.assertIn("each of the 3 distinct numbers is taken as a class of its own", done.stderr)
        self.assertIn("3 observations in 3 of 3 classes", done.stdout)
        self.assertNotIn("classes", self.run_on(content, "--column", "loss", "--family", "normal", "--estimator", "mle").stdout)
        self.assertNotIn("distinct", self.run_on("x\n1\n2\n1\n", "--estimator", "ml").stderr)

    def test_intervals_show_their_width(self):
        table = self.run_on("t\n1700000001\n1700000002\n1700000004\n1700000009\n", "--family", "normal", "--estimator", "mle").stdout
        low, high = map(float, re.search(r"mean .*? (\S+) \.\. (\S+)", table).groups())
        # Student's 95 % of 4 values: 4 -+ t(0.975, 3) s/sqrt 4 beyond 1.7e9
        half = 3.182446305284263 * (38 / 3)**0.5 / 2
        self.assertAlmostEqual(low - 1.7e9, 4 - half, delta=0.06)
        self.assertAlmostEqual(high - 1.7e9, 4 + half, delta=0.06)
        close = self.run_on("1 1.000001 0.999999\n", "--family", "normal", "--estimator", "mle").stdout
        for low, high in re.findall(r"(\S+) \.\. (\S+)", close):
            self.assertNotEqual(low, high, close)

    def test_probabilities_are_called_by_their_classes(self):
        value = self.estimate("x\n0\n2\n2\n", "--family", "categorical", "--estimator", "mle", "--k", "4")["estimates"][0]["value"]
        self.assertEqual(list(value), ["p[0]", "p[2]", "p[unseen 1]", "p[unseen 2]"])
        self.close(value["p[2]"], 2 / 3, 1e-14, value)


class Files(EstimateTest):
    def entropy(self, content, *words):
        return self.estimate(content, "--estimator", "ml", *words)

    def test_words_for_missing_values(self):
        for content, words in (("y\na\nb\nNA\na\n", ("--column", "y")), ("x,y\na,u\nNA,u\n", ("--factors", "x,y", "--of", "mutual_information(x,y)")),
                               ("y,n\na,3\nNA,4\n", ("--counts",))):
            said = self.refuse(65, '"NA", a word for a missing value', content, "--estimator", "ml", *words)
            self.assertIn("--missing omit leaves such rows out, --na none takes the word as a value", said)
            self.entropy(content, *words, "--na", "none")
            self.assertEqual(self.estimate(content, *words, "--estimator", "ml", "--missing", "omit")["missing"], 1)
        self.assertIn("3 observations in 2 of 2 classes, 1 left out with a missing value\n",
                      self.run_on("y\na\nb\nNA\na\n", "--estimator", "ml", "--missing", "omit").stdout)
        self.refuse(64, '--missing is "drop", but must be one of refuse, omit', "y\na\n", "--estimator", "ml", "--missing", "drop")
        self.assertEqual(self.entropy("- ? - .", "--symbols", "characters")["n"], 7)  # symbols of a text are what they are

    def test_headers(self):
        years = "site,2001,2002\nA,3,4\nB,1,2\n"
        got = self.entropy(years, "--counts", "--column", "2002")
        self.assertEqual(got["n"], 6)
        self.close(got["estimates"][0]["value"]["entropy"], 0.6365141682948128, 1e-12, got)
        self.assertEqual(self.entropy(years, "--counts", "--column", "#3", "--header", "yes")["n"], 6)
        raster = "0,1,0\n0,1,1\n1,1,0\n0,1,1\n"
        self.refuse(65, "data:1:3: 1 is the position of a column and stands in the first row", "a,1\nb,0\n", "--column", "1", "--estimator", "ml")
        for words in (("--column", "1"), ("--column", "#1"), ("--column", "1", "--no-header"), ("--column", "1", "--header", "no")):
            self.close(self.estimate(raster, *words, "--family", "bernoulli", "--estimator", "mle")["estimates"][0]["value"]["p"],
                       0.25, 1e-15, words)
        done = self.expect(0, "estimate", self.write("data", "0,1,2\n5,7,9\n6,8,1\n"), "--column", "#2", "--estimator", "ml")
        self.assertIn('the first row, "0", "1", "2", is taken as data; if it names the columns, say --header yes', done.stderr)
        self.refuse(64, "--header and --no-header do not go together", raster, "--header", "yes", "--no-header", "--estimator", "ml")

    def test_classes_and_counts_among_other_columns(self):
        kicks = "rownames,deaths,freq\n1,0,3\n2,1,1\n3,2,2\n"  # the form of vcd's HorseKicks
        fit = ("--family", "poisson", "--estimator", "mle")
        got = self.estimate(kicks, "--count", "freq", "--column", "deaths", *fit)
        self.assertEqual(got["n"], 6)
        self.close(got["estimates"][0]["value"]["mean"], 5 / 6, 1e-14, got)
        self.refuse(64, "counts of classes without names (--column NAME names their column), but mle needs numbers", kicks, "--counts",
                    "--column", "deaths", *fit)
        self.assertEqual(self.estimate(kicks, "--counts", "--count", "freq", "--column", "deaths", *fit)["n"], 6)

    def test_numbers_in_other_notations_are_named(self):
        for value, how in (('"1,234"', ", a number with a comma, of thousands or of fractions"), ("7.47%", ", a number with a percent sign"),
                           ('"1,5"', ", a number with a comma"), ("\u22121", ", a number with a typeset minus (U+2212)"),
                           ("0x10", ", a number in hexadecimal digits"), ("1 234", ", a number with thousands marks"),
                           ("$5", ", a number with a currency sign"), ("12 km", "")):
            for content, line in ((f"x,y\n{value},a\n2,b\n", 2), (f"x,y\n1,a\n{value},b\n", 3)):
                said = self.refuse(64, f"data:{line}:1: x is \"{value.strip(chr(34))}\"{how}, but mle needs numbers", content, "--column", "x",
                                   "--family", "normal", "--estimator", "mle")
                self.assertNotIn("view", said)
        self.refuse(65, 'data:2:1: x is "1e400", but must be a finite number', "x\n1e400\n2\n", "--family", "normal", "--estimator", "mle")

    def test_what_was_found_of_the_format_is_said_in_a_line(self):
        for content, found, *words in (("x;y\n1,5;a\n2,5;b\n", "--header yes --separator semicolon --decimal comma", "--column", "x"),
                                       ("1\n2\n", "--header no"), ("1 2 3\n", None),
                                       ("x\ty\n1\t2\n", "--header yes", "--column", "y", "--separator", "tab")):
            said = self.run_on(content, "--estimator", "mean", *words).stderr.splitlines()
            self.assertEqual([line.split("data: ")[1] for line in said if "read with" in line], [f"read with {found}"] if found else [])
            if found:  # and says the same to plim
                again = self.run_on(content, "--estimator", "mean", *words, *found.split())
                self.assertNotIn("read with", again.stderr)
                self.assertEqual(again.stdout, self.run_on(content, "--estimator", "mean", *words).stdout)

    def test_notes_of_a_file(self):
        done = self.expect(0, "estimate", self.write("data", "# made by a tool\nx\n1\n\n2\n"), "--family", "normal", "--estimator", "mle")
        self.assertIn("data: 1 line with # in front left out as comments\n", done.stderr)
        self.assertIn("data: 1 empty line between the rows left out\n", done.stderr)
        self.refuse(65, 'data:3:1: x is "", an empty field', 'x\n"a"\n""\n"b"\n', "--estimator", "ml")


if __name__ == "__main__":
    unittest.main()
