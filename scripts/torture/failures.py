#!/usr/bin/env python3
"""Every system call of small commands with a journal fails, once and for ever; and disks are full, of every size.

usage: failures.py PLIM [SHARE]    PLIM of a build folder, as build/test/plim; SHARE: one of so many calls and disks alone

Runs that begin and that go on, a part of a run, a merge of parts, and the result of a journal. Each must give the usual bytes, or a message and a
code that README names, with the old result or the whole new one in place and nothing left behind; afterwards the same command gives the usual
bytes. Calls on files fail in the library of tests/cli/failing_calls.cpp, all others by strace ("skipped" without it); full disks need root. Exit
code 1 if one does not hold."""

import errno
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from common import ENVIRONMENT, Outcome, Program, Section
from journals import journal_file, read, shim_of, study, whole

FILE_CALLS = {"open": (errno.EACCES, errno.ENOSPC), "write": (errno.EIO, errno.ENOSPC, errno.EINTR, "short", "full"), "fsync": (errno.EIO,),
              "fdatasync": (errno.EIO, errno.ENOSPC), "fchmod": (errno.EPERM,), "ftruncate": (errno.EIO,), "close": (errno.EIO,), "flock": (errno.ENOLCK,),
              "linkat": (errno.EPERM,), "rename": (errno.EIO,), "renameat2": (errno.EIO, errno.EINVAL), "unlink": (errno.EPERM,)}
# Not close, which strace would fail without closing, as no system does: the library has it.
OTHER_CALLS = {"mmap": "ENOMEM", "clone": "EAGAIN", "clone3": "EAGAIN", "pipe2": "EMFILE", "poll": "ENOMEM", "wait4": "ECHILD", "read": "EIO", "openat": "EMFILE",
               "newfstatat": "EIO", "lseek": "EIO", "mprotect": "ENOMEM", "munmap": "EINVAL", "getrandom": "ENOSYS", "getcwd": "ENOENT", "fcntl": "EINVAL",
               "uname": "EFAULT", "prlimit64": "EPERM", "prctl": "EINVAL", "readlink": "EIO", "access": "EACCES", "kill": "EPERM", "getrusage": "EFAULT",
               "sched_getaffinity": "EPERM", "rt_sigaction": "EINVAL", "flock": "ENOLCK", "pwrite64": "EIO", "setrlimit": "EPERM"}
SEVERAL = 60  # calls of one kind that are tried


class Case:
    """A command in a folder as it is made for it, and the bytes of what it makes."""

    def __init__(self, name, words, out, files, wanted):
        self.name, self.words, self.out, self.files, self.wanted = name, [*words, "--quiet", "--threads", "2"], out, files, wanted

    def made(self, folder):
        """What stands for the bytes of what is made: of a part, its blocks."""
        data = read(folder / self.out)
        return tuple(sorted(journal_file.blocks(data))) if self.out.endswith(".journal") else data


class Bench:
    def __init__(self, plim, folder, share):
        self.plim, self.folder, self.share, self.tried = plim, folder, share, 0
        self.program = Program(plim, folder)
        self.cases = list(self.make_cases())

    def plain(self, *words):
        outcome = self.program(*words, "--quiet")
        if outcome.code != 0:
            sys.exit(f"the program does not do {words}: {outcome.err.decode()}")

    def files(self, *names):
        return {name: read(self.folder / name) for name in names}

    def make_cases(self):
        for name, replicates in (("s", 300), ("old", 200)):
            (self.folder / f"{name}.toml").write_text(study(replicates))
            self.plain("run", f"{name}.toml", "--out", f"{name}.h5")
        for i in ("1", "2"):
            self.plain("run", "s.toml", "--shard", f"{i}/2", "--out", f"{i}.journal")
        self.plain("run", "s.toml", "--shard", "1/1", "--out", "all.journal")
        new, old = read(self.folder / "s.h5"), self.files("old.h5", "old.h5.run.json")
        journal = read(self.folder / "all.journal")
        frames = [(kind, payload) for _, kind, payload in journal_file.frames(journal)]
        header = [(key, "" if key == "shard" else text) for key, text in journal_file.facts(frames[0][1])]
        begun = journal_file.frame(journal_file.HEADER, journal_file.payload_of(header)) + b"".join(journal_file.frame(*f) for f in frames[1:-4])
        there = {**self.files("s.toml"), "x.h5": old["old.h5"], "x.h5.run.json": old["old.h5.run.json"]}
        run = ["run", "s.toml", "--out", "x.h5", "--journal-after", "0"]
        yield Case("run", run, "x.h5", there, new)
        yield Case("a run that goes on", run, "x.h5", {**there, "x.h5.journal": begun + b"torn"}, new)
        yield Case("merge", ["merge", "x.h5", "2.journal", "1.journal"], "x.h5", {**there, **self.files("1.journal", "2.journal")}, new)
        (self.folder / "y.journal").write_bytes(begun)
        self.plain("result", "y.journal", "--out", "y.h5")
        yield Case("result", ["result", "y.journal", "--out", "x.h5", "--force"], "x.h5", {**there, "y.journal": begun}, read(self.folder / "y.h5"))
        yield Case("part", ["run", "s.toml", "--shard", "1/1", "--out", "p.journal", "--journal-after", "0"], "p.journal", self.files("s.toml"),
                   tuple(sorted(journal_file.blocks(journal))))

    def prepare(self, case):
        for path in self.folder.iterdir():
            path.unlink()
        for name, data in case.files.items():
            (self.folder / name).write_bytes(data)

    def judge(self, section, case, outcome, what, call):
        """After a command with a failure, and once more without."""
        words = [*case.words, *map(str, what)]
        if outcome.kind == "silent" and call == "write":
            outcome.err = b"nothing can be written"
        section.add(outcome, words)
        made, before = case.made(self.folder), case.files.get(case.out, b"")
        if case.out.endswith(".journal"):
            if outcome.code == 0 and made != case.wanted:
                section.wrong("code 0 and blocks are missing", words, (), outcome)
        elif made not in ((case.wanted,) if outcome.code == 0 else (before, case.wanted)):
            section.wrong("the result is neither the old nor the new one", words, (), outcome)
        there = {path.name for path in self.folder.iterdir()}
        allowed = {*case.files, case.out, case.out + ".run.json", *({case.out + ".journal"} if outcome.code != 0 else ())}
        if b"libgomp" in outcome.err or b"the output cannot be locked" in outcome.err:
            allowed.add(case.out + ".lock")  # held by nobody
        if (left := there - allowed) and call != "unlink":
            section.wrong("left behind: " + " ".join(sorted(re.sub("plim-[0-9a-f]+", "plim-N", name) for name in left)), words, (), outcome)
        for name, data in case.files.items():
            if name.endswith("journal") and name != "x.h5.journal" and read(self.folder / name) != data:
                section.wrong("a journal that was read is changed", words, (), outcome)
        if case.name == "a run that goes on" and outcome.code != 0 and not read(self.folder / "x.h5.journal").startswith(whole(case.files["x.h5.journal"])) and made != case.wanted:
            section.wrong("blocks are lost", words, (), outcome)
        again = self.program(*case.words)
        if again.code != 0 or case.made(self.folder) != case.wanted:
            section.wrong("the same command does not give the bytes afterwards", words, (), again)

    def chosen(self):
        """Whether the next one is of the share."""
        self.tried += 1
        return self.tried % self.share == 0


def file_calls(bench):
    section, shim, mark = Section("calls on files"), str(shim_of(bench.plim)), bench.folder / "mark"
    for case in bench.cases:
        for call, how, ever in ((c, h, e) for c, hows in FILE_CALLS.items() for h in hows for e in (False, True)):
            if (ever and how in (errno.EINTR, "short")) or (not ever and how == "full"):
                continue
            for at in range(1, SEVERAL if bench.chosen() else 1):
                bench.prepare(case)
                outcome = bench.program(*case.words, environment={"LD_PRELOAD": shim, "FAIL_CALL": call, "FAIL_AT": str(at), "FAIL_HOW": str(how), "FAIL_MARK": str(mark),
                                                                  "FAIL_UNDER": str(bench.folder), **({"FAIL_EVER": "1"} if ever else {})})
                if not mark.exists():
                    break
                mark.unlink()
                bench.judge(section, case, outcome, (call, at, how, "for ever" if ever else "once"), call)
    return section


def counted(bench, case, log):
    """Of each call of the main thread, how many come before the first file of the command is touched, and how many there are."""
    bench.prepare(case)
    subprocess.run(["strace", "-f", "-o", log, bench.plim, *case.words], cwd=bench.folder, capture_output=True, env={**os.environ, **ENVIRONMENT}, timeout=60)
    first, before, all_calls, begun = None, {}, {}, False
    for line in log.read_text(errors="replace").splitlines():
        thread, _, rest = line.partition(" ")
        first = first or thread
        name = re.match(r"\s*([a-z0-9_]+)\(", rest)
        begun = begun or any(f'"{name}"' in rest for name in case.files) and "execve" not in rest
        if name and thread == first:
            all_calls[name[1]] = all_calls.get(name[1], 0) + 1
            if not begun:
                before[name[1]] = before.get(name[1], 0) + 1
    return {call: (before.get(call, 0), count) for call, count in all_calls.items()}


def other_calls(bench):
    section = Section("other calls")
    log = bench.folder.parent / "strace.log"
    works = shutil.which("strace") and subprocess.run(["strace", "-o", log, "true"], capture_output=True).returncode == 0
    if not works:
        return None
    for case in bench.cases:
        counts = counted(bench, case, log)
        for call, error in OTHER_CALLS.items():
            before, count = counts.get(call, (0, 0))
            places = range(before + 1, count + 1)
            for at in places if len(places) < SEVERAL else places[:: len(places) // SEVERAL + 1]:
                for ever in ("", "+"):
                    if not bench.chosen():
                        continue
                    bench.prepare(case)
                    strace = Program(shutil.which("strace"), bench.folder)
                    outcome = strace("-f", "--seccomp-bpf", "-o", str(log), "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={at}{ever}", bench.plim, *case.words, megabytes=0)
                    if outcome.code == 127 or (outcome.code == 1 and b"libgomp: Thread creation failed" in outcome.err):
                        # A library that is loaded later; a thread that could be made just before: OpenMP ends the program then.
                        outcome = Outcome(71, outcome.out, outcome.err, outcome.seconds)
                    if b"INJECTED" in log.read_bytes():
                        bench.judge(section, case, outcome, (call, at, error, "for ever" if ever else "once"), call)
    return section


def disks(bench):
    """The journal, then the result, do not fit; then there is room."""
    section = Section("full disks")
    case, usual = bench.cases[0], bench.folder
    disk = usual.parent / "disk"
    disk.mkdir()
    for kilobytes in range(4, 200, 4):
        if not bench.chosen():
            continue
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", disk], capture_output=True).returncode != 0:
            return None
        try:
            (usual / "s.toml").write_bytes(case.files["s.toml"])
            words = [w if w != "s.toml" else str(usual / "s.toml") for w in case.words]
            program = Program(bench.plim, disk)
            outcome = program(*words)
            section.add(outcome, [f"{kilobytes} KB"])
            if outcome.code not in (0, 74):
                section.wrong(f"a full disk ends in {outcome.code}", [f"{kilobytes} KB"], (), outcome)
            if read(disk / "x.h5") not in ((case.wanted,) if outcome.code == 0 else (case.wanted, b"")) or list(disk.glob(".*")) or list(disk.glob("*.lock")):
                section.wrong("something else than the result is left", [f"{kilobytes} KB"], (), outcome)
            subprocess.run(["mount", "-o", "remount,size=10m", disk], check=True)
            again = program(*words)
            if again.code != 0 or read(disk / "x.h5") != case.wanted or list(disk.glob("*.journal")):
                section.wrong("with more room the bytes are others", [f"{kilobytes} KB"], (), again)
        finally:
            subprocess.run(["umount", disk], check=True)
    return section


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: failures.py PLIM [SHARE]")
    good = True
    with tempfile.TemporaryDirectory(prefix="plim_torture_") as scratch:
        folder = pathlib.Path(scratch) / "work"
        folder.mkdir()
        bench = Bench(os.path.abspath(sys.argv[1]), folder, int(sys.argv[2]) if len(sys.argv) == 3 else 1)
        for part in (file_calls, other_calls, disks):
            section = part(bench)
            if section is None:
                print(f"{part.__name__}: skipped, needs " + ("strace" if part is other_calls else "root and a file system of its own"))
            else:
                good = section.say() and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
