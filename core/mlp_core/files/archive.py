"""A zip of named members that is read without trust: every size is known, and bounded, before anything is read."""

from __future__ import annotations

import stat
import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from mlp_core.files.atomic import replace_file

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

LARGEST_FILE: Final = 256 << 20
"""Bytes of a file. Its members are stored as they are, so no more than that can come out of it."""

_MOST_MEMBERS: Final = 4096
_LARGEST_DIRECTORY: Final = 1 << 20
_END: Final = struct.Struct("<4s4H2LH")
"""The last record of a zip: signature, four counts, size and place of the directory, length of a comment."""

_DATE: Final = (1980, 1, 1, 0, 0, 0)


class UnreadableError(Exception):
    """What is wrong with a file, as the end of a sentence that begins with its name."""


def write_archive(path: str | os.PathLike[str], members: Mapping[str, bytes]) -> None:
    """Write members in their order, in one step (see `replace_file`); the same members always give the same bytes.

    Raises
    ------
    UnreadableError
        If the file would be too large to be opened again.
    OSError
        If it cannot be written; the old file is as it was.
    """
    size = sum(len(content) for content in members.values())
    if size > LARGEST_FILE - _LARGEST_DIRECTORY:
        raise UnreadableError(f"it would take {size >> 20} MB, and a project may take {LARGEST_FILE >> 20} MB")

    def write(stream: BinaryIO) -> None:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
            for name, content in members.items():
                archive.writestr(zipfile.ZipInfo(name, _DATE), content)

    replace_file(path, write)


def read_archive(path: str | os.PathLike[str]) -> dict[str, bytes]:
    """Return the members by name, each as it was written.

    Raises
    ------
    UnreadableError
        If this is no such file, or it was cut off or changed; nothing but its directory has been read then.
    OSError
        If it cannot be read.
    """
    with Path(path).open("rb") as stream:
        _check_end(stream)
        try:
            with zipfile.ZipFile(stream) as archive:
                members = archive.infolist()
                _check_members(members)
                return {member.filename: archive.read(member) for member in members}
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, struct.error) as error:
            raise UnreadableError(f"it is damaged ({error})") from error


def _check_end(stream: BinaryIO) -> None:
    """Look at the last record before `zipfile` reads a directory of any length that it is told."""
    size = stream.seek(0, 2)
    if size > LARGEST_FILE:
        raise UnreadableError(f"it has {size >> 20} MB; a project has at most {LARGEST_FILE >> 20} MB")
    stream.seek(0)
    if stream.read(4) != b"PK\x03\x04":
        raise UnreadableError("it is empty" if not size else "it is not a project file")
    stream.seek(max(size - _END.size, 0))
    record = stream.read()
    if len(record) < _END.size or not record.startswith(b"PK\x05\x06"):
        raise UnreadableError("its end is missing: it was cut off or something was added to it")
    _, disk, first_disk, here, count, directory, start, comment = _END.unpack(record)
    if disk or first_disk or here != count or comment or start + directory + _END.size != size:
        raise UnreadableError("it is damaged: its directory is not where it says")
    if count > _MOST_MEMBERS or directory > _LARGEST_DIRECTORY:
        raise UnreadableError("it is not a project file: it has far too many parts")


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise UnreadableError(f"its part {_shown(twice)} is there more than once")
    for member in members:
        name = _shown(member.filename)
        if member.compress_type != zipfile.ZIP_STORED or member.compress_size != member.file_size:
            raise UnreadableError(f"its part {name} is compressed, which the parts of a project never are")
        if member.flag_bits & 0x1:
            raise UnreadableError(f"its part {name} is encrypted")
        if stat.S_ISLNK(member.external_attr >> 16) or member.is_dir():
            raise UnreadableError(f"its part {name} is a link or a folder")
    ends = 0
    for member in sorted(members, key=_place):
        if member.header_offset < ends:
            raise UnreadableError(f"its part {_shown(member.filename)} lies on top of another one")
        ends = member.header_offset + member.file_size


def _place(member: zipfile.ZipInfo) -> int:
    return member.header_offset


def _shown(name: str) -> str:
    """Return a name that may be hostile so that it can stand in a message."""
    return repr(name if len(name) <= 60 else f"{name[:60]}…")
