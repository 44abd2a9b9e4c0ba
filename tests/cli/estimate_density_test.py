"""plim estimate and studies: entropies, divergences and mutual information of laws with a density."""

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

    def test_no_number_of_classes_bounds_the_entropy_of_a_density(self):
        # Of which there is none: each number is seen once, and the entropy is above ln 2.
        text = "x\n" + "".join(f"{i * i}\n" for i in range(40))
        got = self.estimate(text, "--k", "40", "--of", "entropy", "--estimator", "ml,kde_loo,gaussian_mle")["estimates"]
        self.assertTrue(got[0]["warnings"])
        for e in got[1:]:
            self.assertEqual(e.get("warnings", []), [])
            self.assertGreater(e["interval"]["entropy"][1], 3.7)

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

    def test_intervals_of_information_and_divergences_end_at_0(self):
        # Independent coordinates, and two samples of one law.
        points = [((37 * i) % 101 / 101, (53 * i * i) % 103 / 103) for i in range(60)]
        text = "a,b\n" + "".join(f"{a},{b}\n" for a, b in points)
        other = self.write("other.csv", "a,b\n" + "".join(f"{a + 1e-3},{b + 1e-3}\n" for a, b in points))
        for words in (["--estimator", "ksg_1,ksg_2"], ["--second", other, "--of", "kl", "--estimator", "knn_kldiv_max,knn_kldiv_euclid,gaussian_mle_kl"]):
            for e in self.estimate(text, "--columns", "a,b", *words)["estimates"]:
                [(low, high)] = e["interval"].values()
                self.assertEqual(low, 0, e)
                self.assertIn("the interval is cut off at 0, the least that can be", e["warnings"])

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

    def rows_of(self, study):
        """Value and Monte Carlo error by population, estimator and measure."""
        done = self.plim("run", self.write("s.toml", study), "--json", "--threads", "1", "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        return {(r["population"], r["series"], r["measure"]): (r["value"], r["mcse"], r["prediction"]) for r in json.loads(done.stdout)["rows"]}

    def test_every_entropy_has_a_control_variate(self):
        # Of the skew normal law the entropy is known by quadrature alone.
        laws = {"n": '"normal", mean = 1, sd = 2', "s": '"skew_normal", location = 0, scale = 1, shape = 3', "b": '"beta", alpha = 2, beta = 3'}
        study = "replicates = { fixed = 400 }\n"
        names = json.dumps(ENTROPIES)
        for name, law in laws.items():
            study += f'population.{name} = {{ law = {law} }}\nsample.x{name} = {{ from = "{name}", n = 40 }}\n'
            study += f'estimate.h{name} = {{ of = "entropy", on = "x{name}", with = {names} }}\n'
        study += ('population.v = { law = "multivariate_t", location = [1, 2], scale = [[2, 0.5], [0.5, 1]], df = 5 }\nsample.xv = { from = "v", n = 40 }\n'
                  'estimate.hv = { of = "entropy", on = "xv", with = ["knn_kl_max", "knn_kl_euclid", "gaussian_mle"] }\n')
        rows = self.rows_of(study)
        for law in (*laws, "v"):
            for name in ENTROPIES:
                if (law, name, "bias") not in rows:
                    continue
                bias, error, _ = rows[law, name, "bias"]
                controlled, less, _ = rows[law, name, "bias_controlled"]
                # A false alarm has chance 6e-7; the errors of both go the same way.
                self.assertLess(abs(bias - controlled), 5 * error, (law, name))
                if name in ("spacing_vasicek", "kde_loo"):
                    self.assertLess(less, error, (law, name))
        exact = -0.5 * 0.05117793012839569  # psi(39/2) - ln 20, mpmath
        controlled, error, prediction = rows["n", "gaussian_mle", "bias_controlled"]
        self.assertLess(abs(controlled - rows["n", "gaussian_mle", "bias"][2]), 5 * error)
        self.close(rows["n", "gaussian_mle", "bias"][2], exact, 1e-13, rows["n", "gaussian_mle", "bias"])

    def test_the_normal_law_alone_is_controlled_too(self):
        # By its mean and M2, which are drawn in place of the sample.
        rows = self.rows_of('population.n = { law = "normal", mean = 1e3, sd = 1e-3 }\nsample.x = { from = "n", n = 40 }\nreplicates = { fixed = 2000 }\n'
                            'estimate.h = { of = "entropy", on = "x", with = ["gaussian_mle"] }\n')
        controlled, error, _ = rows["n", "gaussian_mle", "bias_controlled"]
        self.assertLess(abs(controlled + 0.5 * 0.05117793012839569), 5 * error)
        self.assertLess(error, 0.3 * rows["n", "gaussian_mle", "bias"][1])

    def test_information_of_points_in_a_study(self):
        # The k-th neighbours of 400 points, whose truth is -ln(1 - 0.36)/2.
        rows = self.rows_of('population.v = { law = "multivariate_normal", mean = [0, 0], covariance = [[4, 1.2], [1.2, 1]] }\n'
                            'sample.x = { from = "v", n = 400 }\nreplicates = { fixed = 200 }\n'
                            'estimate.i = { of = "mutual_information", on = "x", unit = "bit", with = ["ksg_1", "ksg_2"] }\n')
        for name in ("ksg_1", "ksg_2"):
            value, error, _ = rows["v", name, "mean"]
            self.assertLess(abs(value - 0.3219280948873623), 5 * error + 0.01, name)
            self.close(value - rows["v", name, "bias"][0], 0.3219280948873623, 1e-12, name)


if __name__ == "__main__":
    unittest.main()
