"""Ways to change a result file: its bytes, the bytes of its structure, or, by h5py, the shape of what it holds."""

import re
import struct

import h5py
import numpy as np

SIGNATURES = re.compile(rb"SNOD|TREE|HEAP|GCOL|OHDR|OCHK|FRHP|FHDB|FHIB|BTHD|BTLF|BTIN|\x89HDF")
TEXT = h5py.string_dtype()
SHAPES = [(), (0,), (1,), (2,), (6,), (1000,), (0, 3), (2, 2), (1, 2, 3), (2, 3, 1, 1)]
TYPES = ["f8", "f4", "f2", "i8", "u8", "i2", "u1", "i1", "c16", "bool", "S5", TEXT]
MOST_VALUES = 10**6
NUMBERS = [0, 1, 2, 7, 255, -1, 2**31, 2**63 - 1, -(2**63), float("nan"), float("inf"), 1e308]
SIZES = [1, 2**16, 2**31, 2**32, 2**40, 2**62, 2**64 - 1]


def one_bit(rng, data):
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def change_at(rng, data, at):
    """Puts something else at a place: bits, extremes, lengths, other parts of the file, noise."""
    kind = rng.randrange(6)
    width = rng.choice([1, 2, 4, 8])
    if kind == 0:
        data[at] ^= 1 << rng.randrange(8)
    elif kind == 1:
        data[at : at + width] = rng.choice([b"\0", b"\xff", b"\x7f", b"\x80"]) * width
    elif kind == 2:
        data[at : at + width] = struct.pack("<Q", rng.choice([*SIZES, len(data), at]))[:width]
    elif kind == 3:
        start, width = rng.randrange(len(data)), rng.choice([8, 40, 300])
        data[at : at + width] = data[start : start + width]
    elif kind == 4:
        data[at : at + width] = rng.randbytes(width)
    else:
        data[at] = (data[at] + rng.choice([1, -1, 16])) % 256


def random_bytes(rng, data):
    for _ in range(rng.choice([1, 1, 2, 5, 30])):
        change_at(rng, data, rng.randrange(len(data)))
    if rng.random() < 0.1:
        del data[rng.randrange(len(data)) :]


def structure(rng, data):
    """Changes close behind the signatures by which HDF5 finds its own parts."""
    places = [m.start() for m in SIGNATURES.finditer(bytes(data))]
    for _ in range(rng.choice([1, 1, 2, 5])):
        change_at(rng, data, min(len(data) - 1, rng.choice(places) + rng.randrange(160)))


def replace(rng, file, array):
    kind, shape, name = rng.choice(TYPES), rng.choice(SHAPES), array.name
    del file[name]
    file.create_dataset(name, shape=shape, dtype=kind)


def huge(rng, file, array):
    name, shape = array.name, rng.choice([(2**20,), (2**33,), (2**60,), (2**31, 2**31), (2**20, 2**20, 2**20)])
    del file[name]
    file.create_dataset(name, shape=shape, chunks=(64,) * len(shape), dtype="f8", compression=rng.choice([None, "gzip"]))


def fill(rng, file, array):
    if array.dtype.kind in "fiu" and array.size:
        with np.errstate(all="ignore"):
            array[...] = np.float64(rng.choice(NUMBERS)).astype(array.dtype)


def stretch(rng, file, array):
    """The same values in another shape."""
    values, name = np.ravel(array[()]), array.name
    values = np.concatenate([values] * rng.choice([0, 1, 2])) if rng.random() < 0.5 else values[: rng.randrange(values.size + 1)]
    del file[name]
    file.create_dataset(name, data=values, dtype=array.dtype if values.size else TEXT)


def swap(rng, file, array):
    other = rng.choice(arrays_of(file))
    values, kind, name = other[()], other.dtype, array.name
    del file[name]
    file.create_dataset(name, data=values, dtype=kind)


def drop(rng, file, array):
    name = rng.choice([array.name, array.parent.name])
    if name != "/":
        del file[name]
        if rng.random() < 0.3:
            file.create_group(name)


def rename(rng, file, array):
    file.move(array.name, f"{array.parent.name}/{rng.choice(['n', 'series', 'bias', 'truth', 'failures', 'zz', 'trajectory'])}")


def link(rng, file, array):
    targets = [h5py.SoftLink("/"), h5py.SoftLink("/nothing"), h5py.ExternalLink("entropy.h5", "/"), file["/"], array, array.parent]
    array.parent[rng.choice(["zz", "loop", "n" * 3000])] = rng.choice(targets)


def attribute(rng, file, array):
    owner = rng.choice([file, array.parent, array])
    name = rng.choice([*owner.attrs.keys(), "nominal_level", "n_along"])
    values = [np.arange(rng.choice([1, 2, 8, 500]), dtype="i1"), 1.5, -1, 2**62, "", "x" * 30000, "\x1b[2J", np.bytes_(b"abc"),
              np.array(["x"] * rng.choice([1, 3000]), dtype=object), h5py.Empty("i8"), np.float32(2), True, "z", "[[[[", "x = 1"]
    value = rng.choice(values)
    if name in owner.attrs:
        del owner.attrs[name]
    owner.attrs.create(name, value, dtype=TEXT if getattr(value, "dtype", None) == object else None)


def arrays_of(file):
    """But those that are huge by a change before."""
    found = []
    file.visititems(lambda _, item: found.append(item) if isinstance(item, h5py.Dataset) and item.size <= MOST_VALUES else None)
    return found


SHAPE_CHANGES = [replace, replace, replace, huge, fill, fill, stretch, swap, drop, rename, link, attribute, attribute]


def shape(rng, path):
    """Changes what a file holds by means of HDF5 itself; what HDF5 refuses is left out."""
    with h5py.File(path, "r+") as file:
        for _ in range(rng.choice([1, 1, 1, 2, 3])):
            arrays = arrays_of(file)
            if not arrays:
                return
            try:
                rng.choice(SHAPE_CHANGES)(rng, file, rng.choice(arrays))
            except (ValueError, OSError, RuntimeError, KeyError, TypeError, OverflowError):
                continue
