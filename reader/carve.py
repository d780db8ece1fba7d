"""Rows out of a damaged database file, page by page, without SQLite.

A row is believed only where its checksum is right, so nothing foreign or half written comes back.
Format: https://www.sqlite.org/fileformat2.html (table leaf pages, records, overflow pages,
rollback journal).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from reader.db import journal_of, wrapped
from reader.tables import TABLES, Row, Table, Value, checksum

PAGE = 4096
_LEAF = 13
_KNOWN_TYPES = (0, 2, 5, 10, 13)
_JOURNAL_HEADER = 512
_MOST_COLUMNS = 1 + max(len(table.columns) for table in TABLES)
_BY_WIDTH = {
    width: [table for table in TABLES if len(table.columns) + 1 == width]
    for width in range(_MOST_COLUMNS + 1)
}


class Found(NamedTuple):
    """A row with a good checksum, and its table."""

    table: Table
    row: Row


class _BadCellError(Exception):
    """These bytes are not a cell."""


def carve(path: Path) -> Iterator[Found]:
    """Every row that can be proven to be one, old versions and doubles included.

    Looks into the file and its journal. StoreError where they cannot be read.
    """
    with wrapped(path):
        data = path.read_bytes()
        journal = journal_of(path)
        before = journal.read_bytes() if journal.is_file() else b""
    yield from _carve_pages(dict(_pages(data)))
    yield from _carve_pages(dict(_journal_pages(before)))


def _pages(data: bytes) -> Iterator[tuple[int, bytes]]:
    for number, start in enumerate(range(0, len(data), PAGE), start=1):
        yield number, data[start : start + PAGE].ljust(PAGE, b"\0")


def _journal_pages(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Page images of a rollback journal: number, page and checksum, after a header sector."""
    step = PAGE + 8
    for start in range(_JOURNAL_HEADER, len(data) - step + 1, step):
        yield int.from_bytes(data[start : start + 4], "big"), data[start + 4 : start + 4 + PAGE]


def _carve_pages(pages: Mapping[int, bytes]) -> Iterator[Found]:
    for number, page in pages.items():
        header = 100 if number == 1 else 0
        if page[header] == _LEAF:
            yield from _leaf(page, header, pages)
        elif page[header] not in _KNOWN_TYPES:
            yield from _anywhere(page, pages)


def _leaf(page: bytes, header: int, pages: Mapping[int, bytes]) -> Iterator[Found]:
    """The cells of a leaf page by its own directory; by brute force where one of them is bad."""
    count = int.from_bytes(page[header + 3 : header + 5], "big")
    whole = True
    for index in range(min(count, PAGE // 4)):
        at = header + 8 + 2 * index
        try:
            yield _cell(page, int.from_bytes(page[at : at + 2], "big"), pages)
        except _BadCellError:
            whole = False
    if not whole:
        yield from _anywhere(page, pages)


def _anywhere(page: bytes, pages: Mapping[int, bytes]) -> Iterator[Found]:
    for start in range(PAGE - 4):
        try:
            yield _cell(page, start, pages)
        except _BadCellError:
            continue


def _cell(page: bytes, start: int, pages: Mapping[int, bytes]) -> Found:
    size, at = _varint(page, start)
    _, at = _varint(page, at)  # the rowid
    return _found(_record(_payload(page, at, size, pages)))


def _payload(page: bytes, at: int, size: int, pages: Mapping[int, bytes]) -> bytes:
    """A cell's content, from overflow pages too."""
    if not 2 <= size <= PAGE * len(pages):
        raise _BadCellError
    most, least = PAGE - 35, (PAGE - 12) * 32 // 255 - 23
    if size <= most:
        return page[at : at + size]
    local = least + (size - least) % (PAGE - 4)
    local = local if local <= most else least
    parts, missing = [page[at : at + local]], size - local
    following = int.from_bytes(page[at + local : at + local + 4], "big")
    while missing > 0:
        overflow = pages.get(following)
        if overflow is None:
            raise _BadCellError
        parts.append(overflow[4 : 4 + missing])
        missing -= PAGE - 4
        following = int.from_bytes(overflow[:4], "big")
    return b"".join(parts)


def _record(payload: bytes) -> Row:
    length, at = _varint(payload, 0)
    types = []
    while at < length:
        kind, at = _varint(payload, at)
        types.append(kind)
        if len(types) > _MOST_COLUMNS:
            raise _BadCellError
    if at != length or not _BY_WIDTH[len(types)]:
        raise _BadCellError
    values = []
    for kind in types:
        value, at = _value(payload, at, kind)
        values.append(value)
    return tuple(values)


_INTEGER_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    """A value of a record by its serial type, and where the next one starts."""
    if kind in (0, 8, 9):
        return (None if kind == 0 else kind - 8), at
    if kind in _INTEGER_SIZES:
        end = at + _INTEGER_SIZES[kind]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    end = at + (kind - 12) // 2
    if kind < 12 or end > len(payload):
        raise _BadCellError
    data = payload[at:end]
    if kind % 2 == 0:
        return data, end
    try:
        return data.decode(), end
    except UnicodeDecodeError as error:
        raise _BadCellError from error


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A variable-length integer and where it ends."""
    value = 0
    for index in range(9):
        if at + index >= len(data):
            raise _BadCellError
        byte = data[at + index]
        if index == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value, at + index + 1


def _found(row: Row) -> Found:
    for table in _BY_WIDTH[len(row)]:
        if row[-1] == checksum(table.name, row[:-1]):
            return Found(table, row[:-1])
    raise _BadCellError
