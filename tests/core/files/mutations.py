"""Files that are no projects any more: a good one, cut, changed and lied about in every way, from seeds."""

from __future__ import annotations

import io
import json
import stat
import struct
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ODD_VALUES = (None, -1, 0, 2**53, 2**70, 1e308, "", "x" * 5000, [], {}, True, [[[]]], "adam", -0.5)
ODD_SHAPES = ((2**40, 2**20), (-1, 3), (0, 2**60), (1,) * 9, (3,), (2**62,))
ODD_NAMES = ("../../evil.npy", "/etc/passwd.npy", "C:\\evil.npy", "moments/../../x.npy", "x.npy", "a\0b.npy", "run.py")


def members_of(good: bytes) -> dict[str, bytes]:
    """Return the parts of a good file."""
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes], kind: int = zipfile.ZIP_STORED) -> bytes:
    """Return a file with other parts, whole as a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", kind) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, kind)
    return stream.getvalue()


def corpus(good: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield some hundreds of bad files by what is wrong with them."""
    for kind in (damaged, with_another_document, with_other_numbers, hostile):
        yield from kind(good)


def damaged(good: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield files as a bad disk or a broken download leaves them."""
    rng = np.random.default_rng(5)
    for size in (0, 1, 3, 4, 21, 22, 23, *rng.integers(30, len(good), 20).tolist(), len(good) - 1):
        yield f"cut to {size}", good[:size]
    for place in rng.integers(0, len(good), 60).tolist():
        yield f"bit at {place}", good[:place] + bytes([good[place] ^ (1 << place % 8)]) + good[place + 1 :]
    for _ in range(10):
        start, end = sorted(rng.integers(0, len(good), 2).tolist())
        yield f"hole {start}", good[:start] + bytes(end - start) + good[end:]
        yield f"missing {start}", good[:start] + good[end:]
    yield "something added", good + b"more"
    yield "something before", b"more" + good
    yield "text", b"x1,x2,class\n1,2,0\n"
    yield "noise", rng.bytes(5000)
    yield "another zip", packed({"word/document.xml": b"<w/>"})
    yield "an empty zip", packed({})


def with_another_document(good: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield files whose JSON says something else."""
    members = members_of(good)
    document = json.loads(members["project.json"])
    rng = np.random.default_rng(6)
    for path in _paths(document):
        yield f"without {path}", packed({**members, "project.json": _dumped(_changed(document, path, _remove))})
        value = ODD_VALUES[int(rng.integers(len(ODD_VALUES)))]
        text = _dumped(_changed(document, path, lambda holder, key, value=value: holder.__setitem__(key, value)))
        yield f"{path} is {value!r:.20}", packed({**members, "project.json": text})
    lost = {"epoch": 2, "layer": 99, "quantity": "weights"}
    texts = {
        "diverged in a layer that there is not": _dumped(
            {**document, "timeline": {**document["timeline"], "divergence": lost}}
        ),
        "newer": _dumped({**document, "version": 99}),
        "one field more": _dumped({**document, "code": "import os"}),
        "of nothing": b"",
        "not UTF-8": b"\xff\xfe{}",
        "of NaN": members["project.json"].replace(b'"learning_rate":0.02', b'"learning_rate":NaN'),
        "of infinity": members["project.json"].replace(b'"learning_rate":0.02', b'"learning_rate":1e999'),
        "deep": b"[" * 200_000,
        "deep in version 0": b'{"format":"mlp-visualiser project","version":0,"x":' + b"[" * 200_000,
        "long": b'{"title":"' + b"x" * (9 << 20),
        "empty of version 0": b'{"format":"mlp-visualiser project","version":0}',
    }
    for name, text in texts.items():
        yield f"JSON {name}", packed({**members, "project.json": text})


def with_other_numbers(good: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield files with other arrays."""
    members = members_of(good)
    rng = np.random.default_rng(7)
    for name in [name for name in members if name.endswith(".npy")]:
        array = np.load(io.BytesIO(members[name]))
        others: dict[str, Any] = {
            "missing": None,
            "of objects": _saved(np.array([{}, print], dtype=object)),
            "complex": _saved(np.zeros(array.shape, complex)),
            "longer": _saved(np.concatenate([array, array])),
            "flat": _saved(array.ravel()),
            "of bytes": array.tobytes(),
            "without an end": members[name][:-3],
        }
        for shape in ODD_SHAPES:
            others[f"of shape {shape}"] = _with_header(array, shape)
        if array.dtype.kind == "f" and array.size:
            others["with nan"] = _saved(np.full_like(array, np.nan))
            others["with inf"] = _saved(np.where(np.arange(array.size).reshape(array.shape) == 1, np.inf, array))
        if array.dtype.kind in "iu" and array.size:
            for _ in range(4):
                other = array.copy()
                other.flat[int(rng.integers(array.size))] = int(rng.choice([0, 1, 2**40, 2**62, 7, 12345]))
                others[f"with {other.tolist()!r:.30}"] = _saved(other)
            last = array.copy()
            last[..., -1] = 2**40
            others["with a huge last one"] = _saved(last)
            others["negative"] = _saved(array.astype(np.int64) - 5)
        for what, content in others.items():
            changed = {**members, name: content}
            yield f"{name} {what}", packed({each: part for each, part in changed.items() if part is not None})


def hostile(good: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield files made to harm who opens them."""
    members = members_of(good)
    yield "bomb", packed({**members, "moments/parameters.npy": bytes(20 << 20)}, zipfile.ZIP_DEFLATED)
    for name in ODD_NAMES:
        yield f"named {name}", packed({**members, name: b"x"})
    yield "thousands of parts", packed({**members, **{f"{place}.npy": b"" for place in range(6000)}})
    stream = io.BytesIO(good)
    with zipfile.ZipFile(stream, "a") as archive:
        link = zipfile.ZipInfo("moments/slots/link.npy")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    yield "a symbolic link", stream.getvalue()
    name = b"project.json"
    twice = packed({**members, "PROJECT.json": members["project.json"]}).replace(b"PROJECT.json", name)
    yield "a part twice", twice
    end = good.rindex(b"PK\x05\x06")
    for place, number in ((8, 60_000), (10, 60_000), (12, 2**31), (16, 2**31), (20, 50)):
        kind = "<L" if number > 65535 else "<H"
        record = good[:end] + bytearray(good[end:])
        changed = bytearray(record)
        struct.pack_into(kind, changed, end + place, number)
        yield f"end record {place}", bytes(changed)
    directory = good.index(b"PK\x01\x02")
    for place, kind, number in ((8, "<H", 1), (10, "<H", 8), (20, "<L", 2**31), (24, "<L", 2**32 - 1), (42, "<L", 7)):
        changed = bytearray(good)
        struct.pack_into(kind, changed, directory + place, number)
        yield f"directory {place}", bytes(changed)
    huge = json.loads(members["project.json"])
    for sizes in ([10**9], [10**9] * 3, [1] * 5000, [2**62], [0], [-4]):
        huge["experiment"]["network"]["hidden_sizes"] = sizes
        huge["experiment"]["network"]["hidden_activations"] = ["tanh"] * len(sizes)
        yield f"sizes {sizes!r:.20}", packed({**members, "project.json": _dumped(huge)})


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value[:2])
    for key, inner in items:
        yield (*path, key)
        yield from _paths(inner, (*path, key))


def _changed(document: Any, path: tuple[Any, ...], change: Callable[[Any, Any], None]) -> Any:
    copy = json.loads(json.dumps(document))
    holder = copy
    for key in path[:-1]:
        holder = holder[key]
    change(holder, path[-1])
    return copy


def _remove(holder: Any, key: Any) -> None:
    del holder[key]


def _dumped(document: Any) -> bytes:
    return json.dumps(document).encode()


def _saved(array: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=True)
    return stream.getvalue()


def _with_header(array: np.ndarray, shape: tuple[int, ...]) -> bytes:
    header = {"descr": array.dtype.str, "fortran_order": False, "shape": shape}
    stream = io.BytesIO()
    np.lib.format.write_array_header_1_0(stream, header)
    return stream.getvalue() + array.tobytes()
