"""What the user has read, how far and how fast, by article id."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import astuple, dataclass, replace
from typing import cast

from reader.db import Database, Writer
from reader.model import State
from reader.tables import STATES, Row

_MILLION = 1_000_000
_LARGEST = 2**62
_PACES = (30.0, 1500.0)
_ENOUGH_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Reading:
    """One row of the states table; progress in millionths, opened_counter orders the openings."""

    article_id: str
    read: int = 0
    progress: int = 0
    position: int = 0
    opened: str | None = None
    opened_counter: int = 0
    seconds: int = 0
    words: int = 0
    modified: str = ""
    counter: int = 0


_COUNTS = """
SELECT article_id, coalesce(sum(kind = 'bookmark'), 0), coalesce(sum(note <> ''), 0),
  coalesce(sum(kind = 'highlight'), 0) FROM marks
WHERE article_id IN (SELECT value FROM json_each(?)) AND deleted = 0 GROUP BY article_id
"""


class Readings:
    """The reading states of one database; clock gives the time as ISO 8601 in UTC."""

    def __init__(self, database: Database, clock: Callable[[], str]) -> None:
        self._database = database
        self._clock = clock

    def states(self, ids: Collection[str]) -> dict[str, State]:
        """The state of each article asked for; one never seen has the default state."""
        wanted = json.dumps(list(ids))
        rest = "WHERE article_id IN (SELECT value FROM json_each(?))"
        rows = {str(row[0]): row for row in self._database.read(STATES, rest, (wanted,))}
        counts = {str(row[0]): row[1:] for row in self._database.rows(_COUNTS, (wanted,))}
        return {id_: _state(rows.get(id_), counts.get(id_, (0, 0, 0))) for id_ in ids}

    def read_ids(self) -> set[str]:
        return self._ids("SELECT article_id FROM states WHERE read = 1")

    def in_progress_ids(self) -> set[str]:
        return self._ids("SELECT article_id FROM states WHERE read = 0 AND (progress > 0) = 1")

    def recently_opened(self, limit: int | None) -> list[str]:
        """Ids in the order of opening, the last opened first, whatever the clock said."""
        rows = self._database.rows(
            "SELECT article_id FROM states WHERE opened_counter > 0"
            " ORDER BY opened_counter DESC LIMIT ?",
            (-1 if limit is None else limit,),
        )
        return [str(row[0]) for row in rows]

    def pace(self) -> float | None:
        """Words a minute over everything read, None before two minutes of it."""
        words, seconds = self._database.rows("SELECT sum(words), sum(seconds) FROM states")[0]
        if not isinstance(words, int) or not isinstance(seconds, int):
            return None
        return words * 60 / seconds if seconds >= _ENOUGH_SECONDS else None

    def set_read(self, article_id: str, read: bool) -> None:
        self._change(article_id, lambda _, reading: replace(reading, read=int(read)))

    def mark_opened(self, article_id: str) -> None:
        def opened(writer: Writer, reading: Reading) -> Reading:
            return replace(reading, opened=self._clock(), opened_counter=writer.tick())

        self._change(article_id, opened)

    def set_progress(
        self, article_id: str, progress: float, position: int, seconds: int, words: int
    ) -> None:
        """Where the reader is; a stretch at an implausible pace does not count for the pace."""
        share = min(max(progress, 0.0), 1.0) if math.isfinite(progress) else 0.0
        counts = seconds > 0 and _PACES[0] <= words * 60 / seconds <= _PACES[1]

        def moved(_: Writer, reading: Reading) -> Reading:
            return replace(
                reading,
                progress=round(share * _MILLION),
                position=min(max(position, 0), _LARGEST),
                seconds=reading.seconds + (seconds if counts else 0),
                words=reading.words + (words if counts else 0),
            )

        self._change(article_id, moved)

    def add(self, states: Mapping[str, tuple[bool, float]]) -> int:
        """Read and progress where nothing is known yet, in one transaction; how many changed."""
        changed = 0
        with self._database.writing() as writer:
            for article_id, (read, progress) in states.items():
                before = self._get(article_id) or Reading(article_id)
                share = round(min(max(progress, 0.0), 1.0) * _MILLION)
                after = replace(
                    before, read=max(before.read, int(read)), progress=before.progress or share
                )
                if after != before:
                    self._put(writer, after)
                    changed += 1
        return changed

    def _change(self, article_id: str, change: Callable[[Writer, Reading], Reading]) -> None:
        with self._database.writing() as writer:
            before = self._get(article_id) or Reading(article_id)
            after = change(writer, before)
            if after != before:
                self._put(writer, after)

    def _put(self, writer: Writer, reading: Reading) -> None:
        stamped = replace(reading, modified=self._clock(), counter=writer.tick())
        writer.put(STATES, astuple(stamped))

    def _get(self, article_id: str) -> Reading | None:
        row = self._database.get(STATES, article_id)
        return None if row is None else Reading(*row)  # type: ignore[arg-type]  # STRICT columns

    def _ids(self, sql: str) -> set[str]:
        return {str(row[0]) for row in self._database.rows(sql)}


def _state(row: Row | None, counts: Row) -> State:
    bookmarks, notes, highlights = cast("tuple[int, int, int]", counts)
    reading = Reading("") if row is None else Reading(*row)  # type: ignore[arg-type]
    return State(
        bool(reading.read),
        reading.progress / _MILLION,
        reading.position,
        reading.opened,
        bookmarks > 0,
        notes,
        highlights,
    )
