"""Folders and files that come into the library: chosen, dropped, pasted or handed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from reader.errors import ReaderError
from reader.model import Article
from reader.ui.session import Session

if TYPE_CHECKING:
    from reader.ui.imports import Imports


class Arrivals(QObject):
    """Takes in what comes to one session; an article that is waited for opens once it is listed."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._window = session.window
        self._importing: Imports | None = None
        self._wanted: Callable[[], Article | None] | None = None
        window = session.window
        window.paths_dropped.connect(lambda names: self.open_paths([Path(n) for n in names]))
        window.sidebar.open_folder_wanted.connect(self.open_folder)
        session.background.changed.connect(lambda _: self._open_wanted())
        session.background.indexed.connect(self._open_wanted)

    def close(self) -> None:
        """Import nothing more."""
        if self._importing is not None:
            self._importing.close()

    def open_folder(self) -> None:
        """Add a folder to the library."""
        from reader.ui import dialogs

        folder = dialogs.choose_folder(self._window)
        if folder is not None:
            self.add_folder(folder)

    def add_folder(self, folder: Path) -> None:
        """Add a folder; a missing one is told with an offer to choose another."""
        if not folder.is_dir():
            self.tell_missing(folder)
            return
        try:
            self._session.parts.store.add_folder(folder)
        except ReaderError as error:
            self._session.problem.emit(error)
            return
        folders = list(self._session.listing.folders)
        if folder not in folders:
            self._session.set_folders([folder, *folders])
        name = folder.name or str(folder)
        self._window.toast.show_message(
            self.tr("The folder “{name}” is in the library now.").format(name=name)
        )

    def tell_missing(self, folder: Path) -> None:
        """A folder is not there (now): its marks stay, and another can be chosen."""
        self._window.reader.problem.show_problem(
            self.tr("The folder {folder} does not exist.").format(folder=folder),
            [(self.tr("Choose another …"), self.open_folder)],
        )

    def open_paths(self, paths: list[Path]) -> None:
        """Take in what was dropped or handed over: folders join the library, files are shown."""
        for path in paths:
            if path.is_dir():
                self.add_folder(path)
        files = [path for path in paths if path.is_file()]
        known = [path for path in files if self._session.parts.library.by_path(path)]
        if known:
            self.open_path_when_listed(known[0])
        if unknown := [path for path in files if path not in known]:
            self.import_files(unknown)

    def open_path_when_listed(self, path: Path) -> None:
        """Open the article of a file as soon as the scan has found it."""
        self.open_when_listed(lambda: self._session.parts.library.by_path(path))

    def open_when_listed(self, find: Callable[[], Article | None]) -> None:
        """Open an article as soon as find finds it in the catalogue."""
        self._wanted = find
        self._open_wanted()

    def _open_wanted(self) -> None:
        article = self._wanted() if self._wanted is not None else None
        if article is not None:
            self._wanted = None
            self._session.open_article(article)

    def add_articles(self) -> None:
        """Choose files and take them in."""
        from reader.ui import dialogs

        if files := dialogs.choose_files(self._window):
            self.import_files([Path(file) for file in files])

    def import_files(self, paths: list[Path]) -> None:
        """Convert files into articles of the user's own folder."""
        self._imports().start(paths)

    def add_from_web(self) -> None:
        """Fetch one page the user names."""
        self._imports().ask_address()

    def paste(self) -> None:
        """Take in what is on the clipboard: files, else a page or a text."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None:  # nobody offers anything
            return
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self.open_paths(files)
        elif data.hasHtml():
            self._imports().start_text(data.html(), ".html")
        elif data.hasText():
            self._imports().start_text(data.text(), ".txt")

    def _imports(self) -> Imports:
        from reader.ui.imports import Imports  # with the importers, at the first import

        if self._importing is None:
            self._importing = Imports(self._session, self)
        return self._importing
