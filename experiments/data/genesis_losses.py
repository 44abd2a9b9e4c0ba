#!/usr/bin/python3
"""Writes genesis_losses.csv: of every verse of genesis.txt (King James) its chapter, its words, and the mean
loss of a word in nats by two models of words that were trained on the other 49 chapters.

a: shares of single words, 1/2 added to each of the words that Genesis has and to an unknown one.
b: half of that, half the share among the words that follow the one before (where that was seen).
"""

import collections
import math
import pathlib
import re

VERSES = [31, 25, 24, 26, 32, 22, 24, 22, 29, 32, 32, 20, 18, 24, 21, 16, 27, 33, 38, 18, 34, 24, 20, 67, 34, 35, 46, 22, 35, 43, 55, 32, 20, 31, 29, 43,
          36, 30, 23, 23, 57, 38, 34, 34, 28, 34, 31, 22, 33, 26]
FOLDER = pathlib.Path(__file__).parent


def main():
    lines = (FOLDER / "genesis.txt").read_text().splitlines()
    assert len(lines) == sum(VERSES)
    chapter_of = [c for c, verses in enumerate(VERSES) for _ in range(verses)]
    verses = [re.findall(r"[a-z']+", line.lower()) for line in lines]
    rows = ["chapter,words,loss_a,loss_b"]
    words = {w for verse in verses for w in verse}
    for chapter in range(len(VERSES)):
        single, pairs = collections.Counter(), collections.defaultdict(collections.Counter)
        for verse, of in zip(verses, chapter_of):
            if of != chapter:
                single.update(verse)
                for before, after in zip(verse, verse[1:]):
                    pairs[before][after] += 1
        total = sum(single.values()) + 0.5 * (len(words) + 1)
        for verse, of in zip(verses, chapter_of):
            if of != chapter:
                continue
            loss_a = loss_b = 0.0
            for i, word in enumerate(verse):
                p = (single[word] + 0.5) / total
                followers = pairs.get(verse[i - 1]) if i else None
                q = 0.5 * p + 0.5 * followers[word] / sum(followers.values()) if followers else p
                loss_a -= math.log(p)
                loss_b -= math.log(q)
            rows.append(f"{chapter + 1},{len(verse)},{loss_a / len(verse):.5f},{loss_b / len(verse):.5f}")
    (FOLDER / "genesis_losses.csv").write_text("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
