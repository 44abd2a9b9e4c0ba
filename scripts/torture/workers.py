#!/usr/bin/env python3
"""Workers on a folder who are killed, stand still, are stopped, come late or meet calls that fail; and folders with hostile things in them.

usage: workers.py PLIM COUNT [SEED]    PLIM of a build folder, as build/test/plim

One to five workers share a run, with rounds or without, until COUNT of them have been killed. Each end must be one that README names; in the end
one more worker completes the run, the result has the bytes of a run that nobody disturbed, and nothing is left but what says so. A folder with
something else in the place of what workers keep there is refused in words or works: no crash, no hang, no other result. Exit code 1 if one does
not hold."""

import collections
import errno
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from common import ENVIRONMENT, Outcome, Program, Section, arguments, control_characters
from journals import journal_file, read, shim_of

STUDY = """study = {{ title = "shared", seed = {seed} }}
population.g = {{ law = "gamma", shape = {{ grid = [2.0, 3.0] }}, scale = 1.5 }}
model.m = {{ likelihood = "gamma" }}
sample.x = {{ from = "g", n = {{ grid = [20, 1000] }}, route = "draw" }}
estimate.theta = {{ of = "parameters", on = "x", model = "m", with = ["mle"], interval = {{ level = 0.9 }} }}
check.bias = {{ estimate = "theta", with = "mle shape", measure = "bias", equals = "theory" }}
replicates = {{ fixed = {replicates} }}
"""
REPLICATES = 120_007  # the last block is not whole
KINDS = {"plain": [], "rounds": ["--rounds", "3,7,20,50,51,90,200"], "coin": ["--rounds", "2,5,9,20,40", "--coin"]}
PATIENCE, LONG = "0.4s", 60
CALLS = {"rename": ("kill", errno.EIO), "renameat2": ("kill", errno.EIO), "link": ("kill", errno.EMLINK, errno.EIO, errno.EACCES), "linkat": ("kill",),
         "unlink": ("kill", errno.EACCES), "mkdir": ("kill", errno.ENOSPC, errno.EACCES), "fdatasync": ("kill", errno.EIO), "fsync": ("kill", errno.EIO),
         "open": ("kill", errno.ENOSPC, errno.EACCES), "write": ("kill", "torn", errno.ENOSPC, errno.EIO)}
FAILED = {71, 73, 74}


class Worker:
    """A process that works, and what may become of it."""

    def __init__(self, plim, folder, words, environment):
        self.words, self.begin, self.allowed, self.stopped = words, time.monotonic(), {0}, False
        if environment:
            self.allowed |= FAILED | ({-signal.SIGKILL} if environment["FAIL_HOW"] in ("kill", "torn") else set())
        self.how = " ".join(f"{k}={v}" for k, v in environment.items() if k in ("FAIL_CALL", "FAIL_HOW", "FAIL_AT", "FAIL_EVER"))
        self.process = subprocess.Popen([plim, *words], cwd=folder, env={**os.environ, **ENVIRONMENT, **environment}, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def send(self, number):
        if self.process.poll() is not None:
            return
        self.how += " " + signal.Signals(number).name
        if number in (signal.SIGSTOP, signal.SIGCONT):
            self.stopped = number == signal.SIGSTOP
        elif number == signal.SIGKILL:
            self.allowed |= {-number}
        else:  # before the work begins, and the second time, it ends at once
            self.allowed |= {75, -number}
        self.process.send_signal(number)

    def ended(self, timeout=LONG):
        try:
            out, err = self.process.communicate(timeout=timeout)
            hung = False
        except subprocess.TimeoutExpired:
            self.process.kill()
            out, err = self.process.communicate()
            hung = True
        return Outcome(self.process.returncode, out, err, time.monotonic() - self.begin, hung)


class Shared:
    def __init__(self, plim, folder, draw, section):
        self.plim, self.folder, self.draw, self.section = plim, folder, draw, section
        self.shim, self.kills, self.tally, self.references = str(shim_of(plim)), 0, collections.Counter(), {}
        (folder / "s.toml").write_text(STUDY.format(seed=3, replicates=REPLICATES))
        for kind, words in KINDS.items():
            if Program(plim, folder)("run", "s.toml", "--quiet", "--out", "reference.h5", *words, seconds=LONG).code != 0:
                sys.exit("the program does not run its study")
            self.references[kind] = read(folder / "reference.h5")

    def start(self, words, failing):
        draw, environment = self.draw, {}
        if failing:
            call = draw.choice(list(CALLS))
            environment = {"LD_PRELOAD": self.shim, "FAIL_CALL": call, "FAIL_AT": str(1 + int(draw.expovariate(0.15))), "FAIL_HOW": str(draw.choice(CALLS[call])),
                           "FAIL_UNDER": str(self.folder / "F"), "FAIL_MARK": str(self.folder / "mark"), **({"FAIL_EVER": "1"} if draw.random() < 0.2 else {})}
        return Worker(self.plim, self.folder, [*words, "--threads", str(draw.choice((1, 1, 2)))], environment)

    def judge(self, worker):
        outcome = worker.ended()
        good = outcome.code in worker.allowed and not outcome.hung
        self.kills += outcome.code == -signal.SIGKILL
        self.tally[outcome.code] += 1
        self.section.slowest = max(self.section.slowest, outcome.seconds)
        self.section.count("done" if good else "wrong", f"ends in {outcome.code}: {outcome.told()}", [*worker.words, worker.how], (), outcome)

    def disturb(self, words, calm):
        """Until the run is complete, or for a while."""
        draw, live = self.draw, []
        until = time.monotonic() + draw.choice((0.3, 1, 3))
        most = draw.randint(1, 5)
        while time.monotonic() < until and not (self.folder / "F" / "complete").exists():
            if len(live) < most and draw.random() < 0.7:
                live.append(self.start(words, draw.random() < 0.4))
            time.sleep(draw.choice((0.01, 0.05, 0.15)) * draw.random())
            if live and draw.random() < calm:
                number = draw.choices((signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM, signal.SIGINT, signal.SIGUSR1), (8, 3, 1, 1, 1))[0]
                worker = draw.choice(live)
                worker.send(signal.SIGCONT if worker.stopped and number != signal.SIGKILL else number)
            for worker in [w for w in live if w.process.poll() is not None]:
                live.remove(worker)
                self.judge(worker)
        ending = draw.random()
        for worker in live:
            if ending < 0.3:
                worker.send(signal.SIGKILL)
        awake = [w for w in live if not w.stopped]
        if ending < 0.8:  # the others go on when the run is complete
            awake, live = live, []
            for worker in awake:
                worker.send(signal.SIGCONT)
        for worker in awake:
            self.judge(worker)
        return [w for w in live if w.stopped]

    def run(self, kind, elsewhere):
        shutil.rmtree(self.folder / "F", ignore_errors=True)
        for name in ("x.h5", "x.h5.run.json", "x.h5.lock"):
            (self.folder / name).unlink(missing_ok=True)
        words = ["run", "s.toml", "--join", "F", "--quiet", "--heartbeat-timeout", PATIENCE, *KINDS[kind], *(["--out", "x.h5"] if elsewhere else []),
                 *(["--journal-after", "0"] if self.draw.random() < 0.7 else [])]
        stopped = self.disturb(words, self.draw.choice((0.1, 0.3, 0.6)))
        last = Worker(self.plim, self.folder, words, {})
        if elsewhere and stopped:  # which may hold the lock of the result
            last.allowed |= {73}
        self.judge(last)
        for worker in stopped:
            worker.send(signal.SIGCONT)
            self.judge(worker)
        if elsewhere and stopped:
            self.judge(Worker(self.plim, self.folder, words, {}))
        result = self.folder / "x.h5" if elsewhere else self.folder / "F" / "s.h5"
        if read(result) != self.references[kind]:
            self.section.wrong("the result has other bytes", words)
        wanted = {"complete", "study", *(() if elsewhere else ("s.h5", "s.h5.run.json"))}
        left = {p.name for p in (self.folder / "F").iterdir()} ^ wanted
        if left:
            self.section.wrong("left in the folder: " + " ".join(sorted(re.sub("[0-9a-f]{16}", "N", name) for name in left)), words)


def hostile(bench, section):
    """What stands in the folder before a worker comes."""
    folder, draw = bench.folder, bench.draw
    program = Program(bench.plim, folder)
    words = ["run", "s.toml", "--join", "F", "--quiet", "--heartbeat-timeout", PATIENCE, "--threads", "1", "--rounds", "3,7"]
    program("run", "s.toml", "--quiet", "--out", "reference.h5", seconds=LONG)
    reference = read(folder / "reference.h5")
    shutil.rmtree(folder / "F", ignore_errors=True)
    program(*words, "--max-time", "0.7s", seconds=LONG)
    shutil.copytree(folder / "F", folder / "begun")
    shutil.rmtree(folder / "F")
    (folder / "other.toml").write_text(STUDY.format(seed=4, replicates=REPLICATES))
    program("run", "other.toml", "--quiet", "--shard", "1/1", "--out", "other.journal", "--max-time", "0.3s", seconds=LONG)
    own = next((p for p in (folder / "begun").glob("*.journal")), None)
    own = own.read_bytes() if own else b""

    def big(path):
        path.touch()
        os.truncate(path, 1 << 40)

    things = {"garbage": lambda p: p.write_bytes(b"\x1b[31mgarbage\n" + bytes(draw.randrange(256) for _ in range(200))), "empty": lambda p: p.touch(),
              "folder": lambda p: p.mkdir(), "folder with files": lambda p: (p.mkdir(), (p / "a").touch()), "fifo": os.mkfifo, "huge": big,
              "dangling link": lambda p: p.symlink_to("nowhere"), "link to itself": lambda p: p.symlink_to(p.name),
              "link away": lambda p: p.symlink_to(folder / "reference.h5"), "device": lambda p: p.symlink_to("/dev/zero"),
              "another's journal": lambda p: p.write_bytes(read(folder / "other.journal")), "a torn journal": lambda p: p.write_bytes(own[: len(own) * 2 // 3]),
              "a head alone": lambda p: p.write_bytes(own[:30]), "a long frame": lambda p: (p.write_bytes(journal_file.MARK + (1 << 39).to_bytes(8, "little") + bytes(8)), os.truncate(p, 1 << 40)),
              "a worker": lambda p: p.write_text(f"worker {draw.randrange(5)} beats {draw.randrange(2**64)} lives\n")}
    places = ("study", "complete", "round-0", "claims", "done", "workers", "claims/0", "done/0", "claims/0/1.1", "claims/0/1.4294967295", "claims/0/2.18446744073709551615",
              "claims/0/0.4294967297", "done/0/5", "done/0/0", "workers/3", "workers/18446744073709551615", "1.journal", "2.journal", "9.journal",
              "18446744073709551615.journal", "s.h5", "s.h5.lock", "s.h5.run.json", ".plim-0000000000000000.tmp")
    for place in places:
        for what, make in things.items():
            if draw.random() * 100 >= bench.share:
                continue
            shutil.rmtree(folder / "F", ignore_errors=True)
            shutil.copytree(folder / "begun", folder / "F")
            path = folder / "F" / place
            path.parent.mkdir(exist_ok=True)
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            path.unlink(missing_ok=True)
            make(path)
            tried = [f"{what} in the place of {place}"]
            for asked in (["status", "F"], words, ["status", "F", "--json"], ["result", "F", "--out", "r.h5", "--force", "--quiet"]):
                outcome = program(*asked)
                section.add(outcome, [*asked, *tried])
                if bad := control_characters(outcome.out + outcome.err):
                    section.wrong(f"says {bad}", [*asked, *tried], (), outcome)
                if asked is words and outcome.code == 0 and what not in ("link away",) and place != "complete" and read(folder / "F" / "s.h5") != reference:
                    section.wrong("another result", [*asked, *tried], (), outcome)
                if outcome.hung:
                    section.wrong(f"hangs: {what} in {place}", [*asked, *tried], (), outcome)


def main():
    plim, count, draw = arguments("workers.py PLIM COUNT [SEED]")
    with tempfile.TemporaryDirectory(prefix="plim_torture_") as scratch:
        section, bad_folders = Section("workers"), Section("hostile folders")
        bench = Shared(plim, pathlib.Path(scratch), draw, section)
        bench.share, runs = max(2, min(100, count // 5)), 0
        while bench.kills < count:
            bench.run(draw.choice(list(KINDS)), draw.random() < 0.25)
            runs += 1
        good = section.say()
        print(f"  {bench.kills} kills of {runs} runs; ends: " + ", ".join(f"{n} {code}" for code, n in sorted(bench.tally.items())), flush=True)
        hostile(bench, bad_folders)
        return 0 if bad_folders.say() and good else 1


if __name__ == "__main__":
    sys.exit(main())
