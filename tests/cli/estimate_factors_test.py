"""plim estimate: questions about factors, on rows and on tables of counts."""

import json
import math
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402


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
        refused(":3:3: B is \"\", an empty field", "A,B\n1,2\n1,\n", "--factors", "A,B")
        refused(":2:5: n is -1, but a count must be an integer", "A,B,n\n1,2,-1\n", "--factors", "A,B", "--counts")
        refused(":1:1: there are 2 columns that are no factors", "A,B,n,m\n1,2,3,4\n", "--factors", "A,B", "--counts")
        refused(":1:1: there are 0 columns that are no factors", "A,B\n1,2\n", "--factors", "A,B", "--counts")
        refused(":3:", "A,B\n1,2\n1,2,3\n", "--factors", "A,B")
        wide = "A,B\n" + "".join(f"{i},{i}\n" for i in range(1025))
        refused(": the factors have more than 2^20", wide, "--factors", "A,B")


if __name__ == "__main__":
    unittest.main()
