"""Marks in the database: found, added, changed, deleted as tombstones, merged from elsewhere."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from reader.db import Database, Writer, damaged
from reader.errors import StoreError
from reader.model import Colour, Mark, MarkKind
from reader.plain import KINDS
from reader.tables import MARKS, REVISIONS, Value, mark_from, mark_row, new_id

_TURNED = ("article_id", "anchor", "colour", "note", "tags", "deleted")
_ASCII = re.compile(r"[\x00-\x7f]+")
_WILD = re.compile(r"([%_!])")
_REVISION_INTERVAL = timedelta(minutes=10)
_KEPT_SHARE = 0.8
_SAMPLE, _FREQUENT = 2_000, 40  # rows that are looked at to tell a frequent word from a rare one


# The planner prefers another index that makes it visit every row.
_ARTICLE_IDS = {
    "bookmarks": "SELECT DISTINCT article_id FROM marks INDEXED BY marks_bookmarks"
    " WHERE deleted = 0 AND kind = 'bookmark'",
    "notes": "SELECT DISTINCT article_id FROM marks INDEXED BY marks_with_notes"
    " WHERE deleted = 0 AND note <> ''",
    "any": "SELECT DISTINCT article_id FROM marks INDEXED BY marks_of_article WHERE deleted = 0",
}


@dataclass(frozen=True, slots=True)
class MarkFilter:
    """Which marks the view of all marks shows; an empty field lets everything through.

    Of tags, any one suffices; of the words in text, each must stand somewhere in the note, the
    quote or the tags, whatever their case.
    """

    kinds: Collection[MarkKind] = ()
    colours: Collection[Colour] = ()
    tags: Collection[str] = ()
    text: str = ""
    article_ids: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class MarkCounts:
    """How many living marks a filter lets through, by kind and by colour."""

    total: int = 0
    kinds: Mapping[MarkKind, int] = field(default_factory=dict)
    colours: Mapping[Colour, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of marks from elsewhere: ids added, replaced by newer ones, left alone."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


class Marks:
    """The marks of one database; clock gives the time as ISO 8601 in UTC with milliseconds."""

    def __init__(self, database: Database, clock: Callable[[], str]) -> None:
        self._database = database
        self._clock = clock
        database.connection.create_scalar_function("mentions", _mentions, deterministic=True)

    # --- reading ---

    def get(self, mark_id: str) -> Mark | None:
        row = self._database.get(MARKS, mark_id)
        return None if row is None else mark_from(row)

    def of_article(self, article_id: str, *, deleted: bool) -> list[Mark]:
        """In the order of the text; marks on the whole article come first."""
        where = "WHERE article_id = ?" if deleted else "WHERE article_id = ? AND deleted = 0"
        rows = self._database.read(MARKS, where, (article_id,))
        marks = [mark_from(row) for row in rows]
        return sorted(marks, key=lambda mark: (_start(mark), mark.created, mark.id))

    def everything(self, *, deleted: bool) -> list[Mark]:
        """Every mark, oldest first; DamagedStoreError where the table has lost or gained one."""
        with self._database.reading():
            rows = self._database.read(MARKS)
            tally = self._database.tallies()["marks"]
        if len(rows) != tally.rows:
            raise damaged(self._database.path, "marks are missing from it")
        marks = [mark for mark in map(mark_from, rows) if deleted or not mark.deleted]
        return sorted(marks, key=lambda mark: (mark.created, mark.counter, mark.id))

    def newest(self, article_id: str, kind: MarkKind, *, deleted: bool = False) -> Mark | None:
        """The last changed living (or deleted) mark of that kind on the article as a whole."""
        rows = self._database.read(
            MARKS,
            "WHERE article_id = ? AND deleted = ? AND kind = ? AND exact IS NULL"
            " ORDER BY counter DESC LIMIT 1",
            (article_id, int(deleted), kind),
        )
        return mark_from(rows[0]) if rows else None

    def find(
        self, wanted: MarkFilter, order: Literal["newest", "article"], limit: int, offset: int
    ) -> list[Mark]:
        """A page of the marks the filter lets through; limit -1 is all of them."""
        where, bindings = self._where(wanted)
        sort = {
            "newest": "created DESC, counter DESC",
            "article": "article_id, position_start, created",
        }
        rest = f"{where} ORDER BY {sort[order]} LIMIT ? OFFSET ?"
        if self._is_scan(wanted) and not self._is_frequent(where, bindings):
            rest = f"NOT INDEXED {rest}"
        return [
            mark_from(row) for row in self._database.read(MARKS, rest, (*bindings, limit, offset))
        ]

    def count(self, wanted: MarkFilter) -> MarkCounts:
        """How many living marks the filter lets through."""
        where, bindings = self._where(wanted)
        indexed = "NOT INDEXED" if self._is_scan(wanted) else ""
        counted = f"SELECT kind, colour, count(*) FROM marks {indexed}"
        rows = self._database.rows(f"{counted} {where} GROUP BY kind, colour", bindings)
        kinds: dict[MarkKind, int] = {}
        colours: dict[Colour, int] = {}
        for kind, colour, number in cast("list[tuple[MarkKind, Colour | None, int]]", rows):
            kinds[kind] = kinds.get(kind, 0) + number
            if colour:
                colours[colour] = colours.get(colour, 0) + number
        return MarkCounts(sum(kinds.values()), kinds, colours)

    @staticmethod
    def _is_scan(wanted: MarkFilter) -> bool:
        """Whether every mark is looked at; in the order of the table that takes half the time."""
        return bool(wanted.text.strip()) and wanted.article_ids is None

    def _is_frequent(self, where: str, bindings: tuple[Value, ...]) -> bool:
        """Whether so many of the last rows fulfil a condition that a page of them, looked for in
        its order, is soon full."""
        newest = f"rowid > (SELECT max(rowid) FROM marks) - {_SAMPLE}"
        counted = f"SELECT count(*) FROM marks NOT INDEXED {where} AND {newest}"
        return int(cast("int", self._database.rows(counted, bindings)[0][0])) >= _FREQUENT

    def _where(self, wanted: MarkFilter) -> tuple[str, tuple[Value, ...]]:
        conditions, bindings = ["deleted = 0"], list[Value]()
        for column, values in (("kind", wanted.kinds), ("colour", wanted.colours)):
            if values:
                conditions.append(f"{column} IN (SELECT value FROM json_each(?))")
                bindings.append(_json(values))
        if wanted.article_ids is not None:
            conditions.append("article_id IN (SELECT value FROM json_each(?))")
            bindings.append(_json(wanted.article_ids))
        if wanted.tags:
            conditions.append(
                "tags <> '[]' AND EXISTS (SELECT 1 FROM json_each(tags) AS t WHERE t.value IN"
                " (SELECT value FROM json_each(?)))"
            )
            bindings.append(_json(wanted.tags))
        for word in folded(wanted.text).split():
            patterns, is_exact = _patterns(word)
            conditions.append(f"({' OR '.join([_LIKE] * len(patterns))})")
            bindings += [pattern for pattern in patterns for _ in range(3)]
            if not is_exact:
                conditions.append("mentions(?, note, exact, tags)")
                bindings.append(word)
        return "WHERE " + " AND ".join(conditions), tuple(bindings)

    def tags(self) -> dict[str, int]:
        """Every tag of a living mark and how many carry it, in the order of the tags."""
        rows = self._database.rows(
            "SELECT tags, count(*) FROM marks INDEXED BY marks_with_tags"
            " WHERE deleted = 0 AND tags <> '[]' GROUP BY tags"
        )
        counts = Counter[str]()
        for tags, number in cast("list[tuple[str, int]]", rows):
            for tag in self._parsed(tags):
                counts[tag] += number
        return dict(sorted(counts.items()))

    def _parsed(self, tags: str) -> set[str]:
        try:
            return set(map(str, json.loads(tags)))
        except (TypeError, ValueError) as error:
            raise damaged(self._database.path, "tags in it cannot be read") from error

    def article_ids(self, having: Literal["bookmarks", "notes", "any"]) -> set[str]:
        """The articles with a living bookmark, a living mark with note text, or any living mark."""
        return {str(row[0]) for row in self._database.rows(_ARTICLE_IDS[having])}

    def revisions(self, mark_id: str) -> list[tuple[str, str]]:
        """(modified, note) of the earlier texts of a note, newest first."""
        rest = "WHERE mark_id = ? ORDER BY counter DESC"
        rows = self._database.read(REVISIONS, rest, (mark_id,))
        return [(str(modified), str(note)) for _, _, modified, note in rows]

    def article_revisions(self, article_id: str) -> list[tuple[str, str]]:
        """The same of the note on the article; where it was deleted its last text is the newest."""
        living = self.newest(article_id, "note")
        gone = None if living else self.newest(article_id, "note", deleted=True)
        last = [(gone.modified, gone.note)] if gone else []
        mark = living or gone
        return last + (self.revisions(mark.id) if mark else [])

    # --- writing ---

    def add(self, mark: Mark) -> Mark:
        with self._database.writing() as writer:
            return self._put(writer, mark)

    def apply(self, changes: Sequence[Mark]) -> list[Mark]:
        """Put each mark as it stands, as new changes, in one transaction."""
        with self._database.writing() as writer:
            return [self._put(writer, _unstamped(mark)) for mark in changes]

    def turn(self, steps: Sequence[tuple[Mark, Mark]]) -> list[Mark]:
        """Bring marks from one state to another, in one transaction.

        A field that no longer says what the step begins with was changed since, and stays.
        """
        with self._database.writing() as writer:
            return [self._turn(writer, before, after) for before, after in steps]

    def _turn(self, writer: Writer, before: Mark, after: Mark) -> Mark:
        now = self.get(after.id)
        if now is None:
            return self._put(writer, _unstamped(after))
        fields = {
            name: getattr(after, name)
            for name in _TURNED
            if getattr(now, name) == getattr(before, name)
        }
        return self._put(writer, _unstamped(replace(now, **fields)), now)

    def change(self, mark_id: str, fields: Mapping[str, Any]) -> Mark:
        """Replace fields of a mark; nothing is written where nothing changes."""
        with self._database.writing() as writer:
            before = self.needed(mark_id)
            after = replace(before, **fields)
            return before if after == before else self._put(writer, _unstamped(after), before)

    def needed(self, mark_id: str) -> Mark:
        """The mark; StoreError where the database (no longer) has it."""
        mark = self.get(mark_id)
        if mark is None:
            raise StoreError(f"The mark {mark_id} is not in {self._database.path.name}.")
        return mark

    def write_note(self, mark_id: str, text: str, base: str) -> Mark:
        """The note of a mark becomes text, which was written from base.

        What another program made of base meanwhile follows it. A tombstone lives again.
        """
        with self._database.writing() as writer:
            before = self.needed(mark_id)
            note = _with_theirs(text, base, before.note)
            after = replace(before, note=note, deleted=before.deleted and not note.strip())
            return before if after == before else self._put(writer, _unstamped(after), before)

    def set_article_note(self, article_id: str, text: str, base: str | None = None) -> Mark | None:
        """The article's note becomes text; its tombstone where text is blank, None without one.

        Where text was written from base, what another program made of that meanwhile follows it.
        """
        with self._database.writing() as writer:
            living = self.newest(article_id, "note")
            if living and base is not None:
                text = _with_theirs(text, base, living.note)
            if not text.strip():
                return (
                    self._put(writer, _unstamped(replace(living, deleted=True)), living)
                    if living
                    else None
                )
            before = living or self.newest(article_id, "note", deleted=True)
            mark = before or Mark("", "note", article_id)
            after = replace(mark, note=text, deleted=False)
            return mark if after == before else self._put(writer, _unstamped(after), before)

    def add_missing(self, marks: Iterable[Mark]) -> Merged:
        """Insert the marks whose id is unknown, as they stand; touch nothing that exists."""
        added, kept = [], []
        with self._database.writing() as writer:
            for mark in marks:
                if self.get(mark.id) is None:
                    self._put(writer, mark)
                    added.append(mark.id)
                else:
                    kept.append(mark.id)
        return Merged(tuple(added), (), tuple(kept))

    def merge(self, marks: Iterable[Mark]) -> Merged:
        """Insert unknown marks and replace older ones: the higher counter wins, then the content.

        A note that loses is kept as a revision, so merging in either order loses no text.
        """
        added, updated, kept = [], [], []
        with self._database.writing() as writer:
            for mark in marks:
                before = self.get(mark.id)
                if before is None:
                    added.append(self._put(writer, mark).id)
                elif _rank(mark) > _rank(before):
                    updated.append(self._put(writer, mark, before, keep_note=True).id)
                else:
                    self._keep_losing_note(writer, mark, before)
                    kept.append(mark.id)
        return Merged(tuple(added), tuple(updated), tuple(kept))

    def _put(
        self, writer: Writer, mark: Mark, before: Mark | None = None, *, keep_note: bool = False
    ) -> Mark:
        """Write a mark, its empty stamps filled in; the note it had becomes a revision."""
        if mark.kind not in KINDS:
            raise ValueError(f"no kind of mark: {mark.kind}")
        before = before or (self.get(mark.id) if mark.id else None)
        stamped = self._stamped(writer, mark)
        if before is not None and self._worth_keeping(before, stamped, keep_note):
            _add_revision(writer, before)
        row = mark_row(stamped)
        writer.put(MARKS, row)
        return mark_from(row)

    def _stamped(self, writer: Writer, mark: Mark) -> Mark:
        now = self._clock()
        counter = mark.counter
        if counter:
            writer.saw(counter)
        return replace(
            mark,
            id=mark.id or new_id(),
            created=mark.created or now,
            modified=mark.modified or now,
            counter=counter or writer.tick(),
        )

    def _worth_keeping(self, before: Mark, after: Mark, always: bool) -> bool:
        """Whether the earlier note is a revision: autosave alone must not make one each second."""
        if not before.note or before.note == after.note:
            return False
        if always or _kept_share(before.note, after.note) < _KEPT_SHARE:
            return True
        revisions = self.revisions(before.id)
        newest = revisions[0][0] if revisions else before.created
        return _apart(newest, before.modified) >= _REVISION_INTERVAL

    def _keep_losing_note(self, writer: Writer, mark: Mark, winner: Mark) -> None:
        known = {winner.note, "", *(note for _, note in self.revisions(winner.id))}
        if mark.note not in known:
            _add_revision(writer, mark)


def joined(first: str, second: str) -> str:
    """Two texts of one note, one behind the other; the one that holds the other alone."""
    if first in second:
        return second
    return first if second in first else f"{first.rstrip()}\n\n{second}"


def _with_theirs(ours: str, base: str, theirs: str) -> str:
    """Our text, and behind it what others have made of the text it was written from."""
    return ours if theirs == base else joined(ours, theirs.removeprefix(base).strip("\n"))


def _add_revision(writer: Writer, mark: Mark) -> None:
    row = mark_row(mark)
    note, modified = (MARKS.column(row, name) for name in ("note", "modified"))
    writer.put(REVISIONS, (mark.id, mark.counter, modified, note))


def _start(mark: Mark) -> int:
    return -1 if mark.anchor is None else mark.anchor.start


def _unstamped(mark: Mark) -> Mark:
    """The mark as a change that happens now."""
    return replace(mark, modified="", counter=0)


def _rank(mark: Mark) -> tuple[int, str, str]:
    return (mark.counter, mark.modified, repr(mark_row(mark)))


def _kept_share(before: str, after: str) -> float:
    """How much of a text still stands at the start and the end of another, 0.0-1.0."""
    most = min(len(before), len(after))
    head = next((i for i in range(most) if before[i] != after[i]), most)
    most -= head
    tail = next((i for i in range(most) if before[-1 - i] != after[-1 - i]), most)
    return (head + tail) / len(before)


def _apart(first: str, second: str) -> timedelta:
    try:
        return abs(datetime.fromisoformat(first) - datetime.fromisoformat(second))
    except (ValueError, TypeError):  # times from elsewhere may be anything
        return timedelta.max


_LIKE = "note LIKE ? ESCAPE '!' OR exact LIKE ? ESCAPE '!' OR tags LIKE ? ESCAPE '!'"


def _patterns(word: str) -> tuple[list[str], bool]:
    """LIKE patterns one of which every mark with the folded word fulfils; whether they suffice.

    LIKE folds ASCII alone, and fast; a word with other letters is looked for by its longest part
    in ASCII first.
    """
    is_exact = word.isascii()
    part = word if is_exact else max(_ASCII.findall(word), key=len, default="")
    parts = {part, part.replace("ss", "ß"), part.replace("ss", "ẞ")}
    return [f"%{_WILD.sub(_escaped, variant)}%" for variant in sorted(parts)], is_exact


def _escaped(match: re.Match[str]) -> str:
    return f"!{match.group()}"


def _mentions(*arguments: Any) -> bool:
    """The SQL function: whether its first argument stands in one of the others."""
    word, *columns = arguments
    return any(word in folded(column) for column in columns if isinstance(column, str))


def folded(text: str) -> str:
    """Text as the search in marks compares it: composed, without case."""
    return unicodedata.normalize("NFC", text).casefold()


def _json(values: Iterable[str]) -> str:
    return json.dumps(list(values))
