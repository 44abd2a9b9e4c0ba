"""What the torture of result files shares: small studies to make them, sealing, running a program under watch, and judging what came."""

import dataclasses
import hashlib
import os
import pathlib
import re
import subprocess

MAGIC = b"plim-trailer-1\0\0"
LIMIT = 12  # seconds: plim gives a file 10

STUDIES = {
    "entropy": """
study = { title = "entropies", seed = 1 }
population.c = { law = "categorical", p = [0.2, 0.8] }
sample.x = { from = "c", n = { grid = [5, 50] } }
estimate.H = { of = "entropy", on = "x", with = ["ml", "miller_madow"] }
check.b = { estimate = "H", with = "ml", measure = "bias", equals = "theory", margin = { relative = 0.1, sd = 0.05 } }
output = { keep = ["estimates"] }
replicates = { fixed = 40 }
""",
    "fit": """
study = { title = "a fit over a grid", seed = 2 }
population.g = { law = "gamma", shape = { grid = [1, 2] }, scale = { grid = [1, 3, 9] } }
sample.y = { from = "g", n = 9 }
model.m = { likelihood = "gamma" }
estimate.t = { of = "parameters", on = "y", model = "m", with = ["mle"] }
replicates = { fixed = 30 }
""",
    "zipped": """
study = { title = "sizes along an axis", seed = 3 }
population.p = { law = "normal", mean = { grid = [0, 1], zip = "z" }, sd = 1 }
sample.s = { from = "p", path = "independent", n = { grid = [4, 8], zip = "z" } }
estimate.m = { of = "mean", on = "s", with = ["mean", "median"] }
replicates = { fixed = 20 }
""",
}


def sealed(data):
    """The bytes of a result file with the trailer that belongs to its image."""
    image = data[:-64] if data[-64:-48] == MAGIC else data
    return image + MAGIC + len(image).to_bytes(8, "little") + hashlib.sha256(image).digest() + bytes(8)


@dataclasses.dataclass
class Outcome:
    code: int  # negative: a signal
    out: str
    err: str
    hung: bool = False

    @property
    def reports(self):
        """Reports of sanitisers on code that is plim's; HDF5 may fault where it is confined."""
        found = []
        for report in re.split(r"(?m)^(?===\d+==ERROR)", self.err):
            frames = re.findall(r"^\s*#\d+ 0x\w+ (?:in )?(.*)$", report, re.MULTILINE)
            own = [f for f in frames if not re.match(r"__interceptor_|__asan|__ubsan|mem\w+ |operator new", f)]
            if "ERROR: AddressSanitizer" in report and not (own and "libhdf5" in own[0]):
                found.append(report[:3000])
        return found + re.findall(r"^.*: runtime error: .*$", self.err, re.MULTILINE)

    @property
    def fault(self):
        """What must never come, or ""."""
        if self.hung:
            return f"over {LIMIT} s"
        if self.code < 0 or self.code > 128:
            return f"signal {-self.code if self.code < 0 else self.code - 128}"
        if self.reports:
            return "sanitiser: " + next(iter(self.reports[0].splitlines()), "")[:120]
        altered = self.code == 70 and "is not what the file holds" in self.err  # what replay is for
        return f"exit {self.code}" if self.code in (1, 70, 71, 99) and not altered else ""


class Program:
    """Runs plim in a folder."""

    def __init__(self, path, folder):
        self.path, self.folder = os.path.abspath(path), pathlib.Path(folder)
        self.environment = dict(os.environ, OMP_NUM_THREADS="1", ASAN_OPTIONS="detect_leaks=0", UBSAN_OPTIONS="print_stacktrace=1")

    def __call__(self, *words):
        try:
            done = subprocess.run([self.path, *words], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                                  capture_output=True, timeout=LIMIT)
        except subprocess.TimeoutExpired:
            return Outcome(0, "", "", hung=True)
        return Outcome(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))

    def results(self):
        """The files of the studies, by name."""
        made = {}
        for name, text in STUDIES.items():
            (self.folder / f"{name}.toml").write_text(text)
            done = self("run", f"{name}.toml", "--quiet", "--out", f"{name}.h5")
            if done.code != 0:
                raise SystemExit(f"{self.path}: cannot make {name}.h5: {done.err}")
            made[name] = (self.folder / f"{name}.h5").read_bytes()
        return made
