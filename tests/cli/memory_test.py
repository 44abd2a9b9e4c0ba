"""Too little memory, too small a stack, too few threads: exit code 71 and a message, or the same numbers; never a signal."""

import os
import pathlib
import resource
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import BUILD, PROGRAM, STUDY, ProgramTest  # noqa: E402

SHIM = BUILD / "tests" / "plim_failing_allocations.so"
SANITISED = os.environ.get("PLIM_SANITISED", "-1") != "-1"
OUT_OF_RESOURCES = 71
MEGABYTE = 1 << 20


@unittest.skipIf(SANITISED, "a sanitiser needs memory, stacks and threads of its own")
class Limits(ProgramTest):
    def limited(self, limits, *words, **environment):
        def before():
            for name, soft, hard in limits:
                resource.setrlimit(name, (soft, hard))

        return subprocess.run([PROGRAM, *map(str, words)], cwd=self.folder, capture_output=True, text=True, timeout=120, preexec_fn=before,
                              env={**os.environ, **environment})

    def bytes_of(self, *words, **environment):
        done = self.limited((), "run", self.study, "--quiet", "--force", "--out", "x.h5", *words, **environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        return (self.folder / "x.h5").read_bytes()

    def setUp(self):
        super().setUp()
        self.study = self.write("s.toml", STUDY)

    def test_stacks_that_openmp_is_told(self):
        usual = self.bytes_of(OMP_NUM_THREADS="3")
        for words in ("16", "16k", "100K", "524287 b", " 99999G "):
            with self.subTest(OMP_STACKSIZE=words):
                self.assertEqual(self.bytes_of(OMP_NUM_THREADS="3", OMP_STACKSIZE=words), usual)  # on one thread
                done = self.limited((), "run", self.study, "--threads", "3", "--out", "y.h5", OMP_STACKSIZE=words)
                self.assertEqual(done.returncode, OUT_OF_RESOURCES, done.stderr)
                self.assertIn("only 1 of 3 threads can be made", done.stderr)
                self.assertIn(f"OMP_STACKSIZE={words}", done.stderr)
        for words in ("512k", "1M", "nonsense", "-16", ""):
            with self.subTest(OMP_STACKSIZE=words):
                self.assertEqual(self.bytes_of("--threads", "3", OMP_STACKSIZE=words), usual)

    def test_numbers_of_threads_that_openmp_is_told(self):
        usual = self.bytes_of()
        for words in ("0", "-1", "1", "100000", "99999999999", "1,2", "nonsense", ""):
            with self.subTest(OMP_NUM_THREADS=words):
                self.assertEqual(self.bytes_of(OMP_NUM_THREADS=words), usual)
        self.assertEqual(self.bytes_of("--threads", "64", OMP_THREAD_LIMIT="1"), usual)

    def test_no_more_threads_than_jobs(self):
        done = self.limited((), "run", self.study, "--threads", "4096", "--out", "x.h5", OMP_STACKSIZE="64G")
        self.assertIn("of 4 threads", done.stderr)  # 200 replicates are four blocks

    def test_memory_for_no_more_threads(self):
        memory = 400 * MEGABYTE  # at 8 MB of stack each
        words = ("run", self.study, "--quiet", "--set", "replicates.fixed=20000", "--out", "x.h5")
        done = self.limited(((resource.RLIMIT_AS, memory, memory),), *words, "--threads", "200")
        self.assertEqual(done.returncode, OUT_OF_RESOURCES, done.stderr)
        self.assertRegex(done.stderr, r"^plim: only \d+ of 200 threads can be made \(")
        self.assertFalse((self.folder / "x.h5").exists())
        done = self.limited(((resource.RLIMIT_AS, memory, memory),), *words, OMP_NUM_THREADS="200")
        self.assertEqual(done.returncode, 0, done.stderr)

    @unittest.skipIf(os.getuid() != 0, "the limit is to be that of a user who runs nothing else")
    def test_a_limit_of_processes(self):
        self.folder.chmod(0o777)
        done = subprocess.run(["setpriv", "--reuid", "54322", "--clear-groups", "bash", "-c",
                               f"ulimit -u 1; exec {PROGRAM} run s.toml --out y.h5 --threads 1"], cwd=self.folder,
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)  # without a thread for the journal, which is written all the same
        command = f"ulimit -u 3; exec {PROGRAM} run s.toml --out x.h5"
        # One of three writes the journal.
        for more, code, says in (("--threads 64", OUT_OF_RESOURCES, "only 2 of 4 threads can be made"), ("", 0, "on 2 threads")):
            with self.subTest(more=more):
                done = subprocess.run(["setpriv", "--reuid", "54321", "--clear-groups", "bash", "-c", f"{command} {more}"], cwd=self.folder,
                                      capture_output=True, text=True, timeout=120, env={**os.environ, "OMP_NUM_THREADS": "64"})
                self.assertEqual(done.returncode, code, done.stderr)
                self.assertIn(says, done.stderr + done.stdout)

    def test_a_small_stack_is_raised_or_refused(self):
        small = 64 << 10
        done = self.limited(((resource.RLIMIT_STACK, small, resource.RLIM_INFINITY),), "run", self.study, "--threads", "2", "--out", "x.h5")
        self.assertEqual(done.returncode, 0, done.stderr)
        done = self.limited(((resource.RLIMIT_STACK, small, small),), "list")
        self.assertEqual(done.returncode, OUT_OF_RESOURCES, done.stderr)
        self.assertIn("a stack of 64 KB (ulimit -s) is too small", done.stderr)

    def test_address_space(self):
        codes = set()
        for megabytes in (*range(16, 64, 4), *range(64, 400, 32)):
            memory = megabytes * MEGABYTE
            with self.subTest(megabytes=megabytes):
                done = self.limited(((resource.RLIMIT_AS, memory, memory),), "run", self.study, "--quiet", "--force", "--out", "x.h5")
                # 127: the dynamic linker finds no room for the libraries.
                self.assertIn(done.returncode, (0, OUT_OF_RESOURCES, 74, 127), done.stderr)
                self.assertTrue(done.stderr or done.returncode == 0)
                codes.add(done.returncode)
        self.assertIn(0, codes)

    def test_data_that_do_not_fit(self):
        data = self.write("d.csv", "x\n" + "1.5\n" * 5_000_000)
        memory = 56 * MEGABYTE
        done = self.limited(((resource.RLIMIT_AS, memory, memory),), "estimate", data, "--estimator", "mean")
        self.assertEqual(done.returncode, OUT_OF_RESOURCES, done.stderr)
        self.assertRegex(done.stderr, rf"^plim: out of memory: reading {data}, a file of 20000002 bytes \(\d+ MB were in use at most\)")

    def test_a_limit_of_file_sizes(self):
        for size in (0, 1, 1000, 20_000):
            with self.subTest(size=size):
                done = self.limited(((resource.RLIMIT_FSIZE, size, size),), "run", self.study, "--quiet", "--out", "x.h5")
                self.assertEqual(done.returncode, 74, done.stderr)
                self.assertIn("File too large", done.stderr)
                self.assertEqual(self.left_over(), [])


@unittest.skipIf(SANITISED, "a sanitiser must be loaded first")
class Allocations(ProgramTest):
    """One allocation fails, of the program or of the process in which HDF5 makes the result (where it can end in a signal)."""

    def each(self, first, tries, *words):
        """The codes of the failures of about so many allocations among all that the command makes."""
        mark, codes, at, step = self.folder / "mark", [], first, 1
        while True:
            mark.unlink(missing_ok=True)
            done = self.plim(*words, environment={"LD_PRELOAD": str(SHIM), "FAIL_AT": str(at), "FAIL_MARK": str(mark), "OMP_NUM_THREADS": "2"})
            if not mark.exists():
                return codes
            with self.subTest(words=words, at=at):
                self.assertIn(done.returncode, (0, OUT_OF_RESOURCES), done.stderr)
                self.assertTrue(done.returncode == 0 or done.stderr.startswith("plim: "), done.stderr)
            codes.append(done.returncode)
            at += step
            step = max(1, at // tries)

    def test_each(self):
        study = self.write("s.toml", STUDY)
        data = self.write("d.csv", "a,b\n1,x\n2,y\n3,x\n")
        for words in (("validate", study), ("run", study, "--dry-run"), ("estimate", data, "--column", "a", "--estimator", "mean,median"),
                      ("describe", "gamma", "shape=2", "scale=1"), ("sample", "zipf", "s=1.1", "N=100", "-n", "10"), ("list", "--json")):
            codes = self.each(1, 20, *words)
            self.assertGreater(codes.count(OUT_OF_RESOURCES), 10, words)

    def test_each_of_a_run_with_its_result(self):
        study = self.write("s.toml", STUDY)
        self.expect(0, "run", study, "--quiet", "--out", "ref.h5")
        reference, result = (self.folder / "ref.h5").read_bytes(), self.folder / "x.h5"
        codes = self.each(1, 40, "run", study, "--quiet", "--out", "x.h5")
        self.assertTrue(result.read_bytes() == reference)  # nothing fails in the last
        self.assertGreater(codes.count(OUT_OF_RESOURCES), 10)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir() if p.suffix in (".lock", ".tmp", ".journal")), [])


if __name__ == "__main__":
    unittest.main()
