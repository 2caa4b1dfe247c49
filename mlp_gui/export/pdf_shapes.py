"""Makes a PDF of Qt's small: a shape that is filled again and again, a letter of a formula say, is kept once.

Qt writes the outline of every letter anew wherever it stands, with nine digits a coordinate. Here each shape becomes a
form of the document, which pages place by a few letters; a coordinate is a tenth of a dot of the page fine.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_FILLED: Final = re.compile(rb"((?:[-\d. ]+ [mlc]\n|h\n)+)(f\*?)\n")
_POINTS: Final = re.compile(rb"([-\d. ]*)([mlch])\n")
_OFFSET: Final = re.compile(rb"(\d{10}) \d{5} n")
_CONTENTS: Final = re.compile(rb"/Contents (\d+) 0 R")
_STREAM: Final = re.compile(rb"<<\n/Length (\d+) 0 R\n/Filter /FlateDecode\n>>\nstream\n")
_NO_FORMS: Final = b"/XObject <<\n>>"
_TENTHS: Final = 10
_LEAST_USES: Final = 2


@dataclass(frozen=True, slots=True)
class _Shape:
    """Subpaths that overlap, seen from their first point.

    Attributes
    ----------
    x, y : float
        The first point.
    text : bytes
        How it is drawn from there, filled.
    box : tuple of int
        Left, bottom, right, top from there.
    """

    x: float
    y: float
    text: bytes
    box: tuple[int, int, int, int]


class UnknownPdfError(Exception):
    """The file is not as Qt writes one."""


def compacted(pdf: bytes) -> bytes:
    """Return the same document, smaller; the very same bytes where it is not as Qt writes one.

    Parameters
    ----------
    pdf : bytes
        Of a `QPdfWriter`.
    """
    try:
        smaller = _compacted(pdf)
    except (UnknownPdfError, ValueError, IndexError, KeyError, zlib.error):
        return pdf
    return smaller if len(smaller) < len(pdf) else pdf


def _compacted(pdf: bytes) -> bytes:
    objects, trailer = _objects_of(pdf)
    pages = {int(found[1]) for content in objects.values() if (found := _CONTENTS.search(content)) is not None}
    drawn = {number: _stream_of(objects[number]) for number in pages}
    cut = {number: _cut(content) for number, content in drawn.items()}
    uses = Counter(part.text for parts in cut.values() for part in parts if isinstance(part, _Shape))
    boxes = {part.text: part.box for parts in cut.values() for part in parts if isinstance(part, _Shape)}
    again = [text for text, count in uses.items() if count >= _LEAST_USES]
    forms = {text: number for number, text in enumerate(again)}
    first = max(objects) + 1
    for number, parts in cut.items():
        content = zlib.compress(b"".join(_written(part, forms) for part in parts), 9)
        header = b"<<\n/Length %d\n/Filter /FlateDecode\n>>\nstream\n" % len(content)
        objects[number] = b"%d 0 obj\n%s%s\nendstream\nendobj\n" % (number, header, content)
    for text, number in forms.items():
        content = zlib.compress(text, 9)
        box = b" ".join(b"%d" % side for side in boxes[text])
        header = b"/Type /XObject /Subtype /Form /BBox [%s] /Length %d /Filter /FlateDecode" % (box, len(content))
        place = first + 1 + number
        objects[place] = b"%d 0 obj\n<<%s>>\nstream\n%s\nendstream\nendobj\n" % (place, header, content)
    names = b" ".join(b"/G%d %d 0 R" % (number, first + 1 + number) for number in forms.values())
    objects[first] = b"%d 0 obj\n<<%s>>\nendobj\n" % (first, names)
    for number, content in objects.items():
        if _NO_FORMS in content and b"stream\n" not in content:
            objects[number] = content.replace(_NO_FORMS, b"/XObject %d 0 R" % first)
    return _joined(pdf[: pdf.index(b"1 0 obj\n")], objects, trailer)


def _objects_of(pdf: bytes) -> tuple[dict[int, bytes], bytes]:
    """Return the objects of a document by their numbers, and what stands behind "trailer"."""
    end = pdf.rindex(b"startxref\n")
    table = int(pdf[end:].split(b"\n")[1])
    entries, trailer = pdf[table:end].split(b"trailer\n")
    offsets = [int(offset) for offset in _OFFSET.findall(entries)]
    if not pdf[table:].startswith(b"xref\n") or not offsets:
        raise UnknownPdfError
    ends = sorted([*offsets, table])
    following = dict(pairwise(ends))
    objects = {number: pdf[offset : following[offset]] for number, offset in enumerate(offsets, start=1)}
    if any(not content.startswith(b"%d 0 obj\n" % number) for number, content in objects.items()):
        raise UnknownPdfError
    return objects, trailer


def _stream_of(content: bytes) -> bytes:
    found = _STREAM.search(content)
    if found is None:
        raise UnknownPdfError
    return zlib.decompressobj().decompress(content[found.end() :])


def _cut(content: bytes) -> list[bytes | _Shape]:
    """Return what a page draws as the shapes that are filled, and what is in between."""
    parts: list[bytes | _Shape] = []
    done = 0
    for found in _FILLED.finditer(content):
        parts.append(content[done : found.start()])
        parts += _shapes_in(found[1], found[2])
        done = found.end()
    return [*parts, content[done:]]


def _shapes_in(path: bytes, fill: bytes) -> list[_Shape]:
    """Return the shapes of a path: subpaths that touch belong together, as the hole of a letter to it."""
    subpaths: list[list[tuple[list[float], bytes]]] = []
    for numbers, command in _POINTS.findall(path):
        if command == b"m" or not subpaths:
            subpaths.append([])
        subpaths[-1].append(([float(number) for number in numbers.split()], command))
    groups: list[tuple[list[float], list[tuple[list[float], bytes]]]] = []
    for subpath in subpaths:
        xs = [x for values, _ in subpath for x in values[::2]]
        ys = [y for values, _ in subpath for y in values[1::2]]
        box, steps = [min(xs), min(ys), max(xs), max(ys)], subpath
        for other in [group for group in groups if _touch(group[0], box)]:
            groups.remove(other)
            box = [*map(min, box[:2], other[0][:2]), *map(max, box[2:], other[0][2:])]
            steps = other[1] + steps
        groups.append((box, steps))
    return [_shape(box, steps, fill) for box, steps in groups]


def _touch(one: list[float], other: list[float]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _shape(box: list[float], steps: list[tuple[list[float], bytes]], fill: bytes) -> _Shape:
    x, y = steps[0][0][:2]
    origin = (x, y)
    lines = [
        b" ".join([*(_short(value - origin[place % 2]) for place, value in enumerate(values)), command])
        for values, command in steps
    ]
    sides = (int(box[0] - x) - 2, int(box[1] - y) - 2, int(box[2] - x) + 2, int(box[3] - y) + 2)
    return _Shape(x, y, b"\n".join([*lines, fill]), sides)


def _short(value: float) -> bytes:
    tenths = round(value * _TENTHS)
    whole, rest = divmod(abs(tenths), _TENTHS)
    sign = b"-" if tenths < 0 else b""
    return b"%s%d.%d" % (sign, whole, rest) if rest else b"%s%d" % (sign, whole)


def _written(part: bytes | _Shape, forms: dict[bytes, int]) -> bytes:
    if isinstance(part, bytes):
        return part
    placed = b"q 1 0 0 1 %s %s cm " % (_short(part.x), _short(part.y))
    form = forms.get(part.text)
    return b"%s/G%d Do Q\n" % (placed, form) if form is not None else b"%s\n%s\nQ\n" % (placed, part.text)


def _joined(head: bytes, objects: dict[int, bytes], trailer: bytes) -> bytes:
    """Return a document of these objects."""
    pieces, offsets, size = [head], [], len(head)
    for number in sorted(objects):
        offsets.append(size)
        pieces.append(objects[number])
        size += len(objects[number])
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(offsets) + 1
    trailer = re.sub(rb"/Size \d+", b"/Size %d" % count, trailer)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%sstartxref\n%d\n%%%%EOF\n" % (count, table, trailer, size)
    return b"".join([*pieces, end])
