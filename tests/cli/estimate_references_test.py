"""plim estimate: reference values computed by others."""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402
from program import SOURCE  # noqa: E402


def reference(name):
    return json.loads((SOURCE / "tests" / "data" / name).read_text())["cases"]


class References(EstimateTest):
    def test_entropy(self):
        cases = reference("entropy_counts.json")
        self.assertEqual(len(cases), 24)
        for case in cases:
            other = "chao_shen(coverage=zhang_huang)"
            case["values"] = {other if name == "chao_shen_zhanghuang_coverage" else name: value for name, value in case["values"].items()}
            names = [name for name in case["values"] if not name.startswith(("perplexity", "dirichlet_sd", "coverage", "schurmann_entropart", "shrink_"))]
            got = self.estimate("\n".join(map(str, case["counts"])), "--counts", "--k", case["K"],
                                "--estimator", ",".join(names), "--of", "entropy,perplexity")
            for e in got["estimates"]:
                e["estimator"] = other if e["estimator"].startswith("chao_shen(") else e["estimator"]
            values = {(e["estimator"], e["estimand"]): (e["value"], e["standard_error"]) for e in got["estimates"]}
            for name in [name for name in case["values"] if name in names or name.startswith(("perplexity", "dirichlet_sd"))]:
                wanted, tolerance = case["values"][name]
                key = ("ml", "perplexity") if name == "perplexity_ml" else (name.replace("_sd_", "_mean_"), "entropy")
                got_value = values[key][1 if name.startswith("dirichlet_sd") else 0][key[1]]
                if wanted is None:
                    self.assertIsNone(got_value, f"{case['id']} {name}")
                else:
                    self.close(got_value, wanted, tolerance, f"{case['id']} {name}")

    def test_two_samples(self):
        cases = reference("entropy_pairs.json")
        self.assertEqual(len(cases), 10)
        short = {"js": "jensen_shannon"}
        compared = 0
        for case in cases:
            names = {name: next(e for e in ("kl", "cross_entropy", "cross_perplexity", "js") if name.startswith(e + "_"))
                     for name in case["values"]}
            second = self.write("second", "\n".join(map(str, case["q"])))
            got = self.estimate("\n".join(map(str, case["p"])), "--counts", "--second", second, "--of",
                                "kl,cross_entropy,cross_perplexity,jensen_shannon", "--estimator",
                                ",".join(sorted({name[len(estimand) + 1:] for name, estimand in names.items()})))
            self.assertEqual((got["n"], got["m"]), (sum(case["p"]), sum(case["q"])))
            values = {(e["estimand"], e["estimator"].split("(")[0]): (e["value"][e["estimand"]], e["status"])
                      for e in got["estimates"]}
            for name, estimand in names.items():
                wanted, tolerance = case["values"][name]
                value, status = values[short.get(estimand, estimand), name[len(estimand) + 1:]]
                compared += 1
                if wanted == "inf":
                    self.assertEqual((value, status), ("inf", "infinite"), f"{case['id']} {name}")
                else:
                    self.assertEqual(status, "regular", f"{case['id']} {name}")
                    self.close(value, wanted, tolerance, f"{case['id']} {name}")
        self.assertEqual(compared, 140)

    def content(self, data):
        """A case's data as a file, and how to read it."""
        if "category_counts" in data:
            return "count\n" + "\n".join(map(str, data["category_counts"])), ("--counts", "--k", len(data["category_counts"]))
        if "counts" in data:
            return "x,count\n" + "".join(f"{x},{c}\n" for x, c in zip(data["values"], data["counts"], strict=True)), ("--counts",)
        if not data["values"]:
            return "x,count\n1,0\n", ("--counts",)
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
            self.assertEqual(self.estimate("x,count\n1,0\n", "--counts", *words)["estimates"][0]["status"], "empty", family)
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


if __name__ == "__main__":
    unittest.main()
