"""What the torture scripts share: the program under limits, what an outcome is, and the count of a section.

PLIM_SANITISED=1 lifts the limit of address space, which a sanitised program cannot live with. PLIM_FINDINGS names the folder that keeps the
input of the first finding of each kind (build/torture in the checkout without it)."""

import collections
import hashlib
import os
import pathlib
import random
import re
import resource
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FINDINGS = pathlib.Path(os.environ.get("PLIM_FINDINGS", ROOT / "build" / "torture"))
SANITISED = os.environ.get("PLIM_SANITISED", "-1") != "-1"
SECONDS = 20
MEGABYTES = 2500
# What README names, but for 70, which is a bug.
REFUSALS = {3, 64, 65, 66, 71, 73, 74, 75, 78}
# A program that a sanitiser stops ends in 99, which is none of plim's codes.
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "ASAN_OPTIONS": "detect_leaks=0:exitcode=99:allocator_may_return_null=0:hard_rss_limit_mb=3000",
               "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1:exitcode=99"}
REPORT = re.compile(rb"(AddressSanitizer|UndefinedBehaviorSanitizer|ThreadSanitizer|LeakSanitizer|runtime error:)")
OUT_OF_MEMORY = re.compile(rb"rss limit|out-of-memory|allocation-size-too-big")


class Outcome:
    """How one command ended."""

    def __init__(self, code, out, err, seconds, hung=False):
        self.code, self.out, self.err, self.seconds, self.hung = code, out, err, seconds, hung

    @property
    def kind(self):
        """done, refused; or a finding: hang, report (of a sanitiser), signal, bug (70), silent (nothing said), unnamed (another code)."""
        if self.hung:
            return "hang"
        if REPORT.search(self.err) and not OUT_OF_MEMORY.search(self.err):
            return "report"
        if self.code < 0:
            return "signal"
        if self.code == 0:
            return "done"
        if self.code == 70:
            return "bug"
        if self.code not in REFUSALS:
            return "refused" if OUT_OF_MEMORY.search(self.err) else "unnamed"
        return "refused" if self.err.strip() or self.out.strip() or self.code == 3 else "silent"

    def told(self):
        """What it said, with numbers left out: findings of one kind are counted as one."""
        text = self.err.decode("utf-8", "replace")
        report = re.search(r"SUMMARY: (.*)|(\S+:\d+:\d+: runtime error: .*)", text)
        line = report.group(0) if report else next((x for x in text.splitlines() if x.startswith("plim:")), text[:200])
        return re.sub(r"0x[0-9a-f]+|[0-9]+", "N", line)[:140]


class Program:
    """The program, run in a folder with limits of time and memory."""

    def __init__(self, path, folder):
        self.path, self.folder = os.path.abspath(path), str(folder)

    def __call__(self, *words, stdin=b"", seconds=SECONDS, megabytes=MEGABYTES, environment=None, limits=(), before=None):
        """`limits`: pairs of a RLIMIT and its value. `before` runs in the child."""
        def prepare():
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if megabytes and not SANITISED:
                resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
            for name, value in limits:
                resource.setrlimit(name, (value, value))
            if before:
                before()

        begin = time.monotonic()
        with subprocess.Popen([self.path, *words], cwd=self.folder, env={**os.environ, **ENVIRONMENT, **(environment or {})}, preexec_fn=prepare,
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
            try:
                out, err = process.communicate(stdin, timeout=seconds)
                hung = False
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                out, err = process.communicate()
                hung = True
        return Outcome(process.returncode, out, err, time.monotonic() - begin, hung)


class Section:
    """Counts the outcomes of one section, keeps the first input of each kind of finding and says all in one line."""

    BAD = ("signal", "hang", "bug", "report", "silent", "unnamed", "wrong")

    def __init__(self, name):
        self.name, self.counts, self.findings = name, collections.Counter(), {}
        self.begin, self.slowest = time.monotonic(), 0.0

    def add(self, outcome, words, inputs=()):
        """`inputs`: pairs of a name and the bytes of what was given."""
        self.slowest = max(self.slowest, outcome.seconds)
        self.count(outcome.kind, outcome.told(), words, inputs, outcome)
        return outcome.kind

    def wrong(self, what, words, inputs=(), outcome=None):
        """A finding that is in what the program did rather than in how it ended; it is no case of its own."""
        self.counts["wrong"] += 1
        self.keep("wrong", what, words, inputs, outcome)

    def count(self, kind, told, words, inputs, outcome):
        self.counts["cases"] += 1
        self.counts[kind] += 1
        if kind in self.BAD:
            self.keep(kind, told, words, inputs, outcome)

    def keep(self, kind, told, words, inputs, outcome):
        key = f"{kind}: {told}"
        if key in self.findings:
            self.findings[key][0] += 1
            return
        mark = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8]
        folder = FINDINGS / f"{self.name.replace(' ', '_')}_{kind}_{mark}"
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in inputs:
            (folder / name).write_bytes(data)
        with open(folder / "finding.txt", "wb") as file:
            file.write(f"{key}\nplim {' '.join(repr(str(w)) for w in words)}\n".encode("utf-8", "replace"))
            if outcome:
                file.write(f"code {outcome.code}, {outcome.seconds:.1f} s\n".encode() + outcome.err[:20000] + b"\n--- stdout\n" + outcome.out[:2000])
        self.findings[key] = [1, folder]

    def say(self):
        """Prints the line; whether nothing was found."""
        counted = ", ".join(f"{n} {k}" for k, n in sorted(self.counts.items()) if k != "cases")
        print(f"{self.name}: {self.counts['cases']} cases in {time.monotonic() - self.begin:.0f} s: {counted or 'none'}; slowest {self.slowest:.1f} s",
              flush=True)
        for key, (times, folder) in sorted(self.findings.items()):
            print(f"  {times} x {key}\n      {folder}", flush=True)
        return not self.findings


def arguments(usage):
    """PROGRAM COUNT [SEED] of the command line."""
    if len(sys.argv) not in (3, 4) or not sys.argv[2].isdigit():
        sys.exit(f"usage: {usage}")
    return os.path.abspath(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]) if len(sys.argv) == 4 else 1)


def flip(data, draw):
    """A few changes of bytes: bits, values, pieces lost, repeated or put elsewhere."""
    data = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 3, 8))):
        at, long = draw.randrange(len(data) + 1), draw.choice((1, 1, 2, 8, 64))
        piece = bytes(data[at:at + long])
        change = draw.randrange(6)
        if change == 0 and at < len(data):
            data[at] ^= 1 << draw.randrange(8)
        elif change == 1 and at < len(data):
            data[at] = draw.randrange(256)
        elif change == 2:
            del data[at:at + long]
        elif change == 3:
            data[at:at] = piece * draw.choice((1, 2, 50))
        elif change == 4:
            del data[at:at + long]
            to = draw.randrange(len(data) + 1)
            data[to:to] = piece
        else:
            data[at:at] = bytes([draw.randrange(256)]) * draw.choice((1, 1, 3, 200))
    return bytes(data)


def control_characters(data):
    """Those characters of an answer that a terminal obeys or that turn its text round: C0 but line ends and tabs, C1, marks of direction;
    and whether it is UTF-8 at all."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return "not UTF-8"
    bad = re.findall("\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069]", text)
    return ", ".join(sorted({f"U+{ord(c):04X}" for c in bad}))
