"""What the torture of journals shares: a study that lasts, its journals as tests take them apart, and what must hold of them."""

import json
import pathlib
import sys

from common import ROOT

sys.path.insert(0, str(ROOT / "tests" / "cli"))
import journal_file  # noqa: E402

STUDY = """study = {{ title = "journals", seed = {seed} }}
population.p = {{ law = "categorical", weights = {{ grid = [[5, 3, 2], [1, 1]] }} }}
population.g = {{ law = "gamma", shape = 2.0, scale = 1.5 }}
model.m = {{ likelihood = "gamma" }}
sample.x = {{ from = "p", n = {{ grid = [10, 100, 1000] }} }}
sample.y = {{ from = "g", n = {{ grid = {sizes} }} }}
estimate.H = {{ of = "entropy", on = "x", with = ["ml", "miller_madow"] }}
estimate.shape = {{ of = "shape", on = "y", model = "m", with = ["mle"] }}
check.bias = {{ estimate = "H", with = "ml", measure = "bias", at_most = 0.0 }}
replicates = {{ fixed = {replicates} }}
output = {{ keep = ["blocks"] }}
"""


def study(replicates, sizes=(20, 100), seed=1):
    return STUDY.format(replicates=replicates, sizes=list(sizes), seed=seed)


def shim_of(plim):
    """The library of tests/cli/failing_calls.cpp beside a built program."""
    shim = pathlib.Path(plim).resolve().parent / "tests" / "plim_failing_calls.so"
    if not shim.is_file():
        sys.exit(f"{shim}: is not built; plim must be that of a build folder, as build/test/plim")
    return shim


def read(path):
    """The bytes of a file; none if there is no file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def whole(data):
    """The bytes up to the first frame that is not whole."""
    end = 0
    for at, _, payload in journal_file.frames(data):
        end = at + journal_file.HEAD.size + len(payload)
    return data[:end]


def questioned(program, name, folder):
    """What is wrong with what plim says of a journal: how far it is, and the result of what it holds; (what, words, outcome)."""
    data = read(folder / name)
    blocks = set(journal_file.blocks(data))
    words = ["status", name, "--json"]
    outcome = program(*words)
    if outcome.code != 0:
        yield f"status ends in {outcome.code}", words, outcome
    elif (said := json.loads(outcome.out))["blocks_done"] != len(blocks):
        yield f"status says {said['blocks_done']} blocks, and {len(blocks)} are there", words, outcome
    scenarios, prefix = {s for s, _ in blocks}, 0
    while scenarios == {0, 1, 2} and all((s, prefix) in blocks for s in scenarios):
        prefix += 1
    words = ["result", name, "--out", "part.h5", "--force", "--quiet"]
    outcome = program(*words)
    if outcome.code != (0 if prefix else 65):
        yield f"result ends in {outcome.code} with {prefix} blocks that all scenarios have", words, outcome
    for left in ("part.h5", "part.h5.run.json"):
        (folder / left).unlink(missing_ok=True)
