"""The thin bar of long work."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reader.ui.theme import Theme


class ProgressBar(QWidget):
    """A thin bar; without a total it only says that something goes on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share: float | None = None
        self.setFixedHeight(6)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_value(self, done: int, total: int) -> None:
        """How many of how many; total 0 where nobody knows."""
        self._share = min(1.0, done / total) if total > 0 else None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme["progress_track"])
        area = QRectF(self.rect())
        painter.drawRoundedRect(area, 3, 3)
        if self._share is None:
            area.setWidth(area.width() / 4)
        else:
            area.setWidth(max(6.0, area.width() * self._share))
        painter.setBrush(self._theme["accent"])
        painter.drawRoundedRect(area, 3, 3)
