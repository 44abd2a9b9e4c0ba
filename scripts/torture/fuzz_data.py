#!/usr/bin/env python3
"""Mutated data: lists, tables, counts, texts and JSON lines for plim estimate.

usage: fuzz_data.py PLIM COUNT [SEED]

Exit code 1 if one ends in a signal, a hang, a bug (70), an unknown code or a report of a sanitiser, or if what is said is no UTF-8, has control
characters, or is no JSON where that is asked for."""

import gzip
import json
import pathlib
import re
import sys
import tempfile

from common import ROOT, Program, Section, arguments, control_characters, flip

ENTROPY = "ml,miller_madow,jackknife,chao_shen,dirichlet_mean_jeffreys"
CELLS = [b"0", b"-1", b"1", b"-0", b"0.5", b"1e308", b"1e309", b"5e-324", b"9007199254740993", b"9223372036854775808", b"nan", b"inf", b"NA", b"", b" ", b'""', b'"',
         b'"a', b'a"b', b'"a""b"', b"1,5", b"1;5", b"1\t5", b"1.234,5", b"0x10", b"1e", b"+1", b"--1", b"1 000", b"50%", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
         b"\xe2\x80\xae", b"\x1b[31m", b"\xc2\x9b", b"\x00", b"\r", b"\xef\xbb\xbf", b"?", b".", b"-", b"1/2", b"#", b"sep=;", b"x" * 5000, b"1" * 400, b"0." + b"0" * 400 + b"1",
         "é".encode(), "１".encode(), b"true", b"null", b"{", b"}", b"[", b"2024-01-01", b"\x0b", b"'"]


def forms(draw):
    """Pairs of data and the words that read them."""
    wait = b"wait,kind\n" + b"".join(b"%.3f,%s\n" % (draw.expovariate(1) + 0.001, draw.choice((b"a", b"b", b"c"))) for _ in range(40))
    classes = b"name;n\n" + b"".join(b"c%d;%d\n" % (i, draw.randrange(30)) for i in range(15))
    list_of_counts = b"".join(b"%d\n" % draw.randrange(50) for _ in range(20))
    cells = b"ill,test,n\nno,neg,93\nno,pos,5\nyes,neg,1\nyes,pos,2\n"
    bits = b"".join(b"%d\n" % draw.randrange(2) for _ in range(50))
    points = b"a\tb\tc\n" + b"".join(b"%.2f\t%.2f\tx\n" % (draw.gauss(0, 1), draw.gauss(0, 1)) for _ in range(20))
    commas = b"x;y\n" + b"".join(b"%d,%d;1\n" % (draw.randrange(9), draw.randrange(100)) for _ in range(20))
    lines = b"".join(b'{"a": {"b": %d}, "c": "x"}\n' % draw.randrange(5) for _ in range(20))
    genesis = (ROOT / "experiments/data/genesis.txt").read_bytes()[:2000]
    tang = (ROOT / "experiments/data/tang_poems.txt").read_bytes()[:2000]
    return [
        (wait, "--column wait --family gamma --estimator mle"), (wait, "--column 1 --estimator mean,median,sd,trimmed_mean --json"),
        (wait, "--column kind --estimator " + ENTROPY + " --json"), (wait, "--column wait --estimator quantile,proportion --of quantile(0.9),tail_probability(1)"),
        (wait, "--column wait --fits exponential(lambda=1)"), (wait, "--column wait --family normal --estimator mle --missing omit --na NA,-9 --json"),
        (classes, "--counts --estimator " + ENTROPY), (classes, "--column name --count n --sum-duplicates --estimator ml --json"),
        (list_of_counts, "--counts --k 100 --estimator " + ENTROPY + " --json"), (list_of_counts, "--family poisson --estimator mle"),
        (list_of_counts, "--header no --separator none --estimator mean"), (b"3 1 4 1 5 9 2 6\n", "--family normal --estimator mle"),
        (cells, "--counts --factors ill,test --of probability(ill=yes|test=pos) --estimator frequency,bayes_theorem"), (cells, "--factors ill,test --estimator ml --json"),
        (bits, "--family bernoulli --estimator mle --interval 0.9,method=wilson"), (bits, "--family bernoulli --estimator posterior_mean --prior p=beta,alpha=1,beta=1 --json"),
        (points, "--columns a,b --of covariance --estimator ml,unbiased --json"), (points, "--column c --estimator ml --separator tab"),
        (commas, "--column x --decimal comma --estimator mean --json"), (commas, "--column #1 --estimator mean"),
        (lines, "--field a.b --estimator mean --json"), (lines, "--field c --estimator ml"),
        (genesis, "--symbols characters --keep letters --fold case --estimator " + ENTROPY), (genesis, "--symbols words --estimator ml --json"),
        (genesis, "--symbols bytes --estimator ml,chao_shen --k 256"), (tang, "--symbols characters --of entropy_rate --estimator ml(history=1)"),
        (tang.decode(errors="ignore").encode("utf-16"), "--symbols characters --encoding utf-16 --estimator ml"), (genesis, "--symbols words --encoding latin-1 --estimator ml --json"),
        (gzip.compress(wait, mtime=0), "--column wait --estimator mean"), (wait, "--column wait --encoding windows-1252 --comment none --estimator mean --json"),
        (classes, "--counts --second SECOND --estimator ml --json"), (wait, "--column kind --second SECOND --of jensen_shannon,kl --estimator ml"),
    ]


def mutate(data, draw):
    for _ in range(draw.choice((1, 1, 1, 2, 4, 10))):
        change = draw.randrange(8)
        fields, lines = list(re.finditer(rb"[^,;\t\r\n ]+", data)), data.splitlines(True)
        if change < 3 and fields:
            one = draw.choice(fields)
            data = data[:one.start()] + draw.choice(CELLS) + data[one.end():]
        elif change == 3:
            data = flip(data, draw)
        elif change == 4 and lines:
            at = draw.randrange(len(lines))
            lines[at:at + 1] = draw.choice(([], [lines[at]] * 3, [lines[at].rstrip(b"\n") + b",7\n"], [b"\n"], [b",,\n"], [b"#" + lines[at]]))
            data = b"".join(lines)
        elif change == 5:
            old = draw.choice((b"\n", b",", b";", b"\t", b"."))
            data = data.replace(old, draw.choice((b"\r\n", b"\r", b" ", b";", b",", b"\t", b'","', b"\0", b"|", b":")), draw.choice((1, 1000)))
        elif change == 6:
            at = draw.randrange(len(data) + 1)
            data = data[:at] + draw.choice(CELLS) + data[at:]
        else:
            data = draw.choice((data[:draw.randrange(len(data) + 1)], b"\xef\xbb\xbf" + data, gzip.compress(data, mtime=0), data * 3))
    return data


def main():
    plim, count, draw = arguments("fuzz_data.py PLIM COUNT [SEED]")
    with tempfile.TemporaryDirectory(prefix="plim_torture_") as scratch:
        folder = pathlib.Path(scratch)
        program, section, all_forms = Program(plim, folder), Section("data"), forms(draw)
        for _ in range(count):
            data, options = draw.choice(all_forms)
            data, second = mutate(data, draw), mutate(b"a,3\nb,2\nc0,1\n", draw)
            (folder / "d.csv").write_bytes(data)
            (folder / "second.csv").write_bytes(second)
            pipe = draw.random() < 0.1
            words = ["estimate", "-" if pipe else "d.csv", *options.replace("SECOND", "second.csv").split()]
            inputs = [("d.csv", data), ("second.csv", second)]
            outcome = program(*words, stdin=data if pipe else b"")
            section.add(outcome, words, inputs)
            if found := control_characters(outcome.out + outcome.err):
                section.wrong(f"says {found}", words, inputs, outcome)
            if outcome.code == 0 and "--json" in words:
                try:
                    json.loads(outcome.out)
                except ValueError as error:
                    section.wrong(f"no JSON: {error.args[0][:40]}", words, inputs, outcome)
        return 0 if section.say() else 1


if __name__ == "__main__":
    sys.exit(main())
