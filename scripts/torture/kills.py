#!/usr/bin/env python3
"""Runs that are killed: at any time, at each call that writes, and by signals that stop them; whole runs, parts, runs that extend a result.

usage: kills.py PLIM COUNT [SEED]    PLIM of a build folder, as build/test/plim

After each of COUNT kills every whole frame that the journal once had is still there, plim status and plim result work on it, and what stands in
the place of the result is whole; the finished result has the bytes of a run that nobody disturbed. SIGINT and SIGTERM end a run within 2 s.
Exit code 1 if one does not hold."""

import collections
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from common import ENVIRONMENT, Outcome, Program, Section, arguments
from journals import journal_file, questioned, read, shim_of, study, whole

REPLICATES = 20_007  # the last block is not whole
CALLS = {"write": ("kill", "torn"), "fdatasync": ("kill",), "fsync": ("kill",), "ftruncate": ("kill",), "linkat": ("kill",), "rename": ("kill",),
         "unlink": ("kill",), "flock": ("kill",), "close": ("kill",), "open": ("kill",)}
PARTS = 3
STOP_SECONDS = float(os.environ.get("PLIM_STOP_SECONDS", "2"))


class Killed:
    """Runs a command again and again until it is done, and looks after each kill at what is left."""

    def __init__(self, plim, folder, draw, section, most):
        self.plim, self.folder, self.draw, self.section, self.most = plim, folder, draw, section, most
        self.program, self.shim, self.kills, self.tally = Program(plim, folder), str(shim_of(plim)), 0, collections.Counter()
        for name, replicates in (("s", REPLICATES), ("half", REPLICATES // 2)):
            (folder / f"{name}.toml").write_text(study(replicates, (100, 1000, 3000)))
            if self.program("run", f"{name}.toml", "--quiet", "--out", f"{name}.reference").code != 0:
                sys.exit("the program does not run its study")
        self.reference, self.half = read(folder / "s.reference"), read(folder / "half.reference")

    def start(self, words, environment):
        return subprocess.Popen([self.plim, *words], cwd=self.folder, env={**os.environ, **ENVIRONMENT, **environment}, stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def ended(self, process, start, how):
        try:
            _, err = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            _, err = process.communicate()
            return Outcome(process.returncode, b"", err, time.monotonic() - start, hung=True), how
        return Outcome(process.returncode, b"", err, time.monotonic() - start), how

    def after(self, words, seconds, number):
        """The command, ended by a signal after so long unless it is over."""
        start = time.monotonic()
        process = self.start(words, {})
        try:
            process.wait(timeout=seconds)
            return self.ended(process, start, "over")
        except subprocess.TimeoutExpired:
            start = time.monotonic()
            process.send_signal(number)
            return self.ended(process, start, signal.Signals(number).name)

    def at(self, words, call, how, place):
        """The command, killed at a call on a file here unless there are not so many."""
        start = time.monotonic()
        process = self.start(words, {"LD_PRELOAD": self.shim, "FAIL_CALL": call, "FAIL_AT": str(place), "FAIL_HOW": how, "FAIL_UNDER": str(self.folder),
                                     "FAIL_MARK": str(self.folder / "mark")})
        outcome, how = self.ended(process, start, f"{how} at {call}")
        (self.folder / "mark").unlink(missing_ok=True)
        return outcome, "over" if outcome.code == 0 else how

    def somehow(self, words):
        draw, share = self.draw, self.draw.random()
        if share < 0.65:
            return self.after(words, draw.choice((0.05, 0.2, 0.6)) * draw.random(), signal.SIGKILL)
        if share < 0.8:
            return self.after(words, 0.4 * draw.random(), draw.choice((signal.SIGINT, signal.SIGTERM)))
        call = draw.choice(list(CALLS))
        return self.at(words, call, draw.choice(CALLS[call]), 1 + int(draw.expovariate(0.02 if call == "write" else 0.4)))

    def judge(self, outcome, how, words, journal, before, result, allowed):
        """What must hold after every end; the frames that are known to be there."""
        def wrong(what, by=outcome):
            self.section.wrong(what, [*words, how], [("before.journal", before), ("after.journal", read(self.folder / journal))], by)

        self.tally[how.split(" at ")[0] if how != "over" else how] += 1
        killed = how == "SIGKILL" or how.startswith(("kill", "torn"))
        self.kills += killed and outcome.code == -signal.SIGKILL
        if killed:
            good = outcome.code in (0, -signal.SIGKILL)
        else:  # a signal that comes before the run has begun ends it at once
            good = outcome.code in ((0, 75, -signal.SIGINT, -signal.SIGTERM) if how != "over" else (0,))
            if outcome.hung or (how != "over" and outcome.seconds > STOP_SECONDS):
                wrong("it did not stop in time")
        if not good:
            wrong(f"{how}: ends in {outcome.code}")
        self.section.count("done" if good else "wrong", outcome.told(), words, (), outcome)
        there, now = read(self.folder / result), whole(read(self.folder / journal))
        if there not in (self.reference, *allowed) and not self.is_partial(result):
            wrong("the result is neither whole nor one of a part")
        if not now.startswith(before) and there != self.reference:
            wrong("blocks are lost that were in the journal")
        if now and how != "over":
            for what, asked, answer in questioned(self.program, journal, self.folder):
                wrong(what, answer)
        if left := [p.name for p in self.folder.iterdir() if p.name.startswith(".") and not how.endswith((" at rename", " at linkat", " at close", " at open", "SIGKILL"))]:
            wrong(f"left behind: {len(left)} temporary files")
        for path in self.folder.glob(".*"):
            path.unlink()
        return max(before, now, key=len) if now.startswith(before) else before

    def is_partial(self, result):
        answer = self.program("inspect", result, "--json")
        return answer.code == 0 and b'"partial": true' in answer.out

    def until_done(self, words, journal, result, allowed):
        """Kills a command until it is done, but at most so many times."""
        before, kills, given_up = b"", self.kills, 0
        while given_up < 3:
            outcome, how = self.somehow(words) if self.kills - kills < self.most else self.after(words, 60, signal.SIGKILL)
            before = self.judge(outcome, how, words, journal, before, result, allowed)
            if outcome.code == 0:
                return
            given_up += outcome.code > 0 and outcome.code != 75

    def clean(self):
        for path in self.folder.iterdir():
            if path.suffix not in (".toml", ".reference") and not path.name.endswith(".reference.run.json"):
                path.unlink()

    def finished(self, words):
        if read(self.folder / "x.h5") != self.reference:
            self.section.wrong("the finished result has other bytes", words)
        if left := [p.name for p in self.folder.iterdir() if p.suffix in (".lock", ".tmp") or (p.name == "x.h5.journal")]:
            self.section.wrong("left behind by the last: " + " ".join(left), words)

    def run(self, kind, threads):
        """One study, killed until it is done; its bytes."""
        self.clean()
        words = ["run", "s.toml", "--quiet", "--out", "x.h5", "--journal-after", "0", "--threads", str(threads)]
        if kind == "parts":
            names = [f"{i}.journal" for i in range(1, PARTS + 1)]
            for i, name in enumerate(names, 1):
                self.until_done([*words[:3], "--out", name, "--shard", f"{i}/{PARTS}", *words[5:]], name, "no.h5", (b"",))
            self.draw.shuffle(names)
            words = ["merge", "x.h5", *names, "--quiet"]
            self.until_done(words, names[0], "x.h5", (b"",))
        else:
            old = b""
            if kind == "extended":
                shutil.copy(self.folder / "half.reference", self.folder / "x.h5")
                shutil.copy(self.folder / "half.reference.run.json", self.folder / "x.h5.run.json")
                old = self.half
            self.until_done(words, "x.h5.journal", "x.h5", (old,))
        self.finished(words)


def main():
    plim, count, draw = arguments("kills.py PLIM COUNT [SEED]")
    with tempfile.TemporaryDirectory(prefix="plim_torture_") as scratch:
        section = Section("kills")
        killed = Killed(plim, pathlib.Path(scratch), draw, section, max(1, count // 20))
        runs = 0
        while killed.kills < count or runs < min(20, count):
            killed.run(("whole", "extended", "parts")[runs % 3], (1, 2, 4)[runs // 3 % 3])
            runs += 1
        good = section.say()
        print(f"  {killed.kills} kills of {runs} runs; ends: " + ", ".join(f"{n} {how}" for how, n in sorted(killed.tally.items())))
        return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
