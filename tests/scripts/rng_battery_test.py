"""scripts/rng_battery.sh reads what the batteries write, and says what it wants by its exit code."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "cli"))
from program import BUILD, SOURCE  # noqa: E402

STREAMS = BUILD / "bench" / "plim_rng_streams"
TOOLS = ("awk", "bash", "cat", "dirname", "env", "head", "mktemp", "rm", "sed", "tee")

HEAD = """RNG_test using PractRand version 0.95
RNG = RNG_stdin64, seed = unknown
test set = core, folding = standard (64 bit)

rng=RNG_stdin64, seed=unknown
length= 1 megabyte (2^20 bytes), time= 0.1 seconds
  Test Name                         Raw       Processed     Evaluation
"""
PASSING = """  BCFN(2+0,13-7,T)                  R=  -1.6  p = 0.759     normal
  DC6-9x1Bytes-1                    R=  +3.6  p =  8.4e-4   unusual
  [Low1/64]Gap-16:A                 R=  -5.4  p =1-3.1e-8   suspicious
  BRank(12):128(2)                  R=  +0.5  p~= 0.377     normal
"""
FAILING = {"1-6.3e-18": "  Gap-16:A                          R= -52.1  p =1-6.3e-18   FAIL !",
           "1e-8449": "  BRank(12):256(2)                  R=+19553  p =~ 1e-8449    FAIL !!!!!!!!",
           "4e-2705": "  [Low8/32]BRank(12):128(4)         R= +5085  p~=  4e-2705    FAIL !!!!!!!!",
           "6.3e-10": "  FPF-14+6/16:(0,14-0)              R= +15.5  p =  6.3e-10   VERY SUSPICIOUS",
           "0": "  [Low4/64]Gap-16:B                 R=+8554071 p = 0           FAIL !!!!!!!!"}


@unittest.skipUnless(STREAMS.exists(), "a build without benchmarks")
class Battery(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.path = pathlib.Path(scratch.name)
        for tool in TOOLS:
            (self.path / tool).symlink_to(shutil.which(tool))

    def battery(self, name, text):
        """A battery that says this of every stream, and keeps how it was called and what it read."""
        (self.path / "said").write_text(text)
        program = self.path / name
        program.write_text(f'#!/bin/bash\ncd {self.path}\necho "$@" >> called\nhead -c 24 > read\ncat said\n')
        program.chmod(0o755)

    def expect(self, code, *words, says="", **environment):
        done = subprocess.run([SOURCE / "scripts" / "rng_battery.sh", *words], capture_output=True, text=True, timeout=60,
                              env={"PATH": str(self.path), "PLIM_RNG_STREAMS": str(STREAMS), **environment})
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertIn(says, done.stdout + done.stderr)
        return done.stdout

    def test_usage(self):
        self.expect(69, says="neither RNG_test (PractRand) nor dieharder is on the PATH")
        self.battery("RNG_test", HEAD + PASSING)
        self.expect(64, "--long", says="usage:")
        self.expect(64, "a_index", "nonsense", says="no stream 'nonsense'")
        self.expect(64, "--short", "nonsense", says="no stream 'nonsense'")
        self.expect(64, "a_index", MEBIBYTES="1G", says="MEBIBYTES is '1G'")
        self.expect(64, "a_index", TESTS="-a", says="TESTS is '-a'")

    def test_roles(self):
        self.battery("RNG_test", HEAD + PASSING)
        said = self.expect(0, "e_cells", "philox6_keys", MEBIBYTES="1")
        self.assertIn("| e_cells | plim | 1048576 | 4 | 1-3.1e-8 [Low1/64]Gap-16:A | pass |\n", said)
        self.assertIn("\n4 p-values of plim, each two-sided at level 2e-09", said)
        self.assertEqual((self.path / "called").read_text(), "stdin64 -a -tlmin 1MB -tlmax 1MB\n" * 2)
        self.expect(1, "lcg32", says="pass (NOT WANTED)")
        self.battery("RNG_test", HEAD + PASSING + FAILING["0"])
        self.expect(0, "lcg32", "philox6_keys", says="all as wanted")
        self.assertEqual((self.path / "read").read_bytes(), subprocess.check_output([STREAMS, "philox6_keys", "24"]))
        self.expect(1, "lcg32", "c_keys", "b_byte", says="\n2 streams NOT as wanted\n")

    def test_every_form_of_a_number(self):
        for p, line in FAILING.items():
            with self.subTest(p):
                self.battery("RNG_test", f"{HEAD}{PASSING}{line}\n  ...and 95 test result(s) without anomalies\n")
                test = line.split()[0]
                self.assertIn(f"| 5 | {p} {test} | FAIL (NOT WANTED) |", self.expect(1, "f_open", MEBIBYTES="1"))

    def test_silence_is_no_pass(self):
        self.battery("RNG_test", HEAD)
        self.expect(70, "f_open", says="gave no p-value of f_open")
        self.battery("dieharder", "         sts_monobit|   1|0.5\n")
        (self.path / "RNG_test").unlink()
        with (self.path / "dieharder").open("a") as program:
            program.write("exit 1\n")
        self.expect(70, "f_open", says="or failed itself")

    def test_dieharder(self):
        self.battery("dieharder", "        diehard_sums|   0|0.00000000\n         sts_monobit|   1|0.99999998\n")
        said = self.expect(0, "f_open", TESTS="14 100")
        self.assertIn("| f_open | plim | as needed | 2 | 0.99999998 sts_monobit 1 | pass |", said)
        self.assertIn("-d 100 -g 200 -c |", (self.path / "called").read_text())
        self.battery("dieharder", "         sts_monobit|   1|1.00000000\n")
        self.expect(1, "f_open", says="FAIL (NOT WANTED)")

    def test_short(self):
        self.expect(0, "--short", "lcg32", says="all as wanted")


if __name__ == "__main__":
    unittest.main()
