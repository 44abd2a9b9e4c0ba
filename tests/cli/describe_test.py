"""plim describe: every family against values in high precision (tests/data/families.json), shapes, edges, bad input."""

import json
import math
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import SOURCE, ProgramTest  # noqa: E402

CASES = json.loads((SOURCE / "tests" / "data" / "families.json").read_text())["cases"]
GAMMA = ("gamma", "shape=2", "scale=1")


def words(case):
    """A case's law as the command line names it."""
    text = lambda value: ",".join(map(repr, value)) if isinstance(value, list) else repr(value)  # noqa: E731
    return [case["family"], *(f"{name}={text(value)}" for name, value in case["parameters"].items())]


def number(value):
    return float(value)  # "inf" and "-inf" too


class Describe(ProgramTest):
    def describe(self, *words_of_law):
        return json.loads(self.expect(0, "describe", *words_of_law, "--json").stdout)

    def close(self, got, wanted, about, tolerance=1e-12, absolute=0.0):
        self.assertIsNotNone(got, about)
        self.assertTrue(math.isclose(number(got), float(wanted), rel_tol=tolerance, abs_tol=absolute),
                        f"{about}: {got} and not {wanted}")

    def test_every_family_has_the_reference_values(self):
        families = set()
        for case in CASES[::3]:
            families.add(case["family"])
            law = words(case)
            at = [point["x"] for point in case["at"]]
            p = [point["p"] for point in case["quantiles"]]
            got = self.describe(*law, "--at", ",".join(map(repr, at)), "--p", ",".join(map(repr, p)))
            self.assertEqual(got["family"], case["family"])
            for key in ("mean", "variance", "entropy"):
                if case[key] == "nan":  # a law without that moment
                    self.assertIsNone(got[key], (law, key))
                elif case[key] is not None:
                    self.close(got[key], case[key], (law, key), absolute=1e-13 if key == "entropy" else 0)
            if case["information"]:
                matrix = [entry for row in got["fisher_information"]["matrix"] for entry in row]
                for entry, wanted in zip(matrix, case["information"], strict=True):
                    self.close(entry, wanted, (law, "information"))
            for point, wanted in zip(got["at"], case["at"], strict=True):
                self.assertEqual(point["x"], wanted["x"])
                self.close(point["log_density"], wanted["log_density"], (law, point), absolute=1e-13)
                self.close(point["density"], math.exp(float(wanted["log_density"])), (law, point), 1e-11, 1e-320)
                for key in ("cdf", "complement"):
                    self.close(point[key], wanted[key], (law, point, key), 1e-11)
            sd = math.sqrt(float(case["variance"]))
            for point, wanted in zip(got["quantiles"], case["quantiles"], strict=True):
                self.close(point["x"], wanted["x"], (law, point), absolute=1e-13 * sd if math.isfinite(sd) else 0)
        listed = {f["name"] for f in json.loads(self.expect(0, "list", "families", "--json").stdout)["families"]}
        self.assertTrue(families <= listed and len(families) >= 8, (families, listed))

    def test_the_whole_answer(self):
        got = self.describe(*GAMMA, "--at", "1", "--p", "0.5", "--q", "0.25")
        point, quantile, above = got["at"][0], got["quantiles"][0], got["complement_quantiles"][0]
        self.assertEqual(got, {
            "family": "gamma", "parameters": {"shape": 2.0, "scale": 1.0}, "support": [0.0, "inf"], "mean": 2.0,
            "variance": 2.0, "skewness": got["skewness"], "excess_kurtosis": 3.0, "entropy": got["entropy"],
            "fisher_information": {"parameters": ["shape", "scale"], "matrix": got["fisher_information"]["matrix"]},
            "lacks": {}, "at": [{"x": 1.0, "density": point["density"], "log_density": -1.0, "cdf": point["cdf"],
                    "complement": point["complement"], "log_cdf": point["log_cdf"],
                    "log_complement": point["log_complement"]}],
            "quantiles": [{"p": 0.5, "x": quantile["x"]}], "complement_quantiles": [{"q": 0.25, "x": above["x"]}]})
        self.close(got["skewness"], math.sqrt(2), "skewness")
        self.close(got["entropy"], 1.57721566490153286, "entropy")
        self.close(point["density"], math.exp(-1), "density")
        self.close(point["cdf"], 1 - 2 / math.e, "cdf")
        self.close(point["log_cdf"], math.log1p(-2 / math.e), "log cdf")
        self.close(point["log_complement"], math.log(2) - 1, "log complement")
        self.close(quantile["x"], 1.67834699001666065, "median")
        self.close(above["x"], 2.6926345288896, "upper quartile")
        self.assertEqual((self.describe(*GAMMA)["at"], self.describe(*GAMMA)["quantiles"]), ([], []))

    def test_outside_the_support_and_at_its_ends(self):
        for law, below, above, lower, upper in (
                (GAMMA, -1, None, 0.0, "inf"), (("normal", "mean=0", "sd=1"), None, None, "-inf", "inf"),
                (("exponential", "lambda=2"), -1e-300, None, 0.0, "inf"), (("poisson", "mean=3"), -1, None, 0.0, "inf"),
                (("geometric", "p=0.2"), -0.5, None, 0.0, "inf"), (("zipf", "s=1", "N=9"), 0, 10, 1.0, 9.0),
                (("bernoulli", "p=0.3"), -1, 2, 0.0, 1.0), (("bernoulli", "p=1"), 0, 2, 1.0, 1.0),
                (("categorical", "p=0,0.5,0.5,0"), 0, 3, 1.0, 2.0)):
            got = self.describe(*law, "--at=-inf,inf" + "".join(f",{x}" for x in (below, above) if x is not None),
                                "--p", "0,1")
            self.assertEqual([q["x"] for q in got["quantiles"]], [lower, upper], law)
            self.assertEqual(got["support"], [lower, upper], law)
            for point in got["at"]:
                self.assertEqual((point["density"], point["log_density"]), (0.0, "-inf"), (law, point))
                small = point["x"] == "-inf" or number(point["x"]) < number(lower)
                self.assertEqual((point["cdf"], point["complement"]), (0.0, 1.0) if small else (1.0, 0.0), (law, point))

    def test_numbers_that_exist_though_what_leads_to_them_does_not(self):
        """Closed forms (the logarithms by hand): x / scale and x - mean overflow or underflow."""
        for law, x, key, wanted in (
                (("gamma", "shape=3", "scale=1e-310"), "1", "density", 0.0),
                (("gamma", "shape=3", "scale=1e300"), "1e-100", "log_density", -800 * math.log(10) - math.log(2) - 300 * math.log(10)),
                (("gamma", "shape=0.5", "scale=1e300"), "1e-100", "cdf", 1e-200 / math.sqrt(math.pi / 4)),
                (("normal", "mean=-1.7e308", "sd=1.7e308"), "1.7e308", "cdf", 0.97724986805182079),
                (("normal", "mean=0", "sd=1e-310"), "2e-310", "complement", 0.02275013194817921),
                (("normal", "mean=0", "sd=1e-310"), "0", "log_density", 310 * math.log(10) - 0.5 * math.log(2 * math.pi)),
                (("exponential", "lambda=1e-300"), "1e-100", "log_cdf", -400 * math.log(10)),
                (("normal", "mean=0", "sd=1"), "-1000", "log_cdf", -500007.826695082)):
            self.close(self.describe(*law, f"--at={x}")["at"][0][key], wanted, (law, x, key))
        self.close(self.describe("normal", "mean=-1.7e308", "sd=1.7e308", "--q", "0.02275013194817921")
                   ["complement_quantiles"][0]["x"], 1.7e308, "from above")

    def test_between_the_points_of_a_discrete_law(self):
        got = self.describe("poisson", "mean=3", "--at", "2,2.5")["at"]
        self.assertEqual((got[1]["density"], got[1]["cdf"]), (0.0, got[0]["cdf"]))

    def test_what_is_undefined_is_null(self):
        got = self.describe("bernoulli", "p=1")
        self.assertEqual((got["variance"], got["skewness"], got["excess_kurtosis"]), (0.0, None, None))
        self.assertEqual(got["lacks"], {"skewness": "does not exist", "excess_kurtosis": "does not exist"})
        self.assertIn("does not exist", self.expect(0, "describe", "bernoulli", "p=1").stdout)

    def test_what_a_law_lacks_is_said(self):
        levy = self.describe("levy", "location=0", "scale=1")
        self.assertEqual((levy["mean"], levy["lacks"]["mean"]), ("inf", "infinite"))
        self.assertEqual(self.describe("uniform", "lower=0", "upper=1")["lacks"],
                         {"fisher_information": "does not exist: the support moves with the parameters"})
        shown = self.expect(0, "describe", "cauchy", "location=0", "scale=1").stdout
        self.assertIn("  mean            does not exist\n", shown)
        self.assertIn("not known", self.expect(0, "describe", "skellam", "mean1=1", "mean2=2").stdout)

    def test_for_people(self):
        shown = self.expect(0, "describe", "gamma", "scale=1", "shape=2", "--at", "-1,1", "--p", "0.5", "--q", "0.25").stdout
        rows = [line.split() for line in shown.splitlines()]
        self.assertEqual(shown.splitlines()[0], "gamma(shape=2.0, scale=1.0) on (0, inf)")
        self.assertIn(["entropy", "(nats)", "1.577215665"], rows)
        self.assertIn(["x", "density", "log", "P(X", "<=", "x)", "log", "P(X", ">", "x)", "log"], rows)
        self.assertIn(["1", "0.3678794412", "-1", "0.2642411177", "-1.330893268", "0.7357588823", "-0.3068528194"], rows)
        self.assertIn(["-1", "0", "-inf", "0", "-inf", "1", "0"], rows)
        self.assertIn(["0.5", "1.67834699"], rows)
        self.assertIn(["0.25", "2.692634529"], rows)

    def test_long_lists_are_cut_for_people_only(self):
        law = ("categorical", "weights=" + ",".join(["1"] * 40))
        shown = self.expect(0, "describe", *law).stdout
        self.assertEqual(shown.splitlines()[0], "categorical(weights=[0.025, 0.025, 0.025, ... 40 in all]) on 0, ..., K-1")
        self.assertIn("about 39 parameters; --json lists them", shown)
        self.assertLess(max(map(len, shown.splitlines())), 100)
        self.assertEqual(len(self.describe(*law)["fisher_information"]["matrix"]), 39)

    def test_lists_with_brackets_or_without(self):
        for name in ("p=0.2,0.3,0.5", "p=[0.2, 0.3, 0.5]", "weights=2,3,5", "counts=[2,3,5]"):
            self.close(self.describe("categorical", name)["mean"], 1.3, name)
        self.assertEqual(self.describe("categorical", "counts=5")["support"], [0.0, 0.0])

    def test_bad_input(self):
        for says, *law in (
                ("no FAMILY given",), ('unknown family "gama" (did you mean "gamma"?)', "gama", "shape=1"),
                ("gamma needs scale=..., a finite number > 0", "gamma", "shape=1"),
                ("gamma: shape is -1, but must be a finite number > 0", "gamma", "shape=-1", "scale=1"),
                ('gamma has no parameter "shap" (did you mean "shape"?)', "gamma", "shap=1", "scale=1"),
                ("gamma: shape is given twice", "gamma", "shape=1", "shape=2", "scale=1"),
                ('"shape" is not of the form key=value', "gamma", "shape", "scale=1"),
                ("shape scale is inf, but the mean must be a finite number", "gamma", "shape=1e200", "scale=1e200"),
                ("lambda is 1e-310, but the mean 1/lambda must be a finite number", "exponential", "lambda=1e-310"),
                ("normal: mean is a list, but must be a finite number", "normal", "mean=1,2", "sd=1"),
                ("poisson: mean is nan, but must be a finite number >= 0", "poisson", "mean=nan"),
                ("normal: sd is inf, but must be a finite number > 0", "normal", "mean=0", "sd=inf"),
                ("zipf: N is 2.5, but must be an integer >= 1", "zipf", "s=1", "N=2.5"),
                ("geometric: p is 0, but must be a number in (0, 1]", "geometric", "p=0"),
                ("geometric: p is 1e-300, but must be a number in (0, 1] and >= 1e-290", "geometric", "p=1e-300"),
                ('bernoulli: p is "half", but must be a number in [0, 1]', "bernoulli", "p=half"),
                ("p sums to 0.8999999999999999, but must sum to 1 within 1e-9", "categorical", "p=0.2,0.7"),
                ("exactly one of p = [...]", "categorical"), ("exactly one of p = [...]", "categorical", "p=1", "weights=1"),
                ("--p: 1.5 is not a probability in [0, 1]", *GAMMA, "--p", "0.5,1.5"),
                ("--q: 2 is not a probability in [0, 1]", *GAMMA, "--q", "2"),
                ("--p: -1e-300 is not a probability in [0, 1]", *GAMMA, "--p=-1e-300"),
                ('--p: "nan" is not a number', *GAMMA, "--p", "nan"), ('--at: "x" is not a number', *GAMMA, "--at", "x"),
                ('--at: "" is not a number', *GAMMA, "--at", "1,,2"), ('--at: "nan" is not a number', *GAMMA, "--at", "nan"),
                ("the required argument for option '--at' is missing", *GAMMA, "--at")):
            done = self.expect(64, "describe", *law, says=says)
            self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    unittest.main()
