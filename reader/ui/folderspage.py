"""The folders of the library: add, remove, and the language that a folder's articles are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.ui.controls import Button, Text, px
from reader.ui.fields import ComboBox
from reader.ui.flow import FlowLayout
from reader.ui.languages import language_name
from reader.ui.rows import RowDelegate, Rows, RowView, draw_line, draw_tag, tag_width
from reader.ui.theme import Theme, draw_icon, ui_font


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the library; language is the one the user set for it, problem what is wrong."""

    path: Path
    articles: int
    language: str | None = None
    problem: str | None = None


class FoldersDelegate(RowDelegate):
    """Name, the path above it, the count and the language."""

    def paint_row(self, painter: QPainter, rect: QRect, row: Folder, selected: bool) -> None:
        theme, center = self.theme, rect.center().y() + 1
        size = px(18)
        mark = QRect(rect.left() + px(16), center - size // 2, size, size)
        picture = "triangle-alert" if row.problem else "folder-open"
        draw_icon(painter, mark, picture, theme["danger" if row.problem else "text2"])
        right = rect.right() - px(16)
        if row.language:
            right -= tag_width(row.language.split("-")[0].upper()[:3])
            draw_tag(painter, theme, right, center, row.language)
            right -= px(10)
        count = self.tr("%Ln article(s)", "", row.articles)
        font = ui_font(12)
        right -= QFontMetrics(font).horizontalAdvance(count)
        middle = QRect(right, rect.top(), rect.right() - right, rect.height())
        draw_line(painter, middle, count, font, theme["text2"])
        left = mark.right() + px(12)
        width = right - px(12) - left
        top = QRect(left, center - px(20), width, px(20))
        name = row.path.name or str(row.path)
        draw_line(painter, top, name, ui_font(13, 600), theme["text"])
        below = QRect(left, center, width, px(18))
        colour = theme["danger" if row.problem else "text2"]
        draw_line(painter, below, row.problem or str(row.path.parent), ui_font(12), colour)


class FoldersPage(QWidget):
    """Wishes go up as signals; what comes of them comes back by `set_folders`."""

    add_wanted = Signal()
    remove_wanted = Signal(object)
    language_chosen = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages: tuple[str, ...] = ()
        self.model = Rows(self._spoken, self)
        self.view = RowView(FoldersDelegate(theme), 56, self)
        self.view.setModel(self.model)
        self._nothing = Text(theme, 13, 400, "text2", self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._label = Text(theme, 13, 400, "text2", self)
        self._label.setWordWrap(False)
        self.language = ComboBox(theme, self)
        self.add_button = Button(theme, "plain", "folder-plus", self)
        self.remove_button = Button(theme, parent=self)
        foot = FlowLayout(gap=8)
        for part in (self._label, self.language, self.remove_button, self.add_button):
            foot.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._nothing)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
        self.add_button.clicked.connect(self.add_wanted)
        self.remove_button.clicked.connect(self._remove)
        self.language.chosen.connect(self._choose)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._show())
        self.set_theme(theme)
        self.retranslate()

    def set_folders(self, folders: Sequence[Folder], languages: Sequence[str]) -> None:
        """The folders of the library, and the languages (tags) that one can be set to.

        The selected one stays selected where it still is.
        """
        before = self.current()
        self._languages = tuple(languages)
        self.model.set_rows(tuple(folders))
        paths = [folder.path for folder in folders]
        if paths:
            self.view.selectRow(paths.index(before.path) if before and before.path in paths else 0)
        self._show()

    def current(self) -> Folder | None:
        """The selected folder."""
        row = self.view.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _show(self) -> None:
        folder = self.current()
        self._nothing.setVisible(not self.model.rows)
        self.view.setVisible(bool(self.model.rows))
        for part in (self.language, self.remove_button):
            part.setEnabled(folder is not None)
        self._fill_languages(folder.language if folder else None)

    def _fill_languages(self, chosen: str | None) -> None:
        tags = sorted({*self._languages, *([chosen] if chosen else [])}, key=language_name)
        unset: list[tuple[object, str]] = [(None, self.tr("As each article says"))]
        self.language.set_options([*unset, *((tag, language_name(tag)) for tag in tags)])
        self.language.set_value(chosen)

    def _remove(self) -> None:
        if folder := self.current():
            self.remove_wanted.emit(folder.path)

    def _choose(self, tag: object) -> None:
        if folder := self.current():
            self.language_chosen.emit(folder.path, tag)

    def _spoken(self, folder: Folder) -> str:
        parts = [folder.path.name, self.tr("%Ln article(s)", "", folder.articles)]
        parts += [folder.problem] if folder.problem else []
        parts += [language_name(folder.language)] if folder.language else []
        return ", ".join(parts)

    def set_theme(self, theme: Theme) -> None:
        self.view.set_theme(theme)
        self.view.set_ground(theme["side"])

    def retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Folders"))
        self._nothing.setText(self.tr("No folder yet. Add one with articles in it."))
        self._label.setText(self.tr("Language"))
        self.language.setAccessibleName(self.tr("Language of the folder"))
        self.add_button.set_label(self.tr("Add folder …"))
        tooltip = self.tr("The files and their marks stay where they are.")
        self.remove_button.set_label(self.tr("Remove"), tooltip)
        self._show()
