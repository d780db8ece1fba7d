"""The user's own data: bookmarks, highlights, notes, reading states, languages and folders.

The whole face of marks.db, whose tables no caller sees. What a method returned from is on the
disk; where it raises, nothing of it is. Deleting a mark is a tombstone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from reader import db
from reader.db import Database
from reader.drafts import Drafts
from reader.errors import DamagedStoreError
from reader.marks import MarkCounts, MarkFilter, Marks, Merged
from reader.model import Article, Colour, Mark, MarkKind, Memory, State, View
from reader.paths import make_private_folder
from reader.readings import Readings
from reader.shelf import Shelf
from reader.tables import Snapshot

if TYPE_CHECKING:  # loaded where they are used: the verbs that list and show need none of them
    from reader.dump import Loaded
    from reader.verify import StoreReport


def utc_now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """A moment as marks carry it: ISO 8601 in UTC with milliseconds."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="milliseconds") + "Z"


class Store:
    """One open marks.db, for one thread at a time.

    A file that does not exist is created, unless backups show that there was one. Raises
    NewerSchemaError for a file of a newer version and DamagedStoreError for one that is truncated,
    foreign, empty or missing where data was; the file is left as it is in both cases. StoreError
    is what the disk refuses, StoreBusyError another program's transaction (a write waits
    200 ms for it, see `db.patiently`; a read 2 s). A read that meets a damaged row raises
    DamagedStoreError.
    """

    def __init__(
        self, path: Path, *, backups: Path | None = None, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._start(_opened(Path(os.path.realpath(path)), backups, now), now)

    def _start(self, database: Database, now: Callable[[], datetime]) -> None:
        def clock() -> str:
            return timestamp(now())

        self._database = database
        self._clock = clock
        self._marks = Marks(database, clock)
        self._readings = Readings(database, clock)
        self._shelf = Shelf(database, clock)
        self._drafts = Drafts(database.path.parent / "drafts")

    @classmethod
    def open_read_only(cls, path: Path) -> Store:
        """A file of any version, to look at: what this version knows of it, and no writing."""
        store = cls.__new__(cls)
        database = Database.open(Path(os.path.realpath(path)), read_only=True, any_version=True)
        store._start(database, utc_now)
        return store

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        self._database.close()

    @property
    def path(self) -> Path:
        """The file, symbolic links resolved."""
        return self._database.path

    # --- reading states ---

    def state(self, article_id: str) -> State:
        """What the list shows of the user's data about one article."""
        return self.states([article_id])[article_id]

    def states(self, ids: Collection[str]) -> dict[str, State]:
        """The state of each article asked for; one never seen has the default state."""
        return self._readings.states(ids)

    def set_read(self, article_id: str, read: bool) -> None:
        """Mark an article as read or unread; its progress stays."""
        self._readings.set_read(article_id, read)

    def set_progress(
        self,
        article_id: str,
        progress: float,
        position: int,
        *,
        seconds_read: int = 0,
        words_read: int = 0,
    ) -> None:
        """Keep how far the reader is (0.0-1.0) and the offset of the first visible line.

        seconds_read and words_read are those since the last call; they make the reading pace.
        """
        self._readings.set_progress(article_id, progress, position, seconds_read, words_read)

    def add_states(self, states: Mapping[str, tuple[bool, float]]) -> int:
        """What another program knew (read, progress), in one transaction; how many it changed.

        What is known here stays: nothing becomes unread and no progress another one.
        """
        return self._readings.add(states)

    def mark_opened(self, article_id: str) -> None:
        """The article is opened now."""
        self._readings.mark_opened(article_id)

    def reading_pace(self) -> float | None:
        """Words a minute as measured, None before two minutes of reading."""
        return self._readings.pace()

    def ids(self, view: View) -> set[str]:
        """The articles of a view that is a set of the store: not "all" and not "unread"."""
        sets = {
            "in_progress": self.in_progress_ids,
            "bookmarked": self.bookmarked_ids,
            "with_notes": self.ids_with_notes,
        }
        return sets[view]()

    def read_ids(self) -> set[str]:
        """Articles marked as read: all others are unread."""
        return self._readings.read_ids()

    def in_progress_ids(self) -> set[str]:
        """Articles begun and not marked as read."""
        return self._readings.in_progress_ids()

    def bookmarked_ids(self) -> set[str]:
        """Articles with a bookmark, on the whole or on a place."""
        return self._marks.article_ids("bookmarks")

    def ids_with_notes(self) -> set[str]:
        """Articles with a mark that carries note text."""
        return self._marks.article_ids("notes")

    def ids_with_marks(self) -> set[str]:
        """Articles with any living mark."""
        return self._marks.article_ids("any")

    def recently_opened(self, limit: int | None = None) -> list[str]:
        """Articles in the order of opening, the last one first."""
        return self._readings.recently_opened(limit)

    # --- marks ---

    def marks(self, article_id: str | None = None, *, deleted: bool = False) -> list[Mark]:
        """The marks of an article in the order of its text, or all marks, oldest first.

        With deleted the tombstones too.
        """
        if article_id is None:
            return self._marks.everything(deleted=deleted)
        return self._marks.of_article(article_id, deleted=deleted)

    def mark(self, mark_id: str) -> Mark | None:
        """One mark, a tombstone too."""
        return self._marks.get(mark_id)

    def find_marks(
        self,
        *,
        kinds: Collection[MarkKind] = (),
        colours: Collection[Colour] = (),
        tags: Collection[str] = (),
        text: str = "",
        article_ids: Collection[str] | None = None,
        order: Literal["newest", "article"] = "newest",
        limit: int = -1,
        offset: int = 0,
    ) -> list[Mark]:
        """A page of the living marks of the whole library; see MarkFilter for the filters."""
        wanted = MarkFilter(kinds, colours, tags, text, article_ids)
        return self._marks.find(wanted, order, limit, offset)

    def count_marks(
        self,
        *,
        kinds: Collection[MarkKind] = (),
        colours: Collection[Colour] = (),
        tags: Collection[str] = (),
        text: str = "",
        article_ids: Collection[str] | None = None,
    ) -> MarkCounts:
        """How many marks `find_marks` would find, by kind and by colour."""
        return self._marks.count(MarkFilter(kinds, colours, tags, text, article_ids))

    def all_tags(self) -> dict[str, int]:
        """The tags of the living marks and how many carry each."""
        return self._marks.tags()

    def revisions(self, mark_id: str) -> list[tuple[str, str]]:
        """(modified, note) of the earlier texts of a note, newest first."""
        return self._marks.revisions(mark_id)

    def article_revisions(self, article_id: str) -> list[tuple[str, str]]:
        """The same of the note on the article; where it was deleted its last text is the newest."""
        return self._marks.article_revisions(article_id)

    def add(self, mark: Mark) -> Mark:
        """Add a mark; id, created, modified and counter are filled in where empty."""
        return self._marks.add(mark)

    def change(self, mark_id: str, **fields: Any) -> Mark:
        """Replace fields of a mark; what is given as it already is changes nothing."""
        return self._marks.change(mark_id, fields)

    def delete(self, mark_id: str) -> Mark:
        """Make a mark a tombstone, which keeps everything it said."""
        return self._marks.change(mark_id, {"deleted": True})

    def restore(self, mark_id: str) -> Mark:
        """Bring a deleted mark back as it was."""
        return self._marks.change(mark_id, {"deleted": False})

    def apply(self, changes: Sequence[Mark]) -> list[Mark]:
        """Put marks as given, as new changes in one transaction."""
        return self._marks.apply(changes)

    def turn(self, steps: Sequence[tuple[Mark, Mark]]) -> list[Mark]:
        """Bring each mark from a state to another (do, undo, redo), in one transaction.

        What was changed since the first of the two stays as it is.
        """
        return self._marks.turn(steps)

    def add_missing(self, marks: Iterable[Mark]) -> Merged:
        """Insert marks from elsewhere whose ids are unknown; what exists is left alone."""
        return self._marks.add_missing(marks)

    def merge(self, marks: Iterable[Mark]) -> Merged:
        """Insert marks of another copy of this data and replace older ones: the newer wins."""
        return self._marks.merge(marks)

    def bookmark(self, article_id: str) -> Mark | None:
        """The bookmark on the article as a whole."""
        return self._marks.newest(article_id, "bookmark")

    def article_note(self, article_id: str) -> Mark | None:
        """The note on the article as a whole."""
        return self._marks.newest(article_id, "note")

    def set_article_note(self, article_id: str, text: str, base: str | None = None) -> Mark | None:
        """Set that note; blank text deletes it (its tombstone is returned, None without one).

        base is the text that this one was written from: what another program made of it meanwhile
        follows the new text.
        """
        return self._marks.set_article_note(article_id, text, base)

    def write_note(self, mark_id: str, text: str, base: str) -> Mark:
        """Set the note of a mark in the same way; a deleted mark comes back with the text."""
        return self._marks.write_note(mark_id, text, base)

    # --- articles, languages, folders ---

    def remember(self, article: Article, text: str | None) -> None:
        """Keep who an article with marks is, and its text as it is now where below 100 KB."""
        self._shelf.remember(article, text)

    def keep_snapshots(self, snapshots: Iterable[Snapshot]) -> int:
        """Add what an import knows of articles that are unknown here; how many there were."""
        return self._shelf.keep(snapshots)

    def snapshot(self, article_id: str) -> Snapshot | None:
        """The article as last remembered; it outlives the file."""
        return self._shelf.snapshot(article_id)

    def text(self, text_hash: str) -> str | None:
        """A text that marks were made in, by the hash in their anchors; None where not kept."""
        return self._shelf.text(text_hash)

    def memory(self) -> Memory:
        """What a scan must know of this data."""
        return self._shelf.memory()

    def set_language(self, article_id: str, tag: str | None) -> None:
        """The user's own setting of an article's language; None takes it back."""
        self._shelf.set_language(article_id, tag)

    def set_folder_language(self, folder: Path, tag: str | None) -> None:
        """The user's own setting for all articles below a folder; None takes it back."""
        self._shelf.set_folder_language(folder, tag)

    def folders(self) -> list[Path]:
        """The library's folders in the order they were added, without the bundled collection."""
        return self._shelf.folders()

    def add_folder(self, folder: Path) -> None:
        """Add a folder to the library."""
        self._shelf.add_folder(folder)

    def remove_folder(self, folder: Path) -> None:
        """Take a folder out of the library; nothing in it and no mark is touched."""
        self._shelf.remove_folder(folder)

    # --- drafts ---

    def put_draft(self, key: str, text: str) -> None:
        """Keep the text of a note being written, on the disk when this returns."""
        self._drafts.put(key, text)

    def drafts(self) -> dict[str, str]:
        """The texts that were being written when the program ended."""
        return self._drafts.all()

    def clear_draft(self, key: str) -> None:
        """Forget a draft."""
        self._drafts.clear(key)

    # --- the whole ---

    def counter(self) -> int:
        """The Lamport counter: it grows with every change, so equal means unchanged."""
        return int(self._database.meta("counter"))

    def verify(self) -> StoreReport:
        """Check everything: seconds at 100,000 marks, so a worker calls verify_file instead."""
        from reader.verify import verify

        return verify(self._database)

    def dump(self) -> dict[str, Any]:
        """Everything, tombstones and revisions too, as plain values for JSON."""
        from reader.dump import dump

        return dump(self._database)

    def load_dump(self, data: object) -> Loaded:
        """Add what a dump has and this store lacks; what exists is left alone. FormatError."""
        from reader.dump import load

        return load(self._database, data)


def _opened(path: Path, backups: Path | None, now: Callable[[], datetime]) -> Database:
    if not path.exists():
        _refuse_first_run_over_data(path, backups)
        make_private_folder(path.parent)
        db.create(path)
    database = Database.open(path)
    if database.version < db.SCHEMA:
        from reader import backup

        database.close()
        backup.migrate(path, backups, now())
        database = Database.open(path)
    _make_private(path)
    return database


def _refuse_first_run_over_data(path: Path, backups: Path | None) -> None:
    """A missing marks.db beside backups, or beside one set aside, is a loss and not a first run."""
    from reader import backup

    if backups is not None and backup.has_backups(backups):
        raise DamagedStoreError(
            f"{path} is missing, but there are backups in {backups}. Restore one of them.", path
        )
    if backup.set_aside_files(path):
        raise DamagedStoreError(
            f"{path} is missing, but a copy that was set aside is beside it. Restore it.", path
        )


def _make_private(path: Path) -> None:
    try:
        if os.name != "nt" and path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except OSError:
        return  # not ours to change: the file works all the same
