"""Adding articles from the window: the work in a thread of its own, its dialogs on the screen."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from reader import files
from reader.importers.values import ImportResult, Link, Options
from reader.model import Article
from reader.paths import Paths
from reader.ui import dialogs
from reader.ui.importing import AddFromWebDialog, ImportProgress, ImportResultView
from reader.ui.messages import explain
from reader.ui.session import Session
from reader.ui.tasks import Tasks
from reader.ui.timers import repeating

SHOW_AFTER_MS = 400
TICK_MS = 100
Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]
Work = Callable[[Path, Progress, Cancelled], ImportResult]


@dataclass
class Course:
    """How far a running import is; written by the worker, read by the window.

    is_entering: the articles are on the disk and are being entered in the library.
    """

    done: int = 0
    total: int = 0
    current: str = ""
    cancelled: bool = False
    is_closing: bool = False
    is_entering: bool = False

    def report(self, done: int, total: int, current: str = "") -> None:
        self.done, self.total, self.current = done, total, current


def run_import(paths: Paths, work: Work, course: Course) -> ImportResult:
    """Import, find the new articles and add their marks; nothing half is left when cancelled.

    Cancelled while the articles are entered in the library, or on closing, this ends at once: the
    library finds them later, and their marks keep their quotes.
    """
    from reader.importers.applying import apply
    from reader.scan import scan
    from reader.workspace import Workspace

    result = work(paths.imported, course.report, lambda: course.cancelled)
    if not (result.imported or result.marks or result.states or result.files):
        return result
    was_cancelled, course.is_entering = course.cancelled, True

    def stop() -> bool:
        return course.is_closing or (course.cancelled and not was_cancelled)

    with Workspace(paths) as workspace:
        library = workspace.library
        if paths.imported.is_dir() and not stop():
            folders = [paths.imported]
            scan(library, folders, workspace.memory, progress=course.report, cancelled=stop)

        def text_of(article: Article) -> str | None:
            return None if stop() else workspace.rendered_text(article)

        applied = workspace.ask(lambda store: apply(result, store, library, text_of=text_of))
    return applied.counted(result)


def _imported(
    paths: Sequence[Path],
    options: Options,
    target: Path,
    progress: Progress,
    cancelled: Cancelled,
) -> ImportResult:
    from reader.importers import import_paths  # with the readers, in the worker

    return import_paths(paths, target, progress=progress, cancelled=cancelled, options=options)


class Imports(QObject):
    """One import at a time. `finished` carries its result."""

    finished = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = Tasks("importing", self)
        self._course = Course()
        self._progress: ImportProgress | None = None
        self._result: ImportResultView | None = None
        self._web: AddFromWebDialog | None = None
        self._started = 0.0
        self._tick = repeating(self, TICK_MS, self._show_progress)

    def start(self, paths: Sequence[Path]) -> None:
        """Import files, folders and archives; of a book it is asked how."""
        options = Options()
        if any(path.suffix.lower() == ".epub" for path in paths):
            window = self._session.window
            chosen = dialogs.ask_book(window, window.theme)
            if not chosen:
                return
            options = Options(epub=chosen)
        self._run(lambda *course: _imported(paths, options, *course), self._show_result)

    def start_text(self, text: str, suffix: str) -> None:
        """Import a page or a text that is in no file, such as the clipboard's."""
        data = self._session.parts.paths.data
        file = data / f"clipboard-{uuid.uuid4().hex[:8]}{suffix}"

        def work(target: Path, progress: Progress, cancelled: Cancelled) -> ImportResult:
            try:
                files.replace_file(file, text.encode("utf-8", "replace"))
                return _imported([file], Options(), target, progress, cancelled)
            finally:
                file.unlink(missing_ok=True)

        self._run(work, self._show_result)

    def ask_address(self) -> None:
        """Ask for an address and fetch that one page."""
        window = self._session.window
        self._web = AddFromWebDialog(window.theme, window)
        self._web.fetch_wanted.connect(self._fetch_page)
        self._web.cancel_wanted.connect(self._cancel)
        self._web.article_wanted.connect(self._open)
        self._web.open()

    def _fetch_page(self, address: str) -> None:
        def work(target: Path, progress: Progress, cancelled: Cancelled) -> ImportResult:
            from reader.importers.fetching import add_from_web

            return add_from_web(address, target, cancelled=cancelled)

        assert self._web is not None
        self._web.show_progress(self.tr("Fetching …"))
        self._run(work, self._show_page, quiet=True)

    def _show_page(self, result: ImportResult) -> None:
        self._refresh(result)
        if self._web is None:
            return
        if result.imported:
            article = result.imported[0]
            known = self._session.parts.library.by_path(article.path)
            self._web.show_result(article, known.snippet if known else "")
        elif result.skipped:
            self._web.show_skipped(result.skipped[0])
        else:
            self._web.show_failure(self.tr("Nothing was found at this address."))

    def _fetch_links(self, links: tuple[Link, ...]) -> None:
        def work(target: Path, progress: Progress, cancelled: Cancelled) -> ImportResult:
            from reader.importers.fetching import fetch_links

            return fetch_links(links, target, progress=progress, cancelled=cancelled)

        if self._result is not None:
            self._result.close()
        self._run(work, self._show_result)

    # --- running --------------------------------------------------------------------------------

    def _run(
        self, work: Work, done: Callable[[ImportResult], None], *, quiet: bool = False
    ) -> None:
        course = self._course = Course()
        paths = self._session.parts.paths
        self._started = time.monotonic()
        if not quiet:
            self._tick.start()
        self._tasks.run(
            lambda: run_import(paths, work, course),
            lambda result: self._finish(result, done),
            self._fail,
        )

    def _show_progress(self) -> None:
        seconds = time.monotonic() - self._started
        if self._progress is None:
            if seconds * 1000 < SHOW_AFTER_MS:
                return
            window = self._session.window
            self._progress = ImportProgress(window.theme, window)
            self._progress.cancel_wanted.connect(self._cancel)
            self._progress.open()
        course = self._course
        if course.is_entering:
            entering = self.tr("Entering them in the library …")
            self._progress.show_progress(course.done, course.total, entering)
        else:
            rate = course.done / max(seconds, 0.1)
            self._progress.show_progress(course.done, course.total, course.current, rate)

    def _cancel(self) -> None:
        self._course.cancelled = True

    def _end_progress(self) -> None:
        self._tick.stop()
        if self._progress is not None:
            self._progress.finish()
            self._progress.deleteLater()
            self._progress = None

    def _finish(self, result: ImportResult, done: Callable[[ImportResult], None]) -> None:
        self._end_progress()
        done(result)
        self.finished.emit(result)

    def _fail(self, error: Exception) -> None:
        self._end_progress()
        if self._web is not None and self._web.isVisible():
            self._web.show_failure(explain(error))
        else:
            self._session.problem.emit(error)

    def _refresh(self, result: ImportResult) -> None:
        session = self._session
        imported = session.parts.paths.imported
        if result.imported and imported not in session.listing.folders:
            session.set_folders([imported, *session.listing.folders])
        else:
            session.listing.refresh()
            session.background.rescan()
        if result.new_marks:
            session.visits.reload()

    def _show_result(self, result: ImportResult) -> None:
        self._refresh(result)
        window = self._session.window
        self._result = ImportResultView(window.theme, result, window)
        self._result.fetch_wanted.connect(self._fetch_links)
        self._result.article_wanted.connect(self._open)
        self._result.open()

    def _open(self, article_id: str) -> None:
        article = self._session.parts.library.by_id(article_id)
        if article is not None:
            self._session.open_article(article)

    def close(self) -> None:
        """Stop what runs; what was finished stays."""
        self._course.cancelled = self._course.is_closing = True
        self._tick.stop()
        self._tasks.close()
