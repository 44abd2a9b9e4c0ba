"""Models of n-grams: plim estimate TRAIN --second TEST --smoothing ..., and studies that train on one sample and score another."""

import json
import math
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

STUDY = """
study = { title = "Loss on fresh text", seed = 5 }
population.p = { law = "markov", matrix = [[0.3, 0.7], [0.3, 0.7]] }
sample.train = { from = "p", n = { grid = [5, 10, 40] } }
sample.test = { from = "p", n = 200 }
model.m = { smoothing = "laplace", vocabulary = "population", train = "train" }
estimate.loss = { of = "cross_entropy", on = "test", model = "m", with = "mean", interval = { level = 0.95 } }
estimate.ppl = { of = "perplexity", on = "test", model = "m", with = "mean" }
check.falls = { estimate = "loss", measure = "bias", at_most = 0.05, at = { "train.n" = 40 } }
replicates = { fixed = 4000 }
"""


def excess(n):
    """E of the cross-entropy of (c + 1)/(n + 2) less the entropy, c binomial(n, 0.3), by its sum."""
    p, loss = 0.3, 0.0
    for c in range(n + 1):
        chance = math.comb(n, c) * p**c * (1 - p) ** (n - c)
        loss -= chance * (p * math.log((c + 1) / (n + 2)) + (1 - p) * math.log((n - c + 1) / (n + 2)))
    return loss + p * math.log(p) + (1 - p) * math.log(1 - p)


class Ngrams(ProgramTest):
    def scored(self, train, test, smoothing, *more):
        self.write("train.txt", train)
        self.write("test.txt", test)
        words = ("estimate", "train.txt", "--second", "test.txt", "--symbols", "characters", "--smoothing", smoothing, "--estimator", "mean",
                 "--of", "cross_entropy,perplexity", "--json", *more)
        return json.loads(self.plim(*words).stdout)["estimates"]

    def test_losses_of_a_text_on_another(self):
        loss, perplexity = self.scored("abab" * 5, "abba", "laplace,order=2")
        # V = 3: after a: b 10 of 10; after b: a 9 of 9. Blocks ab, bb, ba.
        expected = -(math.log(11 / 13) + math.log(1 / 12) + math.log(10 / 12)) / 3
        self.assertAlmostEqual(loss["value"]["cross_entropy"], expected, 12)
        self.assertAlmostEqual(perplexity["value"]["perplexity"], math.exp(expected), 12)
        self.assertEqual(loss["label"], "mean [laplace, order=2]")
        bits = self.scored("abab" * 5, "abba", "laplace,order=2", "--unit", "bit")[0]
        self.assertAlmostEqual(bits["value"]["cross_entropy"], expected / math.log(2), 12)

    def bits_per_byte(self, train, test, symbols):
        self.write("train.txt", train)
        self.write("test.txt", test)
        words = ("estimate", "train.txt", "--second", "test.txt", "--symbols", symbols, "--smoothing", "laplace,order=2",
                 "--estimator", "mean(block=2)", "--of", "bits_per_byte", "--json")
        return json.loads(self.expect(0, *words).stdout)["estimates"][0]

    # After a: b 10 of 10; after b: a 9 of 9; of V = 3 symbols, the third being all others. Blocks ab, bE, Ea, ab.
    def test_bits_are_divided_by_the_bytes_of_the_symbols(self):
        bits = [math.log2(13 / 11), math.log2(12), math.log2(3), math.log2(13 / 11)]
        for other, size in (("é", 2), ("€", 3), ("c", 1)):
            told = self.bits_per_byte("abab" * 5, f"ab{other}ab", "characters")
            self.assertAlmostEqual(told["value"]["bits_per_byte"], sum(bits) / (3 + size), 12)
            # Two blocks of two losses: sqrt(G/(G - 1) sum (losses - mean x bytes)^2)/bytes, G = 2.
            mean = sum(bits) / (3 + size)
            spread = (sum(bits[:2]) - mean * (1 + size)) ** 2 + (sum(bits[2:]) - mean * 2) ** 2
            self.assertAlmostEqual(told["standard_error"]["bits_per_byte"], math.sqrt(2 * spread) / (3 + size), 12)
        byte = self.bits_per_byte("abab" * 5, "abcab", "bytes")
        self.assertAlmostEqual(byte["value"]["bits_per_byte"], sum(bits) / 4, 12)
        word = self.bits_per_byte("ab b " * 9 + "ab b", "ab b cde ab b", "words")  # with what ends each: 2, 4, 3, 2
        self.assertAlmostEqual(word["value"]["bits_per_byte"], sum(bits) / 11, 12)

    def test_bytes_must_be_known(self):
        said = self.expect(78, "validate", self.write("s.toml", STUDY.replace('"perplexity"', '"bits_per_byte"'))).stdout
        self.assertIn("bits per byte are of symbols of a text", said)

    # The ring "abé": of 5 symbols 2 are a, 2 b, 1 é; after a always b, after b a or é alike, after é a. 4 symbols of
    # a byte and one of two: 6/5 bytes each.
    def test_the_truth_of_bits_per_byte(self):
        self.write("ring.txt", "ababé")
        study = STUDY.replace('matrix = [[0.3, 0.7], [0.3, 0.7]]', 'fit = { path = "ring.txt", symbols = "characters", order = 1 }').replace('"perplexity"', '"bits_per_byte"')
        self.expect(0, "run", self.write("s.toml", study), "--set", "replicates.fixed=64", "--out", "s.h5", "--quiet")
        rows = json.loads(self.expect(0, "export", "s.h5", "--json").stdout)
        truth = {r["truth"] for r in rows if r["estimate"] == "ppl"}
        self.assertEqual(len(truth), 1)
        self.assertAlmostEqual(truth.pop(), 2 / 5 / (6 / 5), 12)

    def test_a_symbol_without_probability_is_named(self):
        loss = self.scored("abab" * 5, "abba", "mle,order=2")[0]
        self.assertEqual((loss["status"], loss["value"]["cross_entropy"]), ("infinite", "inf"))
        self.assertIn('symbol 3, "b" after "b", has probability 0 by mle, order=2;', loss["reason"])
        self.assertIn("a smoothing with a pseudo-count, as laplace,", loss["reason"])
        self.assertNotIn("base", loss["reason"])
        loss = self.scored("abab" * 5, "abcb", "witten_bell,order=2")[0]
        self.assertIn('symbol 3, "c" after "b"', loss["reason"])
        self.assertIn("; base = uniform leaves no symbol of the vocabulary without", loss["reason"])
        # What is not in the vocabulary no base gives a probability, but another vocabulary does.
        for smoothing in ("laplace,order=2", 'witten_bell,order=2,base="uniform"'):
            loss = self.scored("abab" * 5, "abcb", smoothing + ',vocabulary="train"')[0]
            self.assertEqual(loss["status"], "infinite")
            self.assertIn("; it is not in the vocabulary; vocabulary = train+unknown, or population, has a place", loss["reason"])
            for cure in ("train+unknown", "population"):
                self.assertEqual(self.scored("abab" * 5, "abcb", f'{smoothing},vocabulary="{cure}"')[0]["status"], "regular")
        self.assertEqual(self.scored("abab" * 5, "abcb", 'witten_bell,order=2,base="uniform"')[0]["status"], "regular")

    # A loss is bounded by no number of classes: of the test text 95 of 100 symbols have probability 1/21.
    def test_perplexity_is_not_cut_to_the_classes(self):
        train, test = "a" * 15 + "b" + "a" * 24, "aab" + "b" * 40 + "aaa" + "b" * 54
        for K in ("2", "6"):
            options = 'laplace,order=1,vocabulary="train"'
            loss, perplexity = self.scored(train, test, options, "--k", K)
            expected = -(0.95 * math.log(2 / 42) + 0.05 * math.log(40 / 42))
            self.assertAlmostEqual(perplexity["value"]["perplexity"], math.exp(expected), 10)
            self.assertEqual(perplexity["warnings"], [])
            for limit, of in zip(perplexity["interval"]["perplexity"], loss["interval"]["cross_entropy"]):
                self.assertAlmostEqual(limit, math.exp(of), 10)
            self.assertGreater(perplexity["interval"]["perplexity"][1], 6)
        # Nothing is said of the training text: that most of its symbols are seen once, or all equally often.
        for train in ("abcdefgh", "abababab"):
            for e in self.scored(train, "abab" * 5, "laplace,order=1"):
                self.assertFalse([w for w in e["warnings"] if "seen once" in w or "equally frequent" in w], e)

    def test_unknown_symbols_are_noted(self):
        self.write("train.txt", "abab")
        self.write("test.txt", "abcd")
        words = ("estimate", "train.txt", "--second", "test.txt", "--symbols", "characters", "--smoothing", "laplace", "--estimator", "mean", "--of", "cross_entropy")
        self.assertIn("unknown to laplace: 2 of 4 symbols of the other sample", self.expect(0, *words).stderr)

    def test_texts_shorter_than_a_block(self):
        loss = self.scored("abab", "ab", "laplace,order=3")[0]
        self.assertEqual(loss["status"], "empty")
        self.assertIn("the other sample has 2 symbols, fewer than a block of laplace, order=3", loss["reason"])

    def test_options_that_do_not_go_together(self):
        self.write("train.txt", "abab")
        for smoothing, message in (("laplace,order=7", "order"), ("witten_bell,base=zero", 'base is "zero"'), ('mle,vocabulary="all"', "vocabulary is"),
                                   ('mle,min_count=2,vocabulary="train"', "min_count needs"), ("kneser_ney,discount=1", "discount")):
            said = self.expect(64, "estimate", "train.txt", "--second", "train.txt", "--symbols", "characters", "--smoothing", smoothing, "--estimator", "mean", "--of", "cross_entropy").stderr
            self.assertIn(message, said)
            self.assertNotIn("model.m", said)
        said = self.plim("estimate", "train.txt", "--symbols", "characters", "--smoothing", "laplace,order=2", "--estimator", "mean", "--of", "cross_entropy")
        self.assertNotEqual(said.returncode, 0)
        self.assertIn("--second", said.stderr)

    # 5 standard errors at 3 sizes of 2 laws, two-sided: a false alarm in 3e5 seeds. A model that was trained on the text it is
    # scored on would lie below the entropy.
    def test_mean_losses_of_a_study_are_those_of_the_sum(self):
        for law in ("", 'law = "categorical", p = [0.3, 0.7]'):  # a chain that forgets, and independent draws
            self.check_mean_losses(STUDY.replace('law = "markov", matrix = [[0.3, 0.7], [0.3, 0.7]]', law) if law else STUDY)

    def check_mean_losses(self, study):
        self.expect(0, "run", self.write("s.toml", study), "--out", "s.h5", "--force")
        rows = [r for r in json.loads(self.expect(0, "export", "s.h5", "--json").stdout) if r["estimate"] == "loss" and r["measure"] == "bias"]
        self.assertEqual(sorted(r["train.n"] for r in rows), [5, 10, 40])
        for row in rows:
            self.assertLess(abs(row["value"] - excess(int(row["train.n"]))), 5 * row["mcse"], row["train.n"])

    # The loss of each replicate's own model, exact: its mean is the sum over training texts, and the test text's loss
    # differs from it by chance alone. Intervals of 400 symbols by blocks of 20: 4000 replicates tell 2 % of coverage
    # (6 standard errors of 0.35 %); the truth of another replicate's model would leave them below 80 %.
    def test_fresh_losses_are_those_of_the_trained_model(self):
        study = STUDY.replace('of = "perplexity", on = "test", model = "m", with = "mean"', 'of = "fresh_loss", on = "test", model = "m", with = ["mean", "fresh"], interval = { level = 0.95 }')
        study = study.replace('n = 200', 'n = 400').replace('of = "cross_entropy", on = "test", model = "m", with = "mean", interval = { level = 0.95 }', 'of = "cross_entropy", on = "test", model = "m", with = "fresh"')
        self.expect(0, "run", self.write("s.toml", study), "--out", "s.h5", "--quiet")
        rows = json.loads(self.expect(0, "export", "s.h5", "--json").stdout)
        for n in (5, 10, 40):
            def one(estimate, label, measure):
                return next(r for r in rows if (r["estimate"], r["label"], r["measure"], r["train.n"]) == (estimate, label, measure, n))
            oracle, own, coverage = one("loss", "fresh", "bias"), one("ppl", "mean", "bias"), one("ppl", "mean", "coverage")
            self.assertLess(abs(oracle["value"] - excess(n)), 5 * oracle["mcse"])
            self.assertLess(abs(own["value"]), 5 * own["mcse"])
            self.assertLess(abs(coverage["value"] - 0.95), 0.02)
            self.assertEqual(one("ppl", "fresh", "rmse")["value"], 0)

    def test_models_of_one_estimate_are_trained_alike(self):
        other = STUDY.replace('estimate.loss = { of = "cross_entropy", on = "test", model = "m"', 'model.o = { smoothing = "laplace" }\nestimate.loss = { of = "cross_entropy", on = "test", model = ["m", "o"]')
        self.assertIn("not trained on the same sample", self.expect(78, "validate", self.write("s.toml", other)).stdout)
        for law in ('law = "normal", mean = 0, sd = 1', 'law = "categorical", counts = [300, 700], draw = "without_replacement"'):
            other = STUDY.replace('law = "markov", matrix = [[0.3, 0.7], [0.3, 0.7]]', law)
            self.assertIn("has no texts", self.expect(78, "validate", self.write("s.toml", other)).stdout)
        # Blame is where the fault is.
        for sample in ("test", "train"):
            other = STUDY.replace("sample.train", 'population.f = { law = "normal", mean = 0, sd = 1 }\nsample.train').replace(f'sample.{sample} = {{ from = "p"', f'sample.{sample} = {{ from = "f"')
            said = self.expect(78, "validate", self.write("s.toml", other)).stdout
            self.assertIn(f"error: sample.{sample}: is from normal(mean=0.0, sd=1.0), which has no texts", said)
        for form in ("counts", "draws"):
            text = STUDY + f'output = {{ samples = "{form}" }}\n'
            self.expect(78, "validate", self.write("s.toml", text), says="and cannot be written")
        self.assertIn("train", self.expect(78, "validate", self.write("s.toml", STUDY.replace('train = "train"', 'train = "trian"'))).stdout)


if __name__ == "__main__":
    unittest.main()
