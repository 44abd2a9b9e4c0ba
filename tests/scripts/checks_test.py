"""The checks of the sources find what they look for: each is shown a planted fault."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["PLIM_SOURCE_DIR"])


class Checks(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)

    def run_script(self, name, *words):
        done = subprocess.run([sys.executable, "-B", SOURCE / "scripts" / name, *words], capture_output=True, text=True)
        return done.returncode, done.stdout

    def plant(self, path, text):
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text)

    def test_layers(self):
        for path, text, says in (("src/random/a.cpp", '#include "plim/plan/plan.hpp"\n', "random must not include plan"),
                                 ("include/plim/estimators/a.hpp", '#include "plim/populations/population.hpp"\n', "estimators must not"),
                                 ("src/io/b.cpp", "#include <hdf5.h>\n", "has its door in"),
                                 ("src/study/a.cpp", "#pragma omp parallel\n", "OpenMP has its door"),
                                 ("src/nowhere/a.cpp", "\n", "is in no layer")):
            with self.subTest(path):
                self.plant(path, text)
                code, out = self.run_script("check_layers.py", self.folder)
                self.assertEqual(code, 1)
                self.assertIn(says, out)
                (self.folder / path).unlink()
        self.plant("src/study/good.cpp", '#include "plim/core/error.hpp"\n')
        self.assertEqual(self.run_script("check_layers.py", self.folder)[0], 0)

    def test_symbols(self):
        for text, good in (("namespace plim::v4 { int own(int x) { return x; } }\n", True),
                           ("#include <vector>\nnamespace plim::v4 { int own() { std::vector<int> x(3); x.push_back(1); return x[0]; } }\n", False),
                           ("int shared(int x) { return x; }\n", False)):
            self.plant("a.cpp", text)
            subprocess.run(["g++", "-std=c++20", "-O0", "-c", self.folder / "a.cpp", "-o", self.folder / "a.o"], check=True)
            self.assertEqual(self.run_script("check_symbols.py", self.folder / "a.o")[0] == 0, good, text)


if __name__ == "__main__":
    unittest.main()
