#!/usr/bin/python3
"""Checks that includes point down the layers only, and that each outside library has one door.

usage: check_layers.py [ROOT]
"""

import pathlib
import re
import sys

ORDER = ["core", "numeric", "random", "accumulate", "views", "data", "families", "populations", "estimators", "theory",
         "catalogue", "grammar", "plan", "engine", "verdict", "io", "report", "study", "cli", "mpi"]
# estimators see views and knowns only; io and report do not know each other, nor the engine.
FORBIDDEN = {("estimators", "populations"), ("estimators", "families"), ("estimators", "data"), ("report", "io"),
             ("io", "engine"), ("accumulate", "random"), ("accumulate", "numeric")}
DOORS = {
    r"hdf5(_hl)?\.h": r"src/io/h5_\w+\.[ch]pp",
    r"toml\+\+/.*": r"src/io/toml\.cpp",
    r"mpi\.h": r"src/mpi/mpi_team\.cpp",
    r"omp\.h": r"src/engine/executor\.cpp",
    r"boost/math/.*": r"src/numeric/\w+\.[ch]pp",
    r"boost/program_options.*": r"src/cli/options\.cpp",
    r"openssl/.*": r"src/core/digest\.cpp",
    r"utf8proc\.h": r"src/data/text_(table|width)\.cpp",
    r"nlohmann/.*": r"src/(cli/json|data/json_line)\.cpp",  # what is written, and what is read
    r"simdjson\.h": r"src/data/json_rows\.cpp",
    r"zlib\.h": r"src/(data/gzip|core/checksum)\.cpp",
}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def layer_of(path):
    """The layer of include/plim/LAYER/... or src/LAYER/..."""
    parts = path.parts
    return parts[2] if parts[0] == "include" else parts[1]


def faults_of(path, text):
    layer = layer_of(path)
    if layer not in ORDER:
        yield f"{path}: is in no layer"
        return
    for name in INCLUDE.findall(text):
        inner = re.match(r"plim/(\w+)/", name)
        if inner:
            other = inner.group(1)
            if other not in ORDER or ORDER.index(other) > ORDER.index(layer) or (layer, other) in FORBIDDEN:
                yield f"{path}: {layer} must not include {other} ({name})"
        for library, door in DOORS.items():
            if re.fullmatch(library, name) and not re.fullmatch(door, path.as_posix()):
                yield f"{path}: {name} has its door in {door}"
    if "#pragma omp" in text and path.as_posix() != "src/engine/executor.cpp":
        yield f"{path}: OpenMP has its door in src/engine/executor.cpp"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1])
    files = sorted(p for folder in ("include/plim", "src") for p in (root / folder).rglob("*.[ch]pp"))
    faults = [fault for p in files for fault in faults_of(p.relative_to(root), p.read_text())]
    print("\n".join(faults) if faults else f"{len(files)} files: includes point down, libraries have one door")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
