"""plim estimate and studies: entropies, divergences and mutual information of laws with a density."""

import csv
import io
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402
from program import SOURCE  # noqa: E402

CASES = {c["id"]: c for c in json.loads((SOURCE / "tests/data/entropy_samples.json").read_text())["cases"]}
ENTROPIES = ["spacing_vasicek", "spacing_van_es", "spacing_ebrahimi", "spacing_correa", "knn_kl_max", "knn_kl_euclid", "kde_resub",
             "kde_loo", "histogram", "gaussian_mle"]


def table(x, d=1):
    rows = [x[i:i + d] for i in range(0, len(x), d)]
    return ",".join("abcdefgh"[:d]) + "\n" + "".join(",".join(map(repr, row)) + "\n" for row in rows)


class Density(EstimateTest):
    def test_entropies_of_a_column(self):
        case = CASES["pub-036-normal_n20"]
        words = ["knn_kl_max(k=4)", "spacing_vasicek(m=2)", "kde_resub(bw=\"silverman\")", "kde_resub(h=0.709)", "histogram(bins=5)", "gaussian_mle"]
        keys = ["knn_kl_max|k=4", "spacing_vasicek|m=2", "kde_resub|bw=silverman", "kde_resub|h=0.709", "histogram|bins=5", "gaussian_mle"]
        got = self.estimate(table(case["x"]), "--of", "entropy", "--estimator", ",".join(words))
        for e, key in zip(got["estimates"], keys):
            self.close(e["value"]["entropy"], case["values"][key][0], 1e-11, e)
            low, high = e["interval"]["entropy"]
            self.assertLess(low, e["value"]["entropy"])
            self.assertLess(e["value"]["entropy"], high)
        done = self.run_on(table(case["x"]), "--estimator", "spacing_vasicek")
        self.assertNotIn("class", done.stdout + done.stderr)
        # Beside an estimator that counts classes, of which there are as many as numbers.
        both = self.estimate("x\n1\n2\n2.5\n4\n", "--of", "entropy", "--estimator", "ml,gaussian_mle")["estimates"]
        self.close(both[0]["value"]["entropy"], 1.3862943611198906, 1e-15, both)
        self.close(both[1]["value"]["entropy"], 1.498241048292992, 1e-13, both)

    def test_points(self):
        case = CASES["pub-047-uniform3d_n250"]
        text = table(case["x"], 3)
        got = self.estimate(text, "--columns", "a,b,c", "--of", "entropy", "--estimator", "knn_kl_euclid,gaussian_mle")["estimates"]
        self.close(got[0]["value"]["entropy"], case["values"]["knn_kl_euclid|k=3"][0], 1e-11, got)
        self.close(got[1]["value"]["entropy"], case["own"]["gaussian_mle"], 1e-11, got)
        got = self.estimate(text, "--columns", "a,b,c", "--estimator", "ksg_1,ksg_2(k=10)")["estimates"]
        self.close(got[0]["value"]["mutual_information"], case["own"]["ksg_1|k=3"], 1e-11, got)
        self.close(got[1]["value"]["mutual_information"], case["own"]["ksg_2|k=10"], 1e-11, got)
        self.refuse(64, "without arguments is of points in R^d", "A,B\nx,y\nu,v\n", "--factors", "A,B", "--of", "mutual_information",
                    "--estimator", "ml")
        self.refuse(64, "first is 3, but must be below the 3 coordinates", text, "--columns", "a,b,c", "--estimator", "ksg_1(first=3)")

    def test_two_samples(self):
        for name, d in (("pub-050-normal_scale_n150_m300", 1), ("pub-053-normal2d_n200", 2)):
            case = CASES[name]
            other = self.write("other.csv", table(case["y"], d))
            columns = ["--columns", "a,b"] if d == 2 else []
            got = self.estimate(table(case["x"], d), *columns, "--second", other, "--of", "kl,cross_entropy", "--estimator",
                                "knn_kldiv_max,knn_cross_entropy_max(k=5)")
            self.assertEqual((got["n"], got["m"]), (len(case["x"]) // d, len(case["y"]) // d))
            self.close(got["estimates"][0]["value"]["kl"], case["values"]["knn_kldiv_max|k=3"][0], 1e-11, got)
            self.close(got["estimates"][1]["value"]["cross_entropy"], case["values"]["knn_cross_entropy_max|k=5"][0], 1e-11, got)
        self.refuse(64, "needs two samples of numbers", "x\na\nb\n", "--second", self.write("words.csv", "x\na\nc\n"), "--of", "kl",
                    "--estimator", "knn_kldiv_max")

    def test_why_there_is_none(self):
        for text, words, says in (
                ("x\n1\n1\n1\n1\n1\n3\n", "spacing_vasicek", "observations are equal, as draws from a density are not"),
                ("x\n1\n2\n4\n", "knn_kl_max", "the k-th nearest neighbour needs more than k observations"),
                ("x\n1\n2\n", "spacing_correa", "spacing_correa needs 3 observations, and there is 2"),
                ("x\n1\n2\n4\n7\n", "spacing_correa(m=2)", "spacings of m places need n > 2 m")):
            [e] = self.estimate(text, "--of", "entropy", "--estimator", words)["estimates"]
            self.assertIn(says, e["reason"])

    def measures(self, study, of):
        path = self.write("s.toml", study)
        self.expect(0, "run", path, "--output", self.folder / "r.h5", "--quiet")
        text = self.expect(0, "export", self.folder / "r.h5").stdout
        return {row["estimator"]: float(row["value"]) for row in csv.DictReader(io.StringIO(text)) if row["measure"] == of and row["value"]}


if __name__ == "__main__":
    unittest.main()
