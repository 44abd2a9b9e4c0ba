#!/usr/bin/python3
"""What plim submit needs of Slurm, on this machine, one task after the other: sbatch and scontrol requeue.

FAKE_SLURM is a folder of its own; the shard FAKE_STOPPED gets USR1, once, when its journal is there."""

import os
import pathlib
import re
import signal
import subprocess
import sys
import time

STATE = pathlib.Path(os.environ.get("FAKE_SLURM", "."))


def options_of(words):
    """Options as --name=value or --name, and the words from the first that is none."""
    options = {}
    while words and words[0].startswith("--"):
        name, _, value = words[0][2:].partition("=")
        options[name] = value
        words = words[1:]
    return options, words


def log_name(pattern, job, task):
    if "\\" in pattern:
        return pattern.replace("\\", "")
    return re.sub("%(.)", lambda m: {"A": str(job), "j": str(job), "a": str(task), "%": "%"}[m[1]], pattern)


class Job:
    def __init__(self, words):
        given, (script, *self.arguments) = options_of(words)
        text = pathlib.Path(script).read_bytes()
        head = [line.split(None, 1)[1].strip() for line in text.decode().splitlines() if line.startswith("#SBATCH ")]
        self.options = {**options_of(head)[0], **given}
        self.id = len(list(STATE.glob("*.sh"))) + 1
        self.script = STATE / f"{self.id}.sh"  # as Slurm keeps a copy
        self.script.write_bytes(text)
        (STATE / f"{self.id}.options").write_text(repr(self.options))

    def task(self, index, restarts):
        name = log_name(self.options.get("output", str(STATE / "slurm-%A_%a.out")), self.id, index)
        assert self.options["open-mode"] == "append" and "requeue" in self.options
        environment = {**os.environ, "SLURM_JOB_ID": str(self.id), "SLURM_CPUS_PER_TASK": self.options["cpus-per-task"],
                       "SLURM_RESTART_COUNT": str(restarts)}
        if index:
            environment.update(SLURM_ARRAY_JOB_ID=str(self.id), SLURM_ARRAY_TASK_ID=str(index))
        with open(name, "a") as log:
            process = subprocess.Popen(["bash", self.script, *self.arguments], env=environment, stdout=log, stderr=log)
            if str(index) == os.environ.get("FAKE_STOPPED") and restarts == 0:
                while not list(STATE.parent.glob(f"*.shard-{index}-of-*.journal")) and process.poll() is None:
                    time.sleep(0.01)
                assert self.options["signal"].startswith("B:USR1@")
                process.send_signal(signal.SIGUSR1)  # to the shell alone
            code = process.wait()
        requeued = STATE / f"requeue.{self.id}_{index}"
        if requeued.exists():
            requeued.unlink()
            return self.task(index, restarts + 1)
        return code

    def run(self):
        needed = re.fullmatch(r"afterok:(\d+)", self.options.get("dependency", ""))
        if needed and (STATE / f"{needed[1]}.codes").read_text().strip("0 "):
            assert self.options["kill-on-invalid-dep"] == "yes"
            return
        array = re.fullmatch(r"1-(\d+)(%\d+)?", self.options.get("array", ""))
        codes = [self.task(index, 0) for index in (range(1, int(array[1]) + 1) if array else [0])]
        (STATE / f"{self.id}.codes").write_text(" ".join(map(str, codes)))


def main():
    program, *words = sys.argv[1:]
    if program == "sbatch" and os.environ.get("FAKE_REFUSAL"):
        print("sbatch: error: " + os.environ["FAKE_REFUSAL"], file=sys.stderr)
        return 7
    if program == "sbatch":
        job = Job(words)
        job.run()
        print(f"{job.id};here" if "parsable" in job.options else f"Submitted batch job {job.id}")
        return 0
    assert program == "scontrol" and words[0] == "requeue"
    (STATE / f"requeue.{words[1]}").touch()
    return 0


if __name__ == "__main__":
    sys.exit(main())
