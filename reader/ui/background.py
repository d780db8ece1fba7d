"""Keeps catalogue and index like the folders while one reads: scans, indexes and watches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal

from reader.errors import LibraryError, ReaderError
from reader.library import Library
from reader.model import Memory
from reader.paths import Paths
from reader.store import Store
from reader.ui.searching import Searching
from reader.ui.tasks import Tasks

if TYPE_CHECKING:
    from reader.ui.indexer import Indexer
    from reader.ui.watcher import Watcher

FEW_PATHS = 64
FEW_ARTICLES = 200  # work on fewer is over before one has read how far it is


class Background(QObject):
    """The work on the library that nobody waits for.

    `listed` tells that a scan goes on and the catalogue lists more already. `changed` carries what
    a scan found as "added", "changed" and "removed" numbers of the catalogue, `status_changed` how
    far the work is and that it can be cancelled, once it is done what stays to be said about the
    folders ("": nothing); `said` a remark; `index_grew` how many of how many
    articles the search finds by now.
    """

    listed = Signal()
    changed = Signal(object)
    indexed = Signal()
    index_grew = Signal(int, int)
    status_changed = Signal(str, bool)
    said = Signal(str)
    problem = Signal(object)

    def __init__(
        self,
        paths: Paths,
        store: Store,
        index: Searching,
        searching: Tasks,
        folders: Sequence[Path],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._paths, self._store, self._index = paths, store, index
        self._searching = searching
        self._folders = list(folders)
        self._has_indexed_notes = self._is_closed = False
        self._file: Path | None = None
        self._lasting = ""  # what the status says while nothing is worked on
        self.scanning = Tasks("scanning", self)

    @cached_property
    def indexer(self) -> Indexer:
        """Made when it is first needed, after the first paint."""
        from reader.ui.indexer import Indexer

        indexer = Indexer(self._paths, self)
        indexer.listed.connect(self.listed)
        indexer.changed.connect(self.changed)
        indexer.progressed.connect(self._tell_progress)
        indexer.finished.connect(self._on_indexed)
        indexer.died.connect(self._say_unchecked)
        indexer.failed.connect(lambda text: self.problem.emit(LibraryError(text)))
        return indexer

    @cached_property
    def watcher(self) -> Watcher:
        """Made when it is first needed, after the first paint."""
        from reader.ui.watcher import Watcher

        watcher = Watcher(self)
        watcher.changed.connect(self.rescan)
        watcher.many_changed.connect(self._rescan_many)
        watcher.poll_due.connect(self.rescan)
        watcher.limited.connect(self._say_polled)
        watcher.watch_file(self._file)
        return watcher

    # --- the folders ----------------------------------------------------------------------------

    def begin(self) -> None:
        """Scan, index and watch from now on."""
        self.rescan()
        self.watcher.watch(self._folders)

    def watch_file(self, path: Path) -> None:
        """Look after the open article's file too."""
        self._file = path
        if "watcher" in self.__dict__:
            self.watcher.watch_file(path)

    def set_folders(self, folders: Sequence[Path]) -> None:
        """Look after other folders from now on."""
        self._folders = list(folders)
        self._lasting = ""
        self._rescan_many()
        self.watcher.watch(self._folders)

    def _rescan_many(self, places: list[Path] | None = None) -> None:
        """Take in a big change before the indexing goes on: the list comes first."""
        if (memory := self._memory()) is not None:
            self.indexer.run(self._folders, memory, places, is_pressing=True)

    def _memory(self) -> Memory | None:
        try:
            return self._store.memory()
        except ReaderError as error:
            self.problem.emit(error)
            return None

    def rescan(self, only: list[Path] | None = None) -> None:
        """Compare the folders (or only these paths) with the disk."""
        memory = self._memory()
        if memory is None:
            return
        if only is not None and len(only) <= FEW_PATHS:
            from reader.taken import FORMATS  # not for a start

            files = [place for place in only if place.suffix in FORMATS]
            self._scan_soon(memory, files)  # a folder of 50,000 files takes a while to look through
            self._scan_soon(memory, [place for place in only if place not in files])
        self.indexer.run(self._folders, memory, only)

    def is_working(self) -> bool:
        """Whether articles are being scanned or indexed."""
        return "indexer" in self.__dict__ and self.indexer.is_running()

    def cancel(self) -> None:
        """Break off what is under way; what it has done stays, and a later change goes on."""
        self.indexer.cancel()
        self.said.emit(self.tr("Stopped. What is missing is read at the next start."))

    def _scan_soon(self, memory: Memory, only: list[Path]) -> None:
        folders, catalogue = list(self._folders), self._paths.catalogue
        if only:
            self.scanning.run(
                lambda: scan_now(catalogue, folders, memory, only, lambda: self._is_closed),
                self.changed.emit,
            )

    # --- the notes ------------------------------------------------------------------------------

    def index_notes(self, article_id: str) -> None:
        """Let the search find the notes of an article as they are now."""
        marks = self._store.marks(article_id)
        text = "\n".join(mark.note for mark in marks if mark.note)
        tags = sorted({tag for mark in marks for tag in mark.tags})
        index = self._index
        self._searching.run(
            lambda: index.opened().put_notes(article_id, text, tags), lambda _: None
        )

    def _index_all_notes(self) -> None:
        """The index may be new: give it all notes, once a session."""
        paths, index = self._paths, self._index

        def work() -> int:
            from reader.workspace import Workspace, notes_for_search  # only once a session

            with Workspace(paths) as workspace:
                return index.opened().put_all_notes(workspace.ask(notes_for_search), only=True)

        self._searching.run(work, lambda _: None, lambda _: None)

    # --- telling --------------------------------------------------------------------------------

    def _tell_progress(self, phase: str, done: int, total: int) -> None:
        if total < FEW_ARTICLES or done >= total:
            self.status_changed.emit(self._lasting, False)
            return
        if phase != "scan":
            self.index_grew.emit(done, total)
        numbers = {"done": QLocale().toString(done), "total": QLocale().toString(total)}
        text = (
            self.tr("Reading articles: {done} of {total}")
            if phase == "scan"
            else self.tr("Search index: {done} of {total}")
        )
        self.status_changed.emit(text.format(**numbers), True)

    def _on_indexed(self) -> None:
        if not self._has_indexed_notes:
            self._has_indexed_notes = True
            self._index_all_notes()
        self.status_changed.emit(self._lasting, False)
        self.indexed.emit()

    def _say_polled(self) -> None:
        self._lasting = self.tr("Some folders are only looked at every 15 seconds.")
        self.status_changed.emit(self._lasting, self.is_working())

    def _say_unchecked(self) -> None:
        self.said.emit(self.tr("The articles could not be checked for changes."))

    # --- the end --------------------------------------------------------------------------------

    def close(self) -> None:
        """End it; catalogue and index stay usable."""
        self._is_closed = True
        if "watcher" in self.__dict__:
            self.watcher.close()
        if "indexer" in self.__dict__:
            self.indexer.close()
        self._index.interrupt()
        self.scanning.close()


def scan_now(
    catalogue: Path,
    folders: Sequence[Path],
    memory: Memory,
    only: Sequence[Path],
    cancelled: Callable[[], bool],
) -> dict[str, Sequence[int]]:
    """Bring a few changed paths into the catalogue, while the background may still be indexing.

    The process of the background finds the languages that take the model, and gives it up again.
    """
    from reader.scan import scan  # in the worker

    library = Library(catalogue)
    try:
        changes = scan(library, folders, memory, only=only, cancelled=cancelled, quickly=True)
    finally:
        library.close()
    return {"added": changes.added, "changed": changes.changed, "removed": changes.removed}
