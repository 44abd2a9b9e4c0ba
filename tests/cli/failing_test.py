"""A call that writes fails, once or for ever: an error and nothing left behind, or the right bytes; never a signal."""

import errno
import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import BUILD, PROGRAM, STUDY, ProgramTest  # noqa: E402

SHIM = BUILD / "tests" / "plim_failing_calls.so"
HOW = {"open": (errno.EACCES, errno.ENOSPC, errno.EIO), "write": (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EINTR, "short", "full"),
       "fsync": (errno.EIO, errno.ENOSPC), "fchmod": (errno.EPERM,), "close": (errno.EIO, errno.ENOSPC), "rename": (errno.EIO, errno.EXDEV),
       "renameat2": (errno.EIO, errno.EINVAL)}


@unittest.skipIf(os.environ.get("PLIM_SANITISED", "-1") != "-1", "a sanitiser must be loaded first")
class Failing(ProgramTest):
    def inject(self, call, at, how, ever, *words):
        """What became of the command, or None if no such call was there to fail."""
        mark = self.folder / "mark"
        mark.unlink(missing_ok=True)
        environment = {"LD_PRELOAD": str(SHIM), "FAIL_CALL": call, "FAIL_AT": str(at), "FAIL_HOW": str(how), "FAIL_MARK": str(mark),
                       "FAIL_UNDER": str(self.folder), "OMP_NUM_THREADS": "1", **({"FAIL_EVER": "1"} if ever else {})}
        done = self.plim(*words, environment=environment)
        return done if mark.exists() else None

    def each(self, calls, words, check, prepare=lambda: None):
        for call in calls:
            for how in HOW[call]:
                for ever in (False, True):
                    if ever and how in (errno.EINTR, "short"):
                        continue  # a write that never goes on is no failure but a program that never ends
                    if how == "full" and not ever:
                        continue
                    codes = []
                    for at in range(1, 50):
                        prepare()
                        done = self.inject(call, at, how, ever, *words)
                        if done is None:
                            break
                        codes.append(done.returncode)
                        with self.subTest(call=call, at=at, how=how, ever=ever):
                            self.assertGreaterEqual(done.returncode, 0, done.stderr)
                            self.assertEqual([p.name for p in self.folder.iterdir() if p.name.startswith(".")], [], done.stderr)
                            if done.returncode != 0:
                                self.assertIn(done.returncode, (73, 74), done.stderr)
                                self.assertTrue(done.stderr)
                            check(done)
                    self.judge(codes, call, how, ever)

    def judge(self, codes, call, how, ever):
        """That something was made to fail, and that no failure was passed over."""
        self.assertTrue(codes, f"no {call} was made to fail")
        if how in (errno.EINTR, "short"):
            self.assertEqual(set(codes), {0}, f"{call} {how}")
        elif call == "close" or (call == "open" and not ever):
            # Those of what is not kept need not be looked at; where there are no unnamed files, there are named ones.
            self.assertIn(74, codes)
        elif how != errno.EINVAL:  # of a rename that must not replace: there is another way
            self.assertNotIn(0, codes, f"{call} {how}")

    def test_a_run(self):
        study = self.write("s.toml", STUDY)
        old = STUDY.replace("fixed = 200", "fixed = 100")
        self.expect(0, "run", self.write("o.toml", old), "--quiet", "--out", "old.h5")
        self.expect(0, "run", study, "--quiet", "--out", "new.h5")
        before, after = (self.folder / "old.h5").read_bytes(), (self.folder / "new.h5").read_bytes()
        self.assertNotEqual(before, after)
        result, facts = self.folder / "x.h5", self.folder / "x.h5.run.json"

        def prepare():
            result.write_bytes(before)
            facts.write_text('{"filetype": "plim-run"}')

        def check(done):
            self.assertIn(result.read_bytes(), (after,) if done.returncode == 0 else (before, after))
            self.assertEqual(json.loads(facts.read_text())["filetype"], "plim-run")

        self.each(("open", "write", "fsync", "fchmod", "close", "rename"), ("run", study, "--quiet", "--out", "x.h5"), check, prepare)

    def test_a_run_that_is_killed_at_a_call_goes_on(self):
        words = ("run", self.write("s.toml", STUDY.replace("200", "5_000")), "--quiet", "--out", "x.h5", "--journal-after", "0")
        self.expect(0, *words)
        whole = (self.folder / "x.h5").read_bytes()
        for call, how in (*((call, "kill") for call in ("open", "write", "fsync", "linkat", "renameat2", "rename", "unlink")), ("write", "torn")):
            codes = []
            for at in range(1, 8):
                for path in self.folder.glob("x.h5*"):
                    path.unlink()
                done = self.inject(call, at, how, False, *words)
                if done is None:
                    break
                codes.append(done.returncode)
                with self.subTest(call=call, how=how, at=at):
                    self.expect(0, *words)
                    self.assertEqual((self.folder / "x.h5").read_bytes(), whole)
                    self.assertEqual([p.name for p in self.folder.glob("x.h5.*")], ["x.h5.run.json"])
            self.assertEqual(set(codes), {-signal.SIGKILL}, call)

    def test_a_sample(self):
        place = self.folder / "s.csv"
        words = ("sample", "normal", "mean=0", "sd=1", "-n", "20000", "--out", "s.csv")
        self.expect(0, *words)
        whole = place.read_bytes()

        def check(done):
            if done.returncode == 0 or place.exists():
                self.assertEqual(place.read_bytes(), whole)

        self.each(("open", "write", "fsync", "close", "renameat2"), words, check, lambda: place.unlink(missing_ok=True))

    def test_hdf5_fails_to_close_an_array(self):
        study = self.write("s.toml", STUDY)
        for at in (1, 10, 25, 40):
            done = self.inject("H5Dclose", at, errno.EIO, False, "run", study, "--quiet", "--out", "x.h5")
            self.assertIsNotNone(done, at)
            self.assertEqual(done.returncode, 74, done.stderr)
            self.assertEqual(self.left_over(), [])

    def test_no_byte_of_a_result_is_what_memory_held_before(self):
        study = self.write("s.toml", STUDY)
        for name in ("0", "90", "165"):
            done = self.plim("run", study, "--quiet", "--out", name + ".h5", environment={"MALLOC_PERTURB_": name})
            self.assertEqual(done.returncode, 0, done.stderr)
        first, *others = ((self.folder / (name + ".h5")).read_bytes() for name in ("0", "90", "165"))
        self.assertEqual([other == first for other in others], [True, True])

    def limited(self, what, value, *words):
        """The command under a limit of resources."""
        return subprocess.run([PROGRAM, *map(str, words)], cwd=self.folder, capture_output=True, text=True, timeout=120,
                              preexec_fn=lambda: resource.setrlimit(what, (value, value)))

    def test_a_study_that_needs_more_than_half_of_the_address_space_is_refused(self):
        study = self.write("s.toml", STUDY + 'output = { keep = "estimates" }')
        done = self.limited(resource.RLIMIT_AS, 2 << 30, "validate", study, "--set", "replicates.fixed=10_000_000")
        self.assertEqual(done.returncode, 78, done.stderr)
        self.assertIn("the run would need 1.92 GB, more than half of the memory here, 1.07 GB", done.stdout + done.stderr)
        self.assertEqual(self.limited(resource.RLIMIT_AS, 4 << 30, "validate", study).returncode, 0)

    def test_a_limit_of_file_sizes_is_an_error_too(self):
        study = self.write("s.toml", STUDY)
        done = self.limited(resource.RLIMIT_FSIZE, 4096, "run", study, "--quiet", "--out", "x.h5")
        self.assertEqual(done.returncode, 74, done.stderr)
        self.assertIn("x.h5: cannot write: File too large", done.stderr)
        self.assertEqual(self.left_over(), [])

    def test_a_hash_does_not_depend_on_the_configuration_of_libcrypto(self):
        study = self.write("s.toml", STUDY)
        self.expect(0, "run", study, "--quiet", "--out", "x.h5")
        base = "openssl_conf = a\n[a]\nproviders = p\n[p]\nbase = b\n[b]\nactivate = 1\n"
        fips = "openssl_conf = a\n[a]\nalg_section = b\n[b]\ndefault_properties = fips=yes\n"
        for name, text in (("base", base), ("fips", fips), ("broken", "openssl_conf = a\n[a\n")):
            configuration = self.write(name + ".cnf", text)
            done = self.plim("run", study, "--quiet", "--out", name + ".h5", environment={"OPENSSL_CONF": str(configuration)})
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual((self.folder / (name + ".h5")).read_bytes(), (self.folder / "x.h5").read_bytes())


if __name__ == "__main__":
    unittest.main()
