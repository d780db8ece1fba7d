"""What went wrong, told to a person: in a toast, or in a bar that stays with what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from reader.db import StoreBusyError
from reader.errors import ReaderError, StoreError
from reader.ui.messages import explain
from reader.ui.session import Session
from reader.ui.window import open_outside


class Problems(QObject):
    """Tells the problems of one session."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._window = session.window
        self._offers_copy = False

    def show_problem(self, error: object) -> None:
        """Tell a person about an error; one of the store stays on the screen."""
        if isinstance(error, StoreBusyError):  # a note is tried again, a mark is not
            if not self._window.reader.notes.unsaved_text():
                self._window.toast.show_message(explain(error))
            return
        if isinstance(error, StoreError):
            self._session.keeping.was_refused = True
            self.show_lasting_problem(explain(error))
            self._session.has_lasting_problem = False  # it goes once everything is saved
        elif isinstance(error, ReaderError | OSError):
            self._window.toast.show_message(explain(error))
        elif isinstance(error, Exception):
            self._session.reading.crashed.emit(error)

    def show_lasting_problem(self, text: str) -> None:
        """A bar that stays, with what can be done about the unsaved text."""
        unsaved = self._window.reader.notes.unsaved_text()
        bar = self._window.reader.problem
        if bar.isVisible() and (bar.text(), self._offers_copy) == (text, bool(unsaved)):
            return  # tried again in vain: nothing new to say, and its buttons keep the focus
        self._session.has_lasting_problem, self._offers_copy = True, bool(unsaved)
        buttons: list[tuple[str, Callable[[], object]]] = [(self.tr("Try again"), self._try_again)]
        if unsaved:
            buttons.append((self.tr("Copy the text"), self._copy_unsaved))
        buttons.append((self.tr("Data folder"), self.show_data_folder))
        bar.show_problem(text, buttons)

    def _copy_unsaved(self) -> None:
        QGuiApplication.clipboard().setText(self._window.reader.notes.unsaved_text())

    def _try_again(self) -> None:
        if self._session.keeping.save_all():
            self._session.has_lasting_problem = False
            self._window.reader.problem.hide()

    def show_report(self, report: str) -> None:
        """Something unexpected happened: say so once, calmly."""
        self._window.toast.show_message(
            self.tr("Something went wrong; your marks are safe."),
            self.tr("Copy report"),
            lambda: QGuiApplication.clipboard().setText(report),
        )

    def show_data_folder(self) -> None:
        """Open the folder with marks.db in the system's file manager."""
        open_outside(self._session.parts.paths.data.as_uri())
