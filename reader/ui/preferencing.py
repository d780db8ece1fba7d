"""The settings dialog in the window: what it shows, and what its changes do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from reader import resources
from reader.errors import ReaderError
from reader.settings import Settings
from reader.ui.folderspage import Folder
from reader.ui.preferences import PreferencesDialog
from reader.ui.session import Session
from reader.ui.theme import face_choices


class Preferencing(QObject):
    """Keeps one dialog; apply shows and keeps changed settings, add_folder asks for a folder."""

    def __init__(
        self,
        session: Session,
        apply: Callable[[Settings], object],
        add_folder: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._apply = session, apply
        window = session.window
        self.dialog = PreferencesDialog(window.settings, window.theme, face_choices(), window)
        self.dialog.changed.connect(self._change)
        self.dialog.folder_add_wanted.connect(add_folder)
        self.dialog.folder_remove_wanted.connect(self._remove)
        self.dialog.folder_language_chosen.connect(self._set_language)
        session.listing.listed.connect(self._on_listed)

    def open(self, section: str) -> None:
        """Show the dialog at a section."""
        window = self._session.window
        self.dialog.set_theme(window.theme)
        self.dialog.set_settings(window.settings)
        self.refresh()
        self.dialog.show_section(section)  # type: ignore[arg-type]
        self.dialog.show()
        self.dialog.raise_()

    def _change(self, settings: Settings) -> None:
        self._apply(settings)
        self.dialog.set_theme(self._session.window.theme)

    def _on_listed(self) -> None:
        if self.dialog.isVisible():
            self.refresh()

    # --- folders --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the folders as they are."""
        parts = self._session.parts
        chosen = parts.store.memory().folder_languages
        folders = []
        for path in self._session.listing.folders:
            count = len(parts.library.numbers(folders=[path]))
            problem = None if path.is_dir() else self.tr("This folder is not there now.")
            folders.append(Folder(path, count, chosen.get(path), problem))
        self.dialog.set_folders(folders, self._session.known_languages())

    def _remove(self, path: Path) -> None:
        if path == resources.collection():
            self._change(replace(self._session.window.settings, show_collection=False))
            return
        try:
            self._session.parts.store.remove_folder(path)
        except ReaderError as error:
            self._session.problem.emit(error)
            return
        self._session.set_folders([f for f in self._session.listing.folders if f != path])
        self.refresh()

    def _set_language(self, path: Path, tag: str | None) -> None:
        try:
            self._session.parts.store.set_folder_language(path, tag or None)
        except ReaderError as error:
            self._session.problem.emit(error)
            return
        self._session.background.rescan([path])
        self.refresh()
