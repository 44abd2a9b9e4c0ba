"""Markov chains and entropies of sequences, in studies and of a text: against counters of Python."""

import collections
import json
import math
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402
from program import SOURCE  # noqa: E402

STUDY = """
study = { title = "a chain", seed = 7 }
population.p = { law = "markov", %s }
sample.x = { from = "p", n = { grid = [2, 40, 700] } }
estimate.h = { of = "entropy_rate", on = "x", with = [{ use = "ml", history = { grid = [1, 2] } }, "per_symbol"] }
estimate.b = { of = "block_entropy", on = "x", unit = "bit", with = [{ use = "ml", length = 3 }] }
estimate.H = { of = "entropy", on = "x", with = "ml" }
replicates = { fixed = 200 }
"""
WEATHER = 'states = ["dry", "wet"], matrix = [[0.8, 0.2], [0.4, 0.6]]'


def plug_in(counts):
    n = sum(counts)
    return -sum(c / n * math.log(c / n) for c in counts)


def blocks_of(x, length):
    return collections.Counter(tuple(x[i:i + length]) for i in range(len(x) - length + 1))


def rate_of(x, history):
    blocks, contexts = blocks_of(x, history + 1), collections.Counter()
    for block, c in blocks.items():
        contexts[block[:-1]] += c
    return plug_in(blocks.values()) - plug_in(contexts.values()), len(blocks) - len(contexts)


class Texts(EstimateTest):
    def test_entropies_of_a_text_are_those_of_its_blocks(self):
        text = (SOURCE / "experiments/data/genesis.txt").read_text()
        letters = [c for c in text.lower() if c.isalpha()]
        read = ("--symbols", "characters", "--keep", "letters", "--fold", "case")
        for length in (1, 2, 3, 5):
            (value,) = self.numbers(text, "block_entropy", f"ml(length={length})", *read)
            self.close(value, plug_in(blocks_of(letters, length).values()), 1e-12, length)
        for history in (1, 2, 4):
            plain, corrected = self.numbers(text, "entropy_rate", f"ml(history={history}),miller_madow(history={history})", *read)
            rate, free = rate_of(letters, history)
            self.close(plain, rate, 1e-11, history)
            self.close(corrected, rate + free / (2 * (len(letters) - history)), 1e-11, history)

    def numbers(self, content, of, estimator, *words):
        answer = self.estimate(content, "--of", of, "--estimator", estimator, *words)
        return [e["value"][of] for e in answer["estimates"]]

    def test_a_column_of_names_has_an_order(self):
        names = ["a", "b", "a", "a", "c", "b", "a", "b"]
        (value,) = self.numbers("x\n" + "\n".join(names) + "\n", "entropy_rate", "ml", "--column", "x")
        self.close(value, rate_of(names, 1)[0], 1e-13, "a column")

    def test_counts_have_none(self):
        self.refuse(64, "ml needs symbols in their order, which", "3\n4\n", "--counts", "--of", "entropy_rate", "--estimator", "ml")


class Studies(EstimateTest):
    def test_a_run_is_the_same_on_any_number_of_threads(self):
        study = self.write("s.toml", STUDY % WEATHER)
        for threads in (1, 2, 3):
            self.expect(0, "run", study, "--quiet", "--threads", threads, "--out", f"{threads}.h5")
        one = (self.folder / "1.h5").read_bytes()
        self.assertTrue(all((self.folder / f"{t}.h5").read_bytes() == one for t in (2, 3)))

    def test_a_replicate_comes_again_with_its_symbols(self):
        self.expect(0, "run", self.write("s.toml", STUDY % WEATHER), "--quiet", says="")
        got = json.loads(self.expect(0, "replay", "s.h5", "--scenario", 0, "--replicate", 3, "--json").stdout)
        self.assertEqual((got["stored"], got["differences"]), ("equal", []))
        symbols = got["sizes"][1]["sample"]["symbols"]
        self.assertEqual(len(symbols), 32)
        self.assertEqual(symbols[:2], got["sizes"][0]["sample"]["symbols"])
        self.assertTrue(set(symbols) == {0, 1})

    def test_a_start_leaves_entropies_of_blocks_without_a_prediction(self):
        says = "note: h on m: theory predicts entropies of blocks only for chains that start from their stationary law"
        for start, said in (("", False), (", start = [0.0, 1.0]", True)):
            text = ('study = { title = "s", seed = 1 }\n'
                    f'population.m = {{ law = "markov", matrix = [[0.9, 0.1], [0.2, 0.8]]{start} }}\n'
                    'sample.x = { from = "m", n = 200 }\nreplicates = { fixed = 5 }\n'
                    'estimate.h = { of = "entropy", on = "x", with = ["ml"] }\n'
                    'estimate.r = { of = "entropy_rate", on = "x", with = [{ use = "ml", history = 1 }] }\n')
            done = self.expect(0, "run", self.write("s.toml", text), "--force")
            self.assertEqual(says in " ".join(done.stderr.split()), said)  # notes are wrapped
            self.assertNotIn("note: r", done.stderr)

    def test_the_stored_study_is_the_same_study(self):
        self.write("t.txt", "it was the best of times it was the worst of times")
        for chain in (WEATHER, WEATHER + ", start = [0.0, 1.0]", 'fit = { path = "t.txt", order = 2 }'):
            first = self.expect(0, "run", self.write("s.toml", STUDY % chain), "--json", "--force")
            import h5py
            with h5py.File(self.folder / "s.h5") as file:
                resolved = file.attrs["config_resolved"]
            again = self.expect(0, "run", self.write("again.toml", resolved), "--json", "--force")
            self.assertEqual(json.loads(first.stdout)["rows"], json.loads(again.stdout)["rows"], chain)

    def test_a_text_that_is_not_there(self):
        self.expect(66, "validate", self.write("s.toml", STUDY % 'fit.path = "none.txt"'), says="none.txt")

    def test_paths_can_be_sampled(self):
        path = self.expect(0, "sample", "markov", "matrix=[[0, 1], [1, 0]]", 'states=["a", "b"]', "-n", 6).stdout.split()[1:]
        self.assertIn("".join(path), ("ababab", "bababa"))
        self.expect(64, "describe", "markov", says="markov is no family but a population of studies (a Markov chain, by its matrix or table, or fitted to a text); plim list populations has its keys")


if __name__ == "__main__":
    unittest.main()
