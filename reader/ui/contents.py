"""The contents of the article: its headings in a panel, filtered by typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from reader.model import Heading
from reader.ui.controls import px
from reader.ui.fuzzy import fold, holds, match
from reader.ui.popup import SHADOW, Popup
from reader.ui.rows import Finder, RowDelegate, Rows, draw_line
from reader.ui.theme import Theme, ui_font

WIDTH = 400
ROW = 32
MOST_ROWS = 14
INDENT = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the list: its index in the outline, and how deep it stands below the top."""

    index: int
    depth: int
    title: str
    current: bool


class ContentsDelegate(RowDelegate):
    """Title indented by its depth; the current section has a bar and the accent's colour."""

    query = ""

    def paint_row(self, painter: QPainter, rect: QRect, row: Entry, selected: bool) -> None:
        theme = self.theme
        indent = px(INDENT) * min(row.depth, 5)
        box = rect.adjusted(px(20) + indent, 0, -px(14), 0)
        font = ui_font(13, 600 if row.current or row.depth == 0 else 400)
        colour = theme["accent" if row.current else "text" if row.depth < 2 else "text2"]
        found = match(self.query, row.title) if self.query else None
        draw_line(
            painter, box, row.title, font, colour, found.positions if found else (), theme["accent"]
        )
        if row.current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["accent"])
            height = px(16)
            top = rect.center().y() + 1 - height // 2
            painter.drawRoundedRect(rect.left() + px(10), top, 3, height, 1.5, 1.5)


class ContentsPopup(Popup):
    """Shows an outline; Enter or a click goes to the heading."""

    heading_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setObjectName("contents_popup")
        self.set_padding(8)
        self._outline: Sequence[Heading] = ()
        self._current = -1
        self._folded: list[str] | None = None
        self._delegate = ContentsDelegate(theme)
        self._model = Rows(self._spoken, self)
        self.finder = Finder(theme, self._model, self._delegate, ROW, self)
        self.box.addWidget(self.finder)
        self.finder.typed.connect(self._filter)
        self.finder.picked.connect(self._pick)
        self.set_theme(theme)
        self.retranslate()

    def show_outline(self, outline: Sequence[Heading], current: int) -> None:
        """The headings, and the index of the one that is being read (-1 above the first)."""
        self._outline, self._current, self._folded = outline, current, None
        blocked = self.finder.blockSignals(True)
        self.finder.field.clear()
        self.finder.blockSignals(blocked)
        self._filter("")

    def _filter(self, query: str) -> None:
        self._delegate.query = query = query.strip()
        if query and self._folded is None:
            self._folded = [fold(heading.title) for heading in self._outline]
        top = min((heading.level for heading in self._outline), default=1)
        entries = [
            Entry(index, heading.level - top, heading.title.strip(), index == self._current)
            for index, heading in enumerate(self._outline)
            if self._folded is None or not query or holds(query, self._folded[index])
        ]
        shown = [number for number, entry in enumerate(entries) if entry.current]
        self._say_nothing()
        self.finder.set_rows(entries, shown[0] if shown else 0)

    def _say_nothing(self) -> None:
        empty = self.tr("This article has no headings.")
        self.finder.nothing.setText(self.tr("No such heading.") if self._outline else empty)

    def _pick(self, row: int) -> None:
        entry = self._model.rows[row]
        self.close()
        self.heading_chosen.emit(entry.index)

    def _spoken(self, entry: Entry) -> str:
        level = self.tr("level {level}").format(level=entry.depth + 1)
        parts = [entry.title, level]
        if entry.current:
            parts.append(self.tr("being read"))
        return ", ".join(parts)

    def fit(self, bounds: QRect) -> None:
        around = 2 * SHADOW + 16
        self.setFixedWidth(min(px(WIDTH), bounds.width() - 16) + 2 * SHADOW)
        field = self.finder.field.sizeHint().height()
        room = bounds.height() - around - field - 32
        rows = max(2, min(len(self._outline), MOST_ROWS, room // px(ROW)))
        self.finder.view.setFixedHeight(rows * px(ROW))

    def take_focus(self) -> None:
        self.finder.field.setFocus(Qt.FocusReason.PopupFocusReason)
        shown = self.finder.view.currentIndex().row()
        self.finder.go(shown)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.finder.view.set_ground(theme["raised"])

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Contents"))
        self.finder.field.setPlaceholderText(self.tr("Find a heading"))
        self.finder.field.setAccessibleName(self.tr("Find a heading"))
        self._say_nothing()
