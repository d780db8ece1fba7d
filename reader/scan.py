"""Brings the catalogue up to date with the disk: incremental, cancellable, never aborted by a file.

The steps: list the folders; compare each file's status with its row; read what differs, in several
processes where it is much; choose identities and write rows in short transactions; drop the rows
whose files are certainly gone; then languages the user set, translation sets and orders. The first
new files get their rows as soon as they are met, so that there is a list at once: those that are
nobody's already, and in whatever language is clear without the model.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader import catalogue, walk
from reader.identity import Identities
from reader.model import Changes, Memory
from reader.presence import Presence
from reader.readers import read_many, read_quickly
from reader.rows import UNFINISHED, Rows, Seen
from reader.taken import Read, Task

if TYPE_CHECKING:
    from reader.library import Library

Progress = Callable[[int, int], None]
Listed = Callable[[], None]
Keep = Callable[[bytes, bytes], None]
Reading = Callable[[Sequence[Task], Callable[[], bool]], Iterator[list[Read]]]
Scope = tuple[bytes, bytes]
"""A root, and the file or folder at or below it that a scan looks at."""

_SETTLED_NS = 2_000_000_000
_PROGRESS_EVERY = 500
_AT_ONCE = 200


def scan(
    library: Library,
    folders: Sequence[Path],
    memory: Memory,
    *,
    progress: Progress | None = None,
    listed: Listed | None = None,
    cancelled: Callable[[], bool] | None = None,
    only: Sequence[Path] | None = None,
    quickly: bool = False,
    keep: Keep | None = None,
) -> Changes:
    """Take in what has changed below folders, and say what that was.

    only limits the work to some files and folders below them (what a watcher reported; of a moved
    file both places). quickly leaves languages open that take the model (1 s, 100 MB); they are as
    before, or unknown, until the next scan. progress(done, total) counts files, total 0 while it
    is not known yet; listed() tells that the library lists more than before while the scan goes on;
    keep(path, text) gets the packed plain text of each file that was read whole.
    When cancelled() becomes true, what was read is kept and nothing is removed. A damaged catalogue
    is made anew.
    LibraryError where the catalogue cannot be written.
    """
    calls = _Calls(
        progress or (lambda done, total: None),
        listed or (lambda: None),
        cancelled or (lambda: False),
        keep,
    )
    reading = read_quickly if quickly else read_many
    with catalogue.machine_errors(library.path):
        try:
            rows, stopped = _scanned(library.path, folders, memory, calls, only, reading)
        except catalogue.DamagedError:
            catalogue.delete(library.path)
            rows, stopped = _scanned(library.path, folders, memory, calls, only, reading)
    return Changes(
        added=tuple(sorted(rows.added - rows.removed)),
        changed=tuple(sorted(rows.changed - rows.added - rows.removed)),
        removed=tuple(sorted(rows.removed - rows.added)),
        problems=tuple(library.problems()),
        cancelled=stopped,
    )


def forget(library: Library, folder: Path) -> None:
    """Drop the rows of a folder that is no longer part of the library; marks are not touched."""
    with catalogue.machine_errors(library.path):
        connection = catalogue.connect(library.path)
        rows = Rows(connection, Memory())
        try:
            with rows.writing():
                rows.forget(os.fsencode(os.path.abspath(folder)))
                rows.link_translations()
            with rows.writing():
                rows.publish()
        finally:
            connection.close()


class _Calls(NamedTuple):
    """Whom a scan tells of its progress and asks whether to go on."""

    progress: Progress
    listed: Listed
    cancelled: Callable[[], bool]
    keep: Keep | None


def _scanned(
    path: Path,
    folders: Sequence[Path],
    memory: Memory,
    calls: _Calls,
    only: Sequence[Path] | None,
    reading: Reading,
) -> tuple[Rows, bool]:
    """Do one scan; what it wrote, and whether it was cancelled. DamagedError where it turns up."""
    connection = catalogue.connect(path)
    try:
        with catalogue.damage():
            run = _Scan(Rows(connection, memory), memory, calls, reading)
            run.run(folders, only)
            return run.rows, run.is_cancelled()
    finally:
        connection.close()


class _Scan:
    """One run over the folders; its fields are what the steps share."""

    def __init__(self, rows: Rows, memory: Memory, calls: _Calls, reading: Reading) -> None:
        self.rows = rows
        self._read = reading
        self._progress, self._listed, self.is_cancelled, self._keep = calls
        self._finished: set[bytes] = set()
        self._walk = walk.Walk()
        self._presence = Presence(self._walk.blind)
        self._identities = Identities(rows.connection, memory, self._presence.is_gone)

    def run(self, folders: Sequence[Path], only: Sequence[Path] | None) -> None:
        """Do all the steps."""
        scopes = self._scopes(folders)
        if only is not None:
            scopes = _narrowed(scopes, only)
        tasks, unseen = self._compare(scopes)
        self._take_in(tasks)
        if not self.is_cancelled():
            self._drop(unseen)
        with self.rows.writing():
            self.rows.set_languages()
            self.rows.link_translations()
            self.rows.settle_duplicates()
            self.rows.note_troubles([place for _, place in scopes], self._walk.blind)
        with self.rows.writing():
            self.rows.publish()

    def _scopes(self, folders: Sequence[Path]) -> list[Scope]:
        """The outermost of the folders, with the roots they belong to."""
        asked = {os.fsencode(os.path.abspath(folder)) for folder in folders}
        with self.rows.writing():
            roots = {path: self.rows.register(path) for path in sorted(asked, key=len)}
        return [
            (roots[path], path)
            for path in sorted(asked)
            if not any(path != other and walk.is_below(path, other) for other in asked)
        ]

    def _compare(self, scopes: list[Scope]) -> tuple[list[Task], dict[bytes, Seen]]:
        """The files that must be read, and the rows whose files were not met."""
        unseen: dict[bytes, Seen] = {}
        for _, place in scopes:
            unseen.update(self.rows.below(place))
        tasks: list[Task] = []
        new: list[Task] = []
        back: list[tuple[int, int]] = []
        met: set[bytes] = set()
        for count, (root, path, status) in enumerate(self._found(scopes)):
            if count % _PROGRESS_EVERY == 0:
                self._progress(count, 0)
            met.add(root)
            row = unseen.pop(path, None)
            if row is None or not self._is_same(path, row, status):
                is_read = row is not None and row.settled != UNFINISHED
                known = self.rows.hash_of(row.number) if row and is_read else ""
                tasks.append(Task(path, root, known, packs=self._keep is not None))
                if row is None and len(new) < _AT_ONCE:
                    new.append(tasks[-1])
                    if len(new) == _AT_ONCE:
                        self._begin(new)
            elif row.missing or row.device != status.st_dev:
                back.append((row.number, status.st_dev))
        if len(new) < _AT_ONCE:
            self._begin(new)
        with self.rows.writing():
            for number, device in back:
                self.rows.restore(number, device)
            self._note_roots(scopes, met)
        return tasks, unseen

    def _begin(self, new: list[Task]) -> None:
        """Give the first new files their rows, before all files are known.

        What may have moved here waits: whether its old place is gone is not known yet.
        """
        roots = {task.path: task.root for task in new}
        for number, portion in enumerate(read_quickly(new, self.is_cancelled)):
            with self.rows.writing():
                for read in portion:
                    self._write_at_once(read, roots[read.path])
            if number == 0 or self.rows.is_list_stale():
                self._publish()

    def _write_at_once(self, read: Read, root: bytes) -> None:
        taken = read.taken
        if taken and self._identities.is_unheard_of(
            read.path, taken.content_hash, taken.details.declared_id
        ):
            self._write(read, root)
            if taken.is_final:
                self._finished.add(read.path)

    def _found(self, scopes: list[Scope]) -> Iterator[tuple[bytes, bytes, os.stat_result]]:
        for root, place in scopes:
            found = walk.files(root, self._walk, top=place, stop=self.is_cancelled)
            for path, status in found:
                yield root, path, status

    def _is_same(self, path: bytes, row: Seen, status: os.stat_result) -> bool:
        """Whether a file is as its row has it, as far as its status and the memory tell."""
        return (
            row.settled == 1
            and row.size == status.st_size
            and row.mtime_ns == status.st_mtime_ns
            and row.ctime_ns == status.st_ctime_ns
            and row.inode == status.st_ino
            and self._identities.agrees(path, row.id)
        )

    def _note_roots(self, scopes: list[Scope], met: set[bytes]) -> None:
        for root, place in scopes:
            if root != place:
                self._presence.miss_root(root)
            elif not self.is_cancelled():
                was = self.rows.root_status(root)
                self._presence.met_root(root, was, has_articles=root in met)
                if root not in self._walk.blind:
                    self.rows.note_root(root)

    def _take_in(self, tasks: list[Task]) -> None:
        """Read the files and write their rows, a portion to a transaction."""
        roots = {task.path: task.root for task in tasks}
        waiting = [task for task in tasks if task.path not in self._finished]
        done = len(tasks) - len(waiting)
        self._progress(done, len(tasks))
        for portion in self._read(waiting, self.is_cancelled):
            with self.rows.writing():
                for read in portion:
                    self._write(read, roots[read.path])
            done += len(portion)
            self._progress(done, len(tasks))
            if self.rows.is_list_stale():
                self._publish()

    def _publish(self) -> None:
        with self.rows.writing():
            self.rows.publish()
        self._listed()

    def _write(self, read: Read, root: bytes) -> None:
        if read.status is None:
            return
        if self._keep and read.packed:
            self._keep(read.path, read.packed)
        settled = abs(time.time_ns() - read.status.mtime_ns) > _SETTLED_NS
        if read.taken is None:
            self.rows.touch(read.path, read.status, settled=settled)
        else:
            self.rows.write(
                read.path,
                root,
                read.status,
                read.taken,
                self._identities,
                settled=settled,
            )

    def _drop(self, unseen: dict[bytes, Seen]) -> None:
        """Remove the rows whose files are gone; keep, as missing, those that are only away."""
        with self.rows.writing():
            for path, row in unseen.items():
                if not self.rows.is_at(row.number, path):
                    continue  # it moved, and was met at its new place
                if self._presence.is_lost(path, row.device):
                    self.rows.remove(row.number)
                elif not row.missing:
                    self.rows.mark_missing(row.number)


def _narrowed(scopes: list[Scope], only: Sequence[Path]) -> list[Scope]:
    """The places of only that lie in the scopes and that a walk would come to."""
    narrowed: list[Scope] = []
    for place in sorted({_place(path) for path in only}):
        root = next((root for root, whole in scopes if walk.is_below(place, whole)), None)
        if root is not None and not any(walk.is_below(place, above) for _, above in narrowed):
            narrowed.append((root, place))
    return narrowed


def _place(path: Path) -> bytes:
    """What to look at where path has changed: of a list of ignored names, its folder."""
    name = os.fsencode(os.path.abspath(path))
    return os.path.dirname(name) if os.path.basename(name) == b".ignore" else name
