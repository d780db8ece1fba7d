"""Tells which folders of the library have changed: watched where the system can, else polled."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from reader.ui.entries import Entries
from reader.ui.timers import one_shot, repeating
from reader.walk import is_article_name

MOST_WATCHED = 1000
DEBOUNCE_MS = 250
POLL_MS = 15_000
TURN_SECONDS = 0.004
MANY = 64  # paths of one report; more are a big change
NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "davfs", "fuse.rclone"}
PASSED_OVER = {"node_modules", "__pycache__", "venv", "site-packages"}


class Watcher(QObject):
    """`changed` carries the files and folders something changed in, `many_changed` the folders of
    a big change; `limited` tells that some are only polled.
    """

    changed = Signal(list)
    many_changed = Signal(list)
    limited = Signal()
    poll_due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = Entries(self)
        self._watcher = QFileSystemWatcher(self)  # the open file; folders where Entries cannot
        self._dirty: set[str] = set()
        self._is_big = False
        self._roots: list[Path] = []
        self._file: Path | None = None
        self._is_limited = False
        self._debounce = one_shot(self, DEBOUNCE_MS, self._tell)
        self._poll = repeating(self, POLL_MS, self._on_poll)
        self._pending: deque[Iterator[str]] = deque()
        self._adder = repeating(self, 0, self._add_some)
        self._watcher.directoryChanged.connect(self._on_change)
        self._watcher.fileChanged.connect(self._on_change)
        self._entries.changed.connect(self._on_change)
        self._entries.lost.connect(self.poll_due)

    def watch(self, roots: Sequence[Path]) -> None:
        """Watch the folders below the roots, at most 1,000; the rest is polled."""
        self._roots = list(roots)
        self._forget_all()
        self._poll.stop()
        self._is_limited = False
        if any(is_network_folder(root) for root in roots):
            self._poll_instead()
        self._follow_roots()
        self._pending = deque([folders_below([str(root) for root in self._roots])])
        self._adder.start()
        self.watch_file(self._file)

    def folders(self) -> set[str]:
        """The folders that are watched."""
        return self._entries.folders().union(self._watcher.directories())

    def watch_file(self, path: Path | None) -> None:
        """Watch the open article itself: an edit in place does not change its folder."""
        self._file = path
        if files := self._watcher.files():
            self._watcher.removePaths(files)
        if path is not None and path.exists():
            self._watcher.addPath(str(path))

    def _add_some(self) -> None:
        """Add folders for some milliseconds, so that the window never waits for a slow disk."""
        until = time.monotonic() + TURN_SECONDS
        known = self.folders()
        while time.monotonic() < until:
            if not self._pending:
                self._adder.stop()
                return
            folder = next(self._pending[0], None)
            if folder is None:
                self._pending.popleft()
            elif folder and folder not in known and not self._add(folder, len(known)):
                self._pending.clear()
                self._poll_instead()
            else:
                known.add(folder)

    def _add(self, folder: str, watched: int) -> bool:
        """Watch a folder; False where there is no room for more."""
        if watched >= MOST_WATCHED:
            return False
        if self._entries.watch(folder) or self._watcher.addPath(folder):
            return True
        return not os.path.isdir(folder)  # gone meanwhile

    def _poll_instead(self) -> None:
        self._poll.start()
        if not self._is_limited:
            self._is_limited = True
            self.limited.emit()

    def _follow_roots(self) -> None:
        """Look for a folder of the library that is gone, since nothing will tell of its return."""
        if any(not root.is_dir() for root in self._roots):
            self._poll.start()
        elif not self._is_limited:
            self._poll.stop()

    def _on_poll(self) -> None:
        self._follow_roots()
        self._watch_new_below([str(root) for root in self._roots])
        self.poll_due.emit()

    def _on_change(self, path: str) -> None:
        self._dirty.add(_folder_of(path) if self._is_big else path)
        if len(self._dirty) > MANY and not self._is_big:
            self._is_big = True
            self._dirty = set(map(_folder_of, self._dirty))
        if not self._debounce.isActive():
            self._debounce.start()

    def _tell(self) -> None:
        paths, self._dirty = self._dirty, set()
        told = self.many_changed if self._is_big else self.changed
        self._is_big = False
        if self._file is not None and os.path.exists(self._file):
            self._watcher.addPath(str(self._file))  # an atomic replace drops the watch
        self._watch_new_below([path for path in sorted(paths) if os.path.isdir(path)])
        self._follow_roots()
        told.emit([Path(path) for path in sorted(paths)])

    def _watch_new_below(self, folders: Sequence[str]) -> None:
        """Watch the folders that came into these; known ones tell of their own."""
        if folders and not self._is_limited:
            known = self.folders().difference(folders)
            self._pending.append(folders_below(folders, known))
            self._adder.start()

    def _forget_all(self) -> None:
        if watched := self._watcher.directories() + self._watcher.files():
            self._watcher.removePaths(watched)
        self._entries.clear()

    def close(self) -> None:
        """Watch nothing any more."""
        for timer in (self._debounce, self._poll, self._adder):
            timer.stop()
        self._file = None
        self._forget_all()


def _folder_of(path: str) -> str:
    """The folder of an article, else the path itself; nothing is looked up."""
    return os.path.dirname(path) if is_article_name(os.fsencode(path)) else path


def folders_below(roots: Sequence[str], known: Collection[str] = ()) -> Iterator[str]:
    """The roots and the folders below them that a scan visits, breadth first.

    Those in known are passed over with all that they hold. "" comes now and then from a folder with
    many files, so that the caller can look at the clock.
    """
    waiting = deque(roots)
    seen = set(known)
    while waiting:
        folder = waiting.popleft()
        if folder in seen:
            continue
        seen.add(folder)
        if os.path.isdir(folder):
            yield folder
        found: list[str] = []
        for child in _children(folder):
            if child:
                found.append(child)
            else:
                yield ""
        waiting.extend(sorted(found))


def _children(folder: str) -> Iterator[str]:
    """The folders in a folder, and "" after every 500 other entries."""
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries, 1):
                if _is_visited(entry):
                    yield entry.path
                elif number % 500 == 0:
                    yield ""
    except OSError:
        return


def _is_visited(entry: os.DirEntry[str]) -> bool:
    name = entry.name
    hidden = name.startswith(".") or name in PASSED_OVER
    return not hidden and entry.is_dir(follow_symlinks=False)


def is_network_folder(path: Path) -> bool:
    """Whether the folder lies on a file system that tells of no change (Linux: /proc/mounts)."""
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    best, kind = "", ""
    for fields in (line.split() for line in mounts):
        if len(fields) > 2:
            point = fields[1].replace("\\040", " ")
            if len(point) > len(best) and path.is_relative_to(point):
                best, kind = point, fields[2]
    return kind in NETWORK
