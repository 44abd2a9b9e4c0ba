"""plim submit: the script it writes, run by bash on a Slurm of one machine, comes to the bytes of a plain run."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from hostile_text_test import HOSTILE, OBEYED  # noqa: E402
from program import STUDY, ProgramTest  # noqa: E402

FAKE = pathlib.Path(__file__).with_name("fake_slurm.py")
NASTY = "a b'\"$(touch gone)`touch gone`;&|<>*?[x]{1,2}~!#%A\\\n\té\x1b[2J"


class Submit(ProgramTest):
    def setUp(self):
        super().setUp()
        self.state, self.programs = self.folder / "slurm", self.folder / "bin"
        self.state.mkdir()
        self.programs.mkdir()
        for name in ("sbatch", "scontrol"):
            path = self.programs / name
            path.write_text(f'#!/bin/sh\nexec /usr/bin/python3 -B {FAKE} {name} "$@"\n')
            path.chmod(0o755)
        self.write("s.toml", STUDY)

    def submit(self, *words, code=0, study="s.toml", **environment):
        done = self.plim("submit", study, *words,
                         environment={"PATH": f"{self.programs}:{os.environ['PATH']}", "FAKE_SLURM": str(self.state), **environment})
        self.assertEqual(done.returncode, code, done.stderr + done.stdout)
        return done

    def logs(self):
        return "".join(p.read_text() for p in sorted(self.folder.glob("*.slurm-*.out")))

    def same_as_plain(self, out, *words, study="s.toml"):
        self.expect(0, "run", study, "--quiet", "--out", "plain.h5", *words)
        self.assertEqual((self.folder / out).read_bytes(), (self.folder / "plain.h5").read_bytes(), self.logs())

    def test_the_whole_way(self):
        done = self.submit("--shards", 3, "--threads", 2, "--nodes", 2)
        self.assertIn("job 1: shards 1 to 3\njob 2: their merge, when all are done\n", done.stdout)
        self.same_as_plain("s.h5")
        options = (self.state / "1.options").read_text()
        self.assertIn("'array': '1-3%2'", options)
        self.assertIn("'cpus-per-task': '2'", options)
        self.assertIn("'dependency': 'afterok:1'", (self.state / "2.options").read_text())
        self.assertIn("(SLURM_CPUS_PER_TASK; ", self.logs())
        self.submit("--shards", 3)  # once more: the shards are done, the result is replaced by the same
        self.same_as_plain("s.h5", "--force")

    def test_a_shard_that_is_stopped_goes_on(self):
        self.write("s.toml", STUDY.replace('from = "p", n = { grid = [10, 100, 10_000] }', 'from = "p", n = 100_000, route = "draw"'))
        long = "--set=replicates.fixed=16000"  # seconds: a journal begins after the first
        self.submit("--shards", 1, long, FAKE_STOPPED="1")
        log = (self.folder / "s.slurm-1_1.out").read_text()
        self.assertIn("stopped by SIGUSR1: part 1 of 1: ", log)
        self.assertIn("shard 1 of 1: goes on in another turn", log)
        self.assertIn("goes on where the run of", log)
        self.assertEqual((self.state / "1.codes").read_text(), "0")
        self.same_as_plain("s.h5", long)

    def test_a_shard_that_fails_gives_up_the_merge(self):
        self.write("s.shard-2-of-3.journal", "what is no journal")
        self.submit("--shards", 3)
        self.assertEqual((self.state / "1.codes").read_text(), "0 65 0")
        self.assertFalse((self.state / "2.codes").exists())
        self.assertFalse((self.folder / "s.h5").exists())

    def test_names_that_a_shell_would_take_for_commands(self):
        for i, name in enumerate((NASTY, "a 'b", 'a "$HOME"', "50%A")):
            with self.subTest(name):
                self.folder, whole = self.folder / f"{i}{name}", self.folder
                self.folder.mkdir()
                setting = f"study.title='''{i} $(touch gone) `touch gone` \"$HOME\" \\ '''"
                study = self.write(name + ".toml", STUDY)
                script = self.submit("--dry-run", "--set", setting, "--shards", 2, study=study).stdout
                self.assertIsNone(OBEYED.search(script), script)
                subprocess.run(["bash", "-n"], input=script, text=True, check=True)
                self.submit("--set", setting, "--shards", 2, study=study)
                self.same_as_plain(name + ".h5", "--set", setting, study=study)
                self.folder = whole
                self.assertEqual(list(whole.rglob("gone")), [])
                shutil.rmtree(self.state)
                self.state.mkdir()

    def test_words_of_a_script_are_read_back_as_they_were(self):
        for setting in (HOSTILE, "", "x", "~", "$'\\n'", "-n", "\\", "'", "ends with a line\n", "é漢", "a=b c"):
            script = self.submit("--dry-run", "--set", f"study.title={setting!r}").stdout
            assignments = "".join(line + "\n" for line in script.splitlines() if line.startswith("study=("))
            shown = subprocess.run(["bash", "-c", assignments + "printf '%s\\0' \"${study[@]}\""], capture_output=True, check=True).stdout
            self.assertEqual(shown.split(b"\0")[1].decode(), f"--set=study.title={setting!r}")

    def test_slurm_s_own_options(self):
        script = self.submit("--dry-run", "--time", "1-2:30", "--partition", "long,short", "--account", "a-1", "--memory", "500M",
                             "--signal-before", 300).stdout
        for line in ("--time=1-2:30", "--partition=long,short", "--account=a-1", "--mem=500M", "--signal=B:USR1@300", "--cpus-per-task=1"):
            self.assertIn(f"#SBATCH {line}\n", script)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["bin", "s.toml", "slurm"])

    def test_times(self):
        for words in ("4", "4:00", "0:04:00", "0-1", "0-0:4", "0-0:0:240", "1000000"):
            self.submit("--dry-run", "--time", words)
        for words in ("0", "x", "1:2:3:4", "1-2:3:4:5", "-1", "1-", "1:", ":1", "1h", "1.5", "0:0:0", "99999999999999999999"):
            self.assertIn("must be a time limit of Slurm", self.submit("--dry-run", f"--time={words}", code=64).stderr)
        for words in ("3", "3:59", "0:3:59", "0-0:0:239"):
            self.assertIn("is too short", self.submit("--dry-run", "--time", words, code=64).stderr)

    def test_what_is_refused(self):
        for words, says in ((("--engine", "pbs"), '--engine is "pbs", but must be one of slurm'), (("--shards", 0), "--shards is 0"),
                            (("--threads", 0), "--threads is 0"), (("--signal-before", 0), "--signal-before is 0"),
                            (("--partition", "a b"), "--partition is"), (("--partition", "a\n#SBATCH -n 5"), "--partition is"),
                            (("--account", ""), "--account is"), (("--memory", "much"), "--memory is"), (("--memory", "5KB"), "--memory is"),
                            (("--nodes", -1), "--nodes is -1")):
            with self.subTest(words):
                self.assertIn(says, self.submit(*words, code=64).stderr)
        self.submit(study="nowhere.toml", code=66)
        self.assertIn("replicates.fixed: is -1", self.submit("--set", "replicates.fixed=-1", code=78).stderr)
        self.assertEqual(list(self.state.iterdir()), [])

    def test_no_more_shards_than_blocks(self):
        done = self.submit("--shards", 50)  # 200 replicates are four blocks
        self.assertIn("note: shards: 4, as many as there are blocks", done.stderr)
        self.same_as_plain("s.h5")

    def test_what_is_in_the_way(self):
        script = self.write("s.slurm.sh", "#!/bin/bash\necho mine\n")
        self.assertIn("is no script of plim submit; it is left alone", self.submit(code=73).stderr)
        self.assertIn("mine", script.read_text())
        script.unlink()
        self.submit("--shards", 2)
        self.submit("--shards", 3)  # over its own
        self.assertIn("another study", self.submit("--set", "study.title='other'", code=73).stderr)
        self.submit("--set", "study.title='other'", "--force", "--shards", 1)
        self.same_as_plain("s.h5", "--set", "study.title='other'")

    def test_without_slurm(self):
        done = self.submit("--out", "x y.h5", PATH=str(self.state))
        self.assertIn(f"there is no sbatch here; where there is: bash '{self.folder}/x y.slurm.sh'", done.stdout)
        self.assertTrue((self.folder / "x y.slurm.sh").exists())

    def test_what_slurm_refuses(self):
        done = self.submit(code=7, FAKE_REFUSAL="invalid partition")
        self.assertIn("invalid partition", done.stderr)
        self.assertNotIn("job", done.stdout)


if __name__ == "__main__":
    unittest.main()
