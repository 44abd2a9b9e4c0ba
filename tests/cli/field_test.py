"""Cases of the field: forms of data and questions from public bug reports of other programs, with the right answers.

tests/data/field_cases.json: each with where it was reported; numbers by mpmath, scipy, exact fractions or enumeration.
Of several right outcomes, as the number or a refusal that names the trouble, one must hold whole.
"""

import base64
import filecmp
import json
import math
import pathlib
import re
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import SOURCE, ProgramTest  # noqa: E402


def is_close(got, wanted, relative, absolute=0.0):
    return got == wanted or abs(got - wanted) <= max(relative * abs(wanted), absolute)


def at(tree, path):
    for key in path.split("/"):
        tree = tree[int(key) if isinstance(tree, list) else key]
    return tree


class Outcome:
    """What the last command of a case did, and whether a condition holds of it."""

    def __init__(self, done, folder):
        self.done, self.folder = done, folder

    @property
    def answer(self):
        return json.loads(self.done.stdout)

    @property
    def said(self):
        return self.done.stdout + "\n" + self.done.stderr

    def rc(self, codes, _):
        return self.done.returncode in codes

    def text(self, pattern, _):
        return re.search(pattern, self.said, re.DOTALL)

    def notext(self, pattern, _):
        return not re.search(pattern, self.said, re.DOTALL)

    def at_path(self, path, condition):
        got = at(self.answer, path)
        if "is" in condition:
            return got == condition["is"]
        if "isnot" in condition:
            return got != condition["isnot"]
        if got is None:
            return False
        got = float(got)
        return (("eq" not in condition or is_close(got, condition["eq"], condition.get("rtol", 1e-9), condition.get("atol", 0.0)))
                and got >= condition.get("ge", -math.inf) and got <= condition.get("le", math.inf))

    def haskey(self, where, _):
        return where[1] in at(self.answer, where[0])

    def columns(self, wanted, _):
        path, key, values, relative = wanted
        rows = at(self.answer, path)
        return len(rows) == len(values) and all(is_close(float(r[key]), float(v), relative) for r, v in zip(rows, values, strict=True))

    def sample(self, wanted, _):
        x = [float(word) for word in self.done.stdout.split()[1:]]
        n, chi = len(x), wanted.get("chi")
        statistic = sum((x.count(v) - n * p)**2 / (n * p) for v, p in chi["p"]) if chi else 0
        mean, tolerance = wanted.get("mean", (0, math.inf))
        return (n == wanted["n"] and not any(map(math.isnan, x)) and min(x) >= wanted.get("min", -math.inf)
                and max(x) <= wanted.get("max", math.inf) and not set(wanted.get("never", ())) & set(x)
                and abs(math.fsum(x) / n - mean) <= tolerance and (not chi or statistic <= chi["critical"]))

    def row(self, wanted, _):
        row = next(r for r in self.answer["rows"] if r["measure"] == wanted["measure"] and r["series"] == wanted.get("series", r["series"])
                   and r["n"] == wanted.get("n", r["n"]))
        value, errors = wanted.get("z", (None, None))
        near = value is None or abs(row["value"] - value) <= errors * max(row["mcse"] or 0, wanted.get("floor", 0))
        return near and ("mcse" not in wanted or is_close(row["mcse"], *wanted["mcse"]))

    def interval_shows(self, _, __):
        ends = re.findall(r"(\S+) \.\. (\S+)", self.done.stdout)
        return ends and all(low != high for low, high in ends)

    def same_files(self, names, _):
        first, *others = [pathlib.Path(self.folder) / name for name in names]
        return all(filecmp.cmp(first, other, shallow=False) for other in others)

    def xarray(self, wanted, _):
        import xarray
        with xarray.open_dataset(pathlib.Path(self.folder) / wanted["file"], group=wanted["group"], engine=wanted.get("engine")) as data:
            return not any(str(d).startswith("phony") for d in data.dims) and all(v in data.variables for v in wanted["has"])

    def holds(self, condition):
        of_number = {"is", "isnot", "eq", "ge", "le", "rtol", "atol"}  # what belongs to "json"
        return all(getattr(self, "at_path" if key == "json" else key)(value, condition)
                   for key, value in condition.items() if key not in of_number)


class Field(ProgramTest):
    def run_case(self, case, work):
        for name, content in case["files"].items():
            self.write(name, base64.b64decode(content["base64"]) if isinstance(content, dict) else content.encode())
        for words in case["run"]:
            done = self.plim(*[word.replace("{d}", str(self.folder)).replace("{w}", work) for word in words], folder=work)
        return Outcome(done, work)

    def test_cases(self):
        cases = json.loads((SOURCE / "tests" / "data" / "field_cases.json").read_text())
        self.assertEqual(len(cases), 112)
        for case in cases:
            with self.subTest(case["id"], source=case["source"]), tempfile.TemporaryDirectory() as work:
                outcome = self.run_case(case, work)
                self.assertTrue(any(all(outcome.holds(c) for c in every) for every in case["expect"]), outcome.said[:400])


if __name__ == "__main__":
    unittest.main()
