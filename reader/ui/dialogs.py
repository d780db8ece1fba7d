"""Every question that waits for an answer, as one function each: the one place that tests patch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from reader import __version__
from reader.model import Problem
from reader.ui.about import AboutDialog
from reader.ui.actions import Actions
from reader.ui.addresses import host_of, shown_address
from reader.ui.question import LanguageQuestion, Question
from reader.ui.records import BackupRow, BackupsDialog, KeysDialog, ProblemsDialog
from reader.ui.sheet import Sheet
from reader.ui.theme import Theme

LinkAnswer = Literal["open", "always", ""]


# --- files --------------------------------------------------------------------------------------


def choose_folder(parent: QWidget | None, start: Path | None = None) -> Path | None:
    """A folder that exists, None where the person cancelled."""
    title = QCoreApplication.translate("Dialogs", "Open folder")
    chosen = QFileDialog.getExistingDirectory(parent, title, str(start or Path.home()))
    return Path(chosen) if chosen else None


def choose_files(parent: QWidget | None, start: Path | None = None) -> list[Path]:
    """Files to add; empty where the person cancelled."""
    title = QCoreApplication.translate("Dialogs", "Add articles")
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, str(start or Path.home()))
    return [Path(name) for name in chosen]


def choose_file(parent: QWidget | None, title: str, filters: str = "") -> Path | None:
    """One file to read, None where the person cancelled."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(Path.home()), filters)
    return Path(chosen) if chosen else None


def choose_save_file(
    parent: QWidget | None, title: str, suggestion: str, filters: str = ""
) -> Path | None:
    """Where to write, None where the person cancelled; Qt has asked before overwriting."""
    return choose_export(parent, title, suggestion, filters)[0]


def choose_export(
    parent: QWidget | None, title: str, suggestion: str, filters: str
) -> tuple[Path | None, str]:
    """The same, with the one of the filters that was chosen."""
    start = str(Path.home() / suggestion)
    chosen, kind = QFileDialog.getSaveFileName(parent, title, start, filters)
    return (Path(chosen) if chosen else None), kind


# --- questions ----------------------------------------------------------------------------------


def _ask(question: Question | LanguageQuestion) -> None:
    """Show it until it is answered; then it goes, which Qt would leave to the end of the window."""
    question.exec()
    if isValid(question):  # the window may have ended meanwhile
        question.deleteLater()


def confirm(
    parent: QWidget | None,
    theme: Theme,
    heading: str,
    text: str,
    label: str,
    *,
    danger: bool = False,
) -> bool:
    """Whether to do it; label says what. A dangerous act is never what Enter does."""
    question = confirm_question(parent, theme, heading, text, label, danger=danger)
    _ask(question)
    return question.answer == "yes"


def confirm_question(
    parent: QWidget | None, theme: Theme, heading: str, text: str, label: str, *, danger: bool
) -> Question:
    """The dialog of `confirm`, not yet shown."""
    question = Question(theme, parent, heading, text)
    cancel = question.choice("", QCoreApplication.translate("Dialogs", "Cancel"))
    question.choice("yes", label, "danger" if danger else "accent")
    if danger:
        cancel.setFocus()
    return question


def ask_erase_all(parent: QWidget | None, theme: Theme) -> bool:
    """Whether to erase all data of the user."""
    translate = QCoreApplication.translate
    return confirm(
        parent,
        theme,
        translate("Dialogs", "Erase all data?"),
        translate(
            "Dialogs",
            "All bookmarks, highlights, notes, backups and settings on this computer are deleted."
            " Articles in your own folders stay; imported ones go. This cannot be undone.",
        ),
        translate("Dialogs", "Erase all data"),
        danger=True,
    )


def ask_restore(parent: QWidget | None, theme: Theme, date: str) -> bool:
    """Whether to go back to a backup."""
    translate = QCoreApplication.translate
    return confirm(
        parent,
        theme,
        translate("Dialogs", "Restore this backup?"),
        translate(
            "Dialogs",
            "The marks become what they were: {date}. What you have now is kept beside them.",
        ).format(date=date),
        translate("Dialogs", "Restore"),
    )


def ask_open_link(parent: QWidget | None, theme: Theme, url: str) -> LinkAnswer:
    """Whether to open an address in the browser; "always" where it shall not be asked again.

    "Copy address" puts it on the clipboard and answers "".
    """
    question = link_question(parent, theme, url)
    _ask(question)
    if question.answer == "copy":
        QGuiApplication.clipboard().setText(url)
        return ""
    if question.answer != "open":
        return ""
    return "always" if question.is_switched_on() else "open"


def link_question(parent: QWidget | None, theme: Theme, url: str) -> Question:
    """The dialog of `ask_open_link`, not yet shown."""
    translate = QCoreApplication.translate
    host = host_of(url) or translate("Dialogs", "another program")
    heading = translate("Dialogs", "Open in the browser?")
    text = translate("Dialogs", "The link leads to {host}.").format(host=host)
    question = Question(theme, parent, heading, text)
    question.quote(shown_address(url))
    question.offer(translate("Dialogs", "Do not ask again"))
    question.choice("", translate("Dialogs", "Cancel"))
    question.choice("copy", translate("Dialogs", "Copy address"))
    question.choice("open", translate("Dialogs", "Open"), "accent").setFocus()
    return question


def ask_book(parent: QWidget | None, theme: Theme) -> Literal["chapters", "whole", ""]:
    """How a book comes in: each chapter an article, or the whole one; "" where cancelled."""
    translate = QCoreApplication.translate
    question = Question(
        theme,
        parent,
        translate("Dialogs", "Add a book"),
        translate("Dialogs", "A book can become one article, or one for each chapter."),
    )
    question.choice("", translate("Dialogs", "Cancel"))
    question.choice("whole", translate("Dialogs", "One article"))
    question.choice("chapters", translate("Dialogs", "One for each chapter"), "accent")
    _ask(question)
    answers: dict[str, Literal["chapters", "whole"]] = {"chapters": "chapters", "whole": "whole"}
    return answers.get(question.answer or "", "")


def ask_language(
    parent: QWidget | None, theme: Theme, current: str | None, tags: Sequence[str]
) -> str | None:
    """A language tag, "" where the article itself decides, None where the person cancelled."""
    question = LanguageQuestion(theme, parent, current or "", tags)
    _ask(question)
    return question.answer


# --- dialogs beside the window ------------------------------------------------------------------


def _show(sheet: Sheet) -> None:
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    sheet.show()


def show_problems(
    parent: QWidget | None,
    theme: Theme,
    problems: Sequence[Problem],
    retry: Callable[[Path], object],
) -> ProblemsDialog:
    """List what could not be read; retry looks at the file again."""
    dialog = ProblemsDialog(theme, problems, parent)
    dialog.show_wanted.connect(_show_in_folder)
    dialog.retry_wanted.connect(retry)
    _show(dialog)
    return dialog


def _show_in_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def show_keys(
    parent: QWidget | None,
    theme: Theme,
    actions: Actions,
    change: Callable[[], object],
) -> KeysDialog:
    """All actions with the keys they have now; change opens the settings."""
    dialog = KeysDialog(theme, shortcuts_of(actions), parent)
    dialog.change_wanted.connect(dialog.close)
    dialog.change_wanted.connect(change)
    _show(dialog)
    return dialog


def shortcuts_of(actions: Actions) -> dict[str, str]:
    """The keys that differ from the table's, by the action's name; "" where there is none."""
    portable = QKeySequence.SequenceFormat.PortableText
    changed = {}
    for spec, action in actions.items():
        keys = [key.toString(portable) for key in action.shortcuts()]
        if keys != [QKeySequence(key).toString(portable) for key in spec.keys]:
            changed[spec.name] = keys[0] if keys else ""
    return changed


def show_about(parent: QWidget | None, theme: Theme) -> AboutDialog:
    """Version and licences."""
    dialog = AboutDialog(theme, __version__, parent)
    _show(dialog)
    return dialog


def show_backups(
    parent: QWidget | None, theme: Theme, backups: Sequence[BackupRow]
) -> BackupsDialog:
    """The backups; the caller connects restore_wanted, backup_wanted and folder_wanted."""
    dialog = BackupsDialog(theme, backups, parent)
    _show(dialog)
    return dialog
