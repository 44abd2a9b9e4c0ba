#!/usr/bin/python3
"""Checks that the name of a measure or an estimand stands in quotes in its own file alone, and a key in the tables.

What a measure or an estimand is asked for stands in its object (src/verdict/measures, src/theory/estimands); code
that compares names would have to know them all. Not counted: parameters of laws and models of the same name, keys of
JSON, an estimator's own name and estimands, comments, and the exceptions below. The keys of a study stand in
tables; the rest of the grammar gets their names from there.

usage: check_names.py [ROOT]
"""

import pathlib
import re
import sys

OWN = ["src/verdict/measures/*.cpp", "src/theory/estimands/*.cpp", "include/plim/views/functionals.hpp",
       "include/plim/views/knowns.hpp"]
NAMED = re.compile(r'(?:\.name = |\* ?\w+ = )"(\w+)"')
# A law's parameter, a model's coordinate or target: {"mean", Domain::...}, parameter_target<1, 0>("mean", ...
PARAMETER = re.compile(r'\{\s*"(\w+)",\s*Domain::|parameter_target<[^>]*>\(\s*"(\w+)"')
# Layers that speak of parameters by name; above them a name of both is a measure's or an estimand's.
OF_PARAMETERS = ("families", "populations", "estimators", "theory", "catalogue")
# An estimator's own lines.
DECLARED = re.compile(r'\bname = "|\bestimand = "|\bestimands\(\) \{ return \{')
EXCEPTIONS = {
    # Words of the layout of files, which stand beside estimates, and what laws have.
    ("include/plim/families/capabilities.hpp", "quantile"),
    ("src/cli/describe_command.cpp", "quantile"),
    # What an evaluation has of items, which are no populations.
    ("src/cli/evaluate_command.cpp", "score"),
    ("src/cli/evaluation_report.cpp", "perplexity"),
    ("src/grammar/layout.cpp", "probability"),
    ("src/io/results_file.cpp", "probability"),
}
MOST_EXCEPTIONS = 10
KEYS = ("src/grammar/keys.cpp", "src/grammar/keys_check.cpp", "src/grammar/keys_population.cpp")
KEY = re.compile(r'\{\{"(\w+)", "')
# Words that are also keys.
OTHER_WORDS = {
    ("src/grammar/layout.cpp", "n"), ("src/grammar/layout.cpp", "output"),  # names in a result file
    ("src/grammar/parse.cpp", "population"),  # what a claim calls the sample's own
    ("src/grammar/parse.cpp", "estimate"), ("src/grammar/parse.cpp", "estimates"),  # what is unknown, what is kept
    ("src/grammar/parse_sample.cpp", "of"), ("include/plim/grammar/spec.hpp", "table"),  # of sizes; an estimator's place
    ("src/grammar/parse_check.cpp", "from"), ("src/grammar/parse_check.cpp", "to"),  # the ends of a range
    ("src/grammar/range.cpp", "from"), ("src/grammar/range.cpp", "to"),
    ("src/grammar/settings.cpp", "from"), ("src/grammar/settings.cpp", "to"),
    ("src/grammar/sizes.cpp", "from"), ("src/grammar/sizes.cpp", "to"), ("src/grammar/sizes.cpp", "of"),
}


def sources(root):
    return sorted(p for folder in ("include/plim", "src") for p in (root / folder).rglob("*.[ch]pp"))


def own_files(root):
    """Name -> the file that it is the name of an object of."""
    own = {}
    for pattern in OWN:
        for path in root.glob(pattern):
            for name in NAMED.findall(path.read_text()):
                own[name] = path
    return own


def parameters(root):
    found = set()
    for path in sources(root):
        for pair in PARAMETER.findall(path.read_text()):
            found.update(name for name in pair if name)
    return found


def is_key(path, line, name):
    """A key of JSON, or of the lines that print the same facts for people."""
    return path.parts[:2] == ("src", "cli") and re.search(rf'\{{\s*"{name}",|\["{name}"\]|contains\("{name}"\)', line)


def literals(root):
    """(file, line, name) of every name that counts."""
    own, of_laws = own_files(root), parameters(root)
    for path in sources(root):
        relative = path.relative_to(root)
        layer = relative.parts[2] if relative.parts[0] == "include" else relative.parts[1]
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if '"' not in line:
                continue
            code = re.sub(r"\s*//.*", "", line)
            for name in re.findall(r'"(\w+)"', code):
                if name not in own or own[name] == path or DECLARED.search(code) or is_key(relative, code, name):
                    continue
                # A margin has a part called sd.
                if relative.as_posix() in KEYS and f'{{{{"{name}", "' in code:
                    continue
                if name in of_laws and (layer in OF_PARAMETERS or "margin" in code):
                    continue
                yield relative.as_posix(), number, name


def keys(root):
    """The keys of the tables, and (file, line, key) of every key in quotes elsewhere in the grammar."""
    table = {key for file in KEYS for key in KEY.findall((root / file).read_text())}
    found = []
    for path in sources(root):
        relative = path.relative_to(root).as_posix()
        if "/grammar/" not in relative or relative in KEYS:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if '"' not in line:
                continue
            for name in re.findall(r'"(\w+)"', re.sub(r"\s*//.*", "", line)):
                if name in table:
                    found.append((relative, number, name))
    return table, found


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1])
    names = own_files(root)
    found = list(literals(root))
    used = {(path, name) for path, _, name in found} & EXCEPTIONS
    excepted = [f for f in found if (f[0], f[2]) in EXCEPTIONS]
    faults = [f'{path}:{line}: "{name}" is {names[name].relative_to(root)}\'s' for path, line, name in found
              if (path, name) not in EXCEPTIONS]
    faults += [f"{path}: no \"{name}\" here any more; the exception goes" for path, name in sorted(EXCEPTIONS - used)]
    table, elsewhere = keys(root)
    words = {(path, name) for path, _, name in elsewhere} & OTHER_WORDS
    faults += [f'{path}:{line}: "{name}" is a key; take it from {KEYS[0]}' for path, line, name in elsewhere
               if (path, name) not in OTHER_WORDS]
    faults += [f"{path}: no \"{name}\" here any more; the exception goes" for path, name in sorted(OTHER_WORDS - words)]
    if len(excepted) > MOST_EXCEPTIONS:
        faults.append(f"{len(excepted)} exceptions, but {MOST_EXCEPTIONS} are the most")
    print("\n".join(faults) if faults else
          f"{len(names)} names of measures and estimands, each in its own file; {len(excepted)} exceptions; "
          f"{len(table)} keys in their tables")
    return 1 if faults or len(names) < 30 or len(table) < 40 else 0


if __name__ == "__main__":
    sys.exit(main())
