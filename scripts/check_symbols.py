#!/usr/bin/python3
"""Checks that kernel objects define nothing the linker could pick for code that runs on every machine.

A weak symbol (an inline function of the standard library, say) compiled for AVX-512 may end up as the program's only
copy and crash elsewhere. So a kernel object may define symbols in its own namespace plim::v2, v3 or v4 only.

usage: check_symbols.py OBJECT...
"""

import re
import subprocess
import sys

OWN = re.compile(r"^(plim::v[234]::|__odr_asan\._ZN4plim2v[234])")  # the second: marks of address sanitising


def foreign_symbols(path):
    listing = subprocess.run(["nm", "-C", "--defined-only", path], check=True, capture_output=True, text=True).stdout
    for line in listing.splitlines():
        _, kind, name = line.split(maxsplit=2)
        # Lower case is local to the object; u and w are unique or weak and are shared all the same. V is data.
        if (kind.isupper() or kind in "uw") and kind != "V" and not OWN.match(name):
            yield f"{path}: {kind} {name}"


def main():
    objects = sys.argv[1:]
    faults = [fault for path in objects for fault in foreign_symbols(path)]
    print("\n".join(faults) if faults else f"{len(objects)} kernel objects define nothing foreign")
    return 1 if faults or not objects else 0


if __name__ == "__main__":
    sys.exit(main())
