#!/usr/bin/env python3
"""Mutated studies: changed by bytes, by lines and by what TOML is made of, then validated or run.

usage: fuzz_studies.py PLIM COUNT [SEED]

Exit code 1 if one ends in a signal, a hang, a bug (70), an unknown code or a report of a sanitiser, leaves a temporary file, or has a fault
that is told on no line of its own."""

import pathlib
import re
import shutil
import sys
import tempfile

from common import ROOT, Program, Section, arguments, control_characters, flip

NUMBERS = """0 -1 1 2 3 7 10 100 0.5 0.25 1.5 -0.0 1e-9 1e308 -1e308 5e-324 1e400 nan inf -inf 65535 1048577 9007199254740993 9223372036854775807
-9223372036854775808 9223372036854775808 0x7fffffffffffffff 0b1 1_000 1e17""".split()
TEXTS = ['""', '"x"', '"H"', '"p"', '"ml"', '"mle"', '"n"', '"series"', '"theory"', '"bias"', '"rmse"', '"coverage"', '"mean"', '"entropy"', '"normal"', '"gamma"',
         '"zipf"', '"joint"', '"markov"', '"file"', '"softmax"', '"mixture"', '"draw"', '"independent"', '"a/b"', '".."', '"/dev/zero"', '"/etc/passwd"', '"data"',
         '"\\u0000"', '"\\u001b[31m"', '"\\u202e"', '"' + "y" * 4000 + '"', "'''\n'''", '"é"', '"quantile"', '"bit"', '"wilson"', '"chao_shen"']
VALUES = ["[]", "[[]]", "{}", "[1]", "[1, 2]", "[0.5, 0.5]", "[nan]", '[1, "a"]', '["x", "x"]', "true", "1979-05-27", "07:32:00", "{ grid = [] }", "{ grid = [1, 2] }",
          "{ grid = [1, 1] }", '{ grid = [1, 2], zip = "z" }', '{ grid = [1, 2, 3], zip = "z" }', '{ grid = ["a", "b"] }', "{ from = 1, to = 100, per_decade = 2 }",
          "{ from = 1, to = 9, step = 2 }", "{ from = 0, to = 1, points = 3 }", "{ from = 5, to = 1, step = 1 }", "{ from = 1, to = 2, step = inf }",
          "{ from = nan, to = 1, step = 1 }", "{ from = 1, to = 1e6, points = 9e9 }", '{ random = { law = "gamma", shape = 3, scale = 0.5 } }', "{ random = {} }",
          '{ law = "normal", mean = 0, sd = 1 }', '{ use = "ml", label = "" }', "{ quantile = 0.9 }", "{ tail_probability = 3 }", "[[0.5, 0.5], [0.1, 0.9]]",
          "[" * 63 + "1" + "]" * 63, "[" * 80 + "1" + "]" * 80, "{ a.b.c = " * 20 + "1" + " }" * 20, "[" + ", ".join(["0.001"] * 1000) + "]", "{ relative = -1 }"]
KEYS = """title seed law names levels table path symbols keep fold column count columns draw from n route likelihood prior smoothing on model with interval
unit against level method use label estimate sample measure to at margin expect relative fixed block trajectories equals at_least below slope fits grid zip
per_decade points step p weights counts K lambda shape mean s N alpha given probability states matrix start fit order groups history length random""".split()
TABLES = ["study", "population", "sample", "model", "estimate", "check", "replicates", "verdict", "output"]
BRACKETS = [b"[", b"]", b"{", b"}", b'"', b"'", b"=", b".", b",", b"#", b"\\", b"\n", b'"""', b"'''", b"[[", b"]]", b"\r", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xff"]
VALUE = re.compile(rb'"(?:[^"\\\n]|\\.)*"|(?<![\w".])[-+]?\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w"])|\btrue\b|\bfalse\b')
KEY = re.compile(rb"(?<![\w.\"-])([A-Za-z_][\w.-]*)\s*=")
NAME = re.compile(rb"^\[?(?:population|sample|model|estimate|check)\.(\w+)", re.M)
OWN = rb"""study = { title = "own", seed = 3 }
population.g = { law = "gamma", shape = { grid = [0.5, 2], zip = "z" }, scale = { grid = [1, 3], zip = "z" } }
population.j = { law = "joint", names = ["A", "B"], levels = [["x", "y"], ["u", "v"]], table = [[0.1, 0.2], [0.3, 0.4]] }
population.w = { law = "categorical", counts = [3, 1, 4], draw = "without_replacement" }
population.r = { law = "poisson", lambda = { random = { law = "gamma", shape = 3, scale = 0.5 } } }
population.m = { law = "markov", states = ["a", "b"], matrix = [[0.8, 0.2], [0.4, 0.6]] }
sample.x = { from = "g", n = { from = 10, to = 40, points = 3 }, path = "independent" }
sample.y = { from = "j", n = 20, route = "draw" }
sample.w = { from = "w", n = { from = 1, to = 8, step = 1 } }
sample.r = { from = "r", n = 5 }
sample.m = { from = "m", n = [20, 40] }
model.g = { likelihood = "gamma" }
estimate.th = { of = "parameters", on = "x", model = "g", with = ["mle"], interval = { level = 0.9, method = "wald" } }
estimate.H = { of = "entropy", on = ["w"], with = ["ml", { use = "miller_madow", label = "mm" }], unit = "bit" }
estimate.P = { of = { probability = { A = "x" }, given = { B = "u" } }, on = "y", with = ["frequency"] }
estimate.M = { of = "mean", on = "r", with = ["mean", "median"] }
estimate.R = { of = "entropy_rate", on = "m", with = [{ use = "ml", history = 1 }] }
check.a = { estimate = "H", measure = "bias", equals = "theory", margin = { relative = 0.1, sd = 0.05 } }
check.b = { sample = "w", fits = "population" }
check.c = { estimate = "M", with = "mean", measure = "rmse", below = "median", expect = "refuted" }
replicates = { fixed = 3, block = 2 }
output = { trajectories = 2 }
"""


def seeds():
    """The shipped studies and one of everything, made small: what is sought are faults of handling, which need no long runs."""
    for text in [OWN, *(path.read_bytes() for path in sorted((ROOT / "experiments").glob("*.toml")))]:
        text = re.sub(rb"fixed\s*=\s*[\d_]+", b"fixed = 3", text)
        text = re.sub(rb"\b(?:\d{5,}|\d{1,3}(?:_\d{3})+)\b", b"300", text)
        yield re.sub(rb"(per_decade\s*=\s*)\d+", rb"\g<1>1", text)


class Mutator:
    def __init__(self, draw):
        self.draw, self.seeds = draw, list(seeds())
        self.lines = [line for text in self.seeds for line in text.splitlines(True) if line.strip()]
        self.changes = [self.value] * 6 + [self.whole] * 4 + [self.key] * 2 + [self.name] * 2 + [self.line] * 3 + [self.bytes] * 4 + [self.table]

    def __call__(self):
        text = self.draw.choice(self.seeds)
        for _ in range(self.draw.choice((1, 1, 1, 2, 4))):
            text = self.draw.choice(self.changes)(text)
        return text

    def any_value(self):
        return self.draw.choice(self.draw.choice((NUMBERS, TEXTS, VALUES))).encode()

    def at(self, pattern, text, group, new):
        found = list(pattern.finditer(text))
        if not found:
            return text
        one = self.draw.choice(found)
        return text[:one.start(group)] + new + text[one.end(group):]

    def value(self, text):
        return self.at(VALUE, text, 0, self.any_value())

    def whole(self, text):
        lines = text.splitlines(True)
        with_key = [i for i, line in enumerate(lines) if KEY.match(line)]
        if with_key:
            i = self.draw.choice(with_key)
            lines[i] = KEY.match(lines[i]).group() + b" " + self.any_value() + b"\n"
        return b"".join(lines)

    def key(self, text):
        return self.at(KEY, text, 1, self.draw.choice([*KEYS, '""', '"a.b"', "a.b.c", '"\\u0000"', ".".join("a" * 70)]).encode())

    def name(self, text):
        found = NAME.findall(text)
        if not found:
            return text
        old = self.draw.choice(found)
        new = self.draw.choice(['""', '"."', '"a/b"', '"\\u001b[2J"', '"' + "n" * 300 + '"', "x", "class", "series", '"é"', '"x,y"', '"-"']).encode()
        text = re.sub(rb"\." + old + rb"\b", b"." + new.replace(b"\\", b"\\\\"), text)
        return text.replace(b'"' + old + b'"', new if new.startswith(b'"') else b'"' + new + b'"')

    def line(self, text):
        lines = text.splitlines(True) or [b"\n"]
        i, j = self.draw.randrange(len(lines)), self.draw.randrange(len(lines))
        change = self.draw.randrange(4)
        if change == 0:
            del lines[i]
        elif change == 1:
            lines.insert(j, self.draw.choice(self.lines))
        elif change == 2:
            lines[i], lines[j] = lines[j], lines[i]
        else:
            lines[i:i] = lines[min(i, j):max(i, j) + 1]
        return b"".join(lines)

    def bytes(self, text):
        if self.draw.random() < 0.5:
            return flip(text, self.draw)
        at = self.draw.randrange(len(text) + 1)
        return text[:at] + self.draw.choice(BRACKETS) * self.draw.choice((1, 1, 2, 70)) + text[at:]

    def table(self, text):
        more = self.draw.choice(("[%s]\n", "[%s.x]\n", "[[%s]]\n", "%s = 1\n", "%s = []\n", "%s = {}\n", "%s.x = 1\n", "%s.x.y = {}\n", '[%s.""]\n', "%s = [{}]\n"))
        more = (more % self.draw.choice(TABLES)).encode()
        return more + text if self.draw.random() < 0.5 else text + b"\n" + more


def command(draw):
    how = draw.random()
    if how < 0.5:
        return ["validate", "m.toml"]
    if how < 0.6:
        return ["validate", "m.toml", "--json"]
    if how < 0.65:
        return ["run", "m.toml", "--dry-run"]
    return ["run", "m.toml", "--quiet", "--set", "replicates.fixed=2", "--force", "--out", "o.h5"]


def main():
    plim, count, draw = arguments("fuzz_studies.py PLIM COUNT [SEED]")
    with tempfile.TemporaryDirectory(prefix="plim_torture_") as scratch:
        folder = pathlib.Path(scratch)
        shutil.copytree(ROOT / "experiments" / "data", folder / "data")
        program, mutator, section = Program(plim, folder), Mutator(draw), Section("studies")
        for _ in range(count):
            text, words = mutator(), command(draw)
            (folder / "m.toml").write_bytes(text)
            inputs = [("m.toml", text)]
            outcome = program(*words)
            section.add(outcome, words, inputs)
            said = outcome.out + outcome.err
            if found := control_characters(said):
                section.wrong(f"says {found}", words, inputs, outcome)
            if outcome.code == 78 and "--json" not in words:
                for line in said.decode("utf-8", "replace").splitlines():
                    if not re.match(r"(m\.toml:\d+:\d+|--set .*): error: |m\.toml: error: |and \d+ more faults?$|note: |plim: ", line):
                        section.wrong("a fault without a place", words, inputs, outcome)
            for left in folder.glob(".*"):
                section.wrong("a temporary file is left", words, inputs, outcome)
                left.unlink()
        return 0 if section.say() else 1


if __name__ == "__main__":
    sys.exit(main())
