"""What the window does when marks.db cannot be read: offers the newest backup, never overwrites."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from reader import backup
from reader.errors import StoreError
from reader.paths import Paths
from reader.store import Store
from reader.ui.messages import explain
from reader.ui.words import local_moment


def rescue_store(paths: Paths, error: StoreError) -> Store:
    """Ask what to do about a damaged marks.db; the store that came of it.

    The damaged file is set aside in every case. SystemExit(3) where the user wants to leave.
    """
    newest = backup.newest_good(paths.backups)
    salvaged = len(backup.salvage(paths.marks)) if paths.marks.is_file() else 0
    choice = ask(paths, error, newest, salvaged)
    if choice == "repair":
        backup.rebuild(paths.marks, paths.backups)
    elif choice == "restore" and newest is not None:
        backup.restore(paths.marks, newest.file, paths.backups)
    elif choice == "new":
        backup.start_anew(paths.marks, paths.backups)
    else:
        raise SystemExit(3)
    return Store(paths.marks, backups=paths.backups)


def ask(paths: Paths, error: StoreError, newest: backup.Backup | None, salvaged: int) -> str:
    """ "repair", "restore", "new" or "quit", as the user decides; counts are shown."""
    box = QMessageBox()
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("Lesesal")
    box.setText(QCoreApplication.translate("Rescue", "Your marks cannot be read."))
    lines = [
        explain(error),
        QCoreApplication.translate("Rescue", "The damaged file is kept beside the new one."),
    ]
    locale = QLocale()
    if newest is not None:
        text = QCoreApplication.translate("Rescue", "Newest good backup: {when}; marks: {count}.")
        when, count = local_moment(newest.created, locale), locale.toString(newest.marks)
        lines.append(text.format(when=when, count=count))
    text = QCoreApplication.translate(
        "Rescue", "Marks still readable in the damaged file: {count}."
    )
    lines.append(text.format(count=locale.toString(salvaged)))
    box.setInformativeText("\n\n".join(lines))
    buttons: dict[QPushButton, str] = {}
    role = QMessageBox.ButtonRole
    if newest is not None or salvaged:
        label = QCoreApplication.translate("Rescue", "Restore all that is readable")
        buttons[box.addButton(label, role.AcceptRole)] = "repair"
    if newest is not None:
        buttons[
            box.addButton(
                QCoreApplication.translate("Rescue", "Restore the backup only"), role.ActionRole
            )
        ] = "restore"
    buttons[
        box.addButton(
            QCoreApplication.translate("Rescue", "Begin with no marks"), role.DestructiveRole
        )
    ] = "new"
    leave = box.addButton(QCoreApplication.translate("Rescue", "Quit"), role.RejectRole)
    buttons[leave] = "quit"
    box.setDefaultButton(next(iter(buttons)))
    box.setEscapeButton(leave)
    box.exec()
    clicked = box.clickedButton()
    return next((choice for button, choice in buttons.items() if button is clicked), "quit")
