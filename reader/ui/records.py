"""The dialogs that list something: backups, problems, keys; and the one that reports an error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale, QRect, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPainter
from PySide6.QtWidgets import QWidget

from reader.model import Problem
from reader.ui.controls import Text, px
from reader.ui.keyspage import KeysView
from reader.ui.messages import explain
from reader.ui.rows import RowDelegate, Rows, RowView, draw_line
from reader.ui.sheet import Sheet
from reader.ui.theme import Theme, draw_icon, ui_font
from reader.ui.words import local_moment


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup; date and size are already written out, reason is why it is not sound."""

    file: Path
    date: str
    marks: int
    size: str = ""
    ok: bool = True
    reason: str = ""


def backup_row(
    file: Path, created: str, marks: int, size: int, ok: bool = True, reason: str = ""
) -> BackupRow:
    """A backup as it is shown; created is ISO 8601 in UTC, size counts bytes."""
    locale = QLocale()
    date = local_moment(created, locale) or file.name
    bytes_shown = locale.formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
    return BackupRow(file, date, marks, bytes_shown if size else "", ok, reason)


class _TwoLines(RowDelegate):
    """An icon, two lines, a word on the right; parts says them for a row."""

    def __init__(
        self, theme: Theme, parts: Callable[[object], tuple[str, str, str, str, bool]]
    ) -> None:
        super().__init__(theme)
        self._parts = parts

    def paint_row(self, painter: QPainter, rect: QRect, row: object, selected: bool) -> None:
        theme, center, size = self.theme, rect.center().y() + 1, px(18)
        picture, first, second, aside, bad = self._parts(row)
        mark = QRect(rect.left() + px(16), center - size // 2, size, size)
        draw_icon(painter, mark, picture, theme["danger" if bad else "text2"])
        right, font = rect.right() - px(16), ui_font(12)
        if aside:
            right -= QFontMetrics(font).horizontalAdvance(aside)
            box = QRect(right, rect.top(), rect.right() - right, rect.height())
            draw_line(painter, box, aside, font, theme["text2"])
        left = mark.right() + px(12)
        width = right - px(12) - left
        top = QRect(left, center - px(20), width, px(20))
        draw_line(painter, top, first, ui_font(13, 600), theme["text"])
        below = QRect(left, center, width, px(18))
        draw_line(painter, below, second, font, theme["danger" if bad else "text2"])


class _ListSheet(Sheet):
    """A sentence, a list, buttons."""

    def __init__(self, theme: Theme, parent: QWidget | None, height: float = 54) -> None:
        super().__init__(theme, parent, 600, 460)
        self.sentence = Text(theme, 13, 400, "text2", self)
        self.model = Rows(self.spoken, self)
        self.view = RowView(_TwoLines(theme, self.parts), height, self)
        self.view.setModel(self.model)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.view, 1)
        self.view.selectionModel().currentChanged.connect(lambda *_: self.refresh())

    def parts(self, row: object) -> tuple[str, str, str, str, bool]:
        """Icon, first line, second line, aside, whether it is bad; for subclasses."""
        raise NotImplementedError

    def spoken(self, row: object) -> str:
        _, first, second, aside, _ = self.parts(row)
        return ", ".join(part for part in (first, second, aside) if part)

    def current(self) -> object:
        """The selected value, None where there is none."""
        row = self.view.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def set_rows(self, rows: Sequence[object]) -> None:
        self.model.set_rows(tuple(rows))
        if rows:
            self.view.selectRow(0)
        self.refresh()

    def refresh(self) -> None:
        """Which buttons can act; for subclasses."""

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.view.set_ground(theme["side"])


class BackupsDialog(_ListSheet):
    """The backups of the marks, the newest first."""

    restore_wanted = Signal(object)
    backup_wanted = Signal()
    folder_wanted = Signal()

    def __init__(
        self, theme: Theme, backups: Sequence[BackupRow], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.setObjectName("backups_dialog")
        self.folder_button = self.add_button("flat", "folder-open")
        self.make_button = self.add_button()
        self.restore_button = self.add_button("accent")
        self.restore_button.clicked.connect(self._restore)
        self.make_button.clicked.connect(self.backup_wanted)
        self.folder_button.clicked.connect(self.folder_wanted)
        self.set_theme(theme)
        self.retranslate()
        self.set_backups(backups)

    def set_backups(self, backups: Sequence[BackupRow]) -> None:
        """Show these backups."""
        self.set_rows(backups)

    def _can_restore(self) -> bool:
        row = self.current()
        return isinstance(row, BackupRow) and row.ok

    def refresh(self) -> None:
        self.restore_button.setEnabled(self._can_restore())

    def _restore(self) -> None:
        row = self.current()
        if isinstance(row, BackupRow):
            self.restore_wanted.emit(row.file)

    def parts(self, row: object) -> tuple[str, str, str, str, bool]:
        assert isinstance(row, BackupRow)
        marks = self.tr("%Ln mark(s)", "", row.marks)
        second = marks if row.ok else explain(row.reason) or self.tr("This backup is damaged.")
        return ("check" if row.ok else "triangle-alert", row.date, second, row.size, not row.ok)

    def retranslate(self) -> None:
        self.set_heading(self.tr("Backups"))
        self.sentence.setText(
            self.tr(
                "Your bookmarks, highlights and notes are backed up by themselves. Restoring one"
                " keeps what you have now beside it."
            )
        )
        self.view.setAccessibleName(self.tr("Backups"))
        self.folder_button.set_label(self.tr("Open folder"))
        self.make_button.set_label(self.tr("Back up now"))
        self.restore_button.set_label(self.tr("Restore"))


class ProblemsDialog(_ListSheet):
    """The files and folders that could not be taken in, and why."""

    show_wanted = Signal(object)
    retry_wanted = Signal(object)

    def __init__(
        self, theme: Theme, problems: Sequence[Problem], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.setObjectName("problems_dialog")
        self.copy_button = self.add_button("flat", "copy")
        self.retry_button = self.add_button()
        self.show_button = self.add_button("plain", "folder-open")
        self.show_button.clicked.connect(self._show)
        self.retry_button.clicked.connect(self._retry)
        self.copy_button.clicked.connect(self._copy)
        self.view.doubleClicked.connect(lambda _: self._show())
        self.set_theme(theme)
        self.set_problems(problems)
        self.retranslate()

    def set_problems(self, problems: Sequence[Problem]) -> None:
        """Show these problems."""
        self.set_rows(problems)
        self.retranslate()

    def refresh(self) -> None:
        for button in (self.show_button, self.retry_button):
            button.setEnabled(self.current() is not None)
        self.copy_button.setEnabled(bool(self.model.rows))

    def _show(self) -> None:
        row = self.current()
        if isinstance(row, Problem):
            self.show_wanted.emit(row.path)

    def _retry(self) -> None:
        row = self.current()
        if isinstance(row, Problem):
            self.retry_wanted.emit(row.path)

    def _copy(self) -> None:
        lines = [f"{problem.path}\t{explain(problem.reason)}" for problem in self.model.rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def parts(self, row: object) -> tuple[str, str, str, str, bool]:
        assert isinstance(row, Problem)
        return ("triangle-alert", str(row.path), explain(row.reason), "", True)

    def retranslate(self) -> None:
        self.set_heading(self.tr("Problems"))
        count = len(self.model.rows)
        some = self.tr("%Ln file(s) could not be read. All others are in the list.", "", count)
        self.sentence.setText(some if count else self.tr("Every file could be read."))
        self.view.setAccessibleName(self.tr("Problems"))
        self.copy_button.set_label(self.tr("Copy list"))
        self.retry_button.set_label(self.tr("Try again"))
        self.show_button.set_label(self.tr("Show in folder"))


class KeysDialog(Sheet):
    """All actions with their keys, by menu."""

    change_wanted = Signal()

    def __init__(
        self, theme: Theme, shortcuts: dict[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent, 520, 560)
        self.setObjectName("keys_dialog")
        self.keys = KeysView(theme, self)
        self.keys.set_shortcuts(shortcuts)
        self.body.addWidget(self.keys, 1)
        self.change_button = self.add_button("flat", "keyboard")
        self.close_button = self.add_button()
        self.change_button.clicked.connect(self.change_wanted)
        self.close_button.clicked.connect(self.close)
        self.set_theme(theme)
        self.retranslate()
        self.keys.field.setFocus()

    def retranslate(self) -> None:
        self.set_heading(self.tr("Keys"))
        self.change_button.set_label(self.tr("Change keys …"))
        self.close_button.set_label(self.tr("Close"))
        self.keys.retranslate()
