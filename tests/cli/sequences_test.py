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
estimate.z = { of = "entropy_rate", on = "x", with = ["lempel_ziv_78", "match_length", "context_tree", { use = "context_tree", K = "observed" }] }
estimate.L = { of = "code_length", on = "x", with = ["shannon", "huffman", "arithmetic"] }
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


def phrases_of(text):
    """The phrases of the incremental parsing, with what is left at the end."""
    phrases, phrase = set(), ""
    for c in text:
        phrase += c
        if phrase not in phrases:
            phrases.add(phrase)
            phrase = ""
    return len(phrases) + bool(phrase)


def match_at(text, i):
    """How much of text[i:] also begins earlier."""
    length = 0
    while i + length < len(text) and text.find(text[i:i + length + 1], 0, i + length) >= 0:
        length += 1
    return length


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

    def test_rates_without_an_order(self):
        text = (SOURCE / "experiments/data/genesis.txt").read_text()
        letters = "".join(c for c in text.lower() if c.isalpha())
        read = ("--symbols", "characters", "--keep", "letters", "--fold", "case")
        (value,) = self.numbers(text, "entropy_rate", "lempel_ziv_78", *read)
        phrases = phrases_of(letters)
        self.close(value, phrases * math.log(phrases) / len(letters), 1e-12, "phrases")
        few = letters[:2000]
        (value,) = self.numbers(few, "entropy_rate", "match_length", *read)
        self.close(value, len(few) / sum((1 + match_at(few, i)) / math.log(i + 2) for i in range(len(few))), 1e-12, "matches")
        # Krichevsky and Trofimov's estimate of two letters, alone and after the one before, each with weight 1/2.
        (value,) = self.numbers("aab", "entropy_rate", "context_tree(depth=1)", *read)
        alone, apart = 1 / 2 * 3 / 4 * 1 / 6, 1 / 2 * (1 / 2 * 1 / 4)
        self.close(value, -math.log((alone + apart) / 2) / 3, 1e-14, "a tree")

    def test_one_symbol_is_too_few(self):
        for estimator in ("lempel_ziv_78", "match_length"):
            path = self.write("data", "a")
            self.expect(65, "estimate", path, "--symbols", "characters", "--of", "entropy_rate", "--estimator", estimator,
                        says=f"{estimator} needs 2 observations, and there is 1")

    def test_a_tree_is_told_the_alphabet_or_refuses(self):
        read = ("--symbols", "characters", "--of", "entropy_rate")
        label = self.run_on("abba", *read, "--estimator", "context_tree(depth=2)").stdout
        self.assertIn("context_tree(depth=2) [K = observed]", label)
        (four,) = self.numbers("abba", "entropy_rate", "context_tree(K=4)", "--symbols", "characters")
        self.close(four, self.numbers("abba", "entropy_rate", "context_tree", "--symbols", "characters", "--k", "4")[0], 1e-15, "four")
        self.refuse(64, "depth", "abba", *read, "--estimator", "context_tree(depth=65)")
        self.refuse(64, "an alphabet of more than 2^24 symbols is too large", "abba", *read, "--estimator", "context_tree(K=20000000)")

    def test_codes_of_a_text_lie_between_its_entropy_and_a_bit_more(self):
        text = "".join(c * n for c, n in zip("abcde", (25, 25, 20, 15, 15)))
        shannon, huffman, arithmetic = (value / math.log(2) for value in self.numbers(
            text, "code_length", "shannon,huffman,arithmetic", "--symbols", "characters"))
        self.close(shannon, 2.5, 1e-14, "Shannon")
        self.close(huffman, 2.3, 1e-14, "Huffman")  # Cover and Thomas 2006, example 5.6.1
        self.close(arithmetic, 2.3, 1e-14, "ceil(228.547) + 1 over 100")

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

    def test_the_truth_of_a_code_is_its_length_for_the_true_law(self):
        study = self.write("s.toml", """
population.p = { law = "categorical", p = [0.3, 0.3, 0.2, 0.1, 0.1] }
population.m = { law = "markov", matrix = [[0.9, 0.1], [0.3, 0.7]] }
sample.x = { from = ["p", "m"], n = 100 }
estimate.L = { of = "code_length", on = "x", unit = "bit", with = ["shannon", "huffman", "arithmetic"] }
replicates = { fixed = 5 }
""")
        rows = json.loads(self.expect(0, "run", study, "--json", "--force").stdout)["rows"]
        truths = {(row["population"], row["series"]): row["truth"] for row in rows}
        # By hand: 2, 2, 3, 4, 4 bits; merges of 0.2, 0.4, 0.6 and 1; the chain is on its first state 3/4 of the time.
        entropy = -sum(p * math.log2(p) for p in (0.3, 0.3, 0.2, 0.1, 0.1))
        marginal = 2 - 0.75 * math.log2(3)
        for key, wanted in {("p", "shannon"): 2.6, ("p", "huffman"): 2.2, ("p", "arithmetic"): entropy, ("m", "shannon"): 1.25,
                            ("m", "huffman"): 1, ("m", "arithmetic"): marginal}.items():
            self.close(truths[key], wanted, 1e-13, key)

    def test_a_text_that_is_not_there(self):
        self.expect(66, "validate", self.write("s.toml", STUDY % 'fit.path = "none.txt"'), says="none.txt")

    def test_paths_can_be_sampled(self):
        path = self.expect(0, "sample", "markov", "matrix=[[0, 1], [1, 0]]", 'states=["a", "b"]', "-n", 6).stdout.split()[1:]
        self.assertIn("".join(path), ("ababab", "bababa"))
        self.expect(64, "describe", "markov", says="markov is no family but a population of studies (a Markov chain, by its matrix or table, or fitted to a text); plim list populations has its keys")


if __name__ == "__main__":
    unittest.main()
