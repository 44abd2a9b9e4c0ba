#!/usr/bin/python3
"""Checks that a program guards its stack, has the C library's checked copies, and maps its table of functions read-only.

usage: check_hardening.py PROGRAM
"""

import re
import subprocess
import sys

# What is looked for, in what readelf prints with that option.
MARKS = {
    "stack protector": ("--dyn-syms", r"__stack_chk_fail"),
    "checked copies": ("--dyn-syms", r"\b__\w+_chk\b"),
    "relocations made read-only": ("--program-headers", r"GNU_RELRO"),
    "all symbols bound at the start": ("--dynamic", r"BIND_NOW|FLAGS_1.*\bNOW\b"),
}


def main():
    faults = []
    for what, (option, mark) in MARKS.items():
        listing = subprocess.run(["readelf", "--wide", option, sys.argv[1]], check=True, capture_output=True, text=True).stdout
        if not re.search(mark, listing):
            faults.append(f"{sys.argv[1]}: has no {what}")
    print("\n".join(faults) if faults else f"{sys.argv[1]}: {', '.join(MARKS)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
