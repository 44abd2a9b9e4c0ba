"""Result files that are made to harm: with a right trailer, but not of the shape that plim writes. Never a signal, never shown."""

import pathlib
import shutil
import sys
import unittest
import zlib

import h5py
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import STUDY, ProgramTest, seal  # noqa: E402

CHECK = 'check.b = { estimate = "H", with = "ml", measure = "bias", equals = "theory", margin = { relative = 0.1 } }\n'
GROUP = "x/p/H/"
TEXT = h5py.string_dtype()
PLACES = 2**20
ZEROS = zlib.compress(bytes(8 * PLACES), 9)
MANY = np.array(["plim-results"] * 3000, dtype=object)


def attribute(file, name, value, **more):
    if name in file.attrs:
        del file.attrs[name]
    file.attrs.create(name, value, **more)


def array(file, name, **more):
    del file[name]
    file.create_dataset(name, **more)


def virtual(file):
    """An array whose values lie in another one."""
    layout = h5py.VirtualLayout(shape=(3, 2), dtype="f8")
    layout[...] = h5py.VirtualSource(".", GROUP + "bias_mcse", shape=(3, 2))
    del file[GROUP + "bias"]
    file.create_virtual_dataset(GROUP + "bias", layout)


def much_of_nothing(file):
    """A gigabyte of zeros in a file of one megabyte, of which every piece is what deflate can make of it."""
    array(file, GROUP + "bias", shape=(128 * PLACES,), chunks=(PLACES,), dtype="f8", compression="gzip")
    for piece in range(128):
        file[GROUP + "bias"].id.write_direct_chunk((piece * PLACES,), ZEROS)


def deep(file):
    group = file["x/p/H"]
    for _ in range(20):
        group = group.create_group("d", track_order=True)


def only_shapes(file):
    """Not one value in the file, but axes that say there are 10^18 in a product that overflows."""
    for axis in ("n", "series"):
        array(file, GROUP + axis, shape=(2**33,), chunks=(1024,), dtype="i8")


# What is done to the file; what is refused by every command that reads it.
CASES = {
    "many texts as filetype": lambda f: attribute(f, "filetype", MANY, dtype=TEXT),
    "a short bias": lambda f: array(f, GROUP + "bias", data=np.zeros(1)),
    "no bias at all": lambda f: array(f, GROUP + "bias", data=np.zeros(0)),
    "a short error": lambda f: array(f, GROUP + "bias_mcse", data=np.zeros(1)),
    "a short count": lambda f: array(f, GROUP + "bias_count", data=np.zeros(1, "i8")),
    "a short prediction": lambda f: array(f, GROUP + "bias_theory", data=np.zeros(1)),
    "a short truth": lambda f: array(f, GROUP + "truth", data=np.zeros(0)),
    "an unknown kind of prediction": lambda f: array(f, GROUP + "bias_theory_kind", data=np.full((3, 2), 200, "u1")),
    "an unknown verdict": lambda f: array(f, "checks/verdict", data=np.full(1, 9, "u1")),
    "verdicts as texts": lambda f: array(f, "checks/verdict", data=np.array(["a"], dtype=object), dtype=TEXT),
    "numbers as texts": lambda f: array(f, GROUP + "bias", data=np.array(["a"] * 6, dtype=object), dtype=TEXT),
    "2^40 numbers": lambda f: array(f, GROUP + "bias", shape=(2**40,), chunks=(1024,), dtype="f8"),
    "2^62 numbers": lambda f: array(f, GROUP + "bias", shape=(2**62,), chunks=(1024,), dtype="f8"),
    "an axis of 2^28 places": lambda f: array(f, GROUP + "n", shape=(2**28,), chunks=(2**20,), dtype="i8", compression="gzip"),
    "axes whose product overflows": only_shapes,
    "an empty axis": lambda f: array(f, GROUP + "n", data=np.zeros(0, "i8")),
    "a link to another file": lambda f: f["x/p"].__setitem__("other", h5py.ExternalLink("ref.h5", "/x/p/H")),
    "a link in a circle": lambda f: f["x/p"].__setitem__("loop", h5py.SoftLink("/x/p/loop")),
    "a version to come": lambda f: attribute(f, "format_version", np.int64(3)),
    "version 0": lambda f: attribute(f, "format_version", np.int64(0)),
    "eight small numbers as a version": lambda f: attribute(f, "format_version", np.arange(8, dtype="i1")),
    "bias in one dimension": lambda f: array(f, GROUP + "bias", data=np.zeros(6)),
    "bias on its side": lambda f: array(f, GROUP + "bias", data=np.zeros((2, 3))),
    "bias in three dimensions": lambda f: array(f, GROUP + "bias", data=np.zeros((1, 3, 2))),
    "a truth for every n": lambda f: array(f, GROUP + "truth", data=np.zeros((2, 1))),
    "sizes in a table": lambda f: array(f, GROUP + "n", data=np.array([[10, 100, 10000]])),
    "series without a dimension": lambda f: array(f, GROUP + "series", data="ml", dtype=TEXT),
    "counts that are not whole": lambda f: array(f, GROUP + "bias_count", data=np.ones((3, 2))),
    "texts of a fixed length": lambda f: array(f, GROUP + "series", data=np.array([b"ml", b"mm"])),
    "an expectation that is no word": lambda f: array(f, "checks/expect", data=np.full(1, 2, "u1")),
    "checks of different lengths": lambda f: array(f, "checks/lower", data=np.zeros(2)),
    "checks in a table": lambda f: array(f, "checks/lower", data=np.zeros((1, 1))),
    "a filter that is another's": lambda f: array(f, GROUP + "bias", data=np.zeros((3, 2)), compression="lzf"),
    "a filter that loses digits": lambda f: array(f, GROUP + "bias_count", data=np.ones((3, 2), "i8"), scaleoffset=0),
    "values of another array": virtual,
    "zeros that unpack to a gigabyte": much_of_nothing,
    "a hard link in a circle": lambda f: f["x/p/H"].__setitem__("up", f["/x"]),
    "a second name for an array": lambda f: f[GROUP].__setitem__("other", f[GROUP + "bias"]),
    "20 groups in one another": deep,
    "values in another file": lambda f: array(f, GROUP + "bias", shape=(3, 2), dtype="f8", external=[("s.toml", 0, 48)]),
    "no mean": lambda f: f.__delitem__(GROUP + "mean"),
    "many texts as title": lambda f: attribute(f, "title", MANY, dtype=TEXT),
    "many texts as a unit": lambda f: attribute(f["x/p/H"], "unit", MANY, dtype=TEXT),
    "eight small numbers as a size": lambda f: attribute(f, "git_dirty", np.arange(8, dtype="i1")),
}


class ForeignResults(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("s.toml", STUDY + CHECK)
        self.expect(0, "run", "s.toml", "--quiet", "--out", "ref.h5")

    def each(self, cases, codes):
        for name, change in cases.items():
            shutil.copy(self.folder / "ref.h5", self.folder / "x.h5")
            with h5py.File(self.folder / "x.h5", "r+") as file:
                change(file)
            seal(self.folder / "x.h5")
            for words in (("inspect", "x.h5"), ("inspect", "x.h5", "--unverified"), ("diff", "ref.h5", "x.h5"), ("replay", "x.h5")):
                with self.subTest(name, command=words[0]):
                    done = self.plim(*words)
                    self.assertIn(done.returncode, codes, done.stderr)
                    if done.returncode != 0:
                        self.assertIn("plim: x.h5: ", done.stderr)

    def test_are_refused(self):
        self.each({"nothing": lambda f: None}, (0,))
        self.each(CASES, (65,))

    def test_another_version_is_named(self):
        with h5py.File(self.folder / "ref.h5", "r+") as file:
            self.assertEqual(file.attrs["format_version"], 2)
            attribute(file, "format_version", np.int64(3))
        seal(self.folder / "ref.h5")
        self.expect(65, "inspect", "ref.h5", says="ref.h5: is a result of format version 3; this plim reads versions 1 to 2")

    def test_version_1_is_read(self):
        with h5py.File(self.folder / "ref.h5", "r+") as file:
            attribute(file, "format_version", np.int64(1))
        seal(self.folder / "ref.h5")
        self.expect(0, "inspect", "ref.h5")


if __name__ == "__main__":
    unittest.main()
