"""Every defect in tests/data/sampler_hazards.txt is shown by a test that names its id."""

import pathlib
import re
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).parents[2]


def ids(text):
    """The ids of a list, in its order."""
    return [line.split()[0] for line in text.splitlines() if line and not line.startswith("#")]


def names_of_tests(folder):
    """Of the C++ tests TEST(SUITE, NAME) and of the Python ones test_NAME."""
    names = []
    for path in folder.rglob("*_test.cpp"):
        names += re.findall(r"\bTEST(?:_F|_P)?\(\s*\w+,\s*(\w+)\)", path.read_text())
    for path in folder.rglob("*_test.py"):
        names += re.findall(r"def test_(\w+)\(", path.read_text())
    return names


def without_test(wanted, names):
    """The ids that no name has as one of its parts."""
    parts = {part for name in names for part in name.split("_")}
    return [one for one in wanted if one not in parts]


class Hazards(unittest.TestCase):
    def test_every_id_has_a_test(self):
        wanted = ids((SOURCE / "tests/data/sampler_hazards.txt").read_text())
        self.assertEqual(len(wanted), len(set(wanted)))
        self.assertGreaterEqual(len(wanted), 55 + 9)
        self.assertEqual(without_test(wanted, names_of_tests(SOURCE / "tests")), [])

    def test_an_id_without_one_is_found(self):
        names = ["U1_NeverReachesTheEnds", "Bi1_Bi2_Counts"]
        self.assertEqual(without_test(["U1", "Bi1", "Bi2", "U10", "B"], names), ["U10", "B"])

    def test_S4_arithmetic_without_NaN_is_refused_at_configure_time(self):
        for flag in ("-ffast-math", "-Ofast", "-ffinite-math-only"):
            with tempfile.TemporaryDirectory() as folder:
                done = subprocess.run(["cmake", "-S", SOURCE, "-B", folder, f"-DCMAKE_CXX_FLAGS={flag}"],
                                      capture_output=True, text=True)
            self.assertNotEqual(done.returncode, 0, flag)
            self.assertIn(f"{flag} is refused", done.stderr)


if __name__ == "__main__":
    unittest.main()
