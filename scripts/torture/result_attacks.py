#!/usr/bin/python3
"""Result files that are made to harm, by hand: each is tried as it is and with a trailer that belongs to it, by every command that reads.

usage: result_attacks.py PLIM

Prints a line for each attack and what came of it; exit code 1 if any was read where it must be refused, or ended in a signal, exit 70 or
after 12 s.
"""

import pathlib
import sys
import tempfile
import zlib

import h5py
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from result_files import Program, sealed  # noqa: E402

TEXT = h5py.string_dtype()
GROUP = "x/c/H/"
PLACES = 2**20


def put(file, name, **what):
    del file[name]
    file.create_dataset(name, **what)


def say(item, name, value, **what):
    if name in item.attrs:
        del item.attrs[name]
    item.attrs.create(name, value, **what)


def bomb(file):
    """A gigabyte of zeros in one megabyte."""
    put(file, GROUP + "bias", shape=(128 * PLACES,), chunks=(PLACES,), dtype="f8", compression="gzip")
    for i in range(128):
        file[GROUP + "bias"].id.write_direct_chunk((i * PLACES,), zlib.compress(bytes(8 * PLACES), 9))


def one_piece_for_all(file):
    """Twenty arrays of eight megabytes in a quarter of one."""
    for i in range(20):
        array = file[GROUP].create_dataset(f"zz{i}", shape=(PLACES,), chunks=(PLACES,), dtype="f8", compression="gzip")
        array.id.write_direct_chunk((0,), zlib.compress(bytes(8 * PLACES), 9))


def deep(file):
    group = file["x"]
    for _ in range(300):
        group = group.create_group("g", track_order=True)


def virtual(file):
    layout = h5py.VirtualLayout(shape=(2, 2), dtype="f8")
    layout[...] = h5py.VirtualSource("other.h5", GROUP + "bias", shape=(2, 2))
    del file[GROUP + "bias"]
    file.create_virtual_dataset(GROUP + "bias", layout)


def many(count, text="plim-results"):
    return np.array([text] * count, dtype=object)


# All are refused, except by the words of READ.
ATTACKS = {
    "3000 texts as the type of file": lambda f: say(f, "filetype", many(3000), dtype=TEXT),
    "eight numbers as the version": lambda f: say(f, "format_version", np.arange(8, dtype="i1")),
    "a version to come": lambda f: say(f, "format_version", 10**9),
    "no version": lambda f: f.attrs.__delitem__("format_version"),
    "2^62 numbers": lambda f: put(f, GROUP + "bias", shape=(2**62,), chunks=(64,), dtype="f8"),
    "2^40 numbers, packed": lambda f: put(f, GROUP + "bias", shape=(2**40,), chunks=(2**16,), dtype="f8", compression="gzip"),
    "2^31 texts": lambda f: put(f, GROUP + "series", shape=(2**31,), chunks=(2**16,), dtype=TEXT),
    "an array in pieces of 2 GB": lambda f: put(f, GROUP + "n", shape=(2**28,), chunks=(2**28,), dtype="i8"),
    "zeros that unpack to a gigabyte": bomb,
    "axes whose product overflows": lambda f: [put(f, GROUP + n, shape=(2**33,), chunks=(64,), dtype="i8") for n in ("n", "series")],
    "no value of bias": lambda f: put(f, GROUP + "bias", data=np.zeros((0, 2))),
    "one value of bias": lambda f: put(f, GROUP + "bias", data=np.zeros(1)),
    "bias on its side": lambda f: put(f, GROUP + "bias", data=np.zeros((1, 4))),
    "bias as texts": lambda f: put(f, GROUP + "bias", data=many(4).reshape(2, 2), dtype=TEXT),
    "bias as complex numbers": lambda f: put(f, GROUP + "bias", data=np.zeros((2, 2), "c16")),
    "bias as a group": lambda f: (f.__delitem__(GROUP + "bias"), f.create_group(GROUP + "bias")),
    "counts without a dimension": lambda f: put(f, GROUP + "bias_count", data=np.int64(1)),
    "a kind of prediction that is none": lambda f: put(f, GROUP + "bias_theory_kind", data=np.full((2, 2), 200, "u1")),
    "replicates of a kind that is none": lambda f: put(f, GROUP + "theory_of", data=np.full((2, 2), 2, "u1")),
    "a verdict that is none": lambda f: put(f, "checks/verdict", data=np.array([4], "u1")),
    "an expectation that is none": lambda f: put(f, "checks/expect", data=np.array([-1], "i1")),
    "checks of different lengths": lambda f: put(f, "checks/value", data=np.zeros(3)),
    "values of a file of the system": lambda f: put(f, GROUP + "bias", shape=(2, 2), dtype="f8", external=[("/etc/passwd", 0, 32)]),
    "values of another file": virtual,
    "a filter that is no part of HDF5": lambda f: put(f, GROUP + "bias", data=np.zeros((2, 2)), compression="lzf"),
    "a filter that loses digits": lambda f: put(f, GROUP + "bias_count", data=np.ones((2, 2), "i8"), scaleoffset=0),
    "a link to another file": lambda f: f["x/c"].__setitem__("other", h5py.ExternalLink("base.h5", "/x/c/H")),
    "a link in a circle": lambda f: f["x/c"].__setitem__("loop", h5py.SoftLink("/x/c/loop")),
    "a link to nowhere": lambda f: f["x/c/H"].__setitem__("nothing", h5py.SoftLink("/nothing")),
    "a group in itself": lambda f: f["x/c/H"].__setitem__("up", f["/x"]),
    "an array under two names": lambda f: f["x/c/H"].__setitem__("twin", f[GROUP + "bias"]),
    "300 groups in one another": deep,
    "the root as an estimate": lambda f: f["x/c"].__setitem__("root", f["/"]),
}
READ = {
    "3000 texts as the title": lambda f: say(f, "title", many(3000), dtype=TEXT),
    "3000 texts as a unit": lambda f: say(f["x/c/H"], "unit", many(3000), dtype=TEXT),
    "a title that is no text": lambda f: say(f, "title", 7),
    "a title of 30 000 letters": lambda f: say(f, "title", "x" * 30_000, dtype=TEXT),
    "160 MB of zeros nobody asks for": one_piece_for_all,
    "a type beside the arrays": lambda f: f["x/c/H"].__setitem__("kind", np.dtype("f8")),
}
COMMANDS = [("inspect", "x.h5"), ("inspect", "x.h5", "--json"), ("export", "x.h5", "--csv"), ("diff", "base.h5", "x.h5"), ("replay", "x.h5")]
UNVERIFIED = [("inspect", "x.h5", "--unverified"), ("export", "x.h5", "--json", "--unverified")]


def attempt(run, data, codes, unseen):
    """Every command on these bytes; what is wrong with what came."""
    (run.folder / "x.h5").write_bytes(data)
    for words in COMMANDS + UNVERIFIED:
        outcome = run(*words)
        wanted = codes if not unseen or words in UNVERIFIED else (65,)
        if outcome.fault or outcome.code not in wanted:
            yield f"{' '.join(words)}: {outcome.fault or f'exit {outcome.code}'}: {outcome.err.strip()[:200]}"


def main():
    bad = tried = 0
    with tempfile.TemporaryDirectory() as folder:
        run = Program(sys.argv[1], folder)
        base = run.results()["entropy"]
        (run.folder / "base.h5").write_bytes(base)
        for name, change in {**ATTACKS, **READ}.items():
            path = run.folder / "x.h5"
            path.write_bytes(base)
            with h5py.File(path, "r+") as file:
                change(file)
            changed = path.read_bytes()
            for way, data in (("as it is", changed), ("sealed", sealed(changed))):
                faults = list(attempt(run, data, (65,) if name in ATTACKS else (0, 65), way != "sealed"))
                tried += 1
                bad += bool(faults)
                print(f"{'BAD' if faults else 'ok':3} {name}, {way}", *faults, sep="\n      ", flush=True)
    print(f"{tried} attacks, {bad} bad")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
