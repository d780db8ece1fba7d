"""Backups of the marks as the window makes, shows and restores them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.errors import ReaderError
from reader.ui.messages import explain
from reader.ui.session import Session
from reader.ui.timers import repeating

if TYPE_CHECKING:
    from reader.ui.records import BackupRow, BackupsDialog

log = logging.getLogger(__name__)
AGAIN_MS = 60 * 60 * 1000


class Backups(QObject):
    """Makes the day's backup where it is due; make_now and show_folder belong to the dialog."""

    restore_wanted = Signal(Path)

    def __init__(
        self,
        session: Session,
        make_now: Callable[[], object],
        show_folder: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._window = session.window
        self._make_now, self._show_folder = make_now, show_folder
        self._timer = repeating(self, AGAIN_MS, self.make_if_due)
        self._timer.start()

    def close(self) -> None:
        """Make none by itself any more."""
        self._timer.stop()

    def make_if_due(self) -> None:
        """Make today's backup where something has changed."""
        from reader import backup  # in its time, not at the start

        paths, store = self._session.parts.paths, self._session.parts.store
        try:
            if paths.marks.exists() and backup.due(store.counter(), paths.backups):
                backup.make(paths.marks, paths.backups, "daily")
        except ReaderError as error:
            log.warning("no backup: %s", type(error).__name__)
            self._window.toast.show_message(explain(error))

    def show(self) -> None:
        """The backups, to restore one or make one."""
        from reader.ui import dialogs

        dialog = dialogs.show_backups(self._window, self._window.theme, self._backup_rows())
        dialog.backup_wanted.connect(lambda: self._back_up(dialog))
        dialog.folder_wanted.connect(self._show_folder)
        dialog.restore_wanted.connect(lambda file: self._restore(dialog, file))

    def _backup_rows(self) -> list[BackupRow]:
        from reader import backup
        from reader.ui.records import backup_row

        found = backup.list_backups(self._session.parts.paths.backups)
        return [backup_row(b.file, b.created, b.marks, b.size, b.ok, b.reason) for b in found]

    def _back_up(self, dialog: BackupsDialog) -> None:
        self._make_now()
        dialog.set_backups(self._backup_rows())

    def _restore(self, dialog: BackupsDialog, file: Path) -> None:
        from reader.ui import dialogs

        date = next((row.date for row in self._backup_rows() if row.file == file), file.name)
        if dialogs.ask_restore(dialog, self._window.theme, date):
            dialog.close()
            self.restore_wanted.emit(file)
