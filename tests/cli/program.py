"""What tests of the whole program share."""

import hashlib
import os
import pathlib
import subprocess
import tempfile
import unittest

# As ctest says, or by hand what scripts/test.sh has built.
SOURCE = pathlib.Path(os.environ.get("PLIM_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
BUILD = pathlib.Path(os.environ.get("PLIM_BUILD_DIR", SOURCE / "build" / "test"))
PROGRAM = os.environ.get("PLIM_PROGRAM", str(BUILD / "plim"))

STUDY = """
study = { title = "a test" }
population.p = { law = "categorical", weights = [5, 3, 2] }
sample.x = { from = "p", n = { grid = [10, 100, 10_000] } }
estimate.H = { of = "entropy", on = "x", unit = "bit", with = ["ml", "miller_madow"] }
replicates = { fixed = 200 }
"""


def seal(path):
    """Puts a new trailer behind a result file that a test has changed."""
    image = path.read_bytes()
    if image[-64:-48] == b"plim-trailer-1\0\0":
        image = image[:-64]
    path.write_bytes(image + b"plim-trailer-1\0\0" + len(image).to_bytes(8, "little") + hashlib.sha256(image).digest() + bytes(8))


class ProgramTest(unittest.TestCase):
    """Runs the program in a scratch folder."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def plim(self, *words, environment=None, folder=None):
        return subprocess.run([PROGRAM, *map(str, words)], cwd=folder or self.folder, capture_output=True, text=True, timeout=600,
                              env={**os.environ, **(environment or {})})

    def expect(self, code, *words, says=""):
        """The exit code, and a message of one kind on stderr (stdout for validate)."""
        done = self.plim(*words)
        self.assertEqual(done.returncode, code, done.stderr + done.stdout)
        self.assertIn(says, done.stderr + done.stdout)
        return done

    def left_over(self):
        """Names in the folder that no test wrote: half-written results would be among them."""
        return sorted(p.name for p in self.folder.iterdir() if p.name.startswith(".") or p.suffix in (".h5", ".tmp"))
