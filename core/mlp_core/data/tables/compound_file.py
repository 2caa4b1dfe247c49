"""The container of an old Excel file, looked at before it is read: a chain of sectors without an end reads for ever."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Chain = NDArray[np.int64]

MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER: Final = 512
_SECTOR_SHIFTS: Final = {3: 9, 4: 12}
_MINI_SHIFT: Final = 6
_FIRST_SPECIAL: Final = 0xFFFFFFFA
"""Numbers from here on mean the end of a chain, a free sector, or one of the tables' own."""
_ENTRY: Final = 128
_STORED: Final = (2, 5)


def fault_of(contents: bytes) -> str:
    """Return what is wrong with a compound file, in a few words; "" where it can be read without harm.

    Every chain of sectors has to end, every sector to lie inside the file, and no stream may be longer than the file.

    Parameters
    ----------
    contents : bytes
        The whole file.

    References
    ----------
    Microsoft, [MS-CFB]: Compound File Binary File Format.
    """
    try:
        _check(contents)
    except (_FaultError, struct.error) as fault:
        return str(fault) if isinstance(fault, _FaultError) else "it is cut off"
    return ""


class _FaultError(Exception):
    """What is wrong."""


def _check(contents: bytes) -> None:
    major, order, shift, mini_shift = struct.unpack_from("<HHHH", contents, 26)
    if not contents.startswith(MARK) or order != 0xFFFE or _SECTOR_SHIFTS.get(major) != shift:
        raise _FaultError("its header is not one")
    if mini_shift != _MINI_SHIFT:
        raise _FaultError("its header has sectors of a size that there is not")
    side = 1 << shift
    n_sectors = max(-(-len(contents) // side) - 1, 0)
    fat = _table(contents, _fat_sectors(contents, side, n_sectors), side)
    _check_chains(fat, n_sectors)
    (first_directory,) = struct.unpack_from("<I", contents, 48)
    first_mini, n_mini = struct.unpack_from("<II", contents, 60)
    mini = _table(contents, _chain(fat, first_mini, n_mini), side)
    _check_chains(mini, mini.size)
    for sector in _chain(fat, first_directory, n_sectors):
        _check_entries(contents[(sector + 1) * side : (sector + 2) * side], len(contents), max(n_sectors, mini.size))


def _fat_sectors(contents: bytes, side: int, n_sectors: int) -> list[int]:
    """Return the sectors that hold the table of chains, from the header and from the sectors that go on with it."""
    n_fat, next_difat, n_difat = (struct.unpack_from("<I", contents, place)[0] for place in (44, 68, 72))
    if n_fat > n_sectors or n_difat > n_sectors:
        raise _FaultError("it says that it has more sectors than there are")
    listed = list(struct.unpack_from("<109I", contents, 76))
    for _ in range(n_difat):
        if next_difat >= n_sectors:
            raise _FaultError("a sector lies outside the file")
        numbers = struct.unpack_from(f"<{side // 4}I", contents, (next_difat + 1) * side)
        listed += numbers[:-1]
        next_difat = numbers[-1]
    if next_difat < _FIRST_SPECIAL:
        raise _FaultError("a chain of sectors has no end")
    sectors = [number for number in listed if number < _FIRST_SPECIAL]
    if len(sectors) != n_fat or len(set(sectors)) != n_fat or max(sectors, default=0) >= n_sectors:
        raise _FaultError("its sectors are not those that it says")
    return sectors


def _table(contents: bytes, sectors: list[int], side: int) -> Chain:
    """Return the numbers in some sectors; a last one that is cut off ends early."""
    joined = b"".join(contents[(sector + 1) * side : (sector + 2) * side] for sector in sectors)
    return np.frombuffer(joined, "<u4", count=len(joined) // 4).astype(np.int64)


def _check_chains(table: Chain, n_sectors: int) -> None:
    """Raise where following a chain would leave the file, or never end."""
    used = table[:n_sectors]
    is_next = used < _FIRST_SPECIAL
    if (used[is_next] >= used.size).any():
        raise _FaultError("a sector lies outside the file")
    following = np.append(np.where(is_next, used, used.size), used.size)
    # Twice as far each time: whatever has not ended after so many steps goes round.
    for _ in range(int(used.size).bit_length() + 1):
        following = following[following]
    if (following != used.size).any():
        raise _FaultError("a chain of sectors has no end")


def _chain(fat: Chain, first: int, most: int) -> list[int]:
    """Return the sectors of a chain, no more than it should have; the table has been checked."""
    sectors: list[int] = []
    while first < min(fat.size, _FIRST_SPECIAL) and len(sectors) < most:
        sectors.append(first)
        first = int(fat[first])
    if first < _FIRST_SPECIAL and len(sectors) < most:
        raise _FaultError("a sector lies outside the file")
    return sectors


def _check_entries(sector: bytes, size: int, n_sectors: int) -> None:
    """Raise where an entry of the directory says more than the file can hold."""
    if len(sector) % _ENTRY:
        raise _FaultError("it is cut off")
    for place in range(0, len(sector), _ENTRY):
        if sector[place + 66] not in _STORED:
            continue
        start, low = struct.unpack_from("<II", sector, place + 116)
        if low > size:
            raise _FaultError("a stream is longer than the file")
        if n_sectors <= start < _FIRST_SPECIAL and low:
            raise _FaultError("a sector lies outside the file")
