#!/usr/bin/env python3
"""Mutated journals, read by status, result, merge and run.

usage: fuzz_journals.py PLIM COUNT [SEED]

Their frames are changed, left out, doubled and put elsewhere, and sealed again with the right checksum; a tenth is changed without that. Exit
code 1 if one ends in a signal, a hang, a bug (70), an unknown code or a report of a sanitiser, needs a gigabyte, or if what is said is no UTF-8 or
has control characters. What plim makes of numbers that were changed and sealed is not judged."""

import pathlib
import struct
import sys
import tempfile

from common import Program, Section, arguments, control_characters, flip
from journals import journal_file, read, study

MEGABYTES = 1000
NUMBERS = [0, 1, 2, 3, 63, 64, 65, 255, 2**16, 2**31, 2**32 - 1, 2**32, 2**40, 2**53, 2**62, 2**63 - 1, 2**63, 2**64 - 1]
TEXTS = ["", "0", "1", "-1", "2", "64", "65", "1e3", "4294967296", "4294967297", "9223372036854775807", "18446744073709551615", "18446744073709551616", "1/2", "2/2", "1/1000000",
         "0/0", "1/1", "x", "\x1b[31m", "\x00", "é", "x" * 10_000, "/", "/dev/zero", "..", "seed=1", "replicates.fixed=1", "output.keep=[]", "a.b.c=1", "[", '"""']
COMMANDS = [["status", "M"], ["status", "M", "--json"], ["result", "M", "--out", "y.h5", "--force"], ["result", "M", "--out", "y.h5", "--json", "--force"],
            ["merge", "y.h5", "M", "--force", "--quiet"], ["merge", "y.h5", "1.journal", "M", "--force"], ["merge", "y.h5", "M", "2.journal", "--force", "--json"],
            ["run", "s.toml", "--out", "x.h5", "--threads", "1", "--force"], ["run", "s.toml", "--out", "x.h5", "--dry-run"],
            ["run", "s.toml", "--out", "x.h5.journal", "--shard", "1/2", "--threads", "1", "--quiet"], ["run", "s.toml", "--out", "x.h5", "--restart", "--quiet"]]


def change_text(pairs, draw):
    pairs = list(pairs) or [("format", "1")]
    at = draw.randrange(len(pairs))
    key, text = pairs[at]
    change = draw.randrange(5)
    if change == 0:
        del pairs[at]
    elif change == 1:
        pairs.insert(draw.randrange(len(pairs) + 1), (key, draw.choice(TEXTS)))
    elif change == 2:
        pairs.append(("override", draw.choice(TEXTS)))
    elif change == 3 and text:
        pairs[at] = (key, flip(text.encode(), draw).decode("latin-1"))
    else:
        pairs[at] = (key, draw.choice(TEXTS))
    return journal_file.payload_of(pairs)


def change_payload(kind, payload, draw):
    """Facts, numbers at whole words, or any bytes."""
    if kind in (journal_file.HEADER, journal_file.SESSION) and draw.random() < 0.7:
        try:
            return change_text(journal_file.facts(payload), draw)
        except (struct.error, UnicodeDecodeError, IndexError):
            pass  # it is changed already
    data = bytearray(payload)
    for _ in range(draw.choice((1, 1, 2, 4))):
        how = draw.random()
        if how < 0.4 and len(data) >= 8:
            at = 8 * draw.randrange(min(len(data) // 8, draw.choice((4, 10, 10**6))))
            data[at:at + 8] = struct.pack("<Q", draw.choice((*NUMBERS, draw.getrandbits(64), (int.from_bytes(data[at:at + 8], "little") + draw.choice((1, -1))) % 2**64)))
        elif how < 0.5:
            del data[draw.randrange(len(data) + 1):]
        elif how < 0.6:
            data += draw.choice((b"\0", b"\xff")) * draw.choice((1, 7, 8, 64, 5000))
        else:
            data = bytearray(flip(bytes(data), draw))
    return bytes(data)


def mutant(frames, others, draw):
    """The bytes of a journal that was changed and sealed. `others`: frames that may come in."""
    frames = list(frames)
    for _ in range(draw.choice((1, 1, 1, 2, 5))):
        if not frames:
            break
        at, change = draw.randrange(len(frames)), draw.randrange(10)
        kind, payload = frames[at]
        if change < 5:
            frames[at] = (kind, change_payload(kind, payload, draw))
        elif change == 5:
            del frames[at]
        elif change == 6:
            frames.insert(draw.randrange(len(frames) + 1), draw.choice(frames))
        elif change == 7:
            frames.insert(draw.randrange(len(frames) + 1), frames.pop(at))
        elif change == 8:
            frames.insert(draw.randrange(len(frames) + 1), draw.choice(others))
        else:
            frames[at] = (draw.choice((1, 2, 3, 4, 5)), payload)
    data = b"".join(journal_file.frame(*frame) for frame in frames)
    return data[:draw.randrange(len(data) + 1)] if draw.random() < 0.05 else data


def bases(program, folder):
    """Frames of journals: of parts, of a whole run, of another study."""
    (folder / "s.toml").write_text(study(200))
    (folder / "other.toml").write_text(study(200, (20, 50), 2))
    made = []
    for name, *words in (("1", "s.toml", "1/2"), ("2", "s.toml", "2/2"), ("all", "s.toml", "1/1"), ("another", "other.toml", "1/1")):
        if program("run", words[0], "--shard", words[1], "--out", f"{name}.journal", "--quiet").code != 0:
            sys.exit("the program does not run its study")
        made.append([(kind, payload) for _, kind, payload in journal_file.frames(read(folder / f"{name}.journal"))])
    header = [(key, "" if key == "shard" else text) for key, text in journal_file.facts(made[2][0][1])]
    begun = [(journal_file.HEADER, journal_file.payload_of(header)), *made[2][1:]]
    return [made[0], made[1], begun, begun, begun[:-5], begun[:4], made[3]]


def main():
    plim, count, draw = arguments("fuzz_journals.py PLIM COUNT [SEED]")
    with tempfile.TemporaryDirectory(prefix="plim_torture_") as scratch:
        folder = pathlib.Path(scratch)
        program, section = Program(plim, folder), Section("journals")
        journals = bases(program, folder)
        kept = {path.name for path in folder.iterdir()}
        for _ in range(count):
            frames = draw.choice(journals)
            if draw.random() < 0.1:
                data = flip(b"".join(journal_file.frame(*frame) for frame in frames), draw)
            else:
                data = mutant(frames, draw.choice(journals), draw)
            (folder / "x.h5.journal").write_bytes(data)
            words = ["x.h5.journal" if word == "M" else word for word in draw.choice(COMMANDS)]
            outcome = program(*words, megabytes=MEGABYTES)
            section.add(outcome, words, [("x.h5.journal", data)])
            if outcome.code == 71:
                section.wrong("it needs a gigabyte", words, [("x.h5.journal", data)], outcome)
            if found := control_characters(outcome.out + outcome.err):
                section.wrong(f"says {found}", words, [("x.h5.journal", data)], outcome)
            for path in folder.iterdir():
                if path.name not in kept:
                    path.unlink()
                    if path.name.startswith(".") or path.suffix == ".lock":
                        section.wrong("a temporary file is left", words, [("x.h5.journal", data)], outcome)
        return 0 if section.say() else 1


if __name__ == "__main__":
    sys.exit(main())
