"""Journals as tests take them apart: frames of a head (mark, length, kind, checksum) and a payload."""

import struct
import zlib

HEADER, SESSION, LAYOUT, BLOCK, BEAT = range(1, 6)
MARK = b"PLIMJF1\0"
HEAD = struct.Struct("<8sQII")


def frame(kind, payload):
    mark_length_kind = MARK + struct.pack("<QI", len(payload), kind)
    return mark_length_kind + struct.pack("<I", zlib.crc32(payload, zlib.crc32(mark_length_kind))) + payload


def frames(data):
    """(offset, kind, payload) of the whole frames."""
    at = 0
    while at + HEAD.size <= len(data):
        mark, length, kind, total = HEAD.unpack_from(data, at)
        payload = data[at + HEAD.size : at + HEAD.size + length]
        if mark != MARK or len(payload) != length or frame(kind, payload)[20:24] != struct.pack("<I", total):
            return
        yield at, kind, payload
        at += HEAD.size + length


def facts(payload):
    """Names and texts of a header or a session."""
    def texts():
        at = 8
        while at < len(payload):
            (size,) = struct.unpack_from("<Q", payload, at)
            yield payload[at + 8 : at + 8 + size].decode()
            at += 8 + size

    all_texts = list(texts())
    return list(zip(all_texts[::2], all_texts[1::2]))


def payload_of(pairs):
    out = struct.pack("<Q", len(pairs))
    for text in (text.encode() for pair in pairs for text in pair):
        out += struct.pack("<Q", len(text)) + text
    return out


def blocks(data):
    """(scenario, block) of every block frame: the length, a bit for each word, then the words that are not zero."""
    found = []
    for _, kind, payload in frames(data):
        if kind != BLOCK:
            continue
        scenario, length = struct.unpack_from("<QQ", payload)
        first = 16 + (length // 8 + 7) // 8
        found.append((scenario, struct.unpack_from("<Q", payload, first)[0] if payload[16] & 1 else 0))
    return found
