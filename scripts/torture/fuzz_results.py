#!/usr/bin/python3
"""Mutants of result files, each read by a command of plim: none may end in a signal, in exit 70, after 12 s, or with a report of a
sanitiser on plim's own code.

usage: fuzz_results.py PLIM COUNT [SEED]    COUNT mutants with a new trailer, and a tenth as many without

What is found is kept in the folder PLIM_FINDINGS (default: findings). PLIM_MAKER makes the files that are changed, if not PLIM itself.
"""

import collections
import concurrent.futures
import os
import pathlib
import random
import re
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import result_mutants as mutants  # noqa: E402
from result_files import Program, sealed  # noqa: E402

COMMANDS = [["inspect", "M"], ["inspect", "M", "--json"], ["inspect", "M", "--full"], ["export", "M", "--csv"], ["export", "M", "--json"],
            ["diff", "BASE", "M"], ["diff", "M", "BASE", "--json"], ["replay", "M"], ["replay", "M", "--scenario", "0", "--replicate", "1"]]
UNVERIFIED = [["inspect", "M", "--unverified"], ["export", "M", "--csv", "--unverified"]]


class Fuzzer:
    def __init__(self, binary, seed, folder):
        self.run, self.seed, self.folder = Program(binary, folder), seed, pathlib.Path(folder)
        self.bases = Program(os.environ.get("PLIM_MAKER", binary), folder).results()
        self.findings = pathlib.Path(os.environ.get("PLIM_FINDINGS", "findings"))

    def mutant(self, rng, path):
        """Writes one; returns the name of what it was made of, and the way."""
        base = rng.choice(sorted(self.bases))
        data, way = bytearray(self.bases[base]), rng.choice(["one_bit", "random_bytes", "structure", "structure", "shape", "shape"])
        if way == "shape":
            path.write_bytes(data)
            mutants.shape(rng, path)
        else:
            getattr(mutants, way)(rng, data)
            path.write_bytes(data)
        return base, way

    def one(self, number, seal):
        """Makes and tries one; returns in which class it falls."""
        rng = random.Random(f"{self.seed} {seal} {number}")
        path = self.folder / f"m{number}{seal}.h5"
        base, way = self.mutant(rng, path)
        if seal:
            path.write_bytes(sealed(path.read_bytes()))
        words = list(rng.choice(COMMANDS if seal or rng.random() < 0.5 else UNVERIFIED))
        words = [path.name if w == "M" else f"{base}.h5" if w == "BASE" else w for w in words]
        start = time.monotonic()
        outcome = self.run(*words)
        fault = outcome.fault
        if not seal and outcome.code == 0 and "--unverified" not in words and path.read_bytes() != self.bases[base]:
            fault = "a change goes unnoticed"
        if fault:
            self.keep(path, f"{fault}\n{' '.join(words)}\n{way} of {base}\n{outcome.err}")
        path.unlink()
        return fault, self.kind(outcome), time.monotonic() - start

    @staticmethod
    def kind(outcome):
        died = re.search(r"is damaged: (reading it ended in signal \d+|it cannot be read \w+|reading it takes more memory)", outcome.err)
        return "child: " + re.sub("reading it |it cannot be ", "", died[1]) if died else f"exit {outcome.code}"

    def keep(self, path, text):
        self.findings.mkdir(parents=True, exist_ok=True)
        (self.findings / path.name).write_bytes(path.read_bytes())
        (self.findings / f"{path.name}.txt").write_text(text)

    def all(self, count, seal):
        """Tries that many; prints a line and returns the number of faults."""
        faults, kinds, slowest = collections.Counter(), collections.Counter(), 0.0
        with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("PLIM_JOBS", os.cpu_count()))) as pool:
            for fault, kind, seconds in pool.map(lambda i: self.one(i, seal), range(count)):
                slowest = max(slowest, seconds)
                kinds[kind] += 1
                faults[fault] += bool(fault)
        bad = sum(faults.values())
        print(f"{'resealed' if seal else 'unsealed'}: {count} mutants, {bad} faults; "
              + ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())) + f"; slowest {slowest:.1f} s", flush=True)
        for fault, times in faults.most_common():
            if fault:
                print(f"  {times} x {fault}")
        return bad


def main():
    binary, count = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    with tempfile.TemporaryDirectory() as folder:
        fuzzer = Fuzzer(binary, seed, folder)
        return 1 if fuzzer.all(count, True) + fuzzer.all(max(1, count // 10), False) else 0


if __name__ == "__main__":
    sys.exit(main())
