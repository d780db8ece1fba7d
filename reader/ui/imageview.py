"""A picture of an article, large, over the whole window; a click or Escape closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reader.images import MAX_PIXELS
from reader.ui.theme import Theme

FINER = 2  # than the screen, across and down, so that it can be looked at closely


class ImageView(QWidget):
    """Covers its parent until it is closed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("image_view")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._image = QImage()
        self._focus_before: QWidget | None = None
        self.setAccessibleName(self.tr("Picture"))
        self._host = parent
        parent.installEventFilter(self)

    def show_image(self, image: QImage) -> None:
        """Show the picture as large as it is, at most as large as the window."""
        self._image = image
        parent = self._host
        self._focus_before = parent.focusWidget()
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def wanted_pixels(self) -> int:
        """How many pixels a picture may have here: more would not be seen."""
        size = self.size() * (self.devicePixelRatioF() * FINER)
        return min(MAX_PIXELS, max(1, size.width() * size.height()))

    def sharpen(self, image: QImage) -> None:
        """Show the same picture with more pixels, where it has more."""
        if image.width() > self._image.width():
            self._image = image
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        self._leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._leave()

    def _leave(self) -> None:
        before = self._focus_before
        self.close()
        if before is not None:
            before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        veil = QColor(self._theme["reader"])
        veil.setAlphaF(0.96)
        painter.fillRect(self.rect(), veil)
        if self._image.isNull():
            return
        room = self.rect().adjusted(32, 32, -32, -32)
        size = self._image.size()
        scaled = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if scaled.width() > size.width():
            scaled = size
        box = QRectF(0, 0, scaled.width(), scaled.height())
        box.moveCenter(QRectF(self.rect()).center())
        painter.drawImage(box, self._image)
