"""Damaged and hostile copies of PDFs, by seed: what happens to files, and what is done to them on purpose.

Damage works on the bytes: flipped bytes, cuts, turned, missing and doubled stretches, wrong references and
numbers. Attacks are well-formed: they are appended as an update that replaces objects (ISO 32000-1, 7.5.6).
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

BOMB: Final = 80_000_000
_STARTXREF = re.compile(rb"startxref\s+(\d+)")
_REFERENCE = re.compile(rb"\d(?= 0 R\b)")


def mutate(data: bytes, seed: int) -> bytes:
    """Return a damaged or hostile copy; the kind goes round with the seed."""
    rng = random.Random(seed)
    return MUTATIONS[list(MUTATIONS)[seed % len(MUTATIONS)]](data, rng)


def kind_of(seed: int) -> str:
    """Return what :func:`mutate` does for a seed."""
    return list(MUTATIONS)[seed % len(MUTATIONS)]


def flip(data: bytes, rng: random.Random) -> bytes:
    """Overwrite a few bytes."""
    out = bytearray(data)
    for _ in range(rng.randrange(1, 60)):
        out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def truncate(data: bytes, rng: random.Random) -> bytes:
    """Cut the end off."""
    return data[: rng.randrange(len(data))]


def turn(data: bytes, rng: random.Random) -> bytes:
    """Turn a stretch round."""
    first, second = sorted(rng.sample(range(len(data)), 2))
    return data[:first] + data[first:second][::-1] + data[second:]


def cut(data: bytes, rng: random.Random) -> bytes:
    """Take a stretch out."""
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.randrange(1, 4000) :]


def double(data: bytes, rng: random.Random) -> bytes:
    """Put a stretch in twice."""
    start = rng.randrange(len(data))
    return data[:start] + data[start : start + rng.randrange(1, 4000)] + data[start:]


def swap_references(data: bytes, rng: random.Random) -> bytes:
    """Point references at other objects: pages become fonts, forms themselves."""
    out = bytearray(data)
    places = [found.start() for found in _REFERENCE.finditer(data)]
    for at in rng.sample(places, min(len(places), 6)):
        out[at] = ord(str(rng.randrange(10)))
    return bytes(out)


def change_numbers(data: bytes, rng: random.Random) -> bytes:
    """Overwrite digits: lengths, widths, boxes and counts go astray."""
    out = bytearray(data)
    digits = [i for i in range(len(out)) if 48 <= out[i] <= 57]
    for at in rng.sample(digits, min(len(digits), 40)):
        out[at] = rng.choice(b"0123456789-")
    return bytes(out)


def swap_objects(data: bytes, rng: random.Random) -> bytes:
    """Exchange the numbers of two objects that stand in the file by themselves."""
    heads = list(re.finditer(rb"(?<=[\r\n])(\d{1,6}) 0 obj", data))
    if len(heads) < 2:
        return flip(data, rng)
    first, second = sorted(rng.sample(heads, 2), key=lambda head: head.start())
    return b"".join(
        (
            data[: first.start()],
            second.group(),
            data[first.end() : second.start()],
            first.group(),
            data[second.end() :],
        )
    )


def recursive_forms(data: bytes, rng: random.Random) -> bytes:
    """Let a page draw a form that draws itself, many times."""

    def change(page: dict[str, Any], new: int) -> dict[int, bytes]:
        resources = dict(resolve1(page.get("Resources")) or {})
        resources["XObject"] = {**(resolve1(resources.get("XObject")) or {}), "Again": PDFObjRef(None, new)}
        page["Resources"] = resources
        page["Contents"] = [*_contents(page), PDFObjRef(None, new + 1)]
        form = (
            b"/Type /XObject /Subtype /Form /BBox [0 0 600 700] /Resources << /XObject << /Again %d 0 R >> >>"
        )
        return {new: _stream(b"/Again Do " * 30, form % new), new + 1: _stream(b" /Again Do" * 30)}

    return _with_page(data, rng, change)


def bomb(data: bytes, rng: random.Random) -> bytes:
    """Replace the contents of a page by a stream that swells to :data:`BOMB` bytes."""
    unit = rng.choice((b" ", b"q ", b"(x) Tj ", b"[(x)-400(y)]TJ ", b"/F1 1 Tf "))

    def change(page: dict[str, Any], new: int) -> dict[int, bytes]:
        page["Contents"] = [*_contents(page), PDFObjRef(None, new)]
        return {new: _stream(_packed(unit), b"/Filter /FlateDecode")}

    return _with_page(data, rng, change)


@lru_cache
def _packed(unit: bytes) -> bytes:
    packer = zlib.compressobj(9)
    block = unit * (1_000_000 // len(unit))
    return b"".join(packer.compress(block) for _ in range(BOMB // len(block))) + packer.flush()


def huge_page(data: bytes, rng: random.Random) -> bytes:
    """Make a page enormous, tiny or none, and turn it by what is no quarter."""
    box = rng.choice(([0, 0, 10**9, 10**9], [0, 0, 1, 1], [9, 9, 9, 9], [-(10**12), 0, 10**12, 1], []))

    def change(page: dict[str, Any], new: int) -> dict[int, bytes]:
        page["MediaBox"] = box
        page["Rotate"] = rng.choice((0, 45, 10**9))
        return {}

    return _with_page(data, rng, change)


def endless_pages(data: bytes, rng: random.Random) -> bytes:
    """Let the page tree hold itself, or hold one page thousands of times."""
    document = PDFDocument(PDFParser(BytesIO(data)))
    root = document.catalog["Pages"]
    pages = dict(resolve1(root))
    kids = list(resolve1(pages["Kids"]))
    pages["Kids"] = rng.choice((kids + [root] * 5, kids * 5000, [root], [*kids, PDFObjRef(None, 999_999)]))
    return _updated(data, document, {int(root.objid): _written(pages)})


MUTATIONS: Final[Mapping[str, Callable[[bytes, random.Random], bytes]]] = {
    "bytes flipped": flip,
    "truncated": truncate,
    "stretch turned": turn,
    "stretch missing": cut,
    "stretch doubled": double,
    "references changed": swap_references,
    "numbers changed": change_numbers,
    "objects swapped": swap_objects,
    "recursive forms": recursive_forms,
    "decompression bomb": bomb,
    "huge page": huge_page,
    "endless pages": endless_pages,
}


def _with_page(
    data: bytes, rng: random.Random, change: Callable[[dict[str, Any], int], dict[int, bytes]]
) -> bytes:
    document = PDFDocument(PDFParser(BytesIO(data)))
    page: Any = rng.choice(list(PDFPage.create_pages(document)))
    attributes = dict(page.attrs)
    new = max(int(n) for n in re.findall(rb"/Size\s+(\d+)", data)) + 10
    objects = change(attributes, new)
    return _updated(data, document, {int(page.pageid): _written(attributes), **objects})


def _contents(page: Mapping[str, Any]) -> list[Any]:
    found = page.get("Contents", [])
    inner = resolve1(found)
    return list(inner) if isinstance(inner, list) else [found]


def _updated(data: bytes, document: PDFDocument, objects: Mapping[int, bytes]) -> bytes:
    """Append new versions of objects, with a table of their own."""
    out = bytearray(data + b"\n")
    table = bytearray(b"xref\n")
    for number, body in sorted(objects.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    before = int(_STARTXREF.findall(data)[-1])
    trailer: dict[str, Any] = {"Size": max(objects) + 1, "Prev": before}
    for xref in reversed(document.xrefs):
        trailer |= {k: v for k, v in xref.get_trailer().items() if k in ("Root", "Info", "Encrypt", "ID")}
    start = len(out)
    out += table + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (_written(trailer), start)
    return bytes(out)


def _stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def _written(value: object) -> bytes:
    """Return an object as PDF syntax."""
    if isinstance(value, PDFObjRef):
        return b"%d 0 R" % value.objid
    if isinstance(value, PSLiteral):
        name = value.name if isinstance(value.name, str) else value.name.decode("latin-1")
        return b"/" + re.sub(r"[^!-~]|[#/()<>\[\]{}%]", lambda m: f"#{ord(m[0]):02x}", name).encode("ascii")
    if isinstance(value, dict):
        return b"<< %s >>" % b" ".join(b"/%s %s" % (str(k).encode(), _written(v)) for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return b"[%s]" % b" ".join(map(_written, value))
    if isinstance(value, bytes):
        return b"<%s>" % value.hex().encode("ascii")
    if isinstance(value, bool) or value is None:
        return {True: b"true", False: b"false", None: b"null"}[value]
    return f"{value:f}".rstrip("0").rstrip(".").encode() if isinstance(value, float) else str(value).encode()
