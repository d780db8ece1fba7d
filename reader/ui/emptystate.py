"""What stands in the place of the list: why it is empty and what helps, or grey rows at first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from reader.ui.access import announce, set_tab_stops
from reader.ui.articlerow import row_height
from reader.ui.controls import Text, px
from reader.ui.sheet import Page
from reader.ui.theme import Theme, icon


class EmptyState(Page):
    """Icon, title, sentence and buttons, where nothing is to be listed; scrolls in little room.

    Tab comes to the buttons from `after`.
    """

    SIDE, LEAST_TOP, TOP = 24, 12, 48

    def __init__(self, theme: Theme, after: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._after = after
        self._picture = "library"
        self.picture = QLabel(self.inner)
        self.title = Text(theme, 14, 600, parent=self.inner)
        self.sentence = Text(theme, 13, parent=self.inner)
        self.buttons = QVBoxLayout()
        self.buttons.setSpacing(8)
        self.column.setContentsMargins(self.SIDE, self.TOP, self.SIDE, self.SIDE)
        self.column.setSpacing(8)
        for label in (self.picture, self.title, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.column.addWidget(label)
        self.column.insertSpacing(1, 8)
        self.column.addSpacing(8)
        self.column.addLayout(self.buttons)
        self.column.addStretch(1)

    def show_state(
        self, picture: str, title: str, sentence: str, buttons: Sequence[QPushButton]
    ) -> None:
        """Fill the state; the buttons become its children."""
        self._picture = picture
        self._show_picture()
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        while (item := self.buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for button in buttons:
            self.buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        set_tab_stops(self._after, buttons)
        announce(self, title)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        margins = self.column.contentsMargins()
        spare = self.height() - self.column.totalHeightForWidth(self.viewport().width())
        margins.setTop(max(self.LEAST_TOP, min(self.TOP, margins.top() + spare)))
        self.column.setContentsMargins(margins)

    def _show_picture(self) -> None:
        side = px(32)
        picture = icon(self._picture, self._theme["text3"], side)
        self.picture.setPixmap(picture.pixmap(QSize(side, side), self.devicePixelRatioF()))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.title.set_theme(theme)
        self.sentence.set_theme(theme)
        self._show_picture()


class Skeleton(QWidget):
    """Grey rows while the first list is on its way."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme["hairline"])
        for top in range(0, self.height(), row_height()):
            for y, width, height in ((14, 0.7, 13), (36, 0.9, 11), (60, 0.4, 11)):
                box = QRect(28, top + px(y), round((self.width() - 56) * width), px(height))
                painter.drawRoundedRect(box, 4, 4)
