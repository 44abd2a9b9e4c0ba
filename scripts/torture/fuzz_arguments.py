#!/usr/bin/env python3
"""Lists of arguments of every command.

usage: fuzz_arguments.py PLIM COUNT [SEED]

Exit code 1 if one ends in a signal, a hang, a bug (70), an unknown code or a report of a sanitiser, if an input is changed or lost, a link is
followed to what it does not name, or a temporary file is left."""

import os
import pathlib
import sys
import tempfile

from common import Program, Section, arguments, control_characters

STUDY = b"""study = { title = "small", seed = 1 }
population.c = { law = "categorical", p = [0.1, 0.9] }
sample.x = { from = "c", n = { grid = [5, 50] } }
estimate.H = { of = "entropy", on = "x", with = ["ml", "miller_madow"] }
replicates = { fixed = 4 }
"""
INPUTS = {"s.toml": STUDY, "d.csv": b"a,b,n\n1,2,3\n2,3,4\n5,5,1\n", "t.txt": b"hello world, hello\n", "c.csv": b"3\n1\n4\n1\n5\n"}
USUAL = {"run": ["s.toml"], "validate": ["s.toml"], "estimate": ["c.csv", "--counts", "--estimator", "ml"], "inspect": ["r.h5"], "export": ["r.h5", "--csv"],
         "replay": ["r.h5", "--scenario", "0"], "diff": ["r.h5", "r2.h5"], "describe": ["gamma", "shape=2", "scale=1"], "sample": ["poisson", "mean=3", "-n", "5"],
         "list": ["families"], "evaluate": ["d.csv", "--loss", "a", "--against", "b", "--cluster", "n"]}
FILES = ["s.toml", "d.csv", "t.txt", "c.csv", "r.h5", "r2.h5", "folder", "link", "dangling", "fifo", "absent", "/dev/null", "/dev/full", "/dev/zero", "/proc/self/mem", "-", "",
         ".", "..", "/", "s.toml/", "y" * 300, "y" * 5000, "a/" * 2000 + "b", b"s\xff.toml"]
VALUES = """0 1 -1 2 3 7 0.5 0.95 1e308 -1e308 nan inf 4096 4097 1000000000 268435457 1099511627776 9223372036854775807 9223372036854775808 0x10 1e3 a ml mle
entropy ml,miller_madow normal gamma poisson categorical zipf joint file bit characters words bytes letters case posterior_mean 0.9,method=wilson , ,, = == [ ] { } ( ) | ' \\
%s%n a=1 a,b probability(a=1|b=2) mutual_information(a,b) kl quantile(0.9) [[[[[[ {} [1,2,3] 1,2,3 0.1,0.9 1:2 90s 1e9h 64M 999999999G comma none auto utf-16 omit #2 a.b""".split()
VALUES += ["", " ", '"', "\x1b[31mred", "é", "\u202ex", b"\xff\xfe", "x" * 5000, "[" * 5000, '{ probability = { a = "1" } }']
PARAMETERS = """mean=3 mean=-1 mean=0 sd=1 sd=0 shape=2 shape=1e-300 scale=0.5 scale=1e308 p=0.5 p=0 p=1 p=nan lambda=1 K=3 K=0 K=1048577 K=9223372036854775807 s=1
N=10 N=1e9 counts=3,1,4 counts=0,0 weights=1,2 weights=1e308,1e308 p=0.5,0.5 p= draw=without_replacement alpha=1 path=d.csv column=a df=1 matrix=[[0.5,0.5],[1,0]]""".split()
OPTIONS = """--set --threads --out --strict --dry-run --json --csv --quiet --full --force --max-time --group --help -h --version -n --seed --at --p --q --estimator --counts --k
--unit --of --family --prior --smoothing --interval --column --columns --count --factors --no-header --header --separator --na --missing --decimal --comment --encoding
--field --sum-duplicates --success --max-input --symbols --keep --fold --second --fits --scenario --replicate --study --top --unverified --format -- --x -x --thread - ---
--set= --threads= -n-1
--loss --against --item --score --against-score --cluster --task --tokens --bytes --se --block --resamples --level --vocabulary --alpha --power""".split()
SETS = ["replicates.fixed=3", "replicates.fixed=0", "replicates.fixed=-1", "sample.x.n=10", "sample.x.n=[1]", "sample.x.n={grid=[1,2]}", "population.c.p=[0.5,0.5]",
        "population.c={law=\"zipf\",s=1,N=10}", "study.title=\x1b[31m", "a", "=", "=1", "a=", ".=1", "a.=1", 'a."b.c".d=1', 'a."=1', "population.c.p=[", "output.trajectories=0",
        "estimate=1", "study=1", "sample.x=[]", "a.b.c.d.e.f=1", "replicates.block=1", "sample.x.route=draw", "study.title=" + "t" * 3000, ".".join("a" * 70) + "=1"]


def words_of(draw):
    command = draw.choice(list(USUAL))
    words = [command, *(USUAL[command] if draw.random() < 0.7 else [])]
    for _ in range(draw.choice((0, 1, 1, 2, 3, 6))):
        how = draw.random()
        if how < 0.4:
            words.append(draw.choice(OPTIONS))
            if draw.random() < 0.8:
                words.append(draw.choice(SETS if words[-1] == "--set" else VALUES + FILES))
        elif how < 0.55:
            words.append(draw.choice(PARAMETERS))
        elif how < 0.7:
            words.append(draw.choice(VALUES))
        elif how < 0.85:
            words.append(draw.choice(FILES))
        elif words:
            at = draw.randrange(len(words))
            words[at:at + 1] = draw.choice(([], [words[at]] * 2, [draw.choice(VALUES)]))
    return [word for word in words if "\0" not in str(word)]


class Surroundings:
    """What no command may change, and what it may have left."""

    def __init__(self, folder, program):
        self.folder = folder
        for name, data in INPUTS.items():
            (folder / name).write_bytes(data)
        (folder / "folder").mkdir()
        for result in ("r.h5", "r2.h5"):
            if program("run", "s.toml", "--quiet", "--out", result).code != 0:
                sys.exit("the program does not run its study")
        self.restore_links()
        self.known = {path.name for path in folder.iterdir()}

    def restore_links(self):
        for name, target in (("link", "s.toml"), ("dangling", "nowhere")):
            path = self.folder / name
            path.unlink(missing_ok=True)
            path.symlink_to(target)
        if not (self.folder / "fifo").exists():
            os.mkfifo(self.folder / "fifo")

    def faults(self):
        for name, data in INPUTS.items():
            if not (self.folder / name).is_file() or (self.folder / name).read_bytes() != data:
                (self.folder / name).write_bytes(data)
                yield f"the input {name} was changed"
        if (self.folder / "nowhere").exists():
            (self.folder / "nowhere").unlink()
            yield "the target of a dangling link was made"
        if not (self.folder / "link").is_symlink() or not (self.folder / "dangling").is_symlink():
            self.restore_links()
            yield "a link was replaced"
        for path in list(self.folder.iterdir()):
            if path.name in self.known or path.is_dir():
                continue
            if path.name.startswith("."):
                yield "a temporary file is left"
            path.unlink()


def main():
    plim, count, draw = arguments("fuzz_arguments.py PLIM COUNT [SEED]")
    with tempfile.TemporaryDirectory(prefix="plim_torture_") as scratch:
        program, section = Program(plim, scratch), Section("arguments")
        surroundings = Surroundings(pathlib.Path(scratch), program)
        for _ in range(count):
            words = words_of(draw)
            outcome = program(*words)
            section.add(outcome, words)
            if "raw64" not in words and (found := control_characters(outcome.out + outcome.err)):
                section.wrong(f"says {found}", words, (), outcome)
            for fault in surroundings.faults():
                section.wrong(fault, words, (), outcome)
        return 0 if section.say() else 1


if __name__ == "__main__":
    sys.exit(main())
