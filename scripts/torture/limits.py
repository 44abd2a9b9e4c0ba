#!/usr/bin/env python3
"""One small run under limits: of memory, stack, threads, files and processes; what OpenMP is told; closed descriptors.

usage: limits.py PLIM

Each must give the usual bytes, or a message and a code that README names, the old result and nothing left behind. Limits of processes
need root; "skipped" otherwise. Exit code 1 if one does not."""

import hashlib
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

from common import ENVIRONMENT, Outcome, Program, Section

STUDY = """study = {{ title = "limits", seed = {seed} }}
population.c = {{ law = "categorical", p = [0.1, 0.2, 0.7] }}
sample.x = {{ from = "c", n = {{ from = 10, to = 1000, points = 3 }} }}
estimate.H = {{ of = "entropy", on = "x", with = ["ml", "miller_madow"] }}
check.b = {{ estimate = "H", with = "ml", measure = "bias", equals = "theory", margin = {{ relative = 0.1, sd = 0.05 }} }}
replicates = {{ fixed = 400 }}
"""
RUN = ["run", "s.toml", "--quiet", "--out", "x.h5"]
LOADER = 127  # the dynamic linker finds no room for the libraries


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


class Bench:
    """A folder with the study and an older result, made anew for each case."""

    def __init__(self, plim, folder):
        self.folder, self.program, self.size = folder, Program(plim, folder), os.path.getsize(plim)
        (folder / "old.toml").write_text(STUDY.format(seed=2))
        (folder / "s.toml").write_text(STUDY.format(seed=1))
        for study, kept in (("s.toml", "new"), ("old.toml", "old")):
            if self.program("run", study, "--quiet", "--out", "x.h5").code != 0:
                sys.exit("the program does not run its study")
            (folder / "x.h5").rename(folder / kept)
            (folder / "x.h5.run.json").rename(folder / f"{kept}.json")
        self.new, self.old = digest(folder / "new"), digest(folder / "old")

    def renew(self):
        shutil.copy(self.folder / "old", self.folder / "x.h5")
        shutil.copy(self.folder / "old.json", self.folder / "x.h5.run.json")

    def judge(self, section, outcome, words, allowed=(), same=True):
        """What must hold after every case; `same`: that of code 0 is the usual result."""
        if outcome.code in allowed:
            outcome = Outcome(0 if digest(self.folder / "x.h5") == self.new else 71, outcome.out, outcome.err or b"as allowed", outcome.seconds)
        section.add(outcome, words)
        now = digest(self.folder / "x.h5")
        if same and now not in ((self.new,) if outcome.code == 0 else (self.new, self.old)):
            section.wrong("the result is neither the old nor the new one", words, (), outcome)
        if left := [path.name for path in self.folder.glob(".*")]:
            section.wrong("a temporary file is left", words + left, (), outcome)
            for name in left:
                (self.folder / name).unlink()

    def case(self, section, *more, allowed=(), same=True, **how):
        self.renew()
        self.judge(section, self.program(*RUN, *more, megabytes=0, **how), [*RUN, *more, how.get("limits", ""), how.get("environment", "")], allowed, same)

    def shell(self, section, command, allowed=(), folder=None):
        """Through bash, for descriptors and users."""
        self.renew()
        done = subprocess.run(["bash", "-c", command], cwd=folder or self.folder, capture_output=True, timeout=60, env={**os.environ, **ENVIRONMENT})
        self.judge(section, Outcome(done.returncode if done.returncode < 128 else 128 - done.returncode, done.stdout, done.stderr, 0), [command], allowed)


def limits(bench):
    section = Section("limits")
    # A program that does not fit itself is ended by the system before its first instruction.
    least = 4 * (1 + (bench.size >> 22))
    for megabytes in (*range(least, 64, 4), *range(64, 500, 24)):
        bench.case(section, "--threads", "2", limits=[(resource.RLIMIT_AS, megabytes << 20)], allowed=(LOADER,))
    for kilobytes in (0, 1, 4, 16, 32, 48, 64, 100):
        bench.case(section, limits=[(resource.RLIMIT_FSIZE, kilobytes << 10)])
    for files in range(1, 12):
        bench.case(section, limits=[(resource.RLIMIT_NOFILE, files)], allowed=(LOADER,))
    for kilobytes in (64, 128, 256, 512, 1024, 8192):
        bench.case(section, "--threads", "2", limits=[(resource.RLIMIT_STACK, kilobytes << 10)])
    for threads in (1, 2, 64, 1000, 4096):
        bench.case(section, "--threads", str(threads), "--set", "replicates.block=1", limits=[(resource.RLIMIT_AS, 400 << 20)], same=False)
    return section


def openmp(bench):
    section = Section("openmp")
    for words in ("0", "-1", "abc", "", "1,2", "3", "1000", "100000", "99999999999", "2 ", "0x2"):
        bench.case(section, environment={"OMP_NUM_THREADS": words})
    for name, words in (("OMP_SCHEDULE", "static"), ("OMP_DYNAMIC", "true"), ("OMP_THREAD_LIMIT", "1"), ("OMP_NESTED", "true"), ("OMP_PROC_BIND", "true"), ("OMP_PLACES", "cores"),
                        ("OMP_CANCELLATION", "true"), ("OMP_MAX_ACTIVE_LEVELS", "0"), ("GOMP_CPU_AFFINITY", "0"), ("GOMP_STACKSIZE", "16"),
                        *(("OMP_STACKSIZE", size) for size in ("0", "1b", "16", "64k", "511k", "512k", "1M", "100g", "99999999999g", "x"))):
        for threads in ((), ("--threads", "3")):
            bench.case(section, *threads, environment={"OMP_NUM_THREADS": "3", name: words})
    return section


def descriptors(bench):
    section = Section("descriptors")
    for closed in ("<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"):
        bench.shell(section, f"exec {bench.program.path} {' '.join(RUN)} {closed}")
    # With nowhere to say it the code alone tells: a result that is written and a summary that is not.
    for closed in (">&-", ">&- 2>&-", "> /dev/full", "> /dev/full 2> /dev/full"):
        for more in ("", "--json"):
            bench.shell(section, f"exec {bench.program.path} run s.toml --out x.h5 {more} {closed}", allowed=(74,))
    return section


def users(bench):
    section = Section("users")
    if os.getuid() != 0:
        return None
    bench.folder.chmod(0o777)
    for path in bench.folder.iterdir():
        path.chmod(0o666)
    as_user = "setpriv --reuid 54321 --clear-groups bash -c"
    for processes in (1, 2, 3, 8):
        for more in ("", "--threads 64"):
            bench.shell(section, f"{as_user} 'ulimit -u {processes}; OMP_NUM_THREADS=64 exec {bench.program.path} {' '.join(RUN)} {more}'")
    bench.folder.chmod(0o555)
    bench.shell(section, f"{as_user} 'exec {bench.program.path} {' '.join(RUN)}'")
    bench.folder.chmod(0o755)
    return section


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: limits.py PLIM")
    good = True
    with tempfile.TemporaryDirectory(prefix="plim_torture_") as scratch:
        bench = Bench(os.path.abspath(sys.argv[1]), pathlib.Path(scratch))
        for part in (limits, openmp, descriptors, users):
            section = part(bench)
            if section is None:
                print(f"{part.__name__}: skipped, needs root")
            else:
                good = section.say() and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
