"""plim estimate: information in joint tables, tests of independence, transfer entropy, and two samples."""

import json
import math
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402


class Information(EstimateTest):
    TABLE = {("a", "x"): 12, ("a", "y"): 5, ("a", "z"): 3, ("b", "x"): 4, ("b", "y"): 9, ("b", "z"): 11}
    CELLS = "A,B,n\n" + "".join(f"{a},{b},{n}\n" for (a, b), n in TABLE.items())

    def of_table(self, of, estimators, *words):
        return self.estimate(self.CELLS, "--counts", "--factors", "A,B", "--of", of, "--estimator", estimators, *words)["estimates"]

    def entropies_of(self, counts, names):
        got = self.estimate("\n".join(map(str, counts)), "--counts", "--of", "entropy", "--estimator", ",".join(names))
        return {e["estimator"].split("(")[0]: e["value"]["entropy"] for e in got["estimates"]}

    def test_every_entropy_estimator_makes_its_information(self):
        listed = json.loads(self.expect(0, "list", "estimators", "--json").stdout)["estimators"]
        listed = [e for e in listed if not e["of_density"]]
        names = sorted({e["name"] for e in listed if "mutual_information" in e["estimands"]})
        self.assertGreaterEqual(set(names), {"ml", "miller_madow", "jackknife", "chao_shen", "dirichlet_mean_sg"})
        self.assertEqual(set(names), {e["name"] for e in listed if "entropy" in e["estimands"]} - {"self_information", "truth"})
        joint = self.entropies_of(self.TABLE.values(), names)
        first = self.entropies_of([20, 24], names)
        second = self.entropies_of([16, 14, 14], names)
        of = "mutual_information(A,B),conditional_entropy(A|B),variation_of_information(A,B),normalised_mutual_information(A,B)"
        got = {}
        for e in self.of_table(of, ",".join(names)):
            got.setdefault(e["estimator"].split("(")[0], {}).update(e["value"])
        for name in names:
            a, b, ab = first[name], second[name], joint[name]
            for estimand, wanted in (("mutual_information", a + b - ab), ("conditional_entropy", ab - b),
                                     ("variation_of_information", 2 * ab - a - b),
                                     ("normalised_mutual_information", 2 * (a + b - ab) / (a + b))):
                self.close(got[name][estimand], wanted, 1e-12, (name, estimand))

    def test_independence_beside_mutual_information(self):
        got = self.of_table("mutual_information(A,B)", "ml,miller_madow")
        self.assertEqual([(e["estimator"], e["estimand"]) for e in got[:2]],
                         [("ml", "mutual_information(A, B)"), ("miller_madow", "mutual_information(A, B)")])
        tests = {e["estimator"].split("(")[0]: e["value"]["independence_p_value"] for e in got[2:]}
        self.assertEqual(set(tests), {"g_test", "chi_square", "permutation"})
        # chi-square with 2 degrees of freedom has the tail exp(-x/2), G = 2 n I and X^2 by their definitions.
        self.close(tests["g_test"], math.exp(-44 * got[0]["value"]["mutual_information"]), 1e-12, got)
        self.close(tests["g_test"], 0.00729668914983123, 1e-12, got)
        self.close(tests["chi_square"], 0.008966268257436806, 1e-12, got)
        # 0.0115896: all tables with these margins, by their chances.
        self.assertLess(abs(tests["permutation"] - 0.01158964757669324), 5 * math.sqrt(0.0116 / 999))
        asked = self.of_table("independence_p_value(A,B)", "permutation(permutations=99999)")
        self.assertLess(abs(asked[0]["value"]["independence_p_value"] - 0.01158964757669324), 5 * math.sqrt(0.0116 / 99999))

    def test_bad_questions(self):
        for says, of, estimator in (
                ("K is the number of classes of one table", "mutual_information(A,B)", "dirichlet_mean_sg(K=6)"),
                ('by is "sum", but must be "min"', "normalised_mutual_information(A,B)", "ml(by=sum)")):
            self.refuse(64, says, self.CELLS, "--counts", "--factors", "A,B", "--of", of, "--estimator", estimator)
        one = "A,B,n\na,x,3\na,y,4\n"
        for of, estimator in (("normalised_mutual_information(A,B)", "ml(by=min)"), ("independence_p_value(A,B)", "g_test"),
                              ("independence_p_value(A,B)", "permutation")):
            got, = self.estimate(one, "--counts", "--factors", "A,B", "--of", of, "--estimator", estimator)["estimates"]
            self.assertEqual(got["status"], "undefined")


class TransferEntropy(EstimateTest):
    X = [0, 1, 1, 0, 2, 1, 0, 0, 1, 2, 2, 1, 0, 1, 1, 0, 2, 0, 1, 1]
    Y = [0, 0, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 0, 1, 0, 1]
    ROWS = "x,y\n" + "".join(f"{x},{y}\n" for x, y in zip(X, Y, strict=True))

    def test_of_two_columns(self):
        got = self.estimate(self.ROWS, "--factors", "x,y", "--of", "transfer_entropy(x,y)", "--estimator",
                            "ml,miller_madow,ml(history=2),ml(source_history=3)")["estimates"]
        # A script that sums p(y, pasts) ln [p(y | both pasts) / p(y | own past)].
        for e, wanted in zip(got, (0.5479346706198702, 0.5742504600935544, 0.4649490316904534, 0.654079936805662), strict=True):
            self.close(e["value"]["transfer_entropy"], wanted, 1e-13, e)

    def test_a_copy(self):
        """y is x a step later: what x has is transferred, and from y nothing beyond what the past of x says."""
        x = [i * i * 7 % 11 % 2 for i in range(400)]
        rows = "x,y\n" + "".join(f"{a},{b}\n" for a, b in zip(x[1:], x, strict=False))
        forward, = self.estimate(rows, "--factors", "x,y", "--of", "transfer_entropy(x,y)", "--estimator", "ml")["estimates"]
        pairs = [(a, b) for a, b in zip(x, x[1:])][: len(x) - 2]
        h = lambda items: -sum(items.count(i) / len(items) * math.log(items.count(i) / len(items)) for i in set(items))
        self.close(forward["value"]["transfer_entropy"], h(pairs) - h([a for a, _ in pairs]), 1e-12, forward)

    def test_counts_have_no_order(self):
        self.refuse(64, "ml needs symbols in their order", "x,y,n\n0,0,2\n1,1,3\n", "--counts", "--factors", "x,y", "--of", "transfer_entropy(x,y)",
                    "--estimator", "ml")


class TwoSamples(EstimateTest):
    def two(self, p, q, *words):
        second = self.write("second", "\n".join(map(str, q)))
        return self.estimate("\n".join(map(str, p)), "--counts", "--second", second, *words)["estimates"]

    def test_classes_and_weights(self):
        # (4, 2, 1)/7 and (1, 3, 1)/5 of three classes; with K = 4 (4, 2, 1, 1)/8 and (1, 3, 1, 1)/6.
        for option, p, q in (("", (4, 2, 1), (1, 3, 1)), ("(K=4)", (4, 2, 1, 1), (1, 3, 1, 1)), ("(K=observed)", (4, 2), (1, 3))):
            e, = self.two([3, 1, 0], [0, 2, 0], "--estimator", "dirichlet_laplace" + option)
            wanted = sum(a / sum(p) * math.log(a * sum(q) / sum(p) / b) for a, b in zip(p, q, strict=True))
            self.close(e["value"]["kl"], wanted, 1e-13, e)
        e, = self.two([3, 1, 0], [0, 2, 0], "--estimator", "dirichlet_laplace(K=1)")
        self.assertEqual(e["status"], "invalid")
        e, = self.two([1, 1, 0], [0, 1, 1], "--of", "jensen_shannon", "--estimator", "ml(weight=0.25)", "--unit", "bit")
        self.close(e["value"]["jensen_shannon"], 0.40563906222956625, 1e-12, e)
        self.assertEqual(e["unit"], "bit")

    def test_perplexity_is_exp_of_the_cross_entropy(self):
        for estimator in ("ml", "dirichlet_sg", "shrink", "zhang_grabchak"):
            h, x = self.two([3, 1, 9], [12, 2, 3], "--of", "cross_entropy,cross_perplexity", "--estimator", estimator)
            self.close(x["value"]["cross_perplexity"], math.exp(h["value"]["cross_entropy"]), 1e-13, x)
            self.close(x["standard_error"]["cross_perplexity"],
                       x["value"]["cross_perplexity"] * h["standard_error"]["cross_entropy"], 1e-12, x)

    def test_bad_samples(self):
        second = self.write("second", "1\n-2\n")
        self.refuse(65, "a count is -2", "1\n2\n", "--counts", "--estimator", "shrink", "--second", second)
        second = self.write("second", "1\n2.5\n")
        self.refuse(65, "a count is 2.5", "1\n2\n", "--counts", "--estimator", "shrink", "--second", second)
        for estimator in ("ml", "shrink", "dirichlet_minimax", "zhang_grabchak"):
            e, = self.two([1, 2], [0, 0], "--of", "kl", "--estimator", estimator)
            self.assertEqual((e["status"], e["value"]["kl"]), ("empty", None), estimator)
            e, = self.two([3], [2], "--of", "kl", "--estimator", estimator)  # one class
            self.assertEqual(e["status"], "regular", estimator)


if __name__ == "__main__":
    unittest.main()
