"""Reads zip archives as they are met: honest, hostile or cut short (PKWARE's APPNOTE 6.3)."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from reader.errors import FormatError

_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_LOCAL = b"PK\x03\x04"
_CHUNK = 65_536
_MAX_SALVAGED = 200_000_000
_ENTRY_BYTES = 1_000
"""More than an honest entry of the central directory takes."""


@dataclass(frozen=True, slots=True)
class Member:
    """An entry: offset is that of its data where it was found without a directory, else -1."""

    name: str
    size: int
    packed: int
    is_folder: bool = False
    problem: str | None = None
    offset: int = -1
    method: int = 0
    info: zipfile.ZipInfo | None = None


def check_size(file: IO[bytes], max_entries: int) -> None:
    """FormatError where the directory is so large that reading it would be the attack."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 66_000))
    tail = file.read()
    count, length = 0, 0
    if (at := tail.rfind(_END)) >= 0 and len(tail) >= at + 20:
        count, length = struct.unpack_from("<HI", tail, at + 10)
    if (at := tail.rfind(_END64)) >= 0 and len(tail) >= at + 56:
        count, length = struct.unpack_from("<QQ", tail, at + 32)
    file.seek(0)
    if count > max_entries or length > max_entries * _ENTRY_BYTES:
        raise FormatError(f"The archive has more than {max_entries:,} entries: refused")


def members(archive: zipfile.ZipFile) -> list[Member]:
    """The entries that the archive's directory lists."""
    return [
        Member(
            info.filename,
            info.file_size,
            info.compress_size,
            info.filename.endswith("/"),  # is_dir() fails without a name
            _problem(info),
            info=info,
        )
        for info in archive.infolist()
    ]


def _problem(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & 1:
        return "Encrypted"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "A symbolic link"
    return None


def read(archive: zipfile.ZipFile | None, file: IO[bytes], member: Member, limit: int) -> bytes:
    """At most limit + 1 bytes of a member."""
    if archive is None or member.info is None:
        return _read_at(file, member, limit)
    with archive.open(member.info) as stream:
        return stream.read(limit + 1)


def salvage(file: IO[bytes], max_entries: int) -> list[Member]:
    """The whole entries of an archive whose directory is missing, from its local headers."""
    found: list[Member] = []
    offset = 0
    while len(found) < max_entries and (member := _local_member(file, offset)):
        end = _end_of(file, member)
        if end is None:
            break
        found.append(member)
        offset = end
    return found


def _local_member(file: IO[bytes], offset: int) -> Member | None:
    file.seek(offset)
    head = file.read(30)
    if len(head) < 30 or not head.startswith(_LOCAL):
        return None
    flags, method = struct.unpack_from("<HH", head, 6)
    packed, size, name_length, extra_length = struct.unpack_from("<IIHH", head, 18)
    name = file.read(name_length).decode("utf-8" if flags & 0x800 else "cp437", "replace")
    start = offset + 30 + name_length + extra_length
    unknown = bool(flags & 8)
    problem = "Encrypted" if flags & 1 else None
    return Member(name, size, -1 if unknown else packed, name.endswith("/"), problem, start, method)


def _end_of(file: IO[bytes], member: Member) -> int | None:
    """The offset after a member, None where it is cut short or cannot be told."""
    if member.packed >= 0:
        end = member.offset + member.packed
        return end if end <= file.seek(0, 2) else None
    if member.method != zipfile.ZIP_DEFLATED:
        return None
    used = _deflated_length(file, member.offset)
    if used is None:
        return None
    file.seek(member.offset + used)
    descriptor = 16 if file.read(4) == b"PK\x07\x08" else 12
    return member.offset + used + descriptor


def _deflated_length(file: IO[bytes], offset: int) -> int | None:
    """How many bytes a packed member takes; None where it is damaged, cut short or a bomb."""
    file.seek(offset)
    unpacker, used, produced = zlib.decompressobj(-15), 0, 0
    while not unpacker.eof and produced <= _MAX_SALVAGED:
        chunk = file.read(_CHUNK)
        if not chunk:
            return None
        used += len(chunk)
        try:
            while chunk and not unpacker.eof:
                produced += len(unpacker.decompress(chunk, _CHUNK * 16))
                chunk = unpacker.unconsumed_tail
        except zlib.error:
            return None
    return used - len(unpacker.unused_data) if unpacker.eof else None


def _read_at(file: IO[bytes], member: Member, limit: int) -> bytes:
    file.seek(member.offset)
    if member.method == zipfile.ZIP_STORED:
        return file.read(min(member.packed, limit + 1))
    if member.method != zipfile.ZIP_DEFLATED:
        raise NotImplementedError("unknown compression")
    unpacker, parts, left = zlib.decompressobj(-15), [b""], limit + 1
    pending = file.read(_CHUNK)
    while pending and left > 0 and not unpacker.eof:
        parts.append(unpacker.decompress(pending, left))
        left -= len(parts[-1])
        pending = unpacker.unconsumed_tail or file.read(_CHUNK)
    return b"".join(parts)
