"""Which identity an article file has: the one that marks hold on to through edits and moves."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

import apsw

from reader.model import Known, Memory

DUPLICATE = "Another article has the same id in its front matter"
"""How the problem of a duplicate id begins."""

_DERIVED = "a-"


class Choice(NamedTuple):
    """The identity of a file; number is the row it goes on in (None: a new row)."""

    id: str
    number: int | None
    problem: str | None = None


class Row(NamedTuple):
    """What identity needs of a row of the catalogue."""

    number: int
    id: str
    path: bytes


class Identities:
    """Chooses identities from the catalogue's rows, the user's memory and the files themselves.

    The order: the id of the front matter where no other article has it; the id that the memory or
    the catalogue knows for this path; the id of a file with the same content whose path is gone;
    "a-" and 16 hex digits of the content's SHA-256 (with more of the path's for a second copy).
    Two exceptions, for the sake of marks: where they hold on to a path by a derived id, adding an
    id to the file's front matter does not take them away; and a file that comes to a path where
    another one was remembered keeps its own (see `_came_here`). gone(path) tells whether a path
    has no file any more, which is not so where its disk is away.
    """

    def __init__(
        self, connection: apsw.Connection, memory: Memory, gone: Callable[[bytes], bool]
    ) -> None:
        self._connection = connection
        self._gone = gone
        self._by_path: defaultdict[bytes, list[Known]] = defaultdict(list)
        self._by_id: dict[str, Known] = {}
        self._by_hash: defaultdict[str, list[Known]] = defaultdict(list)
        for known in memory.known:
            self._by_path[os.fsencode(known.path)].append(known)
            self._by_id[known.id] = known
            self._by_hash[known.content_hash].append(known)

    def choose(
        self, path: bytes, relative: bytes, content_hash: str, declared: str | None
    ) -> Choice:
        """The identity of the file at path; content_hash is "" where it cannot be read."""
        row = self._row("path = ?", path)
        remembered = self._remembered(path, content_hash, row.id if row else None)
        problem = None
        if declared and not self._keeps_derived(remembered, declared):
            if not self._is_taken(declared, path):
                return self._at(declared, row)
            problem = f"{DUPLICATE}: {declared}."
        here = remembered if remembered and not self._is_taken(remembered, path) else None
        moved = self._moved(path, content_hash) if content_hash else None
        if moved and self._came_here(moved, here, row, content_hash):
            return self._at(moved.id, row, problem)
        if here:
            return self._at(here, row, problem)
        if row:
            return Choice(row.id, row.number, problem)
        return Choice(self._new(path, relative, content_hash), None, problem)

    def is_unheard_of(self, path: bytes, content_hash: str, declared: str | None) -> bool:
        """Whether neither the catalogue nor the memory has a file's path, content or own id."""
        if path in self._by_path or content_hash in self._by_hash or declared in self._by_id:
            return False
        query = "SELECT 1 FROM article WHERE path = ? OR content_hash = ? OR id = ? LIMIT 1"
        values = (path, bytes.fromhex(content_hash), declared)
        return self._connection.execute(query, values).get is None

    def _came_here(self, moved: Row, here: str | None, row: Row | None, content_hash: str) -> bool:
        """Whether a lost article with this content counts more than what was at the path before.

        It does where nothing was there, or only a memory (of other content, where the lost article
        is but a memory too); or where marks hold on to the lost article and not to the one that it
        replaced.
        """
        if row is None:
            is_row = moved.number > 0
            return here is None or is_row or self._by_id[here].content_hash != content_hash
        return moved.id in self._by_id and here is None and row.id not in self._by_id

    def agrees(self, path: bytes, identity: str) -> bool:
        """Whether the memory knows this identity for a path, or none."""
        known = self._by_path.get(path)
        return not known or any(one.id == identity for one in known)

    def _remembered(self, path: bytes, content_hash: str, identity: str | None) -> str | None:
        """The id that the memory knows for a path: the row's, the content's or the last."""
        known = self._by_path.get(path)
        if not known:
            return None
        return max(
            reversed(known), key=lambda one: (one.id == identity, one.content_hash == content_hash)
        ).id

    def _keeps_derived(self, remembered: str | None, declared: str) -> bool:
        return bool(
            remembered
            and remembered != declared
            and remembered.startswith(_DERIVED)
            and declared not in self._by_id
        )

    def _row(self, where: str, value: object) -> Row | None:
        query = f"SELECT number, id, path FROM article WHERE {where}"
        found = next(iter(self._connection.execute(query, (value,))), None)
        return Row(*found) if found else None

    def _at(self, identity: str, row: Row | None, problem: str | None = None) -> Choice:
        """Give identity to a path that has the row; a row of a gone path that has it makes room."""
        holder = self._row("id = ?", identity)
        if row is None:
            return Choice(identity, holder.number if holder else None, problem)
        if holder and holder.number != row.number:
            self._connection.execute(
                "UPDATE article SET id = 'gone-' || number WHERE number = ?",
                (holder.number,),
            )
        return Choice(identity, row.number, problem)

    def _is_taken(self, identity: str, path: bytes) -> bool:
        """Whether an article elsewhere that is still there has this identity."""
        holder = self._row("id = ?", identity)
        if holder:
            return holder.path != path and not self._gone(holder.path)
        known = self._by_id.get(identity)
        if known is None:
            return False
        place = os.fsencode(known.path)
        return place != path and not self._gone(place)

    def _moved(self, path: bytes, content_hash: str) -> Row | None:
        """A file of the same content whose path is gone: the one with marks, then the namesake."""
        query = "SELECT number, id, path FROM article WHERE content_hash = ? LIMIT 1000"
        rows = [
            Row(*found) for found in self._connection.execute(query, (bytes.fromhex(content_hash),))
        ]
        lost = [row for row in rows if row.path != path and self._gone(row.path)]
        if lost:
            return min(
                lost, key=lambda row: (row.id not in self._by_id, _other_name(row.path, path))
            )
        for known in self._by_hash.get(content_hash, ()):
            place = os.fsencode(known.path)
            if self._gone(place) and not self._is_taken(known.id, path):
                return Row(0, known.id, place)
        return None

    def _new(self, path: bytes, relative: bytes, content_hash: str) -> str:
        place = hashlib.sha256(relative).hexdigest()
        identity = _DERIVED + (content_hash or place)[:16]
        for size in (0, 8, 16, 32, 64):
            candidate = f"{identity}-{place[:size]}" if size else identity
            if not self._row("id = ?", candidate) and not self._is_taken(candidate, path):
                return candidate
        return f"{identity}-{hashlib.sha256(path).hexdigest()}"


def _other_name(path: bytes, other: bytes) -> bool:
    return os.path.basename(path) != os.path.basename(other)
