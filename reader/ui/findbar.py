"""Find in the article: a field, a count, next and previous."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from reader.text import find_all
from reader.ui.access import announce
from reader.ui.controls import picture_button, px
from reader.ui.pane import ReadingPane
from reader.ui.theme import Theme, icon, ui_font

MOST = 10_000
LONGEST_QUERY = 120


class FindBar(QWidget):
    """Lies at the upper right of the pane; every match is marked, one is current."""

    closed = Signal()

    def __init__(self, theme: Theme, pane: ReadingPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._theme = theme
        self._hits: list[tuple[int, int]] = []
        self._current = -1
        self.field = QLineEdit(self)
        self.field.setObjectName("find_field")
        self.field.setMinimumWidth(180)
        self.count = QLabel(self)
        self.count.setMinimumWidth(58)
        self.previous = QToolButton(self)
        self.next = QToolButton(self)
        self.close_button = QToolButton(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(4)
        for part in (self.field, self.count, self.previous, self.next, self.close_button):
            layout.addWidget(part)
        side = picture_button(16, 12)
        for button in (self.previous, self.next, self.close_button):
            button.setFixedSize(side, side)
            button.setIconSize(QSize(px(16), px(16)))
        self.field.textChanged.connect(self._search)
        self.next.clicked.connect(lambda: self.step(1))
        self.previous.clicked.connect(lambda: self.step(-1))
        self.close_button.clicked.connect(self.close_find)
        self.set_theme(theme)
        self.retranslate()
        self.hide()

    def open(self, text: str = "") -> None:
        """Show the bar, with a text to find where one is given, else with what is selected."""
        chosen = self._pane.selected_range()
        if not text and chosen is not None:
            text = self._pane.text[chosen[0] : chosen[1]]
        if text and "\n" not in text and len(text) <= LONGEST_QUERY:
            self.field.setText(text)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self.field.setFocus()
        self.field.selectAll()
        self._search(self.field.text())

    def close_find(self) -> None:
        """Hide the bar and the matches; the focus returns to the text."""
        self.hide()
        self._hits, self._current = [], -1
        self._pane.set_hits((), -1)
        self._pane.setFocus()
        self.closed.emit()

    def article_changed(self) -> None:
        """Another article or another setting: search again while the bar is open."""
        if self.isVisible():
            self._search(self.field.text())

    def show_hits(self, hits: list[tuple[int, int]]) -> None:
        """Mark the matches of a library search; F3 goes through them.

        None do not take away what is being looked for here.
        """
        if not hits and (self.isVisible() or not self._hits):
            return
        self._hits, self._current = hits[:MOST], -1
        self._pane.set_hits(self._hits, -1)

    def step(self, direction: int) -> bool:
        """Go to the next or previous match; False where there is none."""
        if not self._hits:
            return False
        if self._current < 0:
            here = self._pane.first_visible_offset()
            after = [i for i, (start, _) in enumerate(self._hits) if start >= here]
            self._current = (after[0] if after else 0) if direction > 0 else (after or [0])[0] - 1
            self._current %= len(self._hits)
        else:
            self._current = (self._current + direction) % len(self._hits)
        self._pane.set_hits(self._hits, self._current)
        self._pane.ensure_visible(self._hits[self._current][0])
        self._show_count()
        return True

    def _search(self, text: str) -> None:
        self._hits = find_all(self._pane.text, text)[:MOST] if text.strip() else []
        self._current = -1
        self._pane.set_hits(self._hits, -1)
        self._show_count()
        if self._hits:
            self.step(1)

    def _show_count(self) -> None:
        if not self.field.text().strip():
            self.count.setText("")
        elif not self._hits:
            self.count.setText(self.tr("None"))
        else:
            self.count.setText(
                self.tr("{current} of {count}").format(
                    current=self.locale().toString(self._current + 1),
                    count=self.locale().toString(len(self._hits)),
                )
            )
        if self.isVisible() and self.count.text():
            announce(self.count, self.count.text())

    def place(self) -> None:
        """Keep to the upper right corner."""
        width = self._pane.viewport().width()
        self.adjustSize()
        self.move(max(0, width - self.width() - 16), 10)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.close_find()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Past the reading pane below, which would go through its links first."""
        return self.window().focusNextPrevChild(forward)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.field.setFont(ui_font(13))
        self.count.setFont(ui_font(12))
        self.count.setStyleSheet(f"color: {theme.colours['text2']};")
        for button, name in (
            (self.previous, "chevron-up"),
            (self.next, "chevron-down"),
            (self.close_button, "x"),
        ):
            button.setIcon(icon(name, theme["text2"], px(16)))
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("Find in article"))
        for part, name in (
            (self.field, self.tr("Find in article")),
            (self.previous, self.tr("Previous match")),
            (self.next, self.tr("Next match")),
            (self.close_button, self.tr("Close")),
        ):
            part.setAccessibleName(name)
            part.setToolTip(name)
        self._show_count()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme["border"], 1))
        painter.setBrush(self._theme["raised"])
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
